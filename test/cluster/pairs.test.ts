// How well stories are told apart, measured on pairs that were labelled before the rules were written.
import { describe, expect, it } from 'vitest';
import { linkKey } from '../../src/lib/link-key.ts';
import { isSameStory, type StoryArticle } from '../../src/lib/same-story.ts';
import { storyKeys } from '../../src/lib/story-clues.ts';
import { makeDraft, normalizeEntry, normalizeFeed } from '../../src/normalize/normalize.ts';
import { parse } from '../../src/parse/parse.ts';
import { makeSource } from '../store/records.ts';
import { isForTuning, PAIRS } from './pairs.ts';
import type { Pair, Told } from './record.ts';

type Met = StoryArticle & { readonly keys: readonly number[] };

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** The article as a feed brings it: what is compared comes of the same reading as in a visit. */
function read(told: Told): Met {
  const body = `<p>${escaped(told.text)}</p>${told.links.map((href) => `<a href="${escaped(href)}"> </a>`).join('')}`;
  const link = told.url === null ? '' : `<link>${escaped(told.url)}</link>`;
  const xml = `<rss version="2.0"><channel><title>t</title><link>${told.site}</link><item><title>${escaped(told.title)}</title>${link}
    <pubDate>${told.publishedAt}</pubDate><description>${escaped(body)}</description></item></channel></rss>`;
  const options = { url: told.site, language: null, wordsPerMinute: 200 };
  const document = parse(new TextEncoder().encode(xml), { contentType: null, url: told.site, maxEntries: 1 });
  const [entry] = document.entries;
  if (!entry) throw new Error(`${told.title} was not read`);
  const { facts } = normalizeEntry(entry, document, normalizeFeed(document, options), options);
  const source = makeSource(told.source).config;
  const now = Date.parse(told.publishedAt);
  const draft = makeDraft({
    source: { ...source, url: told.site },
    rules: [],
    key: 'k',
    entry,
    facts,
    position: 0,
    now: now + 1,
  });
  if (!draft) throw new Error(`${told.title} was dropped`);
  const { title, listedAt, clues } = draft;
  const own = linkKey(draft.url);
  const links = [own, clues.mentions].filter((one) => one !== null);
  const keys = storyKeys({ links, title, runs: clues.runs }).map(({ key }) => key);
  return { sourceId: told.source, linkKey: own, title, listedAt, ...clues, keys };
}

/** Whether the pair is told as one story, as far as its articles meet under a key. */
function isOne({ a, b, others }: Pair): boolean {
  const [one, two] = [read(a), read(b)];
  const meets = (other: Met) => one.keys.some((key) => other.keys.includes(key));
  return meets(two) && isSameStory(one, two, () => others.map(read).filter(meets));
}

describe.each([
  ['for tuning', true],
  ['unseen while the rules were made', false],
])('the labelled pairs %s', (_half, isTuning) => {
  const half = PAIRS.filter((pair) => isForTuning(pair) === isTuning);
  const told = half.filter(isOne);

  it('C19, C20: what is told as one story is one, in 98 of 100 cases or more', () => {
    const wrong = told.filter(({ same }) => !same).map(({ name }) => name);
    expect(wrong.length / told.length, `not one story: ${wrong.join('; ')}`).toBeLessThanOrEqual(0.02);
  });

  it('C18, C19: what is one story is told as one, in 85 of 100 cases or more', () => {
    const same = half.filter((pair) => pair.same);
    const missed = same.filter((pair) => !told.includes(pair)).map(({ name }) => name);
    expect(missed.length / same.length, `missed: ${missed.join('; ')}`).toBeLessThanOrEqual(0.15);
  });

  it('has at least fifty of each kind', () => {
    for (const same of [true, false]) expect(half.filter((pair) => pair.same === same).length).toBeGreaterThan(50);
  });
});
