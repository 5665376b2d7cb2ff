import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startWorld, type World, type WorldEvent, type WorldOptions } from '../../src/demo/demo.ts';
import { get, open, sourcesOf, urlOf } from './get.ts';

const START = Date.UTC(2026, 9, 1, 12);
const NEVER_ANSWERS_WHOLE = new Set(['dripping-tap', 'hang-up', 'molasses', 'matryoshka']);

const worlds: World[] = [];

async function start(options: Partial<WorldOptions> = {}): Promise<World> {
  const world = await startWorld({ port: 0, now: () => START, stepMs: null, every: '5s', ...options });
  worlds.push(world);
  return world;
}

afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

/** The length of every document that comes to an end. */
async function measureAll(world: World): Promise<Record<string, number>> {
  const lengths: Record<string, number> = {};
  for (const { id, url } of sourcesOf(world)) {
    if (NEVER_ANSWERS_WHOLE.has(id)) continue;
    lengths[id] = (await get(url)).body.length;
  }
  return lengths;
}

test('the configuration names at least 44 sources with ids of their own, in eight categories with emoji', async () => {
  const world = await start();
  const sources = sourcesOf(world);
  const categories = world.config.categories as Record<string, { label: string; emoji: string }>;
  expect(sources.length).toBeGreaterThanOrEqual(44);
  expect(new Set(sources.map(({ id }) => id)).size).toBe(sources.length);
  expect(new Set(sources.map(({ url }) => url)).size).toBe(sources.length);
  expect(categories['old-internet']).toEqual({ label: 'Old Internet', emoji: '🌐' });
  expect(new Set(sources.map(({ category }) => category))).toEqual(new Set(Object.keys(categories)));
});

test('the poll interval asked for is given to every source, and both ports of the world may be read', async () => {
  const world = await start({ every: '7s' });
  const { every, allowPrivate } = world.config.fetch as { every: string; allowPrivate: string[] };
  expect(every).toBe('7s');
  for (const source of sourcesOf(world)) {
    expect(source.every).toBe('7s');
    expect(allowPrivate).toContain(new URL(source.url).host);
  }
  expect(allowPrivate).toHaveLength(2);
  expect(new URL(world.url).host).toBe(allowPrivate[0]);
});

test('every source that is configured answers at its address, and its links and pictures lead somewhere', async () => {
  const world = await start();
  const front = await get(world.url);
  expect(front.status).toBe(200);
  for (const { id, url } of sourcesOf(world)) {
    expect(front.body.toString()).toContain(`/${id}/`);
    expect((await get(`${world.url}/${id}/`)).status, id).toBe(200);
    if (NEVER_ANSWERS_WHOLE.has(id)) continue;
    const answer = await get(url);
    expect(answer.headers['content-type'] ?? answer.headers.location, id).toBeDefined();
    const [link] = answer.body.toString().match(new RegExp(`${world.url}/${id}/\\d+[-a-z0-9]*/`)) ?? [];
    const [picture] = answer.body.toString().match(new RegExp(`${world.url}/img/[a-z0-9-]+\\.png`)) ?? [];
    if (link !== undefined) expect((await get(link)).status, link).toBe(200);
    if (picture !== undefined) expect((await get(picture)).headers['content-type']).toBe('image/png');
  }
  expect((await get(`${world.url}/nowhere/`)).status).toBe(404);
  expect((await get(world.url, {}, 'POST')).status).toBe(405);
});

test('the same seed and clock make the same world, another seed another one', async () => {
  const [one, same, other] = [await start(), await start(), await start({ seed: 2 })];
  for (const world of [one, same, other]) for (let step = 0; step < 9; step++) world.advance();
  const read = async (world: World) =>
    (await get(urlOf(world, 'merge-window'))).body.toString().replaceAll(world.url, '');
  expect(await read(same)).toBe(await read(one));
  expect(await read(other)).not.toBe(await read(one));
});

test('a step brings new items dated at that moment, and events that say so', async () => {
  let now = START;
  const world = await start({ now: () => now });
  const events: WorldEvent[] = [];
  world.onEvent((event) => events.push(event));
  const before = await get(urlOf(world, 'patch-wire'));
  now += 5000;
  world.advance();
  const after = await get(urlOf(world, 'patch-wire'));
  const wire = events.filter(({ sourceId }) => sourceId === 'patch-wire');
  expect(wire).toHaveLength(1);
  expect(wire[0]?.at).toBe(now);
  expect(before.body.toString()).not.toContain(new Date(now).toUTCString());
  expect(after.body.toString()).toContain(`<pubDate>${new Date(now).toUTCString()}</pubDate>`);
  expect(after.headers.etag).not.toBe(before.headers.etag);
  const [, title = 'nothing'] = /“(.*)”/.exec(wire[0]?.what ?? '') ?? [];
  expect(after.body.toString()).toContain(`<title>${title}</title>`);
});

test('an article is changed in place: same id, other words, later update', async () => {
  let now = START;
  const world = await start({ now: () => now });
  const read = async () => (await get(urlOf(world, 'bench-meter'))).body.toString().split('<entry>')[1] ?? '';
  const before = await read();
  for (let step = 0; step < 3; step++) {
    now += 5000;
    world.advance();
  }
  const after = await read();
  const id = /<id>.*<\/id>/;
  expect(id.exec(after)?.[0]).toBe(id.exec(before)?.[0]);
  expect(after).toContain('Correction 1:');
  expect(after).toContain(`<updated>${new Date(now).toISOString().slice(0, 19)}Z</updated>`);
});

test('the world does not grow: a thousand steps leave every document about as large as it was', async () => {
  let now = START;
  const world = await start({ now: () => now });
  const before = await measureAll(world);
  for (let step = 0; step < 1000; step++) {
    now += 5000;
    world.advance();
  }
  const after = await measureAll(world);
  for (const [id, length] of Object.entries(after))
    expect(length, id).toBeLessThan(Math.max(60_000, (before[id] ?? 0) * 1.2));
});

test('with a step time the world moves by itself', async () => {
  const world = await start({ stepMs: 5 });
  const event = await new Promise<WorldEvent>((resolve) => world.onEvent(resolve));
  expect(event.sourceId).toBe('patch-wire');
});

test('close ends answers that are under way and frees both ports', async () => {
  const world = await start();
  const trickling = await open(urlOf(world, 'dripping-tap'));
  const ended = once(trickling, 'error');
  const slow = get(urlOf(world, 'molasses')).catch((error: NodeJS.ErrnoException) => error.code);
  trickling.resume();
  await world.close();
  expect((await ended)[0]).toMatchObject({ code: 'ECONNRESET' });
  expect(await slow).toMatch(/^ECONN/);
  for (const id of ['patch-wire', 'too-many'])
    await expect(get(urlOf(world, id))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await world.close();
});

test('a process that closes its world ends by itself', () => {
  const door = new URL('../../src/demo/demo.ts', import.meta.url);
  const script = `
    const { startWorld } = await import(${JSON.stringify(door.href)});
    const world = await startWorld({ port: 0, now: () => ${START}, stepMs: 60_000, every: '5s' });
    const url = (id) => world.config.sources.find((source) => source.id === id).url;
    await fetch(url('dripping-tap'));
    fetch(url('molasses')).catch(() => {});
    await fetch(url('patch-wire')).then((response) => response.text());
    await world.close();
    console.log('closed');
  `;
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    timeout: 15_000,
  });
  expect(child.stderr).toBe('');
  expect(child).toMatchObject({ status: 0, signal: null, stdout: 'closed\n' });
});

test('a port that is taken is refused', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  holder.close();
});
