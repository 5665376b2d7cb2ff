// Atom text constructs and content, in both versions: `type` (and in 0.3 `mode`) say how the characters are to be read
// (RFC 4287 sections 3.1 and 4.1.3.3).
import { Buffer, isUtf8 } from 'node:buffer';
import type { ParsedText } from '../model.ts';
import { decodeReferences, repairCharacters } from './characters.ts';
import type { Element } from './rule.ts';

/** The text of a title, summary, content and so on; null when it cannot be text (a picture in base64). */
export function atomText(element: Element): ParsedText | null {
  const read = readByType(element);
  return read === null ? null : { ...read, base: element.base(), language: element.language() };
}

function readByType(element: Element): Pick<ParsedText, 'kind' | 'value'> | null {
  const type = (element.attribute('type') ?? '').replace(/;.*$/s, '').trim().toLowerCase();
  const mode = element.attribute('mode')?.toLowerCase() ?? null;
  const isHtml = type === 'html' || type === 'text/html';
  if (mode === 'base64') return readBase64(element, isHtml);
  // Markup that should have been escaped: its text is markup too, so both are decoded together.
  if (isHtml) return { kind: 'html', value: element.hasMarkup() ? decodeReferences(element.markup()) : element.text() };
  if (element.hasMarkup()) return { kind: 'html', value: element.markup() };
  if (type === '' || type === 'text' || type.startsWith('text/')) {
    return { kind: mode === 'escaped' && type === '' ? 'loose' : 'text', value: element.text() };
  }
  if (type === 'xhtml' || /[/+]xml$/.test(type)) {
    // XHTML in a CDATA section or escaped in the old mode is HTML by mistake; without either, the characters are markup.
    return { kind: 'html', value: element.isCdata() || mode === 'escaped' ? element.text() : element.markup() };
  }
  return type.includes('/') ? readBase64(element, false) : { kind: 'loose', value: element.text() };
}

function readBase64(element: Element, isHtml: boolean): Pick<ParsedText, 'kind' | 'value'> | null {
  const text = element.text();
  if (!/^[\w+/=\s-]*$/.test(text)) return { kind: isHtml ? 'html' : 'loose', value: text };
  const bytes = Buffer.from(text, 'base64');
  return isUtf8(bytes)
    ? { kind: isHtml ? 'html' : 'loose', value: repairCharacters(bytes.toString('utf8')).trim() }
    : null;
}
