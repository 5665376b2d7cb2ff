// Titles and other short texts as one line of plain text, by the kind they were given in.
import { toLine } from '../lib/clean-text.ts';
import { BLOCK_ELEMENTS, KNOWN_ELEMENTS, TEXTLESS_ELEMENTS, VOID_ELEMENTS } from '../lib/html-elements.ts';
import { decodeHTML } from '../lib/markup.ts';
import type { ParsedText } from '../model.ts';
import { textOfMarkup } from './body.ts';

/** What is longer is no title; the rest of it would only cost time. */
const MAX_TITLE_CHARS = 10_000;
const TAG = /<(\/?)([a-z][\w:.-]*)((?:\s[^<>]*)?)\/?>|<!\[CDATA\[|\]\]>/gi;

/** A title, name or label: null when nothing is left of it. */
export function lineOf(text: ParsedText | null): string | null {
  if (text === null) return null;
  const value = text.value.slice(0, MAX_TITLE_CHARS);
  if (text.kind === 'text') return toLine(value) || null;
  return text.kind === 'html' ? toLine(decodeHTML(stripMarkup(value))) || null : looseLine(value);
}

/** A summary or description, whole: null when nothing is left of it. */
export function proseOf(text: ParsedText | null): string | null {
  if (text === null) return null;
  return (text.kind === 'text' ? toLine(text.value) : textOfMarkup(undouble(text.value))) || null;
}

/**
 * Text of which nobody knows whether it is markup, such as an RSS title: markup goes where it really is markup (a pair of
 * tags, or one that needs no partner), before and after references are decoded; `Vec<T>`, `a < b` and "the <b> tag" stay.
 */
export function looseLine(value: string): string | null {
  const once = decodeHTML(stripPairs(value.slice(0, MAX_TITLE_CHARS)));
  return toLine(stripPairs(once)) || null;
}

/**
 * Markup that was escaped once too often: no tag in it, but the escaped form of some. Decoded once more, and only once.
 * A text about markup mentions a tag; a text made of markup closes what it opens.
 */
export function undouble(html: string): string {
  if (!html.includes('&lt;') || /<[a-z/!]/i.test(html)) return html;
  return /&lt;(?:\/(?:p|a|div|b|i|em|strong|ul|ol|li|h[1-6]|span|blockquote|pre)|(?:br|img|hr)\b[^&<]{0,500})\s*\/?&gt;/i.test(
    html,
  )
    ? decodeHTML(html)
    : html;
}

function isKnownTag(name: string): boolean {
  // A colon or a hyphen makes a name of a word processor or a web component; no language has such type parameters.
  return KNOWN_ELEMENTS.has(name) || /[:-]/.test(name);
}

/** All markup; but an element whose content would go too, only if it ends: a title about `<script>` is no script. */
function stripMarkup(html: string): string {
  const text = withoutComments(html);
  const { closed } = tagsIn(text);
  return stripTags(text, (name) => isKnownTag(name) && (!TEXTLESS_ELEMENTS.has(name) || closed.has(name)));
}

function stripPairs(value: string): string {
  if (!value.includes('<')) return value;
  const text = withoutComments(value);
  const { opened, closed } = tagsIn(text);
  return stripTags(text, (name, rest) => {
    if (!isKnownTag(name)) return false;
    return (opened.has(name) && closed.has(name)) || VOID_ELEMENTS.has(name) || /=/.test(rest);
  });
}

/** By hand, because an expression would look through the whole text for the end of every comment that has none. */
function withoutComments(text: string): string {
  let out = '';
  let from = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', from)) {
    const end = text.indexOf('-->', start + 4);
    if (end < 0) break;
    out += text.slice(from, start);
    from = end + 3;
  }
  return out + text.slice(from);
}

function tagsIn(text: string): { readonly opened: ReadonlySet<string>; readonly closed: ReadonlySet<string> } {
  const opened = new Set<string>();
  const closed = new Set<string>();
  for (const [, slash, name] of text.matchAll(TAG)) {
    if (name !== undefined) (slash === '' ? opened : closed).add(name.toLowerCase());
  }
  return { opened, closed };
}

function stripTags(text: string, isMarkup: (name: string, rest: string) => boolean): string {
  // an end without a beginning may be what the text is about
  const hasCdata = /<!\[CDATA\[/i.test(text);
  let out = '';
  let from = 0;
  let skipped = '';
  for (const match of text.matchAll(TAG)) {
    const name = match[2]?.toLowerCase();
    if (skipped !== '') {
      if (name !== skipped || match[1] !== '/') continue;
      skipped = '';
    } else if (name === undefined ? hasCdata : isMarkup(name, match[3] ?? '')) {
      out += text.slice(from, match.index);
      if (name !== undefined && TEXTLESS_ELEMENTS.has(name) && match[1] === '') skipped = name;
      else if (name !== undefined && BLOCK_ELEMENTS.has(name)) out += ' ';
    } else continue;
    from = match.index + match[0].length;
  }
  return skipped === '' ? out + text.slice(from) : out;
}
