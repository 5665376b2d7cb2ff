// English texts on kernels, security and hardware.

import type { Pool } from './texts.ts';

export const LINUX: Pool = {
  language: 'en',
  stories: [
    {
      title: 'What {project} taught us about lock contention',
      lead: 'The graph was flat for a year and then it was not. {project} runs on machines with {n} cores, and somewhere between the fortieth and the fiftieth a counter that everyone increments stops being cheap. This is the story of finding it, and of the two wrong guesses that came first.',
    },
    {
      title: 'Booting {project} in {n} milliseconds',
      lead: 'Boot time is a budget that nobody owns. Each service takes only a moment, each moment has a good reason, and the sum is a coffee break. We gave {project} a budget of {n} milliseconds from the first instruction to the first answered request, and then we started to subtract.',
    },
    {
      title: 'Reading the {project} patch series so that you do not have to',
      lead: 'Version {version} of the {project} series arrived on a Sunday evening: {n} patches, most of them moving code, four of them changing what the code does. The cover letter is honest about which is which. Here are the four.',
    },
    {
      title: 'A page cache bug that only {project} could see',
      lead: 'Every test passed on every file system, and {project} still read a page of zeros about once a week. The reproducer took nine days to write and eleven lines to express. It needs a truncate, a fault and a very patient writeback thread, in that order.',
    },
    {
      title: '{project} leaves cron behind, mostly',
      lead: 'The migration plan said two weekends. Moving {n} jobs from one scheduler to another is easy when you know what they do, and {project} had been collecting them since before version control. We kept a list of everything that surprised us.',
    },
    {
      title: 'io_uring in {project}, one year on',
      lead: 'We rewrote the storage path of {project} around submission queues a year ago and promised an honest account. Throughput rose by {n} per cent, tail latency by rather less, and the code that handles cancellation is now longer than the code that reads.',
    },
    {
      title: 'Why {project} still ships a 32-bit build',
      lead: 'Each release somebody asks whether the 32-bit build of {project} can finally go. Each release we look at the download counts, and at the letters. There are lifts, looms and one harbour crane on the other end of that question.',
    },
    {
      title: 'Tracing {project} without stopping it',
      lead: 'The process that misbehaves is always the one that you may not restart. {project} serves a hospital booking desk, so for a week we watched it through tracepoints and a ring buffer, and never paused it once.',
    },
    {
      title: '{project} and the case of the missing inode',
      lead: 'The disk had {n} gigabytes free, and no file could be created. Anyone who has run a mail server knows the answer, but {project} is not a mail server, so it took us an evening to find ten million empty files.',
    },
    {
      title: 'How {project} sleeps: {n} wakeups a second',
      lead: 'An idle laptop should do nothing. Ours did something {n} times a second, all night, because {project} polled a file that could have been watched. The battery now lasts through the weekend.',
    },
    {
      title: 'cgroups for {project}, without the folklore',
      lead: 'Half of what is written about memory limits describes a version that is gone. We took the limits of {project} apart one by one, and note here what each does when it is reached, with {n} lines of log to prove it.',
    },
    {
      title: 'A network namespace for every test of {project}',
      lead: 'The tests of {project} used to fight over ports. Now each gets a network of its own, with its own loopback and {n} milliseconds of latency if it asks nicely, and they all run at once.',
    },
    {
      title: 'Live patching {project}: notes from {n} nights',
      lead: 'Changing a function while it runs is a parlour trick until the first Friday on which you need it. After {n} nights of practice on {project} we know which patches are safe, and how to tell before rather than after.',
    },
  ],
  middles: [
    'The first guess was memory, because it is always memory. We doubled the limit, watched the same curve climb to the new ceiling, and put the limit back. A measurement that moves with the limit is telling you about the limit.',
    'Bisecting took thirteen builds. The commit it landed on was a cleanup with a correct description and two reviewers, and it was right: the bug had always been there, and the cleanup only took away the accident that hid it.',
    'Kernel developers have a habit worth copying, which is to write down what a lock protects next to the lock. It costs one line. We went through our own tree and found three locks about which nobody could say.',
    'The numbers below come from a plain two-socket server with frequency scaling off and everything pinned. We ran each case thirty times, threw nothing away, and print the median with the spread, because a single run is an anecdote with a decimal point.',
    'None of this needs new hardware. It needs a `perf record` on a quiet afternoon and somebody who is allowed to be curious for longer than one sprint.',
    'The fix is in review. It replaces a global list by one list per CPU and a merge step, which is about as exciting as it sounds, and it removes more lines than it adds.',
    'If your distribution carries an older kernel you can test for the problem yourself: run the reproducer in a loop with a small `ulimit -v` and wait. On an affected machine it takes under a minute.',
  ],
  ends: [
    'The patches, the scripts and the raw measurements are in the repository. If your numbers disagree with ours we would like to hear about it, and if they disagree a lot we would like to hear about it soon.',
    'We will write again when it has run for a quarter without anybody noticing, which is the only review that systems software ever gets.',
    'Thanks to the reviewers, who asked for a smaller patch twice and were right both times.',
  ],
  headings: ['What we measured', 'The wrong turn', 'The fix', 'Try it yourself'],
  tags: ['kernel', 'linux', 'performance', 'storage', 'tracing'],
  more: 'Read more…',
  update: 'Update',
  code: 'perf record -a -g -- sleep 30\nperf report --sort symbol | head -20',
};

