import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repairCharacters } from '../../src/parse/characters.ts';
import { repairBytes } from '../../src/parse/repair-bytes.ts';

const scrap = fc.constantFrom(
  'a',
  'bc',
  ' \t\r\n',
  '\0',
  '\u0001\u0002',
  '\u0085',
  '\u0092',
  '\u0081',
  '\u00a0',
  'é',
  '\uffef',
  '\ufffd',
  '\uffff',
  '\ufffe',
  '、',
  '😀',
);

describe('the repair of a document', () => {
  it('B04 B05 B06: is that of its text, wherever the bytes lie in memory', () => {
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 30 }), fc.nat(7), (scraps, offset) => {
        const text = scraps.join('');
        const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text), Buffer.alloc(5)]);
        const document = bytes.subarray(offset, bytes.length - 5);
        const repaired = repairBytes(document);
        expect(repaired.bytes.toString()).toBe(repairCharacters(text));
        expect(repaired.marks).toBe(repaired.bytes.toString('latin1'));
      }),
      { numRuns: 1000 },
    );
  });

  it('copies nothing when there is nothing to repair', () => {
    const bytes = Buffer.from('plain\n\ttext, naïve – 日本語。');
    expect(repairBytes(bytes).bytes).toBe(bytes);
  });
});
