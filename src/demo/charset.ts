// Puts text into old encodings. The platform only decodes them, so the tables are made by decoding every byte sequence
// once and turning the result round.

import type { Charset } from './spec.ts';

/** The bytes of a document as its charset has them, with a byte order mark if it says so. */
export function encodeText(text: string, charset: Charset): Buffer {
  if (charset.bytes === 'utf-8') return Buffer.from(charset.bom ? `\ufeff${text}` : text, 'utf8');
  if (charset.bytes === 'utf-16le') return Buffer.from(charset.bom ? `\ufeff${text}` : text, 'utf16le');
  const table = makeTable(charset.bytes);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    // What the encoding lacks becomes a character reference, as any XML writer would have it.
    else bytes.push(...(table.get(character) ?? Buffer.from(`&#${code};`, 'latin1')));
  }
  return Buffer.from(bytes);
}

/** Bytes for each character beyond ASCII, in encodings of one or two bytes a character. */
function makeTable(label: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(label);
  const table = new Map<string, readonly number[]>();
  const add = (...bytes: number[]): boolean => {
    const character = decoder.decode(Uint8Array.from(bytes));
    const isOne = [...character].length === 1 && character !== '\ufffd';
    if (isOne && !table.has(character)) table.set(character, bytes);
    return isOne;
  };
  for (let lead = 0x80; lead <= 0xff; lead++) {
    if (add(lead)) continue;
    for (let trail = 0x40; trail <= 0xfe; trail++) add(lead, trail);
  }
  return table;
}
