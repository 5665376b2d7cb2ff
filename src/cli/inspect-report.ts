// The report of `lostfeed inspect` for a terminal: what the document is, its first entries, and what is odd about it.
import { cutAtWord } from '../lib/clean-text.ts';
import type { EntryFacts, Problem } from '../model.ts';
import type { FailedInspection, Inspection } from './inspect-json.ts';

const SHOWN_ENTRIES = 10;
const SHOWN_PROBLEMS = 20;
const TITLE_WIDTH = 60;

const FORMATS = {
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
  const { input, format, encoding, feed, articles, problems } = result;
  return [
    input,
    `  ${FORMATS[format]}, ${encoding}, ${plural(articles.length, 'entry', 'entries')}`,
    ...row('title', feed.title),
    ...row('site', feed.link),
    ...row('self', feed.self),
    ...row('hub', feed.hub),
    ...row('language', feed.language),
    ...row('updated', day(feed.updatedAt)),
    '',
    ...articles.slice(0, SHOWN_ENTRIES).map(describeEntry),
    ...(articles.length > SHOWN_ENTRIES ? [`  … and ${articles.length - SHOWN_ENTRIES} more`] : []),
    ...(articles.length > 0 ? [''] : []),
    ...describeProblems(problems),
    '',
  ].join('\n');
}

function describeEntry(entry: EntryFacts): string {
  const date = day(entry.publishedAt ?? entry.updatedAt) ?? 'undated   ';
  const time = entry.readMinutes === null ? 'excerpt' : `${entry.readMinutes} min`;
  return `  ${date}  ${time.padStart(7)}  ${cutAtWord(entry.title ?? '(no title)', TITLE_WIDTH)}`;
}

function describeProblems(problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return ['  no problems'];
  const shown = problems.slice(0, SHOWN_PROBLEMS);
  return [
    `  ${plural(problems.length, 'problem', 'problems')}`,
    ...shown.map(({ code, message, line }) => `  ${line === undefined ? '' : `line ${line}: `}${message} (${code})`),
    ...(problems.length > shown.length ? [`  … and ${problems.length - shown.length} more`] : []),
  ];
}

function row(label: string, value: string | null): readonly string[] {
  return value === null ? [] : [`  ${label.padEnd(9)}${value}`];
}

function day(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().slice(0, 10);
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
