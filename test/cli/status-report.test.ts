// The texts of `status` and `explain`: the table of a terminal, and the sentences on what decides the next visit.
import { describe, expect, test } from 'vitest';
import { describeSource, type ExplainedSource } from '../../src/cli/explain-source.ts';
import { describeNextVisit } from '../../src/cli/next-visit.ts';
import { toSpan } from '../../src/cli/spans.ts';
import { describeStatus } from '../../src/cli/status-report.ts';
import { parseConfig } from '../../src/config/config.ts';
import { sourceHealth } from '../../src/health/health.ts';
import type { DueWhy, SourceConfig, SourceState } from '../../src/model.ts';
import { DAY, failed, HOUR, makeState, NOW } from '../health/states.ts';

function explained(state: SourceState | null, change: Partial<SourceConfig> = {}): ExplainedSource {
  const text = '{ "sources": [{ "id": "lwn", "url": "https://lwn.example/feed" }] }';
  const config = parseConfig(text, 'test');
  const source = { ...(config.sources[0] as SourceConfig), ...change };
  const health = sourceHealth({ source, state, recent: { articles: 14, firstAt: NOW - 28 * DAY }, now: NOW });
  return { source, state, health, title: 'LWN', subscription: null, events: [], fetch: config.fetch, now: NOW };
}
const broken = () => {
  const twice = failed(failed(makeState(), NOW - 5 * HOUR), NOW - 2 * HOUR);
  return { ...twice, errorMessage: `GET ${twice.url}: status 500`, dueWhy: 'backoff' as const };
};

describe('the table', () => {
  test('A090: fits the terminal, one line a source', () => {
    const healths = [explained(broken()).health, explained(makeState()).health];
    expect(describeStatus(healths, [], { now: NOW, columns: 90 }).split('\n')).toEqual([
      'HEALTH   SOURCE  VISITED     NEXT                A WEEK  NOTE',
      'failing  lwn     2 h ago     in 60 min, backoff  3.5     http-status: status 500; 2…',
      'ok       lwn     60 min ago  in 60 min, rhythm   3.5',
      '2 sources: 1 failing, 1 ok.',
      '',
    ]);
  });

  test('D03: what the channel has to do without is told at the end', () => {
    const leftOut = [
      { path: 'rss.xml', articleId: 'urn:x:1', message: 'the title "A\n" reads back as "A"' },
      { path: 'feed.json', articleId: null, message: 'title is missing' },
    ];
    expect(describeStatus([explained(makeState()).health], leftOut, { now: NOW, columns: null }).split('\n')).toEqual([
      expect.stringMatching(/^ok lwn: /),
      '1 source: 1 ok.',
      'rss.xml goes out without urn:x:1: the title "A " reads back as "A".',
      'feed.json stays as it was: title is missing.',
      '',
    ]);
  });
});

describe('the next visit', () => {
  const WHYS: Readonly<Record<DueWhy, RegExp>> = {
    new: /not visited yet/,
    rhythm: /as it usually does/,
    floor: /"fetch.every" \(60 min\)/,
    quiet: /once a day is enough/,
    fixed: /its "every" says so \(15 min\)/,
    cron: /its "cron" says so \(0 6 \* \* \*\)/,
    'max-age': /fresh until then/,
    ttl: /asks for 90 min between visits/,
    'skip-hours': /skipHours/,
    'skip-days': /skipDays/,
    'no-validators': /whether anything changed/,
    'retry-after': /Retry-After/,
    backoff: /the last 2 visits failed/,
    refused: /refused/,
    gone: /410/,
    hub: /hub/,
    merged: /another source/,
    clock: /clock/,
  };

  test.each(Object.entries(WHYS))('says of %s what decided it', (why, sentence) => {
    const state = { ...broken(), dueWhy: why as DueWhy, ttlMinutes: 90 };
    const text = describeNextVisit(explained(state, { everyMs: 15 * 60_000, cron: '0 6 * * *' }));
    expect(text).toMatch(/^Next visit: 2026-11-22 13:00 UTC \(in 60 min\), because [^.]*\.?[^.]*\.$/);
    expect(text).toMatch(sentence);
  });

  test('A037: a hint of a week is named as the most that is believed', () => {
    const fresh = makeState({ dueWhy: 'max-age', lastVisitAt: NOW, dueAt: NOW + 7 * DAY });
    expect(describeNextVisit(explained(fresh))).toContain('Longer waits are not believed.');
    expect(describeNextVisit(explained({ ...fresh, dueAt: NOW + 6 * DAY }))).not.toContain('not believed');
  });

  test('is none of a source that is gone or not enabled, and overdue while nothing fetches', () => {
    const gone = makeState({ dueAt: null, dueWhy: 'gone', errorCode: 'gone' });
    expect(describeNextVisit(explained(gone))).toMatch(/^No visit is planned: .*410/);
    expect(describeNextVisit(explained(gone, { enabled: false }))).toContain('"enabled" is false');
    expect(describeNextVisit(explained(makeState({ dueAt: NOW - HOUR })))).toContain('due since 2026-11-22 11:00 UTC');
  });
});

describe('a source explained', () => {
  const lines = (state: SourceState, change: Partial<ExplainedSource> = {}) =>
    describeSource({ ...explained(state), ...change });

  test('says what its feed and its redirects ask for', () => {
    const move = { to: 'https://new.example/feed', since: NOW - HOUR };
    const text = lines(makeState({ ttlMinutes: 45, skipHours: [0, 1], skipDays: [0, 6], move }));
    expect(text).toContain(
      'The feed asks to be visited no more than every 45 min (ttl or sy:updatePeriod) and not in the hours 0, 1 UTC ' +
        '(skipHours) and not on Sunday, Saturday (skipDays).',
    );
    expect(text).toContain('Since 2026-11-22 11:00 UTC it redirects for good to https://new.example/feed');
  });

  test('says what its entries are known by, and that its ids proved unsound', () => {
    expect(lines(makeState())).toContain('Its entries are known by their ids.');
    expect(lines(makeState({ identity: 'link' }))).toContain('known by their links now, though "identity" is guid');
  });

  test('E13: says of its hub until when it tells, and never the token or the secret of our subscription', () => {
    const advertised = { topic: 'https://lwn.example/feed', hubs: ['https://hub.example/'] };
    const held = {
      token: 'unguessable-token',
      siteUrl: 'https://lost.example/',
      hub: 'https://hub.example/',
      topic: 'https://lwn.example/feed',
      secret: 'shared-secret',
      askedAt: null,
      leaseUntil: NOW + DAY,
      toldAt: null,
    };
    const subscription = { sourceId: 'lwn', advertised, nextAt: NOW, passedOver: null, failures: 0, held };
    const text = lines(makeState(), { subscription });
    expect(text).toContain('The hub https://hub.example/ is to tell of its news until 2026-11-23 12:00 UTC');
    expect(text).not.toMatch(/unguessable|shared-secret/);
    const waiting = { ...subscription, held: { ...held, leaseUntil: null } };
    expect(lines(makeState(), { subscription: waiting })).toContain('at which we are not subscribed');
  });
});

test.each([
  [-5, '0 s'],
  [119_499, '119 s'],
  [119_500, '2 min'],
  [119.4 * 60_000, '119 min'],
  [2 * HOUR, '2 h'],
  [47 * HOUR, '47 h'],
  [2 * DAY, '2 d'],
  [400 * DAY, '400 d'],
])('%d ms are %s', (ms, text) => {
  expect(toSpan(ms)).toBe(text);
});
