// What a comment may say: plain text within its bounds. The same rule is in script/reader-acts.js, for people who write,
// and as a constraint in the database.
import { toAddress } from '../lib/address.ts';
import { cleanCharacters, toLine } from '../lib/clean-text.ts';

/** Code points after normalization. */
export const MAX_COMMENT_CHARACTERS = 2000;
const MAX_NAME_CHARACTERS = 80;
/** A comment with more links waits for the operator. */
export const MAX_FREE_LINKS = 2;

/** Why something typed cannot be taken. */
export type TextFault = 'empty' | 'long' | 'name-long' | 'name-taken';

/** Something visible: not only white space, marks without a letter, joiners and other characters that show nothing. */
const SUBSTANCE = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** One form for all ways to type the same: line ends as \n, nothing that deceives or does not show, NFC, no white space around. */
export function toCommentText(typed: string): string {
  const lines = typed.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n');
  return cleanCharacters(lines).normalize('NFC').trim();
}

/** Code points of a text. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** What is wrong with a text that `toCommentText` made, or null. */
export function textFault(text: string): TextFault | null {
  if (!SUBSTANCE.test(text)) return 'empty';
  return countCharacters(text) > MAX_COMMENT_CHARACTERS ? 'long' : null;
}

/** A writer's name as one line; empty when nothing of it shows. */
export function toName(typed: string): string {
  const name = toLine(typed).normalize('NFC');
  return SUBSTANCE.test(name) ? name : '';
}

/** What is wrong with a name that `toName` made, or null. Nobody signs as who runs the site or wrote the article. */
export function nameFault(name: string, reserved: readonly string[]): TextFault | null {
  if (countCharacters(name) > MAX_NAME_CHARACTERS) return 'name-long';
  const bare = bareName(name);
  return bare !== '' && [...RESERVED_NAMES, ...reserved].some((one) => bareName(one) === bare) ? 'name-taken' : null;
}

const RESERVED_NAMES = [
  ...['admin', 'administrator', 'moderator', 'mod', 'editor', 'operator', 'owner', 'root'],
  ...['staff', 'support', 'system', 'team', 'webmaster'],
];

/** What is left of a name when case, spaces and ornaments do not count. */
function bareName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** A piece of a comment: text, and where it leads if it is an address. */
export interface TextPart {
  readonly text: string;
  /** http or https; null: it leads nowhere. */
  readonly href: string | null;
}

/** Paragraphs, their lines, and the pieces of each. Blank lines part paragraphs, however many there are. */
export function commentParagraphs(text: string): readonly (readonly (readonly TextPart[])[])[] {
  return text.split(/\n\s*\n/).map((paragraph) => paragraph.split('\n').map(lineParts));
}

/** How many addresses a comment has. */
export function countLinks(text: string): number {
  return text.match(/https?:\/\//gi)?.length ?? 0;
}

const LINK = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+/giu;

function lineParts(line: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: found, index } of line.matchAll(LINK)) {
    const text = withoutPunctuation(found);
    const href = toAddress(text, null);
    if (href === null) continue;
    if (index > end) parts.push({ text: line.slice(end, index), href: null });
    parts.push({ text, href });
    end = index + text.length;
  }
  if (end < line.length) parts.push({ text: line.slice(end), href: null });
  return parts;
}

/** What ends a sentence, or closes a bracket that was opened before the address, is not of the address. */
function withoutPunctuation(found: string): string {
  let end = found.length;
  // counted once: comments may be nothing but brackets
  let unopened = countOf(found, ')') - countOf(found, '(');
  for (;;) {
    const last = found[end - 1] ?? '';
    const isUnopened = last === ')' && unopened > 0;
    if (!isUnopened && !/[.,;:!?…*_~\]]/u.test(last)) return found.slice(0, end);
    if (isUnopened) unopened -= 1;
    end -= 1;
  }
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}
