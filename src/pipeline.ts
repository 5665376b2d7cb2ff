// One visit, top to bottom: fetch, parse, tell new entries from known ones, normalize only those, save all of it in one
// transaction. Whatever goes wrong with a source is caught here, once, and becomes the outcome of its visit.
import { createHash } from 'node:crypto';
import { LostFeedError } from './errors.ts';
import type { Fetcher } from './fetch/fetch.ts';
import type {
  ArticleDraft,
  ClaimedSource,
  Config,
  Fetched,
  KnownEntry,
  Problem,
  SourceConfig,
  VisitRecord,
} from './model.ts';
import { identify, makeDraft, type NormalizeOptions, normalizeEntry, normalizeFeed } from './normalize/normalize.ts';
import { parse } from './parse/parse.ts';
import { concludeVisit, type Reading, type VisitOutcome, voidOutcome } from './visit-outcome.ts';

export type { VisitOutcome } from './visit-outcome.ts';

/** The part of the store a visit needs. */
export interface VisitStore {
  knownEntries(sourceId: string, keys: readonly string[]): Promise<ReadonlyMap<string, KnownEntry>>;
  saveVisit(record: VisitRecord): Promise<void>;
  releaseClaims(sourceIds: readonly string[]): Promise<void>;
}

export interface VisitDeps {
  readonly fetcher: Fetcher;
  readonly store: VisitStore;
  readonly config: Config;
  now(): number;
}

/** Raise when normalizing changes, so that known entries are normalized again when their feed is next read. */
const NORMALIZE_VERSION = 1;
const NO_VALIDATORS = { etag: null, lastModified: null } as const;

/** Visits one source and saves what came of it. Throws for faults of the store only: nothing is saved then. */
export async function visit(
  claimed: ClaimedSource,
  source: SourceConfig,
  deps: VisitDeps,
  signal: AbortSignal,
): Promise<VisitOutcome> {
  const before = claimed.state;
  const startedAt = deps.now();
  let reading: Reading;
  try {
    const fetched = await ask(claimed, source, deps, signal);
    const isNews = fetched.kind === 'document' && fetched.bodyHash !== before.bodyHash;
    reading = isNews ? await read(fetched, source, deps) : { kind: 'unchanged', fetched };
  } catch (error) {
    if (isCode(error, 'store')) throw error;
    if (signal.aborted || isCode(error, 'aborted')) return abandonVisit(claimed, deps.store);
    reading = { kind: 'failed', error };
  }
  const { record, outcome } = concludeVisit({
    reading,
    source,
    before,
    startedAt,
    now: deps.now(),
    config: deps.config,
  });
  await deps.store.saveVisit(record);
  return outcome;
}

/** Gives a claim back: the visit is void, and the source due as before. */
export async function abandonVisit(
  { state }: ClaimedSource,
  store: Pick<VisitStore, 'releaseClaims'>,
): Promise<VisitOutcome> {
  await store.releaseClaims([state.sourceId]);
  return voidOutcome(state);
}

/**
 * The request of a visit. A body is only the same body while it would be read the same way: after an edit that changes how
 * entries are read, the document is asked for without conditions once, so that the edit reaches what is stored.
 */
async function ask(
  { state }: ClaimedSource,
  source: SourceConfig,
  { fetcher, config }: VisitDeps,
  signal: AbortSignal,
): Promise<Fetched> {
  const { id: sourceId, headers, auth } = source;
  const policy = policySeal(source, config);
  const isReadOtherwise = state.bodyHash !== null && !state.bodyHash.endsWith(policy);
  const validators = source.ignoreValidators || isReadOtherwise ? NO_VALIDATORS : state.validators;
  const fetched = await fetcher.fetch({ sourceId, url: state.url, validators, headers, auth }, signal);
  return fetched.kind === 'unchanged' ? fetched : { ...fetched, bodyHash: `${fetched.bodyHash}${policy}` };
}

/** Parses a document and normalizes the entries that are not stored byte for byte. */
async function read(
  fetched: Extract<Fetched, { kind: 'document' }>,
  source: SourceConfig,
  deps: VisitDeps,
): Promise<Reading> {
  const { channel, rules } = deps.config;
  const parsed = parse(fetched.body, {
    contentType: fetched.contentType,
    url: fetched.url,
    maxEntries: source.maxItems,
  });
  const options: NormalizeOptions = {
    url: fetched.url,
    language: source.language,
    wordsPerMinute: channel.wordsPerMinute,
  };
  const feed = normalizeFeed(parsed, options);
  const { keys, problems: identityProblems } = identify(parsed.entries, source.identity);
  const known = await deps.store.knownEntries(source.id, keys);
  const policy = policySeal(source, deps.config);
  const problems: Problem[] = [...parsed.problems, ...identityProblems];
  const created: ArticleDraft[] = [];
  const updated: ArticleDraft[] = [];
  const touched: { key: string; rawHash: string }[] = [];
  const dropped: string[] = [];
  parsed.entries.forEach((entry, position) => {
    const key = keys[position] as string;
    const rawHash = `${entry.rawHash}${policy}`;
    const stored = known.get(key);
    if (stored?.rawHash === rawHash) return;
    const normalized = normalizeEntry(entry, parsed, feed, options);
    problems.push(...normalized.problems);
    const { facts } = normalized;
    const draft = makeDraft({ source, rules, key, entry: { ...entry, rawHash }, facts, position, now: deps.now() });
    if (!draft) {
      // an empty hash: it is dropped already
      if (stored && stored.rawHash !== '') dropped.push(key);
    } else if (!stored) created.push(draft);
    else if (stored.version === draft.version) touched.push({ key, rawHash });
    else updated.push({ ...draft, id: stored.articleId });
  });
  return { kind: 'document', fetched, parsed, feed, created, updated, touched, dropped, problems };
}

/** Everything of the configuration that normalizing an entry depends on: when it changes, entries are read again. */
function policySeal(source: SourceConfig, { rules, channel }: Config): string {
  const { id, identity, maxItems, tags, keep, drop, futureDates, language } = source;
  const own = [id, identity, maxItems, tags, keep, drop, futureDates, language];
  const facts = [NORMALIZE_VERSION, own, rules, channel.wordsPerMinute];
  return createHash('sha1').update(JSON.stringify(facts)).digest('base64url').slice(0, 8);
}

const isCode = (error: unknown, code: LostFeedError['code']) => error instanceof LostFeedError && error.code === code;
