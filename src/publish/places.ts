// What the channel is published as, apart from how it is written: most of the time nothing has to be.
import type { DocumentFormat } from '../model.ts';

/** A document of the channel, before it has a body. */
export interface DocumentPlace {
  /** Without the leading slash. */
  readonly path: string;
  readonly format: DocumentFormat;
  readonly contentType: string;
}

/** What the channel is published as. JSON takes no charset (RFC 8259 section 11). */
export const CHANNEL_DOCUMENTS: readonly DocumentPlace[] = [
  { path: 'atom.xml', format: 'atom', contentType: 'application/atom+xml; charset=utf-8' },
  { path: 'rss.xml', format: 'rss', contentType: 'application/rss+xml; charset=utf-8' },
  { path: 'feed.json', format: 'json', contentType: 'application/feed+json' },
];

/** Raise it when the same article or channel would be written differently: everything cached is then written again. */
export const RENDERER_VERSION = 4;
