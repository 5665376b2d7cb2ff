// Language tags in the form of BCP 47.

const NAMES: ReadonlyMap<string, string> = new Map(
  (
    'arabic:ar chinese:zh czech:cs danish:da dutch:nl english:en finnish:fi french:fr german:de greek:el hebrew:he ' +
    'hungarian:hu italian:it japanese:ja korean:ko norwegian:no persian:fa polish:pl portuguese:pt russian:ru spanish:es ' +
    'swedish:sv turkish:tr ukrainian:uk deutsch:de français:fr español:es italiano:it nederlands:nl português:pt русский:ru'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** `en_us` and `English` as `en-US` and `en`; null for what is no language. */
export function readLanguage(written: string | null): string | null {
  const text = written?.trim().slice(0, 60) ?? '';
  const named = NAMES.get(text.toLowerCase());
  if (named !== undefined) return named;
  // The part behind a dot or an at sign is of POSIX locales.
  const tag = text.replace(/[.@].*$/, '').replaceAll('_', '-');
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag) || /^(?:und|mul|zxx)\b/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
