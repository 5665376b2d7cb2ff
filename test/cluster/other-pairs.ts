// Pairs that are not one story, however alike they look.

import {
  ADVISORIES,
  COMIC,
  carried,
  EVENTS,
  feed,
  GENERIC,
  NEWSLETTER,
  NUMBERED_PODCAST,
  PODCAST,
  RELEASES,
} from './other-texts.ts';
import { ENGLISH } from './posts-english.ts';
import { OTHER_LANGUAGES } from './posts-languages.ts';
import type { Pair, Post, Told } from './record.ts';
import { original } from './same-pairs.ts';

const post = (blog: string): Post => {
  const found = [...ENGLISH, ...OTHER_LANGUAGES].find((one) => one.blog === `${blog}.example`);
  if (!found) throw new Error(`no post of ${blog}`);
  return found;
};
const pair = (name: string, why: string, a: Told, b: Told, others: readonly Told[] = []): Pair => ({
  name,
  same: false,
  why,
  a,
  b,
  others,
});

/** Each article of a feed against every other one as a second feed carries it. */
function crossed(name: string, why: string, own: readonly Told[], copies: readonly Told[]): readonly Pair[] {
  return own.flatMap((a, i) =>
    copies.flatMap((b, j) => {
      if (i === j) return [];
      return [
        pair(
          `${name} ${i} ${j}`,
          why,
          a,
          b,
          [...own, ...copies].filter((one) => one !== a && one !== b),
        ),
      ];
    }),
  );
}

const SERIES: readonly Pair[] = [
  ...crossed(
    'weekly',
    'issues of one newsletter: the same opening, a number apart',
    NEWSLETTER,
    carried('planet', 'https://planet.example/', NEWSLETTER, 1),
  ),
  ...crossed(
    'release',
    'release notes of successive versions, within days',
    RELEASES,
    carried('release-wire', 'https://wire.example/', RELEASES, 2),
  ),
  ...crossed(
    'advisory',
    'security advisories written into one form',
    ADVISORIES,
    carried('advisory-mirror', 'https://advisories.example/', ADVISORIES, 4),
  ),
  ...crossed(
    'podcast',
    'episodes with the same long notes and other titles',
    PODCAST,
    carried('shed-network', 'https://shed.example/', PODCAST, 12),
  ),
  ...crossed(
    'numbered podcast',
    'episodes with the same notes and a number in the title',
    NUMBERED_PODCAST,
    carried('podcast-directory', 'https://podcasts.example/', NUMBERED_PODCAST, 6),
  ),
  ...crossed(
    'comic',
    'strips with the same line of text',
    COMIC,
    carried('comic-rocket', 'https://rocket.example/', COMIC, 2),
  ),
];

const RETOLD: readonly Pair[] = EVENTS.map(([name, a, b]) =>
  pair(`event ${name}`, 'the same event told by two authors', a, b),
);

/** Two sites that know nothing of each other. */
const GENERIC_TITLES: readonly Pair[] = GENERIC.map(([title, text], index) => {
  const day = String(2 + index * 2).padStart(2, '0');
  const at = (hour: string) => `2026-03-${day}T${hour}:00:00Z`;
  const [a] = feed('blue-shed', 'https://blueshed.example/', [
    { path: `/${index}`, title, text, publishedAt: at('07') },
  ]);
  const [b] = feed('tin-roof', 'https://tinroof.example/', [
    { path: `/p/${index}`, title, text, publishedAt: at('19') },
  ]);
  return pair(`generic ${title}`, 'a title and a line that anybody may have written', a as Told, b as Told);
});

