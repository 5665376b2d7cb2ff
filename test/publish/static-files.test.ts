import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeStaticFiles } from '../../src/publish/publish.ts';

const LONG_AGO = new Date(Date.UTC(2001, 1, 3));
let root: string;
let directory: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lostfeed-static-'));
  directory = join(root, 'public');
});

afterEach(() => rm(root, { recursive: true, force: true }));

const read = (path: string) => readFile(join(directory, path), 'utf8');
/** Everything in the directory, staging included. */
const list = async () => (await readdir(directory, { recursive: true })).sort();

async function age(path: string): Promise<void> {
  await utimes(join(directory, path), LONG_AGO, LONG_AGO);
}

test('writes files into folders that it makes, and leaves nothing else', async () => {
  const result = await writeStaticFiles(directory, [
    { path: 'atom.xml', body: Buffer.from('<feed/>') },
    { path: 'a/grüße/index.html', body: '<p>ü</p>' },
    { path: 'empty.txt', body: '' },
  ]);
  expect(result).toEqual({ written: ['atom.xml', 'a/grüße/index.html', 'empty.txt'], unchanged: 0 });
  expect(await read('a/grüße/index.html')).toBe('<p>ü</p>');
  expect(await list()).toEqual(['a', 'a/grüße', 'a/grüße/index.html', 'atom.xml', 'empty.txt']);
});

test('D81: a file with the same bytes is not touched; another is replaced', async () => {
  await writeStaticFiles(directory, [
    { path: 'atom.xml', body: 'same' },
    { path: 'rss.xml', body: 'old!' },
  ]);
  await age('atom.xml');
  await age('rss.xml');
  const { ino } = await stat(join(directory, 'atom.xml'));
  const result = await writeStaticFiles(directory, [
    { path: 'atom.xml', body: Buffer.from('same') },
    { path: 'rss.xml', body: 'new!' },
  ]);
  expect(result).toEqual({ written: ['rss.xml'], unchanged: 1 });
  const kept = await stat(join(directory, 'atom.xml'));
  expect([kept.ino, kept.mtime]).toEqual([ino, LONG_AGO]);
  expect(await read('rss.xml')).toBe('new!');
  expect((await stat(join(directory, 'rss.xml'))).mtime).not.toEqual(LONG_AGO);
});

test('takes files from a generator one by one and names many written files in their order', async () => {
  function* pages() {
    for (let page = 0; page < 200; page++) yield { path: `a/${page}/index.html`, body: `page ${page}` };
  }
  const { written } = await writeStaticFiles(directory, pages());
  expect(written).toEqual([...pages()].map(({ path }) => path));
  expect(await read('a/199/index.html')).toBe('page 199');
  expect(await writeStaticFiles(directory, pages())).toEqual({ written: [], unchanged: 200 });
});

test.each([
  ['../outside.txt'],
  ['a/../../outside.txt'],
  ['/etc/lostfeed'],
  ['a//b'],
  ['./a'],
  ['a/'],
  [''],
  ['a\\..\\b'],
  ['a\0b'],
  ['.staging-1/x'],
])('E60: the path %j is refused and nothing is written', async (path) => {
  const writing = writeStaticFiles(directory, [
    { path: 'good.txt', body: 'good' },
    { path, body: 'bad' },
  ]);
  await expect(writing).rejects.toMatchObject({ code: 'internal' });
  expect(await list()).toEqual([]);
  expect(await readdir(root)).toEqual(['public']);
});

test('E60: nothing is written through a symbolic link to a folder', async () => {
  await mkdir(directory);
  await mkdir(join(root, 'elsewhere'));
  await symlink(join(root, 'elsewhere'), join(directory, 'a'));
  await expect(writeStaticFiles(directory, [{ path: 'a/b/index.html', body: 'x' }])).rejects.toThrow('symbolic link');
  expect(await readdir(join(root, 'elsewhere'))).toEqual([]);
});

test('a link in the place of a file is replaced, not followed', async () => {
  await mkdir(directory);
  await writeFile(join(root, 'secret'), 'secret');
  await symlink(join(root, 'secret'), join(directory, 'atom.xml'));
  await writeStaticFiles(directory, [{ path: 'atom.xml', body: 'feed' }]);
  expect(await read('atom.xml')).toBe('feed');
  expect(await readFile(join(root, 'secret'), 'utf8')).toBe('secret');
});

