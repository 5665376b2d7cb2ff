import { describe, expect, it } from 'vitest';
import type { ParsedEntry, Rule, SourceConfig } from '../../src/model.ts';
import { datesAhead, makeDraft } from '../../src/normalize/normalize.ts';
import { entryOf, factsOf, html, link, loose, NOW, sourceOf } from './entries.ts';

const HOUR = 3_600_000;

function draft(
  over: Partial<ParsedEntry>,
  setting: {
    source?: Partial<SourceConfig>;
    rules?: readonly Rule[];
    key?: string;
    position?: number;
    now?: number;
  } = {},
) {
  const { source = {}, rules = [], key = 'guid:1', position = 0, now = NOW } = setting;
  return makeDraft({ source: sourceOf(source), rules, key, entry: entryOf(over), facts: factsOf(over), position, now });
}

const post = {
  title: loose('Title'),
  links: [link('https://example.org/1')],
  content: html('<p>Some text</p>'),
  hasContentElement: true,
  published: '2026-06-01T00:00:00Z',
};

describe('makeDraft', () => {
  it('C27: mints the same id for the same source and key, and another for any other', () => {
    const id = draft(post)?.id;
    expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(draft({ ...post, title: loose('Other') }, { now: NOW + HOUR, position: 3 })?.id).toBe(id);
    expect(draft(post, { key: 'guid:2' })?.id).not.toBe(id);
    expect(draft(post, { source: { id: 'other' } })?.id).not.toBe(id);
  });

  it('C27: the minted id never changes between releases', () => {
    expect(draft(post)?.id).toBe('urn:uuid:d4936164-2aad-550d-b32b-2b14398cee50');
  });

  it.each([
    ['tag:example.org,2024:1', null, true],
    ['urn:uuid:d4936164-2aad-550d-b32b-2b14398cee50', false, true],
    ['HTTP://Example.org:80/a/../b', null, false],
    ['yt:video:abc', null, false],
    ['urn:uuid:1', false, false],
    ['https://example.org/?p=1', false, true],
    ['Story:123', false, false],
    ['1234', true, false],
    ['not an iri', null, false],
    ['tag:has space', null, false],
    ['http://example.org/<x>', null, false],
    ['http:', null, false],
    [`tag:${'x'.repeat(1000)}`, null, false],
    [null, null, false],
  ])('C27: the upstream id %j (permalink %j) is published as it is: %j', (guid, guidIsPermalink, isValid) => {
    expect(draft({ ...post, guid, guidIsPermalink })?.upstreamId).toBe(isValid ? guid : null);
  });

  it('B28: borrows a missing title from the text, then from the address', () => {
    expect(draft({ ...post, title: null, content: html(`<p>${'Some words '.repeat(20)}</p>`) })?.title).toBe(
      `${'Some words '.repeat(9).trim()}…`,
    );
    expect(draft({ ...post, title: null, content: html('<p>Short</p>') })?.title).toBe('Short');
    expect(draft({ links: post.links })?.title).toBe('https://example.org/1');
    expect(draft({})?.title).toBe('Untitled');
  });

  it('keeps title, summary, tags and content within bounds', () => {
    const long = draft({
      ...post,
      title: loose('word '.repeat(300)),
      content: html(`<p>${'word '.repeat(600_000)}</p>`),
      tags: Array.from({ length: 30 }, (_, i) => `tag ${i}`),
    });
    expect(long?.title.length).toBeLessThanOrEqual(500);
    expect(long?.summary.length).toBeLessThanOrEqual(1000);
    expect(long?.summary).toMatch(/ word…$/);
    expect(long?.tags).toHaveLength(20);
    expect(long?.content?.value.length).toBe(2 * 1024 * 1024);
  });

  it('B48: drops pictures written into the body before it cuts the text', () => {
    const value = `<p>a</p><img src="data:image/png;base64,${'A'.repeat(3_000_000)}"><p>end</p>`;
    expect(draft({ ...post, content: html(value) })?.content?.value).toBe('<p>a</p><img src="data:,"><p>end</p>');
    const example = '<pre>&lt;img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP"&gt;</pre>';
    expect(draft({ ...post, content: html(example) })?.content?.value).toBe(example);
  });

  it('B45: an e-mail address never shows, not even as a name', () => {
    const authors = [
      { name: 'a@b.example (Jane)', email: null, url: null },
      { name: null, email: 'x@y.example', url: null },
      { name: 'only@mail.example', email: null, url: null },
      { name: null, email: null, url: 'https://jane.example/' },
    ];
    expect(draft({ ...post, authors })?.authors).toEqual([
      { name: 'Jane', url: null },
      { name: 'jane.example', url: 'https://jane.example/' },
    ]);
  });

  it("puts the operator's tags first, so that the limit does not take them", () => {
    const rules = [{ when: { field: 'title', contains: 'TIT' }, then: { tag: 'by rule' } }] as const;
    expect(draft({ ...post, tags: ['own', 'Rust'] }, { rules, source: { tags: ['rust'] } })?.tags).toEqual([
      'rust',
      'by rule',
      'own',
    ]);
  });
});

