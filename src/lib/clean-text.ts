// Plain text made fit to show: characters that deceive or break documents taken out, white space collapsed, long text cut
// at a word. Nothing here knows about markup.
import { asciiBytes } from './ascii-bytes.ts';

/** C0 and C1 controls, noncharacters, zero-width spaces, bidirectional controls; never tab, newline or carriage return. */
const UNWANTED =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]/g;
/** Tag characters are wanted only behind the black flag, where they spell the flags of England, Scotland and Wales; noncharacters nowhere. */
const UNWANTED_BEYOND = /(\u{1f3f4}[\u{e0020}-\u{e007f}]+)|[\u{e0000}-\u{e007f}]|\p{Noncharacter_Code_Point}/gu;
/** No script stacks more than a handful of marks on one letter; what goes on is an attack on the lines around it. */
const STACKED_MARKS = /(\p{M}{8})\p{M}+/gu;
/** Letters and punctuation of most texts, with nothing unwanted and no marks among them: these need no second look. */
const PLAIN =
  /^[\t\n\r\u0020-\u007e\u00a0-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2bff\u3000-\u3029\u3030-\u3096\u309b-\ua66e\uac00-\ud7a3\uff00-\uffef]*$/;

/**
 * Removes what must not reach a page or a document: control characters that XML forbids, bidirectional overrides, zero-width
 * spaces, stray tag characters, lone surrogates, towers of combining marks. Joiners stay: emoji, Persian and Indic
 * scripts need them. Applying it twice changes nothing more.
 */
export function cleanCharacters(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.toWellFormed().replace(UNWANTED, '').replace(UNWANTED_BEYOND, '$1').replace(STACKED_MARKS, '$1');
}

/** One line: characters cleaned, every run of white space one space, none at the ends. */
export function toLine(text: string): string {
  const bytes = asciiBytes(text);
  return (
    (bytes && asciiLine(text, bytes)) ??
    cleanCharacters(text)
      .replace(/\s\s+|[^\S ]/g, ' ')
      .trim()
  );
}

/** The same of ASCII; null where there are control characters. `bytes` are those of the text, and written over. */
function asciiLine(text: string, bytes: Buffer): string | null {
  const { length } = text;
  let end = 0;
  let isSpace = false;
  for (let i = 0; i < length; i++) {
    const byte = bytes[i] as number;
    if (byte > 0x20 && byte < 0x7f) {
      if (isSpace && end > 0) bytes[end++] = 0x20;
      isSpace = false;
      bytes[end++] = byte;
    } else if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) isSpace = true;
    else return null;
  }
  return end === length ? text : bytes.toString('latin1', 0, end);
}

/** The first `maxChars` characters; never half of a surrogate pair. */
export function cutChars(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : text.slice(0, maxChars).replace(/[\ud800-\udbff]$/, '');
}

/** The text in at most `maxChars` characters; a longer one ends at a word, with an ellipsis. Never splits a surrogate pair. */
export function cutAtWord(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const head = text.slice(0, maxChars - 1);
  const space = head.search(/\s\S*$/);
  // Text without spaces, such as Chinese, is cut where it is full.
  const kept = space > maxChars * 0.6 ? head.slice(0, space) : cutChars(text, maxChars - 1);
  return `${kept.replace(/[\s,;:–—-]+$/, '')}…`;
}
