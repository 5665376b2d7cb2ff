// Other articles of a story, named beside the one that lists have.
import { expect, test } from 'vitest';
import { makeArticle, makeSource, publish, SITE } from './fixtures.ts';
import { createMemoryStore } from './memory-store.ts';

const ID = makeArticle().id;

async function publishCovered() {
  const store = createMemoryStore([makeArticle()], [makeSource()]);
  store.coverage = new Map([
    [
      ID,
      [
        { title: 'Grafting & more', url: 'https://wire.example/1?a=b&c=d', sourceTitle: 'The <Wire>', slug: 'wire-1' },
        { title: 'Grafting', url: null, sourceTitle: 'Planet', slug: 'planet-1' },
        { title: 'Grafting', url: 'javascript:alert(1)', sourceTitle: 'Odd', slug: 'odd-1' },
      ],
    ],
  ]);
  const result = await publish(store);
  const body = (path: string) => Buffer.from(store.saved.get(path)?.body ?? []).toString();
  return { result, atom: body('atom.xml'), rss: body('rss.xml'), json: JSON.parse(body('feed.json')) };
}

test('C18: Atom has them as related links, by our page where they have none of their own', async () => {
  const { result, atom } = await publishCovered();
  expect(result.faults).toEqual([]);
  expect(atom.match(/<link rel="related"[^>]*>/g)).toEqual([
    '<link rel="related" href="https://wire.example/1?a=b&amp;c=d" title="The &#x3C;Wire&#x3E;: Grafting &#x26; more"/>',
    `<link rel="related" href="${SITE}a/planet-1/" title="Planet: Grafting"/>`,
    `<link rel="related" href="${SITE}a/odd-1/" title="Odd: Grafting"/>`,
  ]);
});

test('C18: the attribution names their sources, for readers of any format', async () => {
  const { rss, json } = await publishCovered();
  const line =
    'Also covered by <a href="https://wire.example/1?a=b&amp;c=d">The &lt;Wire&gt;</a>, ' +
    `<a href="${SITE}a/planet-1/">Planet</a>, <a href="${SITE}a/odd-1/">Odd</a></small></p>`;
  expect(json.items[0].content_html).toContain(line);
  expect(rss).toContain('Also covered by');
});

test('C18: JSON Feed lists them in our extension, and has no list for an article that stands alone', async () => {
  const { json } = await publishCovered();
  expect(json.items[0]._lostfeed.also_covered_by).toEqual([
    { title: 'Grafting & more', url: 'https://wire.example/1?a=b&c=d', source: 'The <Wire>' },
    { title: 'Grafting', url: `${SITE}a/planet-1/`, source: 'Planet' },
    { title: 'Grafting', url: `${SITE}a/odd-1/`, source: 'Odd' },
  ]);
  const alone = createMemoryStore([makeArticle()], [makeSource()]);
  await publish(alone);
  expect(Buffer.from(alone.saved.get('feed.json')?.body ?? []).toString()).not.toContain('also_covered_by');
});
