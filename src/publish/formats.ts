// How each format is written: the one table that knows all three.
import type { DocumentFormat } from '../model.ts';
import { renderAtom, renderAtomEntry } from './atom.ts';
import type { ChannelFacts } from './channel-facts.ts';
import type { EntryView } from './entry-view.ts';
import { renderJsonFeed, renderJsonItem } from './json-feed.ts';
import { renderRss, renderRssItem } from './rss.ts';

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
