// The one way to write what somebody searches for, and the addresses that follow from it: the same words have the same page and
// the same documents, however they were typed.
import { cutChars, toLine } from './clean-text.ts';

/** Longer ones are cut before anybody looks for them. */
export const MAX_QUERY_CHARACTERS = 200;

/** What was typed, as one line without blanks around it, cut to 200 characters; empty: nothing was asked. */
export function toQuery(typed: string): string {
  return toLine(cutChars(toLine(typed), MAX_QUERY_CHARACTERS));
}

/** The path of something under `search/` for a query, without leading slash; `file` is empty for the page itself. */
export function searchPath(query: string, file: string): string {
  return `search/${file}?${new URLSearchParams({ q: query })}`;
}
