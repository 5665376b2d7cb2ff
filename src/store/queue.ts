// The queries that claims are made of. Each reads an index in its order and stops early; sources that wait for a closed
// host are passed over there, their rows unread (about 0.3 µs each).
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { StoreDialect } from './dialect.ts';
import type { Tables } from './tables.ts';

/** The moment of a claim; see ClaimRequest in claims.ts. */
export interface ClaimMoment {
  readonly now: number;
  readonly dueBy: number;
  readonly forceSince: number | null;
}

/** Sources of one priority that may be visited now at hosts that are not `closed`, in the order of claims. */
export function dueSources(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  moment: ClaimMoment,
  priority: number,
  closed: Iterable<string>,
) {
  return listedSources(db)
    .select(['id', 'host'])
    .where('priority', '=', priority)
    .where((column) => isDue(column, moment))
    .where((column) => isUnclaimed(column, moment.now))
    .where('host', 'not in', dialect.list(closed))
    .orderBy('due_at')
    .orderBy('id');
}

/** The first due time after `now`, up to `dueBy`, of sources of one priority at hosts that are not `closed`. */
export function nextDueTime(
  db: Kysely<Tables>,
  dialect: StoreDialect,
  { now, dueBy }: Pick<ClaimMoment, 'now' | 'dueBy'>,
  priority: number,
  closed: Iterable<string>,
) {
  return listedSources(db)
    .select('due_at')
    .where('priority', '=', priority)
    .where('due_at', '>', now)
    .where('due_at', '<=', dueBy)
    .where('host', 'not in', dialect.list(closed))
    .orderBy('due_at')
    .limit(1);
}

/** Hosts that may not be asked before `open_at`. */
export function closedHosts(db: Kysely<Tables>, now: number) {
  return db.selectFrom('hosts').select(['host', 'open_at']).where('open_at', '>', now);
}

/** Closed hosts with the first due time there up to `dueBy`; `forced`: a source that a forced pass would visit anyway. */
export function waitingAtClosedHosts(db: Kysely<Tables>, { now, dueBy, forceSince }: ClaimMoment) {
  return closedHosts(db, now).select((column) => {
    const sources = column
      .selectFrom('sources')
      .whereRef('sources.host', '=', 'hosts.host')
      .where('removed_at', 'is', null)
      .where('enabled', '=', 1)
      .where((inner) => isUnclaimed(inner, now));
    return [
      sources.select('due_at').where('due_at', '<=', dueBy).orderBy('due_at').limit(1).as('due_at'),
      forceSince === null
        ? column.lit(null).as('forced')
        : sources
            .select('id')
            .where((inner) => isForced(inner, now, forceSince))
            .limit(1)
            .as('forced'),
    ];
  });
}

/** The first end of a wait that a server asked for, after which a forced pass would visit a source. */
export function nextRetryTime(db: Kysely<Tables>, now: number, forceSince: number) {
  return listedSources(db)
    .select('retry_at')
    .where('retry_at', '>', now)
    .where((column) => isUnvisited(column, forceSince))
    .orderBy('retry_at')
    .limit(1);
}

/** The visits under way: the host of each and the end of its lease. */
export function leases(db: Kysely<Tables>, now: number) {
  return db.selectFrom('sources').select(['host', 'lease_until']).where('lease_until', '>', now);
}

/** The highest priority that a source has, or the highest under `below`. */
export function nextPriority(db: Kysely<Tables>, below: number | null) {
  return listedSources(db)
    .select('priority')
    .$if(below !== null, (query) => query.where('priority', '<', below))
    .orderBy('priority', 'desc')
    .limit(1);
}

function listedSources(db: Kysely<Tables>) {
  return db.selectFrom('sources').where('removed_at', 'is', null).where('enabled', '=', 1);
}

type SourceColumns = ExpressionBuilder<Tables, 'sources'>;

function isDue(column: SourceColumns, { now, dueBy, forceSince }: ClaimMoment) {
  const due = column('due_at', '<=', dueBy);
  return forceSince === null ? due : column.or([due, isForced(column, now, forceSince)]);
}

function isForced(column: SourceColumns, now: number, forceSince: number) {
  return column.and([
    isUnvisited(column, forceSince),
    column.or([column('retry_at', 'is', null), column('retry_at', '<=', now)]),
    column.or([
      column('due_at', 'is not', null),
      column('error_code', 'is', null),
      column('error_code', 'not in', ['gone', 'merged']),
    ]),
  ]);
}

function isUnvisited(column: SourceColumns, since: number) {
  return column.or([column('last_visit_at', 'is', null), column('last_visit_at', '<', since)]);
}

function isUnclaimed(column: SourceColumns, now: number) {
  return column.or([column('lease_until', 'is', null), column('lease_until', '<=', now)]);
}
