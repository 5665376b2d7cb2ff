// A document to what is new, changed and gone in it: parse, tell new entries from known ones, normalize only those. The same for
// what a visit fetched and what a hub delivered. Nothing is saved here.
import { setImmediate } from 'node:timers/promises';
import { mayBurst, placeBurst } from './burst.ts';
import type {
  ArticleDraft,
  Config,
  Fetched,
  KnownEntry,
  Lookalike,
  Lookalikes,
  ParsedEntry,
  ParsedFeed,
  Problem,
  SourceConfig,
  SourcePast,
  SourceState,
} from './model.ts';
import {
  areApart,
  chooseIdentity,
  datesAhead,
  formerKeys,
  identify,
  lookalikeQuery,
  makeDraft,
  type NormalizeOptions,
  normalizeEntry,
  normalizeFeed,
  recognise,
  reviseDraft,
  settleIdentity,
} from './normalize/normalize.ts';
import { parseBeside } from './parse/parse.ts';
import { policySeal } from './policy-seal.ts';
import { suspectDrift } from './quarantine.ts';
import type { Reading } from './visit-outcome.ts';
import { discoverHub } from './websub/websub.ts';

/** The part of the store that reading a document needs. */
export interface ReadingStore {
  storedHashes(sourceId: string): Promise<ReadonlyMap<string, string>>;
  knownEntries(sourceId: string, keys: readonly string[]): Promise<ReadonlyMap<string, KnownEntry>>;
  lookalikes(
    sourceId: string,
    query: { readonly keys: readonly string[]; readonly links: readonly string[] },
  ): Promise<Lookalikes>;
  sourcePast(sourceId: string): Promise<SourcePast | null>;
}

/** A document as a server or a hub gave it. */
export type GivenDocument = Pick<
  Extract<Fetched, { kind: 'document' }>,
  'body' | 'contentType' | 'url' | 'linkHeaders'
>;

export type DocumentReading = Omit<Extract<Reading, { kind: 'document' }>, 'kind' | 'fetched'>;

export interface ReadingOptions {
  /** It may lack entries that the feed has, so that nothing is learnt from those it has. */
  readonly isPart: boolean;
}

/** Characters of text normalized at a stretch: some ten milliseconds. */
const STRETCH_CHARS = 256 * 1024;

