// Statements compiled once: that a wrong order of parameters cannot go unnoticed.
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { expect, test } from 'vitest';
import { compiledOnce } from '../../src/store/compiled.ts';
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
