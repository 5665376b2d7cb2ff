// Articles with their bodies: the one door through which content leaves the store, and it leaves as safe HTML. What the
// sanitizer made is kept with its version and made again when its rules have changed.
import type { Kysely } from 'kysely';
import { LostFeedError } from '../errors.ts';
import type { FullArticle, RawContent } from '../model.ts';
import { ARTICLE_COLUMNS, toArticle } from './article-rows.ts';
import { compiledOnce } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';
import { PAGELESS } from './unlisted.ts';

/** What makes safe HTML of content, and the version of its rules. */
export interface Sanitize {
  readonly version: number;
  toSafeHtml(content: RawContent): string | Promise<string>;
}

/** The articles with these ids, in their order; ids that are not stored are left out. */
export async function fullArticles(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  sanitize: Sanitize,
  ids: readonly string[],
): Promise<readonly FullArticle[]> {
  const rows = await bodies(db).where('articles.id', 'in', dialect.list(ids)).execute();
  const articles = new Map((await finish(db, sanitize, rows)).map((article) => [article.id, article]));
  return ids.flatMap((id) => articles.get(id) ?? []);
}

/** The article at an address of ours, or null: there is none, or it is not to be shown. */
export async function articleBySlug(db: Kysely<Tables>, sanitize: Sanitize, slug: string): Promise<FullArticle | null> {
  return (await finish(db, sanitize, await bodyAt(db, slug)))[0] ?? null;
}

const bodyAt = compiledOnce(
  (db, slug: string) =>
    bodies(db)
      .where('slug', '=', slug)
      .where('sources.denied_by', 'is', null)
      .where((column) => column(column('unlisted', '&', column.lit(PAGELESS)), '=', column.lit(0))),
  (slug) => [slug],
);

type BodyRow = Awaited<ReturnType<ReturnType<typeof bodies>['execute']>>[number];

function bodies(db: Kysely<Tables>) {
  return db
    .selectFrom('articles')
    .innerJoin('sources', 'sources.id', 'articles.source_id')
    .leftJoin('contents', 'contents.article_num', 'articles.num')
    .select(ARTICLE_COLUMNS)
    .select([
      'articles.num',
      'sources.category as source_category',
      'kind',
      'base',
      'raw',
      'safe_html',
      'safe_version',
    ]);
}

async function finish(db: Kysely<Tables>, sanitize: Sanitize, rows: readonly BodyRow[]): Promise<FullArticle[]> {
  const made: Made[] = [];
  const articles: FullArticle[] = [];
  for (const row of rows) articles.push({ ...toArticle(row), contentHtml: await contentOf(row) });
  if (made.length > 0) await keep(db, sanitize.version, made);
  return articles;

  async function contentOf(row: BodyRow): Promise<string | null> {
    const { kind, base, raw } = row;
    if (kind === null || raw === null) return null;
    if (row.safe_html !== null && row.safe_version === sanitize.version) return row.safe_html;
    const safeHtml = await sanitize.toSafeHtml({ kind, base, value: raw });
    made.push({ num: row.num, kind, base, raw, safeHtml });
    return safeHtml;
  }
}

interface Made {
  readonly num: number;
  readonly kind: RawContent['kind'];
  readonly base: string | null;
  readonly raw: string;
  readonly safeHtml: string;
}

/** Keeps what the sanitizer made, unless a visit has replaced the content that it was made of. */
async function keep(db: Kysely<Tables>, version: number, made: readonly Made[]): Promise<void> {
  try {
    await db.transaction().execute(async (trx) => {
      for (const { num, kind, base, raw, safeHtml } of made) {
        await trx
          .updateTable('contents')
          .set({ safe_html: safeHtml, safe_version: version })
          .where('article_num', '=', num)
          .where('kind', '=', kind)
          .where('base', 'is not distinct from', base)
          .where('raw', '=', raw)
          .execute();
      }
    });
  } catch (error) {
    // What was read is right all the same; a full disk must not take the site down, and visits will report it.
    if (!(error instanceof LostFeedError && error.code === 'store')) throw error;
  }
}
