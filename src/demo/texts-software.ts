// English texts on programming languages, the web and the internet as it was.

import type { Pool } from './texts.ts';

export const LANGUAGES: Pool = {
  language: 'en',
  stories: [
    {
      title: 'Error messages are the user interface of {project}',
      lead: 'A compiler speaks to its users mostly when they are wrong. For version {version} of {project} we read {n} error messages aloud to each other, and rewrote every one that we could not say with a straight face.',
    },
    {
      title: 'Rewriting {project} was not the hard part',
      lead: 'The new {project} was finished in spring: faster, smaller, and covered by tests. Then came the {n} behaviours of the old one that no test mentioned and that somebody, somewhere, depended on.',
    },
    {
      title: 'Garbage collection in {project} {version}',
      lead: 'The collector in {project} {version} pauses for less than a millisecond and does a great deal more work to get there. Whether this is a good trade depends on what you were doing in that millisecond.',
    },
    {
      title: 'Pattern matching comes to {project}',
      lead: 'It took three proposals and {n} months of discussion, most of it about a colon. {project} now has pattern matching, it checks that you covered every case, and the colon stayed.',
    },
    {
      title: 'The case for boring generics in {project}',
      lead: 'There is a version of {project} in a drawer that has higher-kinded types. It is lovely. The version that shipped has type parameters, bounds and nothing else, and {n} libraries use them without a blog post to explain how.',
    },
    {
      title: 'A package manager without a solver: {project}',
      lead: 'Dependency resolution is hard in general, and {project} declines to solve it in general. It picks the oldest version that everybody accepts, writes it down, and is done in {n} milliseconds.',
    },
    {
      title: 'Incremental builds in {project}, or how to do nothing',
      lead: 'The fastest build is the one that finds out there is nothing to do. {project} used to need {n} seconds to reach that conclusion. Now it hashes what went in, asks a table and goes back to sleep.',
    },
    {
      title: '{project} gets a debugger that goes backwards',
      lead: 'You stop where it crashed and then walk the other way. The new debugger of {project} records {n} million events a second and spends most of its cleverness on which of them it need not keep.',
    },
    {
      title: 'Unicode identifiers in {project}: {n} questions',
      lead: 'May a variable be called after a town in its own alphabet? {project} says yes, and then has to say what counts as the same letter. The list of questions had {n} entries, and the answers fit in a table.',
    },
    {
      title: 'Sorting out strings in {project} {version}',
      lead: 'A string is bytes, or code points, or what a reader sees, and {project} used to give a different answer in each function. From {version} on there are three types, and no operation that confuses them.',
    },
    {
      title: 'The formatter that ended {n} arguments',
      lead: 'Nobody likes what the formatter of {project} does with long conditions. Everybody likes that there is nothing left to discuss. We counted: in the year before, {n} reviews had been about white space alone.',
    },
  ],
  middles: [
    'The benchmark everyone quotes allocates in a loop and measures nothing else. We run it too, for company, and next to it a program that parses a log, sorts it and prints a table, because that is what people do all day.',
    'Types are a conversation between the author and the next reader, with the compiler as a strict secretary. The good ones read like a sentence; the bad ones are true and still nobody is helped.',
    'We tried it on the largest code base that would have us. It found eleven real mistakes, forty places where the code was right and the explanation missing, and one test which had been passing because it never ran.',
    'Syntax gets the comments, semantics get the bug reports. The discussion of where the keyword goes is three times as long as the discussion of what happens when the destructor throws.',
    'Compatibility is a promise about other people’s programs. We compile every published package with the old and the new release, compare, and read each difference by hand. It takes a week, and it is the reason that upgrades take an afternoon.',
    'The implementation is a table and a loop. An earlier draft was cleverer and eight per cent faster, and in review nobody could explain the clever part a day after having understood it.',
  ],
  ends: [
    'The release is out today, with notes that say what to change and a tool that changes most of it for you.',
    'Tell us where it breaks. A small program that fails is the most useful present you can give to a compiler.',
    'And if you never notice any of this, then it works as intended.',
  ],
  headings: ['Why now', 'How it works', 'What it costs', 'What we left out'],
  tags: ['compilers', 'languages', 'types', 'tooling', 'runtime'],
  more: 'Keep reading →',
  update: 'Update',
  code: 'fn longest(lines: &[String]) -> Option<&String> {\n    lines.iter().max_by_key(|line| line.len())\n}',
};

