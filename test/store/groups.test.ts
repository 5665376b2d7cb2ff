import { describe, expect, it } from 'vitest';
import { createGroups } from '../../src/store/groups.ts';

describe('work done in groups', () => {
  it('is done once for what comes within a moment, in its order', async () => {
    const groups: (readonly number[])[] = [];
    const save = createGroups<number>(async (items) => void groups.push(items));
    await Promise.all([1, 2, 3].map(save));
    await save(4);
    expect(groups).toEqual([[1, 2, 3], [4]]);
  });

  it('never takes more than 64 at once', async () => {
    const sizes: number[] = [];
    const save = createGroups<number>(async (items) => void sizes.push(items.length));
    await Promise.all(Array.from({ length: 70 }, (_, n) => save(n)));
    expect(sizes).toEqual([32, 32, 6]);
  });

  it('fails for those only that are at fault', async () => {
    const done: number[] = [];
    const save = createGroups<number>(async (items) => {
      if (items.includes(2)) throw new Error('two');
      done.push(...items);
    });
    const ended = await Promise.allSettled([1, 2, 3].map(save));
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(done).toEqual([1, 3]);
    await save(4);
    expect(done).toEqual([1, 3, 4]);
  });
});
