// What else is told of a story, beside the article of it that somebody looks at.
import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { OtherCoverage } from '../model.ts';
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
  const asked = await db
    .selectFrom('articles')
    .select(['id', 'story', 'link_key'])
    .where('id', 'in', dialect.list(articleIds))
    .where('story', 'is not', null)
    .execute();
  if (asked.length === 0) return new Map();
  const rows = await db
    .selectFrom('articles')
    .select(['id', 'source_id', 'story', 'title', 'slug', 'url', 'link_key', 'comments_url'])
    .where('story', 'in', dialect.numbers(new Set(asked.flatMap(({ story }) => story ?? []))))
    .where((column) => column(column('unlisted', '&', column.lit(OFF_ALL_LISTS)), '=', column.lit(0)))
    .orderBy('num')
    .execute();
  const sources = await db
    .selectFrom('sources')
    .select(VIEW_COLUMNS)
    .where('id', 'in', dialect.list(new Set(rows.map(({ source_id }) => source_id))))
    .where('removed_at', 'is', null)
    .where('denied_by', 'is', null)
    .execute();
  const titles = new Map(sources.map((row) => [row.id, toView(row).title]));
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

/** These entries of a list; those in stories have another version when what is shown of the others is another. */
export async function withCoverageVersions<T extends { readonly articleId: string; readonly version: string }>(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  entries: readonly T[],
  inStories: readonly string[],
): Promise<readonly T[]> {
  if (inStories.length === 0) return entries;
  const coverage = await alsoCoveredBy(db, dialect, inStories);
  return entries.map((entry) => {
    const others = coverage.get(entry.articleId);
    if (others === undefined) return entry;
    return { ...entry, version: `${entry.version}.${hash('sha256', JSON.stringify(others), 'base64url').slice(0, 8)}` };
  });
}
