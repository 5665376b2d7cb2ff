// Which visit is worth telling of: begun and ended troubles, each once, and no hiccups.
import { describe, expect, test } from 'vitest';
import { sourceEvents } from '../../src/health/health.ts';
import type { SourceEvent, SourceState, VisitRecord } from '../../src/model.ts';
import { DAY, failed, HOUR, makeState, NOW, read } from './states.ts';

/** The events of the visit that led from one state to another. */
function between(before: SourceState, after: SourceState, merge: VisitRecord['merge'] = null) {
  const at = after.lastVisitAt ?? NOW;
  const status = after.errorCode === null ? null : 500;
  return sourceEvents({ before, after, merge, at, status });
}

type Step = (before: SourceState, at: number) => SourceState;
const fail =
  (code?: string): Step =>
  (before, at) =>
    failed(before, at, code);
const succeed: Step = (before, at) => read(before, at);

/** The kinds of events that a row of visits brings, each so long after the one before. */
function story(steps: readonly Step[], gapMs = HOUR, start = makeState()): string[] {
  let state = start;
  return steps.map((step, index) => {
    const before = state;
    state = step(before, NOW + index * gapMs);
    return between(before, state)
      .map(({ kind }) => kind)
      .join(' ');
  });
}

describe('broke and recovered', () => {
  test('A084: a failure or two are no event; the third in a row is, once', () => {
    expect(story([fail(), fail(), fail(), fail(), fail()])).toEqual(['', '', 'broke', '', '']);
  });

  test('two failures a day apart are one too', () => {
    expect(story([fail(), fail(), fail()], DAY)).toEqual(['', 'broke', '']);
    expect(story([fail(), fail(), fail()], DAY - 1)).toEqual(['', '', 'broke']);
  });

  test('A088: a source recovers only when it had broken', () => {
    expect(story([fail(), fail(), succeed])).toEqual(['', '', '']);
    expect(story([fail(), fail(), fail(), fail(), succeed, succeed])).toEqual(['', '', 'broke', '', 'recovered', '']);
    expect(story([fail(), fail(), fail(), succeed, fail(), fail(), succeed])).toEqual([
      '',
      '',
      'broke',
      'recovered',
      '',
      '',
      '',
    ]);
  });

  test('says why, with which status and since when', () => {
    const before = failed(failed(makeState(), NOW - 2 * HOUR), NOW - HOUR);
    const after = failed(before, NOW, 'unavailable');
    expect(between(before, after)).toEqual([
      {
        id: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
        sourceId: 'lwn',
        kind: 'broke',
        at: NOW,
        url: 'https://lwn.example/feed',
        code: 'unavailable',
        status: 500,
        since: NOW - 2 * HOUR,
        other: null,
      },
    ]);
    const [recovered] = between(after, read(after, NOW + HOUR));
    expect(recovered).toMatchObject({ kind: 'recovered', code: null, since: NOW - 2 * HOUR });
  });
});

describe('throttled', () => {
  test('A062: is told once, however often the server asks again or answers in between', () => {
    const slow = fail('rate-limited');
    expect(story([slow, slow, succeed, slow, succeed, succeed, slow])).toEqual(['throttled', '', '', '', '', '', '']);
  });

  test('is told again after a week without', () => {
    expect(story([fail('rate-limited'), succeed, fail('rate-limited')], 4 * DAY)).toEqual([
      'throttled',
      '',
      'throttled',
    ]);
  });

  test('lasts as long as the server asks, be it for more than a week', () => {
    expect(story([fail('rate-limited'), fail('rate-limited')], 9 * DAY)).toEqual(['throttled', 'broke']);
  });
});

