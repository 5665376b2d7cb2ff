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
  Lookalike,
  Lookalikes,
  Problem,
  SourceConfig,
  SourceState,
  VisitRecord,
} from './model.ts';
import {
  chooseIdentity,
  formerKeys,
  identify,
  lookalikeQuery,
  makeDraft,
  type NormalizeOptions,
  normalizeEntry,
  normalizeFeed,
  recognise,
  settleIdentity,
} from './normalize/normalize.ts';
import { parse } from './parse/parse.ts';
import { concludeVisit, type Reading, type VisitOutcome, voidOutcome } from './visit-outcome.ts';

export type { VisitOutcome } from './visit-outcome.ts';

/** The part of the store a visit needs. */
export interface VisitStore {
  knownEntries(sourceId: string, keys: readonly string[]): Promise<ReadonlyMap<string, KnownEntry>>;
  lookalikes(
    sourceId: string,
    query: { readonly keys: readonly string[]; readonly links: readonly string[] },
  ): Promise<Lookalikes>;
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
    reading = isNews ? await read(fetched, source, before, deps) : { kind: 'unchanged', fetched };
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
  before: SourceState,
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
  const configured = source.identity;
  // what a cut document lacks says nothing, and the choice is for good
  const identity = chooseIdentity(parsed.complete ? parsed.entries : [], { configured, learnt: before.identity });
  const { keys, problems: identityProblems } = identify(parsed.entries, identity.policy);
  const known = await deps.store.knownEntries(source.id, keys);
  const policy = policySeal(source, deps.config);
  const problems: Problem[] = [...parsed.problems, ...identity.problems, ...identityProblems];
  const unknown: { draft: ArticleDraft; position: number }[] = [];
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
    } else if (!stored) unknown.push({ draft, position });
    else if (stored.version === draft.version) touched.push({ key, rawHash });
    else updated.push({ ...draft, id: stored.articleId });
  });
  let recognised: ReadonlyMap<string, Lookalike> = new Map();
  // a first visit can know nothing again, and most others have no unknown keys
  if (before.lastSuccessAt !== null && unknown.length > 0) {
    const former = formerKeys(parsed.entries, identity.policy);
    const entries = unknown.map(({ draft, position }) => ({ draft, formerKeys: former(position) }));
    const stored = await deps.store.lookalikes(source.id, lookalikeQuery(entries));
    recognised = recognise(entries, stored, { keys, known: known.size });
  }
  const settled = settleIdentity(identity.policy, recognised.values(), parsed.entries.length);
  problems.push(...settled.problems);
  const created: ArticleDraft[] = [];
  const aliases: { key: string; articleId: string; rawHash: string }[] = [];
  for (const { draft } of unknown) {
    const article = recognised.get(draft.key);
    if (!article) created.push(draft);
    else if (article.version !== draft.version) updated.push({ ...draft, id: article.articleId });
    else aliases.push({ key: draft.key, articleId: article.articleId, rawHash: draft.rawHash });
  }
  return {
    kind: 'document',
    fetched,
    parsed,
    feed,
    identity: settled.policy === configured ? null : settled.policy,
    created,
    updated,
    touched,
    aliases,
    dropped,
    problems,
  };
}

/** Everything of the configuration that normalizing an entry depends on: when it changes, entries are read again. */
function policySeal(source: SourceConfig, { rules, channel }: Config): string {
  const { id, identity, maxItems, tags, keep, drop, futureDates, language } = source;
  const own = [id, identity, maxItems, tags, keep, drop, futureDates, language];
  const facts = [NORMALIZE_VERSION, own, rules, channel.wordsPerMinute];
  return createHash('sha1').update(JSON.stringify(facts)).digest('base64url').slice(0, 8);
}

const isCode = (error: unknown, code: LostFeedError['code']) => error instanceof LostFeedError && error.code === code;
