import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseConfig, writeMoves } from '../../src/config/config.ts';
import { moveSources } from '../../src/config/move-sources.ts';

const FILE = 'feeds.config.json';
const move = (text: string, ...moves: [sourceId: string, url: string][]) =>
  moveSources(
    text,
    moves.map(([sourceId, url]) => ({ sourceId, url })),
    FILE,
  );

const TEXT = `{
  // what we read
  "sources": [
    { "id": "named", "url": "http://named.example/feed" }, // the first
    {
      /* the second */
      "url": "http://www.unnamed.example/feed", // its address
      "tags": ["x"],
    },
    {"every":"2h","url":"http://short.example/feed"},
    { "id": null, "url": "feed://null.example/a" }
  ],
}
`;

describe('moving sources', () => {
  it('changes the addresses and nothing else, and gives ids to sources that had theirs from the address', () => {
    const moved = move(
      TEXT,
      ['named', 'https://named.example/"new"'],
      ['unnamed-example-feed', 'https://new.example/'],
      ['short-example-feed', 'https://new.example/2'],
      ['null-example-a', 'https://new.example/3'],
    );
    expect(moved).toBe(`{
  // what we read
  "sources": [
    { "id": "named", "url": "https://named.example/\\"new\\"" }, // the first
    {
      /* the second */
      "id": "unnamed-example-feed",
      "url": "https://new.example/", // its address
      "tags": ["x"],
    },
    {"every":"2h","id": "short-example-feed", "url":"https://new.example/2"},
    { "id": "null-example-a", "url": "https://new.example/3" }
  ],
}
`);
    const ids = (text: string) => parseConfig(text, FILE).sources.map(({ id }) => id);
    expect(ids(moved)).toEqual(ids(TEXT));
  });

  it('gives no id where the new address makes the same one', () => {
    expect(move(TEXT, ['unnamed-example-feed', 'https://unnamed.example/feed'])).toBe(
      TEXT.replace('http://www.unnamed.example/feed', 'https://unnamed.example/feed'),
    );
  });

  it('keeps a byte order mark and Windows line ends', () => {
    const text = `\uFEFF${TEXT.replaceAll('\n', '\r\n')}`;
    const moved = move(text, ['unnamed-example-feed', 'https://new.example/']);
    expect(moved).toContain('\r\n      "id": "unnamed-example-feed",\r\n      "url": "https://new.example/", // its');
    expect(moved.replaceAll('\r\n', '')).not.toContain('\n');
    expect(moved).toMatch(/^\uFEFF\{\r\n/);
  });

  it('refuses what would make the file faulty, and a source that is not there', () => {
    expect(() => move(TEXT, ['named', 'http://short.example/feed'])).toThrow(/the same address as that of/);
    expect(() => move(TEXT, ['nobody', 'https://new.example/'])).toThrow(/no source "nobody"/);
    expect(() => move('{', ['named', 'https://new.example/'])).toThrow(
      expect.objectContaining({ code: 'config-syntax' }),
    );
  });
});

describe('writing moves', () => {
  const makeFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lostfeed-moves-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, FILE), TEXT);
    return folder;
  };

  it('replaces the file as a whole, keeps its permissions and leaves nothing beside it', async () => {
    const folder = await makeFolder();
    const file = join(folder, FILE);
    await chmod(file, 0o640);
    const before = await stat(file);
    await writeMoves(file, [{ sourceId: 'named', url: 'https://new.example/' }]);
    expect(await readFile(file, 'utf8')).toContain('"id": "named", "url": "https://new.example/"');
    const after = await stat(file);
    expect(after.mode & 0o777).toBe(0o640);
    expect(after.ino).not.toBe(before.ino);
    expect(await readdir(folder)).toEqual([FILE]);
  });

  it('follows a link to the file and leaves the link', async () => {
    const folder = await makeFolder();
    const link = join(folder, 'link.json');
    await symlink(FILE, link);
    await writeMoves(link, [{ sourceId: 'named', url: 'https://new.example/' }]);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, FILE), 'utf8')).toContain('https://new.example/');
  });

  it('writes nothing for sources that are not in the file but in a list that it includes', async () => {
    const folder = await makeFolder();
    const file = join(folder, FILE);
    expect(await writeMoves(file, [{ sourceId: 'elsewhere', url: 'https://new.example/' }])).toEqual([]);
    expect(await readFile(file, 'utf8')).toBe(TEXT);
  });

  it('leaves the file as it was when the moves cannot be made', async () => {
    const folder = await makeFolder();
    const file = join(folder, FILE);
    await expect(writeMoves(file, [{ sourceId: 'named', url: 'http://short.example/feed' }])).rejects.toThrow();
    expect(await readFile(file, 'utf8')).toBe(TEXT);
    expect(await readdir(folder)).toEqual([FILE]);
  });
});
