// Addresses in comments: where they end, and what it costs to tell.
import { expect, test } from 'vitest';
import { commentParagraphs, MAX_COMMENT_CHARACTERS } from '../../src/web/comment-text.ts';

const links = (text: string) =>
  commentParagraphs(text)
    .flat(2)
    .flatMap(({ text: part, href }) => (href === null ? [] : part));

test.each([
  ['see https://a.example/b.', 'https://a.example/b'],
  ['(https://a.example/b)', 'https://a.example/b'],
  ['https://a.example/b_(c)', 'https://a.example/b_(c)'],
  ['(https://a.example/b_(c)).', 'https://a.example/b_(c)'],
  ['https://a.example/(b))?!)', 'https://a.example/(b)'],
  ['https://a.example/((b)', 'https://a.example/((b)'],
])('%s has the address %s', (text, address) => {
  expect(links(text)).toEqual([address]);
});

test('a page full of comments that are nothing but brackets is no work', () => {
  const start = 'https://a.example/';
  const text = start + ')'.repeat(MAX_COMMENT_CHARACTERS - start.length);
  const before = performance.now();
  for (let comment = 0; comment < 50; comment++) expect(links(text)).toEqual([start]);
  // it took two seconds when each bracket counted all of them
  expect(performance.now() - before).toBeLessThan(500);
});
