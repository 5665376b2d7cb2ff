import { describe, expect, it } from 'vitest';
import type { Lookalike, ParsedEntry } from '../../src/model.ts';
import { chooseIdentity, formerKeys, settleIdentity } from '../../src/normalize/normalize.ts';
import { entryOf, link, loose } from './entries.ts';

const entries = (count: number, over: (n: number) => Partial<ParsedEntry>) =>
  Array.from({ length: count }, (_, n) =>
    entryOf({
      guid: `g${n}`,
      links: [link(`https://example.org/${n}`)],
      title: loose(`Post ${n}`),
      rawHash: `${n}`,
      ...over(n),
    }),
  );
const asConfigured = { configured: 'guid', learnt: null } as const;

describe('chooseIdentity', () => {
  it.each<[string, number, (n: number) => Partial<ParsedEntry>, string]>([
    ['ids that differ', 20, () => ({}), 'guid'],
    ['one shared id in a short feed', 10, (n) => (n < 2 ? { guid: 'x' } : {}), 'guid'],
    ['two missing ids of forty, which is 5 %', 40, (n) => (n < 2 ? { guid: ' ' } : {}), 'guid'],
    ['two missing ids of thirty-nine', 39, (n) => (n < 2 ? { guid: ' ' } : {}), 'link'],
    ['one id for all', 10, () => ({ guid: 'x' }), 'link'],
    ['no ids, and one link for all', 10, () => ({ guid: null, links: [link('https://example.org/')] }), 'content'],
    ['shared links, but ids that differ', 10, () => ({ links: [link('https://example.org/')] }), 'guid'],
  ])('C04: %s', (_, count, over, expected) => {
    const { policy, problems } = chooseIdentity(entries(count, over), asConfigured);
    expect(policy).toBe(expected);
    expect(problems.map(({ code }) => code)).toEqual(expected === 'guid' ? [] : ['identity-degraded']);
  });

  it('C04: an entry that is printed again in every respect says nothing about ids', () => {
    const [entry] = entries(1, () => ({}));
    expect(chooseIdentity(Array(5).fill(entry), asConfigured).policy).toBe('guid');
  });

  it('C04: what was learnt stays, unsaid, though all ids are sound again; and never undoes what the operator chose', () => {
    const sound = entries(10, () => ({}));
    expect(chooseIdentity(sound, { configured: 'guid', learnt: 'link' })).toEqual({ policy: 'link', problems: [] });
    expect(chooseIdentity(sound, { configured: 'content', learnt: 'link' }).policy).toBe('content');
    const oneLink = entries(10, () => ({ links: [link('https://example.org/all')] }));
    expect(chooseIdentity(oneLink, { configured: 'guid', learnt: 'link' }).policy).toBe('content');
  });
});

describe('settleIdentity', () => {
  const known = (count: number, keys: number) =>
    Array.from(
      { length: count },
      (_, n) => ({ articleId: `${n}`, keys: Array(keys).fill('k') }) as unknown as Lookalike,
    );

  it('C04: guids that change for the third time for half of the entries give way to links, and to nothing else', () => {
    expect(settleIdentity('guid', known(5, 3), 10)).toMatchObject({
      policy: 'link',
      problems: [{ code: 'identity-degraded' }],
    });
    expect(settleIdentity('guid', known(5, 2), 10)).toEqual({ policy: 'guid', problems: [] });
    expect(settleIdentity('guid', known(4, 3), 10).policy).toBe('guid');
    expect(settleIdentity('guid', known(1, 3), 1).policy).toBe('guid');
    expect(settleIdentity('content', known(5, 3), 10).policy).toBe('content');
  });
});

it('C04: the keys of an entry from before are those of every policy above the present one', () => {
  const posts = entries(2, () => ({}));
  expect(formerKeys(posts, 'guid')(1)).toEqual([]);
  expect(formerKeys(posts, 'content')(1)).toEqual(['guid:g1', 'link:https://example.org/1']);
});
