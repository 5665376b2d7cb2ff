// What else is told of a story, beside the article of it that somebody looks at.
import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { OtherCoverage } from '../model.ts';
import { compiledByDialect } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import { toView, VIEW_COLUMNS } from './source-rows.ts';
import type { Tables } from './tables.ts';
import { OFF_ALL_LISTS } from './unlisted.ts';

/** Articles shown beside one. */
const MAX_SHOWN = 10;

/** The part of the store that knows stories. */
export interface Coverage {
  /** The other articles of the stories of these, by id, the first stored first; articles that stand alone are left out. */
  alsoCoveredBy(articleIds: readonly string[]): Promise<ReadonlyMap<string, readonly OtherCoverage[]>>;
}

/** See Coverage. */
export async function alsoCoveredBy(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  articleIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OtherCoverage[]>> {
  const asked = await inStories(db, dialect, articleIds);
  if (asked.length === 0) return new Map();
  const rows = await ofStories(db, dialect, [...new Set(asked.flatMap(({ story }) => story ?? []))]);
  const sources = await sourcesOf(db, dialect, [...new Set(rows.map(({ source_id }) => source_id))]);
  const shown = sources.filter((source) => source.removed_at === null && source.denied_by === null);
  const titles = new Map(shown.map((row) => [row.id, toView(row).title]));
  const told = Map.groupBy(
    rows.flatMap((row) => {
      const sourceTitle = titles.get(row.source_id);
      return sourceTitle === undefined ? [] : [{ ...row, sourceTitle }];
    }),
    ({ story }) => story,
  );
  return new Map(
    asked.flatMap(({ id, story, link_key }) => {
      const others = (told.get(story) ?? []).filter((row) => row.id !== id).slice(0, MAX_SHOWN);
      const coverage = others.map(({ title, url, sourceTitle, slug, ...row }) => ({
        title,
        // an aggregator's item is about the very page: what it adds is what is said of it there
        url: row.link_key === link_key ? row.comments_url : url,
        sourceTitle,
        slug,
      }));
      return coverage.length === 0 ? [] : [[id, coverage] as const];
    }),
  );
}

const inStories = compiledByDialect(
  (db, dialect, articleIds: readonly string[]) =>
    db
      .selectFrom('articles')
      .select(['id', 'story', 'link_key'])
      .where('id', 'in', dialect.list(articleIds))
      .where('story', 'is not', null),
  (articleIds, dialect) => [dialect.listParameter(articleIds)],
);

const ofStories = compiledByDialect(
  (db, dialect, stories: readonly number[]) =>
    db
      .selectFrom('articles')
      .select(['id', 'source_id', 'story', 'title', 'slug', 'url', 'link_key', 'comments_url'])
      .where('story', 'in', dialect.numbers(stories))
      .where((column) => column(column('unlisted', '&', column.lit(OFF_ALL_LISTS)), '=', column.lit(0)))
      .orderBy('num'),
  (stories, dialect) => [dialect.listParameter(stories)],
);

const sourcesOf = compiledByDialect(
  (db, dialect, ids: readonly string[]) =>
    db
      .selectFrom('sources')
      .select([...VIEW_COLUMNS, 'removed_at', 'denied_by'])
      .where('id', 'in', dialect.list(ids)),
  (ids, dialect) => [dialect.listParameter(ids)],
);

/** These entries of a list; those in stories have another version when what is shown of the others is another. */
export async function withCoverageVersions<T extends { readonly articleId: string; readonly version: string }>(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  entries: readonly T[],
  idsInStories: readonly string[],
): Promise<readonly T[]> {
  if (idsInStories.length === 0) return entries;
  const coverage = await alsoCoveredBy(db, dialect, idsInStories);
  return entries.map((entry) => {
    const others = coverage.get(entry.articleId);
    if (others === undefined) return entry;
    return { ...entry, version: `${entry.version}.${hash('sha256', JSON.stringify(others), 'base64url').slice(0, 8)}` };
  });
}
