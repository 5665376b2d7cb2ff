import { describe, expect, it } from 'vitest';
import { articleAddress, comparable } from '../../src/normalize/links.ts';
import { stripTrackers } from '../../src/normalize/trackers.ts';
import { entryOf, link } from './entries.ts';

const address = (over: Parameters<typeof entryOf>[0]) => articleAddress(entryOf(over), []);

describe('articleAddress', () => {
  it('B30: the first alternate that is a page wins; self, edit, replies and enclosure never do', () => {
    expect(
      address({
        links: [
          link('https://example.org/self', { rel: 'self' }),
          link('https://example.org/x.json', { type: 'application/json' }),
          link('https://example.org/page', { type: 'text/html' }),
          link('https://example.org/other'),
        ],
      }),
    ).toBe('https://example.org/page');
    expect(
      address({ links: ['self', 'edit', 'replies', 'enclosure'].map((rel) => link('https://example.org/x', { rel })) }),
    ).toBeNull();
  });

  it('B29: falls back to a guid that is a permalink, then to the enclosure', () => {
    const enclosures = [{ url: 'https://example.org/a.mp3', type: null, length: null }];
    expect(address({ guid: 'https://example.org/g', guidIsPermalink: true, enclosures })).toBe('https://example.org/g');
    expect(address({ guid: 'https://example.org/g', guidIsPermalink: false, enclosures })).toBe(
      'https://example.org/a.mp3',
    );
    expect(address({ guid: '1234', guidIsPermalink: true })).toBeNull();
    expect(address({ guid: 'https://example.org/g' })).toBeNull();
  });

  it('C26: what a feed proxy replaced comes before its redirect', () => {
    expect(address({ originalLink: 'https://example.org/real', links: [link('https://proxy.example/r/1')] })).toBe(
      'https://example.org/real',
    );
  });

  it('B31: resolves against the base of the entry', () => {
    expect(address({ base: 'https://example.org/blog/', links: [link('post')] })).toBe('https://example.org/blog/post');
  });

  it('E42: an address that cannot be used gives way to the next', () => {
    expect(address({ links: [link('javascript:alert(1)'), link('https://example.org/a')] })).toBe(
      'https://example.org/a',
    );
    expect(address({ links: [link('javascript:alert(1)')] })).toBeNull();
  });
});

describe('stripTrackers', () => {
  it('C21: takes off what says where a reader came from', () => {
    for (const tracker of [
      'utm_source=rss',
      'UTM_Medium=x',
      'mtm_a=1',
      'pk_campaign=1',
      'fbclid=1',
      'gclid=1',
      'mc_cid=1',
      '_hsenc=1',
      'hsCtaTracking=1',
      'campaign_id=1',
      'itm_x=1',
      'hsa_y=1',
      'igshid',
    ]) {
      expect(stripTrackers(`https://example.org/a?${tracker}`, [])).toBe('https://example.org/a');
    }
    expect(stripTrackers('https://example.org/a#utm_source=rss&utm_medium=x', [])).toBe('https://example.org/a');
  });

  it('C23: leaves order and encoding of the rest, and an address without trackers, byte for byte', () => {
    expect(stripTrackers('https://example.org/a?z=%7e+1&utm_source=rss&&b=%C3%A9&a#f', [])).toBe(
      'https://example.org/a?z=%7e+1&&b=%C3%A9&a#f',
    );
    for (const url of [
      'https://example.org/?b=2&a=1&&',
      'https://example.org/?',
      'https://example.org/a?mutm_source=1#x?utm_source=1',
    ]) {
      expect(stripTrackers(url, [])).toBe(url);
    }
  });

  it('C22: ref= the feed or its site goes, ref= a branch stays', () => {
    const url = (ref: string) => `https://code.example/a?ref=${ref}`;
    expect(stripTrackers(url('example.org'), ['example.org'])).toBe('https://code.example/a');
    expect(stripTrackers(url('www.example.org'), ['example.org'])).toBe('https://code.example/a');
    expect(stripTrackers(url('main'), ['example.org'])).toBe(url('main'));
  });

  it('C24: leaves signed addresses alone', () => {
    const url = 'https://example.org/a?utm_source=x&X-Amz-Signature=abc';
    expect(stripTrackers(url, [])).toBe(url);
  });
});

describe('comparable', () => {
  it('C25: folds case of scheme and host, default port, fragment and trailing slash, and nothing else', () => {
    expect(comparable('HTTPS://Example.ORG:443/A/?b=1#c')).toBe('https://example.org/A?b=1');
    expect(comparable('https://example.org/A/')).toBe(comparable('https://example.org/A'));
    expect(comparable('https://example.org/#!/route')).toContain('#!/route');
    expect(comparable('https://example.org/index.html')).not.toBe(comparable('https://example.org/'));
    expect(comparable('https://m.example.org/')).not.toBe(comparable('https://example.org/'));
  });
});
