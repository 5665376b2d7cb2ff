// The channel's documents and how each format is written: the one table that knows all three.
import type { DocumentFormat } from '../model.ts';
import { renderAtom, renderAtomEntry } from './atom.ts';
import type { ChannelFacts } from './channel-facts.ts';
import type { EntryView } from './entry-view.ts';
import { renderJsonFeed, renderJsonItem } from './json-feed.ts';
import { renderRss, renderRssItem } from './rss.ts';

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

interface Renderer {
  renderEntry(entry: EntryView): string;
  /** The whole document, around entries made by `renderEntry`. */
  render(channel: ChannelFacts, updatedAt: number, path: string, entries: readonly string[]): string;
}

export const RENDERERS: Readonly<Record<DocumentFormat, Renderer>> = {
  atom: { renderEntry: renderAtomEntry, render: renderAtom },
  rss: { renderEntry: renderRssItem, render: renderRss },
  json: { renderEntry: renderJsonItem, render: (channel, _, path, entries) => renderJsonFeed(channel, path, entries) },
};

/** Raise it when the same article or channel would be written differently: everything cached is then written again. */
export const RENDERER_VERSION = 1;