export const WEB: Pool = {
  language: 'en',
  stories: [
    {
      title: 'We deleted {n} kilobytes from {project} and nobody wrote in',
      lead: 'The script bundle of {project} had grown the way a hallway grows coats. We took out {n} kilobytes in a week, shipped on a Thursday, and waited for complaints. The only letter we got was a thank-you note from a train.',
    },
    {
      title: 'Forms without a framework in {project}',
      lead: 'A form is a conversation with somebody who is busy. The forms in {project} now work before any script arrives, keep what you typed when the network goes away, and say what is wrong next to where it is wrong.',
    },
    {
      title: 'Cache headers for {project}, explained slowly',
      lead: 'Almost every slow page that we are asked to look at is missing one header. {project} was missing two. Fixing them took ten minutes, and working out which two took the rest of the month, so here they are.',
    },
    {
      title: 'Designing {project} for a screen reader first',
      lead: 'We asked {n} people who cannot see the screen to use {project} before we drew anything. The drawing that came out of it was shorter, and it turned out to be the better one for everybody else as well.',
    },
    {
      title: 'One stylesheet, {n} themes: how {project} does it',
      lead: 'Custom properties have been in every browser for years and are still mostly used as constants. In {project} they are what the name says: one stylesheet, {n} themes, and no build step between you and a different blue.',
    },
    {
      title: 'Why the {project} site has a feed again',
      lead: 'Three redesigns ago somebody removed the feed of {project}, because the dashboard said that nobody used it. The dashboard could not count feed readers. Last week we put it back, and {n} readers found it within a day.',
    },
    {
      title: '{project} without a cookie banner',
      lead: 'The banner asked for consent to {n} things, and nobody on the team could name more than two. {project} now sets no cookie before you sign in, which took a fortnight of deleting, and the banner went with the reason for it.',
    },
    {
      title: 'Printing {project}',
      lead: 'People print web pages: recipes, tickets, letters to the council. {project} had looked after every screen size and never after paper. Forty lines of print styles later, {n} pages come out as six.',
    },
    {
      title: 'A slow font, {n} fast pages',
      lead: 'The typeface of {project} is beautiful and used to arrive late. We cut it down to the letters that our languages need, preloaded one weight instead of four, and let the system font stand in until it comes.',
    },
    {
      title: 'What {project} learnt from {n} abandoned baskets',
      lead: 'Half of the people who gave up did so on one field. It asked for a telephone number, in a format that it did not tell, and said only that it was wrong. {project} has made the field optional.',
    },
    {
      title: 'Server rendering in {project}, again',
      lead: 'It went from templates to single page and is now, quietly, back. {project} renders on the server, sends {n} kilobytes, and keeps scripts for the two places where something really moves.',
    },
  ],
  middles: [
    'On a fast laptop the old page and the new one feel the same. On a four-year-old phone in a basement the difference is eleven seconds, and basements are where people look up the number of a plumber.',
    'The markup is a list, because it is a list. With that decision made, the keyboard works, the screen reader announces how many there are, and about forty lines of script have no more reason to exist.',
    'We keep a budget, and the build fails when a page goes over it. Nobody likes that on the day. Everybody likes it at the end of the year, when the page still opens in a second.',
    'Layout is the part of the browser that has improved most quietly. Grid, container queries and `:has()` replaced three dependencies here, and each of the three had come with a newsletter.',
    'A good address outlives the software behind it. Ours have no extension, no query and no mention of the year’s framework, and the redirects from all the older ones fit in one file, with a test for each.',
    'We measured with real visits, not with a lab: a few lines that report the moment when the main text was painted, to our own server, without a cookie. The median is dull, and the ninety-fifth percentile is where the work is.',
  ],
  ends: [
    'View source. It is short enough to be read again, which was half of the reason for doing this.',
    'If it breaks in your browser, tell us which one. We test in nine, and there is always a tenth.',
  ],
  headings: ['Before', 'What changed', 'On a slow phone', 'Leftovers'],
  tags: ['web', 'css', 'accessibility', 'http', 'performance'],
  more: 'Read the rest',
  update: 'Update',
  code: 'Cache-Control: no-cache\nETag: "5f2c9a"\nVary: Accept-Encoding',
};