/** Parses a document and normalizes the entries that are not stored byte for byte. */
export async function readDocument(
  given: GivenDocument,
  source: SourceConfig,
  before: SourceState,
  deps: { readonly store: ReadingStore; readonly config: Pick<Config, 'channel' | 'rules'>; now(): number },
  { isPart }: ReadingOptions = { isPart: false },
): Promise<DocumentReading & { readonly parsed: ParsedFeed }> {
  const { channel, rules } = deps.config;
  const { parsed, storedKeys } = await parseNews(given, source, before, deps);
  const options: NormalizeOptions = {
    url: given.url,
    language: source.language,
    wordsPerMinute: channel.wordsPerMinute,
  };
  const feed = normalizeFeed(parsed, options);
  const configured = source.identity;
  // what a part of a feed lacks says nothing, and the choice is for good
  const identity = chooseIdentity(parsed.complete && !isPart ? parsed.entries : [], {
    configured,
    learnt: before.identity,
  });
  const { keys, problems: identityProblems } = identify(parsed.entries, identity.policy);
  // before the first success there is nothing to know, but for what a visit that was cut short saved: saving finds that
  const isFirst = before.lastSuccessAt === null;
  const known: ReadonlyMap<string, KnownEntry> = isFirst ? new Map() : await deps.store.knownEntries(source.id, keys);
  const policy = policySeal(source, deps.config);
  const problems: Problem[] = [...denials(parsed), ...parsed.problems, ...identity.problems, ...identityProblems];
  const unknown: { draft: ArticleDraft; index: number }[] = [];
  const updated: ArticleDraft[] = [];
  const touched: { key: string; rawHash: string }[] = [];
  const dropped: string[] = [];
  let stretch = 0;
  for (const [index, entry] of parsed.entries.entries()) {
    const key = keys[index] as string;
    const rawHash = `${entry.rawHash}${policy}`;
    const stored = known.get(key);
    if (stored?.rawHash === rawHash) continue;
    stretch += sizeOf(entry);
    if (stretch > STRETCH_CHARS) {
      stretch = 0;
      await setImmediate();
    }
    const normalized = normalizeEntry(entry, parsed, feed, options);
    const { facts } = normalized;
    const now = deps.now();
    problems.push(...normalized.problems, ...datesAhead(entry, facts, source.futureDates, now));
    const { position } = entry;
    const draft = makeDraft({ source, rules, key, entry: { ...entry, rawHash }, facts, position, now });
    if (!draft) {
      // an empty hash: it is dropped already
      if (stored && stored.rawHash !== '') dropped.push(key);
    } else if (!stored) unknown.push({ draft, index });
    else if (stored.version === draft.version) touched.push({ key, rawHash });
    else updated.push(reviseDraft(draft, stored, { isReadAlike: stored.rawHash.endsWith(policy), now }));
  }
  let recognised: ReadonlyMap<string, Lookalike> = new Map();
  // most visits have no unknown keys
  if (!isFirst && unknown.length > 0) {
    const former = formerKeys(parsed.entries, identity.policy);
    const entries = unknown.map(({ draft, index }) => ({ draft, formerKeys: former(index) }));
    const stored = await deps.store.lookalikes(source.id, lookalikeQuery(entries));
    recognised = recognise(entries, stored, {
      keys: [...keys, ...storedKeys],
      known: known.size + storedKeys.length,
    });
  }
  const count = parsed.entries.length + parsed.stored.length;
  const settled = settleIdentity(identity.policy, recognised.values(), count);
  problems.push(...settled.problems);
  const created: ArticleDraft[] = [];
  const aliases: { key: string; articleId: string; rawHash: string }[] = [];
  for (const { draft } of unknown) {
    const article = recognised.get(draft.key);
    if (!article) created.push(draft);
    else if (article.version !== draft.version)
      updated.push(reviseDraft(draft, article, { isReadAlike: false, now: deps.now() }));
    else aliases.push({ key: draft.key, articleId: article.articleId, rawHash: draft.rawHash });
  }
  const drafts = unknown.map(({ draft }) => draft);
  const suspicion = await suspectDrift(
    {
      source,
      before,
      title: feed.title,
      created,
      known: known.size + storedKeys.length + recognised.size,
      knownUrls: [...updated, ...drafts.filter(({ key }) => recognised.has(key))].map(({ url }) => url),
      isWhole: parsed.complete && !isPart,
      now: deps.now(),
    },
    deps.store.sourcePast,
  );
  problems.push(...suspicion.problems);
  const past = mayBurst(created) ? await deps.store.sourcePast(source.id) : null;
  const { lastSuccessAt } = before;
  return {
    parsed,
    entries: count,
    feed,
    identity: settled.policy === configured ? null : settled.policy,
    created: placeBurst({ created, past, lastSuccessAt, now: deps.now() }),
    updated,
    touched,
    aliases,
    dropped,
    keys: [...keys, ...storedKeys],
    hubLinks: discoverHub(given.linkHeaders, parsed, given.url),
    suspectSince: suspicion.since,
    problems,
  };
}

/**
 * Parses what is not stored, with the keys of what is. Where the new entries could be taken for stored ones, or have no ids,
 * who is who is told from the whole document.
 */
async function parseNews(
  given: GivenDocument,
  source: SourceConfig,
  before: SourceState,
  { store, config }: { readonly store: ReadingStore; readonly config: Pick<Config, 'rules' | 'channel'> },
): Promise<{ readonly parsed: ParsedFeed; readonly storedKeys: readonly string[] }> {
  const options = { contentType: given.contentType, url: given.url, maxEntries: source.maxItems };
  const readWhole = async () => ({ parsed: await parseBeside(given.body, options), storedKeys: [] });
  const policy = before.identity ?? source.identity;
  if (before.lastSuccessAt === null || policy !== 'guid') return readWhole();
  const seal = policySeal(source, config);
  const keyOf = new Map<string, string>();
  for (const [hash, key] of await store.storedHashes(source.id)) {
    if (hash.endsWith(seal)) keyOf.set(hash.slice(0, -seal.length), key);
  }
  const parsed = await parseBeside(given.body, { ...options, stored: new Set(keyOf.keys()) });
  const storedKeys = parsed.stored.map((hash) => keyOf.get(hash) as string);
  if (storedKeys.length > 0 && !areApart(parsed.entries, storedKeys)) return readWhole();
  return { parsed, storedKeys };
}

function denials({ deniedBy }: ParsedFeed): readonly Problem[] {
  if (deniedBy === null) return [];
  return [{ code: 'denied', message: `the feed asks not to be republished (${deniedBy}): its articles are not shown` }];
}

function sizeOf({ content, summary }: ParsedEntry): number {
  return (content?.value.length ?? 0) + (summary?.value.length ?? 0);
}
