// Says what keeps a text from being a well-formed XML document, so that the tests need not take a parser's mercy for it.

const TOKEN =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<!DOCTYPE[\s\S]*?\]>|<(\/?)([A-Za-z][\w.:-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/y;
const KNOWN = /^&(amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);/i;

/** The first fault, or null. Namespace prefixes must be declared somewhere; declared entities count as known. */
export function findFault(text: string): string | null {
  if (!text.startsWith('<?xml')) return 'no XML declaration at the start';
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)) return 'control character';
  const prefixes = new Set(['xml', 'xmlns', ...[...text.matchAll(/xmlns:([\w-]+)=/g)].map(([, name]) => name)]);
  const entities = new Set([...text.matchAll(/<!ENTITY (\w+) /g)].map(([, name]) => `&${name};`));
  const hasBadReference = (part: string): boolean =>
    [...part.matchAll(/&\w*;?/g)].some((found) => !KNOWN.test(part.slice(found.index)) && !entities.has(found[0]));
  const stack: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '<') {
      const next = text.indexOf('<', at);
      const part = text.slice(at, next < 0 ? text.length : next);
      if (hasBadReference(part)) return 'bad reference';
      if (stack.length === 0 && part.trim() !== '') return 'text outside the root';
      at += part.length;
      continue;
    }
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (token === null) return `broken markup at ${text.slice(at, at + 20)}`;
    at += token[0].length;
    const [, slash, name, attributes = '', empty] = token;
    if (name === undefined) continue;
    if (hasBadReference(attributes)) return 'bad reference';
    for (const [, prefix] of `${name}${attributes.replaceAll(/"[^"]*"/g, '""')}`.matchAll(/(?:^|\s)([\w-]+):[\w-]/g))
      if (prefix !== undefined && !prefixes.has(prefix)) return `undeclared prefix ${prefix}`;
    if (slash === '/' && stack.pop() !== name) return `unexpected end tag ${name}`;
    if (slash === '' && empty === '') stack.push(name);
  }
  return stack.length === 0 ? null : `unclosed ${stack.at(-1)}`;
}
