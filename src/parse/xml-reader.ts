// Reads an XML feed: walks the scanner's events along the tables and fills drafts. Mends tags that do not match, so that one
// careless end tag costs a field and not the feed.
import type { FeedFormat } from '../model.ts';
import { isBlank } from './characters.ts';
import { createClosing } from './closing.ts';
import type { DocumentText } from './document-text.ts';
import { createDraft, type Draft, fill } from './draft.ts';
import { hashText } from './entry-hash.ts';
import { entryTable, feedTable, formatOf, isAtom } from './formats.ts';
import { createInheritedHash } from './inheritance.ts';
import { createInside } from './inside.ts';
import { createLineCounter } from './line-counter.ts';
import { createNamespaces } from './namespaces.ts';
import { MAX_DEPTH } from './nesting.ts';
import { createOpenElements } from './open-elements.ts';
import type { ProblemLog } from './problem-log.ts';
import { type Element, type LeafRule, OWN_TEXT, type Table } from './rule.ts';
import { createStoredEntries, type StoredEntry } from './stored-entries.ts';
import { createTag, type Surroundings } from './tag.ts';
import { scanXml } from './xml-scan.ts';

export interface ReadEntry {
  readonly draft: Draft;
  /** Place among all entries, from 0. */
  readonly position: number;
  readonly textHash: string;
}

export interface ReadFeed {
  readonly format: FeedFormat;
  readonly feed: Draft;
  readonly entries: readonly ReadEntry[];
  /** Entries that were leapt over. */
  readonly stored: readonly StoredEntry[];
  readonly complete: boolean;
  /** Line of an offset, from 1. */
  lineAt(offset: number): number;
}

