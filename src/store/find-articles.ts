// An article by whatever an operator has of it: an id, its address, or the address of its page with us.
import type { Kysely } from 'kysely';
import { linkKey } from '../lib/link-key.ts';
import type { FoundArticle } from '../model.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';
import { COVERED, DROPPED, HELD, TAKEN_DOWN } from './unlisted.ts';

/** The articles that go by this name, oldest first; several only where they share an address. */
export async function findArticles(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  name: string,
): Promise<readonly FoundArticle[]> {
  const slug = /\/a\/([a-z0-9-]+)\/?$/.exec(URL.parse(name)?.pathname ?? '')?.[1] ?? name;
  const named = await found(db)
    .where((column) =>
      column.or([
        column('articles.id', '=', name),
        column('articles.published_id', '=', name),
        column('articles.slug', '=', slug),
      ]),
    )
    .execute();
  const key = linkKey(name);
  if (named.length > 0 || key === null) return named.map(toFound);
  const sources = await db.selectFrom('sources').select('id').execute();
  // source by source, which is how links are indexed
  const linked = await found(db)
    .where('articles.source_id', 'in', dialect.list(sources.map(({ id }) => id)))
    .where('articles.link_key', '=', key)
    .execute();
  return linked.map(toFound);
}

function found(db: Kysely<Tables>) {
  return db
    .selectFrom('articles')
    .innerJoin('sources', 'sources.id', 'articles.source_id')
    .leftJoin('takedowns', 'takedowns.article_num', 'articles.num')
    .select([
      'articles.id',
      'published_id',
      'articles.source_id',
      'slug',
      'articles.title',
      'articles.url',
      'unlisted',
      'denied_by',
    ])
    .select(['takedowns.at', 'takedowns.reason'])
    .orderBy('articles.num');
}

function toFound(row: Awaited<ReturnType<ReturnType<typeof found>['execute']>>[number]): FoundArticle {
  const { id, source_id, published_id, slug, title, url, unlisted, denied_by, at, reason } = row;
  const is = (bit: number) => (unlisted & bit) !== 0;
  return {
    id,
    publishedId: published_id,
    sourceId: source_id,
    slug,
    title,
    url,
    isDropped: is(DROPPED),
    isHeld: is(HELD),
    isDenied: denied_by !== null,
    isCovered: is(COVERED),
    takenDown: is(TAKEN_DOWN) && at !== null ? { at, reason } : null,
  };
}
