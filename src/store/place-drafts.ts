// Which article each draft of a visit is: one already stored, or a new one, which gets a slug and a published id that no
// other article has.
import { createHash, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ArticleDraft } from '../model.ts';
import { type Compiled, compiledOnce } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';
import { TAKEN_DOWN } from './unlisted.ts';

/** A draft that is a new version of a stored article. */
export interface KnownDraft {
  readonly num: number;
  readonly draft: ArticleDraft;
}

/** A draft that becomes an article, with what it is given for good. */
export interface FreshDraft {
  readonly draft: ArticleDraft;
  readonly publishedId: string;
  readonly slug: string;
}

export interface PlacedDrafts {
  /** Without those of articles that were taken down: their keys are all that is kept up. */
  readonly known: readonly KnownDraft[];
  readonly fresh: readonly FreshDraft[];
  /** Every key with the id of the article that it leads to. */
  readonly keys: readonly { readonly key: string; readonly rawHash: string; readonly articleId: string }[];
  /** The numbers of the stored articles among them, by id. */
  readonly nums: ReadonlyMap<string, number>;
}

/**
 * Places drafts of one source; runs inside the transaction that saves them. A key that is stored leads to its article
 * whatever id the draft bears; an unknown key leads to the article of the draft's id, stored or new. Of several drafts of
 * one article the first, which is the newest in a document, is its version.
 */
export type PlaceDrafts = (
  trx: Kysely<Tables>,
  sourceId: string,
  drafts: readonly ArticleDraft[],
) => Promise<PlacedDrafts>;

/** Makes it for one database; it keeps its statements compiled. */
export function draftPlacer(dialect: StoreDialect): PlaceDrafts {
  const byKeys = compiledOnce(
    (db, { sourceId, keys }: { readonly sourceId: string; readonly keys: readonly string[] }) =>
      db
        .selectFrom('identities')
        .innerJoin('articles', 'articles.num', 'identities.article_num')
        .select(['key', 'articles.id', 'num', 'unlisted'])
        .where('identities.source_id', '=', sourceId)
        .where('key', 'in', dialect.list(keys)),
    ({ sourceId, keys }) => [sourceId, dialect.listParameter(keys)],
  );
  const byIds = compiledOnce(
    (db, ids: readonly string[]) =>
      db.selectFrom('articles').select(['id', 'num', 'unlisted']).where('id', 'in', dialect.list(ids)),
    (ids) => [dialect.listParameter(ids)],
  );
  const inUse = (name: 'published_id' | 'slug') =>
    compiledOnce(
      (db, values: readonly string[]) =>
        db.selectFrom('articles').select(`${name} as value`).where(name, 'in', dialect.list(values)),
      (values) => [dialect.listParameter(values)],
    );
  const nameArticles = articleNamer({ publishedId: inUse('published_id'), slug: inUse('slug') });

  return async (trx, sourceId, drafts) => {
    const storedKeys = await byKeys(trx, { sourceId, keys: drafts.map((draft) => draft.key) });
    const articleOf = new Map(storedKeys.map((row) => [row.key, row.id]));
    const unknown = drafts.filter((draft) => !articleOf.has(draft.key)).map((draft) => draft.id);
    const storedIds = unknown.length === 0 ? [] : await byIds(trx, unknown);
    const stored = [...storedKeys, ...storedIds];
    const nums = new Map(stored.map((row) => [row.id, row.num]));
    const takenDown = new Set(stored.filter(({ unlisted }) => unlisted >= TAKEN_DOWN).map(({ id }) => id));

    const known: KnownDraft[] = [];
    const fresh: ArticleDraft[] = [];
    const seen = new Set<string>();
    const keys = drafts.map((draft) => {
      const articleId = articleOf.get(draft.key) ?? draft.id;
      if (!seen.has(articleId)) {
        seen.add(articleId);
        const num = nums.get(articleId);
        if (num === undefined) fresh.push(draft);
        else if (!takenDown.has(articleId)) known.push({ num, draft });
      }
      return { key: draft.key, rawHash: draft.rawHash, articleId };
    });
    return { known, fresh: await nameArticles(trx, fresh), keys, nums };
  };
}

interface NamedDraft {
  readonly draft: ArticleDraft;
  publishedId: string;
  slug: string;
}

/** Which of the values are given. */
type InUse = Compiled<readonly string[], { readonly value: string }>;

/** Gives each new article a published id and a slug: the first choice of each that is nobody's yet. */
function articleNamer(inUse: Readonly<Record<'publishedId' | 'slug', InUse>>) {
  const taken = async (trx: Kysely<Tables>, name: keyof typeof inUse, values: readonly string[]) =>
    new Set((await inUse[name](trx, values)).map(({ value }) => value));

  return async (trx: Kysely<Tables>, drafts: readonly ArticleDraft[]): Promise<readonly FreshDraft[]> => {
    const articles = drafts.map((draft) => ({ draft, publishedId: draft.upstreamId ?? draft.id, slug: draft.slug }));
    // Our own id is taken only when somebody's feed has published it before us; what chance makes cannot be taken so.
    await settle(
      articles,
      'publishedId',
      (values) => taken(trx, 'publishedId', values),
      (draft, tries) => (tries === 1 ? draft.id : `urn:uuid:${randomUUID()}`),
    );
    await settle(
      articles,
      'slug',
      (values) => taken(trx, 'slug', values),
      (draft, tries) => `${draft.slug}-${tries === 1 ? shortHash(draft.id) : randomUUID()}`,
    );
    return articles;
  };
}

/** Replaces names that are in use, or given to an article before, by the next choice until none is. */
async function settle(
  articles: readonly NamedDraft[],
  name: 'publishedId' | 'slug',
  inUse: (values: readonly string[]) => Promise<ReadonlySet<string>>,
  nextChoice: (draft: ArticleDraft, tries: number) => string,
): Promise<void> {
  const given = new Set<string>();
  let open = articles;
  for (let tries = 1; open.length > 0; tries++) {
    const taken = await inUse(open.map((article) => article[name]));
    open = open.filter((article) => {
      if (taken.has(article[name]) || given.has(article[name])) return true;
      given.add(article[name]);
      return false;
    });
    for (const article of open) article[name] = nextChoice(article.draft, tries);
  }
}

function shortHash(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 8);
}
