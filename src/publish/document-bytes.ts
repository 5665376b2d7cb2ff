// A document as bytes, and its tag, put together from entries whose bytes and hashes are kept: one new entry among a hundred costs
// its own encoding and hashing and a copy of the others.
import { hash } from 'node:crypto';
import type { DocumentFormat } from '../model.ts';
import type { Frame } from './channel-facts.ts';
import { RENDERERS } from './formats.ts';

/** An entry as it stands in documents. */
export interface EntryBytes {
  readonly bytes: Buffer;
  /** Hash of the bytes. */
  readonly digest: Buffer;
}

export function toEntryBytes(format: DocumentFormat, entry: string): EntryBytes {
  const bytes = Buffer.from(RENDERERS[format].indent(entry));
  return { bytes, digest: digestOf(bytes) };
}

export function joinDocument(format: DocumentFormat, frame: Frame, entries: readonly EntryBytes[]): Buffer {
  const between = Buffer.from(RENDERERS[format].between);
  const parts = entries.flatMap(({ bytes }, index) =>
    index === 0 || between.length === 0 ? [bytes] : [between, bytes],
  );
  return Buffer.concat([Buffer.from(frame.before), ...parts, Buffer.from(frame.after)]);
}

/** A hash of the hashes of all parts of a document, which is another whenever its bytes are, and only then. */
export function makeEtag({ before, after }: Frame, entries: readonly EntryBytes[]): string {
  const digests = [digestOf(before), ...entries.map(({ digest }) => digest), digestOf(after)];
  return hash('sha256', Buffer.concat(digests), 'base64url').slice(0, 27);
}

function digestOf(part: string | Buffer): Buffer {
  return hash('sha256', part, 'buffer');
}
