// Documents that name things outside themselves, or things that would grow when named: nothing is opened, asked for or
// expanded, and the entries are read.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesOf, read, rss } from './read.ts';

const MAIN = resolve(import.meta.dirname, '../../src/main.ts');
const SECRET = 'the-secret-of-this-machine';

const item = (description: string) =>
  rss(`<item><guid>1</guid><description>${description}</description></item><item><guid>last</guid></item>`);
const guidsOf = (document: string) => read(document).entries.map((entry) => entry.guid);
const textOf = (document: string) => read(document).entries[0]?.content?.value;

describe('entities', () => {
  it('E20: that would multiply are not expanded, and all entries are read', () => {
    const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
    const document = `<!DOCTYPE rss [<!ENTITY e0 "ha">${levels}]>${item('&e9;')}`;
    expect(textOf(document)).toBe('&e9;');
    expect(guidsOf(document)).toEqual(['1', 'last']);
    expect(codesOf(read(document))).toEqual(['doctype-ignored']);
  });

  it('E20: are hidden by no encoding', () => {
    const document = `<?xml version="1.0" encoding="utf-16"?><!DOCTYPE rss [<!ENTITY e "xxxx">]>${item('&e;&e;')}`;
    const feed = read(Buffer.from(`\ufeff${document}`, 'utf16le'));
    expect(feed.encoding).toBe('utf-16le');
    expect(feed.entries.map((entry) => entry.content?.value)).toEqual(['&e;&e;', undefined]);
    expect(codesOf(feed)).toEqual(['doctype-ignored']);
  });

  it('E21: that are long stay as written, however often they are named', () => {
    const document = `<!DOCTYPE rss [<!ENTITY e "${'x'.repeat(10_000)}">]>${item('&e;'.repeat(10_000))}`;
    expect(textOf(document)).toBe('&e;'.repeat(10_000));
    expect(guidsOf(document)).toEqual(['1', 'last']);
    expect(codesOf(read(document))).toEqual(['doctype-ignored']);
  });

  it('E25: a million numeric references are decoded in one text of bounded length, and the next entry is read', () => {
    const feed = read(item('&#65;'.repeat(1_000_000)));
    const text = feed.entries[0]?.content?.value ?? '';
    // Five bytes a reference, of which 2 MiB are read; the last one, cut in the middle, is left out.
    expect(text).toBe('A'.repeat(419_430));
    expect(feed.entries[1]?.guid).toBe('last');
    expect(codesOf(feed)).toEqual(['text-cut']);
  });

  it('E25: numeric references of any size are characters that may stand in a text, or none', () => {
    const text = textOf(item(`a&#${'9'.repeat(100_000)};&#x110000;&#xD800;&#0;&#65;`)) ?? '';
    expect(text.isWellFormed()).toBe(true);
    expect(text).toMatch(/^a.*A$/s);
  });
});

/** Documents that point at something, each in its own way. */
const POINTERS: readonly (readonly [string, (at: string) => string])[] = [
  ['E22: a general entity', (at) => `<!DOCTYPE rss [<!ENTITY x SYSTEM "${at}">]>${item('a&x;b')}`],
  ['E22: an entity with a public name', (at) => `<!DOCTYPE rss [<!ENTITY x PUBLIC "p" "${at}">]>${item('&x;')}`],
  ['E23: a parameter entity', (at) => `<!DOCTYPE rss [<!ENTITY % x SYSTEM "${at}"> %x;]>${item('a')}`],
  ['E23: the document type', (at) => `<!DOCTYPE rss SYSTEM "${at}">${item('a')}`],
  ['E23: the document type, with a public name', (at) => `<!DOCTYPE rss PUBLIC "p" "${at}">${item('a')}`],
  [
    'E24: an inclusion',
    (at) =>
      item(
        `a<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${at}" parse="text"><xi:fallback>b</xi:fallback></xi:include>`,
      ),
  ],
  ['E24: a stylesheet', (at) => `<?xml-stylesheet type="text/xsl" href="${at}"?>${item('a')}`],
  [
    'E24: a schema',
    (at) =>
      item('a').replace(
        '<rss ',
        `<rss xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a ${at}" xsi:noNamespaceSchemaLocation="${at}" `,
      ),
  ],
];

interface Inspected {
  readonly articles: readonly { readonly guid: string }[];
  readonly problems: readonly { readonly code: string }[];
}

describe('what stands elsewhere', () => {
  const asked: string[] = [];
  /** What `inspect` made of each pointer: at a file with a secret in it, then at a server that tells it. */
  const answers = new Map<string, readonly Inspected[]>();
  let server: Server;
  let origin = '';
  let folder = '';

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(SECRET);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = mkdtempSync(join(tmpdir(), 'lostfeed-references-'));
    writeFileSync(join(folder, 'secret'), SECRET);
    const targets = [pathToFileURL(join(folder, 'secret')).href, `${origin}/x`];
    const files = POINTERS.flatMap(([, make]) => targets.map(make)).map((document, index) => {
      const file = join(folder, `${index}.xml`);
      writeFileSync(file, document);
      return file;
    });
    // In a process of its own: once that has ended it can ask for nothing any more.
    const inspecting = promisify(execFile)(process.execPath, [MAIN, 'inspect', '--json', '--batch']);
    inspecting.child.stdin?.end(files.map((file) => JSON.stringify({ file })).join('\n'));
    const lines = (await inspecting).stdout.split('\n');
    POINTERS.forEach(([title], index) => {
      answers.set(
        title,
        lines.slice(index * targets.length, (index + 1) * targets.length).map((line) => JSON.parse(line)),
      );
    });
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await new Promise((done) => server.close(done));
  });

  it.each(POINTERS)('%s: no file is read, no server asked, and all entries are read', (title, make) => {
    expect(asked).toEqual([]);
    expect(answers.get(title)).toHaveLength(2);
    for (const answer of answers.get(title) ?? []) {
      expect(JSON.stringify(answer)).not.toContain(SECRET);
      expect(answer.articles.map(({ guid }) => guid)).toEqual(['1', 'last']);
      expect(answer.problems.some(({ code }) => code === 'doctype-ignored')).toBe(make('').includes('<!DOCTYPE'));
    }
  });

  it('E23: the server would have said so', async () => {
    expect(await (await fetch(`${origin}/control`)).text()).toBe(SECRET);
    expect(asked).toEqual(['/control']);
  });
});
