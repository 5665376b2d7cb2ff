// XML as a row of events with offsets into the text: htmlparser2's tokenizer, plus the repairs it has no opinion on. A `<`
// that begins no tag is text, an unclosed CDATA section ends with its element, `<!>` and `<!->` swallow nothing. What the
// events mean is for the reader.
import { MarkupTokenizer } from '../lib/markup.ts';

/** All offsets count characters of the text; ends are exclusive. */
export interface XmlEvents {
  /**
   * A start tag begins; its attributes follow, then `openEnd` (or `openAbandoned`). Returns the offset to read on from because
   * what is there was misread, or -1.
   */
  open(nameStart: number, nameEnd: number): number;
  attribute(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void;
  /** Returns the same as `open`. */
  openEnd(end: number, isEmpty: boolean): number;
  /** What looked like a start tag is text. */
  openAbandoned(): void;
  /** Returns the same as `open`. */
  close(nameStart: number, nameEnd: number): number;
  text(start: number, end: number): void;
  /** The content of a CDATA section. */
  cdata(start: number, end: number): void;
  /** A comment, processing instruction or declaration, with its delimiters. */
  aside(start: number, end: number): void;
  /** Where to end a CDATA section that is never closed, seen from its start; -1: at the end of the text. */
  findLostCdataEnd(start: number): number;
  /** Something was repaired. */
  repaired(what: string, at: number): void;
}

/** Characters between two rests: some milliseconds of reading. */
const SLICE = 256 * 1024;

/**
 * Runs once through `text` from the offset `from` on. The work is linear in its length, whatever it holds. Rests (yields) now
 * and then between two tags, so that who drives it can do other things.
 */
export function* scanXml(text: string, from: number, events: XmlEvents): Generator<void, void> {
  // Where reading begins, or goes on after a repair; -1: it is under way. While set, the tokenizer's events are void.
  let resumeAt = from;
  let tagStart = 0;
  let attributeStart = 0;
  let attributeEnd = 0;
  let valueStart = 0;
  let valueEnd = 0;
  let hasLostCdata = false;
  let restAt = from + SLICE;
  let isResting = false;

  function resume(at: number): void {
    resumeAt = at;
    tokenizer.pause();
  }

  function rest(at: number): void {
    restAt = at + SLICE;
    isResting = true;
    tokenizer.pause();
  }

  /** Text from `from` on was read as part of a tag; the last `<` in [from, to) may begin a real one. */
  function rereadTag(from: number, to: number): void {
    const next = text.lastIndexOf('<', to - 1);
    const end = next >= from ? next : to;
    events.repaired('a < that begins no tag', tagStart);
    events.text(tagStart, end);
    resume(end);
  }

  const tokenizer = new MarkupTokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      onopentagname(start, end) {
        tagStart = start - 1;
        if (isName(text, start, end)) {
          const readOn = events.open(start, end);
          if (readOn >= 0) resume(readOn);
        } else rereadTag(start, end);
      },
      onattribname(start, end) {
        attributeStart = start;
        attributeEnd = end;
        valueStart = valueEnd = 0;
      },
      onattribdata(start, end) {
        valueStart = start;
        valueEnd = end;
      },
      onattribend() {
        if (isName(text, attributeStart, attributeEnd)) {
          events.attribute(attributeStart, attributeEnd, valueStart, valueEnd);
        } else if (hasLessThan(text, attributeStart, attributeEnd)) {
          events.openAbandoned();
          rereadTag(attributeStart, attributeEnd);
        }
      },
      onopentagend(end) {
        if (resumeAt >= 0) return;
        const readOn = events.openEnd(end + 1, false);
        if (readOn >= 0) resume(readOn);
      },
      onselfclosingtag(end) {
        if (resumeAt < 0) events.openEnd(end + 1, true);
      },
      onclosetag(start, end) {
        if (resumeAt >= 0) return;
        const readOn = events.close(start, end);
        if (readOn >= 0) resume(readOn);
        else if (end > restAt) rest(end);
      },
      ontext(start, end) {
        if (resumeAt < 0) events.text(start, end);
      },
      oncdata(start, end, endOffset) {
        const from = start;
        const isClosed = endOffset > 0;
        // Looking for the end costs a run through the rest, so it is done once in a document.
        const lostEnd = isClosed || hasLostCdata ? -1 : events.findLostCdataEnd(from);
        events.cdata(from, lostEnd < 0 ? end - endOffset : lostEnd);
        if (isClosed) return;
        hasLostCdata = true;
        events.repaired('a CDATA section is not closed', from);
        if (lostEnd >= 0) resume(lostEnd);
      },
      oncomment(start, end) {
        events.aside(start - 4, end + 1);
      },
      onprocessinginstruction(start, end) {
        events.aside(start - 2, end + 2);
      },
      ondeclaration(start, end) {
        const from = start;
        const isBogus = /^-?>/.exec(text.slice(from, from + 2));
        if (isBogus !== null) resume(from + isBogus[0].length);
        else events.aside(from - 2, end + 1);
      },
      onattribentity() {},
      ontextentity() {},
      onend() {},
    },
  );

  while (resumeAt >= 0) {
    const at = resumeAt;
    resumeAt = -1;
    tokenizer.readFrom(text, at);
    while (isResting) {
      isResting = false;
      yield;
      tokenizer.readOn();
    }
  }
  const lastTag = /<\/([^\s<>/]+)$/.exec(text.slice(-200));
  if (lastTag?.[1] !== undefined) events.close(text.length - lastTag[1].length, text.length);
}

/** Whether a name begins like one (XML section 2.3, any character beyond ASCII allowed) and has no `<` in it. */
function isName(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  const isStart = (first | 0x20) >= 0x61 ? (first | 0x20) <= 0x7a || first >= 0x80 || first === 0x5f : first === 0x3a;
  return isStart && !hasLessThan(text, start, end);
}

function hasLessThan(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) === 0x3c) return true;
  return false;
}
