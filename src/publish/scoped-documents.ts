// Documents of the many channels, made when somebody asks for them: as stable as those of the main channel, for what each was
// last is stored, and as cheap as can be, for they share its rendered entries and nothing is made before it is asked for.
import { LostFeedError } from '../errors.ts';
import type {
  ChannelDocument,
  ChannelEntry,
  Edition,
  FoundDocument,
  FoundEntry,
  ListQuery,
  NamedChannel,
  SourceView,
} from '../model.ts';
import { type ChannelFacts, type IdStore, settleChannelId } from './channel-facts.ts';
import type { FragmentStore, PlacedEntry } from './fragments.ts';
import { makeFingerprint, placeEntries } from './place-entries.ts';
import {
  type ChannelSettings,
  categoryChannel,
  languageChannel,
  pathsIn,
  readTimeChannel,
  readTimeNames,
  type ScopedChannel,
  type ScopedPlace,
  scopedFacts,
  scopedPlace,
  searchChannel,
  sourceChannel,
} from './scoped-channels.ts';
import { entriesOf, lastChange, makeUnstored, unstoredEdition } from './unstored-documents.ts';

export interface ScopedDocuments {
  /** Null: there never was anything. Throws LostFeedError `read-back` for a document that cannot be published. */
  find(path: string): Promise<FoundDocument | null>;
  /** For who is going to find all documents of the channel at `path`: renders its entries in all formats at once. */
  prepare(path: string): Promise<void>;
  /** The paths of all documents that there are now. */
  paths(): Promise<readonly string[]>;
  /** The channels of languages, where there are several, and of read times. */
  named(): Promise<readonly NamedChannel[]>;
  /** Something was saved or configured: the next find looks for itself. */
  changed(): void;
}

/** What these documents need of the store. */
export interface ScopedStore extends FragmentStore, IdStore {
  channelEntries(query: ListQuery): Promise<readonly ChannelEntry[]>;
  /** What has these words, newest first. */
  searchEntries(query: { readonly words: string; readonly limit: number }): Promise<readonly FoundEntry[]>;
  sourceViews(ids?: readonly string[]): Promise<ReadonlyMap<string, SourceView>>;
  /** What became of an id that is no listed source's: the id it has now, or `gone`; null: it never was one. */
  formerSource(id: string): Promise<{ readonly now: string } | 'gone' | null>;
  /** The languages that listed articles are in, as lists know them. */
  listedLanguages(): Promise<readonly string[]>;
  edition(path: string): Promise<Edition | null>;
  saveEdition(next: Edition, previous: Edition | null): Promise<Edition>;
}

export interface ScopedDeps {
  readonly store: ScopedStore;
  settings(): ChannelSettings;
  now(): number;
  readonly log: { warn(facts: object, message: string): void; error(facts: object, message: string): void };
}

/** For so long a channel counts as unchanged without a look, as another process may change it. */
const FRESH_MS = 2_000;
/** Channels of which is remembered what they have; each is some tens of kilobytes. */
const MAX_REMEMBERED = 300;

/** What a channel has at a moment. */
interface Content {
  readonly facts: ChannelFacts;
  readonly placed: readonly PlacedEntry[];
  readonly fingerprint: string;
  /** Of a search, of which nothing is stored: there are as many as people can think of. Null: it is stored. */
  readonly changedAt: number | null;
}

type Standing = Content | Exclude<FoundDocument, { kind: 'document' }> | null;

