// Plain HTTP for the tests of the world: bytes as they come, nothing decoded, nothing followed, no connection kept.

import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { World } from '../../src/demo/demo.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The answer as soon as its headers are there; rejects when the connection fails. */
export function open(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { headers, method, agent: false }, resolve).once('error', reject).end();
  });
}

export async function get(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const response = await open(url, headers, method);
  const body = Buffer.concat(await Array.fromAsync(response));
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

export interface ConfiguredSource {
  readonly id: string;
  readonly url: string;
  readonly category: string;
  readonly every: string;
}

export function sourcesOf(world: World): readonly ConfiguredSource[] {
  return world.config.sources as readonly ConfiguredSource[];
}

/** Where the feed of a source is. */
export function urlOf(world: World, id: string): string {
  const found = sourcesOf(world).find((source) => source.id === id);
  if (found === undefined) throw new Error(`the world has no source ${id}`);
  return found.url;
}
