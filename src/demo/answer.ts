// Answers a request for a feed the way its source conducts itself: well, with a status, with a redirect, too slowly, or
// with bytes that mean trouble. Whatever goes on for longer ends with the connection.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { escapeXml } from './markup.ts';
import type { DemoDocument } from './render.ts';
import type { Conduct, SourceSpec } from './spec.ts';

const TRICKLE_MS = 500;
const CHUNK_BYTES = 512;
/** This machine, on a port that nobody allowed: a reader that asks it has no address guard. */
const PRIVATE_ADDRESS = 'http://127.0.0.1/feed.xml';
const BOMB_MEMBERS = 200;
const BOMB_MEMBER_BYTES = 1_000_000;

/** One request for the feed of a source. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly spec: SourceSpec;
  readonly conduct: Conduct;
  /** How many redirects of a chain are behind it. */
  readonly hop: number;
  /** The address after `hop` redirects. */
  readonly toHop: (hop: number) => string;
  readonly document: () => DemoDocument;
}

export function answerVisit(visit: Visit): void {
  const { response, conduct, hop, toHop } = visit;
  switch (conduct.kind) {
    case 'feed':
      sendDocument(visit);
      break;
    case 'slow': {
      const timer = setTimeout(() => sendDocument(visit), conduct.delayMs);
      response.once('close', () => clearTimeout(timer));
      break;
    }
    case 'status': {
      const { status, retryAfterSeconds } = conduct;
      const headers = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
      sendPage(response, status, `The server says ${status}`, headers);
      break;
    }
    case 'redirect': {
      const status = conduct.hops[hop];
      if (status === undefined) sendDocument(visit);
      else redirect(response, status, toHop(hop + 1));
      break;
    }
    case 'redirect-loop':
      redirect(response, 302, toHop(hop === 0 ? 1 : 0));
      break;
    case 'redirect-private':
      redirect(response, 302, PRIVATE_ADDRESS);
      break;
    case 'web-page':
      sendPage(response, 200, visit.spec.title);
      break;
    case 'empty':
      response.writeHead(200, { 'content-type': 'application/rss+xml', 'content-length': 0 }).end();
      break;
    case 'cut-gzip': {
      const { body, contentType } = visit.document();
      const whole = gzipSync(body);
      sendCoded(response, contentType, whole.subarray(0, whole.length >> 1));
      break;
    }
    case 'reset':
      visit.request.socket.resetAndDestroy();
      break;
    case 'trickle':
      trickle(response);
      break;
    case 'bomb':
      sendCoded(response, 'application/rss+xml', makeBomb());
      break;
  }
}

/** The document, or 304 (RFC 9110 section 13.2.2: If-None-Match goes before If-Modified-Since). */
function sendDocument({ request, response, spec, document }: Visit): void {
  const { body, coded, contentType, etag, lastModified } = document();
  const validators: Record<string, string> = {};
  if (etag !== null) validators.etag = etag;
  if (lastModified !== null) validators['last-modified'] = lastModified;
  if (isUnchanged(request, etag, lastModified)) {
    response.writeHead(304, validators);
    response.end();
    return;
  }
  const accepts = String(request.headers['accept-encoding'] ?? '').split(/[\s,;]+/);
  const isCoded = coded !== null && spec.coding !== null && accepts.includes(spec.coding);
  const bytes = isCoded ? coded : body;
  const coding = isCoded ? { 'content-encoding': spec.coding } : {};
  const vary = spec.coding === null ? {} : { vary: 'accept-encoding' };
  const length = spec.chunked ? {} : { 'content-length': bytes.length };
  response.writeHead(200, { 'content-type': contentType, ...validators, ...coding, ...vary, ...length });
  if (spec.chunked) {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) response.write(bytes.subarray(at, at + CHUNK_BYTES));
    response.end();
  } else response.end(bytes);
}

function isUnchanged(request: IncomingMessage, etag: string | null, lastModified: string | null): boolean {
  const asked = request.headers['if-none-match'];
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  if (asked !== undefined) return etag !== null && asked.split(',').map(opaque).includes(opaque(etag));
  const since = request.headers['if-modified-since'];
  return since !== undefined && lastModified !== null && Date.parse(since) >= Date.parse(lastModified);
}

/** A small web page, for errors and for what stands where a feed should be. */
export function sendPage(
  response: ServerResponse,
  status: number,
  title: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
  const text = escapeXml(title);
  response.end(
    `<!doctype html>\n<html lang="en"><title>${text}</title><h1>${text}</h1><p>There is no feed here.</p></html>\n`,
  );
}

function redirect(response: ServerResponse, status: number, location: string): void {
  response.writeHead(status, { location, 'content-length': 0 });
  response.end();
}

function sendCoded(response: ServerResponse, contentType: string, bytes: Buffer): void {
  response.writeHead(200, { 'content-type': contentType, 'content-encoding': 'gzip', 'content-length': bytes.length });
  response.end(bytes);
}

/** Headers and a beginning, then a space twice a second until somebody hangs up. */
function trickle(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/rss+xml' });
  response.write('<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Any moment now</title>');
  const timer = setInterval(() => response.write(' '), TRICKLE_MS);
  response.once('close', () => clearInterval(timer));
}

/**
 * 200 MB of a feed that never gets to its first item, as 200 kB of gzip. Deflate packs no better than 1:1032, so the
 * same member is sent 200 times over (RFC 1952 section 2.2): made in a moment, with nothing large in memory.
 */
function makeBomb(): Buffer {
  const head = gzipSync('<?xml version="1.0"?>\n<rss version="2.0"><channel><title>There is more inside</title>');
  const member = gzipSync(Buffer.alloc(BOMB_MEMBER_BYTES, ' '), { level: 9 });
  return Buffer.concat([head, ...Array<Buffer>(BOMB_MEMBERS).fill(member)]);
}
