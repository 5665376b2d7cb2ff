// A document as bytes, and its tag, put together from entries whose bytes and hashes are kept: one new entry among a hundred costs
// its own encoding and hashing and a copy of the others.
import { hash } from 'node:crypto';
import type { DocumentFormat, DocumentPart } from '../model.ts';
import type { Frame } from './channel-facts.ts';
import { RENDERERS } from './formats.ts';

/** An entry as it stands in documents. */
export function toEntryPart(format: DocumentFormat, entry: string): DocumentPart {
  return toPart(RENDERERS[format].indent(entry));
}

/** All of a document, in order. */
export function partsOf(
  format: DocumentFormat,
  frame: Frame,
  entries: readonly DocumentPart[],
): readonly DocumentPart[] {
  const { between } = RENDERERS[format];
  const separator = between === '' ? [] : [toPart(between)];
  const all = entries.flatMap((entry, index) => (index === 0 ? [entry] : [...separator, entry]));
  return [toPart(frame.before), ...all, toPart(frame.after)];
}

export function joinParts(parts: readonly DocumentPart[]): Buffer {
  return Buffer.concat(parts.map(({ bytes }) => bytes));
}

/** A hash of the hashes of all parts, which is another whenever the bytes are, and only then. */
export function makeEtag(parts: readonly DocumentPart[]): string {
  return digestOf(parts.map(({ digest }) => digest).join(' '));
}

function toPart(text: string): DocumentPart {
  const bytes = Buffer.from(text);
  return { bytes, digest: digestOf(bytes) };
}

/** 162 bits: enough that no two texts have the same. */
function digestOf(bytes: string | Uint8Array): string {
  return hash('sha256', bytes, 'base64url').slice(0, 27);
}
