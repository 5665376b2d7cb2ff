// The list of sources at `/opml.xml`: like the other documents it keeps its bytes and its time until it says something else.
import { createHash } from 'node:crypto';
import type { Config, Edition, FoundDocument, SourceView } from './model.ts';
import { renderOpml } from './publish/publish.ts';
import { sourceFolders } from './source-folders.ts';

export const OPML_PATH = 'opml.xml';

export interface OpmlStore {
  sourceViews(): Promise<ReadonlyMap<string, SourceView>>;
  edition(path: string): Promise<Edition | null>;
  saveEdition(next: Edition, previous: Edition | null): Promise<Edition>;
}

/** The document as it is now. */
export async function findOpml(store: OpmlStore, config: Config, now: number): Promise<FoundDocument> {
  const views = await store.sourceViews();
  const sources = config.sources.filter(({ id }) => views.has(id));
  const folders = sourceFolders({ ...config, sources }, views);
  const { title, author } = config.channel;
  const make = (createdAt: number) =>
    Buffer.from(renderOpml({ title, ownerName: author.name || null, folders, createdAt }));
  const previous = await store.edition(OPML_PATH);
  const fingerprint = hashOf(make(0));
  let edition = previous;
  if (previous?.fingerprint !== fingerprint) {
    const moment = Math.floor(now / 1000) * 1000;
    const updatedAt = previous ? Math.max(moment, previous.updatedAt + 1000) : moment;
    const etag = hashOf(make(updatedAt));
    const next = {
      path: OPML_PATH,
      format: 'opml',
      contentType: 'text/x-opml; charset=utf-8',
      etag,
      updatedAt,
      fingerprint,
    } as const;
    edition = await store.saveEdition(next, previous);
  }
  if (edition?.fingerprint !== fingerprint) return findOpml(store, config, now); // another process was first
  const found = edition;
  return { kind: 'document', edition: found, load: async () => ({ ...found, body: make(found.updatedAt) }) };
}

function hashOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 27);
}
