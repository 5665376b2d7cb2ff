// Pairs of files: articles (NAME.json) and the three documents they become.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ChannelConfig, FullArticle, SourceView } from '../../src/model.ts';
import { makeArticle, makeSource, publish } from './fixtures.ts';
import { createMemoryStore } from './memory-store.ts';

const CASES = join(import.meta.dirname, 'cases');

interface Case {
  readonly channel: Partial<ChannelConfig>;
  readonly categories?: readonly { id: string; label: string; emoji: string | null }[];
  readonly sources: readonly Partial<SourceView>[];
  readonly articles: readonly Partial<FullArticle>[];
}

describe.each([
  ['everything', 'an article with every field, one without a body, one with next to nothing'],
  ['hostile', 'markup, forbidden characters and bad addresses in every field (D01, D02, D11, D46)'],
  ['policies', 'D120: an excerpt, a link, and a source whose full text is allowed'],
])('%s: %s', (name) => {
  test('becomes the documents beside it, and nothing is left out', async () => {
    const { channel, categories, sources, articles }: Case = JSON.parse(
      readFileSync(join(CASES, `${name}.json`), 'utf8'),
    );
    const store = createMemoryStore(articles.map(makeArticle), sources.map(makeSource));
    const { atom, rss, json, faults } = await publish(store, { channel, ...(categories && { categories }) });
    expect(faults).toEqual([]);
    await expect(atom).toMatchFileSnapshot(join(CASES, `${name}.atom.xml`));
    await expect(rss).toMatchFileSnapshot(join(CASES, `${name}.rss.xml`));
    await expect(json).toMatchFileSnapshot(join(CASES, `${name}.feed.json`));
  });
});
