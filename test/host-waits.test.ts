import { describe, expect, it } from 'vitest';
import { hostWaits } from '../src/host-waits.ts';
import type { Config } from '../src/model.ts';
import type { Failure } from '../src/visit-failure.ts';

const NOW = 1_000_000_000_000;
const HOUR = 3_600_000;
const fetch = { hostGapMs: 2_000, allowPrivate: ['intranet:8080'] } as unknown as Config['fetch'];
const waits = (own: string, asked: readonly string[], code: Failure['code'] | null, retryMs: number | null = null) =>
  hostWaits(own, asked, { failure: code && ({ code } as Failure), retryMs, now: NOW, fetch });

describe('hosts after a visit', () => {
  it('A115: rest for the usual gap', () => {
    expect(waits('a.example:443', ['a.example:443'], null)).toEqual({
      hostFreeAt: NOW + 2_000,
      hostRetryAt: null,
      otherHosts: [],
    });
  });

  it('A116: rest too when a redirect led to them', () => {
    const { otherHosts } = waits('a.example:443', ['a.example:443', 'b.example:443', 'c.example:80'], null);
    expect(otherHosts).toEqual([
      { host: 'b.example:443', openAt: NOW + 2_000 },
      { host: 'c.example:80', openAt: NOW + 2_000 },
    ]);
  });

  it('A065: are closed for all their sources by a 429, and by nothing else', () => {
    expect(waits('a.example:443', ['a.example:443'], 'rate-limited', HOUR).hostRetryAt).toBe(NOW + HOUR);
    for (const code of ['unavailable', 'http-status', 'forbidden', null] as const) {
      expect(waits('a.example:443', ['a.example:443'], code, HOUR).hostRetryAt).toBeNull();
    }
  });

  it('A062, A065: are closed for ten minutes by a 429 that names no time', () => {
    expect(waits('a.example:443', ['a.example:443'], 'rate-limited').hostRetryAt).toBe(NOW + HOUR / 6);
  });

  it('A065: the host that said 429 is closed, not the one that redirected to it', () => {
    expect(waits('a.example:443', ['a.example:443', 'b.example:443'], 'rate-limited', HOUR)).toEqual({
      hostFreeAt: NOW + 2_000,
      hostRetryAt: null,
      otherHosts: [{ host: 'b.example:443', openAt: NOW + HOUR }],
    });
  });

  it('A065: a host named as private is not closed for its other sources', () => {
    expect(waits('intranet:8080', ['intranet:8080'], 'rate-limited', HOUR).hostRetryAt).toBeNull();
  });
});
