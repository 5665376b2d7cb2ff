// The report of `lostfeed inspect` for a terminal of 80 columns: what the document is, what is odd about it and where, what we
// made of it.
import { cutAtWord } from '../lib/clean-text.ts';
import type { EntryFacts, FeedFacts, Problem } from '../model.ts';
import type { Comparison } from './inspect-compare.ts';
import type { FailedInspection, FoundBehindPage, Inspection } from './inspect-json.ts';

const SHOWN_ENTRIES = 10;
const SHOWN_MESSAGES = 3;
const SHOWN_LINES = 6;
const SHOWN_DIFFERENCES = 3;
const MAX_VALUE_CHARS = 300;
const COLUMNS = 80;

/** Names of the formats for people. */
export const FORMATS = {
  rss2: 'RSS 2.0',
  rss1: 'RSS 1.0',
  rss09: 'RSS 0.9x',
  atom1: 'Atom 1.0',
  atom03: 'Atom 0.3',
  json: 'JSON Feed',
} as const;

/** Several lines, ending in a line end. */
export function describeInspection(result: Inspection | FailedInspection): string {
  if ('error' in result) return `${result.input}\n  cannot be read: ${result.error.message} (${result.error.code})\n`;
  const { input, format, encoding, feed, articles, problems, found, compare } = result;
  const parts = [
    [
      input,
      ...(found === undefined ? [] : describeFound(found)),
      `  ${FORMATS[format]}, ${encoding}, ${plural(articles.length, 'entry', 'entries')}`,
    ],
    describeFeed(feed),
    describeProblems(problems),
    describeEntries(articles),
    compare === undefined ? [] : describeComparison(compare, articles.length),
  ];
  const lines = parts.filter((part) => part.length > 0).map((part) => part.join('\n'));
  return `${lines.join('\n\n')}\n`;
}

function describeFound({ url, isGuess, others }: FoundBehindPage): readonly string[] {
  return [
    `  is a web page that names ${isGuess ? 'no feed; there is one at' : 'the feed'} ${url}`,
    ...others.map((other) => `  and ${other}`),
  ];
}

function describeFeed(feed: FeedFacts): readonly string[] {
  return [
    ...row('title', feed.title),
    ...row('about', feed.description),
    ...row('by', feed.authors.map(({ name, email }) => name ?? email).join(', ') || null),
    ...row('site', feed.link),
    ...row('self', feed.self),
    ...row('hub', feed.hub),
    ...row('language', feed.language),
    ...row('updated', day(feed.updatedAt)),
  ];
}

/** Problems by code; messages that are the same are said once, with all their lines. */
function describeProblems(problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return ['  nothing odd'];
  const codes = [...Map.groupBy(problems, ({ code }) => code)];
  return [
    `  odd (${problems.length})`,
    ...codes.flatMap(([code, ofCode]) => {
      const messages = [...Map.groupBy(ofCode, ({ message }) => message)];
      const shown = messages.slice(0, SHOWN_MESSAGES);
      return [
        `    ${code}${ofCode.length > 1 ? ` (${ofCode.length})` : ''}`,
        ...shown.map(([message, same]) => cut(`      ${message}`, placeOf(same))),
        ...(messages.length > shown.length ? [`      … and ${messages.length - shown.length} more`] : []),
      ];
    }),
  ];
}

/** `, line 3` or `, lines 3, 5, 8, …`; empty when no line is known. */
function placeOf(problems: readonly Problem[]): string {
  const lines = [...new Set(problems.flatMap(({ line }) => line ?? []))];
  if (lines.length === 0) return problems.length > 1 ? `, ${problems.length} times` : '';
  const shown = lines.slice(0, SHOWN_LINES).join(', ');
  return `, line${lines.length > 1 ? 's' : ''} ${shown}${lines.length > SHOWN_LINES ? ', …' : ''}`;
}

function describeEntries(articles: readonly EntryFacts[]): readonly string[] {
  if (articles.length === 0) return [];
  const having = (has: (entry: EntryFacts) => boolean, what: string) => {
    const count = articles.filter(has).length;
    return count === 0 ? [] : [`${count} ${what}`];
  };
  const counts = [
    ...having(({ guid }) => guid !== null, 'with id'),
    ...having(({ url }) => url !== null, 'with link'),
    ...having(({ publishedAt, updatedAt }) => (publishedAt ?? updatedAt) !== null, 'dated'),
    ...having(({ readMinutes }) => readMinutes !== null, 'whole'),
    ...having(({ image }) => image !== null, 'with picture'),
    ...having(({ enclosures }) => enclosures.length > 0, 'with files'),
  ];
  const hidden = articles.length - SHOWN_ENTRIES;
  return [
    `  read${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`,
    ...articles.slice(0, SHOWN_ENTRIES).map(describeEntry),
    ...(hidden > 0 ? [`    … and ${hidden} more`] : []),
  ];
}

function describeEntry(entry: EntryFacts): string {
  const date = day(entry.publishedAt ?? entry.updatedAt) ?? 'undated   ';
  const time = entry.readMinutes === null ? 'excerpt' : `${entry.readMinutes} min`;
  return cut(`    ${date}  ${time.padStart(7)}  ${entry.title ?? `(no title) ${entry.url ?? ''}`}`).trimEnd();
}

function describeComparison({ error, entries, differences }: Comparison, ours: number): readonly string[] {
  if (error !== null) return [cut(`  rss-parser cannot read it: ${error}`)];
  if (entries === ours && differences.length === 0) return ['  rss-parser reads the same'];
  const fields = [...Map.groupBy(differences, ({ field }) => field)];
  return [
    `  rss-parser reads ${entries === ours ? 'as many entries' : `${plural(entries ?? 0, 'entry', 'entries')}, we read ${ours}`}`,
    ...fields.flatMap(([field, ofField]) => {
      const hidden = ofField.length - SHOWN_DIFFERENCES;
      return [
        `    ${field}${ofField.length > 1 ? ` (${ofField.length})` : ''}`,
        ...ofField
          .slice(0, SHOWN_DIFFERENCES)
          .flatMap((difference) => [
            `      entry ${difference.entry + 1}`,
            `        ours    ${describeValue(difference.ours)}`,
            `        theirs  ${describeValue(difference.theirs)}`,
          ]),
        ...(hidden > 0 ? [`      … and ${hidden} more`] : []),
      ];
    }),
  ];
}

/** Long enough to see where two addresses part: here a terminal may wrap. */
function describeValue(value: string | null): string {
  return value === null ? '(none)' : cutAtWord(value, MAX_VALUE_CHARS);
}

function row(label: string, value: string | null): readonly string[] {
  return value === null ? [] : [cut(`  ${label.padEnd(10)}${value}`)];
}

/** A line that fits, with an end that stays. */
function cut(line: string, end = ''): string {
  return cutAtWord(line, COLUMNS - end.length) + end;
}

function day(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().slice(0, 10);
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
