// The home of htmlparser2: the one scanner of XML and HTML that parse, normalize and the sanitizer's helpers use. What the tokens
// mean is theirs to say.
import { Tokenizer } from 'htmlparser2';

export { Parser as MarkupParser, type TokenizerCallbacks } from 'htmlparser2';
export { decodeHTML, decodeHTMLAttribute, decodeHTMLStrict, escapeAttribute, escapeText } from './references.ts';

/** Characters; from here on the engine's search is faster than a loop. */
const SHORT = 24;

/** The fields of a tokenizer that a skip works on. */
interface Position {
  readonly buffer: string;
  readonly offset: number;
  index: number;
}

/** htmlparser2's tokenizer, less its way of skipping text one character at a time. */
export class MarkupTokenizer extends Tokenizer {
  /** Reads `text` from the offset `at` to its end; offsets in events count from its beginning. */
  readFrom(text: string, at: number): void {
    this.reset();
    Object.assign(this, { buffer: text, index: at, sectionStart: at });
    this.readOn();
  }

  /** Goes on after a pause. */
  readOn(): void {
    this.resume();
    this.end();
  }
}

Object.assign(MarkupTokenizer.prototype, {
  fastForwardTo(this: Position, mark: number): boolean {
    const { buffer, offset } = this;
    const from = this.index - offset + 1;
    const near = Math.min(from + SHORT, buffer.length);
    let at = from;
    while (at < near && buffer.charCodeAt(at) !== mark) at += 1;
    if (at === near) at = buffer.indexOf(String.fromCharCode(mark), at);
    const isFound = at >= 0;
    this.index = (isFound ? at : buffer.length - 1) + offset;
    return isFound;
  },
});
