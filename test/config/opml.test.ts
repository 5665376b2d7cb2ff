import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig, planSources, readOpml } from '../../src/config/config.ts';
import { addSources } from '../../src/config/edit-sources.ts';
import { type OpmlFolder, renderOpml } from '../../src/publish/publish.ts';

const opml = (...lines: string[]) =>
  `<?xml version="1.0"?>\n<opml version="2.0">\n<body>\n${lines.join('\n')}\n</body></opml>`;
const feeds = (text: string) => readOpml(text)?.feeds ?? [];
const NOBODY = { sources: [], categories: [], refuse: () => null };
const plan = (text: string, beside: Partial<typeof NOBODY> | object = {}) =>
  planSources(readOpml(text) ?? { feeds: [], faults: [] }, { ...NOBODY, ...beside });

describe('reading OPML', () => {
  it('D101: reads feeds with their line and innermost folder, whatever the case of names and the type', () => {
    const text = opml(
      '<outline text="Top" type="rss" xmlUrl="https://a.example/feed"/>',
      '<outline text="Tech">',
      '  <OUTLINE TEXT="Linux">',
      '    <outline title="No text" type="atom" xmlurl="https://b.example/feed"></outline>',
      '    <outline XMLURL=" https://c.example/feed " text="">',
      '  </OUTLINE></outline>',
      '  <outline text="Again in Tech" xmlUrl="https://d.example/feed" category="/Elsewhere"/>',
      '</outline>',
      '<outline text="By category" xmlUrl="https://e.example/feed" category="/Boston/Weather,/Sun"/>',
    );
    expect(feeds(text)).toEqual([
      { line: 4, title: 'Top', url: 'https://a.example/feed', folder: null },
      { line: 7, title: 'No text', url: 'https://b.example/feed', folder: 'Linux' },
      { line: 8, title: '', url: 'https://c.example/feed', folder: 'Linux' },
      { line: 10, title: 'Again in Tech', url: 'https://d.example/feed', folder: 'Tech' },
      { line: 12, title: 'By category', url: 'https://e.example/feed', folder: 'Weather' },
    ]);
  });

  it('D101: takes a byte order mark, broken references, OPML 1.0 and what is never closed', () => {
    const text =
      '\uFEFF<opml version="1.0"><head><title>R&D</title></head><body>' +
      '<outline text="Caf&eacute; & co &unknown;" xmlUrl="https://a.example/?a=1&b=2&amp;c=3"/>' +
      '<outline text="Old" type="rss" url="https://b.example/feed"/><outline text="Open"><outline xmlUrl="https://c.example/">';
    expect(feeds(text).map(({ title, url, folder }) => [title, url, folder])).toEqual([
      ['Café & co &unknown;', 'https://a.example/?a=1&b=2&c=3', null],
      ['Old', 'https://b.example/feed', null],
      ['', 'https://c.example/', 'Open'],
    ]);
  });

  it('D101, D104: tells what it cannot use, with the line, and follows no includes', () => {
    const text = opml(
      '<outline text="x" type="rss"/>',
      '<outline text="more" type="include" url="https://a.example/more.opml"/>',
      '<outline text="a page" type="link" url="https://a.example/"/>',
    );
    expect(readOpml(text)).toEqual({
      feeds: [],
      faults: [
        { line: 4, message: 'the outline has no xmlUrl' },
        { line: 5, message: 'lists that a list includes are not followed' },
      ],
    });
    for (const other of ['', 'plain text', '<rss version="2.0"></rss>', '<html><body>opml</body></html>']) {
      expect(readOpml(other)).toBeNull();
    }
  });

  it('D101: reads 5,000 feeds, and stays within bounds where there are more or folders without end', () => {
    const outline = (n: number) => `<outline text="${n}" xmlUrl="https://x.example/${n}"/>`;
    const startedAt = performance.now();
    expect(feeds(opml(...Array.from({ length: 5_000 }, (_, n) => outline(n)))).at(-1)).toMatchObject({ line: 5_003 });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    const many = readOpml(opml(...Array.from({ length: 50_002 }, (_, n) => outline(n))));
    expect([many?.feeds.length, many?.faults.length]).toEqual([50_000, 2]);
    expect(feeds(opml(`${'<outline text="a">'.repeat(100_000)}<outline xmlUrl="https://x.example/"/>`))).toHaveLength(
      1,
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void readOpml(`<opml>${text}`)));
  });
});

