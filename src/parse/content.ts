// What stands inside one element, noted as offsets while it is scanned and turned into a string only if a rule asks: text
// decoded in one piece, or inner markup as HTML.
import { VOID_ELEMENTS } from '../lib/html-elements.ts';
import { escapeText } from '../lib/markup.ts';
import { decodeReferences, isBlank } from './characters.ts';
import type { DocumentText } from './document-text.ts';

/** Bytes of one text: 2 MiB, far above any article, so that one field cannot fill the memory. */
const MAX_TEXT = 2 * 1024 * 1024;

/** The beginning of a reference that a cut went through. */
const TORN = /&[#\w]{0,31}$/;

/** A stretch of character data. */
interface Piece {
  readonly start: number;
  end: number;
  readonly isCdata: boolean;
}

/** A change to the raw markup on its way to HTML. */
interface Edit {
  readonly start: number;
  readonly end: number;
  /** What comes instead; null: the characters of the CDATA section, escaped. */
  readonly by: string | null;
  /** Set when the edit only holds if this namespace prefix means XHTML. */
  readonly prefix: string | null;
}

export interface Content {
  begin(start: number): void;
  text(start: number, end: number): void;
  /** The inside of a CDATA section. */
  cdata(start: number, end: number): void;
  /** A comment or the like, which says nothing. */
  aside(start: number, end: number): void;
  /** A start tag inside; `emptyEnd` is where it ends if it is an empty-element tag. */
  openTag(nameStart: number, nameEnd: number, emptyEnd: number | null): void;
  closeTag(nameStart: number, nameEnd: number): void;
  /** A tag inside declares this prefix to mean XHTML. */
  declareHtmlPrefix(prefix: string): void;
  /** The content ends here; what was noted behind that is not its. It can be asked for until the next `begin`. */
  end(end: number): void;
  readText(): string;
  /** The markup as written, less prefixes that mean XHTML, CDATA sections, comments and `<a/>` for `<a></a>`. */
  readMarkup(isHtmlPrefix: (prefix: string) => boolean): string;
  /** Whether all text stands in CDATA sections. */
  isCdata(): boolean;
}

/** `onCut` is called when a text is longer than the limit. */
export function createContent(document: DocumentText, onCut: (at: number) => void): Content {
  const { marks } = document;
  let contentStart = 0;
  let contentEnd = 0;
  let pieces: Piece[] = [];
  let edits: Edit[] = [];
  let htmlPrefixes = new Set<string>();

  function addPiece(start: number, end: number, isCdata: boolean): void {
    // Nearly every element has one piece: a list of one is smaller than one that is ready to grow.
    if (pieces.length === 0) pieces = [{ start, end, isCdata }];
    else pieces.push({ start, end, isCdata });
  }

  function edit(start: number, end: number, by: string | null, prefix: string | null = null): void {
    edits.push({ start, end, by, prefix });
  }

  function editPrefix(nameStart: number, nameEnd: number): void {
    const colon = marks.slice(nameStart, nameEnd).indexOf(':');
    if (colon > 0) edit(nameStart, nameStart + colon + 1, '', marks.slice(nameStart, nameStart + colon));
  }

  /** A character that the cut goes through is left out. */
  function readCut(start: number, end: number): string {
    return document.read(start, end).replace(/\ufffd+$/, '');
  }

  function readPiece({ start, end, isCdata }: Piece, room: number): string {
    if (end - start > room)
      return isCdata ? readCut(start, start + room) : decodeReferences(readCut(start, start + room).replace(TORN, ''));
    return isCdata ? document.read(start, end) : document.decode(start, end);
  }

  return {
    begin(at) {
      contentStart = contentEnd = at;
      // Most elements hold one piece and nothing to edit: new lists only where the old ones were used.
      if (pieces.length > 0) pieces = [];
      if (edits.length > 0) edits = [];
      if (htmlPrefixes.size > 0) htmlPrefixes = new Set();
    },
    text(start, end) {
      const last = pieces.at(-1);
      // The scanner hands over text in pieces at a literal `<`; put together again, no reference is torn.
      if (last !== undefined && last.end === start && !last.isCdata) last.end = end;
      else if (last !== undefined || !isBlank(marks, start, end)) addPiece(start, end, false);
    },
    cdata(start, end) {
      edit(start - '<![CDATA['.length, end + ']]>'.length, null);
      addPiece(start, end, true);
    },
    aside: (start, end) => edit(start, end, ''),
    openTag(nameStart, nameEnd, emptyEnd) {
      editPrefix(nameStart, nameEnd);
      if (emptyEnd === null) return;
      const local = marks.slice(nameStart, nameEnd).replace(/^[^:]*:/, '');
      // To HTML `<a/>` is an `<a>` that swallows what follows.
      if (VOID_ELEMENTS.has(local.toLowerCase())) return;
      edit(marks.lastIndexOf('/', emptyEnd - 1), emptyEnd, `></${local}>`);
    },
    closeTag: editPrefix,
    declareHtmlPrefix: (prefix) => htmlPrefixes.add(prefix),
    end(at) {
      contentEnd = at;
    },
    readText() {
      const [only] = pieces;
      if (only === undefined) return '';
      if (pieces.length === 1 && only.end <= contentEnd && only.end - only.start <= MAX_TEXT) {
        return readPiece(only, MAX_TEXT).trim();
      }
      let room = MAX_TEXT;
      const parts: string[] = [];
      for (const piece of pieces) {
        if (piece.start >= contentEnd) break;
        if (piece.end - piece.start > room) onCut(contentStart);
        parts.push(readPiece(piece, room));
        room -= piece.end - piece.start;
        if (room <= 0) break;
      }
      return parts.join('').trim();
    },
    readMarkup(isHtmlPrefix) {
      const limit = Math.min(contentEnd, contentStart + MAX_TEXT);
      if (limit < contentEnd) onCut(contentStart);
      const parts: string[] = [];
      let at = contentStart;
      for (const { start, end, by, prefix } of edits) {
        if (end > limit) break;
        if (prefix !== null && !htmlPrefixes.has(prefix) && !isHtmlPrefix(prefix)) continue;
        parts.push(document.read(at, start));
        parts.push(by ?? escapeText(document.read(start + '<![CDATA['.length, end - ']]>'.length)));
        at = end;
      }
      parts.push(limit < contentEnd ? readCut(at, limit) : document.read(at, limit));
      return parts.join('').trim();
    },
    isCdata() {
      const texts = pieces.filter((piece) => !isBlank(marks, piece.start, piece.end));
      return texts.length > 0 && texts.every((piece) => piece.isCdata);
    },
  };
}
