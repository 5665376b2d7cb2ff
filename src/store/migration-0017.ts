// Schema step 0017: documents in parts. Never edited: see migrations.ts.
import type { Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';

/** Adds the parts that documents are made of; one that was stored before stays whole until it is saved anew. See tables.ts. */
export async function documentParts(db: Kysely<unknown>, dialect: StoreDialect): Promise<void> {
  await db.schema.alterTable('documents').addColumn('parts', 'text').execute();
  await db.schema
    .createTable('document_parts')
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('bytes', dialect.binaryType, (column) => column.notNull())
    .addPrimaryKeyConstraint('document_parts_key', ['path', 'digest'])
    .execute();
}
