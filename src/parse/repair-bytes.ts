// The repair of characters.ts for a whole document. Nearly no document needs it: its bytes, read as Latin-1, tell so in a
// fraction of the time that looking at the text takes.
import { Buffer } from 'node:buffer';
import { repairCharacters } from './characters.ts';

/** A document's UTF-8 bytes, and the same bytes read as Latin-1: one character for each. */
export interface DocumentBytes {
  readonly bytes: Buffer;
  readonly marks: string;
}

/** Control characters that XML forbids. */
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f]/;

/** U+FFFE and U+FFFF, which nobody writes. */
const NONCHARACTERS = [Buffer.from([0xef, 0xbf, 0xbe]), Buffer.from([0xef, 0xbf, 0xbf])];

/** Valid UTF-8 with the characters repaired that `repairCharacters` repairs; the same buffer if there are none. */
export function repairBytes(bytes: Buffer): DocumentBytes {
  const marks = bytes.toString('latin1');
  const isSound = !CONTROL.test(marks) && !hasC1(bytes) && !NONCHARACTERS.some((sequence) => bytes.includes(sequence));
  if (isSound) return { bytes, marks };
  const repaired = Buffer.from(repairCharacters(bytes.toString('utf8')));
  return { bytes: repaired, marks: repaired.toString('latin1') };
}

/** Whether it has one of U+0080 to U+009F, which all begin with 0xC2. */
function hasC1(bytes: Buffer): boolean {
  let at = bytes.indexOf(0xc2);
  while (at >= 0 && (bytes[at + 1] ?? 0xff) >= 0xa0) at = bytes.indexOf(0xc2, at + 2);
  return at >= 0;
}
