// Reactions: at most one of a kind from a visitor to an article, which the table's key sees to.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** A reaction that a visitor chose, or takes back. */
export interface ReactionChange {
  readonly articleId: string;
  readonly kind: string;
  readonly visitor: string;
  readonly isOn: boolean;
  readonly at: number;
}

/** Saves a reaction or takes it back; either may have been done already. */
export async function saveReaction(
  db: Kysely<Tables>,
  { articleId, kind, visitor, isOn, at }: ReactionChange,
): Promise<void> {
  if (isOn) {
    await db
      .insertInto('reactions')
      .columns(['article_num', 'kind', 'visitor', 'at'])
      .expression((from) =>
        from
          .selectFrom('articles')
          .select((column) => [
            'num',
            column.val(kind).as('kind'),
            column.val(visitor).as('visitor'),
            column.val(at).as('at'),
          ])
          .where('id', '=', articleId),
      )
      .onConflict((conflict) => conflict.columns(['article_num', 'kind', 'visitor']).doNothing())
      .execute();
  } else {
    await db
      .deleteFrom('reactions')
      .where('article_num', '=', (from) => from.selectFrom('articles').select('num').where('id', '=', articleId))
      .where('kind', '=', kind)
      .where('visitor', '=', visitor)
      .execute();
  }
}

/** How many there are of each kind. */
export function countReactions(db: Kysely<Tables>, articleNum: number) {
  return db
    .selectFrom('reactions')
    .select((column) => ['kind', column.fn.countAll<number>().as('count')])
    .where('article_num', '=', articleNum)
    .groupBy('kind');
}

/** The kinds that a visitor chose for an article. */
export async function ownReactions(
  db: Kysely<Tables>,
  articleNum: number,
  visitor: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('reactions')
    .select('kind')
    .where('article_num', '=', articleNum)
    .where('visitor', '=', visitor)
    .execute();
  return new Set(rows.map(({ kind }) => kind));
}
