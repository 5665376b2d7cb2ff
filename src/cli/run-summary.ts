// What a run or a build came to, as text for people and as facts for machines.
import type { VisitOutcome } from '../pipeline.ts';
import type { PublishResult } from '../publish/publish.ts';
import type { PassEnd } from '../schedule/schedule.ts';
import type { StaticChannelsResult } from '../static-writer.ts';
import type { IndexingResult } from '../word-indexing.ts';
import { suspicionOf } from './log.ts';

interface Files {
  readonly directory: string;
  readonly written: readonly string[];
  readonly unchanged: number;
}

export interface RunFacts {
  readonly end: PassEnd;
  readonly outcomes: readonly VisitOutcome[];
  readonly published: PublishResult;
  readonly files: Files;
  readonly channels: StaticChannelsResult & { readonly cpuMs: number };
  readonly indexing: IndexingResult & { readonly cpuMs: number };
  readonly durationMs: number;
}

export interface Summary {
  readonly text: string;
  readonly facts: object;
}

export function describeRun({ end, outcomes, published, files, channels, indexing, durationMs }: RunFacts): Summary {
  const count = (kind: VisitOutcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
  const sum = (field: 'created' | 'updated') => outcomes.reduce((total, outcome) => total + outcome[field], 0);
  const failures = outcomes
    .filter((outcome) => outcome.error !== null)
    .sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1))
    .map(({ sourceId, error, nextAt }) => ({
      source: sourceId,
      code: error?.code,
      message: error?.message,
      snippet: error?.snippet ?? null,
      next: nextAt === null ? null : new Date(nextAt).toISOString(),
    }));
  const suspects = outcomes
    .map((outcome) => ({ source: outcome.sourceId, message: suspicionOf(outcome) }))
    .filter(({ message }) => message !== null)
    .sort((a, b) => (a.source < b.source ? -1 : 1));
  const totals = {
    visited: outcomes.length,
    changed: count('changed'),
    unchanged: count('unchanged'),
    failed: count('failed'),
    created: sum('created'),
    updated: sum('updated'),
  };
  const lines = [
    outcomes.length === 0
      ? 'Nothing was due.'
      : `Visited ${totals.visited} sources in ${(durationMs / 1000).toFixed(1)} s: ${totals.changed} changed, ` +
        `${totals.unchanged} unchanged, ${totals.failed} failed; ${totals.created} new articles, ${totals.updated} updated.`,
    ...failures.map(
      ({ source, code, message, snippet, next }) =>
        `  ${source}: ${message} (${code}; ${next ? `next try ${next}` : 'not tried again'})${quoted(snippet)}`,
    ),
    ...suspects.map(({ source, message }) => `  ${source}: ${message} (suspect)`),
    ...(end === 'budget' ? ['Out of time: what is left is first in the next run.'] : []),
  ];
  const build = describeBuild({ published, files });
  return {
    text: `${lines.join('\n')}\n${build.text}${describeChannels(channels)}${describeIndexing(indexing)}`,
    facts: {
      end,
      ...totals,
      durationMs,
      failures,
      suspects,
      ...build.facts,
      channels: { ...channels, written: channels.written.length },
      indexing,
    },
  };
}

function describeChannels({ written, left, durationMs }: StaticChannelsResult): string {
  if (written.length === 0 && left === 0) return '';
  const waiting = left === 0 ? '' : `; ${left} wait for the next run`;
  return `Wrote ${written.length} pages and documents of categories, sources and languages in ${(durationMs / 1000).toFixed(1)} s${waiting}.\n`;
}

function describeIndexing({ indexed, left, durationMs }: IndexingResult): string {
  if (indexed === 0 && left === 0) return '';
  const waiting = left === 0 ? '' : `; ${left} wait for the next run`;
  return `Indexed ${indexed} articles for search in ${(durationMs / 1000).toFixed(1)} s${waiting}.\n`;
}

/** What an error page said, behind our own words. */
export function quoted(snippet: string | null): string {
  return snippet === null ? '' : `: "${snippet}"`;
}

export function describeBuild({ published, files }: Pick<RunFacts, 'published' | 'files'>): Summary {
  const { changed, faults } = published;
  const lines = [
    ...faults.map(
      ({ path, articleId, message }) => `  ${path}${articleId === null ? '' : ` without ${articleId}`}: ${message}`,
    ),
    changed.length === 0 ? 'The channel is unchanged.' : `Published ${changed.join(', ')}.`,
    `${files.written.length} files written to ${files.directory}, ${files.unchanged} already as they should be.`,
  ];
  const { directory, written, unchanged } = files;
  return {
    text: `${lines.join('\n')}\n`,
    facts: { published: changed, faults, files: { directory, written: written.length, unchanged } },
  };
}