describe('dates of a draft', () => {
  const dates = (
    published: string | null,
    updated: string | null = null,
    setting: Parameters<typeof draft>[1] = {},
  ) => {
    const made = draft({ ...post, published, updated }, setting);
    return made === null ? null : { publishedAt: made.publishedAt, updatedAt: made.updatedAt, listedAt: made.listedAt };
  };
  const iso = (at: number) => new Date(at).toISOString();
  const day = Date.UTC(2026, 5, 1);

  it('lists by the published date when it can be believed', () => {
    expect(dates(iso(day), iso(day + HOUR))).toEqual({ publishedAt: day, updatedAt: day + HOUR, listedAt: day });
    expect(dates(null, iso(day))).toEqual({ publishedAt: day, updatedAt: day, listedAt: day });
  });

  it('B34: an undated entry is listed when first seen, in the order of its document', () => {
    expect(dates(null, null, { position: 3 })).toEqual({ publishedAt: null, updatedAt: null, listedAt: NOW - 3 });
    expect(dates('garbage')?.publishedAt).toBeNull();
  });

  it('C12: a future date is clamped to now, kept, or drops the entry, and is never on top', () => {
    const future = iso(NOW + 48 * HOUR);
    expect(dates(future, future, { position: 2 })).toEqual({ publishedAt: NOW, updatedAt: NOW, listedAt: NOW - 2 });
    expect(dates(future, null, { source: { futureDates: 'keep' } })).toEqual({
      publishedAt: NOW + 48 * HOUR,
      updatedAt: null,
      listedAt: NOW,
    });
    expect(dates(future, null, { source: { futureDates: 'drop' } })).toBeNull();
  });

  it('C12: a date more than a day ahead is named as it was written, unless the operator wants such dates kept', () => {
    const ahead = (over: Partial<ParsedEntry>, policy: SourceConfig['futureDates'] = 'clamp') =>
      datesAhead(entryOf({ ...over, line: 9 }), factsOf(over), policy, NOW).map(({ message }) => message);
    const [slip, far] = [iso(NOW + 23 * HOUR), iso(NOW + 25 * HOUR)];
    expect(ahead({ published: slip, updated: slip })).toEqual([]);
    expect(ahead({ published: far, updated: far })).toEqual([`the date "${far}" lies in the future`]);
    expect(ahead({ published: iso(day), updated: far }, 'drop')).toEqual([`the date "${far}" lies in the future`]);
    expect(ahead({ published: far }, 'keep')).toEqual([]);
  });

  it('C13: dates before 1990 are treated as absent', () => {
    for (const date of ['1970-01-01', '0001-01-01T00:00:00Z', '1989-12-31T23:59:59Z'])
      expect(dates(date)?.publishedAt).toBeNull();
    expect(dates('1990-01-01')?.listedAt).toBe(Date.UTC(1990, 0, 1));
  });

  it('C14: an update before the publication counts as made with it', () => {
    expect(dates(iso(day), iso(day - HOUR))).toMatchObject({ publishedAt: day, updatedAt: day });
  });
});

describe('version of a draft', () => {
  const version = (over: Partial<ParsedEntry> = {}, setting: Parameters<typeof draft>[1] = {}) =>
    draft({ ...post, ...over }, setting)?.version;

  it('changes with everything a reader gets to see', () => {
    const changes: Partial<ParsedEntry>[] = [
      { title: loose('Title!') },
      { content: html('<p>Some text!</p>') },
      { content: { ...html('<p>Some text</p>'), base: 'https://example.org/other/' } },
      { summary: html('Summary') },
      { links: [link('https://example.org/2')] },
      { authors: [{ name: 'A', email: null, url: null }] },
      { tags: ['a'] },
      { enclosures: [{ url: '/a.mp3', type: null, length: null }] },
      { language: 'de' },
      { source: { title: 'S', url: null } },
      { commentsUrl: '/c' },
      { published: '2026-06-02' },
      { updated: '2026-06-03' },
    ];
    const versions = [version(), ...changes.map((change) => version(change))];
    expect(new Set(versions).size).toBe(versions.length);
    const rules = [{ when: { field: 'title', equals: 'Title' }, then: { category: 'c' } }] as const;
    expect(version({}, { rules })).not.toBe(version());
  });

  it('C11: does not change with the moment it was seen, the raw bytes, an e-mail address, or a clamped date', () => {
    expect(version({}, { now: NOW + HOUR, position: 9 })).toBe(version());
    expect(version({ rawHash: 'other' })).toBe(version());
    expect(version({ authors: [{ name: null, email: 'a@b.example', url: null }] })).toBe(version());
    expect(version({ published: '2030-01-01' }, { now: NOW + HOUR })).toBe(version({ published: '2030-01-01' }));
  });
});