describe('planning sources from a list', () => {
  it('D101: makes categories of folders, of those that the file lacks, and finds the others by name or id', () => {
    const text = opml(
      '<outline text="Old Internet"><outline text="A" xmlUrl="https://a.example/"/></outline>',
      '<outline text="OLD internet"><outline text="B" xmlUrl="https://b.example/"/></outline>',
      '<outline text="linux"><outline text="C" xmlUrl="https://c.example/"/></outline>',
      '<outline text="C++"><outline text="D" xmlUrl="https://d.example/"/></outline>',
      '<outline text="C#"><outline text="E" xmlUrl="https://e.example/"/></outline>',
      '<outline text="科技"><outline text="F" xmlUrl="https://f.example/"/></outline>',
      '<outline text="General"><outline text="G" xmlUrl="https://g.example/"/></outline>',
    );
    const { categories, sources } = plan(text, { categories: [{ id: 'linux', label: 'Linux & BSD' }] });
    expect(categories).toEqual([
      { id: 'old-internet', label: 'Old Internet' },
      { id: 'c', label: 'C++' },
      { id: 'c-2', label: 'C#' },
      { id: expect.stringMatching(/^list-[0-9a-f]{8}$/), label: '科技' },
    ]);
    expect(sources.map(({ category }) => category)).toEqual([
      'old-internet',
      'old-internet',
      'linux',
      'c',
      'c-2',
      categories[3]?.id,
      null,
    ]);
  });

  it('D101: takes a feed once, by whatever scheme, and leaves out what is there', () => {
    const text = opml(
      '<outline text="A" xmlUrl="http://www.a.example/feed"/>',
      '<outline text="A again" xmlUrl="https://a.example/feed"/>',
      '<outline text="Mine" xmlUrl="feed://mine.example/feed#x"/>',
      '<outline text="One" xmlUrl="https://x.example/a-b"/>',
      '<outline text="Two" xmlUrl="https://x.example/a/b"/>',
    );
    const { sources, known, faults } = plan(text, { sources: [{ id: 'mine', url: 'https://mine.example/feed' }] });
    expect(sources.map(({ id, url }) => [id, url])).toEqual([
      [null, 'http://www.a.example/feed'],
      [null, 'https://x.example/a-b'],
      ['x-example-a-b-2', 'https://x.example/a/b'],
    ]);
    expect(known.map(({ line, source }) => [line, source])).toEqual([
      [5, 'a-example-feed'],
      [6, 'mine'],
    ]);
    expect(faults).toEqual([]);
  });

  it('D103: refuses addresses row by row, in the order of the list, and repeats no secret', () => {
    const text = opml(
      '<outline text="File" xmlUrl="file:///etc/passwd"/>',
      '<outline text="Nothing" type="rss"/>',
      '<outline text="Script" xmlUrl="javascript:alert(1)"/>',
      '<outline text="Secret" xmlUrl="https://ada:secret@x.example/"/>',
      '<outline text="Router" xmlUrl="http://192.168.0.1/feed"/>',
      '<outline text="Good" xmlUrl="https://good.example/"/>',
    );
    const refuse = (url: string) => (url.includes('192.168') ? 'the address is refused' : null);
    const { sources, faults } = plan(text, { refuse });
    expect(sources.map(({ title }) => title)).toEqual(['Good']);
    expect(faults.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '4 File: expected an address that begins with https:// or http://',
      '5 the outline has no xmlUrl',
      '6 Script: expected an address that begins with https:// or http://',
      '7 Secret: expected an address without user name and password; they belong in "auth"',
      '8 Router: the address is refused',
    ]);
  });
});

describe('the way through a list and back', () => {
  /** What `import` writes into an empty file and `export` makes of that. */
  function through(text: string): string {
    const config = parseConfig(addSources('{}', plan(text), 'x'), 'x');
    const folders: OpmlFolder[] = ['general', ...config.categories.map(({ id }) => id)].map((id) => ({
      title: config.categories.find((category) => category.id === id)?.label ?? null,
      outlines: config.sources
        .filter(({ category }) => category === id)
        .map(({ title, url }) => ({ title: title ?? '', feedUrl: url, siteUrl: null })),
    }));
    return renderOpml({ title: 'x', createdAt: 0, ownerName: null, folders });
  }

  it('D104: is stable for any titles, folders and addresses', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.string({ unit: 'binary', maxLength: 90 }),
      fc.constantFrom('General', 'C++', 'C', '"<&>\'', ' a \n b '),
    );
    const url = fc.tuple(
      fc.constantFrom('http', 'https'),
      fc.constantFrom('a', 'b'),
      fc.webPath(),
      fc.webQueryParameters(),
    );
    const outline = fc.record({
      title: name,
      feedUrl: url.map(([scheme, host, path, query]) => `${scheme}://${host}.example${path}?${query}`),
      siteUrl: fc.constant(null),
    });
    const folder = fc.record({ title: fc.option(name), outlines: fc.array(outline, { maxLength: 5 }) });
    fc.assert(
      fc.property(fc.array(folder, { maxLength: 5 }), (folders) => {
        const once = through(renderOpml({ title: 'x', createdAt: 0, ownerName: null, folders }));
        expect(through(once)).toBe(once);
      }),
      { numRuns: 100 },
    );
  });
});
