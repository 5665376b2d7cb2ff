import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type InspectIo, type InspectOptions, inspect } from '../../src/cli/inspect.ts';
import { FetchError } from '../../src/errors.ts';
import { readAsRssParser } from '../../src/publish/publish.ts';

const RSS = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>A &amp; B</title><link>https://example.org/</link><language>en-us</language>
<item><title>First</title><link>/1?utm_source=rss</link><guid isPermaLink="false">g1</guid>
<author>a@b.example (Jane)</author><category>x</category><pubDate>Thu, 01 Jan 2026 10:00:00 GMT</pubDate>
<description>Short</description><content:encoded>&lt;p&gt;Long &lt;a href="/y"&gt;text&lt;/a&gt;&lt;script&gt;a()&lt;/script&gt;&lt;/p&gt;</content:encoded>
<enclosure url="/a.mp3" type="audio/mpeg" length="12"/></item>
<item><link>/2</link><pubDate>soon</pubDate></item></channel></rss>`;

async function run(
  options: Partial<InspectOptions>,
  world: {
    files?: Record<string, string | Uint8Array>;
    stdin?: readonly (string | Uint8Array)[];
    fetchDocument?: InspectIo['fetchDocument'];
    readElsewhere?: InspectIo['readElsewhere'];
  } = {},
) {
  let written = '';
  const code = await inspect(
    {
      async readFile(path) {
        const file = world.files?.[path];
        if (file === undefined) throw Object.assign(new Error(`no such file, '${path}'`), { code: 'ENOENT', path });
        return typeof file === 'string' ? Buffer.from(file) : file;
      },
      stdin: (async function* () {
        yield* world.stdin ?? [];
      })(),
      write(text) {
        written += text;
      },
      fetchDocument: world.fetchDocument ?? null,
      readElsewhere: world.readElsewhere ?? null,
    },
    { inputs: [], baseUrl: null, json: false, batch: false, ...options },
  );
  return { code, written, lines: written.split('\n').slice(0, -1) };
}

describe('inspect --json', () => {
  it('prints one line a document, with every key of the contract', async () => {
    const { code, lines } = await run(
      { inputs: ['feed.xml'], baseUrl: 'https://example.org/feed.xml', json: true },
      { files: { 'feed.xml': RSS } },
    );
    expect(code).toBe(0);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      input: 'feed.xml',
      format: 'rss2',
      encoding: 'utf-8',
      feed: {
        id: null,
        title: 'A & B',
        link: 'https://example.org/',
        description: null,
        language: 'en-US',
        updatedAt: null,
        authors: [],
        self: null,
        hub: null,
        image: null,
      },
      articles: [
        {
          guid: 'g1',
          url: 'https://example.org/1',
          title: 'First',
          summary: 'Short',
          contentHtml: '<p>Long <a href="https://example.org/y" rel="noopener noreferrer nofollow ugc">text</a></p>',
          authors: [{ name: 'Jane', email: 'a@b.example', url: null }],
          publishedAt: '2026-01-01T10:00:00.000Z',
          updatedAt: null,
          tags: ['x'],
          enclosures: [{ url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 12 }],
          image: null,
          language: 'en-US',
          source: null,
          commentsUrl: null,
          wordCount: 2,
          readMinutes: 1,
        },
        {
          guid: null,
          url: 'https://example.org/2',
          title: null,
          summary: null,
          contentHtml: null,
          authors: [],
          publishedAt: null,
          updatedAt: null,
          tags: [],
          enclosures: [],
          image: null,
          language: 'en-US',
          source: null,
          commentsUrl: null,
          wordCount: 0,
          readMinutes: null,
        },
      ],
      problems: [
        { code: 'missing-guid', message: '1 of 2 entries have no id', line: 7 },
        { code: 'missing-title', message: 'an entry has no title', line: 7 },
        { code: 'bad-date', message: 'cannot read the date "soon"', line: 7 },
      ],
    });
  });

  it('says what was wrong with a document that cannot be read, goes on, and fails', async () => {
    const { code, lines } = await run(
      { inputs: ['page.html', 'gone.xml', 'feed.xml'], json: true },
      { files: { 'page.html': '<!doctype html><html><body>hi</body></html>', 'feed.xml': RSS } },
    );
    expect(code).toBe(1);
    expect(
      lines.map((line) => JSON.parse(line)).map(({ input, error, format }) => [input, error?.code ?? format]),
    ).toEqual([
      ['page.html', 'html-page'],
      ['gone.xml', 'not-found'],
      ['feed.xml', 'rss2'],
    ]);
  });

  it('asks addresses through the fetcher it was given, and resolves against where the answer came from', async () => {
    const fetchDocument = async (url: string) => ({
      body: Buffer.from(RSS),
      contentType: 'text/xml',
      url: `${url}moved/`,
      found: null,
    });
    const { lines } = await run({ inputs: ['https://feeds.example/'], json: true }, { fetchDocument });
    expect(JSON.parse(lines[0] ?? '').articles[0].url).toBe('https://feeds.example/1');

    const failing = async () => {
      throw new FetchError('gone', 'https://feeds.example/ is gone', { status: 410 });
    };
    const failed = await run({ inputs: ['https://feeds.example/'], json: true }, { fetchDocument: failing });
    expect(failed).toMatchObject({
      code: 1,
      written:
        '{"input":"https://feeds.example/","error":{"code":"gone","message":"https://feeds.example/ is gone"}}\n',
    });
  });

  it('B44: keeps the address of a file as written where nothing tells what it is relative to, and names it', async () => {
    const inspectRss = async (baseUrl: string | null) => {
      const { lines } = await run({ inputs: ['feed.xml'], baseUrl, json: true }, { files: { 'feed.xml': RSS } });
      return JSON.parse(lines[0] ?? '');
    };
    const fromFile = await inspectRss(null);
    expect(fromFile.articles[0]).toMatchObject({
      url: null,
      enclosures: [{ url: '/a.mp3', type: 'audio/mpeg', length: 12 }],
    });
    expect(fromFile.problems).toContainEqual({ code: 'bad-link', message: 'cannot use the address "/a.mp3"', line: 3 });
    const based = await inspectRss('https://example.org/feed.xml');
    expect(based.articles[0]).toMatchObject({ enclosures: [{ url: 'https://example.org/a.mp3' }] });
    expect(JSON.stringify(based.problems)).not.toContain('a.mp3');
  });

  it('reads a response that was saved compressed', async () => {
    const { lines } = await run({ inputs: ['feed.xml.gz'], json: true }, { files: { 'feed.xml.gz': gzipSync(RSS) } });
    expect(JSON.parse(lines[0] ?? '').articles).toHaveLength(2);
  });
});

describe('inspect --batch', () => {
  it('answers each line in order, however the lines arrive, and never fails for a document', async () => {
    const stdin = [
      '{"file":"feed',
      Buffer.from('.xml","baseUrl":"https://base.example/"}\n\n{"file":"gone.xml"}\nnot json\n'),
      '{"no":"file"}\nnull\n{"file":"feed.xml"}',
    ];
    const { code, lines } = await run({ batch: true, json: true }, { stdin, files: { 'feed.xml': RSS } });
    expect(code).toBe(0);
    const answers = lines.map((line) => JSON.parse(line));
    expect(answers.map(({ input, error, articles }) => [input, error?.code ?? articles[0].url])).toEqual([
      ['feed.xml', 'https://base.example/1'],
      ['gone.xml', 'not-found'],
      ['not json', 'usage'],
      ['{"no":"file"}', 'usage'],
      ['null', 'usage'],
      ['feed.xml', null],
    ]);
  });

  it('takes the content type as the server would have sent it', async () => {
    const latin = Buffer.from('<rss version="2.0"><channel><title>caf\u00e9</title></channel></rss>', 'latin1');
    const { lines } = await run(
      { batch: true },
      { stdin: ['{"file":"a","contentType":"text/xml; charset=iso-8859-1"}'], files: { a: latin } },
    );
    expect(JSON.parse(lines[0] ?? '').feed.title).toBe('café');
  });
});

describe('inspect for a person', () => {
  it('says what the document is, shows its first entries and names the problems with their lines', async () => {
    const { written } = await run(
      { inputs: ['feed.xml'], baseUrl: 'https://example.org/' },
      { files: { 'feed.xml': RSS } },
    );
    expect(written).toContain('RSS 2.0, utf-8, 2 entries');
    expect(written).toContain('2026-01-01    1 min  First');
    expect(written).toContain('undated     excerpt  (no title) https://example.org/2\n');
    expect(written).toContain('    bad-date\n      cannot read the date "soon", line 7\n');
    expect(written).toContain('  read: 1 with id, 2 with link, 1 dated, 1 whole, 1 with files\n');
  });

  it('says the same oddity once with its lines, and fits into 80 columns', async () => {
    const items = Array.from({ length: 9 }, (_, n) => `<item><pubDate>soon</pubDate><guid>${n}</guid></item>`);
    const long = '<item><title>'.concat('word '.repeat(40), '</title><guid>x</guid></item>');
    const text = `<rss version="2.0"><channel><title>${'A '.repeat(90)}</title>\n${[...items, long].join('\n')}</channel></rss>`;
    const { written } = await run({ inputs: ['x'] }, { files: { x: text } });
    expect(written).toContain('    bad-date (9)\n      cannot read the date "soon", lines 2, 3, 4, 5, 6, 7, …\n');
    expect(written).toContain('    missing-title (9)\n      an entry has no title, lines 2, 3, 4, 5, 6, 7, …\n');
    expect(Math.max(...written.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('says so when nothing is odd', async () => {
    const text =
      '<rss version="2.0"><channel><title>T</title><item><title>x</title><guid>x</guid></item></channel></rss>';
    const { written } = await run({ inputs: ['x'] }, { files: { x: text } });
    expect(written).toBe(
      'x\n  RSS 2.0, utf-8, 1 entry\n\n  title     T\n\n  nothing odd\n\n  read: 1 with id\n    undated     excerpt  x\n',
    );
  });

  it('is plain about a document that is not a feed', async () => {
    const { code, written } = await run({ inputs: ['x'] }, { files: { x: 'just text' } });
    expect(code).toBe(1);
    expect(written).toMatch(/^x\n {2}cannot be read: .+ \(not-a-feed\)\n$/);
  });
});

describe('docs/reading.md', () => {
  it('shows the report as it is', async () => {
    const root = join(import.meta.dirname, '../..');
    const transcript = /^\$ bin\/lostfeed\.js inspect (\S+) --compare\n([\s\S]+?)^```$/m.exec(
      await readFile(join(root, 'docs/reading.md'), 'utf8'),
    );
    const path = transcript?.[1] ?? '';
    const { written } = await run(
      { inputs: [path] },
      { files: { [path]: await readFile(join(root, path)) }, readElsewhere: readAsRssParser },
    );
    expect(written).toBe(transcript?.[2]);
  });
});