export const SECURITY: Pool = {
  language: 'en',
  stories: [
    {
      title: '{project} {version}: out-of-bounds read in the header parser',
      lead: 'A length field in {project} before {version} is trusted one line too early. A crafted header makes the parser read past the end of its buffer; on most builds this ends in a crash, on some it sends a little of the heap back to whoever asked. Upgrade first and read later.',
    },
    {
      title: 'How {project} rotated {n} secrets in an afternoon',
      lead: 'The drill was announced, the time was not. At two on a Tuesday the people who run {project} were told that every credential had leaked, and that they should act as if it were true. Four hours later {n} of {n} had been replaced, and we had learnt which two nobody dared to touch.',
    },
    {
      title: 'Anatomy of a typosquat: the other {project}',
      lead: 'The package had the right name but for one letter, the right README, and an install script that sent the environment to a server with a cheerful domain. It was downloaded {n} times before somebody read it. {project} itself was never touched.',
    },
    {
      title: 'A threat model for {project} that fits on a page',
      lead: 'Long threat models are written once and believed never. The one for {project} has three attackers, five assets and one drawing, and it is the first security document here that people quote from memory.',
    },
    {
      title: 'The certificate that expired inside {project}',
      lead: 'Everything on the outside renewed itself. The certificate that took {project} down for {n} minutes was on the inside, between two services that had trusted each other since they were written, and its calendar reminder belonged to somebody who had left.',
    },
    {
      title: 'Fuzzing {project} for a weekend',
      lead: 'We pointed a fuzzer at the archive reader of {project} on Friday evening with a corpus of {n} files and a laptop to spare. By Sunday it had found two hangs, an integer overflow and a very good argument for checking sizes before allocating.',
    },
    {
      title: 'Reproducible builds reach {project}',
      lead: 'Two people on two continents built {project} {version} and got the same bytes. It took {n} fixes to get there, nearly all of them dates, and one that was the order in which a disk likes to list its files.',
    },
    {
      title: '{project} says goodbye to passwords in URLs',
      lead: 'They end up in logs, in histories and in screenshots. {project} {version} refuses credentials in addresses, explains where they go instead, and found {n} scripts of our own that did it wrong.',
    },
    {
      title: 'What the honeypot saw: {n} days of {project}',
      lead: 'We put a false {project} on the open network and took notes. The first visitor came after four minutes; after {n} days there were patterns, office hours and, once, a polite message asking whether it was real.',
    },
    {
      title: 'The {project} sandbox, explained with a kitchen',
      lead: 'A sandbox is a kitchen with one window. Ingredients come in, a plate goes out, and the cook never leaves. {project} {version} closes the back door, which {n} plugins had been using for deliveries.',
    },
    {
      title: 'Small leaks: timing in the {project} login',
      lead: 'The answer for a wrong name came {n} milliseconds sooner than the one for a wrong password. From this alone you can make a list of who has an account at {project}. The repair is to do the same work in both cases.',
    },
  ],
  middles: [
    'There is no sign that it was used. That sentence is in every advisory and deserves its footnote: the logs that would show it are kept for thirty days, and the bug is older than that.',
    'The report was a model of its kind. It said what was wrong, how to see it, what the reporter guessed about the impact and which part was only a guess. We answered within the hour, and a fix was ready two days later.',
    'Input that comes from outside has a size, a depth and a count, and each of them wants a limit before the first byte is read. Most of the faults we see are a missing third limit behind two careful ones.',
    'If you cannot upgrade today, turn the feature off: the setting is documented, the default is unfortunate, and the workaround costs nothing but a restart. Then put the upgrade in the calendar all the same.',
    'Defence in depth did its quiet work here. The parser runs without privileges, in a namespace of its own, with system calls filtered down to a dozen, so what might have been an incident became a line in a log.',
    'We now test the unhappy paths with the same energy as the happy ones: truncated files, files that lie about their length, archives that contain themselves. The suite has grown by a third and so has our calm.',
  ],
  ends: [
    'Questions are welcome at the usual address. The key is on the usual page, and the fingerprint has not changed since we last printed it on a postcard.',
    'The timeline, with every message we sent and received, is at the end of the advisory. We find that showing it keeps us honest.',
  ],
  headings: ['Impact', 'Timeline', 'What to do', 'What we changed'],
  tags: ['security', 'advisory', 'supply-chain', 'fuzzing', 'tls'],
  more: 'Full advisory…',
  update: 'Update',
  code: 'sha256sum --check SHA256SUMS --ignore-missing',
};

