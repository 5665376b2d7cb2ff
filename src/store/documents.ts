// The published documents, byte for byte. They are kept in parts, of which a change replaces a few: a new article costs itself,
// not a megabyte written for the others.
import type { Kysely } from 'kysely';
import { LostFeedError } from '../errors.ts';
import type { ChannelDocument, DocumentFormat, SavedDocument } from '../model.ts';
import { compiledInsert, compiledOnce } from './compiled.ts';
import type { StoreDialect } from './dialect.ts';
import { documentsVersion, growDocumentsVersion } from './published.ts';
import type { Tables } from './tables.ts';

/** The part of the store that keeps documents. */
export interface DocumentKeeper {
  /** All published documents, by path. */
  documents(): Promise<readonly ChannelDocument[]>;
  /** Saves documents under their paths, all at once; others stay. Resolves to the version that they are. */
  saveDocuments(documents: readonly SavedDocument[]): Promise<number>;
  /** Grows when documents are saved by whatever process; cheap enough to ask every second. */
  documentsVersion(): Promise<number>;
}

/** Stands for the body of a document that is kept in parts. */
const NO_BODY = Buffer.alloc(0);

export function createDocumentKeeper(db: Kysely<Tables>, dialect: StoreDialect): DocumentKeeper {
  const saveRow = compiledOnce(
    (trx, row: ReturnType<typeof toRow>) => {
      const { path: _, ...facts } = row;
      return trx
        .insertInto('documents')
        .values(row)
        .onConflict((conflict) => conflict.column('path').doUpdateSet(facts));
    },
    (row) => {
      const { path, ...facts } = row;
      return [path, ...Object.values(facts), ...Object.values(facts)];
    },
  );
  const storedDigests = compiledOnce(
    (trx, path: string) => trx.selectFrom('document_parts').select('digest').where('path', '=', path),
    (path) => [path],
  );
  const saveParts = compiledInsert((trx, rows: readonly { path: string; digest: string; bytes: Uint8Array }[]) =>
    trx.insertInto('document_parts').values(rows),
  );

  async function save(trx: Kysely<Tables>, document: SavedDocument): Promise<void> {
    const { path, parts = [] } = document;
    // first, for this makes another process that publishes wait
    await saveRow(trx, toRow(document));
    const stored = new Set((await storedDigests(trx, path)).map(({ digest }) => digest));
    const needed = new Map(parts.map(({ digest, bytes }) => [digest, bytes]));
    const fresh = [...needed].filter(([digest]) => !stored.has(digest));
    await saveParts(
      trx,
      fresh.map(([digest, bytes]) => ({ path, digest, bytes: toBuffer(bytes) })),
    );
    const spare = [...stored].filter((digest) => !needed.has(digest));
    if (spare.length === 0) return;
    await trx
      .deleteFrom('document_parts')
      .where('path', '=', path)
      .where('digest', 'in', dialect.list(spare))
      .execute();
  }

  return {
    documents: () => db.transaction().setAccessMode('read only').execute(loadAll),
    saveDocuments: async (documents) => {
      if (documents.length === 0) return documentsVersion(db);
      return db.transaction().execute(async (trx) => {
        for (const document of documents) await save(trx, document);
        return growDocumentsVersion(trx);
      });
    },
    documentsVersion: () => documentsVersion(db),
  };
}

async function loadAll(trx: Kysely<Tables>): Promise<readonly ChannelDocument[]> {
  const rows = await trx.selectFrom('documents').selectAll().orderBy('path').execute();
  const parts = await trx.selectFrom('document_parts').selectAll().execute();
  const bytesOf = new Map(parts.map(({ path, digest, bytes }) => [`${path} ${digest}`, bytes]));
  return rows.map(({ path, format, content_type, etag, updated_at, fingerprint, body, parts }) => {
    const whole = parts === null ? body : joinParts(path, JSON.parse(parts), bytesOf);
    return {
      path,
      format: format as DocumentFormat,
      contentType: content_type,
      body: new Uint8Array(whole.buffer, whole.byteOffset, whole.byteLength),
      etag,
      updatedAt: updated_at,
      fingerprint,
    };
  });
}

function joinParts(path: string, digests: readonly string[], bytesOf: ReadonlyMap<string, Uint8Array>): Buffer {
  return Buffer.concat(
    digests.map((digest) => {
      const bytes = bytesOf.get(`${path} ${digest}`);
      if (bytes === undefined) throw new LostFeedError('internal', `${path} is stored without its part ${digest}`);
      return bytes;
    }),
  );
}

/** A row of documents, in a fixed order. */
function toRow({ path, format, contentType, etag, updatedAt, fingerprint, body, parts }: SavedDocument) {
  return {
    path,
    format,
    content_type: contentType,
    body: parts ? NO_BODY : toBuffer(body),
    etag,
    updated_at: updatedAt,
    fingerprint,
    parts: parts ? JSON.stringify(parts.map(({ digest }) => digest)) : null,
  };
}

function toBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
