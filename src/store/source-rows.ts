// Between sources and rows of the sources table: the only place that knows the JSON in its columns.
import type { Selectable } from 'kysely';
import type { ContentPolicy, FeedFacts, SourceConfig, SourceState, SourceView } from '../model.ts';
import type { SourcesTable } from './tables.ts';

type SourceRow = Selectable<SourcesTable>;

/** What the configuration says, as columns, in a fixed order. */
export function toConfigured(config: SourceConfig) {
  return {
    configured_url: config.url,
    title: config.title,
    category: config.category,
    content: config.content,
    noindex: config.noindex ? (1 as const) : (0 as const),
    enabled: config.enabled ? (1 as const) : (0 as const),
    priority: config.priority,
    cluster: config.cluster ? (1 as const) : (0 as const),
    identity: config.identity,
    removed_at: null,
  };
}

/** What is known of an address before its first visit, which is due at `now`. */
export function toUnvisited(url: string, host: string, now: number) {
  return {
    url,
    host,
    moved_to: null,
    moved_since: null,
    etag: null,
    last_modified: null,
    body_hash: null,
    due_at: now,
    due_why: 'new' as const,
    retry_at: null,
    failures: 0,
    quiet_visits: 0,
    failing_since: null,
    throttled_at: null,
    ttl_minutes: null,
    skip_hours: '[]',
    skip_days: '[]',
    error_code: null,
    error_message: null,
    error_snippet: null,
    named_feed: null,
    named_feed_at: null,
    learnt_identity: null,
    feed: null,
    suspect_since: null,
    held_feed: null,
    denied_by: null,
  };
}

/** What a visit left, as columns, in a fixed order. */
export function toStateColumns(state: SourceState) {
  return {
    url: state.url,
    host: state.host,
    moved_to: state.move?.to ?? null,
    moved_since: state.move?.since ?? null,
    etag: state.validators.etag,
    last_modified: state.validators.lastModified,
    body_hash: state.bodyHash,
    last_visit_at: state.lastVisitAt,
    last_success_at: state.lastSuccessAt,
    last_new_at: state.lastNewAt,
    due_at: state.dueAt,
    due_why: state.dueWhy,
    posted_at: JSON.stringify(state.postedAt),
    failures: state.failures,
    quiet_visits: state.quietVisits,
    failing_since: state.failingSince,
    throttled_at: state.throttledAt,
    ttl_minutes: state.ttlMinutes,
    skip_hours: JSON.stringify(state.skipHours),
    skip_days: JSON.stringify(state.skipDays),
    error_code: state.errorCode,
    error_message: state.errorMessage,
    error_snippet: state.errorSnippet,
    named_feed: state.namedFeed?.url ?? null,
    named_feed_at: state.namedFeed?.at ?? null,
    learnt_identity: state.identity,
    denied_by: state.deniedBy,
  };
}

/** The columns of a state: not the feed's facts, which are long. */
export const STATE_COLUMNS = [
  'id',
  'url',
  'host',
  'moved_to',
  'moved_since',
  'etag',
  'last_modified',
  'body_hash',
  'last_visit_at',
  'last_success_at',
  'last_new_at',
  'due_at',
  'due_why',
  'posted_at',
  'failures',
  'quiet_visits',
  'failing_since',
  'throttled_at',
  'ttl_minutes',
  'skip_hours',
  'skip_days',
  'error_code',
  'error_message',
  'error_snippet',
  'named_feed',
  'named_feed_at',
  'learnt_identity',
  'suspect_since',
  'denied_by',
] as const satisfies readonly (keyof SourcesTable)[];

/** The state of a source as read. */
export function toState(row: Pick<SourceRow, (typeof STATE_COLUMNS)[number]>): SourceState {
  return {
    sourceId: row.id,
    url: row.url,
    host: row.host,
    move: row.moved_to === null || row.moved_since === null ? null : { to: row.moved_to, since: row.moved_since },
    validators: { etag: row.etag, lastModified: row.last_modified },
    bodyHash: row.body_hash,
    lastVisitAt: row.last_visit_at,
    lastSuccessAt: row.last_success_at,
    lastNewAt: row.last_new_at,
    dueAt: row.due_at,
    dueWhy: row.due_why,
    postedAt: JSON.parse(row.posted_at),
    failures: row.failures,
    quietVisits: row.quiet_visits,
    failingSince: row.failing_since,
    throttledAt: row.throttled_at,
    ttlMinutes: row.ttl_minutes,
    skipHours: JSON.parse(row.skip_hours),
    skipDays: JSON.parse(row.skip_days),
    errorCode: row.error_code,
    errorMessage: row.error_message,
    errorSnippet: row.error_snippet,
    namedFeed: row.named_feed_at === null ? null : { url: row.named_feed, at: row.named_feed_at },
    identity: row.learnt_identity,
    suspectSince: row.suspect_since,
    deniedBy: row.denied_by,
  };
}

/** The columns of a view. */
export const VIEW_COLUMNS = [
  'id',
  'url',
  'host',
  'title',
  'category',
  'content',
  'noindex',
  'feed',
] as const satisfies readonly (keyof SourcesTable)[];

/** A source as pages and documents show it: the operator's title before the feed's before the host. */
export function toView(row: Pick<SourceRow, (typeof VIEW_COLUMNS)[number]>): SourceView {
  const feed = row.feed === null ? null : toFeedFacts(row.feed);
  return {
    id: row.id,
    title: row.title || feed?.title || row.host,
    siteUrl: feed?.link ?? null,
    feedUrl: row.url,
    feedId: feed?.id ?? null,
    feedUpdatedAt: feed?.updatedAt ?? null,
    rights: feed?.rights ?? null,
    license: feed?.license ?? null,
    category: row.category,
    content: row.content as ContentPolicy | null,
    noindex: row.noindex === 1,
  };
}

/** What the column of a feed holds. */
export function toFeedFacts(column: string): FeedFacts {
  return JSON.parse(column);
}