const WEEKS: readonly Pair[] = (
  [
    ['Links of the week', 'Seven links, as every week: a map, a font, two bugs, a cake, a bridge and a song.', 7],
    ['Security roundup', 'Patches, incidents and one good piece of news, collected on Sunday evening.', 14],
    ['What we are reading', 'Books and long articles that went around our office kitchen, with crumbs.', 7],
    ['Was war los?', 'Die Woche in zehn Meldungen, ausgesucht von der Redaktion und vom Praktikanten.', 7],
    ['Revue de presse', 'Ce que les autres ont écrit cette semaine, avec nos commentaires en italique.', 21],
  ] as const
).map(([title, text, days], index) => {
  const first = Date.parse('2026-03-01T09:00:00Z') + index * 3_600_000;
  const [a] = feed('sunday-paper', 'https://sunday.example/', [
    { path: `/${index}/1`, title, text, publishedAt: new Date(first).toISOString() },
  ]);
  const [b] = feed('planet', 'https://planet.example/', [
    { path: `/${index}/2`, title, text, publishedAt: new Date(first + days * 86_400_000).toISOString() },
  ]);
  return pair(`weeks ${title}`, 'the same title and opening line in different weeks', a as Told, b as Told);
});

/** Items of an aggregator about something near, but not the, article. */
const AGGREGATED: readonly Pair[] = (
  [
    [
      'marrow',
      'Show HN: Marrow, a lock server in 400 lines',
      'https://git.example/marrow/lockd',
      'I built this after reading about lost locks. Happy to answer questions.',
    ],
    [
      'tallow',
      'Show HN: Tallow – publish a newspaper from one SQLite file',
      'https://tallow.example/',
      'Hi, I am the author. It is the software behind the paper.',
    ],
    [
      'quillback',
      'Ask HN: How do you parse dates in feeds?',
      null,
      'I have read that parsing dates is a negotiation. What do you do with time zones nobody uses?',
    ],
    ['gantry', 'Show HN: Gantry CI', 'https://gantry.example/', 'Pipelines in ninety seconds.'],
    [
      'saltmarsh',
      'rsdrv 1.1',
      'https://git.example/saltmarsh/rsdrv/releases/1.1',
      'Article URL: https://git.example/saltmarsh/rsdrv/releases/1.1 Points: 61',
    ],
    [
      'lodestone',
      'Cloud prices compared (2026)',
      'https://prices.example/calculator',
      'Article URL: https://prices.example/calculator Points: 209 # Comments: 133',
    ],
    [
      'candlewick',
      'Argon2 reference implementation',
      'https://git.example/argon2/reference',
      'submitted by /u/hasher [link] [comments]',
    ],
    [
      'osprey',
      'Show HN: A shell for slow links',
      'https://osprey.example/shell',
      'Written at a station that answers after nine hundred milliseconds.',
    ],
  ] as const
).map(([blog, title, url, text]) => {
  const item = 'https://orange.example/item?id=77';
  const [b] = feed('orange-news', 'https://orange.example/', [
    { path: '/', title, text, publishedAt: post(blog).at, links: [...(url === null ? [] : [url]), item] },
  ]);
  const told = { ...(b as Told), url: url ?? item };
  return pair(
    `aggregated ${blog}`,
    'an aggregator’s item about a project or a question, not the article',
    original(post(blog)),
    told,
  );
});

const SHOWN: readonly Pair[] = (
  [
    ['Show HN: I made a kanban board that fits in a URL', 'Show HN: I made a clock that fits in a favicon'],
    ['Show HN: Feeds for sites without feeds', 'Show HN: Sites for feeds without sites'],
    ['Show HN: Barley – a build tool', 'Show HN: Barley – a beer calculator'],
    ['Ask HN: Who is hiring? (March 2026)', 'Ask HN: Who wants to be hired? (March 2026)'],
  ] as const
).map(([one, two], index) => {
  const text = (id: number) =>
    `Article URL: https://orange.example/item?id=${id} Comments URL: https://orange.example/item?id=${id} Points: 12 # Comments: 4`;
  const at = '2026-03-21T10:00:00Z';
  const [a] = feed('orange-news', 'https://orange.example/', [
    { path: `/item?id=${index}1`, title: one, text: text(index * 10 + 1), publishedAt: at },
  ]);
  const [b] = feed('orange-front', 'https://hnrss.example/', [
    { path: `https://orange.example/item?id=${index}2`, title: two, text: text(index * 10 + 2), publishedAt: at },
  ]);
  return pair(`shown ${index}`, 'items of an aggregator with the same body and near titles', a as Told, b as Told);
});

