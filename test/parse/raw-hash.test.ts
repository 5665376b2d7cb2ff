import { describe, expect, it } from 'vitest';
import { read, rss } from './read.ts';

const item = '<item><guid>1</guid><title>One</title></item>';
const hashOf = (document: string, at = 0) => read(document).entries[at]?.rawHash;

describe('the raw hash tells an unchanged entry', () => {
  it('is the same wherever the entry stands and whatever else the feed says', () => {
    const moved = rss(`<description>New</description><item><guid>0</guid></item>\n\n${item}<ttl>5</ttl>`);
    expect(hashOf(moved, 1)).toBe(hashOf(rss(item)));
  });

  it('changes with any character of the entry', () => {
    expect(hashOf(rss(item.replace('One', 'Onf')))).not.toBe(hashOf(rss(item)));
    expect(hashOf(rss(item.replace('<item>', '<item a="b">')))).not.toBe(hashOf(rss(item)));
  });

  it.each([
    ['base', rss(item).replace('<channel>', '<channel xml:base="http://x.example/">')],
    ['language', rss(`<language>en</language>${item}`)],
    ['authors of the feed', rss(`${item}<managingEditor>Ann</managingEditor>`)],
    ['format', rss(item).replace('"2.0"', '"0.92"')],
  ])('changes with what the entry inherits: %s', (_, document) => {
    expect(hashOf(document)).not.toBe(hashOf(rss(item)));
  });

  it('covers the whole entry, also one whose end tag is missing', () => {
    const first = '<item><guid>1</guid><title>One';
    expect(hashOf(rss(`${first}${item}`))).not.toBe(hashOf(rss(`${first}!${item}`)));
    expect(hashOf(rss(`${first} ${item}`))).not.toBe(hashOf(rss(`${first}${item}`)));
  });

  it('tells items of a JSON Feed by all they hold', () => {
    const json = (title: string) => `{"items":[{"id":"1","_ext":{"a":1},"title":"${title}"}]}`;
    expect(hashOf(json('a'))).toBe(hashOf(json('a')));
    expect(hashOf(json('a'))).not.toBe(hashOf(json('b')));
  });
});
