// What becomes of a source that reads like another feed: its new articles are held until the operator releases them, or for
// as long as its `quarantine` says.
import { type DriftInput, type DriftSign, findDrift, mayDrift } from './drift.ts';
import type { Problem, ReleasedArticle, SourceConfig, SourcePast, SourceState } from './model.ts';

/** A document, as far as it was read. */
export interface Suspect extends Omit<DriftInput, 'url' | 'past' | 'sinceMs' | 'lastSuccessAt'> {
  readonly source: Pick<SourceConfig, 'id' | 'url' | 'quarantine'>;
  readonly before: Pick<SourceState, 'lastSuccessAt' | 'suspectSince'>;
  readonly now: number;
}

/** Since when the source is suspect (see SourceState), and what is to be said of this document. */
export interface Suspicion {
  readonly since: number | null;
  readonly problems: readonly Problem[];
}

const SIGNS: Readonly<Record<DriftSign, string>> = {
  language: 'its articles are in another language',
  links: 'its links lead to another site',
  title: 'it has another title',
  volume: 'it brings far more articles than usual',
  ids: 'none of the articles before is in it',
};
const NONE: Suspicion = { since: null, problems: [] };

/** Compares a document with what its source was like, which is looked up only when the document has enough new entries. */
export async function suspectDrift(
  { source, before, now, ...document }: Suspect,
  pastOf: (sourceId: string) => Promise<SourcePast | null>,
): Promise<Suspicion> {
  const { lastSuccessAt, suspectSince } = before;
  const count = document.created.length;
  if (suspectSince !== null) {
    const problem = suspect(
      `more of what reads like another feed: ${count} new held ${untilWhen(source, suspectSince)}`,
    );
    return { since: suspectSince, problems: count === 0 ? [] : [problem] };
  }
  // a first visit has nothing to differ from
  if (source.quarantine === 'off' || lastSuccessAt === null || !mayDrift(count, document.known)) return NONE;
  const past = await pastOf(source.id);
  if (past === null) return NONE;
  const sinceMs = now - lastSuccessAt;
  const signs = findDrift({ ...document, url: source.url, past, lastSuccessAt, sinceMs });
  if (signs.length === 0) return NONE;
  const why = signs.map((sign) => SIGNS[sign]).join('; ');
  const problem = suspect(`this reads like another feed (${why}): ${count} new held ${untilWhen(source, now)}`);
  return { since: now, problems: [problem] };
}

/** Releases the sources whose quarantine has ended by its configured delay, or was switched off. */
export async function releaseOverdue(
  store: {
    suspectSources(): Promise<readonly { readonly sourceId: string; readonly suspectSince: number }[]>;
    releaseSource(sourceId: string): Promise<readonly ReleasedArticle[]>;
  },
  sources: ReadonlyMap<string, Pick<SourceConfig, 'quarantine'>>,
  now: number,
): Promise<readonly { readonly sourceId: string; readonly articles: number }[]> {
  const released: { sourceId: string; articles: number }[] = [];
  for (const { sourceId, suspectSince } of await store.suspectSources()) {
    const quarantine = sources.get(sourceId)?.quarantine ?? 'release';
    if (quarantine === 'release') continue;
    if (quarantine !== 'off' && now - suspectSince < quarantine) continue;
    released.push({ sourceId, articles: (await store.releaseSource(sourceId)).length });
  }
  return released;
}

const suspect = (message: string): Problem => ({ code: 'suspect', message });

function untilWhen({ id, quarantine }: Suspect['source'], since: number): string {
  const end = typeof quarantine === 'number' ? `${new Date(since + quarantine).toISOString()}, or ` : '';
  return `until ${end}"lostfeed release ${id}"`;
}
