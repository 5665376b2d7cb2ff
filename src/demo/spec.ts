// How one source of the simulated world is described: a row of data. What it says comes from a pool of texts, how it is
// written from its format, and what is odd about it from quirks, damage, charset and conduct; each of those names is
// looked up in a table of the file that acts on it.

import type { Damage } from './damage.ts';
import type { Pool } from './texts.ts';

export const CATEGORIES = {
  'old-internet': { label: 'Old Internet', emoji: '🌐' },
  linux: { label: 'Linux & kernel', emoji: '🐧' },
  languages: { label: 'Languages', emoji: '🧰' },
  web: { label: 'Web', emoji: '🕸️' },
  security: { label: 'Security', emoji: '🔐' },
  hardware: { label: 'Hardware', emoji: '🔩' },
  podcasts: { label: 'Podcasts', emoji: '🎙️' },
  world: { label: 'World', emoji: '🗺️' },
} as const;

export type CategoryId = keyof typeof CATEGORIES;

export type Format =
  | 'rss091'
  | 'rss092'
  | 'rss10'
  | 'rss20'
  | 'wordpress'
  | 'podcast'
  | 'comic'
  | 'atom03'
  | 'atom-html'
  | 'atom-xhtml'
  | 'atom-text'
  | 'json10'
  | 'json11';

/** What is odd about the items of a source; the document stays well-formed. */
export type Quirk =
  | 'rust' /* the newest item at the start is the article written out in full */
  | 'links' /* items point to articles of other sources */
  | 'untitled'
  | 'excerpt'
  | 'huge'
  | 'generics' /* titles such as Vec<T> */
  | 'double-escaped'
  | 'xss'
  | 'relative'
  | 'tracking'
  | 'query-links'
  | 'undated'
  | 'bad-dates'
  | 'future'
  | 'duplicate-guids'
  | 'no-guids';

/** The bytes of a document and what is said about them; `null` means nothing is said. */
export interface Charset {
  /** The encoding the bytes are really in: a label that TextDecoder knows. */
  readonly bytes: string;
  /** In the XML declaration. */
  readonly declared: string | null;
  /** In Content-Type. */
  readonly header: string | null;
  readonly bom: boolean;
}

/** How the server treats a request for the feed. */
export type Conduct =
  | { readonly kind: 'feed' }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'redirect'; readonly hops: readonly (301 | 302 | 303 | 307 | 308)[] }
  | {
      readonly kind:
        | 'trickle'
        | 'redirect-loop'
        | 'redirect-private'
        | 'web-page'
        | 'empty'
        | 'cut-gzip'
        | 'reset'
        | 'bomb';
    };

/** From a step on, the server behaves like this. */
export interface Phase {
  readonly from: number;
  readonly conduct: Conduct;
}

export interface SourceSpec {
  /** Its id in the configuration and the first segment of its paths. */
  readonly id: string;
  readonly title: string;
  readonly category: CategoryId;
  readonly author: string;
  /** What the feed says of itself. */
  readonly tagline: string;
  /** Closes its articles. */
  readonly signoff: string | null;
  /** For whoever watches: what this source is there to show. */
  readonly about: string;
  readonly pool: Pool;
  /** Where in the pool it begins, so that sources with the same pool tell different stories. */
  readonly firstStory: number;
  readonly format: Format;
  /** Items at the start, and how far apart they are. */
  readonly items: number;
  readonly spacingHours: number;
  /** How long before the start the newest item appeared; null: by chance, within one spacing. */
  readonly newestMinutesAgo: number | null;
  /** Steps between new items, and between edits of the newest one; null: never. */
  readonly newEvery: number | null;
  readonly editEvery: number | null;
  /** Middle paragraphs of an article. */
  readonly paragraphs: number;
  readonly picture: boolean;
  readonly quirks: readonly Quirk[];
  readonly damage: readonly Damage[];
  readonly charset: Charset;
  readonly validators: 'both' | 'etag' | 'weak-etag' | 'last-modified' | 'none';
  readonly coding: 'gzip' | 'br' | 'zstd' | null;
  /** Sent in pieces without a Content-Length. */
  readonly chunked: boolean;
  /** Answers on the second port, which is a host of its own to whoever is polite to hosts. */
  readonly ownHost: boolean;
  /** In order of `from`, the first from 0. */
  readonly phases: readonly Phase[];
}

/** What a row of a table has to say; the rest has defaults. */
export type Row = Pick<SourceSpec, 'id' | 'title' | 'category' | 'author' | 'tagline' | 'about' | 'pool' | 'format'> &
  Partial<SourceSpec>;

const UTF8: Charset = { bytes: 'utf-8', declared: 'utf-8', header: null, bom: false };

/** A whole description from a row that says only what is special. */
export function source(row: Row): SourceSpec {
  return {
    signoff: null,
    firstStory: 0,
    items: 5,
    spacingHours: 13,
    newestMinutesAgo: null,
    newEvery: null,
    editEvery: null,
    paragraphs: 3,
    picture: false,
    quirks: [],
    damage: [],
    charset: UTF8,
    validators: 'both',
    coding: null,
    chunked: false,
    ownHost: false,
    phases: [{ from: 0, conduct: { kind: 'feed' } }],
    ...row,
  };
}

/** How a source behaves at a step. */
export function conductAt(spec: SourceSpec, step: number): Conduct {
  return spec.phases.findLast((phase) => phase.from <= step)?.conduct ?? { kind: 'feed' };
}
