// The body of an entry as it is kept: which kind it is, and undone what was wrapped once too often.
import type { ParsedText, RawContent } from '../model.ts';
import { undouble } from './plain-text.ts';

/** Null for an entry without a body. */
export function contentOf(text: ParsedText | null, base: string | null): RawContent | null {
  if (text === null || text.value.trim() === '') return null;
  const { base: ownBase, kind } = text;
  if (kind === 'text') return { kind, value: text.value, base: ownBase ?? base };
  return { kind: 'html', value: undouble(unwrap(text.value)), base: ownBase ?? base };
}

/** A body that is one CDATA section within another, or within escaped text: for HTML it would be a comment. */
function unwrap(html: string): string {
  const trimmed = html.trim();
  return trimmed.startsWith('<![CDATA[') && trimmed.endsWith(']]>') ? trimmed.slice(9, -3) : html;
}
