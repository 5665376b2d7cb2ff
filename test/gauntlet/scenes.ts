// What the sources of the gauntlet do, each under its own name: well, oddly, badly, or not at all.
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Answer, Asked, Scene } from './upstream.ts';

const HOUR = 3_600_000;

/** A feed with as many items as its edition has. */
export function feedOf(source: string, edition = 1): string {
  const items = Array.from({ length: edition }, (_, n) => {
    const link = `https://${source}.example/${n + 1}`;
    return `<item><guid isPermaLink="false">${source}-${n + 1}</guid><title>${source} ${n + 1}</title><link>${link}</link><description>Text.</description></item>`;
  });
  return `<rss version="2.0"><channel><title>${source}</title><link>https://${source}.example/</link><description>d</description>${items.join('')}</channel></rss>`;
}

const sourceOf = ({ path }: Asked) => path.split('/')[1] ?? '';
const feed = (asked: Asked, edition = 1, headers: Answer['headers'] = {}): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/rss+xml', ...headers },
  body: feedOf(sourceOf(asked), edition),
});

/** A good server: one feed under one ETag, and a 304 for whoever has it. */
const good = (asked: Asked, edition = 1): Answer => {
  const etag = `"${sourceOf(asked)}-${edition}"`;
  return asked.headers['if-none-match'] === etag ? { status: 304 } : feed(asked, edition, { etag });
};

/** Good, but for the visits named; those say something bad, under validators that must not stick. */
const badAt = (bad: Readonly<Record<number, Omit<Answer, 'isBad'>>>, edition?: (n: number) => number): Scene => {
  return (asked) => {
    const answer = bad[asked.n];
    return answer ? { ...answer, isBad: true } : good(asked, edition?.(asked.n));
  };
};

const redirect = (status: number, location: string, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { location, ...headers },
});

const html = (text: string) => `<!doctype html><html><body><h1>${text}</h1></body></html>`;
const BOMB = Buffer.alloc(20_000_000);
const bomb = (coding: string, body: Uint8Array): Scene =>
  badAt({ 2: { status: 200, headers: { 'content-encoding': coding, etag: '"bomb"' }, body } });

