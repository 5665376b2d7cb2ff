import { expect, test } from 'vitest';
import { makeUserAgent } from '../../src/fetch/fetch.ts';

const make = (siteUrl: string | null, contact: string | null) => makeUserAgent({ version: '1.2.3', siteUrl, contact });

test('A130, A134: the User-Agent names program, version and the page about it', () => {
  expect(make('https://news.example/feeds/', null)).toBe(
    'TheLostFeed/1.2.3 (+https://news.example/feeds/about/fetcher/)',
  );
});

test('A130: without a site the contact stands in, as a mailbox or an address of the web', () => {
  expect(make(null, 'ops@news.example')).toBe('TheLostFeed/1.2.3 (+mailto:ops@news.example)');
  expect(make(null, 'https://news.example/me')).toBe('TheLostFeed/1.2.3 (+https://news.example/me)');
  expect(make('https://news.example/', 'ops@news.example')).not.toContain('ops@');
});

test('A131: what is not known is left out', () => {
  expect(make(null, null)).toBe('TheLostFeed/1.2.3');
  expect(make(null, '')).toBe('TheLostFeed/1.2.3');
});

test('A132, A133: no browser, no library, nothing that block lists look for', () => {
  expect(make('https://news.example/', null)).not.toMatch(/mozilla|chrome|undici|node|bot|crawl|spider|ai\b|flux/i);
});

test('A130: parentheses in an address cannot end the comment', () => {
  expect(make('https://news.example/a(b)/', null)).toBe(
    'TheLostFeed/1.2.3 (+https://news.example/a%28b%29/about/fetcher/)',
  );
});

test.each(['a@b.example\r\nX-Evil: 1', 'zoë@b.example', '\u{1f600}'])('A135: the contact %j is refused', (contact) => {
  expect(() => make(null, contact)).toThrow(expect.objectContaining({ code: 'config-invalid' }));
});
