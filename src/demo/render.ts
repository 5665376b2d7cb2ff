// From a source to the bytes on the wire: written in its format, damaged, encoded, compressed, with the validators that
// go with them.

import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { encodeText } from './charset.ts';
import { damageText } from './damage.ts';
import type { DemoFeed } from './feed.ts';
import type { Life } from './life.ts';
import type { Format, SourceSpec } from './spec.ts';
import { writeAtom03, writeAtomHtml, writeAtomText, writeAtomXhtml } from './write-atom.ts';
import { writeJson10, writeJson11 } from './write-json.ts';
import { writeRss10 } from './write-rdf.ts';
import { writeComic, writePodcast, writeRss20, writeRss091, writeRss092, writeWordpress } from './write-rss.ts';

/** A feed document as it goes out. */
export interface DemoDocument {
  /** Encoded, not compressed. */
  readonly body: Buffer;
  /** Compressed with the coding of the source; null when it has none. */
  readonly coded: Buffer | null;
  readonly contentType: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

interface Writing {
  readonly write: (feed: DemoFeed) => string;
  readonly file: string;
  readonly contentType: string;
}

const RSS = { file: 'feed.xml', contentType: 'application/rss+xml' };
const OLD_RSS = { file: 'index.xml', contentType: 'text/xml' };
const ATOM = { file: 'atom.xml', contentType: 'application/atom+xml' };

const WRITINGS: Readonly<Record<Format, Writing>> = {
  rss091: { write: writeRss091, ...OLD_RSS },
  rss092: { write: writeRss092, ...OLD_RSS },
  rss10: { write: writeRss10, file: 'index.rdf', contentType: 'application/rdf+xml' },
  rss20: { write: writeRss20, ...RSS },
  wordpress: { write: writeWordpress, ...RSS },
  podcast: { write: writePodcast, ...RSS },
  comic: { write: writeComic, ...RSS },
  atom03: { write: writeAtom03, file: 'atom.xml', contentType: 'application/xml' },
  'atom-html': { write: writeAtomHtml, ...ATOM },
  'atom-xhtml': { write: writeAtomXhtml, ...ATOM },
  'atom-text': { write: writeAtomText, ...ATOM },
  json10: { write: writeJson10, file: 'feed.json', contentType: 'application/json' },
  json11: { write: writeJson11, file: 'feed.json', contentType: 'application/feed+json' },
};

const CODERS = {
  gzip: (body: Buffer) => gzipSync(body),
  br: (body: Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  zstd: (body: Buffer) => zstdCompressSync(body),
};

/** Where the feed of a source is, below the origin. */
export function toFeedPath(spec: SourceSpec): string {
  return `/${spec.id}/${WRITINGS[spec.format].file}`;
}

/** The media type of its feed, without a charset. */
export function toFeedType(spec: SourceSpec): string {
  return WRITINGS[spec.format].contentType;
}

/** The document of a source as it is now. */
export function renderDocument(life: Life, origin: string): DemoDocument {
  const { spec } = life;
  const { write, contentType } = WRITINGS[spec.format];
  const text = write({
    spec,
    home: `${origin}/${spec.id}/`,
    self: `${origin}${toFeedPath(spec)}`,
    logo: `${origin}/img/${spec.id}.png`,
    items: life.items,
    updatedAt: life.changedAt,
  });
  const isJson = spec.format === 'json10' || spec.format === 'json11';
  const whole = isJson ? text : `${makeDeclaration(spec)}${text}`;
  const body = encodeText(damageText(whole, spec.damage), spec.charset);
  return {
    body,
    coded: spec.coding === null ? null : CODERS[spec.coding](body),
    contentType: spec.charset.header === null ? contentType : `${contentType}; charset=${spec.charset.header}`,
    etag: makeEtag(spec, body),
    lastModified: hasLastModified(spec) ? new Date(life.changedAt).toUTCString() : null,
  };
}

function makeDeclaration(spec: SourceSpec): string {
  const { declared } = spec.charset;
  return declared === null ? '<?xml version="1.0"?>\n' : `<?xml version="1.0" encoding="${declared}"?>\n`;
}

function makeEtag(spec: SourceSpec, body: Buffer): string | null {
  const { validators } = spec;
  if (validators === 'none' || validators === 'last-modified') return null;
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`;
  return validators === 'weak-etag' ? `W/${tag}` : tag;
}

function hasLastModified({ validators }: SourceSpec): boolean {
  return validators === 'both' || validators === 'last-modified';
}
