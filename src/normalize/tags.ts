// Tags of an entry: trimmed, each once, in order.
import { cutChars } from '../lib/clean-text.ts';
import { looseLine } from './plain-text.ts';

const MAX_TAG_CHARS = 100;
/** A bound on work, far above what anybody tags with; the draft keeps 20. */
const MAX_TAGS = 500;

/** One element that holds a comma list is taken apart; where there are several, a comma belongs to the name. */
export function readTags(written: readonly string[]): readonly string[] {
  const only = written.length === 1 ? written[0] : undefined;
  const parts = only === undefined ? written : only.split(/[,،、]/);
  const tags = new Map<string, string>();
  for (const part of parts.slice(0, MAX_TAGS)) {
    const line = looseLine(part);
    if (line === null) continue;
    const tag = cutChars(line, MAX_TAG_CHARS);
    if (!tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag);
  }
  return [...tags.values()];
}
