import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from '../../src/demo/demo.ts';
import { SOURCES } from '../../src/demo/sources.ts';
import { get, urlOf } from './get.ts';
import { findFault } from './well-formed.ts';

const START = Date.UTC(2026, 9, 1, 12);
const READABLE = SOURCES.filter(({ phases }) => phases[0]?.conduct.kind === 'feed');

let world: World;

beforeAll(async () => {
  world = await startWorld({ port: 0, now: () => START, stepMs: null, every: '5s' });
});

afterAll(() => world.close());

async function read(id: string, label = 'utf-8'): Promise<string> {
  const { body } = await get(urlOf(world, id));
  return new TextDecoder(label, { fatal: true }).decode(body);
}

describe('documents', () => {
  test.each(
    READABLE.filter(({ damage, format }) => damage.length === 0 && !format.startsWith('json')).map(
      (spec) => [spec.id, spec] as const,
    ),
  )('%s is well-formed in its real encoding, with as many items as it has', async (id, spec) => {
    const text = await read(id, spec.charset.bytes);
    expect(findFault(text)).toBeNull();
    expect(text.match(/<(item|entry)[ >]/g)).toHaveLength(spec.items);
  });

  test.each([
    ['link-cellar', 'https://jsonfeed.org/version/1'],
    ['ma-nong', 'https://jsonfeed.org/version/1.1'],
    ['stand-in-notes', 'https://jsonfeed.org/version/1.1'],
  ])('%s is JSON Feed', async (id, version) => {
    const feed = JSON.parse(await read(id));
    expect(feed.version).toBe(version);
    expect(feed.items[0]).toMatchObject({ id: expect.any(String), url: expect.stringMatching(/^http:/) });
  });

  test.each([
    ['nuts-and-bolts', 'bad reference'],
    ['prefix-unknown', 'undeclared prefix dc'],
    ['open-ended', 'unexpected end tag rss'],
    ['leading-blanks', 'no XML declaration at the start'],
    ['warning-line-14', 'no XML declaration at the start'],
    ['curly-quotes', 'bad reference'],
    ['vertical-tab', 'control character'],
    ['unclosed-section', 'broken markup at <![CDATA['],
    ['half-a-feed', 'broken markup at <![CDATA['],
  ])('%s is broken as announced: %s', async (id, fault) => {
    expect(findFault(await read(id))).toContain(fault);
  });

  test('a namespace is misspelt, and entities are declared that must not be resolved', async () => {
    expect(await read('lower-case-atom')).toContain('xmlns="http://www.w3.org/2005/atom/"');
    const laughing = await read('laughing-entities');
    expect(laughing).toMatch(/^<\?xml[^>]*>\n<!DOCTYPE rss \[/);
    expect(laughing).toContain('<!ENTITY file SYSTEM "file:///');
    expect(laughing).toContain('&haha;&file;</title>');
  });

  test.each([
    ['gzip', 'scheduler-diary', gunzipSync],
    ['br', 'plain-grid', brotliDecompressSync],
    ['zstd', 'angle-brackets', zstdDecompressSync],
  ] as const)('%s is used when it is accepted, and only then', async (coding, id, unpack) => {
    const plain = await get(urlOf(world, id));
    const packed = await get(urlOf(world, id), { 'accept-encoding': `identity, ${coding};q=0.9` });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe(coding);
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
    expect(unpack(packed.body)).toEqual(plain.body);
  });

  test('the huge feed is 2 MB', async () => {
    const { body } = await get(urlOf(world, 'deep-archive'));
    expect(body.length).toBeGreaterThan(2_000_000);
    expect(body.length).toBeLessThan(3_000_000);
  });
});

describe('encodings', () => {
  test.each(
    READABLE.filter(({ charset }) => charset.bytes !== 'utf-8').map(
      (spec) => [spec.id, spec.charset.bytes, spec] as const,
    ),
  )('%s is in %s and says what it says', async (id, label, spec) => {
    const { headers } = await get(urlOf(world, id));
    const text = await read(id, label);
    expect(text).toContain(`<title>${spec.title}</title>`);
    expect(text.split('\n')[0]).toContain(
      spec.charset.declared === null ? '<?xml version="1.0"?>' : `encoding="${spec.charset.declared}"`,
    );
    const [, charset = null] = /charset=(.+)$/.exec(headers['content-type'] ?? '') ?? [];
    expect(charset).toBe(spec.charset.header);
    // As UTF-8 these bytes are wrong, whatever is declared.
    await expect(read(id)).rejects.toThrow();
  });

  test('UTF-16 begins with its byte order mark', async () => {
    const { body } = await get(urlOf(world, 'zazolc'));
    expect([...body.subarray(0, 4)]).toEqual([0xff, 0xfe, 0x3c, 0]);
  });

  test('letters that an encoding lacks become character references', async () => {
    expect(await read('maschinenraum', 'iso-8859-1')).not.toMatch(/[“”„…]/);
    expect(await read('baekeop', 'euc-kr')).toMatch(/[\uac00-\ud7af]{2}/);
  });
});

describe('oddities', () => {
  test.each([
    ['timeless', /<pubDate>/],
    ['no-papers', /<guid/],
    ['dot-plan', /<pubDate>|<guid/],
    ['driver-corner', /content:encoded/],
  ])('%s leaves out what it leaves out', async (id, missing) => {
    expect(await read(id)).not.toMatch(missing);
  });

  test('notes have no titles', async () => {
    const { items } = JSON.parse(await read('stand-in-notes')) as { items: object[] };
    for (const item of items) expect(item).not.toHaveProperty('title');
  });

  test('excerpts end in a link to the rest', async () => {
    expect(await read('driver-corner')).toMatch(/Read more…&lt;\/a&gt;&lt;\/p&gt;<\/description>/);
  });

  test('all items of one feed share a guid', async () => {
    const guids = (await read('same-same')).match(/<guid.*<\/guid>/g) ?? [];
    expect(guids.length).toBeGreaterThan(2);
    expect(new Set(guids).size).toBe(1);
  });

  test('dates lie more than a year ahead, or are no dates', async () => {
    const datesOf = async (id: string) =>
      [...(await read(id)).matchAll(/<pubDate>(.*)<\/pubDate>/g)].map(([, date]) => Date.parse(date ?? ''));
    expect((await datesOf('next-year')).some((at) => at > START + 366 * 86_400_000)).toBe(true);
    expect((await datesOf('next-year')).some((at) => at <= START)).toBe(true);
    expect((await datesOf('around-noon')).every(Number.isNaN)).toBe(true);
    expect(await datesOf('around-noon')).toHaveLength(3);
    for (const at of await datesOf('patch-wire')) expect(at).toBeLessThanOrEqual(START);
  });

  test('titles are escaped once in one feed and twice in another', async () => {
    expect(await read('angle-brackets')).toMatch(/<title>[^<]*&lt;[A-Z]/);
    expect(await read('ampersand-house')).toMatch(/<title>[^<]*&amp;amp; &amp;quot;/);
  });

  test('links carry trackers in one feed and are relative in another', async () => {
    expect(await read('growth-loop')).toMatch(/<link>[^<]*\?utm_source=rss&amp;/);
    const relative = await read('home-base');
    expect(relative).toContain(`xml:base="${world.url}/home-base/"`);
    expect(relative).toMatch(/<link href="5-[a-z0-9-]+\/"\/>/);
    expect(relative).toContain('src=&quot;../img/home-base-5.png&quot;');
  });

  test('scripts, handlers and frames are tried in titles, names and texts, and not on the pages of the world', async () => {
    const text = await read('script-garden');
    for (const harm of ['<script>', 'onerror=', 'javascript:', '<iframe', '<style>', '<form'])
      expect(text, harm).toContain(harm);
    const [link = ''] = /http:[^<]*\/script-garden\/\d[^<]*/.exec(text) ?? [];
    const page = (await get(link)).body.toString();
    expect(page).not.toContain('<script');
    expect(page).toContain('meant to be read');
  });

  test('the links of the link list go to articles of other sources that are there', async () => {
    const { items } = JSON.parse(await read('link-cellar')) as { items: { external_url: string; title: string }[] };
    expect(items[0]?.title).toMatch(/Rust .* Linux kernel/);
    expect(new Set(items.map(({ external_url }) => external_url)).size).toBe(items.length);
    for (const { external_url } of items) {
      expect(external_url).not.toContain('/link-cellar/');
      expect((await get(external_url)).status).toBe(200);
    }
  });

  test('an enclosure is there and as long as it says', async () => {
    const [, url = '', length = ''] = /<enclosure url="([^"]+)" length="(\d+)"/.exec(await read('null-pointers')) ?? [];
    const { headers, body } = await get(url);
    expect(headers['content-type']).toBe('audio/wav');
    expect(body.length).toBe(Number(length));
    expect(body.toString('latin1', 0, 4)).toBe('RIFF');
  });
});
