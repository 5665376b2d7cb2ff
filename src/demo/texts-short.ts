// English texts for sources whose items are short by nature: a release wire, a podcast, a comic, a link list, notes.

import type { Pool } from './texts.ts';

export const WIRE: Pool = {
  language: 'en',
  stories: [
    {
      title: '{project} {version} released',
      lead: '{project} {version} is out with {n} changes since the last release. Most are fixes; the notes mark the two that need a change of configuration.',
    },
    {
      title: '{project} {version}-rc1 tagged for testing',
      lead: 'The first release candidate of {project} {version} was tagged today after {n} commits. Testers are asked to look at upgrades from the long-term branch in particular.',
    },
    {
      title: '{project}: {n} patches queued for stable',
      lead: 'The stable queue of {project} holds {n} patches for review. Objections are accepted until the day after tomorrow, after which the release is made.',
    },
    {
      title: '{project} moves its issue tracker',
      lead: 'The {project} maintainers have moved {n} open issues to the new tracker. Old addresses redirect, and closed issues stay readable where they were.',
    },
    {
      title: 'Security fix in {project} {version}',
      lead: '{project} {version} closes a denial of service in its request parser. All users are advised to upgrade; distributions were told {n} hours ago.',
    },
    {
      title: '{project} drops support for old toolchains',
      lead: 'From {version} on, {project} needs a compiler that is at most four years old. By the count of the maintainers this affects {n} of its known users, and they have been written to.',
    },
  ],
  middles: [
    'Checksums and signatures are next to the archives.',
    'The mailing list has the full log.',
    'Packages follow within the day.',
  ],
  ends: ['Reported by the wire desk from the project’s own announcement.'],
  headings: ['Notes'],
  tags: ['release', 'wire'],
  more: 'Announcement',
  update: 'Correction',
  code: null,
};

export const PODCAST: Pool = {
  language: 'en',
  stories: [
    {
      title: 'The queue that ate {project}',
      lead: 'A queue is a promise to do something later, and {project} had made {n} million of them. We talk to the two people who were on call when later arrived.',
    },
    {
      title: 'Naming things, with the {project} team',
      lead: 'Naming is hard, renaming is harder, and renaming a public API is a diplomatic incident. The {project} team tells us about all three, and about the name they still regret.',
    },
    {
      title: 'Dates, zones and {project}',
      lead: 'Half an hour on half-hour offsets. Why {project} stores three times for every event, and what happened on the day when one country skipped a Friday.',
    },
    {
      title: 'Backups are a story you tell yourself',
      lead: 'Restores are the true story. The people behind {project} restored everything from tape, live, with {n} users watching, and kept the recording.',
    },
    {
      title: 'The long tail of {project}',
      lead: 'Averages hide the interesting users. We look at the slowest one per cent of requests to {project} and find a lighthouse, a lorry and somebody’s grandmother.',
    },
  ],
  middles: [
    'Also in this episode: a listener’s question about feature flags, and a correction concerning the history of the semicolon.',
    'Our thanks go to everybody who wrote in about last time. You were right about the leap second.',
    'The transcript, with chapters, is on the episode page.',
  ],
  ends: ['Recorded at the kitchen table; edited by somebody with more patience than we have.'],
  headings: ['Links'],
  tags: ['podcast', 'engineering'],
  more: 'Show notes',
  update: 'Correction',
  code: null,
};

export const COMIC: Pool = {
  language: 'en',
  stories: [
    { title: 'Stand-up', lead: 'Everybody stands. The printer does not.' },
    { title: 'Off by one', lead: 'There were {n} geese on the pond, or one more, or one fewer.' },
    {
      title: 'Works on my machine',
      lead: 'So we shipped the machine. It arrived on a Tuesday, with the coffee still warm.',
    },
    { title: 'Cache', lead: 'You look exactly as you did five minutes ago.' },
    { title: 'Merge', lead: 'Two rivers meet. Each insists that the other one is the tributary.' },
    { title: 'Legacy', lead: 'Here lies the old system. It is still answering on port {n}.' },
    { title: 'Estimate', lead: 'Two weeks, said the mountain.' },
    { title: 'Rubber duck', lead: 'It listened to the end, and then asked about the locking.' },
  ],
  middles: [],
  ends: ['Drawn in gradients, because the author cannot draw hands.'],
  headings: ['Panel'],
  tags: ['comic'],
  more: 'Larger',
  update: 'Redrawn',
  code: null,
};

/** Remarks under a link to somebody else’s article; the titles come from there. */
export const REMARKS: Pool = {
  language: 'en',
  stories: [
    { title: '', lead: 'Worth reading for the third section alone. The diagrams help, and so does the patience.' },
    { title: '', lead: 'I disagree with about half of this and have sent it to four people.' },
    { title: '', lead: 'A good example of writing down the wrong guesses together with the right one.' },
    { title: '', lead: 'Short, with numbers, and the numbers come with the method. More of this, please.' },
    { title: '', lead: 'Filed under things that I will need at three in the morning one day.' },
    { title: '', lead: 'The comments are good as well, which is not a sentence I write often.' },
  ],
  middles: [],
  ends: [],
  headings: ['Link'],
  tags: ['links'],
  more: 'Go there',
  update: 'Edit',
  code: null,
};

/** Notes without titles. */
export const NOTES: Pool = {
  language: 'en',
  stories: [
    { title: '', lead: 'Spent the morning removing a cache. It is faster now. I have stopped asking why.' },
    { title: '', lead: 'Today’s build took {n} seconds, of which the last four were mine.' },
    { title: '', lead: 'If the comment says “temporary”, check the date. Mine said 2011.' },
    { title: '', lead: 'Learned that {project} has a manual page for its manual page. Respect.' },
    { title: '', lead: 'Rain, tea, and a stack trace that reads like a family tree.' },
    { title: '', lead: 'The best feature I shipped this year is a smaller number of features.' },
  ],
  middles: [],
  ends: [],
  headings: ['Note'],
  tags: ['notes'],
  more: 'Permalink',
  update: 'Edit',
  code: null,
};
