import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveSourceId, SLUG } from '../../src/config/source-id.ts';

describe('deriveSourceId', () => {
  it('makes a slug of host and path', () => {
    expect(deriveSourceId('https://lwn.net/headlines/rss')).toBe('lwn-net-headlines-rss');
    expect(deriveSourceId('https://www.example.org/Blog/index.xml')).toBe('example-org-blog-index-xml');
    expect(deriveSourceId('http://[::1]:8080/')).toBe('1-8080');
  });

  it('keeps the id when a source moves to https or drops its www', () => {
    const ids = ['http://example.org/feed', 'https://example.org/feed', 'https://www.example.org/feed'].map(
      deriveSourceId,
    );
    expect(new Set(ids)).toEqual(new Set(['example-org-feed']));
    expect(deriveSourceId('http://www.example.org/?f=1')).toBe(deriveSourceId('https://example.org/?f=1'));
  });

  it('tells addresses apart that differ in their query or past the length of an id', () => {
    const long = `https://example.org/${'deep/'.repeat(30)}`;
    const ids = ['?f=rss', '?f=atom'].map((query) => deriveSourceId(`https://example.org/${query}`));
    ids.push(deriveSourceId(`${long}a`), deriveSourceId(`${long}b`));
    expect(new Set(ids).size).toBe(4);
  });

  it('gives every web address an id that is allowed', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true, size: 'small' }),
        (url) => void expect(deriveSourceId(url)).toMatch(SLUG),
      ),
      { numRuns: 50 },
    );
  });
});
