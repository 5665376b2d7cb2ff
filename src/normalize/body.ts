// What can be counted in the body of an entry, and its plain text. Light enough to do for every entry that arrives: no tree,
// no sanitizer.

import { toLine } from '../lib/clean-text.ts';
import { decodeHTML } from '../lib/markup.ts';
import type { RawContent } from '../model.ts';
import { type MarkupImage, scanMarkup } from './markup-scan.ts';
import { countWords, type WordCount } from './word-count.ts';

/** What a body holds. */
export interface BodyFacts extends WordCount {
  /** Plain text on one line. */
  readonly text: string;
  /** Pictures, without beacons, emoji, icons and repetitions. */
  readonly imageCount: number;
  readonly firstImage: MarkupImage | null;
  /** Where its first twenty links lead, as written. */
  readonly links: readonly string[];
  /** The words of each `pre`. */
  readonly codeBlocks: readonly WordCount[];
  /** The text breaks off: it ends in an ellipsis or in a link to the rest. */
  readonly endsOpen: boolean;
}

const READ_MORE =
  /(?:read (?:more|on|the (?:rest|full|whole))|continue reading|keep reading|full (?:story|article|post)|weiterlesen|lire la suite|leer más|читать (?:дальше|далее))/i;
const ELLIPSIS = /(?:…|\.\.\.)\s*[\])»"”’]?\s*$/;
/** What WordPress puts behind every excerpt. */
const SYNDICATION_NOTE = /\s*The post .{1,300} (?:appeared first|first appeared) on .{1,200}$/;

const read = new WeakMap<RawContent, BodyFacts>();

/** Facts of a body; remembered with the body, because the entry's facts and its draft both need them. */
export function bodyFacts(content: RawContent): BodyFacts {
  let facts = read.get(content);
  if (facts === undefined) {
    facts = content.kind === 'text' ? readText(content.value) : readMarkup(content.value);
    read.set(content, facts);
  }
  return facts;
}

/** The facts of an entry without a body. */
export const EMPTY_BODY: BodyFacts = readText('');

/** Plain text of a body, on one line. */
export function plainTextOf({ kind, value }: RawContent): string {
  return kind === 'text' ? toLine(value) : textOfMarkup(value);
}

/** Plain text of markup, on one line. */
export function textOfMarkup(html: string): string {
  return html.includes('<') ? toLine(scanMarkup(html).text) : toLine(decodeHTML(html));
}

function readText(text: string): BodyFacts {
  const line = toLine(text);
  return {
    ...countWords(line),
    text: line,
    imageCount: 0,
    firstImage: null,
    links: [],
    codeBlocks: [],
    endsOpen: ELLIPSIS.test(line.slice(-100)),
  };
}

function readMarkup(html: string): BodyFacts {
  const { text, code, images, links, lastLink } = scanMarkup(html);
  const line = toLine(text);
  const tail = line.slice(-600);
  const end = tail.includes('The post ') ? tail.replace(SYNDICATION_NOTE, '') : tail;
  return {
    ...countWords(line),
    text: line,
    imageCount: images.length,
    firstImage: images[0] ?? null,
    links,
    codeBlocks: code.map(countWords),
    endsOpen:
      ELLIPSIS.test(end.slice(-100)) ||
      (lastLink !== '' && READ_MORE.test(lastLink) && end.replace(/[\s.…»›→]+$/, '').endsWith(lastLink)),
  };
}