describe('silent', () => {
  const silentAt = (posts: number[], days: number) =>
    story([succeed], 0, makeState({ postedAt: posts.map((age) => NOW - (age + days) * DAY) }))[0];

  test('is told when nothing came for 30 days, at the visit that passes them', () => {
    const posted = makeState({ postedAt: [1, 2, 3].map((age) => NOW - (age + 29.99) * DAY + DAY) });
    expect(story([succeed, succeed, succeed], HOUR, { ...posted, lastSuccessAt: NOW - HOUR })).toEqual([
      '',
      'silent',
      '',
    ]);
  });

  test('is told of a rare poster only after eight of its usual gaps', () => {
    expect(silentAt([0, 10, 20, 30], 79)).toBe('');
    const state = makeState({
      postedAt: [0, 10, 20, 30].map((age) => NOW - (age + 80) * DAY),
      lastSuccessAt: NOW - HOUR,
    });
    expect(story([succeed, succeed], HOUR, state)).toEqual(['silent', '']);
  });

  test('is not told while the source fails, but when it can be read again', () => {
    const before = makeState({ postedAt: [NOW - 29 * DAY], lastSuccessAt: NOW - DAY });
    const kinds = story([fail(), fail(), succeed], 2 * DAY, before);
    expect(kinds).toEqual(['', 'broke', 'recovered silent']);
  });

  test('is not told by the first visit: an old feed that was just listed has not fallen silent', () => {
    const first = makeState({ lastVisitAt: null, lastSuccessAt: null, lastNewAt: null, postedAt: [], dueWhy: 'new' });
    const after = { ...read(first, NOW), postedAt: [NOW - 900 * DAY], lastNewAt: NOW };
    expect(between(first, after)).toEqual([]);
    expect(between(after, read(after, NOW + HOUR))).toEqual([]);
  });

  test('has no opinion of a source without any history', () => {
    expect(story([succeed], 0, makeState({ postedAt: [], lastSuccessAt: NOW - 90 * DAY }))).toEqual(['']);
  });
});

describe('moved, merged and gone', () => {
  const learnt = 'https://new.example/feed';

  test('A070: tells of a learnt address, and of one that is given up, with the one before', () => {
    const after = { ...read(makeState(), NOW), url: learnt };
    expect(between(makeState(), after)).toMatchObject([
      { kind: 'moved', url: learnt, other: 'https://lwn.example/feed' },
    ]);
    expect(between(after, read(makeState(), NOW))).toMatchObject([{ kind: 'moved', other: learnt }]);
  });

  test('E13: no event holds a user name or a password', () => {
    const before = makeState({ url: 'https://ada:secret@lwn.example/feed' });
    const after = { ...read(before, NOW), url: 'https://ada:secret@new.example/feed' };
    const events = between(before, after);
    expect(events).toMatchObject([{ url: learnt, other: 'https://lwn.example/feed' }]);
    expect(JSON.stringify(events)).not.toMatch(/ada|secret/);
  });

  test('A077: tells of the source that gives way, be it the one visited or the other one', () => {
    const merge = { message: 'at one address' };
    const given = { ...makeState(), dueAt: null, dueWhy: 'merged' as const, errorCode: 'merged' };
    const gaveWay = between(
      makeState(),
      { ...given, move: { to: learnt, since: NOW } },
      { ...merge, from: 'lwn', into: 'b' },
    );
    expect(gaveWay).toMatchObject([{ kind: 'merged', sourceId: 'lwn', url: learnt, other: 'b', code: 'merged' }]);
    const took = between(makeState(), { ...read(makeState(), NOW), url: learnt }, { ...merge, from: 'b', into: 'lwn' });
    expect(took).toMatchObject([
      { kind: 'moved', sourceId: 'lwn', url: learnt },
      { kind: 'merged', sourceId: 'b', url: learnt, other: 'lwn' },
    ]);
  });

  test('A083: a feed that is gone is told of at once, and not as broken', () => {
    const before = failed(failed(makeState(), NOW - 2 * HOUR), NOW - HOUR);
    const after: SourceState = { ...failed(before, NOW, 'gone'), dueAt: null, dueWhy: 'gone' };
    expect(between(before, after)).toMatchObject([{ kind: 'gone', code: 'gone' }]);
    expect(between(after, { ...after, lastVisitAt: NOW + HOUR })).toEqual([]);
  });
});

test('a source that begins to read like another feed is told of once, and while it fails not again', () => {
  const suspect = { ...read(makeState(), NOW), suspectSince: NOW };
  expect(between(makeState(), suspect)).toMatchObject([{ kind: 'suspect', code: null }]);
  expect(story([succeed, fail(), succeed], HOUR, suspect)).toEqual(['', '', '']);
});

test('an id is that of its source, kind and moment', () => {
  const idOf = (state: SourceState, at: number) => {
    const after = { ...read(state, at), url: 'https://new.example/feed' };
    return (between(state, after)[0] as SourceEvent).id;
  };
  const id = idOf(makeState(), NOW);
  expect(idOf(makeState(), NOW)).toBe(id);
  expect(idOf(makeState(), NOW + 1)).not.toBe(id);
  expect(idOf(makeState({ sourceId: 'other' }), NOW)).not.toBe(id);
});
