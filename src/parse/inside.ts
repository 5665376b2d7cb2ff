// The element being read whose children have no rules of their own: a leaf, whose text or markup is kept, or one that no table
// names, which is skipped. Only one is open at a time, however deep the markup in it.
import { decodeReferences } from './characters.ts';
import { type Content, createContent } from './content.ts';
import type { DocumentText } from './document-text.ts';
import { nestBase } from './href.ts';
import { createNesting } from './nesting.ts';
import type { LeafRule } from './rule.ts';

/** Not inside; in a leaf of which only text was met so far; in one with markup; in an element that is skipped. */
type Mode = 'outside' | 'text' | 'markup' | 'skipped';

export interface Inside {
  readonly content: Content;
  isActive(): boolean;
  hasMarkup(): boolean;
  /** The element's name as written. */
  name(): string;
  /** Offset of the first tag inside it, or -1. */
  firstTag(): number;
  /** `xml:base` of the element that wraps all of the content (the div of XHTML), seen from `outer`. */
  base(outer: string | null): string | null;
  /** `rule` is null for an element to skip; its start tag ends at `contentStart`. */
  begin(rule: LeafRule | null, name: string, contentStart: number): void;
  attribute(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void;
  /** A start tag inside is complete. False when it is nested too deep: what follows it in the element is skipped. */
  openTag(nameStart: number, nameEnd: number, end: number, isEmpty: boolean): boolean;
  /** Whether a tag inside has the element's own name. */
  isNamesake(nameStart: number, nameEnd: number): boolean;
  /** An end tag inside; true when it is the element's own. */
  closeTag(nameStart: number, nameEnd: number, isNamesake: boolean): boolean;
  text(start: number, end: number): void;
  cdata(start: number, end: number): void;
  /** A comment or processing instruction. */
  aside(start: number, end: number): void;
  /** The element ends with its content at `contentEnd`; what was met behind that is not its. Returns its rule, null if it was skipped. */
  end(contentEnd: number): LeafRule | null;
}

export function createInside(document: DocumentText, onCut: (at: number) => void): Inside {
  const content = createContent(document, onCut);
  const nesting = createNesting(document.marks);
  let mode: Mode = 'outside';
  let hasMarkup = false;
  let rule: LeafRule | null = null;
  let firstTag = -1;
  let wrapperBase: string | null = null;
  /** The content has ended at an element nested too deep. */
  let isCut = false;
  return {
    content,
    isActive: () => mode !== 'outside',
    hasMarkup: () => hasMarkup,
    name: nesting.name,
    firstTag: () => firstTag,
    base: (outer) => (wrapperBase === null ? outer : nestBase(wrapperBase, outer)),
    begin(of, name, contentStart) {
      rule = of;
      mode = of === null ? 'skipped' : 'text';
      hasMarkup = false;
      firstTag = -1;
      wrapperBase = null;
      isCut = false;
      nesting.begin(name);
      content.begin(contentStart);
    },
    attribute(nameStart, nameEnd, valueStart, valueEnd) {
      if (!rule?.markup || !document.marks.startsWith('xml', nameStart)) return;
      const name = document.marks.slice(nameStart, nameEnd);
      const value = document.read(valueStart, valueEnd);
      if (name.startsWith('xmlns:') && /xhtml\/?$/.test(value)) content.declareHtmlPrefix(name.slice(6));
      if (name === 'xml:base' && nesting.depth() === 0) wrapperBase = decodeReferences(value);
    },
    openTag(nameStart, nameEnd, end, isEmpty) {
      if (firstTag < 0) firstTag = nameStart - 1;
      if (mode === 'text' && rule?.markup) mode = 'markup';
      if (mode === 'markup') {
        hasMarkup = true;
        content.openTag(nameStart, nameEnd, isEmpty ? end : null);
      }
      if (isEmpty || nesting.open(nameStart, nameEnd)) return true;
      if (!isCut) content.end(nameStart - 1);
      isCut = true;
      mode = 'skipped';
      return false;
    },
    isNamesake: nesting.isNamesake,
    closeTag(nameStart, nameEnd, isNamesake) {
      if (nesting.close(isNamesake)) return true;
      if (mode === 'markup') content.closeTag(nameStart, nameEnd);
      return false;
    },
    text(start, end) {
      if (mode === 'text') content.text(start, end);
    },
    cdata(start, end) {
      if (mode === 'text' || mode === 'markup') content.cdata(start, end);
    },
    aside(start, end) {
      if (mode === 'text' || mode === 'markup') content.aside(start, end);
    },
    end(contentEnd) {
      if (!isCut) content.end(contentEnd);
      if (contentEnd <= firstTag) hasMarkup = false;
      mode = 'outside';
      const ended = rule;
      rule = null;
      return ended;
    },
  };
}
