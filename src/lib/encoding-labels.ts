// Where a document says which encoding it is in, and which decoder a label means.

/** The charset parameter of a Content-Type, as written; null if there is none. */
export function charsetOfContentType(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*("[^"]*"|'[^']*'|[^;\s]+)/i.exec(contentType ?? '')?.[1] ?? null;
}

/** The encoding pseudo-attribute of an XML declaration in the first bytes of a document, read as Latin-1. */
export function charsetOfXmlDeclaration(head: string): string | null {
  return /<\?xml\s[^>]{0,200}?encoding\s*=\s*["']*([^"'?>]+)/i.exec(head)?.[1] ?? null;
}

/**
 * The WHATWG name of a label (Encoding Standard section 4.2: `iso-8859-1` means windows-1252), or null for one that nobody can
 * decode. Stray quotes, `win-1252` and `x-sjis` and the like are understood.
 */
export function toEncodingName(label: string): string | null {
  const clean = label
    .replace(/["'\s]/g, '')
    .toLowerCase()
    .replace(/^win-?(?=\d)/, 'windows-')
    .replace(/^utf[-_]?(8|16)$/, 'utf-$1');
  try {
    return new TextDecoder(clean).encoding;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
