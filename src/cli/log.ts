// The log: pino, one structured line a visit, on standard error so that standard output carries nothing but data.
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { VisitOutcome } from '../pipeline.ts';

export type { Logger };

/** Names of fields that may carry secrets; they are cut out of every line. */
const SECRETS = ['auth', '*.auth', 'headers', '*.headers', 'password', '*.password', 'token', '*.token'];

/** Readable on a terminal (pino-pretty), JSON lines elsewhere. */
export async function createLog(level: string, terminal = process.stderr.isTTY): Promise<Logger> {
  const options = { level, base: null, redact: { paths: SECRETS, remove: true } };
  if (!terminal) return pino(options, destination({ dest: 2, sync: true }));
  const { default: pretty } = await import('pino-pretty');
  const stream: DestinationStream = pretty({ destination: 2, sync: true, ignore: 'pid,hostname', singleLine: true });
  return pino(options, stream);
}

/** The one line of a visit: failures of a source warn, faults of ours are errors with their stack. */
export function logVisit(log: Logger, outcome: VisitOutcome): void {
  const { sourceId: source, kind: visit, status, durationMs, wireBytes, entries, created, updated } = outcome;
  const facts = {
    source,
    visit,
    status,
    durationMs,
    wireBytes,
    entries,
    created,
    updated,
    ...(outcome.problems.length > 0 && { problems: countCodes(outcome.problems) }),
    ...(outcome.movedTo && { movedTo: outcome.movedTo }),
    ...(outcome.nextAt !== null && { next: new Date(outcome.nextAt).toISOString() }),
  };
  const { error } = outcome;
  if (!error) log.info(facts, `${source}: ${visit}`);
  else if (error.code === 'internal')
    log.error({ ...facts, code: error.code, stack: error.stack }, `${source}: ${error.message}`);
  else log.warn({ ...facts, code: error.code }, `${source}: ${error.message}`);
}

function countCodes(problems: VisitOutcome['problems']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of problems) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
