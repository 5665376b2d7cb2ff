// JSON Feeds: the members of the format with values of the right type, of the wrong one or of none, some of them twice.
import fc from 'fast-check';
import { OBJECT_NAMES, valueFor } from './values.ts';

const FEED_MEMBERS =
  'title home_page_url feed_url description language icon favicon next_url authors author hubs expired'.split(' ');
const ITEM_MEMBERS =
  'id url external_url title content_html content_text summary image banner_image date_published date_modified authors author tags language attachments _x'.split(
    ' ',
  );

const ODD_VALUES = ['1', '1.5', '1e400', '-0', 'true', 'null', '""', '[]', '{}', '"\\ud800"'];

/** A value for the member of this name, as JSON text. */
function memberValue(name: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 12, arbitrary: LISTS.get(name) ?? valueFor(name).map((text) => JSON.stringify(text)) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD_VALUES) },
    { weight: 1, arbitrary: fc.nat(300).map((depth) => '['.repeat(depth) + ']'.repeat(depth)) },
  );
}

/** An object as text, so that a name may come twice and `__proto__` is a name. */
function object(names: readonly string[], maxLength: number): fc.Arbitrary<string> {
  const member = fc
    .oneof({ weight: 12, arbitrary: fc.constantFrom(...names) }, fc.constantFrom(...OBJECT_NAMES), fc.string())
    .chain((name) => memberValue(name).map((value) => `${JSON.stringify(name)}:${value}`));
  return fc.array(member, { maxLength }).map((members) => `{${members.join(',')}}`);
}

function list(member: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> {
  return fc.array(member, { maxLength }).map((members) => `[${members.join(',')}]`);
}

const LISTS = new Map<string, fc.Arbitrary<string>>();
const person = object(['name', 'url', 'avatar'], 4);
LISTS.set('author', person);
LISTS.set('authors', list(person, 3));
LISTS.set('hubs', list(object(['type', 'url'], 3), 3));
LISTS.set('attachments', list(object(['url', 'mime_type', 'size_in_bytes', 'title'], 4), 3));
LISTS.set('tags', list(memberValue('tag'), 4));

/** A document as text. */
export const jsonFeed = fc
  .tuple(
    fc.constantFrom('"version":"https://jsonfeed.org/version/1.1",', ''),
    object(FEED_MEMBERS, 8),
    list(object(ITEM_MEMBERS, 10), 5),
  )
  .map(([version, head, items]) => `{${version}"items":${items}${head === '{}' ? '' : ','}${head.slice(1)}`);
