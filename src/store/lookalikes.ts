// Articles that entries under unknown keys may be: asked for only when a known source brings such entries.
import type { Kysely } from 'kysely';
import type { Lookalike, Lookalikes } from '../model.ts';
import { toEnclosures } from './article-rows.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** The articles of a source under any of these keys, and those whose link is one of these and no other article's. */
export async function lookalikes(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  sourceId: string,
  { keys, links }: { readonly keys: readonly string[]; readonly links: readonly string[] },
): Promise<Lookalikes> {
  const keyed = await db
    .selectFrom('identities')
    .innerJoin('articles', 'articles.num', 'identities.article_num')
    .select(['key', 'articles.id'])
    .where('identities.source_id', '=', sourceId)
    .where('key', 'in', dialect.list(keys))
    .execute();
  const linked = await articlesByLink(db, dialect, sourceId, links).execute();
  const rows = await db
    .selectFrom('articles')
    .innerJoin('identities', 'identities.article_num', 'articles.num')
    .select(['articles.id', 'version', 'updated_at', 'title', 'summary', 'enclosures', 'link_key', 'key'])
    .where('articles.id', 'in', dialect.list(new Set([...keyed, ...linked].map(({ id }) => id))))
    .execute();
  const articles = new Map<string, Lookalike>();
  for (const { id, version, updated_at, title, summary, enclosures, link_key, key } of rows) {
    const keys = [...(articles.get(id)?.keys ?? []), key];
    const files = toEnclosures(enclosures).map(({ url }) => url);
    const article = { articleId: id, version, updatedAt: updated_at, title, summary, files, linkKey: link_key, keys };
    articles.set(id, article);
  }
  const found = <T extends { readonly id: string }>(places: readonly T[], name: (place: T) => string | null) =>
    new Map(
      places.flatMap((place) => {
        const at = name(place);
        const article = articles.get(place.id);
        return at === null || article === undefined ? [] : [[at, article] as const];
      }),
    );
  return { byKey: found(keyed, ({ key }) => key), byLink: found(linked, ({ link_key }) => link_key) };
}

/** The link and id of each article that is the only one of its source with one of these links. */
export function articlesByLink(db: Kysely<Tables>, dialect: StoreDialect, sourceId: string, links: readonly string[]) {
  return db
    .selectFrom('articles')
    .select(['link_key', 'id'])
    .where('source_id', '=', sourceId)
    .where('link_key', 'in', dialect.list(links))
    .where((column) =>
      column.not(
        column.exists(
          column
            .selectFrom('articles as other')
            .select('other.num')
            .whereRef('other.source_id', '=', 'articles.source_id')
            .whereRef('other.link_key', '=', 'articles.link_key')
            .whereRef('other.num', '<>', 'articles.num'),
        ),
      ),
    );
}
