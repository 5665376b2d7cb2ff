// What of a visit its operator should know: decided from the state before it and the state after it alone. What a first visit
// finds is no event, for nothing has changed.
import { toAddress } from '../lib/address.ts';
import { uuidFromName } from '../lib/uuid.ts';
import type { SourceEvent, SourceState, VisitRecord } from '../model.ts';
import { isBroken, isSilent, isThrottled } from './episodes.ts';

export interface VisitChange {
  readonly before: SourceState;
  readonly after: SourceState;
  /** HTTP status of a visit that failed; null: no answer, or no failure. */
  readonly status: number | null;
  /** As in VisitRecord. */
  readonly merge: VisitRecord['merge'];
  /** The end of the visit. */
  readonly at: number;
}

/** Ours, made once for the ids of events (RFC 9562 section 5.5). */
const EVENT_NAMESPACE = '5a9f1c7e-3b64-4d0e-9a51-6f1f0c2d8e47';

/** The events of a visit, in the order in which they are told; none for nearly every visit. */
export function sourceEvents({ before, after, status, merge, at }: VisitChange): readonly SourceEvent[] {
  const events: SourceEvent[] = [];
  const tell = (kind: SourceEvent['kind'], facts: Partial<SourceEvent> = {}) => {
    const sourceId = facts.sourceId ?? after.sourceId;
    const id = `urn:uuid:${uuidFromName(EVENT_NAMESPACE, `${sourceId}\n${kind}\n${at}`)}`;
    const url = publicAddress(facts.url ?? after.url);
    events.push({ id, kind, at, code: null, status: null, since: null, other: null, ...facts, sourceId, url });
  };
  if (after.url !== before.url) tell('moved', { other: publicAddress(before.url) });
  if (merge) {
    // the source that gives way keeps its address and knows where it has led
    const url = merge.from === after.sourceId ? (after.move?.to ?? after.url) : after.url;
    tell('merged', { sourceId: merge.from, url, code: 'merged', other: merge.into });
    if (merge.from === after.sourceId) return events;
  }
  if (after.dueWhy === 'gone') {
    if (before.dueWhy !== 'gone') tell('gone', { code: 'gone', status });
    return events;
  }
  const named = after.namedFeed?.url ?? null;
  if (named !== null && named !== before.namedFeed?.url)
    tell('elsewhere', { code: 'html-page', other: publicAddress(named) });
  const code = after.errorCode;
  if (code === 'rate-limited' && !isThrottled(before, at)) tell('throttled', { code, status });
  if (isBroken(after) && !isBroken(before)) tell('broke', { code, status, since: after.failingSince });
  if (after.failures === 0 && isBroken(before)) tell('recovered', { since: before.failingSince });
  if (after.suspectSince !== null && before.suspectSince === null) tell('suspect');
  const wasRead = before.lastSuccessAt !== null;
  if (wasRead && isSilent(after, after.lastSuccessAt) && !isSilent(before, before.lastSuccessAt)) {
    tell('silent', { since: after.postedAt[0] ?? null });
  }
  return events;
}

/** Events are told to whoever asks: without user name and password. */
function publicAddress(url: string): string {
  return toAddress(url, null) ?? '';
}
