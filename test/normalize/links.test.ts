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

  it('C24: an enclosure that stands in keeps every parameter', () => {
    const url = 'https://example.org/a.mp3?utm_source=rss&token=x';
    expect(address({ enclosures: [{ url, type: null, length: null }] })).toBe(url);
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
  const NAMES =
    'fbclid gclid dclid gbraid wbraid gclsrc srsltid msclkid yclid ysclid twclid igshid mc_cid mc_eid mc_tc mkt_tok _hsenc ' +
    '_hsmi __hssc __hstc __hsfp hsCtaTracking vero_id vero_conv oly_anon_id oly_enc_id rb_clickid wickedid _openstat ' +
    'fb_action_ids fb_action_types fb_ref fb_source fb_comment_id sc_cid _bhlid _branch_match_id _branch_referrer';
  const FAMILIES = ['utm_source', 'utm_anything', 'mtm_x', 'pk_campaign', 'campaign_id', 'itm_x', 'hmb_y', 'hsa_z'];

  it.each([...NAMES.split(' '), ...FAMILIES])(
    'C21: takes off %s, whatever its case and value, and nothing else',
    (name) => {
      for (const tracker of [`${name}=1`, `${name.toUpperCase()}=a%20b`, `${name}=`, name]) {
        expect(stripTrackers(`https://example.org/a?${tracker}`, [])).toBe('https://example.org/a');
        expect(stripTrackers(`https://example.org/a?z=1&${tracker}&b=2#c`, [])).toBe('https://example.org/a?z=1&b=2#c');
      }
      for (const kept of [`x${name}=1`, `q=${name}=1`, `a=1#${name}`]) {
        const url = `https://example.org/${name}=1?${kept}`;
        expect(stripTrackers(url, [])).toBe(url);
      }
    },
  );

  it.each(['fbclid2=1', 'gcl=1', 'source=rss', 'campaign=1', 'utm=1', 'id=utm_source', 'ref_src=x', 'si=1', 'share=x'])(
    'C21: leaves %s, which no list names',
    (parameter) => {
      const url = `https://example.org/a?${parameter}`;
      expect(stripTrackers(url, [])).toBe(url);
    },
  );

  it('C21: takes off a fragment of trackers, and leaves one that is a place or a route', () => {
    expect(stripTrackers('https://example.org/a?b=1#utm_source=rss&utm_medium=x', [])).toBe(
      'https://example.org/a?b=1',
    );
    for (const fragment of ['', 'utm_source', 'pk_1', 'utm_source=rss&page=2', '/a?utm_source=rss', 'x=1']) {
      expect(stripTrackers(`https://example.org/a#${fragment}`, [])).toBe(`https://example.org/a#${fragment}`);
    }
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

  it.each(['X-Amz-Signature', 'X-Goog-Signature', 'x-oss-signature', 'Signature', 'sig', 'hmac'])(
    'C24: leaves every byte of an address that %s signs',
    (name) => {
      const url = `https://example.org/a?utm_source=x&${name}=abc&policy=y`;
      expect(stripTrackers(url, [])).toBe(url);
    },
  );

  it('C24: what only looks like a signature signs nothing', () => {
    expect(stripTrackers('https://example.org/a?utm_source=x&signatures=1&design=2', [])).toBe(
      'https://example.org/a?signatures=1&design=2',
    );
  });
});

describe('comparable', () => {
  it('C25: folds case of scheme and host, default port, fragment and trailing slash, and nothing else', () => {
    expect(comparable('HTTPS://Example.ORG:443/A/?b=1#c')).toBe('https://example.org/A?b=1');
    expect(comparable('https://example.org/A/')).toBe(comparable('https://example.org/A'));
    expect(comparable('https://example.org/#!/route')).toContain('#!/route');
    expect(comparable('https://example.org/index.html')).not.toBe(comparable('https://example.org/'));
    expect(comparable('https://m.example.org/')).not.toBe(comparable('https://example.org/'));
    expect(comparable('https://example.org/a?next=/')).not.toBe(comparable('https://example.org/a?next='));
    expect(comparable('https://example.org/a/?b=1')).toBe(comparable('https://example.org/a?b=1'));
    expect(comparable('https://example.org/a//')).not.toBe(comparable('https://example.org/a'));
  });
});