const TRANSLATIONS: readonly Pair[] = (
  [
    [
      'tallow',
      'SQLite genügt für eine Zeitung',
      'Unsere Zeitung hat vierhunderttausend Leser, elf Redakteure und seit dem letzten Frühjahr eine einzige Datenbankdatei. Als wir das bei einem Treffen erzählten, lachten die Leute, und dann fragten sie nach Zahlen. Hier sind sie. Die Startseite wird in Wahlnächten neunhundertmal in der Sekunde gelesen und sonst vierzigmal. Artikel werden vielleicht sechzigmal am Tag geschrieben.',
      true,
    ],
    [
      'marrow',
      'Le verrou que personne ne tenait',
      'Le deuxième mardi de janvier, notre ferme de compilation s’est arrêtée. Pas d’un coup : la file s’est allongée, les tableaux de bord sont devenus gris, et à midi plus personne ne pouvait fusionner. Chaque ouvrier attendait un verrou, et d’après la table personne ne le tenait.',
      false,
    ],
    [
      'vellum',
      'La web que conservamos',
      'El invierno pasado busqué todas las páginas que había guardado antes de 2005. Eran seiscientas doce. Algo menos de la mitad todavía responde, y un tercio de ellas muestra lo que mostraba entonces.',
      true,
    ],
    [
      'hollyhock',
      'Tests, die schlafen, lügen',
      'In unseren Tests gab es zweihundertneunzehn Aufrufe von sleep. Zusammen schliefen sie elf Minuten, und trotzdem schlug jeden dritten Tag einer fehl, weil er nicht lange genug geschlafen hatte.',
      false,
    ],
    [
      'mühlrad',
      'The server in the cellar',
      'Our club has three hundred members, one till and, for two years now, a server of its own. It stands in the cellar of the town hall, next to the music stands, and uses as much power as a reading lamp.',
      true,
    ],
    [
      'cartesius',
      'The cache that everybody had forgotten',
      'The front page showed the opening hours of last summer. We had emptied the cache of the server, that of the delivery network and that of the browser, and it still showed them. It took two days to find the fourth.',
      false,
    ],
    [
      'hoshikuzu',
      'The cron job that ran three times at two in the morning',
      'On a server abroad our billing job ran three times in one night. We suspected our own code first, but the log shows that each run started on schedule. There were three schedules.',
      false,
    ],
    [
      'yunqi',
      'We cut ninety per cent of our logs',
      'Last year our logs cost more than our database for the first time. Nobody read them, and nobody dared to delete them. So we ran an experiment.',
      true,
    ],
    [
      'polynya',
      'Releasing on Friday evening',
      'We release on Fridays, and people often ask whether we are not afraid. We used to be. A release took four hours, rolling back another two, and nobody knew for sure what had changed.',
      false,
    ],
    [
      'faro-sur',
      'A sensor on every tree',
      'The village has nine hundred inhabitants and fourteen thousand hectares of forest. After the fire of 2024 a group of neighbours began to hang sensors in the trees.',
      true,
    ],
    [
      'millrace',
      'JSON mit dem komprimieren, was man schon weiß',
      'Die Antworten unserer Schnittstelle sind klein, etwa neunhundert Byte, und sehen alle gleich aus. Ein allgemeines Verfahren hat in neunhundert Byte keine Zeit, etwas zu lernen.',
      false,
    ],
  ] as const
).map(([blog, title, text, isLinked]) => {
  const source = post(blog);
  const [b] = feed(`${blog}-translated`, `https://translations.example/`, [
    {
      path: `/${text.length}`,
      title,
      text: isLinked ? `${text} (Translated from the original.)` : text,
      links: isLinked ? [`https://${source.blog}${source.path}`] : [],
      publishedAt: new Date(Date.parse(source.at) + 20 * 3_600_000).toISOString(),
    },
  ]);
  const why = isLinked ? 'a translation that links to its original' : 'a translation';
  return pair(`translation ${blog}`, why, original(source), b as Told);
});

