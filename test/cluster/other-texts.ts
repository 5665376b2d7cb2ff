// Families of articles that look alike and are not one story, all written for these tests.
import type { Told } from './record.ts';

/** What differs from the rest of a feed's articles. */
type Item = Partial<Told> & Pick<Told, 'title' | 'text' | 'publishedAt'> & { readonly path: string };

/** The articles of one feed. */
export function feed(source: string, site: string, items: readonly Item[]): readonly Told[] {
  return items.map(({ path, ...item }) => ({
    source,
    site,
    url: new URL(path, site).href,
    links: [],
    summary: '',
    author: null,
    ...item,
  }));
}

/** The same articles as another feed carries them, `hours` later, under addresses of its own. */
export function carried(source: string, site: string, articles: readonly Told[], hours: number): readonly Told[] {
  return articles.map((article, index) => ({
    ...article,
    source,
    site,
    url: `${site}${index}-${article.title.length}`,
    publishedAt: new Date(Date.parse(article.publishedAt) + hours * 3_600_000).toISOString(),
  }));
}

const weekly = (issue: number) =>
  `Welcome to issue ${issue} of This Week in Larkspur, the newsletter about everything that happens around the project. If you find an error, send a patch; if you want to be mentioned, open an issue. This newsletter is written by volunteers and edited on Tuesdays. `;

export const NEWSLETTER = feed('larkspur-weekly', 'https://weekly.larkspur.example/', [
  {
    path: '/118',
    title: 'This Week in Larkspur 118',
    publishedAt: '2026-03-03T06:00:00Z',
    text: `${weekly(118)}The scheduler rewrite was merged, forty-one pull requests were closed, and the working group on documentation asks for readers of the new tutorial.`,
  },
  {
    path: '/119',
    title: 'This Week in Larkspur 119',
    publishedAt: '2026-03-10T06:00:00Z',
    text: `${weekly(119)}Release candidate two is out. The team in Ghent reports on the sprint, and a security note explains who was affected by the header parser.`,
  },
  {
    path: '/120',
    title: 'This Week in Larkspur 120',
    publishedAt: '2026-03-11T06:00:00Z',
    text: `${weekly(120)}A special issue, a day after the last: the results of the survey, with charts, and a word of thanks to nine hundred people who answered.`,
  },
  {
    path: '/121',
    title: 'This Week in Larkspur 121',
    publishedAt: '2026-03-17T06:00:00Z',
    text: `${weekly(121)}Thirty-three pull requests, two new maintainers, and the release, which is on the mirrors since last night.`,
  },
]);

const release = (version: string, fixes: string) =>
  `We are happy to announce the release of Ferrule ${version}. This is a maintenance release and all users of the 4.x series are encouraged to upgrade. Ferrule ${version} can be downloaded from the usual mirrors; checksums are signed with the release key. ${fixes} Many thanks to all who reported bugs, tested candidates and translated messages. The next maintenance release is planned in a fortnight.`;

export const RELEASES = feed('ferrule-news', 'https://ferrule.example/news/', [
  {
    path: '/news/4.2.1',
    title: 'Ferrule 4.2.1 released',
    publishedAt: '2026-03-09T10:00:00Z',
    text: release('4.2.1', 'It fixes a crash at start-up on machines without a home directory.'),
  },
  {
    path: '/news/4.2.2',
    title: 'Ferrule 4.2.2 released',
    publishedAt: '2026-03-10T16:00:00Z',
    text: release('4.2.2', 'It fixes a regression in 4.2.1 that lost the window size.'),
  },
  {
    path: '/news/4.1.9',
    title: 'Ferrule 4.1.9 released',
    publishedAt: '2026-03-10T16:05:00Z',
    text: release('4.1.9', 'It brings the fix for the crash at start-up to the older series.'),
  },
  {
    path: '/news/4.2.3',
    title: 'Ferrule 4.2.3 released',
    publishedAt: '2026-03-12T09:00:00Z',
    text: release('4.2.3', 'It fixes the fix in 4.2.2, for which we apologise.'),
  },
]);

