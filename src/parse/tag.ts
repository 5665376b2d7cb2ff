// The start tag being read: its name and attributes as offsets, and what it changes for everything inside it.
import type { DocumentText } from './document-text.ts';
import { nestBase } from './href.ts';
import type { Namespaces, Scope } from './namespaces.ts';

/** More attributes than this are not read; no element of any feed vocabulary has as many. */
const MAX_ATTRIBUTES = 64;
/** Bytes; a longer attribute reads as absent. */
const MAX_ATTRIBUTE = 64 * 1024;

/** What an element inherits: namespaces, `xml:base` (absolute http or https) and `xml:lang`. */
export interface Surroundings {
  readonly scope: Scope;
  readonly base: string | null;
  readonly language: string | null;
  /** Whether the element itself says `xml:lang`. */
  readonly hasOwnLanguage: boolean;
}

export interface Tag {
  /** A start tag begins with this name; the attributes of the last one are forgotten. */
  begin(nameStart: number, nameEnd: number): void;
  addAttribute(nameStart: number, nameEnd: number, valueStart: number, valueEnd: number): void;
  name(): string;
  /** Value of the attribute with this key, decoded and trimmed; null if absent or far too long. */
  attribute(key: string, scope: Scope): string | null;
  /** What holds inside the element, given what holds around it. */
  surroundings(outer: Surroundings): Surroundings;
}

/** `onCut` is called when something of a tag is left out. */
export function createTag(
  document: DocumentText,
  namespaces: Namespaces,
  onCut: (code: 'list-cut' | 'text-cut', message: string) => void,
): Tag {
  let name = '';
  let count = 0;
  /** One of the attributes begins with `xml`. */
  let hasXmlAttribute = false;
  const names: string[] = [];
  // Start and end of each value, in pairs.
  const spans: number[] = [];

  function valueAt(index: number): string | null {
    const from = spans[index * 2] ?? 0;
    const to = spans[index * 2 + 1] ?? 0;
    if (to - from <= MAX_ATTRIBUTE) return document.decode(from, to).trim();
    onCut('text-cut', 'an attribute is longer than 64 KiB and is not read');
    return null;
  }

  return {
    begin(nameStart, nameEnd) {
      name = document.marks.slice(nameStart, nameEnd);
      count = 0;
      hasXmlAttribute = false;
    },
    addAttribute(nameStart, nameEnd, valueStart, valueEnd) {
      if (count >= MAX_ATTRIBUTES) {
        onCut('list-cut', `a tag has more than ${MAX_ATTRIBUTES} attributes; the first ones are read`);
        return;
      }
      const written = document.marks.slice(nameStart, nameEnd);
      hasXmlAttribute ||= written.startsWith('xml');
      names[count] = written;
      spans[count * 2] = valueStart;
      spans[count * 2 + 1] = valueEnd;
      count += 1;
    },
    name: () => name,
    attribute(key, scope) {
      for (let index = 0; index < count; index += 1) {
        const written = names[index] ?? '';
        const mayMatch = written.length === key.length || written.includes(':');
        if (written === key || (mayMatch && namespaces.attributeKey(scope, written) === key)) return valueAt(index);
      }
      return null;
    },
    surroundings(outer) {
      // Nearly no element changes anything: they share what holds around them.
      if (!outer.hasOwnLanguage && !hasXmlAttribute) return outer;
      let { scope, base, language } = outer;
      let hasOwnLanguage = false;
      const declarations: [string, string][] = [];
      for (let index = 0; index < count; index += 1) {
        const written = names[index] ?? '';
        if (written === 'xmlns' || written.startsWith('xmlns:'))
          declarations.push([written.slice(6), valueAt(index) ?? '']);
        else if (written === 'xml:base') base = nestBase(valueAt(index) ?? '', base);
        else if (written === 'xml:lang') {
          language = valueAt(index) || language;
          hasOwnLanguage = true;
        }
      }
      if (declarations.length > 0) scope = namespaces.declare(scope, declarations);
      return { scope, base, language, hasOwnLanguage };
    },
  };
}