test('D81: when a rename fails, every file is whole, old or new, and no staging is left', async () => {
  await writeStaticFiles(directory, [{ path: 'last.txt', body: 'old' }]);
  await mkdir(join(directory, 'taken', 'full'), { recursive: true });
  const writing = writeStaticFiles(directory, [
    { path: 'first.txt', body: 'new' },
    { path: 'taken', body: 'cannot replace a folder' },
    { path: 'last.txt', body: 'new' },
  ]);
  await expect(writing).rejects.toThrow();
  expect(await list()).toEqual(['first.txt', 'last.txt', 'taken', 'taken/full']);
  expect([await read('first.txt'), await read('last.txt')]).toEqual(['new', 'old']);
});

test('what throws while files are made leaves the old ones and no staging', async () => {
  await writeStaticFiles(directory, [{ path: 'atom.xml', body: 'old' }]);
  function* failing() {
    yield { path: 'atom.xml', body: 'new' };
    throw new Error('no page');
  }
  await expect(writeStaticFiles(directory, failing())).rejects.toThrow('no page');
  expect(await list()).toEqual(['atom.xml']);
  expect(await read('atom.xml')).toBe('old');
});

test('D81: a process killed while writing leaves the old files; the next run removes its leftovers', async () => {
  await writeStaticFiles(directory, [{ path: 'atom.xml', body: 'old' }]);
  const door = pathToFileURL(join(import.meta.dirname, '../../src/publish/static-files.ts')).href;
  const script = `
    import { writeStaticFiles } from ${JSON.stringify(door)};
    function* files() {
      for (let page = 0; page < 20; page++) yield { path: \`\${page}.html\`, body: 'new' };
      yield { path: 'atom.xml', body: 'new' };
      process.kill(process.pid, 'SIGKILL');
    }
    await writeStaticFiles(${JSON.stringify(directory)}, files());`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  expect(await read('atom.xml')).toBe('old');
  const [staging, ...others] = await readdir(directory);
  expect(staging).toMatch(`.staging-${child.pid}-`);
  expect(others).toEqual(['atom.xml']);
  expect(await readdir(join(directory, staging ?? ''))).not.toEqual([]);
  expect(await writeStaticFiles(directory, [{ path: 'atom.xml', body: 'new' }])).toEqual({
    written: ['atom.xml'],
    unchanged: 0,
  });
  expect(await list()).toEqual(['atom.xml']);
});

test('the staging of another process that is alive stays', async () => {
  await mkdir(join(directory, `.staging-${process.ppid}-abc`), { recursive: true });
  await writeStaticFiles(directory, [{ path: 'atom.xml', body: 'x' }]);
  expect(await list()).toEqual([`.staging-${process.ppid}-abc`, 'atom.xml']);
});

describe('compressed copies', () => {
  const page = (text: string) => `<!doctype html>\n${`<p>${text}</p>\n`.repeat(200)}`;
  const at = (path: string) => join(directory, path);
  const unpacked = (path: string) => [
    gunzipSync(readFileSync(at(`${path}.gz`))).toString(),
    brotliDecompressSync(readFileSync(at(`${path}.br`))).toString(),
  ];

  test('stand beside each text that is worth it, and follow it', async () => {
    const files = [
      { path: 'a/one/index.html', body: page('one') },
      { path: 'small.html', body: 'small' },
      { path: '_headers', body: page('no text') },
    ];
    const { written } = await writeStaticFiles(directory, files, true);
    expect(written).toEqual(['a/one/index.html', 'small.html', '_headers']);
    expect(unpacked('a/one/index.html')).toEqual([page('one'), page('one')]);
    for (const path of ['small.html.gz', 'small.html.br', '_headers.gz']) expect(existsSync(at(path))).toBe(false);
    await writeStaticFiles(directory, [{ path: 'a/one/index.html', body: page('two') }], true);
    expect(unpacked('a/one/index.html')).toEqual([page('two'), page('two')]);
    await writeStaticFiles(directory, [{ path: 'a/one/index.html', body: 'small now' }], true);
    expect(readdirSync(at('a/one'))).toEqual(['index.html']);
  });

  test('D81: are not touched while the file stays the same, and come and go without touching it', async () => {
    const files = [{ path: 'index.html', body: page('one') }];
    await writeStaticFiles(directory, files);
    const stateOf = (path: string) => [statSync(at(path)).ino, statSync(at(path)).mtimeMs];
    const file = stateOf('index.html');
    expect(await writeStaticFiles(directory, files, true)).toEqual({ written: [], unchanged: 1 });
    const copies = ['index.html.gz', 'index.html.br'].map(stateOf);
    await writeStaticFiles(directory, files, true);
    expect(['index.html.gz', 'index.html.br'].map(stateOf)).toEqual(copies);
    await writeStaticFiles(directory, files, false);
    expect(readdirSync(directory)).toEqual(['index.html']);
    expect(stateOf('index.html')).toEqual(file);
  });
});
