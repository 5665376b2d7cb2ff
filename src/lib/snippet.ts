// What an unwanted answer says, for the operator: the beginning of an error page as one line of plain text.
import { cutAtWord, toLine } from './clean-text.ts';
import { decodeHTML } from './references.ts';

/** Of a body, so much is looked at: an error page that says anything says it early. */
export const SNIPPET_BYTES = 4096;
const MAX_CHARS = 200;
/** Elements whose text is not meant to be read; an unclosed one reaches to the end. */
const UNREAD = /<(script|style|svg|template)\b[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi;
const TAG = /<[a-z!/?][^>]*(?:>|$)/gi;

/**
 * One line of at most 200 characters, or null when there is nothing to read in it. Without markup and without control or
 * bidirectional characters, so that it cannot act on a terminal; it is still foreign text and escaped wherever it is shown.
 */
export function toSnippet(body: Uint8Array): string | null {
  const text = new TextDecoder().decode(body.subarray(0, SNIPPET_BYTES));
  const unreadable = text.match(/[\ufffd\u0000-\u0008]/g)?.length ?? 0;
  if (unreadable > text.length / 20) return null;
  const line = toLine(decodeHTML(text.replace(UNREAD, ' ').replace(TAG, ' ')));
  return cutAtWord(line, MAX_CHARS) || null;
}