/** Reads the document whose root element begins at `rootStart`; rests as scanXml does. */
export function* readXml(
  document: DocumentText,
  rootStart: number,
  options: { readonly url: string | null; readonly maxEntries: number; readonly stored: ReadonlySet<string> },
  problems: ProblemLog,
): Generator<void, ReadFeed> {
  const { marks } = document;
  const lines = createLineCounter(marks);
  const namespaces = createNamespaces(problems);
  const tag = createTag(document, namespaces, (code, message) => problems.add(code, message, lines.lineAt(nameStart)));
  const inside = createInside(document, (at) =>
    problems.add('text-cut', 'a text was longer than 2 MiB', lines.lineAt(at)),
  );
  const entries: ReadEntry[] = [];
  const stored = createStoredEntries(document, options.stored);
  const inheritedHash = createInheritedHash();

  let format = 'rss2' as FeedFormat;
  /** In RDF the items follow the channel. */
  let isRdf = false;
  let isOver = false;
  /** An RSS channel has ended: nothing is missing even if the root element does not end. */
  let hasClosedChannel = false;
  let isTagPending = false;
  let nameStart = 0;
  let nameEnd = 0;
  /** Of the element whose start tag was read last outside of leaves. */
  let surroundings: Surroundings = {
    scope: namespaces.outermost,
    base: options.url,
    language: null,
    hasOwnLanguage: false,
  };
  let feed = createDraft(surroundings, rootStart);
  const open = createOpenElements(marks, {
    name: '',
    table: new Map(),
    ownText: null,
    draft: feed,
    surroundings,
    isEntry: false,
    close: null,
  });

  const closing = createClosing(marks, open, inside, endInside, mend);

  const element: Element = {
    base: () => inside.base(surroundings.base),
    language: () => surroundings.language,
    attribute: (name) => tag.attribute(name, surroundings.scope),
    text: inside.content.readText,
    hasMarkup: inside.hasMarkup,
    isCdata: inside.content.isCdata,
    markup: () => inside.content.readMarkup((prefix) => surroundings.scope.vocabularies.get(prefix) === 'xhtml'),
  };

  function mend(what: string, at: number): void {
    problems.add('not-well-formed', what, lines.lineAt(at));
  }

  function push(table: Table, draft: Draft, close: (() => void) | null, isEntry = false): void {
    const ownText = table.get(OWN_TEXT);
    open.push({
      name: tag.name(),
      table,
      ownText: ownText?.kind === 'leaf' ? ownText : null,
      draft,
      surroundings,
      isEntry,
      close,
    });
  }

  function openRoot(isEmpty: boolean): void {
    surroundings = tag.surroundings(surroundings);
    const vocabulary = namespaces.setRoot(surroundings.scope, tag.name());
    const key = tag.name().replace(/^.*:/, '').toLowerCase();
    isRdf = key === 'rdf';
    format = formatOf(key, vocabulary, surroundings.scope, element.attribute('version'), problems);
    feed = createDraft(surroundings, rootStart);
    push(feedTable(format), feed, null);
    if (isEmpty) open.closeTo(0, nameEnd);
    isOver = isEmpty;
  }

  /** Returns the offset to read on from when all of the element was leapt over, else -1. */
  function openElement(end: number, isEmpty: boolean): number {
    surroundings = tag.surroundings(open.top().surroundings);
    const key = namespaces.elementKey(surroundings.scope, tag.name());
    if (key === (isAtom(format) ? 'entry' : 'item')) leaveForEntry(key);
    const { table, draft } = open.top();
    const rule = table.get(key);
    if (rule === undefined || rule.kind === 'leaf') {
      beginInside(rule ?? null, end, isEmpty);
      return -1;
    }
    if (rule.kind === 'entry') {
      if (countEntries() >= options.maxEntries) {
        const message = `more than ${options.maxEntries} entries; the first ones are read`;
        problems.add('too-many-entries', message, lines.lineAt(nameStart));
        beginInside(null, end, isEmpty);
        return -1;
      }
      const readOn = isEmpty ? -1 : leapOverEntry(end);
      if (readOn >= 0) return readOn;
      openEntry();
    } else if (rule.kind === 'nested') {
      const nested = createDraft(surroundings, nameStart - 1);
      push(rule.table, nested, () => rule.close(draft, nested));
    } else {
      const isChannel = key === 'channel' && !isRdf;
      rule.open?.(draft, element);
      push(rule.table, draft, () => {
        rule.close?.(draft);
        hasClosedChannel ||= isChannel;
      });
    }
    if (isEmpty) open.closeTo(open.depth() - 1, end);
    return -1;
  }

  function countEntries(): number {
    return entries.length + stored.found.length;
  }

  function leapOverEntry(end: number): number {
    const { base, language } = surroundings;
    const hash = () => inheritedHash({ format, feed }, base, language);
    return stored.leap({ start: nameStart - 1, end, name: tag.name() }, { base, language, hash });
  }

  function openEntry(): void {
    const draft = createDraft(surroundings, nameStart - 1);
    const about = element.attribute('rdf:about');
    if (about) fill(draft, 'id', 1, about);
    const close = () => {
      const textHash = hashText(document.bytes.subarray(draft.rawStart, draft.rawEnd));
      entries.push({ draft, position: countEntries(), textHash });
    };
    push(entryTable(format), draft, close, true);
  }

  /** An entry begins: where none may, what is open around it should have ended. */
  function leaveForEntry(key: string): void {
    while (open.depth() > 1 && open.top().table.get(key)?.kind !== 'entry') {
      mend('an entry begins inside an element that should have ended', nameStart);
      open.closeTo(open.depth() - 1, nameStart - 1);
    }
  }

  function beginInside(rule: LeafRule | null, contentStart: number, isEmpty: boolean): void {
    if (isEmpty && rule === null) return;
    inside.begin(rule, tag.name(), contentStart);
    if (isEmpty) endInside(contentStart);
  }

  function endInside(contentEnd: number): void {
    inside.end(contentEnd)?.take(open.top().draft, element);
  }

  function openTagInside(end: number, isEmpty: boolean): void {
    if (inside.openTag(nameStart, nameEnd, end, isEmpty)) return;
    problems.add('too-deep', `elements are nested deeper than ${MAX_DEPTH}`, lines.lineAt(nameStart));
  }

  /** Whether the start tag at these offsets, met inside a leaf or a skipped element, is an RSS item all the same. */
  function isMisplacedItem(start: number, end: number): boolean {
    if ((marks.charCodeAt(end - 1) | 0x20) !== 0x6d /* m */ || isAtom(format)) return false;
    const name = marks.slice(start, end);
    if (!/(?:^|:)item$/i.test(name) || name === inside.name()) return false;
    return namespaces.elementKey(open.top().surroundings.scope, name) === 'item';
  }

  /** Text between elements, which few elements have a use for. */
  function takeOwnText(start: number, end: number, isCdata: boolean): void {
    const { ownText, draft } = open.top();
    if (ownText === null || isBlank(marks, start, end)) return;
    surroundings = open.top().surroundings;
    inside.begin(ownText, '', start);
    if (isCdata) inside.cdata(start, end);
    else inside.text(start, end);
    inside.end(end);
    ownText.take(draft, element);
  }

  yield* scanXml(marks, rootStart, {
    open(start, end) {
      if (isOver || start <= rootStart) return -1;
      if (inside.isActive() && isMisplacedItem(start, end)) {
        const readOn = closing.endUnclosed(start);
        if (readOn >= 0) return readOn;
      }
      isTagPending = true;
      nameStart = start;
      nameEnd = end;
      if (!inside.isActive()) tag.begin(start, end);
      return -1;
    },
    attribute(start, end, valueStart, valueEnd) {
      if (!isTagPending) return;
      if (inside.isActive()) inside.attribute(start, end, valueStart, valueEnd);
      else tag.addAttribute(start, end, valueStart, valueEnd);
    },
    openEnd(end, isEmpty) {
      if (!isTagPending) return -1;
      isTagPending = false;
      if (inside.isActive()) openTagInside(end, isEmpty);
      else if (open.depth() > 0) return openElement(end, isEmpty);
      else openRoot(isEmpty);
      return -1;
    },
    openAbandoned() {
      isTagPending = false;
    },
    close(start, end) {
      if (isOver || open.depth() === 0) return -1;
      const readOn = closing.closeTag(start, end);
      isOver = open.depth() === 0;
      return readOn;
    },
    text(start, end) {
      if (inside.isActive()) inside.text(start, end);
      else takeOwnText(start, end, false);
    },
    cdata(start, end) {
      if (inside.isActive()) inside.cdata(start, end);
      else takeOwnText(start, end, true);
    },
    aside: inside.aside,
    findLostCdataEnd: (start) => (inside.isActive() ? marks.indexOf(`</${inside.name()}`, start) : -1),
    repaired: mend,
  });

  const truncatedEntry = open.entry();
  const complete = isOver || (hasClosedChannel && truncatedEntry === null);
  if (truncatedEntry !== null) {
    const line = lines.lineAt(truncatedEntry.draft.rawStart);
    problems.add('truncated', 'the document ends inside an entry, which is left out', line);
  } else if (!isOver) {
    problems.add(complete ? 'not-well-formed' : 'truncated', 'the document ends before its root element does');
  }
  return { format, feed, entries, stored: stored.found, complete, lineAt: lines.lineAt };
}