const advisory = (number: string, name: string, what: string) =>
  `Package: ${name}. CVE IDs: CVE-2026-${number}. ${what} For the stable distribution this problem has been fixed in the current version. We recommend that you upgrade your ${name} packages. Further information about security advisories, how to apply these updates to your system and frequently asked questions can be found on the security pages.`;

export const ADVISORIES = feed('distro-security', 'https://security.distro.example/', [
  {
    path: '/1801',
    title: 'DXA-1801-1 quillback: security update',
    publishedAt: '2026-03-18T12:00:00Z',
    text: advisory('2101', 'quillback', 'A heap overflow was found in the reader of images.'),
  },
  {
    path: '/1802',
    title: 'DXA-1802-1 bracken: security update',
    publishedAt: '2026-03-18T15:00:00Z',
    text: advisory('2102', 'bracken', 'A heap overflow was found in the reader of archives.'),
  },
  {
    path: '/1801-2',
    title: 'DXA-1801-2 quillback: regression update',
    publishedAt: '2026-03-19T11:00:00Z',
    text: advisory('2101', 'quillback', 'The update released as DXA-1801-1 caused a regression with old images.'),
  },
  {
    path: '/1803',
    title: 'Security update',
    publishedAt: '2026-03-20T11:00:00Z',
    text: advisory('2144', 'sextant', 'Missing checks allowed local users to read the configuration of others.'),
  },
  {
    path: '/1804',
    title: 'Security update',
    publishedAt: '2026-03-20T18:00:00Z',
    text: advisory('2147', 'harrow', 'Missing checks allowed local users to read the sessions of others.'),
  },
]);

const SHOW_NOTES =
  'The Cold Start is a podcast about the first five minutes of everything: machines, companies, days. It is hosted by Petra and Niels and produced in a shed. You can support the show on its membership page, where members get each episode a day early and without the advertisement for mattresses. Music by the Neighbours. If you like the show, tell one person. If you do not, tell us. Write to the shed at the address on our site; we read every letter and answer some of them, slowly, in the order of their handwriting.';

export const PODCAST = feed('cold-start', 'https://coldstart.example/', [
  { path: '/e/elevator', title: 'The elevator', publishedAt: '2026-03-02T04:00:00Z', text: SHOW_NOTES },
  { path: '/e/bakery', title: 'The bakery at four', publishedAt: '2026-03-03T04:00:00Z', text: SHOW_NOTES },
  { path: '/e/reactor', title: 'A reactor wakes up', publishedAt: '2026-03-04T04:00:00Z', text: SHOW_NOTES },
  {
    path: '/e/kernel',
    title: 'From the bootloader to the prompt',
    publishedAt: '2026-03-05T04:00:00Z',
    text: SHOW_NOTES,
  },
]);

const CAST_NOTES =
  'In this episode of Zwischen den Zeilen we talk, as always, about code that somebody else has written. Feedback, as always, by mail or at the regulars’ table. Chapter marks are in the file. Unser Podcast wird von Hörerinnen und Hörern getragen, danke!';

export const NUMBERED_PODCAST = feed('zwischen-den-zeilen', 'https://zdz.example/', [
  { path: '/41', title: 'ZDZ041 Der Parser', publishedAt: '2026-03-10T18:00:00Z', text: CAST_NOTES },
  { path: '/42', title: 'ZDZ042 Die Antwort', publishedAt: '2026-03-12T18:00:00Z', text: CAST_NOTES },
  { path: '/43', title: 'ZDZ043 Der Linker', publishedAt: '2026-03-14T18:00:00Z', text: CAST_NOTES },
]);

