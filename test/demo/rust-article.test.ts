import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from '../../src/demo/demo.ts';
import { get, sourcesOf, urlOf } from './get.ts';

let world: World;
let item: string;
let body: string;

beforeAll(async () => {
  world = await startWorld({ port: 0, now: () => Date.UTC(2026, 9, 1, 12), stepMs: null, every: '5s' });
  const text = (await get(urlOf(world, 'slow-packets'))).body.toString();
  item = text.split('<item>')[1] ?? '';
  body = /<content:encoded><!\[CDATA\[([\s\S]*?)\]\]>/.exec(item)?.[1] ?? '';
});

afterAll(() => world.close());

test('the article on Rust in the kernel is the newest of its source, in Old Internet', () => {
  expect(item).toContain('<title>How Rust walked into the Linux kernel, one patch at a time</title>');
  expect(sourcesOf(world).find(({ id }) => id === 'slow-packets')?.category).toBe('old-internet');
});

test('its body has 690 words within ten, so that it reads in four minutes with its one picture', () => {
  const words = body
    .replace(/<\/?code>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .trim()
    .split(/\s+/).length;
  expect(Math.abs(words - 690)).toBeLessThanOrEqual(10);
  expect(Math.ceil(words / 200 + 12 / 60)).toBe(4);
});

test('it has one picture with a caption, headings, a quotation, and a standfirst that is not in the body', async () => {
  expect(body.match(/<img /g)).toHaveLength(1);
  expect(body).toMatch(/<figcaption>[^<]{20,}<\/figcaption>/);
  expect(body.match(/<h2>/g)?.length).toBeGreaterThanOrEqual(3);
  expect(body).toContain('<blockquote>');
  const standfirst = /<description><!\[CDATA\[(.*?)\]\]>/.exec(item)?.[1] ?? '';
  expect(standfirst.length).toBeGreaterThan(80);
  expect(body).not.toContain(standfirst.slice(0, 40));
  const [, picture = ''] = /<img src="([^"]+)"/.exec(body) ?? [];
  expect((await get(picture)).headers['content-type']).toBe('image/png');
});