export const OLDNET: Pool = {
  language: 'en',
  stories: [
    {
      title: 'The last modem pool of {project}',
      lead: 'In a cupboard behind the lecture hall there are {n} modems in a rack, and until last winter somebody called one of them every Sunday. {project} has switched it off now. We were allowed to take the front panel, and the log.',
    },
    {
      title: 'A webring that still goes round: {project}',
      lead: 'Most rings broke at the first member who let a domain lapse. {project} has {n} sites, a rule that each looks after its right-hand neighbour, and has come full circle every day since 1998.',
    },
    {
      title: 'Finding {project} again, one mirror at a time',
      lead: 'The archive of {project} was lost in a move, or so everybody said. It turns out that {n} people had kept a copy, that no two were complete, and that between them hardly anything is missing.',
    },
    {
      title: 'Netiquette, {n} years later',
      lead: 'Quote only what you answer. Lurk before you post. Assume that the other person has a slow line and a good reason. We found the old rules in the {project} archive and tried to follow them for a month.',
    },
    {
      title: 'The guest book of {project}, transcribed',
      lead: 'Guest books were comment sections with better manners. The one at {project} ran for eleven years and collected {n} entries, among them two proposals of marriage, one recipe and a long argument about a comma.',
    },
    {
      title: 'Serving {project} over Gopher again',
      lead: 'It began as a joke at a birthday party and is now the fastest way to read {project}. A menu is a text file, a page is a text file, and the server is {n} lines long and has not crashed because it hardly does anything.',
    },
    {
      title: 'The FAQ of {project} turns thirty',
      lead: 'Before there were knowledge bases there was one text file, posted on the first of each month. The FAQ of {project} has had {n} maintainers, of whom the current one has never met any of the others, and still begins with the question that nobody asks.',
    },
    {
      title: 'Dialling into {project} from a payphone',
      lead: 'An acoustic coupler, a bag of coins and a rainy railway station: for the anniversary we connected to {project} the way its first users did. The transfer rate was three hundred bits a second, and the conversation was excellent.',
    },
    {
      title: '{n} kilobytes a month: the mail feed of {project}',
      lead: 'For six years a whole island received its news through one account. {project} collected messages by day, sent them by night when calls were cheap, and had a quota of {n} kilobytes that was never once exceeded.',
    },
    {
      title: 'Who still pays for the domain of {project}',
      lead: 'Every spring a small bank transfer keeps {project} alive. We followed it, with permission, and met a retired chemist who has renewed the domain {n} times, and who says that it is cheaper than a plaque.',
    },
    {
      title: 'The banner ad that outlived {project}',
      lead: 'The company is gone, its successor is gone, and the banner is still served from a forgotten disk: 468 pixels wide, {n} frames, advertising {project} to anybody who knows the address.',
    },
    {
      title: 'An ASCII map of {project}',
      lead: 'Somebody drew the network by hand, in hyphens and plus signs, and posted it with an apology for its width. The map of {project} shows {n} machines, and the person who owned each one.',
    },
  ],
  middles: [
    'What strikes you first is how small everything was. A whole site with its pictures takes less room than one photograph does today, and people worried, in public and at length, about whether that was too much.',
    'Nobody planned for permanence. The pages that survive do so because one person thought that they were funny, put them on a floppy disk and moved house carefully.',
    'The protocol is a page long. You can speak it by hand, with `telnet` and a little patience, and for an afternoon we did nothing else. It feels like talking to a very polite librarian.',
    'We wrote to every address on the page. Most bounced, some were answered by sons and daughters, and one reply came within the minute, from a person who had been waiting for somebody to ask.',
    'There is a temptation to be sentimental here, and the log does not support it. The lines were often busy, the people were sometimes rude, and a fair part of the traffic was about where to find more disk space.',
    'Links rot from the outside in: first the pictures, then the counters, then the pages of friends, and at last the page itself. The order of decay is a map of what depended on whom.',
  ],
  ends: [
    'The scans are on our server, as plain files in plain folders, and will stay there for as long as we pay the bill. Please take a copy.',
    'If you remember it differently, write to us. We are collecting memories while the people who have them still answer e-mail.',
  ],
  headings: ['The cupboard', 'What the log says', 'Who kept it', 'Today'],
  tags: ['history', 'archive', 'gopher', 'usenet', 'small-web'],
  more: 'The rest of the story',
  update: 'Postscript',
  code: null,
};