/** A 429 or 503 at the second visit. */
const refusal = (status: 429 | 503, headers: (now: number) => Record<string, string>): Scene => {
  return (asked) => (asked.n === 2 ? { status, headers: headers(asked.now), body: html('Slow down') } : good(asked));
};

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** The three forms of dates in headers (RFC 9110 section 5.6.7). */
const fixdate = (at: number) => new Date(at).toUTCString();
function rfc850(at: number): string {
  const [, day, month, year = '', time] = fixdate(at).split(' ');
  return `${DAYS[new Date(at).getUTCDay()]}, ${day}-${month}-${year.slice(2)} ${time} GMT`;
}
function asctime(at: number): string {
  const [weekday = '', day = '', month, year, time] = fixdate(at).split(' ');
  return `${weekday.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}

export const STEADY = { etag: 'W/"odd \\ caf\xe9', lastModified: 'Sat, 1 Jan 2022 0:00:00 UTC' };

/** By name. Where nothing else is said, a scene is the same at whatever host it plays. */
export const SCENES: Readonly<Record<string, Scene>> = {
  good: (asked) => good(asked),

  // validators
  steady: (asked) => {
    const { 'if-none-match': etag, 'if-modified-since': since } = asked.headers;
    if (etag === STEADY.etag && since === STEADY.lastModified) return { status: 304 };
    return feed(asked, 1, { etag: STEADY.etag, 'last-modified': STEADY.lastModified, expires: '0' });
  },
  rotating: (asked) => feed(asked, 1, { etag: `"${asked.n}"`, 'last-modified': 'Sat, 01 Jan 2022 00:00:00 GMT' }),
  bare: (asked) => feed(asked),
  lost: (asked) => {
    const since = `${asked.n}`;
    return asked.n === 1
      ? feed(asked, 1, { etag: '"1"', 'last-modified': since })
      : feed(asked, 2, { 'last-modified': since });
  },
  renewed: (asked) => (asked.n === 1 ? good(asked) : { status: 304, headers: { etag: `"renewed ${asked.n}"` } }),
  stubborn: (asked) => feed(asked, 1, { etag: '"stuck"', 'last-modified': 'Tue, 19 Jan 2038 03:14:07 GMT' }),
  liar: (asked) => (asked.n === 1 ? { status: 304, headers: { etag: '"lie"' }, isBad: true } : good(asked)),

  // bodies that are no feed, or not all of one
  hollow: badAt({ 2: { status: 200, headers: { etag: '"hollow"' } } }),
  cut: badAt({ 2: { status: 200, headers: { etag: '"cut"' }, body: feedOf('cut', 3).slice(0, -120) } }, (n) =>
    n < 3 ? 1 : 3,
  ),
  ancient: badAt(
    {
      1: { status: 200, bytes: `HTTP/1.0 200 OK\r\nETag: "0.9"\r\n\r\n${feedOf('ancient', 2).slice(0, -120)}` },
      2: { status: 200, bytes: `HTTP/1.0 200 OK\r\n\r\n${feedOf('ancient', 2)}` },
    },
    () => 2,
  ),
  short: badAt({ 2: { status: 200, bytes: 'HTTP/1.1 200 OK\r\nETag: "short"\r\nContent-Length: 999\r\n\r\n<rss>' } }),
  unzippable: badAt({
    2: {
      status: 200,
      headers: { 'content-encoding': 'gzip', etag: '"x"' },
      body: gzipSync(feedOf('x')).subarray(0, -9),
    },
  }),
  'bomb-gzip': bomb('gzip', gzipSync(BOMB)),
  'bomb-br': bomb('br', brotliCompressSync(BOMB, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })),
  'bomb-zstd': bomb('zstd', zstdCompressSync(BOMB)),
  matryoshka: badAt({
    2: { status: 200, headers: { 'content-encoding': Array(50).fill('gzip').join(', '), etag: '"x"' }, body: 'x' },
  }),
  notice: badAt({
    2: { status: 200, headers: { 'content-type': 'text/html', etag: '"x"' }, body: html('Rate limited') },
  }),

  // time; not at the first visit, when all the others are under way
  slow: badAt({ 2: { status: 200, hang: 'silent' }, 3: { status: 200, headers: { etag: '"slow"' }, hang: 'trickle' } }),

  // statuses
  broken: badAt({
    2: { status: 500, headers: { etag: '"oops"' }, body: html('It &lt;broke&gt;\u001b[31m') },
    3: { status: 404, headers: { 'last-modified': 'now' }, body: html('Nothing here') },
    4: { status: 204, headers: { etag: '"nothing"' } },
    5: { status: 206, headers: { etag: '"part"' }, body: feedOf('broken', 9) },
    6: { status: 226, headers: { etag: '"delta"', im: 'feed' }, body: feedOf('broken', 9) },
    7: { status: 300, headers: { etag: '"choice"' }, body: html('Choose') },
  }),
  gone: (asked) => (asked.n === 3 ? { status: 410, body: html('It was nice') } : good(asked)),
  wall: badAt({
    2: {
      status: 403,
      headers: { 'cf-mitigated': 'challenge', 'content-type': 'text/html' },
      body: html('Just a moment'),
    },
  }),
  members: () => ({ status: 401, headers: { 'www-authenticate': 'Basic realm="members"' }, body: html('Log in') }),
  'quota-seconds': refusal(429, () => ({ 'retry-after': '172800' })),
  'quota-fixdate': refusal(429, (now) => ({ 'retry-after': fixdate(now + 48 * HOUR) })),
  'quota-rfc850': refusal(429, (now) => ({ 'retry-after': rfc850(now + 48 * HOUR) })),
  'quota-asctime': refusal(429, (now) => ({ 'retry-after': asctime(now + 48 * HOUR) })),
  'quota-cached': refusal(429, () => ({ 'retry-after': '120', 'cache-control': 'max-age=172800' })),
  'quota-unnamed': refusal(429, () => ({})),
  'quota-nonsense': refusal(429, () => ({ 'retry-after': '-5' })),
  'down-seconds': refusal(503, () => ({ 'retry-after': '172800' })),
  'down-fixdate': refusal(503, (now) => ({ 'retry-after': fixdate(now + 48 * HOUR) })),
  'down-rfc850': refusal(503, (now) => ({ 'retry-after': rfc850(now + 48 * HOUR) })),
  'down-asctime': refusal(503, (now) => ({ 'retry-after': asctime(now + 48 * HOUR) })),

  // sources that share a host; one of the crowd is told to slow down, one of the pair is down
  'crowd-a': refusal(429, () => ({ 'retry-after': '172800' })),
  'crowd-b': (asked) => good(asked),
  'crowd-c': (asked) => good(asked),
  'pair-a': refusal(503, () => ({ 'retry-after': '172800' })),
  'pair-b': (asked) => good(asked),

  // cookies, on a redirect and on the feed
  cookies: (asked) => {
    const headers = { 'set-cookie': ['session=1; Path=/', 'track=2; Domain=example'] };
    if (asked.path === '/cookies/feed') return redirect(302, '/cookies/inner', headers);
    const answer = good(asked);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  },

  // redirects
  'moved-301': (asked) => (asked.path === '/moved-301/feed' ? redirect(301, '/moved-301/new') : good(asked)),
  'moved-308': (asked) => (asked.path === '/moved-308/feed' ? redirect(308, 'new') : good(asked)),
  'moved-away': (asked) =>
    asked.path === '/moved-away/feed' ? redirect(301, asked.at('/moved-away/new', 'away.example')) : good(asked),
  keyed: (asked) =>
    asked.path === '/keyed/feed' ? redirect(301, asked.at('/keyed/new', 'away.example')) : good(asked),
  'moved-for-now': (asked) =>
    asked.path === '/moved-for-now/feed'
      ? redirect([302, 303, 307][asked.n % 3] ?? 302, '/moved-for-now/new')
      : good(asked),
  'moved-then-for-now': (asked) => {
    if (asked.path === '/moved-then-for-now/feed') return redirect(301, '/moved-then-for-now/b');
    return asked.path === '/moved-then-for-now/b' ? redirect(302, '/moved-then-for-now/c') : good(asked);
  },
  'for-now-then-moved': (asked) => {
    if (asked.path === '/for-now-then-moved/feed') return redirect(302, '/for-now-then-moved/b');
    return asked.path === '/for-now-then-moved/b' ? redirect(301, '/for-now-then-moved/c') : good(asked);
  },
  login: (asked) =>
    asked.path === '/login/feed' ? redirect(301, '/login/form') : { status: 200, body: html('Sign in'), isBad: true },
  circle: (asked) => redirect(301, asked.path === '/circle/feed' ? '/circle/b' : '/circle/feed'),
  endless: (asked) => redirect(301, `/endless/${asked.path.length}${'x'.repeat(asked.path.length)}`),
  nowhere: () => ({ status: 301 }),
  script: () => redirect(301, 'javascript:alert(1)'),

  // two sources at one address: `twin` and `estate` have it, `twin-old` and `heir` are led there
  twin: (asked) => (asked.path === '/twin/old' ? redirect(301, '/twin/new') : good(asked, 2)),
  estate: (asked) => (asked.path === '/estate/old' ? redirect(301, '/estate/new') : good(asked, 2)),
};
