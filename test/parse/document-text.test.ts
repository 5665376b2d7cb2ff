import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeReferences } from '../../src/parse/characters.ts';
import { createDocumentText } from '../../src/parse/document-text.ts';

const scrap = fc.oneof(
  fc.constantFrom(
    ...'&lt; &gt; &amp; &quot; &apos; &eacute; &nGt; &#65; &#x1F600; &#146; &#8; &#xD800; &nosuch; & &; &amp &lt'.split(
      ' ',
    ),
  ),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('x'.repeat(40), 'é'.repeat(70)),
);
const text = fc.array(scrap, { maxLength: 12 }).map((scraps) => scraps.join('').toWellFormed());

describe('a document of bytes', () => {
  it('gives each part of it as the text would, references decoded or not', () => {
    fc.assert(
      fc.property(text, text, text, (before, part, behind) => {
        const bytes = Buffer.from(before + part + behind);
        const document = createDocumentText({ bytes, marks: bytes.toString('latin1') });
        const start = Buffer.byteLength(before);
        const end = start + Buffer.byteLength(part);
        expect(document.read(start, end)).toBe(part);
        expect(document.decode(start, end)).toBe(decodeReferences(part));
        expect(document.decode(0, end)).toBe(decodeReferences(before + part));
        expect(document.decode(start, end)).toBe(decodeReferences(part));
      }),
      { numRuns: 1000 },
    );
  });
});
