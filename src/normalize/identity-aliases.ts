// Entries that come under a key nobody knows although their article is stored: the feed changed its ids, or moved. What
// must not happen is that two articles become one, so that everything here wants more than one sign.
import { linkKey, movedForms } from '../lib/link-key.ts';
import type { ArticleDraft, Lookalike, Lookalikes } from '../model.ts';

/** A draft under an unknown key, with the keys that it would have had before; see `formerKeys`. */
export interface UnknownEntry {
  readonly draft: ArticleDraft;
  readonly formerKeys: readonly string[];
}

/** Of a document's entries, how many must be known by their moved address for it to have moved. */
const MOVED_SHARE = 0.5;
const SAME_TEXT_SHARE = 0.9;
/** "Comments" and "Read on at our site" are the same in every entry. */
const MIN_COMPARED_CHARS = 100;
const GRAM_CHARS = 3;

/** What to ask the store about: keys that the entries may be stored under, and links that one entry only has. */
export function lookalikeQuery(unknown: readonly UnknownEntry[]): {
  readonly keys: readonly string[];
  readonly links: readonly string[];
} {
  return {
    keys: [...new Set(unknown.flatMap(({ draft, formerKeys }) => [...formerKeys, ...movedForms(draft.key)]))],
    // where two entries share a link, it says nothing about either: link blogs, lists of changes to one page
    links: onlyOnce(unknown.flatMap(({ draft }) => linkKey(draft.url) ?? [])),
  };
}

/**
 * The stored article of each entry that has one, by the entry's key; `stored` answers `lookalikeQuery`. Known again is:
 * - an entry under a key of before with the same title and no other link; also, where no other entry has that key, with nearly
 *   the same text, or under its guid of before with its link (C04);
 * - one whose key differs in scheme or `www.` only, when at least half of the document does (C08);
 * - one whose link is that of exactly one stored article, with the same title or nearly the same text (C05).
 * Never an article that the document names itself by one of its `keys`, and never one article for two entries. The same text
 * says nothing where title and file are others: episodes of a series (C20).
 */
export function recognise(
  unknown: readonly UnknownEntry[],
  stored: Lookalikes,
  document: { readonly keys: readonly string[]; readonly known: number },
): ReadonlyMap<string, Lookalike> {
  const named = new Set(document.keys);
  const free = (article: Lookalike | undefined) =>
    article === undefined || article.keys.some((key) => named.has(key)) ? null : article;

  const underFormerKey = (keys: readonly string[], isAlike: (article: Lookalike) => boolean) =>
    keys.map((key) => free(stored.byKey.get(key))).find((article) => article !== null && isAlike(article)) ?? null;
  const byFormerKey = ({ draft, formerKeys }: UnknownEntry) =>
    underFormerKey(formerKeys, (article) => !isElsewhere(draft, article) && isSameTitle(draft, article));
  const ownKeys = new Set(onlyOnce(unknown.flatMap(({ formerKeys }) => formerKeys)));
  const byOwnFormerKey = ({ draft, formerKeys }: UnknownEntry) =>
    underFormerKey(
      formerKeys.filter((key) => ownKeys.has(key)),
      (article) => !isElsewhere(draft, article) && isSameText(draft, article),
    );
  const byFormerGuid = ({ draft, formerKeys }: UnknownEntry) =>
    underFormerKey(
      formerKeys.filter((key) => key.startsWith('guid:') && ownKeys.has(key)),
      (article) => article.linkKey !== null && article.linkKey === linkKey(draft.url),
    );
  const byMovedKey = ({ draft }: UnknownEntry) => {
    const found = movedForms(draft.key).flatMap((key) => free(stored.byKey.get(key)) ?? []);
    const [article] = found;
    return article !== undefined && found.every(({ articleId }) => articleId === article.articleId) ? article : null;
  };
  const byLink = ({ draft }: UnknownEntry) => {
    const link = linkKey(draft.url);
    const article = link === null ? null : free(stored.byLink.get(link));
    return article !== null && (isSameTitle(draft, article) || isSameText(draft, article)) ? article : null;
  };

  const moved = unknown.filter((entry) => byMovedKey(entry) !== null).length;
  const hasMoved = moved >= (unknown.length + document.known) * MOVED_SHARE;
  const recognised = new Map<string, Lookalike>();
  const taken = new Set<string>();
  for (const find of [byFormerKey, byOwnFormerKey, byFormerGuid, ...(hasMoved ? [byMovedKey] : []), byLink]) {
    for (const entry of unknown) {
      if (recognised.has(entry.draft.key)) continue;
      const article = find(entry);
      if (article === null || taken.has(article.articleId)) continue;
      taken.add(article.articleId);
      recognised.set(entry.draft.key, article);
    }
  }
  return recognised;
}

function onlyOnce(values: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times].filter(([, count]) => count === 1).map(([value]) => value);
}

function isElsewhere(draft: ArticleDraft, article: Lookalike): boolean {
  const link = linkKey(draft.url);
  return link !== null && article.linkKey !== null && link !== article.linkKey;
}

function isSameTitle(draft: ArticleDraft, article: Lookalike): boolean {
  return fold(draft.title) === fold(article.title);
}

/** By the runs of letters in them, which are there in every script and do not care where a sentence was put in. */
function isSameText(draft: ArticleDraft, article: Lookalike): boolean {
  const [a, b] = [fold(draft.summary), fold(article.summary)];
  if (Math.min(a.length, b.length) < MIN_COMPARED_CHARS || isOtherFile(draft, article)) return false;
  const left = gramsOf(b);
  const rest = new Map<string, number>();
  for (const gram of left) rest.set(gram, (rest.get(gram) ?? 0) + 1);
  let shared = 0;
  const grams = gramsOf(a);
  for (const gram of grams) {
    const count = rest.get(gram) ?? 0;
    if (count === 0) continue;
    rest.set(gram, count - 1);
    shared++;
  }
  return shared >= Math.max(grams.length, left.length) * SAME_TEXT_SHARE;
}

function isOtherFile({ enclosures }: ArticleDraft, { files }: Lookalike): boolean {
  return enclosures.length > 0 && files.length > 0 && !enclosures.some(({ url }) => files.includes(url));
}

function gramsOf(text: string): readonly string[] {
  return Array.from({ length: text.length - GRAM_CHARS + 1 }, (_, at) => text.slice(at, at + GRAM_CHARS));
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