export function createScopedDocuments({ store, settings, now, log }: ScopedDeps): ScopedDocuments {
  const remembered = new Map<string, { readonly at: number; readonly standing: Promise<Standing> }>();
  const making = new Map<string, Promise<ChannelDocument>>();

  async function find(path: string): Promise<FoundDocument | null> {
    const place = scopedPlace(path);
    if (place === null) return null;
    const standing = await contentOf(place);
    if (standing === null) return (await store.edition(path)) === null ? null : { kind: 'gone' };
    if ('kind' in standing) {
      return standing.kind === 'moved'
        ? { kind: 'moved', path: standing.path + place.document.path.slice(place.folder.length) }
        : standing;
    }
    const load = () => loadOnce(place, standing);
    const { changedAt } = standing;
    if (changedAt !== null) {
      return { kind: 'document', edition: unstoredEdition(place.document, { ...standing, changedAt }), load };
    }
    const stored = await store.edition(path);
    if (stored?.fingerprint === standing.fingerprint) return { kind: 'document', edition: stored, load };
    const made = await load();
    return { kind: 'document', edition: made, load: () => Promise.resolve(made) };
  }

  async function prepare(path: string): Promise<void> {
    const place = scopedPlace(path);
    const standing = place && (await contentOf(place));
    if (standing === null || 'kind' in standing) return;
    const { loadFragments, NO_FRAGMENTS } = await import('./fragments.ts');
    const formats = Object.keys(NO_FRAGMENTS) as (keyof typeof NO_FRAGMENTS)[];
    await loadFragments(standing.placed, formats, store, NO_FRAGMENTS);
  }

  /** What the channel has, looked up at most every two seconds and once for all its formats. */
  function contentOf(place: ScopedPlace): Promise<Standing> {
    const known = remembered.get(place.folder);
    const at = now();
    if (known !== undefined && Math.abs(at - known.at) < FRESH_MS) return known.standing;
    const standing = lookUp(place);
    remembered.delete(place.folder);
    remembered.set(place.folder, { at, standing });
    standing.catch(() => remembered.delete(place.folder));
    for (const oldest of remembered.keys()) {
      if (remembered.size <= MAX_REMEMBERED) break;
      remembered.delete(oldest);
    }
    return standing;
  }

  async function lookUp(place: ScopedPlace): Promise<Standing> {
    const given = settings();
    const channel = await channelAt(place, given);
    if (channel === null || 'kind' in channel) return channel;
    const { items, perSource, windowMs } = given.channel;
    const { scope } = channel;
    const channelId = await settleChannelId(given.channel.id, given.siteUrl, store);
    const facts = scopedFacts(channel, place.folder, channelId, given);
    if (scope.kind === 'words') {
      const found = await store.searchEntries({ words: scope.words, limit: items });
      return toContent(facts, found, given, lastChange(found, now()));
    }
    // a source that is quiet for longer than the channel's window still has its own feed
    const listedAfter = windowMs === null || scope.kind === 'source' ? null : now() - windowMs;
    const entries = await store.channelEntries({ items, perSource, listedAfter, scope });
    if (scope.kind === 'language' && entries.length === 0) {
      const published = await Promise.all(pathsIn(place.folder).map((path) => store.edition(path)));
      if (published.every((edition) => edition === null)) return null;
    }
    return toContent(facts, entries, given, null);
  }

  async function toContent(
    facts: ChannelFacts,
    entries: readonly ChannelEntry[],
    given: ChannelSettings,
    changedAt: number | null,
  ): Promise<Content> {
    const sources = await store.sourceViews([...new Set(entries.map(({ sourceId }) => sourceId))]);
    const placed = placeEntries(entries, sources, given);
    return { facts, placed, fingerprint: makeFingerprint(facts, placed), changedAt };
  }

  async function channelAt(
    { kind, name }: ScopedPlace,
    given: ChannelSettings,
  ): Promise<ScopedChannel | Exclude<FoundDocument, { kind: 'document' }> | null> {
    switch (kind) {
      case 'category':
        return categoryChannel(name, given.categories);
      case 'language':
        return languageChannel(name);
      case 'minutes':
        return readTimeChannel(name, given.readTimeBuckets);
      case 'words':
        return searchChannel(name);
      case 'source': {
        const view = (await store.sourceViews([name])).get(name);
        if (view) return sourceChannel(name, view.title);
        const former = await store.formerSource(name);
        if (former === null || former === 'gone') return former && { kind: 'gone' };
        return { kind: 'moved', path: `s/${former.now}/` };
      }
    }
  }

  /** Several who ask for the same document at once wait for the same rendering. */
  function loadOnce(place: ScopedPlace, content: Content): Promise<ChannelDocument> {
    const key = `${place.document.path} ${content.fingerprint}`;
    const known = making.get(key);
    if (known) return known;
    const made = make(place, content).finally(() => making.delete(key));
    making.set(key, made);
    return made;
  }

  async function make({ document: place }: ScopedPlace, content: Content): Promise<ChannelDocument> {
    const { facts: channel, placed, fingerprint, changedAt } = content;
    if (changedAt !== null) return makeUnstored(place, { ...content, changedAt }, store, leaveOut);
    const { path } = place;
    const fragments = await entriesOf(place, placed, store, leaveOut);
    const { makeDocument } = await import('./make-document.ts');
    for (;;) {
      const previous = await store.edition(path);
      const made = await makeDocument({ place, channel, fragments, fingerprint, previous, now: now(), check: 'head' });
      for (const { fragment, message } of made.rejected) leaveOut(path, fragment.articleId, message);
      if (made.document === null) throw new LostFeedError('read-back', `${path} cannot be published: ${made.fault}`);
      const { body, ...edition } = made.document;
      if (isSame(edition, previous)) return made.document;
      const saved = await store.saveEdition(edition, previous);
      // else another process has published it meanwhile: its time counts
      if (isSame(edition, saved)) return made.document;
    }
  }

  function leaveOut(path: string, articleId: string, message: string): void {
    log.warn({ path, articleId }, `left out of ${path}: ${message}`);
  }

  async function paths(): Promise<readonly string[]> {
    const { categories, readTimeBuckets } = settings();
    const sources = [...(await store.sourceViews()).keys()].sort();
    const languages = await store.listedLanguages();
    const folders = [
      ...[...new Set([...categories.map(({ id }) => id), 'general'])].map((id) => `c/${id}/`),
      ...languages.filter((language) => languageChannel(language) !== null).map((language) => `l/${language}/`),
      ...readTimeNames(readTimeBuckets).map((name) => `read/${name}/`),
      ...sources.map((id) => `s/${id}/`),
    ];
    return folders.flatMap(pathsIn).filter((path) => scopedPlace(path) !== null);
  }

  async function named(): Promise<readonly NamedChannel[]> {
    const { readTimeBuckets } = settings();
    const languages = (await store.listedLanguages()).flatMap((language) => {
      const channel = languageChannel(language);
      return channel === null ? [] : [{ kind: 'language' as const, folder: `l/${language}/`, name: channel.name }];
    });
    const minutes = readTimeNames(readTimeBuckets).flatMap((name) => {
      const channel = readTimeChannel(name, readTimeBuckets);
      return channel === null ? [] : [{ kind: 'minutes' as const, folder: `read/${name}/`, name: channel.name }];
    });
    const byName = languages.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return [...(languages.length > 1 ? byName : []), ...minutes];
  }

  return { find, prepare, paths, named, changed: () => remembered.clear() };
}

function isSame(one: Edition, other: Edition | null): boolean {
  return one.etag === other?.etag && one.updatedAt === other.updatedAt && one.fingerprint === other.fingerprint;
}
