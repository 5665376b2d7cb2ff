// What is new in a document since the one that a reader has (RFC 3229 with the instance manipulation `feed`): the same head, and
// only those entries which the older document did not have in these words. What the last documents had is remembered here, as
// hashes of their entries; a reader with an older one gets the whole document.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { ChannelDocument } from '../model.ts';
import { CODINGS } from './accept-encoding.ts';
import { entityTag, entityTags } from './entity-tags.ts';
import type { FlatHeaders, ServedDocument } from './representations.ts';

export interface FeedDeltas {
  /** Takes note of what a document has. */
  remember(document: ChannelDocument): void;
  /** Answers 226 if the reader wants that and has a document of before; false: it gets another answer, nothing was done. */
  answer(document: ServedDocument, request: IncomingMessage, response: ServerResponse): boolean;
}

/** Documents remembered of each: a day at one change in half an hour. */
const REMEMBERED = 48;
/** Of larger documents nothing is remembered. */
const MAX_ENTRIES = 1_000;
/** An entry as our renderers lay it out, with the blank around it. */
const ENTRY = /[ ]*<(entry|item)[\s>][\s\S]*?<\/\1>\s*/g;

/** As much of a document as has to be known. */
type Whole = Pick<ChannelDocument, 'path' | 'etag' | 'body'>;

interface Parts {
  readonly head: string;
  readonly entries: readonly string[];
  readonly tail: string;
}

export function createFeedDeltas(): FeedDeltas {
  /** By path, the oldest first: hash of a document to hashes of its entries. */
  const remembered = new Map<string, Map<string, ReadonlySet<string>>>();
  /** The delta made last for each path and older document, while the newer one is the same. */
  const made = new Map<string, { readonly etag: string; readonly body: Buffer | null }>();

  function deltaSince(document: Whole, older: string, had: ReadonlySet<string>): Buffer | null {
    const key = `${document.path} ${older}`;
    const known = made.get(key);
    if (known?.etag === document.etag) return known.body;
    const parts = split(document);
    const fresh = parts?.entries.filter((entry) => !had.has(hashOf(entry))) ?? [];
    const body = parts && Buffer.from([parts.head, ...fresh, parts.tail].join(''));
    const worthwhile = body !== null && body.length < document.body.length ? body : null;
    made.set(key, { etag: document.etag, body: worthwhile });
    return worthwhile;
  }

  return {
    remember(document) {
      const { path, etag } = document;
      const ofPath = remembered.get(path) ?? new Map<string, ReadonlySet<string>>();
      if (document.format === 'json' || ofPath.has(etag)) return;
      const entries = split(document)?.entries;
      if (!entries || entries.length > MAX_ENTRIES) return;
      ofPath.set(etag, new Set(entries.map(hashOf)));
      for (const oldest of ofPath.keys()) {
        if (ofPath.size <= REMEMBERED) break;
        ofPath.delete(oldest);
        made.delete(`${path} ${oldest}`);
      }
      remembered.set(path, ofPath);
    },
    answer({ document, representations, tags }, { method, headers }, response) {
      const ifNoneMatch = headers['if-none-match'];
      if (!wantsFeed(headers) || ifNoneMatch === undefined || (method !== 'GET' && method !== 'HEAD')) return false;
      const said = ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? [];
      // it has what there is: 304
      if (said.some((tag) => tags.has(tag))) return false;
      const ofPath = remembered.get(document.path) ?? new Map<string, ReadonlySet<string>>();
      for (const [older, had] of ofPath) {
        const olderTags = entityTags(older, CODINGS);
        if (!said.some((tag) => olderTags.has(tag))) continue;
        const body = deltaSince(document, older, had);
        if (body === null) return false;
        response.writeHead(226, toHeaders(document, representations.identity.headers, body));
        response.end(method === 'HEAD' ? undefined : body);
        return true;
      }
      return false;
    },
  };
}

/** A list of names, each perhaps with parameters; one with `q=0` is not wanted. */
function wantsFeed(headers: IncomingHttpHeaders): boolean {
  const said = headers['a-im'];
  const names = (Array.isArray(said) ? said.join(',') : (said ?? '')).split(',');
  return names.some((name) => /^\s*feed\s*(;|$)/i.test(name) && !/;\s*q\s*=\s*0(\.0*)?\s*(;|$)/i.test(name));
}

/**
 * The headers of the whole document, but for what is of its bytes. The tag is that of the whole document, which the reader has
 * from now on (section 10.5.1); no cache may take a part for the whole.
 */
function toHeaders(document: Whole, whole: FlatHeaders, body: Buffer): FlatHeaders {
  const replaced: Readonly<Record<string, string>> = {
    'Content-Length': String(body.length),
    ETag: entityTag(document.etag, 'identity'),
    'Cache-Control': 'no-store',
    Vary: 'A-IM, If-None-Match, Accept-Encoding',
  };
  const headers: FlatHeaders = ['IM', 'feed'];
  for (let at = 0; at < whole.length; at += 2) {
    const [name = '', value = ''] = [whole[at], whole[at + 1]];
    headers.push(name, replaced[name] ?? value);
  }
  return headers;
}

/** Null: it is not laid out as expected, so that nothing can be left out of it. */
function split({ body }: Whole): Parts | null {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  const entries: string[] = [];
  let start = -1;
  let end = 0;
  for (const match of text.matchAll(ENTRY)) {
    if (start < 0) start = match.index;
    // something stands between two entries
    else if (match.index !== end) return null;
    entries.push(match[0]);
    end = match.index + match[0].length;
  }
  return start < 0 ? null : { head: text.slice(0, start), entries, tail: text.slice(end) };
}

function hashOf(entry: string): string {
  return createHash('sha1').update(entry.trim()).digest('base64url');
}
