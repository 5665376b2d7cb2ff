// The language of the tables that say which element becomes which field: a table maps keys (`title`, `dc:creator`) to rules,
// and an element without a rule is skipped with all that is in it.
import type { ParsedText } from '../model.ts';
import { type Draft, type Fact, type Facts, fill, isWanted } from './draft.ts';

/** An element as rules see it, good only during the call. */
export interface Element {
  base(): string | null;
  language(): string | null;
  /** Decoded and trimmed; null when absent. Names as Namespaces.attributeKey makes them. */
  attribute(name: string): string | null;
  /** Character data, decoded and trimmed; empty when there is none. */
  text(): string;
  /** Whether it holds child elements; told only to rules that read markup. */
  hasMarkup(): boolean;
  /** Whether all of its character data stands in CDATA sections. */
  isCdata(): boolean;
  /** The content as HTML: inner markup as written, without prefixes and CDATA sections. */
  markup(): string;
}

export type Rule =
  /** A leaf: its text, or its markup if `markup` is set. Without `markup`, tags inside are dropped and their text is kept. */
  | { readonly kind: 'leaf'; readonly markup: boolean; take(draft: Draft, element: Element): void }
  /** Its children have rules of their own; they work on the same draft. */
  | {
      readonly kind: 'group';
      readonly table: Table;
      open?(draft: Draft, element: Element): void;
      close?(draft: Draft): void;
    }
  /** Its children work on a draft of its own, which `close` hands to the draft around it. */
  | { readonly kind: 'nested'; readonly table: Table; close(draft: Draft, nested: Draft): void }
  /** An item or entry. */
  | { readonly kind: 'entry' };

export type LeafRule = Rule & { readonly kind: 'leaf' };

/** Key of the row for text that stands directly in an element with a table. */
export const OWN_TEXT = '#text';

export type Table = ReadonlyMap<string, Rule>;

/** The facts that are a T. */
type FactOf<T> = { [K in Fact]: Facts[K] extends T ? K : never }[Fact];

/** Rows that copy trimmed text into a fact. */
export function text(fact: FactOf<string>, rank: number): Rule {
  return leaf((draft, element) => {
    if (!isWanted(draft, fact, rank)) return;
    const value = element.text();
    if (value !== '') fill(draft, fact, rank, value);
  });
}

/** Like `text`, for dates: of several the last one holds, as it does in the other readers. */
export function date(fact: FactOf<string>, rank: number): Rule {
  return leaf((draft, element) => {
    // One of the same rank is heard too.
    if (!isWanted(draft, fact, rank - 1)) return;
    const value = element.text();
    if (value !== '') fill(draft, fact, rank, value);
  });
}

/** Rows that copy a text with its kind. `read` decides the kind; it may return null for "says nothing". */
export function rich(fact: FactOf<ParsedText>, rank: number, read: (element: Element) => ParsedText | null): LeafRule {
  return {
    kind: 'leaf',
    markup: true,
    take(draft, element) {
      if (!isWanted(draft, fact, rank)) return;
      const value = read(element);
      if (value !== null && value.value !== '') fill(draft, fact, rank, value);
    },
  };
}

/** Text by the customs of RSS: inline markup is HTML, all else is of the given kind. */
export function asKind(kind: ParsedText['kind']): (element: Element) => ParsedText {
  return (element) => ({
    ...(element.hasMarkup() ? { kind: 'html', value: element.markup() } : { kind, value: element.text() }),
    base: element.base(),
    language: element.language(),
  });
}

/** Rows with a meaning of their own. */
export function leaf(take: (draft: Draft, element: Element) => void): Rule {
  return { kind: 'leaf', markup: false, take };
}

export function group(
  table: Table,
  on: { open?(draft: Draft, element: Element): void; close?(draft: Draft): void } = {},
): Rule {
  return { kind: 'group', table, ...on };
}

export function table(...rows: readonly Readonly<Record<string, Rule>>[]): Table {
  return new Map(rows.flatMap((row) => Object.entries(row)));
}
