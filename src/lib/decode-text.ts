// Bytes of a page or a list to text. What is read from these are addresses and short titles: where an encoding cannot be told,
// a guess that may spoil a letter will do. Feeds are decoded with more care, in parse/encoding.ts.
import { isUtf8 } from 'node:buffer';
import { charsetOfContentType, charsetOfXmlDeclaration, toEncodingName } from './encoding-labels.ts';

/** Where HTML looks for its encoding (HTML section 13.2.3.2). */
const HEAD_BYTES = 1024;
const META = /<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([^"'\s;/>]+)/i;

/** Never fails: what cannot be decoded becomes U+FFFD. A byte order mark goes. */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  return new TextDecoder(encodingOf(bytes, contentType)).decode(bytes);
}

function encodingOf(bytes: Uint8Array, contentType: string | null): string {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (isUtf8(bytes)) return 'utf-8';
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  const labels = [charsetOfContentType(contentType), charsetOfXmlDeclaration(head), META.exec(head)?.[1] ?? null];
  const names = labels.map((label) => (label === null ? null : toEncodingName(label)));
  // the bytes have spoken against these
  return names.find((name) => name !== null && !name.startsWith('utf-')) ?? 'windows-1252';
}
