// Entries of a channel beside what shows of their sources, and the hash by which one sees that nothing changed.
import { createHash } from 'node:crypto';
import { SAFE_HTML_VERSION } from '../lib/safe-html-version.ts';
import type { Category, ChannelConfig, ChannelEntry, SourceView } from '../model.ts';
import type { ChannelFacts } from './channel-facts.ts';
import type { EntryFacts } from './entry-view.ts';
import type { PlacedEntry } from './fragments.ts';
import { RENDERER_VERSION } from './places.ts';

/** What of the configuration and the site shows in entries. */
export interface EntrySettings {
  readonly channel: Pick<ChannelConfig, 'content' | 'readTimeInTitle'>;
  readonly categories: readonly Category[];
  /** Absolute, ends in a slash. */
  readonly siteUrl: string;
}

/** Entries with what shows of their sources, one object for all entries of a source. */
export function placeEntries(
  entries: readonly ChannelEntry[],
  sources: ReadonlyMap<string, SourceView>,
  { channel, categories, siteUrl }: EntrySettings,
): readonly PlacedEntry[] {
  const labels = categories.map(({ id, label }) => ({ id, label }));
  const facts = new Map<string, EntryFacts>();
  for (const sourceId of new Set(entries.map((entry) => entry.sourceId))) {
    const source = sources.get(sourceId);
    // a source that was just removed takes its entries along; the next publication finds them gone
    if (source === undefined) continue;
    const { title, siteUrl: sourceUrl, feedUrl, feedId, rights, license } = source;
    facts.set(sourceId, {
      siteUrl,
      content: source.content ?? channel.content,
      readTimeInTitle: channel.readTimeInTitle,
      categories: labels,
      category: source.category,
      source: { title, siteUrl: sourceUrl, feedUrl, feedId, rights, license },
    });
  }
  return entries.flatMap((entry) => {
    const known = facts.get(entry.sourceId);
    return known ? { entry, facts: known } : [];
  });
}

/** A hash of all that can show in a document. Counters, visits and moments are not part of it. */
export function makeFingerprint(channel: ChannelFacts, placed: readonly PlacedEntry[]): string {
  const sources = new Map(placed.map(({ entry, facts }) => [entry.sourceId, facts]));
  const all = [
    RENDERER_VERSION,
    SAFE_HTML_VERSION,
    channel,
    [...sources],
    placed.map(({ entry }) => [entry.articleId, entry.version]),
  ];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64url');
}
