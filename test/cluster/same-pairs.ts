// Pairs that are one story: posts and the copies, excerpts and mentions of them that other feeds carry.
import { ENGLISH } from './posts-english.ts';
import { OTHER_LANGUAGES } from './posts-languages.ts';
import type { Pair, Post, Told } from './record.ts';

const HOUR_MS = 3_600_000;

/** The post as the feed of its blog has it. */
export function original(post: Post): Told {
  return {
    source: post.blog.replace('.example', ''),
    site: `https://${post.blog}/`,
    url: addressOf(post),
    links: post.links ?? [],
    title: post.title,
    summary: '',
    text: post.text,
    publishedAt: post.at,
    author: post.author,
  };
}

const addressOf = (post: Post) => `https://${post.blog}${post.path}`;
const later = (post: Post, hours: number) => new Date(Date.parse(post.at) + hours * HOUR_MS).toISOString();
const isSpaced = (post: Post) => !/[぀-ヿ一-鿿]/.test(post.text);

/** The beginning of a text: so many words, or twice as many characters where words are not set apart. */
function opening(post: Post, words: number): string {
  if (!isSpaced(post)) return `${post.text.slice(0, words * 2)}…`;
  return `${post.text.split(' ').slice(0, words).join(' ')}…`;
}

/** One way in which another feed carries a post; what it gives replaces what the original has. */
interface Carrier {
  readonly name: string;
  readonly why: string;
  readonly carry: (post: Post) => Partial<Told>;
}

const PLANET = { source: 'planet', site: 'https://planet.example/' };
const WIRE = { source: 'tech-wire', site: 'https://techwire.example/' };
const slug = (post: Post) => post.headline.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');

const CARRIERS: readonly Carrier[] = [
  {
    name: 'planet',
    why: 'planet copy under the same address, author before the title',
    carry: (post) => ({ ...PLANET, title: `${post.author}: ${post.title}` }),
  },
  {
    name: 'planet-tracked',
    why: 'planet copy with a tracking parameter that is known',
    carry: (post) => ({ ...PLANET, url: `${addressOf(post)}?utm_source=planet&utm_medium=rss` }),
  },
  {
    name: 'planet-param',
    why: 'planet copy with a parameter that may mean something',
    carry: (post) => ({ ...PLANET, url: `${addressOf(post)}?from=planet`, publishedAt: later(post, 0.5) }),
  },
  {
    name: 'http-www',
    why: 'mirror feed with http, www and another slash at the end',
    carry: (post) => {
      const path = post.path.endsWith('/') ? post.path.slice(0, -1) : `${post.path}/`;
      return { source: `${post.blog}-old`, url: `http://www.${post.blog}${path}`, links: [] };
    },
  },
  {
    name: 'feedproxy',
    why: 'the link is one of a feed proxy, which is left as it is',
    carry: (post) => ({
      source: `${post.blog}-proxy`,
      url: `http://feedproxy.example/~r/${post.blog.split('.')[0]}/~3/${post.title.length}x${post.text.length}/`,
    }),
  },
  {
    name: 'amp',
    why: 'the link is an AMP page, and the text has a byline in front',
    carry: (post) => ({
      source: `${post.blog}-amp`,
      url: `https://amp.${post.blog}${post.path}`,
      text: `By ${post.author} – ${post.text}`,
      publishedAt: later(post, 2),
    }),
  },
  {
    name: 'syndicated',
    why: 'syndicated copy with a changed headline and a line about its origin at the end',
    carry: (post) => ({
      ...WIRE,
      url: `https://techwire.example/community/${slug(post)}`,
      title: post.headline,
      text: `${post.text} This post first appeared on ${post.blog} and is published here with the permission of the author.`,
      publishedAt: later(post, 26),
    }),
  },
  {
    name: 'syndicated-linked',
    why: 'syndicated copy with a changed headline that links to the original',
    carry: (post) => ({
      source: 'commons-review',
      site: 'https://commons-review.example/',
      url: `https://commons-review.example/${slug(post)}/`,
      title: post.headline,
      links: [...(post.links ?? []), addressOf(post)],
      text: `${post.text} Originally published at ${post.blog}.`,
      publishedAt: later(post, 40),
    }),
  },
  {
    name: 'reposted',
    why: 'the author’s copy on a platform: same title, appended boilerplate about the author and a newsletter',
    carry: (post) => ({
      source: 'inkpot',
      site: 'https://inkpot.example/',
      url: `https://inkpot.example/@${post.author.split(' ')[0]?.toLowerCase()}/${post.text.length}f3a`,
      text: `${post.text} Thanks for reading! ${post.author} writes about software and other accidents. Subscribe to get new posts by mail, or follow along wherever you read feeds. Comments are open for members.`,
      publishedAt: later(post, 5),
    }),
  },
  {
    name: 'excerpt',
    why: 'the same title over a truncated excerpt under another address',
    carry: (post) => ({
      source: 'daily-stack',
      site: 'https://dailystack.example/',
      url: `https://dailystack.example/read/${post.text.length}`,
      text: opening(post, 40),
      links: [],
      publishedAt: later(post, 9),
    }),
  },
  {
    name: 'excerpt-linked',
    why: 'short excerpt with a headline of its own that links to the original only',
    carry: (post) => ({
      source: 'link-log',
      site: 'https://linklog.example/',
      url: `https://linklog.example/2026/${post.text.length}/`,
      title: post.headline,
      text: `${opening(post, 18)} Read on`,
      links: [addressOf(post)],
      publishedAt: later(post, 30),
    }),
  },
  {
    name: 'news-site',
    why: 'item of a link site: the address of the post, a body of numbers',
    carry: (post) => ({
      source: 'orange-news',
      site: 'https://orange.example/',
      url: addressOf(post),
      text: `Article URL: ${addressOf(post)} Comments URL: https://orange.example/item?id=4${post.text.length} Points: ${post.title.length} # Comments: ${post.author.length}`,
      links: [addressOf(post), `https://orange.example/item?id=4${post.text.length}`],
      publishedAt: later(post, 14),
      author: 'throwaway81',
    }),
  },
  {
    name: 'forum',
    why: 'item of a forum: its own address, a headline by whoever sent it, the post behind a link',
    carry: (post) => ({
      source: 'subforum',
      site: 'https://forum.example/r/programming/',
      url: `https://forum.example/r/programming/comments/${post.text.length}/`,
      title: post.headline,
      text: 'submitted by /u/quiet_heron to r/programming [link] [comments]',
      links: [
        'https://forum.example/user/quiet_heron',
        'https://forum.example/r/programming/',
        `${addressOf(post)}?utm_source=forum`,
        `https://forum.example/r/programming/comments/${post.text.length}/`,
      ],
      publishedAt: later(post, 70),
      author: '/u/quiet_heron',
    }),
  },
  {
    name: 'link-post',
    why: 'link post: one sentence of praise, one link',
    carry: (post) => ({
      source: 'kestrel-links',
      site: 'https://kestrel.example/',
      url: `https://kestrel.example/links/${post.text.length}`,
      title: post.title,
      text: 'Worth your time, and the comments are good too.',
      links: [addressOf(post)],
      publishedAt: later(post, 20),
      author: 'Kestrel',
    }),
  },
  {
    name: 'edited-copy',
    why: 'copy under the same title in which an editor changed some words, and a summary was written',
    carry: (post) => ({
      ...WIRE,
      url: `https://techwire.example/posts/${post.text.length}`,
      summary: post.headline,
      text: editedText(post),
      publishedAt: later(post, 12),
    }),
  },
  {
    name: 'teaser',
    why: 'the feed of the whole site has the article’s beginning as a summary and nothing else',
    carry: (post) => ({
      source: `${post.blog}-all`,
      url: `https://${post.blog}/?p=${post.text.length}`,
      text: opening(post, 28),
      links: [],
    }),
  },
];

