// Which of the formats a root element announces, and the table each begins with.
import type { FeedFormat } from '../model.ts';
import { ATOM_ENTRY, ATOM_FEED } from './atom-table.ts';
import type { Scope } from './namespaces.ts';
import type { ProblemLog } from './problem-log.ts';
import { RSS_ITEM, RSS_ROOT } from './rss-table.ts';
import type { Table } from './rule.ts';

/** `vocabulary` is that of the root, `version` its attribute. An RSS version nobody knows is read as 2.0. */
export function formatOf(
  rootKey: string,
  vocabulary: string,
  scope: Scope,
  version: string | null,
  problems: ProblemLog,
): FeedFormat {
  if (rootKey === 'feed') return vocabulary === 'atom03' || version === '0.3' ? 'atom03' : 'atom1';
  if (rootKey === 'rdf') return [...scope.vocabularies.values()].includes('rss09') ? 'rss09' : 'rss1';
  if (version === null || !/^(?:0\.9|2)/.test(version)) {
    problems.add('missing-version', 'the version of RSS is missing or unknown; read as RSS 2.0', null);
  }
  return version?.startsWith('0.9') ? 'rss09' : 'rss2';
}

export function feedTable(format: FeedFormat): Table {
  return isAtom(format) ? ATOM_FEED : RSS_ROOT;
}

export function entryTable(format: FeedFormat): Table {
  return isAtom(format) ? ATOM_ENTRY : RSS_ITEM;
}

export function isAtom(format: FeedFormat): boolean {
  return format === 'atom1' || format === 'atom03';
}
