import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeConfigError, loadConfig, parseConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/errors.ts';
import type { Config } from '../../src/model.ts';

const casesFolder = fileURLToPath(new URL('cases/', import.meta.url));
const readCase = (name: string) => readFileSync(join(casesFolder, name), 'utf8');
const cases = readdirSync(casesFolder).flatMap((name) => (name.endsWith('.jsonc') ? [name.slice(0, -6)] : []));

/** The configuration, or what is wrong with it as an operator reads it. */
function outcomeOf(text: string, file = 'feeds.config.json'): Config | string {
  try {
    return parseConfig(text, file);
  } catch (error) {
    if (error instanceof ConfigError) return describeConfigError(error);
    throw error;
  }
}

const faultOfSource = (keys: object) =>
  outcomeOf(JSON.stringify({ sources: [{ url: 'https://example.org/', ...keys }] }));

describe('parseConfig', () => {
  for (const name of cases) {
    if (existsSync(join(casesFolder, `${name}.txt`))) {
      it(`refuses ${name} with all its faults at once`, () => {
        expect(`${outcomeOf(readCase(`${name}.jsonc`), `${name}.jsonc`)}\n`).toBe(readCase(`${name}.txt`));
      });
    } else {
      it(`resolves ${name}`, () => {
        expect(outcomeOf(readCase(`${name}.jsonc`))).toEqual(JSON.parse(readCase(`${name}.json`)));
      });
    }
  }

  it('places faults after a byte order mark and Windows line ends as an editor does', () => {
    const text = '\uFEFF{\r\n  "fetch": {\r\n    "evry": "1h"\r\n  }\r\n}\r\n';
    expect(outcomeOf(text)).toBe('feeds.config.json:3:5 fetch.evry: unknown key; did you mean "every"?');
  });

  it('tells the code and the first fault of several in the message', () => {
    const error = catchError(() => parseConfig('{ "chanel": {}, "sauces": [] }', 'f.json'));
    expect(error).toMatchObject({
      code: 'config-invalid',
      message: 'f.json:1:3 chanel: unknown key; did you mean "channel"? (and 1 more)',
    });
    expect(catchError(() => parseConfig('{', 'f.json')).code).toBe('config-syntax');
  });

  it('A135: refuses control characters and non-ASCII in what goes into the User-Agent', () => {
    for (const url of ['https://example.org/\r\nX-Evil: 1', 'https://example.org/\n', 'https://exämple.org/']) {
      expect(outcomeOf(JSON.stringify({ channel: { url } }))).toContain(' channel.url: expected');
    }
    for (const contact of ['a@example.org\r\nX-Evil: 1', 'ä@example.org', '', 'x'.repeat(201), 'a) Mozilla/5.0 (b']) {
      expect(outcomeOf(JSON.stringify({ fetch: { contact } }))).toContain(' fetch.contact: expected');
    }
  });

  it('E10: refuses credentials in addresses and points to auth, without repeating them', () => {
    expect(faultOfSource({ url: 'http://good:s3cret@127.0.0.1/' })).toBe(
      'feeds.config.json:1:20 sources[0].url: expected an address without user name and password; they belong in "auth"',
    );
  });

  it('E58: repeats no value that may hold a secret', () => {
    expect(readCase('secrets.txt')).not.toContain('hid');
  });

  it('keeps static files inside the data folder and apart from the store', () => {
    for (const directory of ['', '.', './', '..', 'a/../../b', '/srv', 'C:/www', 'a\\b', 'a\u0000b']) {
      expect(outcomeOf(JSON.stringify({ publish: { directory } }))).toContain(' publish.directory: expected');
    }
    expect(outcomeOf('{ "publish": { "directory": "./out//site/" } }')).toMatchObject({
      publish: { directory: 'out/site' },
    });
  });

  it('takes quick rhythms for sources whose exact host and port are in fetch.allowPrivate, and only for them', () => {
    const config = (sources: object[]) =>
      outcomeOf(JSON.stringify({ fetch: { every: '1s', allowPrivate: ['127.0.0.1:8080', 'feeds.lan:443'] }, sources }));
    const inside = [
      { url: 'http://127.0.0.1:8080/a', every: '1s' },
      { url: 'http://127.1:8080/b', cron: '* * * * *' },
      { url: 'https://FEEDS.lan/c' },
    ];
    expect(config([...inside, { url: 'https://open.example/', enabled: false }])).toMatchObject({
      fetch: { everyMs: 1000 },
      sources: [{ everyMs: 1000 }, { cron: '* * * * *' }, { everyMs: null }, { enabled: false }],
    });
    expect(config([...inside, { url: 'http://feeds.lan/d' }])).toBe(
      'feeds.config.json:1:19 fetch.every: expected at least "5m", as sources[3] (line 1) is not in fetch.allowPrivate',
    );
  });

  it('warns once when the site has no public address', () => {
    expect(parseConfig('{}', 'x').warnings).toEqual([
      'channel.url is not set: links use the listening address, and the User-Agent has no contact for the owners of feeds',
    ]);
    expect(parseConfig('{ "fetch": { "contact": "a@example.org" } }', 'x').warnings).toEqual([
      'channel.url is not set: links use the listening address',
    ]);
  });

  it('hands out a configuration that nobody can change', () => {
    const config = parseConfig('{ "sources": [{ "url": "https://example.org/" }] }', 'x');
    expect(() => Object.assign(config.fetch, { concurrency: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.sources[0] ?? {}, { url: '' })).toThrow(TypeError);
  });

  it('answers any JSON value with a configuration or a ConfigError', () => {
    fc.assert(fc.property(fc.json(), (text) => void expect(outcomeOf(text)).toBeTruthy()));
  });

  it('answers any text with a configuration or a ConfigError', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (text) => void expect(outcomeOf(text)).toBeTruthy()));
  });

  it('answers any values under known keys with a configuration or faults inside the file', () => {
    const known = readCase('every-key.jsonc');
    const keys = [...new Set([...known.matchAll(/"([\w$]+)":/g)].map(([, key]) => key ?? ''))];
    const words = fc.constantFrom('5m', 'x', '', 'https://a.example/', '* * * * *', 'general', '127.0.0.1:80', '(?=');
    const leaf = fc.oneof(words, fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'medium', withCrossShrink: true }, leaf, tie('list'), tie('object')),
      list: fc.array(tie('tree'), { maxLength: 3 }),
      object: fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 6 }),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), tree, { maxKeys: 6 }), (value) => {
        const text = JSON.stringify(value, null, 1);
        const lines = text.split('\n');
        try {
          parseConfig(text, 'x');
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          expect(error.faults.length).toBeGreaterThan(0);
          for (const { line, column, message } of error.faults) {
            expect(column).toBeLessThanOrEqual(lines[line - 1]?.length ?? 0);
            expect(message).not.toMatch(/undefined|Invalid input/);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('loadConfig', () => {
  async function makeFile(content: string | Uint8Array): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'lostfeed-config-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'feeds.config.json');
    await writeFile(file, content);
    return file;
  }

  it('reads a file and names it in faults', async () => {
    const good = await makeFile('\uFEFF{ "channel": { "title": "Ünïcode" } }');
    expect((await loadConfig(good, null)).channel.title).toBe('Ünïcode');
    const bad = await makeFile('{ "items": 3 }');
    await expect(loadConfig(bad, null)).rejects.toMatchObject({
      code: 'config-invalid',
      faults: [{ file: bad, line: 1 }],
    });
  });

  it('says so when there is no such file or it is no file', async () => {
    const file = `${await makeFile('{}')}.not`;
    const missing = await loadConfig(file, null).catch((error) => error);
    expect(missing.code).toBe('config-missing');
    expect(describeConfigError(missing)).toBe(`${file} cannot be read: there is no such file`);
    await expect(loadConfig(tmpdir(), null)).rejects.toMatchObject({ code: 'config-missing' });
  });

  it('refuses bytes that are not UTF-8 instead of guessing', async () => {
    const file = await makeFile(Buffer.from('{ "channel": { "title": "Caf\u00e9" } }', 'latin1'));
    await expect(loadConfig(file, null)).rejects.toMatchObject({ code: 'config-syntax' });
  });
});

function catchError(act: () => unknown): ConfigError {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
