// A document as its UTF-8 bytes and, for the scanner, as a text with one character for each byte. Markup is ASCII and reads the
// same in both, so the document is never decoded as a whole: the bytes of a field become text when the field is kept.
import { Buffer, isAscii } from 'node:buffer';
import { decodeReferences } from './characters.ts';
import type { DocumentBytes } from './repair-bytes.ts';

/** Up to here looking at every character costs less than a call into the engine. */
const SHORT = 128;

/** `marks` is for names and marks only; all offsets of this stage count in it. */
export interface DocumentText extends DocumentBytes {
  /** The text between two offsets as it stands there. */
  read(start: number, end: number): string;
  /** The text between two offsets with its references decoded, as `decodeReferences` does. */
  decode(start: number, end: number): string;
}

/** The bytes must be valid UTF-8. */
export function createDocumentText({ bytes, marks }: DocumentBytes): DocumentText {
  const isPlain = isAscii(bytes);
  // No ampersand stands in [clearFrom, clearTo): looking for the next one again and again could mean reading it all.
  let clearFrom = 0;
  let clearTo = 0;
  // Where references are decoded: one string is made of a text and not one for each reference and what is between.
  let target = Buffer.alloc(0);

  function hasReference(start: number, end: number): boolean {
    if (start < clearFrom || start > clearTo) {
      const found = marks.indexOf('&', start);
      clearFrom = start;
      clearTo = found < 0 ? marks.length : found;
    }
    return clearTo < end;
  }

  function read(start: number, end: number): string {
    if (isPlain || (end - start <= SHORT && isAsciiBetween(marks, start, end))) return marks.slice(start, end);
    return bytes.toString('utf8', start, end);
  }

  const document: DocumentText = {
    bytes,
    marks,
    read,
    decode(start, end) {
      if (!hasReference(start, end)) return read(start, end);
      // No reference means more than twice as many bytes as it has.
      if (target.length < (end - start) * 2) target = Buffer.allocUnsafe((end - start) * 4);
      return target.toString('utf8', 0, decodeInto(target, document, start, end));
    },
  };
  return document;
}

/** Bytes from which on the engine copies faster than a loop. */
const LONG_RUN = 32;

const AMPERSAND = 0x26;
const SEMICOLON = 0x3b;
/** Bytes of a reference; the longest name of HTML has 31 letters. */
const MAX_REFERENCE = 40;

/** Writes the bytes between two offsets to `target`, references decoded; returns how many it wrote. */
function decodeInto(target: Buffer, { bytes, marks }: DocumentText, start: number, end: number): number {
  let length = 0;
  let at = start;
  while (at < end) {
    const near = Math.min(end, at + LONG_RUN);
    let byte = bytes[at] ?? 0;
    while (byte !== AMPERSAND && at < near) {
      target[length] = byte;
      length += 1;
      at += 1;
      byte = bytes[at] ?? 0;
    }
    if (at === near && at < end) {
      const found = marks.indexOf('&', at);
      const next = found < 0 || found > end ? end : found;
      length += bytes.copy(target, length, at, next);
      at = next;
    }
    if (at === end) break;
    const simple = simpleReference(bytes, at);
    if (simple !== 0 && at + (simple >> 8) <= end) {
      target[length] = simple & 0xff;
      length += 1;
      at += simple >> 8;
      continue;
    }
    const next = endOfReference(bytes, at, end);
    if (next === at + 1) {
      target[length] = AMPERSAND;
      length += 1;
    } else length += target.write(decodeReferences(marks.slice(at, next)), length, 'utf8');
    at = next;
  }
  return length;
}

/**
 * Nearly all references in feeds stand for one ASCII character and are told by a few comparisons: `&lt;`, `&gt;`, `&amp;`, `&quot;`
 * and numbers such as `&#39;`. Their size in bytes, times 256, plus the character; 0 if something else stands at the ampersand.
 */
function simpleReference(bytes: Buffer, at: number): number {
  const b2 = bytes[at + 2] ?? 0;
  const b3 = bytes[at + 3] ?? 0;
  const b4 = bytes[at + 4] ?? 0;
  switch (bytes[at + 1]) {
    case 0x6c /* l */:
      return b2 === 0x74 && b3 === SEMICOLON ? 0x43c : 0;
    case 0x67 /* g */:
      return b2 === 0x74 && b3 === SEMICOLON ? 0x43e : 0;
    case 0x61 /* a */:
      return b2 === 0x6d && b3 === 0x70 && b4 === SEMICOLON ? 0x526 : 0;
    case 0x71 /* q */:
      return b2 === 0x75 && b3 === 0x6f && b4 === 0x74 && bytes[at + 5] === SEMICOLON ? 0x622 : 0;
    case 0x23 /* # */:
      {
        // Two digits; control characters are for the thorough way.
        const number = (b2 - 0x30) * 10 + b3 - 0x30;
        return b4 === SEMICOLON && isDigit(b2) && isDigit(b3) && number >= 0x20 ? 0x500 + number : 0;
      }
    default:
      return 0;
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Offset behind the semicolon of the reference at `at`; behind its ampersand if it has none. */
function endOfReference(bytes: Buffer, at: number, end: number): number {
  const stop = Math.min(end, at + MAX_REFERENCE);
  for (let next = at + 1; next < stop; next += 1) {
    const byte = bytes[next] ?? 0;
    if (byte === SEMICOLON) return next + 1;
    if (byte <= 0x20 || byte > 0x7f || byte === AMPERSAND) break;
  }
  return at + 1;
}

function isAsciiBetween(marks: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (marks.charCodeAt(at) > 0x7f) return false;
  return true;
}
