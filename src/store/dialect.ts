// What databases are asked for in different words. Queries are written once, in portable kysely; where that ends, they ask
// here. dialect-sqlite.ts holds SQLite's answers.
import type { ColumnDefinitionBuilder, CreateTableBuilder, Expression, RawBuilder } from 'kysely';
import type { WordIndex } from './indexed-words.ts';

/** The differences between databases, one named answer each. */
export interface StoreDialect {
  /** The column type for bytes. */
  readonly binaryType: 'blob' | 'bytea';
  /** An `integer` column whose values the database gives, rising. */
  numbered(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** The table with its rows kept in the order of the primary key, where the database can do that. */
  clustered<T extends string, C extends string>(table: CreateTableBuilder<T, C>): CreateTableBuilder<T, C>;
  /** The values as the right side of `in` and `not in`: one parameter, so that the statement is the same for any number. */
  list(values: Iterable<string>): RawBuilder<string>;
  /** The same for whole numbers. */
  numbers(values: Iterable<number>): RawBuilder<number>;
  /** The parameter of these two. */
  listParameter(values: Iterable<string> | Iterable<number>): unknown;
  /** The larger of two numbers that are not null. */
  greater(a: Expression<number>, b: Expression<number>): RawBuilder<number>;
  /** The index of words. */
  readonly words: WordIndex;
}
