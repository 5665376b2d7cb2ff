// Finding the few that cannot be read among many, and how often that reads.
import { expect, test } from 'vitest';
import { bisect } from '../../src/publish/bisect.ts';

/** Looks for `bad` among so many numbers; what was found, and the sizes of what was read. */
async function find(count: number, bad: readonly number[]) {
  const sizes: number[] = [];
  const found = await bisect(
    Array.from({ length: count }, (_, number) => number),
    async (some) => {
      sizes.push(some.length);
      const worst = some.filter((number) => bad.includes(number));
      return worst.length === 0 ? null : `${worst} of ${some.length}`;
    },
  );
  return { found, reads: sizes.length, largest: sizes[0] };
}

test('D03: what can be read is read once, all of it together', async () => {
  expect(await find(500, [])).toEqual({ found: [], reads: 1, largest: 500 });
  expect(await find(0, [])).toMatchObject({ found: [], reads: 1 });
});

test('D03: what cannot be read is named with what is said of it alone', async () => {
  expect((await find(100, [99, 3, 4])).found).toEqual([
    { one: 3, message: '3 of 1' },
    { one: 4, message: '4 of 1' },
    { one: 99, message: '99 of 1' },
  ]);
  expect((await find(3, [0, 1, 2])).found).toHaveLength(3);
});

test.each([
  [500, [77]],
  [500, [0, 499]],
  [500, [3, 180, 250, 251, 400]],
  [20, [19]],
])('D03: of %d with those at %j bad, a few times the logarithm are read', async (count, bad) => {
  const { found, reads } = await find(count, bad);
  expect(found.map(({ one }) => one)).toEqual(bad);
  expect(reads).toBeLessThanOrEqual(1 + 2 * bad.length * Math.ceil(Math.log2(count)));
});

test('D03: what is wrong only beside another is nobody’s fault', async () => {
  const found = await bisect([1, 2], async (some) => (some.length === 2 ? 'these two clash' : null));
  expect(found).toEqual([]);
});
