// What a request to our hub is taken for, and when something is told again.
import { describe, expect, test } from 'vitest';
import { readHubRequest, verificationUrl } from '../../src/hub/hub-request.ts';
import { nextTryAt } from '../../src/hub/retry.ts';

const TOPIC = 'https://lost.example/atom.xml';
const TOPICS = new Map([[TOPIC, 'atom.xml']]);
const GOOD = { 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.callback': 'https://reader.example/cb?id=1' };
const read = (change: Record<string, string> = {}) =>
  readHubRequest(new URLSearchParams({ ...GOOD, ...change }), TOPICS);

describe('a request to our hub', () => {
  test('D95: names one of our documents, a callback, and perhaps a secret and a lease, which is kept within bounds', () => {
    expect(read({ 'hub.secret': 's', 'hub.lease_seconds': '86400' })).toEqual({
      mode: 'subscribe',
      path: 'atom.xml',
      topic: TOPIC,
      callback: 'https://reader.example/cb?id=1',
      secret: 's',
      leaseSeconds: 86_400,
    });
    const lease = (seconds: string) =>
      (read({ 'hub.lease_seconds': seconds }) as { leaseSeconds: number }).leaseSeconds;
    expect(['', '1', '99999999999', '-5', 'x'].map(lease)).toEqual([864_000, 3_600, 2_592_000, 864_000, 864_000]);
  });

  test.each([
    ['hub.mode', 'publish'],
    ['hub.mode', 'delete'],
    ['hub.topic', 'https://lost.example/other.xml'],
    ['hub.topic', 'https://elsewhere.example/atom.xml'],
    ['hub.callback', 'ftp://reader.example/'],
    ['hub.callback', 'not an address'],
    ['hub.callback', 'https://ada:secret@reader.example/'],
    ['hub.callback', 'https://reader.example/#part'],
    ['hub.callback', `https://reader.example/${'x'.repeat(1_000)}`],
    ['hub.secret', 'x'.repeat(200)],
  ])('is refused with a bad %s: %s', (name, value) => {
    expect(read({ [name]: value })).toEqual({ refused: expect.stringContaining(name) });
  });

  test('is verified at the callback, whose own query stays', () => {
    const url = new URL(verificationUrl(read() as never, 'c-1'));
    expect(`${url.origin}${url.pathname}`).toBe('https://reader.example/cb');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      id: '1',
      'hub.mode': 'subscribe',
      'hub.topic': TOPIC,
      'hub.challenge': 'c-1',
      'hub.lease_seconds': '864000',
    });
  });

  test('D96: what was not taken is tried again ever later, as late as is asked for, and given up in the end', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((attempts) => nextTryAt(attempts, 0, null));
    expect(waits).toEqual([60_000, 300_000, 1_200_000, 3_600_000, 3_600_000, null]);
    expect(nextTryAt(1, 1_000, 90_000)).toBe(91_000);
    expect(nextTryAt(1, 0, 10 * 86_400_000)).toBe(86_400_000);
  });
});