describe('inspect --compare', () => {
  const compareJson = async (file: string | Uint8Array) => {
    const { lines } = await run({ inputs: ['x'], json: true }, { files: { x: file }, readElsewhere: readAsRssParser });
    return JSON.parse(lines[0] ?? '').compare;
  };
  const rss = (items: string) => `<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`;
  const SAME = rss(
    '<item><title>A</title><guid>a</guid><link>https://example.org</link><pubDate>Thu, 01 Jan 2026 10:00:00 GMT</pubDate></item>',
  );

  it('finds no difference where two readers say the same in other words', async () => {
    expect(await compareJson(SAME)).toEqual({ error: null, entries: 1, differences: [] });
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>a</id><title> A  B</title>
      <updated>2026-01-01T10:00:00.5Z</updated></entry></feed>`;
    expect(await compareJson(atom)).toEqual({ error: null, entries: 1, differences: [] });
    const rdf = `<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel/>
      <item rdf:about="http://x.example/1"><title>A</title><link>http://x.example/1</link></item></rdf:RDF>`;
    expect(await compareJson(rdf)).toEqual({ error: null, entries: 1, differences: [] });
  });

  it('names the fields of each entry that differ, with both readings', async () => {
    expect(await compareJson(RSS)).toEqual({
      error: null,
      entries: 2,
      differences: [
        { entry: 0, field: 'link', ours: null, theirs: '/1?utm_source=rss' },
        { entry: 1, field: 'link', ours: null, theirs: '/2' },
      ],
    });
    const odd = rss(
      '<item><title>A<b>B</b></title><guid>a</guid><pubDate>vendredi 2 février 2026 10:00</pubDate></item>',
    );
    expect((await compareJson(odd)).differences).toEqual([
      { entry: 0, field: 'title', ours: 'AB', theirs: 'A' },
      { entry: 0, field: 'date', ours: '2026-02-02T10:00:00.000Z', theirs: null },
    ]);
  });

  it('gives the other reader the text in the encoding of the document', async () => {
    const latin = `<?xml version="1.0" encoding="iso-8859-1"?>${rss('<item><title>café</title><guid>a</guid></item>')}`;
    expect((await compareJson(Buffer.from(latin, 'latin1'))).differences).toEqual([]);
  });

  it('says why the other reader could not read the document', async () => {
    expect(await compareJson(rss('<item><title>A</title><guid>a</item>'))).toMatchObject({
      error: expect.stringContaining('Unexpected close tag'),
      entries: null,
      differences: [],
    });
  });

  it('is no key of the answer when it is not asked for', async () => {
    const { lines } = await run({ inputs: ['x'], json: true }, { files: { x: SAME } });
    expect(JSON.parse(lines[0] ?? '')).not.toHaveProperty('compare');
  });

  it('shows a person only what differs', async () => {
    const files = { same: SAME, odd: RSS, broken: rss('<item><guid>a</item>') };
    const say = async (input: string) =>
      (await run({ inputs: [input] }, { files, readElsewhere: readAsRssParser })).written.split('\n\n').at(-1);
    expect(await say('same')).toBe('  rss-parser reads the same\n');
    expect(await say('odd')).toBe(
      [
        '  rss-parser reads as many entries',
        '    link (2)',
        '      entry 1',
        '        ours    (none)',
        '        theirs  /1?utm_source=rss',
        '      entry 2',
        '        ours    (none)',
        '        theirs  /2',
        '',
      ].join('\n'),
    );
    expect(await say('broken')).toMatch(/^ {2}rss-parser cannot read it: Unexpected close tag/);
  });
});
