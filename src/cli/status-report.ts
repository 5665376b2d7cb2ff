// The report of `lostfeed status`: a table for a terminal, a line for each source elsewhere.
import { HEALTH_WORDS, type SourceHealth } from '../health/health.ts';
import { cutAtWord, toLine } from '../lib/clean-text.ts';
import type { LeftOut } from '../publish/publish.ts';
import { fromNow, toSpan } from './spans.ts';

export interface StatusView {
  readonly now: number;
  /** Width of the terminal; null: it is none. */
  readonly columns: number | null;
}

const HEADINGS = ['HEALTH', 'SOURCE', 'VISITED', 'NEXT', 'A WEEK', 'NOTE'];
const MAX_ID_CHARS = 40;
const LEAST_NOTE_CHARS = 20;

/** One line a source in the order given, one that counts them, and what the channel has to do without. */
export function describeStatus(
  healths: readonly SourceHealth[],
  leftOut: readonly LeftOut[],
  { now, columns }: StatusView,
): string {
  const lines = columns === null ? healths.map(toPlainLine) : toTable(healths, now, columns);
  return [...lines, count(healths), ...leftOut.map(describeLeftOut)].map((line) => `${line}\n`).join('');
}

function describeLeftOut({ path, articleId, message }: LeftOut): string {
  const what = articleId === null ? `${path} stays as it was` : `${path} goes out without ${articleId}`;
  return `${what}: ${toLine(message)}.`;
}

function count(healths: readonly SourceHealth[]): string {
  const words = HEALTH_WORDS.flatMap((word) => {
    const number = healths.filter(({ health }) => health === word).length;
    return number === 0 ? [] : [`${number} ${word}`];
  });
  const sources = `${healths.length} ${healths.length === 1 ? 'source' : 'sources'}`;
  return words.length === 0 ? `${sources}.` : `${sources}: ${words.join(', ')}.`;
}

function toTable(healths: readonly SourceHealth[], now: number, columns: number): readonly string[] {
  const rows = healths.map((health) => [
    health.health,
    cutAtWord(health.id, MAX_ID_CHARS),
    health.lastVisitAt === null ? '-' : fromNow(health.lastVisitAt, now),
    nextVisit(health, now),
    health.articlesPerWeek === 0 ? '-' : String(health.articlesPerWeek),
    noteOf(health, (at) => fromNow(at, now)),
  ]);
  const table = [HEADINGS, ...rows];
  const widths = HEADINGS.slice(0, -1).map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  const room = Math.max(LEAST_NOTE_CHARS, columns - widths.reduce((sum, width) => sum + width + 2, 0));
  return table.map((row) =>
    [...widths.map((width, column) => (row[column] ?? '').padEnd(width)), cutAtWord(row.at(-1) ?? '', room)]
      .join('  ')
      .trimEnd(),
  );
}

function nextVisit({ nextVisitAt: at, nextVisitWhy: why }: SourceHealth, now: number): string {
  if (at === null) return '-';
  return at <= now ? 'due' : `in ${toSpan(at - now)}, ${why}`;
}

function toPlainLine(health: SourceHealth): string {
  const { id, lastVisitAt, nextVisitAt, nextVisitWhy, articlesPerWeek } = health;
  const facts = [
    lastVisitAt === null ? 'not visited yet' : `visited ${toIso(lastVisitAt)}`,
    ...(nextVisitAt === null ? [] : [`next ${toIso(nextVisitAt)} (${nextVisitWhy})`]),
    ...(articlesPerWeek === 0 ? [] : [`${articlesPerWeek} new a week`]),
  ];
  const note = noteOf(health, toIso);
  return `${health.health} ${id}: ${facts.join(', ')}${note === '' ? '' : `; ${note}`}`;
}

/** What is wrong or unusual; empty for most sources. */
function noteOf(health: SourceHealth, tell: (at: number) => string): string {
  const {
    error,
    deniedBy,
    failures,
    failingSince,
    suspectSince,
    lastSuccessAt,
    lastArticleAt,
    learntUrl,
    namedFeedUrl,
  } = health;
  const notes = [
    ...(error === null ? [] : [`${error.code}: ${toReason(error.message)}`]),
    ...(deniedBy === null ? [] : [`its feed asks not to be republished (${deniedBy})`]),
    ...(namedFeedUrl === null ? [] : [`the page there names ${namedFeedUrl}`]),
    ...(failures > 1 && failingSince !== null
      ? [`${failures} failures in a row, the first ${tell(failingSince)}`]
      : []),
    ...(failures === 0 ? [] : [lastSuccessAt === null ? 'never read' : `last read ${tell(lastSuccessAt)}`]),
    ...(suspectSince === null ? [] : [`reads like another feed, the first time ${tell(suspectSince)}`]),
    ...(health.health === 'quiet' && lastArticleAt !== null ? [`its last article came ${tell(lastArticleAt)}`] : []),
    ...(learntUrl === null ? [] : [`asked at ${learntUrl}`]),
  ];
  return notes.join('; ');
}

/** The message without the request that failed: its source stands beside it. */
function toReason(message: string): string {
  return toLine(message.replace(/^GET \S+: /, ''));
}

/** To the second. */
function toIso(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
