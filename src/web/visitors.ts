// Who asks, as far as it has to be known: hashes that tell visitors of one day apart and lead back to nobody, because the
// salt they are made with is replaced every day. No address is kept or logged.
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isoDay } from './dates.ts';

/** One visitor on one day. */
export interface Visitor {
  /** Of address and browser: tells people behind one address apart, as far as that goes. */
  readonly key: string;
  /** Of the address alone: what limits are about. */
  readonly addressKey: string;
}

type VisitorRequest = Pick<FastifyRequest, 'ip' | 'headers'>;

/** Who sent a request, on the day of `now`. */
export interface VisitorReader {
  read(request: VisitorRequest, now: number): Promise<Visitor>;
  /** The same without waiting; null: nobody was read on that day yet. */
  readAtOnce(request: VisitorRequest, now: number): Visitor | null;
}

/** Returns a reader of requests; `dailySalt` is asked once a day. */
export function createVisitorReader(dailySalt: (day: string) => Promise<string>): VisitorReader {
  let known = { day: '', salt: '' };
  return {
    async read(request, now) {
      const day = isoDay(now);
      if (known.day !== day) known = { day, salt: await dailySalt(day) };
      return makeVisitor(request, known.salt);
    },
    readAtOnce: (request, now) => (known.day === isoDay(now) ? makeVisitor(request, known.salt) : null),
  };
}

function makeVisitor({ ip, headers }: VisitorRequest, salt: string): Visitor {
  const group = addressGroup(ip);
  const keyOf = (...facts: string[]) =>
    createHash('sha256')
      .update(JSON.stringify([salt, ...facts]))
      .digest('base64url')
      .slice(0, 22);
  return { key: keyOf('visitor', group, headers['user-agent'] ?? ''), addressKey: keyOf('address', group) };
}

/** An address, or the first half of an IPv6 address: who has one of these has all that begin so (RFC 6177). */
export function addressGroup(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped?.[1]) return mapped[1];
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = ip.replace(/%.*$/, '').toLowerCase().split('::');
  const groups = head.split(':').filter(Boolean);
  if (tail !== undefined) {
    const end = tail.split(':').filter(Boolean);
    while (groups.length + end.length < 8) groups.push('0');
    groups.push(...end);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
