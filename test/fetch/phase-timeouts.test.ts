import { lookup } from 'node:dns';
import type { Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeDispatcher, type PhaseTimeouts } from '../../src/fetch/connections.ts';
import { startDeadline } from '../../src/fetch/deadline.ts';
import { visit } from '../../src/fetch/visit.ts';
import { FEED, failure, NOW, serve, serveRaw, textOf, type Upstream } from './servers.ts';

/** A visit whose phases may take so long; the deadline for the whole lies far behind them. */
function visitWithin(timeouts: Partial<PhaseTimeouts>, upstreams: readonly Upstream[]) {
  const allowPrivate = new Set(upstreams.map(({ host }) => host));
  const long = { connectMs: 20_000, headersMs: 20_000, bodyIdleMs: 20_000 };
  const dispatcher = makeDispatcher(allowPrivate, lookup, { ...long, ...timeouts });
  onTestFinished(() => dispatcher.destroy());
  const limits = { maxBytes: 1e6, maxDecodedBytes: 1e6 };
  const turns = { enterHost: async () => 0, sleep: async () => {} };
  const deps = { dispatcher, allowPrivate, userAgent: 'TheLostFeed/1.2.3', ...limits, now: () => NOW, ...turns };
  return (url: string) => {
    const deadline = startDeadline(15_000, new AbortController().signal);
    onTestFinished(deadline.release);
    const validators = { etag: null, lastModified: null };
    return visit({ sourceId: 'test', url, validators, headers: {}, auth: null }, deps, deadline);
  };
}

/** Writes `piece` again and again until the other side goes. */
function trickle(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 20);
  socket.on('close', () => clearInterval(timer));
}

describe('the phases of an exchange', () => {
  test('A100: a host that takes the connection and never speaks TLS ends as connect, and others are read meanwhile', async () => {
    const silent = await serveRaw(() => {});
    const good = await serve((_, response) => response.end(FEED));
    const ask = visitWithin({ connectMs: 300 }, [silent, good]);
    let isOver = false;
    const stuck = failure(ask(`https://${silent.host}/feed`)).finally(() => {
      isOver = true;
    });
    expect(textOf(await ask(good.url))).toBe(FEED);
    expect(isOver).toBe(false);
    expect(await stuck).toMatchObject({ code: 'connect', status: null, message: expect.stringContaining('in time') });
  });

  test('A101: a request that gets no answer is a timeout, and headers that trickle are no answer', async () => {
    const silent = await serveRaw(() => {});
    const trickling = await serveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      trickle(socket, 'X: 1\r\n');
    });
    const ask = visitWithin({ headersMs: 300 }, [silent, trickling]);
    const message = expect.stringContaining('does not answer');
    for (const fault of await Promise.all([failure(ask(silent.url)), failure(ask(trickling.url))])) {
      expect(fault).toMatchObject({ code: 'timeout', status: null, message });
    }
  });

  test('A102: a body that stops is a timeout, one that goes on is not', async () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    const stopped = await serveRaw((socket) => void socket.write(`${head}5\r\n<rss>\r\n`));
    const slow = await serveRaw((socket) => {
      socket.write(head);
      trickle(socket, '1\r\nx\r\n');
      setTimeout(() => socket.end('0\r\n\r\n'), 1500);
    });
    const ask = visitWithin({ bodyIdleMs: 250 }, [stopped, slow]);
    const [fault, whole] = await Promise.all([failure(ask(stopped.url)), ask(slow.url)]);
    expect(fault).toMatchObject({ code: 'timeout', status: 200, message: expect.stringContaining('stopped sending') });
    expect(textOf(whole)).toMatch(/^x+$/);
  });
});
