// Documents read by a thread of its own: the same comes of them as without it, faults included.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { LostFeedError, ParseError } from '../src/errors.ts';
import type { SourceConfig, SourceState } from '../src/model.ts';
import type { GivenDocument, ReadingStore } from '../src/read-document.ts';
import { createReader, type Reader } from '../src/reader.ts';
import type { Store } from '../src/store/store.ts';
import { makeVisit } from './store/records.ts';
import { sqliteDatabase } from './store/sqlite-database.ts';
import type { TestDatabase } from './store/test-database.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const WHOLE = { isPart: false };
const config = parseConfig(
  JSON.stringify({
    sources: [{ id: 'site', url: 'https://site.example/feed', drop: [{ field: 'title', matches: '^Ad' }] }],
    rules: [{ when: { field: 'text', contains: 'rust' }, then: { tag: 'rust' } }],
  }),
  'test',
);
const source = config.sources[0] as SourceConfig;

let database: TestDatabase;
let store: Store;
let before: SourceState;
const readers: Reader[] = [];

beforeEach(async () => {
  database = await sqliteDatabase();
  store = await database.open();
  await store.syncSources([{ config: source, host: 'site.example:443' }], NOW);
  before = (await store.sourceStates())[0] as SourceState;
});
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
  await database.dispose();
});

/** With a crowd of 0 the thread reads everything; with null nothing. */
function readerFor(crowd: number | null, from: ReadingStore = store): Reader {
  const reader = createReader({ store: from, config: () => config, now: () => NOW, crowd });
  readers.push(reader);
  return reader;
}

const given = (text: string): GivenDocument => ({
  body: Buffer.from(text),
  contentType: null,
  url: source.url,
  linkHeaders: ['<https://hub.example/>; rel=hub', '<https://site.example/feed>; rel=self'],
});
const item = (id: string, title: string) =>
  `<item><guid>${id}</guid><title>${title}</title><link>https://site.example/${id}</link><description>More rust, ${id}.</description></item>`;
const rss = (...items: readonly string[]) =>
  `<rss version="2.0"><channel><title>Site</title><ttl>60</ttl>${items.join('')}</channel></rss>`;

it('gives what reading without a thread gives, in a first visit and in a later one', async () => {
  const first = given(rss(item('1', 'One'), item('2', 'Two'), item('3', 'Ad for something')));
  const reading = await readerFor(0).read(first, source, before, WHOLE);
  const { parsed, ...rest } = await readerFor(null).read(first, source, before, WHOLE);
  expect(reading).toMatchObject(rest);
  expect(reading.parsed).toEqual({ complete: true, deniedBy: null, ttlMinutes: 60, skipHours: [], skipDays: [] });
  expect(parsed).toMatchObject(reading.parsed);
  expect(reading.created).toMatchObject([{ title: 'One', tags: ['rust'] }, { title: 'Two' }]);

  const record = makeVisit('site', { created: reading.created });
  const after = { ...before, lastSuccessAt: NOW };
  await store.saveVisit({ ...record, state: after });
  const later = given(rss(item('4', 'Four'), item('1', 'One, edited'), item('2', 'Two')));
  const again = await readerFor(0).read(later, source, after, WHOLE);
  const { parsed: _, ...same } = await readerFor(null).read(later, source, after, WHOLE);
  expect(again).toMatchObject(same);
  expect(again.created).toMatchObject([{ title: 'Four' }]);
  expect(again.updated).toMatchObject([{ title: 'One, edited' }]);
  expect(again.entries).toBe(3);
});

it('says what is no feed as the parser does, and goes on', async () => {
  const reader = readerFor(0);
  const page = reader.read(given('<!doctype html><html><title>Hello</title></html>'), source, before, WHOLE);
  const good = reader.read(given(rss(item('1', 'One'))), source, before, WHOLE);
  await expect(page).rejects.toBeInstanceOf(ParseError);
  await expect(page).rejects.toMatchObject({ code: 'html-page' });
  expect((await good).created).toHaveLength(1);
});

/** Of a source that was read before: of another nothing is asked. */
const known = () => ({ ...before, lastSuccessAt: NOW });

it('fails with the very fault of the store, which a visit must not take for one of its source', async () => {
  const fault = new LostFeedError('store', 'the disk is full');
  const broken: ReadingStore = { ...store, knownEntries: () => Promise.reject(fault) };
  await expect(readerFor(0, broken).read(given(rss(item('1', 'One'))), source, known(), WHOLE)).rejects.toBe(fault);
});

it('fails what is being read when it is closed, and nothing waits for ever', async () => {
  const never: ReadingStore = { ...store, knownEntries: () => new Promise(() => {}) };
  const reader = readerFor(0, never);
  const reading = reader.read(given(rss(item('1', 'One'))), source, known(), WHOLE);
  await reader.close();
  await expect(reading).rejects.toMatchObject({ code: 'internal' });
});
