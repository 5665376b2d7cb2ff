// How each format is written: the one table that knows all three.
import type { DocumentFormat } from '../model.ts';
import { frameAtom, renderAtomEntry } from './atom.ts';
import type { ChannelFacts, Frame } from './channel-facts.ts';
import type { EntryView } from './entry-view.ts';
import { frameJsonFeed, renderJsonItem } from './json-feed.ts';
import { frameRss, renderRssItem } from './rss.ts';

interface Renderer {
  renderEntry(entry: EntryView): string;
  /** An entry made by `renderEntry` with the blanks that it has around it in a document. */
  indent(entry: string): string;
  /** Between two indented entries. */
  readonly between: string;
  frame(channel: ChannelFacts, updatedAt: number, path: string): Frame;
}

export const RENDERERS: Readonly<Record<DocumentFormat, Renderer>> = {
  atom: { renderEntry: renderAtomEntry, indent: (entry) => `    ${entry}\n`, between: '', frame: frameAtom },
  rss: { renderEntry: renderRssItem, indent: (item) => `    ${item}\n    `, between: '', frame: frameRss },
  json: {
    renderEntry: renderJsonItem,
    indent: (item) => item,
    between: ',\n',
    frame: (channel, _, path) => frameJsonFeed(channel, path),
  },
};
