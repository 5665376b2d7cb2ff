// What stands in the fields of generated feeds: mostly what belongs there, sometimes anything.
import fc from 'fast-check';
import { arbitraryMarkup } from '../lib/arbitrary-markup.ts';

/** Names that every JavaScript object has or had a use for. */
export const OBJECT_NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

const date = fc.oneof(
  fc
    .date({ min: new Date('1969-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .chain((at) =>
      fc.constantFrom(at.toISOString(), at.toUTCString(), String(at.getTime()), at.toISOString().slice(0, 10)),
    ),
  fc.constantFrom('31 Jun 2004 25:61:00 EST', '1 janvier 2020', '0000-00-00', 'now', '2004年7月8日', '9'.repeat(20)),
);

const address = fc.oneof(
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.constantFrom(
    '/a',
    '../b?c&d=1',
    '#e',
    '//host.example/x',
    'javascript:alert(1)',
    'data:text/html,<b>',
    'http://[::1',
    'https://me:secret@host.example/',
    'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a',
    'tag:host.example,2005:1',
    'http://',
    '\\\\host.example\\a',
    'https://bücher.example/ü',
    'https://host.example/a?utm_source=rss&ref=host.example#utm_medium=x',
  ),
);

const words = fc.oneof(
  fc.lorem({ maxCount: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '1e5',
    'true',
    'null',
    '007',
    '漢字かな交じり文',
    'สวัสดีชาวโลก',
    'a < b',
    'AT&T',
    'Vec<T>',
    '\u202e',
    '',
  ),
  // A run that is long for its field finds what takes time by the square of the length.
  fc
    .tuple(fc.constantFrom('a', ' ', '<', '&', '/', '.', '<!--', '@', '漢', '\n', '\u0301', '&lt;', '\\'), fc.nat(3000))
    .map(([unit, times]) => unit.repeat(times)),
);

const person = fc
  .tuple(fc.emailAddress(), words)
  .chain(([email, name]) => fc.constantFrom(`${email} (${name})`, `${name} <${email}>`, email, name));

const markup = fc.oneof(
  arbitraryMarkup,
  fc.lorem({ mode: 'sentences', maxCount: 30 }).map((text) => `<h3>a</h3><p>${text}</p><img src="/i.png"><pre>x</pre>`),
);

const term = fc.constantFrom(
  ...'true false False 0 -1 12 640 60 text html xhtml text/html audio/mpeg image/png alternate self hub enclosure replies'.split(
    ' ',
  ),
  ...'en de-AT zh_Hans English weekly Sunday 2.0 0.91 base64 escaped xml'.split(' '),
);

const anyValue = fc.oneof(words, date, address, person, term, markup, fc.base64String({ maxLength: 80 }));

const MEANT: readonly (readonly [RegExp, fc.Arbitrary<string>])[] = [
  [/date|published|updated|issued|modified|created/i, date],
  [/^(?:.*:)?(?:link|guid|id|comments|uri|url|href|src|base|about|resource|logo|icon|origLink|image|.*_url)$/, address],
  [/author|creator|editor|email|name/i, person],
  [/description|content|summary|subtitle/, markup],
  [/type|rel|length|lang|language|mode|isPermaLink|ttl|hour|day|medium|width|height|version/, term],
];

/** Text for a field or attribute of this name. */
export function valueFor(name: string): fc.Arbitrary<string> {
  const meant = MEANT.find(([names]) => names.test(name))?.[1] ?? words;
  return fc.oneof({ weight: 4, arbitrary: meant }, { weight: 1, arbitrary: anyValue });
}
