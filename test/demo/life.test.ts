import { expect, test } from 'vitest';
import { type Life, type Setting, startLife, stepLife } from '../../src/demo/life.ts';
import { renderDocument } from '../../src/demo/render.ts';
import { SOURCES } from '../../src/demo/sources.ts';
import type { SourceSpec } from '../../src/demo/spec.ts';

const START = Date.UTC(2026, 9, 1, 12);
const SETTING: Setting = { origin: 'http://world.example', seed: 1, specs: SOURCES };

/** A source after some steps of five seconds, and what happened on the way. */
function live(spec: SourceSpec, steps: number, setting = SETTING): { life: Life; happenings: readonly string[] } {
  let life = startLife(spec, setting, START);
  const happenings: string[] = [];
  for (let step = 1; step <= steps; step++) {
    const next = stepLife(life, step, setting, START + step * 5000);
    life = next.life;
    happenings.push(...next.happenings);
  }
  return { life, happenings };
}

test.each(SOURCES.map((spec) => [spec.id, spec] as const))('%s has the same bytes in every run', (_id, spec) => {
  const once = live(spec, 12);
  const again = live(spec, 12);
  expect(again.happenings).toEqual(once.happenings);
  const document = renderDocument(once.life, SETTING.origin);
  expect(document.body.length).toBeGreaterThan(500);
  expect(renderDocument(again.life, SETTING.origin)).toEqual(document);
});

test('the first items lie in the days before the start, newest first, and the document is not newer than the start', () => {
  for (const spec of SOURCES.filter(({ quirks }) => !quirks.includes('future'))) {
    const { items, changedAt } = startLife(spec, SETTING, START);
    const dates = items.map(({ publishedAt }) => publishedAt);
    expect(items, spec.id).toHaveLength(spec.items);
    expect(dates, spec.id).toEqual(dates.toSorted((one, other) => other - one));
    expect(dates[0], spec.id).toBeLessThanOrEqual(changedAt);
    expect(changedAt, spec.id).toBeLessThanOrEqual(START);
  }
});

test('a step that changes nothing leaves the very same document', () => {
  const spec = SOURCES.find(({ id }) => id === 'dot-plan') as SourceSpec;
  const life = startLife(spec, SETTING, START);
  expect(stepLife(life, 1, SETTING, START + 5000)).toEqual({ life, happenings: [] });
  expect(stepLife(life, 1, SETTING, START + 5000).life).toBe(life);
});

test('two changes within one second still have two dates', () => {
  const spec = SOURCES.find(({ id }) => id === 'patch-wire') as SourceSpec;
  const first = stepLife(startLife(spec, SETTING, START), 1, SETTING, START + 100).life;
  const second = stepLife(first, 2, SETTING, START + 200).life;
  expect(second.changedAt - first.changedAt).toBe(1000);
  expect(second.items[0]?.guid).not.toBe(first.items[0]?.guid);
});

test('sources that draw on the same texts begin with different stories', () => {
  const leads = SOURCES.filter(({ category, paragraphs }) => category === 'linux' && paragraphs > 1)
    .slice(0, 3)
    .flatMap((spec) =>
      startLife(spec, SETTING, START).items.map(({ summary }) => summary.replaceAll(/[A-Z]\w+|\d+/g, '')),
    );
  expect(leads.length).toBeGreaterThan(10);
  expect(new Set(leads).size).toBeGreaterThanOrEqual(leads.length - 2);
});

test('what happens is told in a line', () => {
  const told = (id: string, steps: number) =>
    live(SOURCES.find((spec) => spec.id === id) as SourceSpec, steps).happenings;
  expect(told('second-wind', 3)).toEqual(['answers well from now on']);
  expect(told('flicker', 5).at(-1)).toBe('answers 503 from now on');
  expect(told('bench-meter', 3)).toEqual([expect.stringMatching(/^changed in place: “.*\(Correction\)”$/)]);
  expect(told('stand-in-notes', 4)).toEqual([expect.stringMatching(/^new: \w/)]);
});
