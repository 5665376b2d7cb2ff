// JSON Feed as it is written by hand and by careless software: one bad value costs that field only.
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { codesOf, read } from './read.ts';

const VERSION = '"version":"https://jsonfeed.org/version/1.1"';
const readItem = (fields: string) =>
  read(`{${VERSION},"items":[{"url":"http://x.example/1"${fields && `,${fields}`}}]}`);

describe('JSON Feed', () => {
  it.each([
    ['an id that is a number', '"id":7', { guid: '7' }],
    ['an id with a fraction', '"id":1.5', { guid: '1.5' }],
    ['an id of zero', '"id":0', { guid: '0' }],
    ['an id that is an object', '"id":{"a":1}', { guid: null }],
    ['an id that is empty', '"id":""', { guid: null }],
    ['a date that is null', '"date_published":null', { published: null }],
    ['a date that is empty', '"date_published":"","date_modified":" "', { published: null, updated: null }],
    ['a date that is a number', '"date_published":1700000000', { published: '1700000000' }],
    ['tags that are one text', '"tags":"solo"', { tags: ['solo'] }],
    ['tags that are an object', '"tags":{"a":"b"}', { tags: [] }],
    ['tags of mixed types', '"tags":["a",1,null,[],{"x":1},true]', { tags: ['a', '1', 'true'] }],
    ['authors and author', '"authors":[{"name":"Ann"}],"author":{"name":"Bob"}', { authors: [{ name: 'Ann' }] }],
    ['author alone', '"author":{"name":"Bob","url":"/bob"}', { authors: [{ name: 'Bob', url: '/bob' }] }],
    ['authors that are one object', '"authors":{"name":"Ann"}', { authors: [{ name: 'Ann' }] }],
    ['no authors beside an author', '"authors":[],"author":{"name":"Bob"}', { authors: [{ name: 'Bob' }] }],
    ['an author that is a text', '"author":"Ann"', { authors: [{ name: 'Ann' }] }],
    ['authors that are texts and nonsense', '"authors":["Ann",3,null,{}]', { authors: [{ name: 'Ann' }] }],
    [
      'attachments that are one object',
      '"attachments":{"url":"http://x.example/1.mp3"}',
      { enclosures: [{ url: 'http://x.example/1.mp3' }] },
    ],
    [
      'attachments without address',
      '"attachments":[{"mime_type":"audio/mpeg"},null,"x",{"url":""}]',
      { enclosures: [] },
    ],
    [
      'an attachment with a length in words',
      '"attachments":[{"url":"http://x.example/1.mp3","mime_type":"audio/mpeg","size_in_bytes":"12"}]',
      { enclosures: [{ url: 'http://x.example/1.mp3', type: 'audio/mpeg', length: '12' }] },
    ],
    ['a title that is null', '"title":null', { title: null }],
    [
      'a text that is an object',
      '"content_html":{"x":1},"content_text":"plain"',
      { content: { kind: 'text', value: 'plain' } },
    ],
    ['a key of prototypes', '"__proto__":{"title":"x"},"constructor":{"id":"y"}', { title: null, guid: null }],
    ['lone surrogates and control characters', '"id":"\\ud800\\u0001x"', { guid: '\ufffdx' }],
  ])('B50: %s', (_what, fields, expected) => {
    const feed = readItem(fields);
    expect(feed.entries).toMatchObject([{ ...expected, links: [{ href: 'http://x.example/1' }] }]);
    expect(Object.prototype).not.toHaveProperty('title');
  });

  it('B50: a wrong type is named, a null is not', () => {
    expect(codesOf(readItem('"id":7,"tags":"solo"'))).toEqual(['bad-field']);
    expect(codesOf(readItem('"id":"7","tags":null,"title":null'))).toEqual([]);
  });

  it('B50: a list of items makes a feed without its version, and items that are none are left out', () => {
    const feed = read('{"items":[null,{"id":"1"},"x",3,[],{"id":"2"}]}');
    expect(feed.entries.map((entry) => entry.guid)).toEqual(['1', '2']);
    expect(codesOf(feed)).toEqual(['missing-version', 'bad-field']);
  });

  it.each([null, 'application/json', 'application/feed+json; charset=iso-8859-1', 'text/plain; charset=shift_jis'])(
    'A152 B50: is UTF-8, with or without a byte order mark, whatever %j says',
    (contentType) => {
      const document = Buffer.from('{"title":"café 日本","items":[]}');
      for (const body of [document, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), document])]) {
        expect(read(body, contentType === null ? {} : { contentType })).toMatchObject({
          encoding: 'utf-8',
          title: { value: 'café 日本' },
        });
      }
    },
  );
});
