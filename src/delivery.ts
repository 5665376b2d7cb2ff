// What a hub delivered (WebSub section 7), taken in by the way of a visit's document. It may be a part of the feed: nothing
// that it lacks is missing, and what belongs to visits (validators, times, failures) stays as it is.
import { ParseError } from './errors.ts';
import { sourceEvents } from './health/health.ts';
import type { Config, DeliveryRecord, SourceConfig, SourceState } from './model.ts';
import { type ReadingStore, readDocument } from './read-document.ts';
import { rememberPosts } from './schedule/schedule.ts';

/** What a delivery came to; the facts of its log line. */
export interface DeliveryOutcome {
  readonly entries: number;
  readonly created: number;
  readonly updated: number;
}

export interface DeliveryDeps {
  readonly store: ReadingStore & { saveDelivery(record: DeliveryRecord): Promise<void> };
  readonly config: Config;
  now(): number;
}

/** Saves the entries of a delivered document; null: it is no feed, or an empty one. Throws for faults of the store only. */
export async function takeDelivery(
  delivered: { readonly body: Uint8Array; readonly contentType: string | null },
  source: SourceConfig,
  state: SourceState,
  deps: DeliveryDeps,
): Promise<DeliveryOutcome | null> {
  // read as if it came from where we poll, so that the next visit finds its entries as they are stored
  const given = { ...delivered, url: state.url, linkHeaders: [] };
  try {
    const read = await readDocument(given, source, state, deps, { isPart: true });
    const { entries, created, updated, touched, aliases, dropped, suspectSince } = read;
    if (entries === 0) return null;
    const at = deps.now();
    const dates = created.map(({ publishedAt }) => publishedAt);
    const postedAt = rememberPosts(state.postedAt, dates, { since: state.lastSuccessAt, now: at });
    const entriesOf = { created, updated, touched, aliases, dropped };
    const after = { ...state, suspectSince };
    const events = sourceEvents({ before: state, after, status: null, merge: null, at });
    await deps.store.saveDelivery({ sourceId: source.id, at, ...entriesOf, events, postedAt, suspectSince });
    return { entries, created: created.length, updated: updated.length };
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}
