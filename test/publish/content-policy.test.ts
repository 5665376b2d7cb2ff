import { describe, expect, test } from 'vitest';
import { publishArticles } from './fixtures.ts';

const LONG = 'word '.repeat(200).trim();
const rich = {
  summary: LONG,
  enclosures: [{ url: 'https://orchard.example/1.mp3', type: 'audio/mpeg', length: 5 }],
  image: { url: 'https://orchard.example/i.png', alt: null, caption: null, width: null, height: null },
};

describe('D120', () => {
  test('full: the whole text, its source named at its end, and a short summary', async () => {
    const { atom, rss, json } = await publishArticles([rich]);
    const attribution =
      '<p><small>From <a href="https://orchard.example/">The Orchard</a> · ' +
      '<a href="https://orchard.example/grafting">Original article</a></small></p>';
    expect(atom).toContain(`${attribution}]]></content>`);
    expect(rss).toContain(`${attribution}]]></content:encoded>`);
    const [item] = JSON.parse(json).items;
    expect(item.content_html.endsWith(attribution)).toBe(true);
    expect(item.summary.length).toBeLessThanOrEqual(500);
  });

  test('excerpt: at most 500 characters of text ending with a word, no markup, no image', async () => {
    const { atom, rss, json } = await publishArticles([rich], { channel: { content: 'excerpt' } });
    const [item] = JSON.parse(json).items;
    expect(item.content_text).toMatch(/^(word )+word…$/);
    expect(item.content_text.length).toBeLessThanOrEqual(500);
    expect(item).not.toHaveProperty('content_html');
    expect(atom).toContain(`<summary>${item.content_text}</summary>`);
    expect(rss).toContain(`<description>${item.content_text}</description>`);
    expect(atom + rss + json).not.toMatch(/<content|i\.png/);
    expect(atom).toContain('1.mp3');
  });

  test('link: title and link with author, date and category; no text, no media, no tags', async () => {
    const { atom, rss, json } = await publishArticles(
      [
        {
          ...rich,
          tags: ['tagged'],
          category: 'linux',
          commentsUrl: 'https://board.example/t/1',
          authors: [{ name: 'Ada Quill', url: null }],
        },
      ],
      { channel: { content: 'link' }, categories: [{ id: 'linux', label: 'Linux', emoji: null }] },
    );
    for (const document of [atom, rss, json]) {
      expect(document).not.toMatch(/tagged/);
      expect(document).toContain('Ada Quill');
      expect(document).toContain('Linux');
      expect(document).toMatch(/2026-11-19T08:30:00|19 Nov 2026 08:30:00/);
    }
    expect(rss).toContain('<title>Grafting a kernel module</title>');
    expect(atom).toContain('href="https://orchard.example/grafting"');
    expect(atom + rss + json).not.toMatch(/word|<content|i\.png|1\.mp3/);
    expect(atom).toContain('<summary>From The Orchard</summary>');
    expect(rss).not.toContain('<summary');
    expect(JSON.parse(json).items[0].content_text).toBe('');
  });

  test("the source's own policy wins over the channel's", async () => {
    const guarded = await publishArticles([rich], { source: { content: 'link' } });
    expect(guarded.atom).not.toContain('<content');
    const open = await publishArticles([rich], { channel: { content: 'link' }, source: { content: 'full' } });
    expect(open.atom).toContain('<content');
  });

  test('an excerpt without spaces is cut between characters', async () => {
    const { json } = await publishArticles([{ summary: '🌐'.repeat(400) }], { channel: { content: 'excerpt' } });
    expect(JSON.parse(json).items[0].content_text).toMatch(/^🌐+…$/u);
  });
});

test('the read time is put into titles on request, and only where there is a title and a time', async () => {
  const titles = async (facts: object) => {
    const { json } = await publishArticles([facts], { channel: { readTimeInTitle: true } });
    return JSON.parse(json).items[0].title;
  };
  expect(await titles({ readMinutes: 4 })).toBe('Grafting a kernel module · 4 min read');
  expect(await titles({ readMinutes: null })).toBe('Grafting a kernel module');
  expect(await titles({ title: '' })).toBeUndefined();
});
