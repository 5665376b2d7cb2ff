import { describe, expect, it } from 'vitest';
import { nextAddress, settleAddress } from '../src/address-move.ts';
import { FetchError } from '../src/errors.ts';
import type { Fetched, ParsedFeed, SourceState } from '../src/model.ts';
import type { Reading } from '../src/visit-outcome.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OLD = 'http://old.example/feed';

type State = Pick<SourceState, 'url' | 'move' | 'lastSuccessAt' | 'suspectSince'>;
const at = (url: string, change: Partial<State> = {}): State => ({
  url,
  move: null,
  lastSuccessAt: NOW - HOUR,
  suspectSince: null,
  ...change,
});

/** A 304 at the end of redirects whose permanent part leads to `movedTo`. */
const led = (movedTo: string | null, status = 304): Reading => ({
  kind: 'unchanged',
  fetched: { status, movedTo } as Fetched,
});
const failed = (code: 'gone' | 'not-found' | 'html-page'): Reading => ({
  kind: 'failed',
  error: new FetchError(code, 'no'),
  fetched: null,
});
const facts = (
  reading: Reading,
  before: State,
  change: { now?: number; url?: string; allowPrivate?: string[] } = {},
) => ({
  reading,
  before,
  source: { id: 'a', url: change.url ?? before.url },
  now: change.now ?? NOW,
  config: { fetch: { allowPrivate: change.allowPrivate ?? [] } as never, sources: [] },
});
const next = (...args: Parameters<typeof facts>) => nextAddress(facts(...args));

describe('a permanent redirect', () => {
  it.each([
    ['A070: to another path of the host', OLD, 'http://old.example/new.xml'],
    ['A076: to the host without www.', 'https://www.a.example/feed', 'https://a.example/feed'],
    ['A076: to the host with www.', 'https://a.example/feed', 'https://www.a.example/feed'],
    ['A076, A078: to https', OLD, 'https://old.example/feed'],
    ['A078: to https at a port of its own', 'http://old.example:8080/feed', 'https://old.example:8080/feed'],
    ['A076: to https with the same query', 'http://a.example/?feed=rss2', 'https://www.a.example/?feed=rss2'],
  ])('%s is believed at once', (_, from, to) => {
    expect(next(led(to), at(from))).toEqual({ url: to, move: null });
  });

  it.each([
    ['to another site', OLD, 'https://new.example/feed'],
    ['to another host of the domain', 'https://blog.a.example/feed', 'https://a.example/blog/feed'],
    ['to another port', 'https://a.example/feed', 'https://a.example:8443/feed'],
    ['to an address with a token', 'https://a.example/feed', 'https://a.example/feed?session=1'],
  ])('A076: %s waits until it has led to a feed a day later', (_, from, to) => {
    const first = next(led(to), at(from));
    expect(first).toEqual({ url: from, move: { to, since: NOW } });
    const waiting = at(from, first);
    expect(next(led(to), waiting, { now: NOW + DAY - 1 })).toEqual(first);
    expect(next(led(to), waiting, { now: NOW + DAY })).toEqual({ url: to, move: null });
  });

  it('A076: starts over when it leads elsewhere, and is forgotten when the old address answers', () => {
    const waiting = at(OLD, { move: { to: 'https://new.example/', since: NOW - 2 * DAY } });
    const elsewhere = 'https://newer.example/';
    expect(next(led(elsewhere), waiting)).toEqual({ url: OLD, move: { to: elsewhere, since: NOW } });
    expect(next(led(null), waiting)).toEqual({ url: OLD, move: null });
  });

  it('A075: is not believed for what is no feed, and a failure does not forget one that waits', () => {
    const waiting = at(OLD, { move: { to: 'https://new.example/', since: NOW - 2 * DAY } });
    for (const code of ['html-page', 'not-found', 'gone'] as const) {
      expect(next(failed(code), waiting)).toEqual({ url: OLD, move: waiting.move });
    }
  });

  it('A075: is neither believed nor forgotten for half a document or an answer without content', () => {
    const waiting = at(OLD, { move: { to: 'https://new.example/', since: NOW - 2 * DAY } });
    const half: Reading = {
      ...({} as Extract<Reading, { kind: 'document' }>),
      kind: 'document',
      fetched: { status: 200, movedTo: 'https://new.example/' } as Fetched,
      parsed: { complete: false } as ParsedFeed,
    };
    expect(next(half, waiting)).toEqual({ url: OLD, move: waiting.move });
    expect(next(led(null, 204), waiting)).toEqual({ url: OLD, move: waiting.move });
  });

  it('is not believed when it leads from an address that was named as private to one that was not', () => {
    const from = 'http://10.0.0.1:8080/feed';
    const allowPrivate = ['10.0.0.1:8080', '10.0.0.2:8080'];
    const outside = at(from, { move: { to: 'https://new.example/', since: NOW - 2 * DAY } });
    expect(next(led('https://new.example/'), outside, { allowPrivate })).toEqual({ url: from, move: null });
    const inside = 'http://10.0.0.2:8080/feed';
    expect(next(led(inside), at(from), { allowPrivate })).toEqual({ url: from, move: { to: inside, since: NOW } });
  });

  it('is not believed when it leads to an address that no configuration could hold', () => {
    expect(next(led(`http://old.example/${'x'.repeat(5000)}`), at(OLD))).toEqual({ url: OLD, move: null });
  });
});

describe('a learnt address', () => {
  const learnt = at('https://new.example/feed');

  it('stays while it fails for less than a week', () => {
    const before = { ...learnt, lastSuccessAt: NOW - 7 * DAY + 1 };
    expect(next(failed('not-found'), before, { url: OLD })).toEqual({ url: before.url, move: null });
  });

  it('gives way to the configured one after a week, and at once when it is gone', () => {
    const before = { ...learnt, lastSuccessAt: NOW - 7 * DAY };
    expect(next(failed('not-found'), before, { url: OLD })).toEqual({ url: OLD, move: null });
    expect(next(failed('gone'), learnt, { url: OLD })).toEqual({ url: OLD, move: null });
  });

  it('does not give way when it is the configured one', () => {
    const before = { ...learnt, lastSuccessAt: NOW - 30 * DAY };
    expect(next(failed('gone'), before)).toEqual({ url: before.url, move: null });
  });
});

describe('two sources at one address', () => {
  const NEW = 'http://old.example/new';
  const settle = (order: readonly string[], owner: string | null) => {
    const given = facts(led(NEW), at(OLD));
    const sources = order.map((id) => ({ id })) as never;
    return settleAddress({ ...given, config: { ...given.config, sources } }, async (url, except) =>
      url === NEW && except === 'a' ? owner : null,
    );
  };

  it('A077: the later one in the configuration is not asked any more and keeps its address', async () => {
    expect(await settle(['b', 'a'], 'b')).toEqual({
      address: { url: OLD, move: { to: NEW, since: NOW } },
      merge: { from: 'a', into: 'b', message: expect.stringContaining(`"b", ${NEW}`) },
    });
  });

  it('A077: the earlier one takes the address over', async () => {
    expect(await settle(['a', 'b'], 'b')).toEqual({
      address: { url: NEW, move: null },
      merge: { from: 'b', into: 'a', message: expect.stringContaining(`"a", ${NEW}`) },
    });
  });

  it('is not the case when nobody else is asked there', async () => {
    expect(await settle(['b', 'a'], null)).toEqual({ address: { url: NEW, move: null }, merge: null });
  });
});
