import { expect, it } from 'vitest';
import { linkKey, movedForms } from '../../src/lib/link-key.ts';

it.each([
  ['http://www.Example.org/a/', 'example.org/a'],
  ['https://example.org/a', 'example.org/a'],
  ['https://example.org:8443/A?b=C#d', 'example.org:8443/A?b=C#d'],
  ['https://example.org/?p=1', 'example.org?p=1'],
  ['https://www2.example.org/a', 'www2.example.org/a'],
  ['https://www.example.org/', null],
  ['mailto:a@example.org', null],
  ['not an address', null],
])('C08: the link key of %s is %s', (address, expected) => {
  expect(linkKey(address)).toBe(expected);
});

it('C08: a key with addresses has the three other forms that it may have had before its site moved', () => {
  expect(movedForms('guid:http://www.a.example/1')).toEqual([
    'guid:https://a.example/1',
    'guid:https://www.a.example/1',
    'guid:http://a.example/1',
  ]);
  expect(movedForms('guid:tag:a.example,2026:1')).toEqual([]);
});
