import { describe, expect, test } from 'vitest';
import { createChangeRhythm } from '../../src/web/change-rhythm.ts';

/** What is said after changes so many seconds apart, each noted twice. */
function after(...gaps: readonly number[]): number {
  const rhythm = createChangeRhythm();
  let at = 1_000_000;
  for (const gap of [0, ...gaps]) {
    at += gap * 1000;
    rhythm.note('atom.xml', at);
    rhythm.note('atom.xml', at);
  }
  rhythm.note('rss.xml', at);
  return rhythm.secondsBetween('atom.xml', 900);
}

describe('D80: how long a document may be kept', () => {
  test('is what was configured until its rhythm is known', () => {
    expect(after()).toBe(900);
    expect(after(400, 400)).toBe(900);
  });

  test('is the usual time between two changes, whatever a burst or a quiet night does', () => {
    expect(after(600, 700, 800)).toBe(700);
    expect(after(600, 1, 700, 30_000, 600, 2, 700)).toBe(600);
  });

  test('is five minutes at least, and half an hour at most', () => {
    expect(after(1, 1, 1, 1)).toBe(300);
    expect(after(86_400, 86_400, 86_400)).toBe(1800);
  });

  test('follows a rhythm that changes', () => {
    expect(after(...Array(20).fill(400), ...Array(8).fill(1200))).toBe(1200);
  });
});
