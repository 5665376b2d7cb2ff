// The word for how a source is doing, and the facts beside it.
import { describe, expect, test } from 'vitest';
import { HEALTH_WORDS, sourceHealth } from '../../src/health/health.ts';
import type { SourceState } from '../../src/model.ts';
import { DAY, failed, HOUR, makeState, NOW } from './states.ts';

const source = { id: 'lwn', url: 'https://lwn.example/feed', enabled: true };
const health = (state: SourceState | null, recent: { articles: number; firstAt: number } | null = null) =>
  sourceHealth({ source, state, recent, now: NOW });
const failing = (code: string) => failed(makeState(), NOW - HOUR, code);

describe('the word', () => {
  test.each<[string, SourceState | null, string]>([
    ['a source that nothing is stored of', null, 'never-visited'],
    ['a source before its first visit', makeState({ lastVisitAt: null, dueWhy: 'new' }), 'never-visited'],
    ['a source whose address was edited', makeState({ dueWhy: 'new' }), 'never-visited'],
    ['a source that can be read', makeState(), 'ok'],
    ['a source at a learnt address', makeState({ url: 'https://new.example/feed' }), 'moved'],
    ['A084: a source whose last visit failed', failing('not-found'), 'failing'],
    ['a code of another version', failing('not-of-this-version'), 'failing'],
    ['A087: a source that wants credentials', failing('needs-auth'), 'needs-auth'],
    ['A086: a source behind a bot wall', failing('bot-wall'), 'blocked'],
    ['A085: a source that refuses us', failing('forbidden'), 'blocked'],
    ['A062: a source that asks us to slow down', failing('rate-limited'), 'throttled'],
    ['A083: a source that is gone', { ...failing('gone'), dueAt: null, dueWhy: 'gone' }, 'gone'],
    ['a learnt address that is gone', { ...failing('gone'), dueWhy: 'refused' }, 'failing'],
    ['A077: a source that gave way', makeState({ dueAt: null, dueWhy: 'merged', errorCode: 'merged' }), 'merged'],
    ['a source that reads like another feed', makeState({ suspectSince: NOW }), 'suspect'],
    ['a source without news', makeState({ postedAt: [NOW - 30 * DAY, NOW - 31 * DAY] }), 'quiet'],
    ['a rare poster after as long', makeState({ postedAt: [NOW - 30 * DAY, NOW - 60 * DAY] }), 'ok'],
  ])('of %s', (_, state, word) => {
    expect(health(state).health).toBe(word);
    expect(HEALTH_WORDS).toContain(word);
  });

  test('of a source that is not enabled, and is not planned to be visited either', () => {
    const facts = { source: { ...source, enabled: false }, state: failing('gone'), recent: null, now: NOW };
    expect(sourceHealth(facts)).toMatchObject({ health: 'disabled', nextVisitAt: null, nextVisitWhy: null });
  });
});

test('A090: an error says what it is, what the answer said and what to do', () => {
  const state = { ...failing('needs-auth'), errorSnippet: 'Log in' };
  expect(health(state).error).toEqual({
    code: 'needs-auth',
    message: 'GET https://lwn.example/feed: it failed',
    snippet: 'Log in',
    remedy: expect.stringContaining('auth'),
  });
  expect(health(failing('not-of-this-version')).error).toMatchObject({ remedy: null });
});

test('the newest article is where its history ends, unless it has none', () => {
  expect(health(makeState()).lastArticleAt).toBe(NOW - DAY);
  expect(health(makeState({ postedAt: [] })).lastArticleAt).toBe(NOW - HOUR);
  expect(health(makeState({ lastNewAt: null, postedAt: [NOW - DAY] })).lastArticleAt).toBeNull();
});

test.each([
  [28, 28, 7],
  [5, 14, 2.5],
  // a feed that was added today says nothing of less than a week
  [30, 1, 30],
  [1, 0, 1],
])('%i articles in the last %i days are %d a week', (articles, days, perWeek) => {
  expect(health(makeState(), { articles, firstAt: NOW - days * DAY }).articlesPerWeek).toBe(perWeek);
});