export const COMIC = feed('null-and-void', 'https://nullandvoid.example/', [
  {
    path: '/801',
    title: 'Merge window',
    publishedAt: '2026-03-16T05:00:00Z',
    text: 'Today’s comic. Prints and mugs are in the shop.',
  },
  {
    path: '/802',
    title: 'Rubber duck',
    publishedAt: '2026-03-17T05:00:00Z',
    text: 'Today’s comic. Prints and mugs are in the shop.',
  },
  {
    path: '/803',
    title: 'Legacy',
    publishedAt: '2026-03-18T05:00:00Z',
    text: 'Today’s comic. Prints and mugs are in the shop.',
  },
]);

/** Two accounts of each event, under titles that are equal or nearly so. */
export const EVENTS: readonly (readonly [string, Told, Told])[] = [
  event('2026-03-04T10:00:00Z', 'Mothlight 9.0 released', 'Mothlight 9.0 released', [
    'Mothlight 9.0 is here. The compositor was rewritten, touch screens work out of the box, and the settings finally fit on one page. We have spent eighteen months on this and are tired and happy.',
    'The window manager Mothlight has reached version 9.0. Its developers name a new compositor as the main change; early testers complain about the memory it takes. Packages for the usual distributions are expected this week.',
  ]),
  event('2026-03-05T08:00:00Z', 'Outage at Driftcloud', 'Driftcloud outage', [
    'Between 06:12 and 07:40 UTC our storage service in the northern region answered with errors. A certificate in the control plane had expired. We are sorry, and this page will be updated with a full analysis by Friday.',
    'If your favourite shop was down this morning, it probably stores its pictures with Driftcloud. For an hour and a half half of the northern web showed grey boxes. I used the time to water my plants, and to count how many of our own pages depend on it: all.',
  ]),
  event('2026-03-07T15:00:00Z', 'Browser makers agree on popover anchors', 'Browser makers agree on popover anchors', [
    'After two years of discussion all engines will support anchoring popovers to elements. The specification moved to candidate recommendation on Friday, and the tests pass in three of three engines.',
    'I have waited for this since I first positioned a tooltip with a calculator. Here is what anchored popovers look like in CSS, four examples you can paste, and one thing that still needs script.',
  ]),
  event('2026-03-11T20:00:00Z', 'Harrow acquired by Lumenfeld', 'Lumenfeld buys Harrow', [
    'Today we join Lumenfeld. Nothing changes for our customers: the product, the price and the people stay. We started in a flat over a laundry nine years ago, and I would like to thank the laundry first.',
    'Lumenfeld has bought the backup company Harrow for an undisclosed sum. It is the fourth acquisition this year; of the earlier three products two were closed within twelve months. Customers may want to look at the export function.',
  ]),
  event('2026-03-13T09:00:00Z', 'Critical vulnerability in libsextant', 'Critical vulnerability in libsextant', [
    'A flaw in libsextant before 2.8.3 lets a remote peer overwrite memory by sending a track with more than 65,535 points. Update now. There is no workaround apart from not reading tracks.',
    'How I found the bug in libsextant that you are patching today. It began with a walk in the hills, a watch that records a point every second, and a crash that only happened on long walks.',
  ]),
  event('2026-03-18T17:00:00Z', 'Notes from FeedConf 2026', 'Notes from FeedConf 2026', [
    'Two hundred people, one room, no slides over ten lines: FeedConf was what I had hoped. My favourites were the talk on dates, the talk on maps and the cheese. Here are my notes in the order of the schedule.',
    'I had never been to a conference about feeds, and I expected twelve bearded men. There were two hundred people and the beards were in the minority. What follows are things I overheard, with permission.',
  ]),
  event('2026-03-19T12:00:00Z', 'Python-free Friday', 'Python-free Friday', [
    'On the first Friday of the month we use no Python at all. It started as a dare. The interns have since written the best shell scripts I have seen, and one awk program that frightens me.',
    'A company in Utrecht has declared one Friday a month to be free of Python. We asked four of its engineers what they do instead, and one of them answered in awk.',
  ]),
  event('2026-03-21T06:00:00Z', 'Why we are moving to Codeferry', 'Why we are moving to Codeferry', [
    'Copperline moves its repositories to Codeferry in April. Our reasons are the licence of the software that runs it, the country its servers are in, and that their support answered us at all.',
    'The Nettle project will move to Codeferry. We voted, it was not close, and the old address will redirect for as long as they let us. Open pull requests move along; please do not open new ones until Monday.',
  ]),
  event('2026-03-24T08:30:00Z', 'Die neue Bahn-App im Test', 'Die neue Bahn-App im Test', [
    'Seit gestern gibt es die neue App der Bahn. Wir haben sie auf acht Strecken ausprobiert und waren auf sieben pünktlich informiert, wenn auch nicht pünktlich.',
    'Schöner ist sie, schneller auch. Aber die neue App der Bahn vergisst, wo ich einsteigen will, sobald sie im Tunnel die Verbindung verliert, und meine Strecke besteht aus Tunneln.',
  ]),
  event('2026-03-26T10:00:00Z', '障害のお知らせ', '障害のお知らせ', [
    '本日午前九時ごろから、画像の配信が遅くなる障害が発生しています。現在原因を調べており、復旧しだいこちらでお知らせします。ご迷惑をおかけして申し訳ありません。',
    '昨夜、会員の方の一部でログインできない状態が続いておりました。証明書の更新に失敗したことが原因で、午前一時に復旧しています。再発を防ぐため監視を追加しました。',
  ]),
  event('2026-03-28T11:00:00Z', 'Node 27 drops the legacy loader', 'Node 27 will drop the legacy loader', [
    'The technical committee has voted to remove the legacy module loader in version 27. It printed a warning for three years. Most packages need no change; a list of those that do is in the issue.',
    'So it is really going away. I grepped our monorepo for uses of the old loader, found six hundred, and then found that five hundred and ninety were in one vendored file from 2016.',
  ]),
  event('2026-03-29T19:00:00Z', 'A look at Vellum 3', 'A look at Vellum 3', [
    'Vellum 3 is the first version of the editor that I would give to my mother. It opens at once, it does not ask me to sign in, and footnotes behave.',
    'I have written two novels in Vellum 2 and was not looking forward to version 3. After a fortnight: the outline is better, the full-screen mode worse, and my keyboard shortcuts survived.',
  ]),
];

