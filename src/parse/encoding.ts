// Bytes of any encoding to UTF-8. Byte order mark, then HTTP charset, then XML declaration, then UTF-8 (RFC 7303 section 3), except where
// the bytes themselves prove a declaration wrong: declarations are typed by hand, byte patterns are not.
import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import { charsetOfContentType, charsetOfXmlDeclaration, toEncodingName } from '../lib/encoding-labels.ts';
import type { ProblemLog } from './problem-log.ts';
import { type DocumentBytes, repairBytes } from './repair-bytes.ts';

/** The document in valid UTF-8, without byte order mark and without characters that XML forbids. */
export interface DecodedBody extends DocumentBytes {
  /** Lower-case WHATWG name of the encoding it was in (`utf-32le` and `utf-32be` beside those). */
  readonly encoding: string;
}

/** Bytes that windows-1252 leaves undefined: text in that encoding does not have them. */
const NOT_WINDOWS_1252 = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** Encodings in which chance can make short texts that are also valid UTF-8: the declaration is tried first. */
const MULTI_BYTE = new Set(['gbk', 'gb18030', 'big5', 'euc-jp', 'euc-kr', 'shift_jis', 'iso-2022-jp']);

/** Reads a document's bytes; never fails: what cannot be decoded becomes U+FFFD with a problem. */
export function decodeBody(body: Uint8Array, contentType: string | null, problems: ProblemLog): DecodedBody {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const unicode = unicodeByFirstBytes(bytes);
  if (unicode === 'utf-8') return readAsUtf8(bytes.subarray(3), true, problems);
  if (unicode !== null) return fromText(decodeWide(bytes, unicode), unicode, problems);

  const declared = declaredEncodings(bytes, contentType);
  const first = declared[0] ?? 'utf-8';
  if (first !== 'iso-2022-jp' && isAscii(bytes)) return fromUtf8(bytes, first, problems);
  if (!isUtf8(bytes)) return readAsLegacy(bytes, declared, problems);
  const text = MULTI_BYTE.has(first) ? decodeCleanly(bytes, first) : null;
  if (text !== null) return fromText(text, first, problems);
  if (first !== 'utf-8') problems.add('encoding-mismatch', `declared as ${first}, but the bytes are UTF-8`);
  return fromUtf8(bytes, 'utf-8', problems);
}

/** Bytes that are not UTF-8: the other encodings that were declared, in order, else a guess. */
function readAsLegacy(bytes: Buffer, declared: readonly string[], problems: ProblemLog): DecodedBody {
  const legacy = declared.filter((name) => name !== 'utf-8');
  if (legacy[0] === undefined) return readAsUtf8(bytes, declared.length > 0, problems);
  if (declared[0] === 'utf-8') problems.add('encoding-mismatch', 'declared as utf-8, but the bytes are not');
  for (const encoding of legacy) {
    const text = decodeCleanly(bytes, encoding);
    if (text !== null) return fromText(text, encoding, problems);
  }
  problems.add('encoding-invalid', `some bytes do not belong to ${legacy[0]}`);
  return fromText(new TextDecoder(legacy[0]).decode(bytes), legacy[0], problems);
}

/**
 * Bytes that ought to be UTF-8. If they are not, a text that is mostly good UTF-8 keeps its good characters and loses the others
 * (U+FFFD); else it was windows-1252 all along, unless it has bytes that windows-1252 has not.
 */
function readAsUtf8(bytes: Buffer, isDeclared: boolean, problems: ProblemLog): DecodedBody {
  if (isUtf8(bytes)) return fromUtf8(bytes, 'utf-8', problems);
  const text = bytes.toString('utf8');
  if (isMostlyUtf8(text) || NOT_WINDOWS_1252.some((byte) => bytes.includes(byte))) {
    problems.add('encoding-invalid', 'some bytes are not UTF-8');
    return fromText(text, 'utf-8', problems);
  }
  if (isDeclared) problems.add('encoding-mismatch', 'declared as utf-8, but the bytes look like windows-1252');
  else problems.add('encoding-guessed', 'no encoding is declared; the bytes look like windows-1252');
  return fromText(new TextDecoder('windows-1252').decode(bytes), 'windows-1252', problems);
}

function fromText(text: string, encoding: string, problems: ProblemLog): DecodedBody {
  return fromUtf8(Buffer.from(text, 'utf8'), encoding, problems);
}

function fromUtf8(bytes: Buffer, encoding: string, problems: ProblemLog): DecodedBody {
  const document = repairBytes(bytes);
  if (document.bytes !== bytes)
    problems.add('control-character', 'characters that XML forbids were removed or repaired');
  return { ...document, encoding };
}

/** Whether good characters beyond ASCII outnumber those that could not be decoded. */
function isMostlyUtf8(text: string): boolean {
  let balance = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) balance += code === 0xfffd ? -1 : 1;
  }
  return balance > 0;
}

/** Declared names we can decode, most binding first, less those that the first bytes have already ruled out. */
function declaredEncodings(bytes: Buffer, contentType: string | null): string[] {
  const head = bytes.subarray(0, 1024).toString('latin1');
  // JSON is UTF-8 whatever the header says (RFC 8259 section 8.1).
  if (/^\s*[[{]/.test(head)) return [];
  return [charsetOfContentType(contentType), charsetOfXmlDeclaration(head)]
    .map((label) => (label === null ? null : toEncodingName(label)))
    .filter((name, index, all) => name !== null && !name.startsWith('utf-16') && all.indexOf(name) === index)
    .filter((name) => name !== null);
}

/** Unicode form told by a byte order mark, or by where the zero bytes stand around the first ASCII character. */
function unicodeByFirstBytes(bytes: Buffer): string | null {
  const [a = -1, b = -1, c = -1, d = -1] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0 && b === 0) return (c === 0xfe && d === 0xff) || (c === 0 && d > 0) ? 'utf-32be' : null;
  if (a > 0 && b === 0) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0 && b > 0) return 'utf-16be';
  return null;
}

function decodeWide(bytes: Buffer, encoding: string): string {
  if (encoding.startsWith('utf-16')) return new TextDecoder(encoding).decode(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength - (bytes.byteLength % 4));
  const parts: string[] = [];
  for (let at = 0; at < view.byteLength; at += 4) {
    const code = view.getUint32(at, encoding === 'utf-32le');
    const isCharacter = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
    parts.push(isCharacter ? String.fromCodePoint(code) : '\ufffd');
  }
  const text = parts.join('');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function decodeCleanly(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