const ANSWERS: readonly Pair[] = (
  [
    [
      'lodestone',
      'Why we left the cloud, and what we miss',
      'Grzegorz Malik has written about leaving the cloud, and the sums in his article are right. I only want to add what they leave out. A rack in a cellar has one door, one landlord and one fibre, and the day on which all three fail is the day on which the landlord sells the house. We know, because ours did. We were offline for nine days. No invoice of a cloud provider has ever made me as sad as the sound of that removal van.',
    ],
    [
      'oxbow',
      'Re: Tail latency and me',
      'Jun’s piece on tail latency is short and good. But looking at the slowest per cent has a trap of its own: it moves. Each time you fix one slow path another takes its place, and after a year you have optimised seven things that each happen once a day. What we do now is to follow single customers for a week, and to fix whatever annoyed each of them most.',
    ],
    [
      'bracken',
      'The bus factor of zero',
      'After reading about the maintainer of the barcode library I counted ours. Of the hundred and six packages our product depends on, nine have one maintainer, and two have none: the last commit is signed by somebody whose obituary I found. We have sent patches to both, into the void, and now keep copies.',
    ],
    [
      'pinwheel',
      'Semantic versions tell the truth about intentions, and lies about effort',
      'Asha Raman ran two thousand test suites against eight hundred patches. I maintain three packages, and this is how the other side feels: each release is half an hour of wondering whom I will annoy, and a number that I choose by mood.',
    ],
    [
      'wicket',
      'On tables',
      'Lucía listened to a table yesterday, and so I listened to ours. It was worse. The header cells were real, but the caption said "table", and the numbers were pictures of numbers, from 2009, with a drop shadow. It is fixed now, except for the shadow, which marketing loves.',
    ],
    [
      'sextant',
      'GPS week rollover, explained',
      'Last night’s post about tide stations sent me back to the interface specification. Weeks are counted in ten bits in the old message and in thirteen in the new one. This article explains both, with the arithmetic, and lists the receivers that we know to believe the wrong one.',
    ],
  ] as const
).map(([blog, title, text]) => {
  const source = post(blog);
  const [b] = feed('second-opinion', 'https://secondopinion.example/', [
    {
      path: `/${blog}`,
      title,
      text,
      links: [`https://${source.blog}${source.path}`],
      publishedAt: new Date(Date.parse(source.at) + 28 * 3_600_000).toISOString(),
    },
  ]);
  return pair(`answer ${blog}`, 'an answer that links to the article', original(source), b as Told);
});

const ROUND_UPS: readonly Pair[] = ['vellum', 'driftwood', 'harrow', 'millrace', 'zorza'].map((blog, index) => {
  const source = post(blog);
  const neighbours = ENGLISH.slice(index * 4, index * 4 + 4).filter((one) => one !== source);
  const linked = [...neighbours.slice(0, 2), source, ...neighbours.slice(2)];
  const isShort = index % 2 === 1;
  const [b] = feed('evening-links', 'https://evening.example/', [
    {
      path: `/${index}`,
      title: `Evening links, number ${400 + index}`,
      text: isShort
        ? linked.map((one) => one.title).join('; ')
        : `Good evening. ${linked.map((one) => `${one.title}: ${one.text.split('. ')[0]}.`).join(' ')} Sleep well.`,
      links: linked.map((one) => `https://${one.blog}${one.path}`),
      publishedAt: new Date(Date.parse(source.at) + 10 * 3_600_000).toISOString(),
    },
  ]);
  return pair(`round-up ${blog}`, 'a list of links, of which the article is one', original(source), b as Told);
});

/** A project whose every entry links to one page, and a copy of its feed. */
const ONE_PAGE: readonly Pair[] = (() => {
  const items = ['Dark mode', 'Export to CSV', 'Faster search', 'Two-factor sign-in'].map((title, index) => ({
    path: '/changelog',
    title,
    text: `${title} is available to all teams from today. Read more in the changelog.`,
    publishedAt: `2026-03-${String(10 + index)}T08:00:00Z`,
  }));
  const own = feed('kanbanana', 'https://kanbanana.example/', items);
  const copies = own.map((article) => ({ ...article, source: 'saas-watch', site: 'https://saaswatch.example/' }));
  return crossed('one page', 'every entry of the feed links to the same page', own, copies);
})();

