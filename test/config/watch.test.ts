import { appendFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig, watchConfig } from '../../src/config/config.ts';
import { type ConfigEvents, watchFile } from '../../src/config/watch.ts';

const titled = (title: string) => JSON.stringify({ channel: { title } });

/** Values in the order they came; `next` waits for one when there is none. */
function makeQueue<Value>() {
  const values: Value[] = [];
  const waiting: ((value: Value) => void)[] = [];
  return {
    values,
    push(value: Value): void {
      const taker = waiting.shift();
      if (taker === undefined) values.push(value);
      else taker(value);
    },
    next(): Promise<Value> {
      const value = values.shift();
      return value === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(value);
    },
  };
}

describe('watching the configuration', () => {
  let folder: string;
  let file: string;
  let watch: { close(): Promise<void> };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lostfeed-watch-'));
    file = join(folder, 'feeds.config.json');
  });
  afterEach(async () => {
    await watch.close();
    await rm(folder, { recursive: true });
  });

  /** Starts a watch; what it tells comes as titles of configurations and codes of faults. */
  async function startWatch(start: (on: ConfigEvents) => ReturnType<typeof watchConfig>) {
    const told = makeQueue<string>();
    const started = start({
      change: (config) => told.push(config.channel.title),
      fault: (error) => told.push(error.code),
    });
    watch = started;
    await started.ready;
    return told;
  }

  const startConfigWatch = () => startWatch((on) => watchConfig(file, null, on));

  /** A watch of which each reading of the file is known. */
  async function startCountedWatch() {
    const loads = makeQueue<string>();
    const load = () => {
      loads.push('load');
      return loadConfig(file, null);
    };
    const told = await startWatch((on) => watchFile(file, load, on, null));
    loads.values.length = 0;
    return { told, loads };
  }

  it('gives the new configuration after an edit in place', async () => {
    await writeFile(file, titled('one'));
    const told = await startConfigWatch();
    await writeFile(file, titled('two'));
    expect(await told.next()).toBe('two');
    await writeFile(file, titled('three'));
    expect(await told.next()).toBe('three');
  });

  it('follows a file that is renamed into place again and again', async () => {
    await writeFile(file, titled('0'));
    const told = await startConfigWatch();
    for (const title of ['1', '2', '3']) {
      await writeFile(join(folder, 'new'), titled(title));
      await rename(join(folder, 'new'), file);
      expect(await told.next()).toBe(title);
    }
  });

  it('follows an editor that moves the old file away before it writes the new one', async () => {
    await writeFile(file, titled('one'));
    const told = await startConfigWatch();
    await rename(file, `${file}~`);
    await writeFile(file, titled('two'));
    expect(await told.next()).toBe('two');
    await appendFile(file, '\n// nothing new');
    await writeFile(file, titled('three'));
    expect(await told.next()).toBe('three');
  });

  it('follows a link that is swapped for another, as mounted configuration maps are', async () => {
    for (const name of ['a', 'b']) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'feeds.config.json'), titled(name));
    }
    await symlink('a', join(folder, 'current'));
    await symlink(join('current', 'feeds.config.json'), file);
    const told = await startConfigWatch();
    await symlink('b', join(folder, 'next'));
    await rename(join(folder, 'next'), join(folder, 'current'));
    expect(await told.next()).toBe('b');
  });

  it('tells an edit made between loading the configuration and watching it', async () => {
    await writeFile(file, titled('one'));
    const inUse = await loadConfig(file, null);
    await writeFile(file, titled('two'));
    const told = await startWatch((on) => watchConfig(file, null, on, inUse));
    expect(told.values).toEqual(['two']);
  });

  it('tells a bad edit once, keeps watching and takes the repaired file', async () => {
    await writeFile(file, titled('one'));
    const told = await startConfigWatch();
    await writeFile(file, '{ "chanel": {} }');
    expect(await told.next()).toBe('config-invalid');
    await writeFile(file, '{ "chanel": {} }\n\n');
    await writeFile(file, '{ "channel": {}, "fetch": { "every": "1m", "a": 1 } }');
    expect(await told.next()).toBe('config-invalid');
    await writeFile(file, '{ "channel": {}, "fetch": { "every": "1m", "b": 1 } }');
    expect(await told.next()).toBe('config-invalid');
    await writeFile(file, '{ "channel": ');
    expect(await told.next()).toBe('config-syntax');
    await writeFile(file, titled('two'));
    expect(await told.next()).toBe('two');
    expect(told.values).toEqual([]);
  });

  it('tells that the file is gone and takes it when it is back', async () => {
    await writeFile(file, titled('one'));
    const told = await startConfigWatch();
    await rm(file);
    expect(await told.next()).toBe('config-missing');
    await writeFile(file, titled('two'));
    expect(await told.next()).toBe('two');
  });

  it('says nothing of edits that change comments and layout only', async () => {
    await writeFile(file, titled('one'));
    const { told, loads } = await startCountedWatch();
    await writeFile(file, `// a comment\n${titled('one')}`);
    await loads.next();
    await writeFile(file, titled('two'));
    expect(await told.next()).toBe('two');
    expect(told.values).toEqual([]);
  });

  it('says nothing once it is closed, not even of an edit being read', async () => {
    await writeFile(file, titled('one'));
    const { told, loads } = await startCountedWatch();
    await writeFile(file, titled('two'));
    await loads.next();
    await watch?.close();
    expect(told.values).toEqual([]);
  });
});
