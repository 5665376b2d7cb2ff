// Markup as nobody would write it: tags, attributes and references in any order, most of them without their partners.
import fc from 'fast-check';

const NAMES =
  'p div b a li ul td tr table caption script svg math iframe img h1 h2 h3 h6 font br xmp textarea noscript title style button select option form pre dd rt center video template plaintext foreignObject desc'.split(
    ' ',
  );
const ATTRIBUTES = [
  '',
  ' href="/x"',
  ' src=y',
  ' title="\u202e"',
  ' class=emoji alt=":)"',
  ' onclick=a()',
  ' href=javascript:a()',
  ' style="position:fixed"',
  ' title="',
];
const REST = ['text', '&amp;', '&lt;b&gt;', '<!--', '-->', '<![CDATA[', ']]>', '\n\n', '"', '<', '>', '/>', ' '];

const tag = fc.constantFrom(...NAMES);
const piece = fc.oneof(
  fc.tuple(tag, fc.constantFrom(...ATTRIBUTES)).map(([name, attributes]) => `<${name}${attributes}>`),
  tag.map((name) => `</${name}>`),
  fc.constantFrom(...REST),
  fc.string({ maxLength: 6, unit: 'binary' }),
);

/** A body of a few such pieces. */
export const arbitraryMarkup = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
