import { expect, test } from 'vitest';
import { makeArticle, makeSource, publish, publishArticles, SITE } from './fixtures.ts';
import { createMemoryStore } from './memory-store.ts';

test('D04, D60: the version comes first and the items are always there', async () => {
  const { json } = await publishArticles([]);
  expect(json).toMatch(/^\{\s*"version": "https:\/\/jsonfeed.org\/version\/1.1",/);
  expect(JSON.parse(json).items).toEqual([]);
});

test('D62, D63: the head has absolute addresses, the language and authors', async () => {
  const { json } = await publishArticles([], { channel: { author: { name: 'Ada', email: 'ada@feed.example' } } });
  const { items: _, ...head } = JSON.parse(json);
  expect(head).toEqual({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'The Lost Feed',
    home_page_url: SITE,
    feed_url: `${SITE}feed.json`,
    description: 'News of old and new machines.',
    authors: [{ name: 'Ada' }],
    language: 'en',
  });
});

test('D61, D64, D65: an item says all that is known, in the types of the specification', async () => {
  const { json } = await publishArticles([
    {
      language: 'fr',
      updatedAt: Date.UTC(2026, 10, 19, 10),
      tags: ['kernel'],
      authors: [{ name: 'Ann', url: 'https://ann.example/' }],
      image: { url: 'https://orchard.example/i.png', alt: null, caption: null, width: null, height: null },
      enclosures: [
        { url: 'https://orchard.example/1.mp3', type: 'audio/mpeg', length: 5 },
        { url: 'https://orchard.example/2', type: null, length: null },
      ],
    },
  ]);
  expect(JSON.parse(json).items).toEqual([
    {
      id: 'urn:uuid:00000000-0000-5000-8000-000000000001',
      url: 'https://orchard.example/grafting',
      title: 'Grafting a kernel module',
      content_html: expect.stringMatching(
        /^<p>How a module is joined to a <em>running<\/em> kernel.<\/p>\n<p><small>From /,
      ),
      summary: 'How a module is joined to a running kernel.',
      image: 'https://orchard.example/i.png',
      date_published: '2026-11-19T08:30:00.000Z',
      date_modified: '2026-11-19T10:00:00.000Z',
      authors: [{ name: 'Ann', url: 'https://ann.example/' }],
      tags: ['kernel'],
      language: 'fr',
      attachments: [
        { url: 'https://orchard.example/1.mp3', mime_type: 'audio/mpeg', size_in_bytes: 5 },
        { url: 'https://orchard.example/2', mime_type: 'application/octet-stream' },
      ],
      _lostfeed: {
        about: `${SITE}ns/`,
        source: { title: 'The Orchard', url: 'https://orchard.example/', feed: 'https://orchard.example/feed.xml' },
        category: null,
        read_minutes: 4,
      },
    },
  ]);
});

test('D61: an item without a body still has content', async () => {
  const { json } = await publishArticles([{ contentHtml: null, summary: '' }]);
  expect(JSON.parse(json).items[0].content_text).toBe('');
});

test('D67: is UTF-8 without a byte order mark, served as feed+json', async () => {
  const store = createMemoryStore([makeArticle({ title: 'Grüße 🌐' })], [makeSource()]);
  await publish(store);
  const document = store.saved.get('feed.json');
  expect(document?.contentType).toBe('application/feed+json');
  expect(Buffer.from(document?.body ?? []).indexOf('{')).toBe(0);
  expect(new TextDecoder('utf-8', { fatal: true }).decode(document?.body)).toContain('Grüße 🌐');
});

test('E41: nothing in it is markup, should a host serve it as a page', async () => {
  const title = 'About </script><script>alert(1)</script>';
  const { json } = await publishArticles([{ title, summary: '<img src=x onerror=alert(1)>' }], {
    channel: { title: '<b>The</b> feed' },
  });
  expect(json).not.toContain('<');
  expect(JSON.parse(json)).toMatchObject({
    title: '<b>The< /b> feed',
    items: [{ title: 'About < /script><script>alert(1)< /script>' }],
  });
});
