import { describe, expect, it } from 'vitest';
import type { Condition, Rule } from '../../src/model.ts';
import { applyRules, meets, type RuleSubject } from '../../src/normalize/rules.ts';

const subject: RuleSubject = {
  title: 'Rust 1.90 in ÉCLAIR',
  text: () => 'The borrow checker',
  authors: ['Jane Doe', 'Max'],
  tags: ['rust', 'systems'],
  url: 'https://example.org/rust',
  language: 'en',
};
const holds = (condition: Condition) => meets(subject, condition);

describe('conditions', () => {
  it('contains folds case, equals and matches do not', () => {
    expect(holds({ field: 'title', contains: 'éclair' })).toBe(true);
    expect(holds({ field: 'title', equals: 'rust 1.90 in éclair' })).toBe(false);
    expect(holds({ field: 'title', matches: '^Rust \\d' })).toBe(true);
    expect(holds({ field: 'title', matches: '^rust' })).toBe(false);
    expect(holds({ field: 'title', matches: '(?i)^rust' })).toBe(true);
  });

  it('one value of several is enough', () => {
    expect(holds({ field: 'tag', equals: 'systems' })).toBe(true);
    expect(holds({ field: 'author', contains: 'jane' })).toBe(true);
    expect(holds({ field: 'text', contains: 'BORROW' })).toBe(true);
    expect(holds({ field: 'url', matches: '/rust$' })).toBe(true);
    expect(holds({ field: 'language', equals: 'de' })).toBe(false);
    expect(meets({ ...subject, url: null }, { field: 'url', contains: '' })).toBe(false);
  });

  it('combines with all, any and not', () => {
    const yes: Condition = { field: 'language', equals: 'en' };
    const no: Condition = { field: 'language', equals: 'de' };
    expect([{ all: [yes, no] }, { any: [no, yes] }, { not: no }, { all: [] }, { any: [] }].map(holds)).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('E29: a pattern that drives others mad takes linear time', () => {
    expect(meets({ ...subject, text: () => `${'a'.repeat(50_000)}!` }, { field: 'text', matches: '^(a+)+$' })).toBe(
      false,
    );
  });

  it('says which pattern RE2 does not understand', () => {
    expect(() => holds({ field: 'title', matches: '(?=x)' })).toThrow('"(?=x)" is no RE2 pattern');
  });

  it('does not ask for the text unless a condition looks at it', () => {
    const text = () => {
      throw new Error('asked');
    };
    expect(meets({ ...subject, text }, { field: 'title', contains: 'rust' })).toBe(true);
  });
});

describe('applyRules', () => {
  const rust: Condition = { field: 'tag', equals: 'rust' };
  const other: Condition = { field: 'tag', equals: 'go' };
  const apply = (rules: readonly Rule[], drop: readonly Condition[] = [], keep: readonly Condition[] = []) =>
    applyRules(subject, { drop, keep }, rules);

  it('drops first, then keeps only what one of the conditions wants', () => {
    expect(apply([], [rust], [rust]).isDropped).toBe(true);
    expect(apply([], [other], [other]).isDropped).toBe(true);
    expect(apply([], [other], [other, rust]).isDropped).toBe(false);
  });

  it('reads rules from top to bottom: the last category wins, tags add up', () => {
    expect(
      apply([
        { when: rust, then: { category: 'a', tag: 'x' } },
        { when: other, then: { category: 'never' } },
        { when: rust, then: { category: 'b', tag: 'y' } },
      ]),
    ).toEqual({ isDropped: false, category: 'b', tags: ['x', 'y'] });
  });

  it('a rule can drop', () => {
    expect(apply([{ when: rust, then: { drop: true } }]).isDropped).toBe(true);
  });
});
