import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig, watchConfig, writeCachedList } from '../../src/config/config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lostfeed-include-'));
  return () => rmSync(folder, { recursive: true, force: true });
});
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const file = () => join(folder, 'feeds.config.json');
const load = (config: object, dataDirectory: string | null = folder) => {
  write('feeds.config.json', JSON.stringify(config));
  return loadConfig(file(), dataDirectory);
};
const opml = (...feeds: string[]) =>
  `<opml version="2.0"><body><outline text="Friends">${feeds.map((url) => `\n<outline text="F" type="rss" xmlUrl="${url}"/>`).join('')}\n</outline></body></opml>`;
const cached = { etag: null, lastModified: null, checkedAt: 1, triedAt: 1 };

describe('included lists', () => {
  it('add sources and categories behind those of the file, whose sources count for more', async () => {
    mkdirSync(join(folder, 'sub'));
    write('sub/friends.opml', opml('https://a.example/feed', 'https://b.example/feed'));
    const config = await load({
      include: ['sub/friends.opml'],
      sources: [{ id: 'mine', url: 'https://a.example/feed', every: '2h' }],
    });
    expect(config.sources.map(({ id, category, title }) => [id, category, title])).toEqual([
      ['mine', 'general', null],
      ['b-example-feed', 'friends', 'F'],
    ]);
    expect(config.categories).toEqual([{ id: 'friends', label: 'Friends', emoji: null }]);
    expect(config.sources[1]).toMatchObject({ everyMs: null, maxItems: 200, enabled: true });
    expect(Object.isFrozen(config.sources[1])).toBe(true);
  });

  it('are faults of the file when they cannot be read, all of them named where they stand', async () => {
    write('page.opml', '<html></html>');
    const fault = await load({ include: ['missing.opml', 'page.opml'] }).catch((error) => error);
    expect(fault).toMatchObject({
      code: 'config-invalid',
      faults: [
        { line: 1, column: 13, path: 'include[0]', message: 'missing.opml cannot be read: there is no such file' },
        { path: 'include[1]', message: 'page.opml is no OPML list' },
      ],
    });
  });

  it('warn of lines that cannot be used, and use the others', async () => {
    write('friends.opml', opml('file:///etc/passwd', 'https://b.example/feed'));
    const { sources, warnings } = await load({ channel: { url: 'https://x.example/' }, include: ['friends.opml'] });
    expect(sources).toHaveLength(1);
    expect(warnings).toEqual(['include: friends.opml:2 F: expected an address that begins with https:// or http://']);
  });

  it('are read as they were last fetched when they are from elsewhere, where they may name no private host', async () => {
    const url = 'https://lists.example/all.opml';
    const config = {
      channel: { url: 'https://x.example/' },
      fetch: { allowPrivate: ['10.0.0.1:80'] },
      include: [url, 'own.opml'],
    };
    write('own.opml', opml('http://10.0.0.1/mine'));
    const before = await load(config);
    expect(before.sources.map(({ url: address }) => address)).toEqual(['http://10.0.0.1/mine']);
    expect(before.warnings).toEqual([`include: ${url} was not read yet; "lostfeed serve" and "run" ask for it`]);
    await writeCachedList(folder, { ...cached, url, text: opml('http://10.0.0.1/theirs', 'https://b.example/feed') });
    const after = await load(config);
    expect(after.sources.map(({ url: address }) => address)).toEqual([
      'https://b.example/feed',
      'http://10.0.0.1/mine',
    ]);
    expect(after.warnings).toEqual([`include: ${url}:2 F: a list from elsewhere may not name a private host`]);
  });

  it('have addresses without credentials, and none of their queries is told', async () => {
    const secret = 'https://ada:secret@lists.example/';
    await expect(load({ include: [secret] })).rejects.toMatchObject({
      faults: [{ path: 'include[0]', message: expect.not.stringContaining('secret') }],
    });
    expect((await load({ include: ['https://lists.example/?token=secret'] })).warnings.join()).not.toContain('secret');
  });

  it('cannot bring public servers under the quick rhythm of private ones', async () => {
    write('friends.opml', opml('https://b.example/feed'));
    const config = { fetch: { every: '10s', allowPrivate: ['10.0.0.1:80'] }, include: ['friends.opml'] };
    await expect(load(config)).rejects.toMatchObject({ faults: [{ path: 'include[0]' }] });
  });

  it('are watched like the file itself', async () => {
    write('friends.opml', opml('https://b.example/feed'));
    const since = await load({ include: ['friends.opml'] });
    const seen = Promise.withResolvers<number>();
    const on = { change: (config: typeof since) => seen.resolve(config.sources.length), fault: seen.reject };
    const watch = watchConfig(file(), folder, on, since);
    onTestFinished(() => watch.close());
    await watch.ready;
    write('friends.opml', opml('https://b.example/feed', 'https://c.example/feed'));
    expect(await seen.promise).toBe(2);
  });
});
