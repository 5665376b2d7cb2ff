// The repair of characters.ts for a whole document, on its UTF-8 bytes. Nearly no document needs it, and looking at eight bytes
// at a time tells so in a fraction of the time that looking at the text takes.
import { Buffer } from 'node:buffer';
import { repairCharacters } from './characters.ts';

/** U+FFFE and U+FFFF, which nobody writes: the engine looks for them, and a text that has them is repaired as a text. */
const NONCHARACTERS = [Buffer.from([0xef, 0xbf, 0xbe]), Buffer.from([0xef, 0xbf, 0xbf])];

/** What U+0080 to U+009F become. */
const REPAIRED = Array.from({ length: 32 }, (_, index) =>
  Buffer.from(repairCharacters(String.fromCharCode(0x80 + index))),
);

/** Tab, line feed and carriage return: the control characters that XML allows. */
const ALLOWED_CONTROLS = (1 << 9) | (1 << 10) | (1 << 13);

/** Valid UTF-8 with the characters repaired that `repairCharacters` repairs; the same buffer if there are none. */
export function repairBytes(bytes: Buffer): Buffer {
  if (NONCHARACTERS.some((sequence) => bytes.includes(sequence)))
    return Buffer.from(repairCharacters(bytes.toString('utf8')));
  let control = findControl(bytes, 0);
  let c1 = findC1(bytes, 0);
  let found = Math.min(control, c1);
  if (found === bytes.length) return bytes;
  // What takes two bytes may take three when repaired.
  const repaired = Buffer.allocUnsafe(found + Math.ceil((bytes.length - found) * 1.5));
  let length = 0;
  let from = 0;
  while (found < bytes.length) {
    length += bytes.copy(repaired, length, from, found);
    from = found;
    for (let size = sizeOfRepairable(bytes, from); size > 0; size = sizeOfRepairable(bytes, from)) {
      // Control characters are removed.
      if (size === 2) length += REPAIRED[(bytes[from + 1] ?? 0x80) - 0x80]?.copy(repaired, length) ?? 0;
      from += size;
    }
    if (control < from) control = findControl(bytes, from);
    if (c1 < from) c1 = findC1(bytes, from);
    found = Math.min(control, c1);
  }
  length += bytes.copy(repaired, length, from);
  return repaired.subarray(0, length);
}

/** Offset of the next control character that XML forbids, or the end. */
function findControl(bytes: Buffer, from: number): number {
  const aligned = Math.min(bytes.length, from + ((4 - ((bytes.byteOffset + from) % 4)) % 4));
  const before = findControlBetween(bytes, from, aligned);
  if (before < aligned || aligned === bytes.length) return before;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + aligned, ((bytes.length - aligned) >> 3) * 2);
  for (let index = 0; index < words.length; index += 2) {
    if (((controlBits(words[index] ?? 0) | controlBits(words[index + 1] ?? 0)) & 0x80808080) === 0) continue;
    const start = aligned + index * 4;
    const found = findControlBetween(bytes, start, start + 8);
    if (found < start + 8) return found;
  }
  return findControlBetween(bytes, aligned + words.byteLength, bytes.length);
}

/** A high bit is set exactly if one of the four bytes is below 0x20 and no line feed, which would be found in every line. */
function controlBits(word: number): number {
  const lineFeeds = word ^ 0x0a0a0a0a;
  const notControl = ((word & 0x7f7f7f7f) + 0x60606060) | word;
  const notLineFeed = ((lineFeeds & 0x7f7f7f7f) + 0x7f7f7f7f) | lineFeeds;
  return ~notControl & notLineFeed;
}

/** Its offset, or `end`. */
function findControlBetween(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && !isForbiddenControl(bytes[at] ?? 0x20)) at += 1;
  return at;
}

/** Offset of the next of U+0080 to U+009F, which all begin with 0xC2, or the end. */
function findC1(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xc2, from);
  while (at >= 0 && (bytes[at + 1] ?? 0xff) >= 0xa0) at = bytes.indexOf(0xc2, at + 2);
  return at < 0 ? bytes.length : at;
}

/** Bytes of the character at this offset if it is one to repair, else 0. */
function sizeOfRepairable(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0x20;
  if (isForbiddenControl(byte)) return 1;
  // U+0080 to U+009F.
  return byte === 0xc2 && (bytes[at + 1] ?? 0xff) < 0xa0 ? 2 : 0;
}

function isForbiddenControl(byte: number): boolean {
  return byte < 0x20 && ((ALLOWED_CONTROLS >> byte) & 1) === 0;
}
