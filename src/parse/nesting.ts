// How deep we are inside one element whose children have no meaning for us, and whether an end tag is its own: told by name
// and not by balance, because the markup inside is HTML written by hand.
import { VOID_ELEMENTS } from '../lib/html-elements.ts';

/** Deeper elements are not read (real feeds stay under 30). */
export const MAX_DEPTH = 100;
/** From here on tags that HTML never closes are not counted: a hundred bare `<br>` are no depth. */
const SUSPICIOUS_DEPTH = 50;

export interface Nesting {
  begin(name: string): void;
  /** The element's name as written. */
  name(): string;
  /** Elements open inside it. */
  depth(): number;
  /** A start tag inside; false from the one on that is nested too deep. */
  open(nameStart: number, nameEnd: number): boolean;
  /** Whether a tag inside has the element's own name. */
  isNamesake(nameStart: number, nameEnd: number): boolean;
  /** An end tag inside; true when it ends the element itself. */
  close(isNamesake: boolean): boolean;
}

export function createNesting(document: string): Nesting {
  let name = '';
  let depth = 0;
  let namesakes = 0;
  return {
    begin(of) {
      name = of;
      depth = 0;
      namesakes = 0;
    },
    name: () => name,
    depth: () => depth,
    open(start, end) {
      if (depth >= SUSPICIOUS_DEPTH && isVoid(document.slice(start, end))) return depth < MAX_DEPTH;
      depth += 1;
      if (isSameName(document, name, start, end)) namesakes += 1;
      return depth < MAX_DEPTH;
    },
    isNamesake: (start, end) => isSameName(document, name, start, end),
    close(isNamesake) {
      if (isNamesake) {
        if (namesakes === 0) return true;
        namesakes -= 1;
      }
      if (depth > 0) depth -= 1;
      return false;
    },
  };
}

function isVoid(name: string): boolean {
  return VOID_ELEMENTS.has(name.slice(name.indexOf(':') + 1).toLowerCase());
}

/** Whether the name at these offsets is `name`; feeds are written in every mixture of cases. */
export function isSameName(document: string, name: string, start: number, end: number): boolean {
  // Most names differ in length or in their first letter.
  if (name.length !== end - start || ((name.charCodeAt(0) ^ document.charCodeAt(start)) & ~0x20) !== 0) return false;
  return document.startsWith(name, start) || document.slice(start, end).toLowerCase() === name.toLowerCase();
}