const PARTS: readonly Pair[] = (
  [
    ['Building a kiln controller, part 1', 'Building a kiln controller, part 2'],
    ['Learning Larkspur (I)', 'Learning Larkspur (II)'],
    ['Advent of maps: day 3', 'Advent of maps: day 4'],
  ] as const
).map(([one, two], index) => {
  const intro =
    'This is an article in a series in which we build something from nothing, one evening at a time, with parts that can be had in any town. If you have missed the beginning, start there; each article assumes that you have done what the last one said.';
  const endings = [
    'Today we wire the relay, burn a fuse and learn why.',
    'Today we write the loop that keeps the temperature where we want it.',
  ];
  const [a] = feed('evening-class', 'https://eveningclass.example/', [
    { path: `/${index}/a`, title: one, text: `${intro} ${endings[0]}`, publishedAt: '2026-03-23T18:00:00Z' },
  ]);
  const [b] = feed('planet', 'https://planet.example/', [
    { path: `/${index}/b`, title: two, text: `${intro} ${endings[1]}`, publishedAt: '2026-03-24T18:00:00Z' },
  ]);
  return pair(`parts ${index}`, 'parts of a series with the same introduction', a as Told, b as Told);
});

const FORMS: readonly Pair[] = (
  [
    [
      'Senior engineer at Osprey',
      'Senior engineer at Marrow',
      'We are looking for a senior engineer who likes small teams and long-lived software. You will write code, read code and answer the telephone. We offer four weeks of leave, a pension and a window. Remote work is possible within two hours of our time zone. Apply with a letter; we do not read cover sheets. Company:',
    ],
    [
      'Quillback raises $12 million',
      'Nettle raises $14 million',
      'The start-up announced today that it has closed a series A round led by Larch Partners with participation from existing investors. The money will be used to grow the team and to expand into new markets. "We are thrilled to partner with such an outstanding team," said a partner at Larch. Company:',
    ],
    [
      'Meetup in Ghent, March',
      'Meetup in Utrecht, March',
      'We meet on the third Thursday of the month in the usual place. Doors open at half past six, talks begin at seven, and there is soup. If you want to speak, write to us; first talks are especially welcome. Admission is free, the room is accessible, and somebody will pick you up from the station if you ask. Place:',
    ],
    [
      'Call for papers: FeedConf',
      'Call for papers: MapConf',
      'We invite talks of twenty minutes about things that you have built, broken or understood. Proposals are read without names by four people. Speakers get a ticket, a bed and a train. Proposals are open until the end of the month; everybody hears from us within a fortnight. Conference:',
    ],
  ] as const
).map(([one, two, text], index) => {
  const last = (title: string) => title.split(/[ :]/).at(-1) ?? title;
  const [a] = feed('notice-board', 'https://notices.example/', [
    { path: `/${index}/a`, title: one, text: `${text} ${last(one)}.`, publishedAt: '2026-03-25T09:00:00Z' },
  ]);
  const [b] = feed('town-crier', 'https://crier.example/', [
    { path: `/${index}/b`, title: two, text: `${text} ${last(two)}.`, publishedAt: '2026-03-25T15:00:00Z' },
  ]);
  return pair(`forms ${index}`, 'two notices written into one form', a as Told, b as Told);
});

/** Posts that have nothing to do with each other, a day apart. */
const UNRELATED: readonly Pair[] = [ENGLISH, OTHER_LANGUAGES].flatMap((posts) =>
  posts.slice(0, -1).flatMap((one, index) => {
    if (index % 2 === 1) return [];
    const two = { ...(posts[index + 1] as Post), at: one.at };
    return [pair(`unrelated ${one.blog}`, 'two articles of the same day', original(one), original(two))];
  }),
);

export const OTHER: readonly Pair[] = [
  ...SERIES,
  ...RETOLD,
  ...GENERIC_TITLES,
  ...WEEKS,
  ...AGGREGATED,
  ...SHOWN,
  ...TRANSLATIONS,
  ...ANSWERS,
  ...ROUND_UPS,
  ...ONE_PAGE,
  ...PARTS,
  ...FORMS,
  ...UNRELATED,
];
