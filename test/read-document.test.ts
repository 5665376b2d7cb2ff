// Which entries of a document are read at all, on a real store: those that are stored byte for byte are leapt over, and where
// that could mistake one entry for another, none is.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config/config.ts';
import { toSafeHtml } from '../src/lib/safe-html.ts';
import type { SourceConfig } from '../src/model.ts';
import { type DocumentReading, readDocument } from '../src/read-document.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { makeVisit } from './store/records.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const config = parseConfig(JSON.stringify({ sources: [{ id: 'site', url: 'https://site.example/feed' }] }), 'test');
const source = config.sources[0] as SourceConfig;

let directory: string;
let store: Store;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lostfeed-read-'));
  store = await openStore({ directory, sanitize: { version: 1, toSafeHtml } });
  await store.syncSources([{ config: source, host: 'site.example:443' }], NOW);
});

afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

const rss = (...items: readonly string[]) =>
  `<rss version="2.0"><channel><title>Site</title>${items.map((text) => `<item>${text}</item>`).join('')}</channel></rss>`;
const entry = (id: string, text = `Text of ${id}`) =>
  `<guid isPermaLink="false">${id}</guid><link>https://site.example/${id}</link><description>${text}</description>`;

/** Reads a document as the next visit would, and saves what it came to. */
async function visit(document: string) {
  const [state] = await store.sourceStates();
  if (state === undefined) throw new Error('the source is not stored');
  const given = { body: Buffer.from(document), contentType: null, url: source.url, linkHeaders: [] };
  const reading = await readDocument(given, source, state, { store, config, now: () => NOW });
  const { created, updated, touched, aliases, dropped, identity } = reading;
  const record = makeVisit('site', { created, updated, touched, aliases, dropped });
  await store.saveVisit({ ...record, state: { ...state, lastSuccessAt: NOW, identity } });
  return reading;
}

const readOf = ({ parsed }: Awaited<ReturnType<typeof visit>>) => parsed.entries.map(({ guid }) => guid);
const keysOf = ({ created }: DocumentReading) => created.map(({ key }) => key);

describe('a document read again', () => {
  it('of stored entries and a new one costs the new one only', async () => {
    expect(readOf(await visit(rss(entry('1'), entry('2'))))).toEqual(['1', '2']);
    const again = await visit(rss(entry('3'), entry('1'), entry('2')));
    expect(readOf(again)).toEqual(['3']);
    expect(again.parsed.stored).toHaveLength(2);
    expect(keysOf(again)).toEqual(['guid:3']);
    expect(readOf(await visit(rss(entry('3'), entry('1'), entry('2'))))).toEqual([]);
  });

  it('with an edited entry updates its article', async () => {
    await visit(rss(entry('1'), entry('2')));
    const again = await visit(rss(entry('1', 'A better text'), entry('2')));
    expect(readOf(again)).toEqual(['1']);
    expect(again.created).toEqual([]);
    expect(again.updated.map(({ summary }) => summary)).toEqual(['A better text']);
  });

  it('is read whole when a new entry has the guid of a stored one (C03)', async () => {
    await visit(rss(entry('same'), entry('other')));
    const twin = entry('same').replace('/same<', '/twin<');
    const again = await visit(rss(twin, entry('same'), entry('other')));
    expect(readOf(again)).toEqual(['same', 'same', 'other']);
    expect(keysOf(again)).toHaveLength(1);
  });

  it('is read whole when a new entry has no guid', async () => {
    await visit(rss(entry('1'), entry('2')));
    const again = await visit(rss('<link>https://site.example/3</link>', entry('1'), entry('2')));
    expect(readOf(again)).toEqual([null, '1', '2']);
    expect(keysOf(again)).toEqual(['link:https://site.example/3']);
  });

  it('counts the stored entries where a share of the document decides (C08)', async () => {
    const page = (scheme: string, n: number) =>
      `<guid isPermaLink="false">${scheme}://site.example/p/${n}</guid><title>Page ${n}</title>`;
    await visit(rss(...[1, 2, 3, 4].map((n) => page('http', n))));
    const again = await visit(rss(page('https', 1), ...[2, 3, 4].map((n) => page('http', n))));
    expect(readOf(again)).toHaveLength(1);
    // one of four: the feed has not moved, and nothing else says that these are one page
    expect(keysOf(again)).toEqual(['guid:https://site.example/p/1']);
  });
});
