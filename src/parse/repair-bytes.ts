// The repair of characters.ts for a whole document, on its UTF-8 bytes. Nearly no document needs it, and looking at four bytes
// at a time tells so in a third of the time that looking at the text takes.
import { Buffer } from 'node:buffer';
import { repairCharacters } from './characters.ts';

/** U+FFFE and U+FFFF, which nobody writes: the engine looks for them, and a text that has them is repaired as a text. */
const NONCHARACTERS = [Buffer.from([0xef, 0xbf, 0xbe]), Buffer.from([0xef, 0xbf, 0xbf])];

/** Tab, line feed and carriage return: the control characters that XML allows. */
const ALLOWED_CONTROLS = (1 << 9) | (1 << 10) | (1 << 13);

/** Valid UTF-8 with the characters repaired that `repairCharacters` repairs; the same buffer if there are none. */
export function repairBytes(bytes: Buffer): Buffer {
  if (NONCHARACTERS.some((sequence) => bytes.includes(sequence)))
    return Buffer.from(repairCharacters(bytes.toString('utf8')));
  let found = findRepairable(bytes, 0);
  if (found < 0) return bytes;
  // What takes two bytes may take three when repaired.
  const repaired = Buffer.allocUnsafe(found + Math.ceil((bytes.length - found) * 1.5));
  let length = 0;
  let from = 0;
  while (found >= 0) {
    length += bytes.copy(repaired, length, from, found);
    from = found;
    for (let size = sizeOfRepairable(bytes, from); size > 0; size = sizeOfRepairable(bytes, from)) {
      // Control characters are removed.
      if (size === 2)
        length += repaired.write(repairCharacters(bytes.toString('utf8', from, from + 2)), length, 'utf8');
      from += size;
    }
    found = findRepairable(bytes, from);
  }
  length += bytes.copy(repaired, length, from);
  return repaired.subarray(0, length);
}

/** Offset of the next character to repair, or -1. */
function findRepairable(bytes: Buffer, from: number): number {
  const aligned = Math.min(bytes.length, from + ((4 - ((bytes.byteOffset + from) % 4)) % 4));
  const before = findBetween(bytes, from, aligned);
  if (before >= 0 || aligned === bytes.length) return before;
  const count = (bytes.length - aligned) >> 2;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + aligned, count);
  for (let index = 0; index < count; index += 1) {
    const word = words[index] ?? 0;
    if (((controlBits(word) | c2Bits(word)) & 0x80808080) === 0) continue;
    const found = findBetween(bytes, aligned + index * 4, aligned + index * 4 + 4);
    if (found >= 0) return found;
  }
  return findBetween(bytes, aligned + count * 4, bytes.length);
}

/** A high bit is set exactly if one of the four bytes is below 0x20 and no line feed, which would be found in every line. */
function controlBits(word: number): number {
  const lineFeeds = word ^ 0x0a0a0a0a;
  const notControl = ((word & 0x7f7f7f7f) + 0x60606060) | word;
  const notLineFeed = ((lineFeeds & 0x7f7f7f7f) + 0x7f7f7f7f) | lineFeeds;
  return ~notControl & notLineFeed;
}

/** A high bit is set exactly if one of the four bytes is 0xC2, the first of U+0080 to U+00BF. */
function c2Bits(word: number): number {
  const difference = word ^ 0xc2c2c2c2;
  return (difference - 0x01010101) & ~difference;
}

function findBetween(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at += 1) if (sizeOfRepairable(bytes, at) > 0) return at;
  return -1;
}

/** Bytes of the character at this offset if it is one to repair, else 0. */
function sizeOfRepairable(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0x20;
  if (byte < 0x20) return (ALLOWED_CONTROLS >> byte) & 1 ? 0 : 1;
  // U+0080 to U+009F.
  return byte === 0xc2 && (bytes[at + 1] ?? 0xff) < 0xa0 ? 2 : 0;
}
