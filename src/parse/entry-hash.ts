// The hash that tells an entry that has not changed: of its raw text and of what it inherits from the document around it.
import { hash } from 'node:crypto';

/** Hash of what an entry says; also for the formats that have no raw text. */
export function hashText(raw: string | Uint8Array): string {
  return hash('sha1', raw);
}

/** Hash of what an entry inherits, given as JSON. */
export function hashInherited(facts: string): string {
  return hash('sha1', facts).slice(0, 16);
}

/** The hash of an entry, from those of its text and of what it inherits. */
export function entryHash(inherited: string, text: string): string {
  return `${inherited}.${text}`;
}
