// Edits of a list or an object in the text of feeds.config.json that leave comments and layout as they are: members added at the
// end in the way in which the last one is written, and members taken out with the line they stand on.
import { createScanner, type Edit, type Node } from 'jsonc-parser';

/** Adds members, written already, behind the last one of a list or an object. */
export function appendEdits(text: string, container: Node, members: readonly string[]): readonly Edit[] {
  if (members.length === 0) return [];
  const newline = newlineOf(text);
  const last = container.children?.at(-1);
  if (!last) {
    const line = text.slice(text.lastIndexOf('\n', container.offset) + 1, container.offset);
    const outer = /^[\t ]*/.exec(line)?.[0] ?? '';
    const inner = `${outer}  `;
    const close = container.offset + container.length - 1;
    const body = members.map((member) => `${newline}${inner}${member}`).join(',');
    // what stands between the brackets are comments at most
    const inside = text.slice(container.offset + 1, close).trimEnd();
    const start = container.offset + 1 + inside.length;
    return [{ offset: start, length: close - start, content: `${body}${newline}${outer}` }];
  }
  const indent = indentAt(text, last.offset);
  const end = last.offset + last.length;
  const tail = tailOf(text, end);
  // behind a comment that takes up the rest of the line there is no room on it
  const isLineFull = text.slice(end, tail.end).includes('//');
  const between = indent === null && !isLineFull ? ' ' : `${newline}${indent ?? '    '}`;
  const body = members.map((member) => `${between}${member}`).join(',');
  if (tail.comma !== null) return [{ offset: tail.end, length: 0, content: `${body},` }];
  if (tail.end === end) return [{ offset: end, length: 0, content: `,${body}` }];
  return [
    { offset: end, length: 0, content: ',' },
    { offset: tail.end, length: 0, content: body },
  ];
}

/** Takes the member at an index out of a list or an object. */
export function removalEdits(text: string, container: Node, index: number): readonly Edit[] {
  const members = container.children ?? [];
  const member = members[index];
  if (!member) return [];
  const { comma, end } = tailOf(text, member.offset + member.length);
  const before = members[index - 1];
  // the comma before it would be left over where it was the last
  const stray = comma === null && before ? tailOf(text, before.offset + before.length).comma : null;
  const edits = stray === null ? [] : [{ offset: stray, length: 1, content: '' }];
  const indent = indentAt(text, member.offset);
  const lineEnd = /^[\t ]*(\r?\n|$)/.exec(text.slice(end, end + MAX_INDENT));
  if (indent !== null && lineEnd) {
    const start = member.offset - indent.length;
    return [...edits, { offset: start, length: end + lineEnd[0].length - start, content: '' }];
  }
  // on one line with others
  const blank = /^[\t ]*/.exec(text.slice(end, end + MAX_INDENT))?.[0].length ?? 0;
  const isLast = index === members.length - 1;
  const lead = isLast
    ? (/[\t ]*$/.exec(text.slice(Math.max(0, member.offset - MAX_INDENT), member.offset))?.[0].length ?? 0)
    : 0;
  const start = member.offset - lead;
  return [...edits, { offset: start, length: end + (isLast ? 0 : blank) - start, content: '' }];
}

const MAX_INDENT = 200;

function newlineOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** The blanks before an offset that is the first on its line; null if something else stands before it. */
function indentAt(text: string, offset: number): string | null {
  return /(?:^|\n)([\t ]*)$/.exec(text.slice(Math.max(0, offset - MAX_INDENT), offset))?.[1] ?? null;
}

interface Tail {
  /** Offset of the comma; null: there is none. */
  readonly comma: number | null;
  /** Behind the comma and a comment on the same line. */
  readonly end: number;
}

/** What follows a member on its line. */
function tailOf(text: string, from: number): Tail {
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  let comma: number | null = null;
  let end = from;
  let isSameLine = true;
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const token = text.slice(offset, offset + scanner.getTokenLength());
    if (token === '') return { comma, end };
    if (token === ',' && comma === null) {
      comma = offset;
      end = offset + 1;
      isSameLine = true;
    } else if (token.startsWith('//') || token.startsWith('/*')) {
      if (isSameLine) end = offset + token.length;
    } else if (/^[\r\n]+$/.test(token)) {
      if (comma !== null) return { comma, end };
      isSameLine = false;
    } else if (token.trim() !== '') return { comma, end };
  }
}
