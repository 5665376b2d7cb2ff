// A document as its UTF-8 bytes and, for the scanner, as a text with one character for each byte. Markup is ASCII and reads the
// same in both, so the bytes of a field become text only when it is kept, and kept fields do not hold the document in memory.
import { type Buffer, isAscii } from 'node:buffer';

/** Up to here looking at every character costs less than a call into the engine. */
const SHORT = 48;

export interface DocumentText {
  readonly bytes: Buffer;
  /** The bytes read as Latin-1: for names and marks only. All offsets of this stage count in it. */
  readonly marks: string;
  /** The text between two offsets. */
  read(start: number, end: number): string;
}

/** `bytes` must be valid UTF-8. */
export function createDocumentText(bytes: Buffer): DocumentText {
  const marks = bytes.toString('latin1');
  const isPlain = isAscii(bytes);
  return {
    bytes,
    marks,
    read(start, end) {
      if (end - start <= SHORT && (isPlain || isAsciiBetween(marks, start, end))) return marks.slice(start, end);
      return isPlain ? bytes.toString('latin1', start, end) : bytes.toString('utf8', start, end);
    },
  };
}

function isAsciiBetween(marks: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (marks.charCodeAt(at) > 0x7f) return false;
  return true;
}
