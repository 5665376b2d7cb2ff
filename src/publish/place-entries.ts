// Entries of a channel beside what shows of their sources, and the hashes by which one sees that nothing changed.
import { hash } from 'node:crypto';
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
  const shown = new Map<string, { readonly facts: EntryFacts; readonly factsHash: string }>();
  for (const sourceId of new Set(entries.map((entry) => entry.sourceId))) {
    const source = sources.get(sourceId);
    // a source that was just removed takes its entries along; the next publication finds them gone
    if (source === undefined) continue;
    const { title, siteUrl: sourceUrl, feedUrl, feedId, rights, license } = source;
    const facts = {
      siteUrl,
      content: source.content ?? channel.content,
      readTimeInTitle: channel.readTimeInTitle,
      categories: labels,
      category: source.category,
      source: { title, siteUrl: sourceUrl, feedUrl, feedId, rights, license },
    };
    shown.set(sourceId, { facts, factsHash: hash('sha256', JSON.stringify(facts), 'base64url').slice(0, 22) });
  }
  return entries.flatMap((entry) => {
    const known = shown.get(entry.sourceId);
    if (known === undefined) return [];
    const { facts, factsHash } = known;
    // a change of the sanitizer's rules must reach what was rendered under the old ones
    return { entry, facts, stamp: `${entry.version}:${factsHash}:${RENDERER_VERSION}.${SAFE_HTML_VERSION}` };
  });
}

/** A hash of all that can show in a document. Counters, visits and moments are not part of it. */
export function makeFingerprint(channel: ChannelFacts, placed: readonly PlacedEntry[]): string {
  const all = [RENDERER_VERSION, channel, placed.map(({ entry, stamp }) => [entry.articleId, stamp])];
  return hash('sha256', JSON.stringify(all), 'base64url');
}
