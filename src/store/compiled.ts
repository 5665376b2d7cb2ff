// Statements that run thousands of times a pass, or for every page, compiled once: compiling a query costs kysely more than
// running it costs the database.
import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** Rows of one insert. Chunks are powers of two up to this, so that there are six shapes of an insert, not thousands. */
const MAX_CHUNK = 32;

/** Runs a statement with the values of `input`; resolves to the rows that it returns. */
export type Compiled<I, O = unknown> = (db: Kysely<Tables>, input: I) => Promise<readonly O[]>;

/**
 * A statement for inputs of one shape, built at its first use. `parameters` gives the values of an input in the order in
 * which `build` uses them; the first use checks that.
 */
export function compiledOnce<I, O>(
  build: (db: Kysely<Tables>, input: I) => Compilable<O>,
  parameters: (input: I) => readonly unknown[],
): Compiled<I, O> {
  let compiled: CompiledQuery<O> | null = null;
  return async (db, input) => {
    const values = parameters(input);
    if (!compiled) {
      const query = build(db, input).compile();
      const expected = query.parameters;
      if (expected.length !== values.length || expected.some((value, place) => value !== values[place])) {
        throw new TypeError(`parameters do not match the statement: ${query.sql}`);
      }
      compiled = query;
    }
    const { rows } = await db.executeQuery<O>({ ...compiled, parameters: values });
    return rows;
  };
}

/**
 * As `compiledOnce`, for a statement that each database is asked in its own words, and that is the same for all inputs of one
 * shape; of shapes there must be few.
 */
export function compiledByDialect<I, O>(
  build: (db: Kysely<Tables>, dialect: StoreDialect, input: I) => Compilable<O>,
  parameters: (input: I, dialect: StoreDialect) => readonly unknown[],
  shapeOf: (input: I) => string = () => '',
): (db: Kysely<Tables>, dialect: StoreDialect, input: I) => Promise<readonly O[]> {
  const byDialect = new Map<StoreDialect, Map<string, Compiled<I, O>>>();
  return (db, dialect, input) => {
    const byShape = byDialect.get(dialect) ?? new Map<string, Compiled<I, O>>();
    byDialect.set(dialect, byShape);
    const shape = shapeOf(input);
    const compiled =
      byShape.get(shape) ??
      compiledOnce<I, O>(
        (anyDb, like) => build(anyDb, dialect, like),
        (like) => parameters(like, dialect),
      );
    byShape.set(shape, compiled);
    return compiled(db, input);
  };
}

/** Inserts any number of rows in chunks. All rows must have the same keys in the same order. */
export function compiledInsert<R extends object, O>(
  build: (db: Kysely<Tables>, rows: readonly R[]) => Compilable<O>,
): Compiled<readonly R[], O> {
  const bySize = new Map<number, Compiled<readonly R[], O>>();
  const insertOf = (size: number) => {
    const known = bySize.get(size);
    if (known) return known;
    const insert = compiledOnce(build, (rows: readonly R[]) => rows.flatMap((row) => Object.values(row)));
    bySize.set(size, insert);
    return insert;
  };
  return async (db, rows) => {
    const returned: O[] = [];
    let size = MAX_CHUNK;
    for (let start = 0; start < rows.length; start += size) {
      while (size > rows.length - start) size /= 2;
      returned.push(...(await insertOf(size)(db, rows.slice(start, start + size))));
    }
    return returned;
  };
}