function event(
  at: string,
  first: string,
  second: string,
  texts: readonly [string, string],
): readonly [string, Told, Told] {
  const path = first.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const one = feed('plain-dealer', 'https://plaindealer.example/', [
    { path, title: first, text: texts[0], publishedAt: at },
  ]);
  const hours = new Date(Date.parse(at) + 3 * 3_600_000).toISOString();
  const two = feed('tea-and-types', 'https://teaandtypes.example/', [
    { path, title: second, text: texts[1], publishedAt: hours },
  ]);
  return [first, one[0] as Told, two[0] as Told];
}

/** Articles without much to them, whose titles many feeds have. */
export const GENERIC = [
  ['Hello world', 'Welcome to my new blog. This is your first post. Edit or delete it, then start writing!'],
  ['Weeknotes', 'What I did, read and cooked.'],
  ['Links', ''],
  ['v1.2.0', ''],
  ['v2.0.0-rc.1', 'Bug fixes and improvements.'],
  ['Update', 'See the changelog for details.'],
  ['Untitled', ''],
  ['Status update', 'Another month, another update. Here is what happened.'],
  ['Incident resolved', 'This incident has been resolved.'],
  [
    'Scheduled maintenance',
    'Completed - The scheduled maintenance has been completed. In progress - Scheduled maintenance is currently in progress. We will provide updates as necessary. Scheduled - We will be undergoing scheduled maintenance during this time.',
  ],
  ['Open thread', 'It is Sunday. Talk about anything that is not work.'],
  ['Happy new year', 'Happy new year to all readers!'],
] as const;