export const HARDWARE: Pool = {
  language: 'en',
  stories: [
    {
      title: 'Reviving a {project} terminal with {n} dead capacitors',
      lead: 'It came in a banana box, with a note that said "worked in 1987". The {project} terminal has a beautiful keyboard, an amber tube and a power supply in which {n} electrolytic capacitors have quietly turned into decoration.',
    },
    {
      title: 'The {project} board, revision {version}',
      lead: 'Revision {version} of the {project} board fixes the thing that we promised would not need fixing. The reset line now has a proper pull-up, the antenna has its keep-out area back, and the silk screen no longer calls pin one pin two.',
    },
    {
      title: 'Measuring {project} at the wall',
      lead: 'Data sheets describe a processor in a good mood. We put a meter between {project} and the wall for {n} days of ordinary work, with the fans it really needs and the memory people really buy, and wrote down what it took.',
    },
    {
      title: 'A keyboard for {project}, from sheet metal up',
      lead: 'You can buy a very good keyboard for less than this one cost in drill bits. That was never the point. The {project} layout has {n} keys, a knob that does nothing important, and a case that was a filing cabinet until March.',
    },
    {
      title: 'When {project} forgot the time',
      lead: 'The clock battery of a {project} controller lasts ten years, and ours were eleven. On the morning it mattered, {n} machines woke up in the year 2000, found that all their certificates were from the future, and politely declined to work.',
    },
    {
      title: 'Open silicon: what came back from the {project} shuttle',
      lead: 'Nine months after we sent the files away, a padded envelope arrived with {n} grey squares in it. Each {project} die holds our small processor, somebody else’s synthesizer and a picture of a snail. The snail works.',
    },
    {
      title: 'Cooling {project} with a bucket of sand',
      lead: 'Sand is cheap, silent and surprisingly patient. For {n} days the {project} cluster gave its heat to a bucket in the hallway, and we learnt more about convection than we had meant to.',
    },
    {
      title: 'A logic analyser out of a {project} board',
      lead: 'You need eight inputs, a clock and somewhere to put the samples, and a {project} board has all three. Ours reaches {n} megahertz, which is enough for every bus that we have ever been confused by.',
    },
    {
      title: 'E-paper, {n} months later: the {project} door sign',
      lead: 'The sign beside the door changes twice a day and has used one battery since it was put up. {project} wakes, asks, draws and sleeps within {n} seconds, and the only maintenance so far was a spider.',
    },
    {
      title: 'Repairing {project}: the connector that always fails',
      lead: 'Of the {n} units that came back, all but three had the same cracked joint. The connector of {project} is held by solder alone, every push bends it a little, and a drop of glue would have been enough.',
    },
    {
      title: 'The sound of {project}: finding a whine at {n} kilohertz',
      lead: 'Not everybody on the team could hear it, which made the bug report delicate. A coil in the power supply of {project} sings under light load, and a microphone, a spectrum and a patient teenager found out which.',
    },
  ],
  middles: [
    'The oscilloscope told a clearer story than the schematic did. There is a dip of three hundred millivolts whenever the radio transmits, it lasts a little longer than the brown-out detector waits, and the rest is reboot.',
    'Flux is not optional. Half of the joints that we blamed on the board were ours, made in a hurry at the end of an evening, and they looked perfect until the board got warm.',
    'Parts have become easier to get, though not the part you want. The replacement regulator has the same pinout and a different idea of how much capacitance it likes, so read that page of the data sheet before you solder.',
    'We print our cases at a quarter of a millimetre and let the screws do the alignment. It is not pretty from the inside. It survives being dropped, which we know because we dropped it.',
    'Idle power is where machines differ. Under load they are all within a few watts of each other; asleep, the worst takes six times what the best does, and it does so for twenty hours a day.',
    'The firmware is {n} kilobytes and fits twice, which is the whole trick behind updates that cannot brick the device: write to the half that you are not running from, check it, and only then change the pointer.',
  ],
  ends: [
    'Gerbers, firmware and a parts list with real part numbers are on the project page. Build one, and send a picture if it smokes.',
    'Next month: the same again with the new power supply, which is on the bench and has not caught fire so far.',
  ],
  headings: ['On the bench', 'Parts', 'What the meter said', 'Next revision'],
  tags: ['hardware', 'electronics', 'retro', 'power', 'firmware'],
  more: 'Continue at the bench…',
  update: 'Correction',
  code: null,
};
