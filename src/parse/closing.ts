// Which element an end tag ends, when tags match and when they do not: an end tag may close more than the innermost element,
// or nothing, and a field that was never closed must not swallow the fields behind it.
import type { Inside } from './inside.ts';
import type { OpenElements } from './open-elements.ts';

export interface Closing {
  /** An end tag with its name at these offsets. Returns the offset to read on from because what is there was misread, or -1. */
  closeTag(nameStart: number, nameEnd: number): number;
  /**
   * The element we are inside of should have ended before the tag whose name begins at `nameStart`: it ends at its first inner
   * tag, and what stands from there on is read again as what follows it. Returns where to read on, or -1.
   */
  endUnclosed(nameStart: number): number;
}

/** `endInside` ends the element that `inside` is in; `mend` notes what had to be repaired. */
export function createClosing(
  marks: string,
  open: OpenElements,
  inside: Inside,
  endInside: (contentEnd: number) => void,
  mend: (what: string, at: number) => void,
): Closing {
  /** Bytes that may still be read again: as many as there are, so that the whole stays linear. */
  let rereadable = marks.length;

  /** Offset of the `<` of the tag whose name begins at `nameStart`. */
  function startOfTag(nameStart: number): number {
    return marks.charCodeAt(nameStart - 2) === 0x3c ? nameStart - 2 : marks.lastIndexOf('<', nameStart);
  }

  function endUnclosed(nameStart: number): number {
    mend('an element is not closed', nameStart);
    const firstTag = inside.firstTag();
    if (firstTag < 0 || nameStart - firstTag > rereadable) {
      endInside(startOfTag(nameStart));
      return -1;
    }
    rereadable -= nameStart - firstTag;
    endInside(firstTag);
    return firstTag;
  }

  function closeOpen(nameStart: number, nameEnd: number): void {
    const depth = open.find(nameStart, nameEnd);
    if (depth < 0) {
      mend('an end tag closes nothing', nameStart);
      return;
    }
    const isInnermost = depth === open.depth() - 1;
    if (!isInnermost) mend('an element is not closed', nameStart);
    open.closeTo(depth, isInnermost ? nameEnd : nameStart);
  }

  return {
    endUnclosed,
    closeTag(nameStart, nameEnd) {
      if (inside.isActive()) {
        const isNamesake = inside.isNamesake(nameStart, nameEnd);
        if (isNamesake || open.find(nameStart, nameEnd) < 0) {
          if (inside.closeTag(nameStart, nameEnd, isNamesake)) endInside(startOfTag(nameStart));
          return -1;
        }
        const readOn = endUnclosed(nameStart);
        if (readOn >= 0) return readOn;
      }
      closeOpen(nameStart, nameEnd);
      return -1;
    },
  };
}
