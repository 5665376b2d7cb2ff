// Everything that a visit and a page do with a document, and what must hold of it.
import { PROBLEMS } from '../../src/errors.ts';
import { toSafeHtml } from '../../src/lib/safe-html.ts';
import type { ParsedFeed } from '../../src/model.ts';
import { identify, makeDraft, normalizeEntry, normalizeFeed } from '../../src/normalize/normalize.ts';
import { parse } from '../../src/parse/parse.ts';
import { NOW, sourceOf } from '../normalize/entries.ts';

const OPTIONS = { url: 'https://fuzz.example/feed', language: null, wordsPerMinute: 200 };
const MAX_ENTRIES = 200;
const SOURCE = sourceOf();

/** Throws a ParseError for what is no feed; any other error is a fault of ours. */
export function readWhole(body: Uint8Array): void {
  const feed = parse(body, { contentType: null, url: OPTIONS.url, maxEntries: MAX_ENTRIES });
  holds(feed.entries.length <= MAX_ENTRIES, 'there are more entries than the limit');
  holdsGoodText(feed.problems);
  for (const { code } of feed.problems) holds(Object.hasOwn(PROBLEMS, code), `the problem code ${code} is unknown`);
  const facts = normalizeFeed(feed, OPTIONS);
  holdsGoodText(facts);
  const { keys } = identify(feed.entries, 'guid');
  holds(new Set(keys).size === feed.entries.length, 'identity keys are not all different');
  for (const [position, entry] of feed.entries.entries()) {
    const normalized = normalizeEntry(entry, feed, facts, OPTIONS);
    const { content, ...said } = normalized.facts;
    holdsGoodText([said, normalized.problems]);
    const draft = makeDraft({
      source: SOURCE,
      rules: [],
      key: keys[position] ?? '',
      entry,
      facts: normalized.facts,
      position,
      now: NOW,
    });
    holds(
      draft !== null && draft.title !== '' && /^[a-z0-9-]{10,69}$/.test(draft.slug),
      'an article has no title or no path',
    );
    holdsGoodText({ ...draft, content: null });
    if (content === null) continue;
    const safe = toSafeHtml(content);
    holdsGoodText(safe);
    holds(!/<script|\son\w+=|javascript:/i.test(tagsOf(safe)), 'unsafe markup got through');
    holds(
      toSafeHtml({ kind: 'html', value: safe, base: content.base }) === safe,
      'cleaning twice is not cleaning once',
    );
  }
  readsTheRestBesideStored(body, feed);
  for (const _ in {}) throw new Error('every object has got a new member');
}

/**
 * Leaving out entries that are stored must not lose or change any other. How tags that do not match are mended may depend on
 * what was mended before, so this holds of well-formed documents.
 */
function readsTheRestBesideStored(body: Uint8Array, feed: ParsedFeed): void {
  const stored = new Set(feed.entries.filter((_, index) => index % 2 === 0).map((entry) => entry.rawHash));
  if (stored.size === 0 || feed.problems.some(({ code }) => code === 'not-well-formed')) return;
  const rest = parse(body, { contentType: null, url: OPTIONS.url, maxEntries: MAX_ENTRIES, stored });
  const read = new Map(rest.entries.map((entry) => [entry.position, JSON.stringify(entry)]));
  const left = feed.entries.filter((entry) => !read.has(entry.position)).map((entry) => entry.rawHash);
  holds(JSON.stringify(left) === JSON.stringify(rest.stored), 'other entries are left out than are said to be stored');
  for (const hash of left) holds(stored.has(hash), 'an entry is left out that is not stored');
  for (const entry of feed.entries) {
    const again = read.get(entry.position);
    holds(again === undefined || again === JSON.stringify(entry), 'an entry reads otherwise when others are stored');
  }
}

/** Well-formed, and without characters that no document may hold. */
function holdsGoodText(facts: unknown): void {
  JSON.stringify(facts, (_, value: unknown) => {
    if (typeof value === 'string') {
      holds(value.isWellFormed(), 'a text has half a character');
      holds(!/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(value), 'a text has characters that XML forbids');
    }
    return value;
  });
}

/** Only the tags: text may say anything, and so may the values of attributes that are no addresses. */
function tagsOf(html: string): string {
  return (html.match(/<[^>]*>/g) ?? [])
    .join('')
    .replace(/"[^"]*"/g, (value) => (/^"\s*javascript:/i.test(value) ? value : '""'));
}

function holds(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise);
}
