// The elements open around the place being read that have a table for their children: a handful, whatever the depth of the
// document, because everything else is a leaf or skipped.
import type { Draft } from './draft.ts';
import { isSameName } from './nesting.ts';
import type { LeafRule, Table } from './rule.ts';
import type { Surroundings } from './tag.ts';

export interface OpenElement {
  /** As written, prefix included. */
  readonly name: string;
  readonly table: Table;
  /** The table's rule for text that stands directly in the element. */
  readonly ownText: LeafRule | null;
  readonly draft: Draft;
  readonly surroundings: Surroundings;
  readonly isEntry: boolean;
  readonly close: (() => void) | null;
}

export interface OpenElements {
  /** The innermost one. */
  top(): OpenElement;
  depth(): number;
  push(element: OpenElement): void;
  /** Closes elements until `depth` are left; those read up to the offset `at`. */
  closeTo(depth: number, at: number): void;
  /** The depth at which the innermost element with the name at these offsets stands, or -1. */
  find(nameStart: number, nameEnd: number): number;
  /** The entry being read, or null. */
  entry(): OpenElement | null;
}

/** `outside` stands for the document around the root element. */
export function createOpenElements(document: string, outside: OpenElement): OpenElements {
  const stack: OpenElement[] = [];
  let top = outside;
  return {
    top: () => top,
    depth: () => stack.length,
    push(element) {
      stack.push(element);
      top = element;
    },
    closeTo(depth, at) {
      while (stack.length > depth) {
        const element = stack.pop();
        top = stack.at(-1) ?? outside;
        if (element?.isEntry) element.draft.rawEnd = at;
        element?.close?.();
      }
    },
    find(nameStart, nameEnd) {
      for (let index = stack.length - 1; index >= 0; index -= 1) {
        if (isSameName(document, stack[index]?.name ?? '', nameStart, nameEnd)) return index;
      }
      return -1;
    },
    entry: () => stack.findLast((element) => element.isEntry) ?? null,
  };
}
