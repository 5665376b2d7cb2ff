// Sources, drafts and visits for store tests: whole records of which a test names only what it is about.
import { createHash } from 'node:crypto';
import type { ArticleDraft, FeedFacts, SourceConfig, SourceState, VisitRecord } from '../../src/model.ts';
import type { ClaimRequest } from '../../src/store/store.ts';

/** The moment at which tests begin. */
export const T0 = Date.UTC(2026, 0, 15, 12);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export function makeSource(id: string, change: Partial<SourceConfig> & { readonly host?: string } = {}) {
  const { host = `${id}.example:443`, ...facts } = change;
  const config: SourceConfig = {
    id,
    url: `https://${host}/feed.xml`,
    title: null,
    category: 'general',
    tags: [],
    everyMs: null,
    cron: null,
    content: null,
    enabled: true,
    priority: 0,
    maxItems: 200,
    identity: 'guid',
    keep: [],
    drop: [],
    headers: {},
    auth: null,
    language: null,
    futureDates: 'clamp',
    cluster: true,
    noindex: true,
    deltas: false,
    ignoreValidators: false,
    quarantine: 'release',
    ...facts,
  };
  return { config, host };
}

export function makeState(sourceId: string, change: Partial<SourceState> = {}): SourceState {
  return {
    sourceId,
    url: `https://${sourceId}.example:443/feed.xml`,
    host: `${sourceId}.example:443`,
    move: null,
    validators: { etag: null, lastModified: null },
    bodyHash: null,
    lastVisitAt: T0,
    lastSuccessAt: T0,
    lastNewAt: null,
    dueAt: T0 + 60 * MINUTE,
    dueWhy: 'rhythm',
    postedAt: [],
    failures: 0,
    quietVisits: 0,
    failingSince: null,
    throttledAt: null,
    ttlMinutes: null,
    skipHours: [],
    skipDays: [],
    errorCode: null,
    errorMessage: null,
    errorSnippet: null,
    namedFeed: null,
    identity: null,
    suspectSince: null,
    deniedBy: null,
    ...change,
  };
}

/** A draft as normalize makes it: its id comes of source and key, so the same entry always has the same. */
export function makeDraft(sourceId: string, key: string, change: Partial<ArticleDraft> = {}): ArticleDraft {
  const digest = createHash('sha256').update(`${sourceId}\n${key}`).digest('hex');
  return {
    id: `urn:uuid:${digest.slice(0, 32)}`,
    key,
    rawHash: 'raw-1',
    version: 'version-1',
    upstreamId: `tag:${sourceId}.example,2026:${key}`,
    guid: key,
    url: `https://${sourceId}.example/${key}`,
    title: `Title of ${key}`,
    summary: 'A summary.',
    content: { kind: 'html', value: `<p>Body of ${key}.</p>`, base: `https://${sourceId}.example/` },
    authors: [],
    clues: { mentions: null, runs: [] },
    tags: [],
    category: null,
    image: null,
    enclosures: [],
    language: null,
    via: null,
    commentsUrl: null,
    rights: null,
    license: null,
    publishedAt: T0,
    updatedAt: null,
    firstSeenAt: T0,
    listedAt: T0,
    wordCount: 3,
    readMinutes: 1,
    slug: `title-of-${key}-${digest.slice(0, 8)}`,
    ...change,
  };
}

export function makeVisit(sourceId: string, change: Partial<VisitRecord> = {}): VisitRecord {
  return {
    sourceId,
    at: T0,
    state: makeState(sourceId),
    feed: null,
    created: [],
    updated: [],
    touched: [],
    aliases: [],
    dropped: [],
    upstream: null,
    hubLinks: null,
    hostFreeAt: T0,
    hostRetryAt: null,
    otherHosts: [],
    merge: null,
    retryAt: null,
    events: [],
    ...change,
  };
}

export function makeFeed(change: Partial<FeedFacts> = {}): FeedFacts {
  return {
    id: null,
    title: null,
    link: null,
    description: null,
    language: null,
    updatedAt: null,
    authors: [],
    self: null,
    hub: null,
    image: null,
    rights: null,
    license: null,
    ...change,
  };
}

export function makeClaim(now: number, change: Partial<ClaimRequest> = {}): ClaimRequest {
  return { now, limit: 10, leaseMs: MINUTE, slots: {}, forceSince: null, ...change };
}

/** Visits of source `a` in a row: each brings five articles of its own and leaves its number in the state. */
export function visitNumber(number: number): VisitRecord {
  return makeVisit('a', {
    state: makeState('a', { failures: number }),
    created: [0, 1, 2, 3, 4].map((entry) => makeDraft('a', `${number}-${entry}`)),
  });
}
