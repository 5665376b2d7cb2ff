// Statements compiled once: that a wrong order of parameters cannot go unnoticed.
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { expect, test } from 'vitest';
import { compiledByDialect, compiledOnce } from '../../src/store/compiled.ts';
import { sqliteAnswers } from '../../src/store/dialect-sqlite.ts';
import type { Tables } from '../../src/store/tables.ts';

const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

test('a statement whose parameters come in another order is refused at its first use', async () => {
  const build = (trx: Kysely<Tables>, input: { readonly name: string; readonly value: string }) =>
    trx.updateTable('meta').set({ value: input.value }).where('name', '=', input.name);
  const wrong = compiledOnce(build, ({ name, value }) => [name, value]);
  await expect(wrong(db, { name: 'n', value: 'v' })).rejects.toThrow(
    'parameters do not match the statement: update "meta"',
  );
  const right = compiledOnce(build, ({ name, value }) => [value, name]);
  expect(await right(db, { name: 'n', value: 'v' })).toEqual([]);
});

test('a statement is built once for each shape of its inputs, and checked for each', async () => {
  let built = 0;
  const read = compiledByDialect(
    (trx, dialect, names: readonly string[] | null) => {
      built++;
      const rows = trx.selectFrom('meta').select('value');
      return names === null ? rows : rows.where('name', 'in', dialect.list(names));
    },
    (names, dialect) => (names === null ? [] : [dialect.listParameter(names)]),
    (names) => (names === null ? 'all' : 'some'),
  );
  for (const names of [['a'], ['a', 'b'], null, [], null]) expect(await read(db, sqliteAnswers, names)).toEqual([]);
  expect(built).toBe(2);
});
