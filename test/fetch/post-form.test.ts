import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createFetcher, type FetcherOptions } from '../../src/fetch/fetch.ts';
import { failure, NOW, serve, serveRaw, type Upstream } from './servers.ts';

const FORM = { 'hub.mode': 'subscribe', 'hub.topic': 'https://site.example/?a=1&b=ü' };
const BODY = 'hub.mode=subscribe&hub.topic=https%3A%2F%2Fsite.example%2F%3Fa%3D1%26b%3D%C3%BC';

/** A client that may post to `upstreams`, as a function. */
function posterFor(upstreams: readonly Upstream[], options: Partial<FetcherOptions> = {}) {
  const fetcher = createFetcher({
    timeoutMs: 10_000,
    maxBytes: 1_000_000,
    maxDecodedBytes: 2_000_000,
    allowPrivate: upstreams.map(({ host }) => host),
    userAgent: 'TheLostFeed/1.2.3',
    now: () => NOW,
    ...options,
  });
  onTestFinished(() => fetcher.close());
  return (url: string, signal = new AbortController().signal) => fetcher.postForm(url, FORM, signal);
}

/** A server that records the bodies it gets before it answers. */
async function serveForms(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const bodies: string[] = [];
  const upstream = await serve(async (request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    await once(request, 'end');
    bodies.push(body);
    answer(response, request);
  });
  return { ...upstream, bodies };
}

describe('a form', () => {
  test('A163: is sent form-encoded in UTF-8 under our name, and any 2xx is good', async () => {
    for (const status of [200, 202, 204]) {
      const upstream = await serveForms((response) => response.writeHead(status).end());
      await posterFor([upstream])(upstream.url);
      expect(upstream.bodies).toEqual([BODY]);
      const { method, headers } = upstream.requests[0] as IncomingMessage;
      expect(method).toBe('POST');
      expect(headers).toMatchObject({
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'TheLostFeed/1.2.3',
        'content-length': String(BODY.length),
      });
    }
  });

  test.each([307, 308])('A164: is sent on by a %i, once', async (status) => {
    const end = await serveForms((response) => response.writeHead(202).end());
    const start = await serveForms((response) => response.writeHead(status, { location: end.url }).end());
    const middle = await serveForms((response) => response.writeHead(status, { location: start.url }).end());
    const post = posterFor([start, middle, end]);
    await post(start.url);
    expect(end.bodies).toEqual([BODY]);
    expect(await failure(post(middle.url))).toMatchObject({ code: 'redirect', status });
    expect(end.bodies).toHaveLength(1);
  });

  test.each([301, 302, 303])('A164: is not sent on by a %i, which would make a GET of it', async (status) => {
    const upstream = await serveForms((response) => response.writeHead(status, { location: '/other' }).end());
    expect(await failure(posterFor([upstream])(upstream.url))).toMatchObject({ status });
    expect(upstream.bodies).toHaveLength(1);
  });

  test('A164: ends with the code of the refusal and the wait it asks for', async () => {
    const upstream = await serveForms((response) => response.writeHead(503, { 'retry-after': '120' }).end('later'));
    expect(await failure(posterFor([upstream])(upstream.url))).toMatchObject({
      code: 'unavailable',
      status: 503,
      retryAfterMs: 120_000,
      message: expect.stringMatching(/^POST http:\/\/127\.0\.0\.1:\d+\/feed: /),
    });
  });

  test('A164, E08: is kept from private addresses, at the start and after a redirect', async () => {
    const secret = await serveForms((response) => response.writeHead(202).end());
    const open = await serveForms((response) => response.writeHead(307, { location: secret.url }).end());
    const post = posterFor([open]);
    expect(await failure(post(secret.url))).toMatchObject({ code: 'address' });
    expect(await failure(post(open.url))).toMatchObject({ code: 'address' });
    expect(await failure(post('file:///etc/passwd'))).toMatchObject({ code: 'address' });
    expect(await failure(post('not an address'))).toMatchObject({ code: 'address' });
    expect(secret.bodies).toEqual([]);
  });

  test('E58: a failure does not name what the address carries', async () => {
    const upstream = await serveForms((response) => response.writeHead(404).end());
    const { message } = await failure(posterFor([upstream])(`${upstream.url}?key=sesame`));
    expect(message).not.toContain('sesame');
  });

  test('A100: waits no longer than the deadline, nor than its caller', async () => {
    const upstream = await serveRaw(() => {});
    expect(await failure(posterFor([upstream], { timeoutMs: 50 })(upstream.url))).toMatchObject({ code: 'timeout' });
    const caller = new AbortController();
    const other = await serveRaw(() => caller.abort());
    expect(await failure(posterFor([other])(other.url, caller.signal))).toMatchObject({ code: 'aborted' });
  });
});