/** A copy editor at work: every thirtieth word is another one, quotation marks and dashes are of another house. */
function editedText(post: Post): string {
  if (!isSpaced(post)) return post.text.replaceAll('。', '。 ').replace('。 ', '。（編注あり）');
  const words = post.text.replaceAll('"', '”').replaceAll(':', ' –').split(' ');
  return words.map((word, place) => (place % 40 === 33 ? 'indeed' : word)).join(' ');
}

const POSTS = [...ENGLISH, ...OTHER_LANGUAGES];

/** Each post with some of the carriers in turn, and now and then two copies whose original is not among the sources. */
export const SAME: readonly Pair[] = POSTS.flatMap((post, index) => {
  const at = (step: number) => CARRIERS[(index * 3 + step * 5) % CARRIERS.length] as Carrier;
  const told = (carrier: Carrier): Told => ({ ...original(post), ...carrier.carry(post) });
  const chosen = [at(0), at(1), at(2)];
  const pairs = chosen.map((carrier) => ({
    name: `${post.blog} ${carrier.name}`,
    same: true,
    why: carrier.why,
    a: original(post),
    b: told(carrier),
    others: [],
  }));
  const [first, second] = [at(1), at(2)];
  if (index % 3 !== 0 || told(first).source === told(second).source) return pairs;
  // an excerpt beside a bare link has nothing in common with it but the story
  const areBare = [first, second].some(({ name }) =>
    ['news-site', 'forum', 'link-post', 'excerpt-linked'].includes(name),
  );
  if (areBare) return pairs;
  const why = `two copies: ${first.why}; ${second.why}`;
  const both = { name: `${post.blog} ${first.name} ${second.name}`, same: true, why, others: [] };
  return [...pairs, { ...both, a: told(first), b: told(second) }];
});
