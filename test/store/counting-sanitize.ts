// A sanitizer for tests that says by whom and how often content was cleaned.
import type { Sanitize } from '../../src/store/store.ts';

/** Marks what it made, so that a test sees by whom and how often content was cleaned. */
export function countingSanitize(version: number): Sanitize & { readonly cleaned: string[] } {
  const cleaned: string[] = [];
  return {
    version,
    cleaned,
    toSafeHtml: ({ value }) => {
      cleaned.push(value);
      return `safe${version}:${value}`;
    },
  };
}
