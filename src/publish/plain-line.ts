// A line of plain text in the form that every reader shows alike, also those that take titles for markup or decode twice.
import { toLine } from '../lib/clean-text.ts';

/** What is mended may be so again; nothing real is more than twice. */
const MAX_ROUNDS = 4;

/**
 * As `toLine`; the replacement character is a question mark, what was encoded twice upstream is read once more, and an end tag
 * in the text (`</b>`) is no tag to anyone.
 */
export function toPlainLine(text: string): string {
  let line = mend(text);
  for (let rounds = 1; rounds < MAX_ROUNDS && /[\u00c2\u00c3]/.test(line); rounds++) line = mend(line);
  return line;
}

function mend(text: string): string {
  return toLine(readTwice(text).replaceAll('\u0085', ' '))
    .replaceAll('\ufffd', '?')
    .replace(/<\/(?=\w+>)/g, '< /');
}

/**
 * UTF-8 that was taken for Latin-1 and encoded again: a run of text that is UTF-8 throughout when read so is nothing else. Runs
 * end where a reference stands in XML.
 */
function readTwice(text: string): string {
  // looks from every place to the end of the run, which next to no text needs
  if (!/[\u00c2\u00c3][\u0080-\u00bf]/.test(text)) return text;
  return text.replace(/[^&<>\n]*[\u00c2\u00c3][\u0080-\u00bf][^&<>\n]*/g, (run) => {
    if (/[^\u0000-\u00ff]/.test(run)) return run;
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(run, 'latin1'));
    } catch {
      return run;
    }
  });
}
