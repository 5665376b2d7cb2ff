// An OPML list (1.0 or 2.0) to the feeds in it, as tolerantly as feed readers write such lists: attributes in any case, types that
// are wrong or missing, broken references. What cannot be read is told with its line. What feeds become of it is said elsewhere.
import { toLine } from '../lib/clean-text.ts';
import { MarkupParser } from '../lib/markup.ts';

/** A feed in a list. */
export interface ListedFeed {
  readonly line: number;
  /** One line; empty when it has none. */
  readonly title: string;
  /** As written, trimmed. */
  readonly url: string;
  /** Name of the folder around it, the innermost one; null: none. */
  readonly folder: string | null;
}

/** Something in a list that is not taken over. */
export interface ListFault {
  readonly line: number;
  readonly message: string;
}

export interface ReadList {
  readonly feeds: readonly ListedFeed[];
  readonly faults: readonly ListFault[];
}

/** Ten times what the largest of readers' lists have. */
const MAX_FEEDS = 50_000;
const MAX_FAULTS = 1_000;
const FEED_TYPES = new Set(['rss', 'atom', 'feed', 'rss1', 'json']);

/** The feeds of a list in their order; null: the text is no OPML. */
export function readOpml(text: string): ReadList | null {
  const feeds: ListedFeed[] = [];
  const faults: ListFault[] = [];
  /** Names of the open outlines; null for those that are no folders. */
  const open: (string | null)[] = [];
  let isOpml = false;
  const lineAt = createLineCounter(text);

  function outline(attributes: Readonly<Record<string, string>>, line: number): void {
    const { type = '', xmlurl = '', url = '', category = '' } = attributes;
    const title = toLine(attributes.text || attributes.title || '');
    const kind = type.trim().toLowerCase();
    const address = (xmlurl || (FEED_TYPES.has(kind) ? url : '')).trim();
    const tell = (message: string) => {
      if (faults.length < MAX_FAULTS) faults.push({ line, message });
    };
    if (address !== '' && feeds.length < MAX_FEEDS) {
      const folder = open.findLast((name) => name !== null) ?? toFolder(category);
      feeds.push({ line, title, url: address, folder });
    } else if (address !== '') tell(`a list may have ${MAX_FEEDS} feeds; this one is left out`);
    else if (kind === 'include') tell('lists that a list includes are not followed');
    else if (FEED_TYPES.has(kind)) tell('the outline has no xmlUrl');
    open.push(address === '' ? title || null : null);
  }

  const parser = new MarkupParser(
    {
      onopentag(name, attributes) {
        isOpml ||= name === 'opml';
        if (name === 'outline') outline(attributes, lineAt(parser.startIndex));
      },
      onclosetag(name) {
        if (name === 'outline') open.pop();
      },
    },
    { recognizeSelfClosing: true },
  );
  parser.end(text);
  return isOpml ? { feeds, faults } : null;
}

/** The `category` of an outline is a list of paths (OPML 2.0): the last part of the first is the nearest to a folder. */
function toFolder(category: string): string | null {
  const [path = ''] = category.split(',');
  return toLine(path.split('/').filter(Boolean).at(-1) ?? '') || null;
}

/** Offsets are asked for in rising order. */
function createLineCounter(text: string): (offset: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return (offset) => {
    while (next >= 0 && next < offset) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}
