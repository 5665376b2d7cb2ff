// Documents of which nothing is stored, as there are too many of them or as they hardly change: their tag is the hash of what goes
// in, their time that of the newest change of their entries, so that all nodes say the same.

import { LostFeedError } from '../errors.ts';
import type { ChannelDocument, Edition, FoundEntry } from '../model.ts';
import type { ChannelFacts } from './channel-facts.ts';
import type { Fragment, FragmentStore, PlacedEntry } from './fragments.ts';
import type { DocumentPlace } from './places.ts';

/** What goes into a document. */
export interface UnstoredContent {
  readonly facts: ChannelFacts;
  readonly placed: readonly PlacedEntry[];
  readonly fingerprint: string;
  readonly changedAt: number;
}

/** Told once of each article that cannot be in a document. */
export type LeaveOut = (path: string, articleId: string, message: string) => void;

/** The rendered entries of one document. */
export async function entriesOf(
  { path, format }: DocumentPlace,
  placed: readonly PlacedEntry[],
  store: FragmentStore,
  leaveOut: LeaveOut,
): Promise<readonly Fragment[]> {
  const { loadFragments, NO_FRAGMENTS } = await import('./fragments.ts');
  const loaded = await loadFragments(placed, [format], store, NO_FRAGMENTS);
  for (const { articleId, message, setAside } of loaded.faults) {
    if (setAside !== 'before') leaveOut(path, articleId, message);
  }
  return loaded.fragments[format];
}

/** When a document without entries last changed: the first moment that dates of articles may have. */
const NEVER = Date.UTC(1990, 0, 1);

/** When the last of these was stored or updated, in whole seconds; what says that it will be does not count. */
export function lastChange(entries: readonly FoundEntry[], now: number): number {
  const moments = entries.flatMap(({ firstSeenAt, updatedAt }) => [firstSeenAt, updatedAt ?? firstSeenAt]);
  const newest = moments.reduce((last, moment) => (moment > last && moment <= now ? moment : last), NEVER);
  return Math.floor(newest / 1000) * 1000;
}

/** What the document is, without its being made. */
export function unstoredEdition(place: DocumentPlace, { fingerprint, changedAt }: UnstoredContent): Edition {
  return { ...place, etag: fingerprint.slice(0, 27), updatedAt: changedAt, fingerprint };
}

/** Makes it. Throws LostFeedError `read-back` for a document that cannot be published. */
export async function makeUnstored(
  place: DocumentPlace,
  content: UnstoredContent,
  store: FragmentStore,
  leaveOut: LeaveOut,
): Promise<ChannelDocument> {
  const { facts: channel, placed, fingerprint, changedAt: now } = content;
  const { path, format } = place;
  const fragments = await entriesOf(place, placed, store, leaveOut);
  const { makeDocument } = await import('./make-document.ts');
  const made = await makeDocument({ place, channel, fragments, fingerprint, previous: null, now, check: 'head' });
  for (const { fragment, message } of made.rejected) leaveOut(path, fragment.articleId, message);
  if (made.document === null) throw new LostFeedError('read-back', `${path} cannot be published: ${made.fault}`);
  return { ...made.document, ...unstoredEdition(place, content), format };
}
