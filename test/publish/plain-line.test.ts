import { expect, test } from 'vitest';
import { toPlainLine } from '../../src/publish/plain-line.ts';

test.each([
  ['an end tag', 'What </b> and </details> end', 'What < /b> and < /details> end'],
  ['a start tag or a comparison', 'Vec<T> < </ >', 'Vec<T> < </ >'],
  ['a character that was lost', 'Elman\ufffds work', 'Elman?s work'],
  ['a line end of mainframes', 'one\u0085two', 'one two'],
  ['text that was encoded twice', 'Grupo FÃ³rmula', 'Grupo Fórmula'],
  ['a part that was encoded twice, between references', 'Ã¼ber & €', 'über & €'],
  ['letters that only look so', 'Ã³ — €', 'Ã³ — €'],
  ['Latin-1 as it is', 'Âge, SÃO PAULO', 'Âge, SÃO PAULO'],
])('%s: %j is shown as %j', (_, text, expected) => {
  expect(toPlainLine(text)).toBe(expected);
  expect(toPlainLine(expected)).toBe(expected);
});
