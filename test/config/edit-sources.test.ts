import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/config.ts';
import { addSources, removeSource } from '../../src/config/edit-sources.ts';

const FILE = 'feeds.config.json';
const NEW = { id: null, url: 'https://new.example/feed', title: null, category: null };
const add = (
  text: string,
  ...sources: (typeof NEW | { id: string | null; url: string; title: string | null; category: string | null })[]
) => addSources(text, { categories: [], sources }, FILE);
const ids = (text: string) => parseConfig(text, FILE).sources.map(({ id }) => id);

const TEXT = `{
  // what we read
  "sources": [
    { "id": "a", "url": "https://a.example/feed" }, // the first
    // a remark of its own
    {
      "id": "b",
      "url": "https://b.example/feed", // its address
    },
    { "url": "https://c.example/feed" } // the last
    // nothing below
  ],
}
`;

describe('adding sources', () => {
  it('writes them behind the last one, in its layout, and changes nothing else', () => {
    const added = add(TEXT, NEW, { id: 'x', url: 'https://x.example/"', title: 'X', category: 'general' });
    expect(added).toBe(
      TEXT.replace(
        '{ "url": "https://c.example/feed" } // the last\n',
        '{ "url": "https://c.example/feed" }, // the last\n' +
          '    { "url": "https://new.example/feed" },\n' +
          '    { "id": "x", "url": "https://x.example/\\"", "title": "X", "category": "general" }\n',
      ),
    );
    expect(ids(added)).toEqual([...ids(TEXT), 'new-example-feed', 'x']);
  });

  it('keeps to trailing commas, Windows line ends, a byte order mark and lists on one line', () => {
    expect(add('{ "sources": [{ "url": "https://a.example/" }] }', NEW)).toBe(
      '{ "sources": [{ "url": "https://a.example/" }, { "url": "https://new.example/feed" }] }',
    );
    const windows = '\uFEFF{\r\n\t"sources": [\r\n\t\t{ "url": "https://a.example/" }, // one,\r\n\t]\r\n}';
    expect(add(windows, NEW)).toBe(
      '\uFEFF{\r\n\t"sources": [\r\n\t\t{ "url": "https://a.example/" }, // one,\r\n\t\t{ "url": "https://new.example/feed" },\r\n\t]\r\n}',
    );
  });

  it('does not write into a comment', () => {
    expect(add('{ "sources": [{ "url": "https://a.example/" } // one\n] }', NEW)).toBe(
      '{ "sources": [{ "url": "https://a.example/" }, // one\n    { "url": "https://new.example/feed" }\n] }',
    );
    expect(ids(add('{ "sources": [{ "url": "https://a.example/" }, // one\n] }', NEW))).toHaveLength(2);
  });

  it('makes the list where there is none, and fills an empty one', () => {
    expect(add('{}', NEW)).toBe('{\n  "sources": [\n    { "url": "https://new.example/feed" }\n  ]\n}');
    expect(add('{\n  "channel": {} // ours\n}\n', NEW)).toBe(
      '{\n  "channel": {}, // ours\n  "sources": [\n    { "url": "https://new.example/feed" }\n  ]\n}\n',
    );
    expect(add('{\n  "sources": [ // none yet\n  ],\n}\n', NEW)).toBe(
      '{\n  "sources": [ // none yet\n    { "url": "https://new.example/feed" }\n  ],\n}\n',
    );
    expect(add('{\n  "sources": []\n}\n', NEW)).toBe(
      '{\n  "sources": [\n    { "url": "https://new.example/feed" }\n  ]\n}\n',
    );
  });

  it('adds categories with them', () => {
    const addition = {
      categories: [{ id: 'old-internet', label: 'Old "Internet"' }],
      sources: [{ ...NEW, category: 'old-internet' }],
    };
    const added = addSources(
      '{\n  "categories": { "linux": { "label": "Linux" } },\n  "sources": []\n}\n',
      addition,
      FILE,
    );
    expect(parseConfig(added, FILE)).toMatchObject({
      categories: [{ id: 'linux' }, { id: 'old-internet', label: 'Old "Internet"', emoji: null }],
      sources: [{ category: 'old-internet' }],
    });
    expect(parseConfig(addSources('{}', addition, FILE), FILE).categories).toHaveLength(1);
  });

  it('adds thousands at once', () => {
    const many = Array.from({ length: 5_000 }, (_, n) => ({ ...NEW, url: `https://new.example/${n}` }));
    expect(ids(add(TEXT, ...many))).toHaveLength(5_003);
  });

  it('refuses what would make the file faulty', () => {
    expect(() => add(TEXT, { ...NEW, url: 'https://a.example/feed' })).toThrow(/the same address as that of/);
    expect(() => add(TEXT, { ...NEW, category: 'nothing' })).toThrow(/"categories" has no "nothing"/);
    expect(() => add('{', NEW)).toThrow(expect.objectContaining({ code: 'config-syntax' }));
  });
});

describe('removing a source', () => {
  it('takes it out with its line and the comment on that, and leaves all other comments', () => {
    expect(removeSource(TEXT, 'a', FILE)).toBe(
      TEXT.replace('    { "id": "a", "url": "https://a.example/feed" }, // the first\n', ''),
    );
    expect(removeSource(TEXT, 'b', FILE)).toBe(
      TEXT.replace('    {\n      "id": "b",\n      "url": "https://b.example/feed", // its address\n    },\n', ''),
    );
    const withoutLast = removeSource(TEXT, 'c-example-feed', FILE);
    expect(withoutLast).toBe(TEXT.replace('    },\n    { "url": "https://c.example/feed" } // the last\n', '    }\n'));
    expect(ids(withoutLast)).toEqual(['a', 'b']);
  });

  it('takes it out of a list on one line', () => {
    const text = '{ "sources": [{ "url": "https://a.example/" }, { "url": "https://b.example/" }] }';
    expect(removeSource(text, 'a-example', FILE)).toBe('{ "sources": [{ "url": "https://b.example/" }] }');
    expect(removeSource(text, 'b-example', FILE)).toBe('{ "sources": [{ "url": "https://a.example/" }] }');
    expect(removeSource('{ "sources": [{ "url": "https://a.example/" }] }', 'a-example', FILE)).toBe(
      '{ "sources": [] }',
    );
  });

  it('gives back what adding changed', () => {
    for (const text of [TEXT, TEXT.replaceAll('\n', '\r\n'), '{ "sources": [{ "url": "https://a.example/" }] }']) {
      expect(removeSource(add(text, NEW), 'new-example-feed', FILE)).toBe(text);
    }
  });
});
