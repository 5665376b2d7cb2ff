// The key under which an entry is known from visit to visit: what the feed calls it, where it is, or what it says.
// Never its place in the document, the time, or anything else that changes by itself.
import { createHash } from 'node:crypto';
import type { IdentityPolicy, ParsedEntry, Problem } from '../model.ts';
import { articleAddress, comparable } from './links.ts';
import { lineOf, proseOf } from './plain-text.ts';

/** Longer guids are kept by their hash. */
const MAX_KEY_CHARS = 500;
/** As much of the text as tells entries apart and does not change with a footer. */
const HASHED_TEXT_CHARS = 200;

/**
 * A key for each entry, all different: `guid:…`, `link:…` or `content:…`, compared byte for byte. Where entries share one, all
 * of them are told apart by their links, and where those are shared too by their text: so that a newcomer on top does not take
 * over the key of the entry that was there before.
 */
export function identify(
  entries: readonly ParsedEntry[],
  policy: IdentityPolicy,
): { readonly keys: readonly string[]; readonly problems: readonly Problem[] } {
  const plain = entries.map((entry) => plainKey(entry, policy));
  const byLink = refine(plain, (i) => linkOf(entries[i]));
  const byText = refine(byLink, (i) => hashText(entries[i]));
  return { keys: numberRepeats(byText).map(shorten), problems: describe(entries, plain, policy) };
}

/** The key of each entry had it been alone in its document: not all different. */
export function plainKeys(entries: readonly ParsedEntry[], policy: IdentityPolicy): readonly string[] {
  return entries.map((entry) => shorten(plainKey(entry, policy)));
}

/**
 * Whether these entries can be told from each other and from the rest of their document by their guids alone; `others` are the
 * keys of the rest. Only then do they have the keys that they would have had among all.
 */
export function areApart(entries: readonly ParsedEntry[], others: readonly string[]): boolean {
  const plain = entries.map((entry) => plainKey(entry, 'guid'));
  if (!plain.every((key) => key.startsWith('guid:')) || new Set(plain).size < plain.length) return false;
  // a shared key was given something more, which stands behind a space
  return plain.map(shorten).every((key) => !others.some((other) => other === key || other.startsWith(`${key} `)));
}

function plainKey(entry: ParsedEntry, policy: IdentityPolicy): string {
  const byGuid = () => (entry.guid === null || entry.guid.trim() === '' ? null : `guid:${entry.guid.trim()}`);
  const byLink = () => {
    const link = linkOf(entry);
    return link === null ? null : `link:${link}`;
  };
  const byText = () => `content:${hashText(entry)}`;
  if (policy === 'guid') return byGuid() ?? byLink() ?? byText();
  return policy === 'link' ? (byLink() ?? byGuid() ?? byText()) : byText();
}

/** Adds to each shared key what tells its entries apart; keys whose entries do not differ in it stay as they are. */
function refine(keys: readonly string[], detail: (index: number) => string | null): readonly string[] {
  const groups = new Map<string, number[]>();
  keys.forEach((key, i) => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  });
  const refined = [...keys];
  for (const [key, indexes] of groups) {
    if (indexes.length === 1) continue;
    const details = indexes.map(detail);
    if (new Set(details).size === 1) continue;
    indexes.forEach((index, n) => {
      const own = details[n] ?? null;
      if (own !== null) refined[index] = `${key} ${own}`;
    });
  }
  return refined;
}

/** Entries that are the same in every respect: which of them is "the second" makes no difference. */
function numberRepeats(keys: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? key : `${key} #${times}`;
  });
}

/** The link of an entry in the form in which links are compared; null: it has none. */
export function linkOf(entry: ParsedEntry | undefined): string | null {
  const address = entry === undefined ? null : articleAddress(entry, []);
  return address === null ? null : comparable(address);
}

function hashText(entry: ParsedEntry | undefined): string {
  const text = proseOf(entry?.content ?? null) ?? proseOf(entry?.summary ?? null) ?? '';
  const said = [lineOf(entry?.title ?? null), entry?.published ?? null, text.slice(0, HASHED_TEXT_CHARS)];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
}

function shorten(key: string): string {
  if (key.length <= MAX_KEY_CHARS) return key;
  return `${key.slice(0, key.indexOf(':'))}:sha256:${createHash('sha256').update(key).digest('hex')}`;
}

function describe(
  entries: readonly ParsedEntry[],
  keys: readonly string[],
  policy: IdentityPolicy,
): readonly Problem[] {
  if (policy !== 'guid') return [];
  const problems: Problem[] = [];
  const without = entries.filter((_, i) => !keys[i]?.startsWith('guid:'));
  const guids = keys.filter((key) => key.startsWith('guid:'));
  const shared = guids.length - new Set(guids).size;
  if (without.length > 0) {
    problems.push(problem('missing-guid', `${without.length} of ${entries.length} entries have no id`, without[0]));
  }
  if (shared > 0) {
    const first = entries.find((_, i) => keys[i]?.startsWith('guid:') && keys.indexOf(keys[i] ?? '') !== i);
    problems.push(problem('duplicate-guid', `${shared} of ${entries.length} entries repeat the id of another`, first));
  }
  return problems;
}

function problem(code: string, message: string, entry: ParsedEntry | undefined): Problem {
  return entry?.line == null ? { code, message } : { code, message, line: entry.line };
}
