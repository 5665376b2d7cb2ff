// Which language an article is in, as a tag of BCP 47.
import type { ParsedEntry, ParsedFeed } from '../model.ts';

/** Names as software writes them, and codes of countries where the language has another. */
const NAMES: ReadonlyMap<string, string> = new Map(
  (
    'arabic:ar chinese:zh czech:cs danish:da dutch:nl english:en finnish:fi french:fr german:de greek:el hebrew:he ' +
    'hungarian:hu italian:it japanese:ja korean:ko norwegian:no persian:fa polish:pl portuguese:pt russian:ru spanish:es ' +
    'swedish:sv turkish:tr ukrainian:uk deutsch:de français:fr español:es italiano:it nederlands:nl português:pt ' +
    'русский:ru cn:zh cz:cs dk:da gr:el jp:ja'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/**
 * What the entry says, else `ofFeed`, the language of its feed. In Atom the body may be in another language than what stands
 * around it: its own `xml:lang` is then the article's.
 */
export function entryLanguage(entry: ParsedEntry, feed: ParsedFeed, ofFeed: string | null): string | null {
  const ofBody = feed.format.startsWith('atom') ? entry.content?.language : null;
  for (const written of [ofBody, entry.language]) {
    const own = written == null || written === feed.language ? null : readLanguage(written);
    if (own !== null) return own;
  }
  return ofFeed;
}

/** `en_us` and `English` as `en-US` and `en`; null for what is no language. */
export function readLanguage(written: string | null): string | null {
  const text = written?.trim().slice(0, 60) ?? '';
  const named = NAMES.get(text.toLowerCase());
  if (named !== undefined) return named;
  // The part behind a dot or an at sign is of POSIX locales.
  const tag = text.replace(/[.@].*$/, '').replaceAll('_', '-');
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag) || /^(?:und|mul|zxx)\b/i.test(tag)) return null;
  try {
    const locale = new Intl.Locale(tag);
    // CLDR has a usual script for every language in use: a code that has none is no language.
    return locale.maximize().script === undefined ? null : locale.toString();
  } catch {
    return null;
  }
}
