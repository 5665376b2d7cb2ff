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
    ...(outcome.learntUrl && { learnt: outcome.learntUrl }),
    ...(outcome.merge && { merged: outcome.merge.from, into: outcome.merge.into }),
    ...(outcome.events.length > 0 && { events: outcome.events.map(({ kind }) => kind) }),
    ...(outcome.nextAt !== null && { next: new Date(outcome.nextAt).toISOString(), why: outcome.nextWhy }),
  };
  const { error } = outcome;
  const suspicion = suspicionOf(outcome);
  if (suspicion) log.warn(facts, `${source}: ${suspicion}`);
  else if (!error) log.info(facts, `${source}: ${visit}${describeMove(outcome)}`);
  else {
    const { code, message, snippet, stack } = error;
    const fault = { ...facts, code, ...(snippet && { snippet }) };
    if (code === 'internal') log.error({ ...fault, stack }, `${source}: ${message}`);
    else log.warn(fault, `${source}: ${message}${describeMove(outcome)}`);
  }
}

/** Why the new articles of a visit are held, and until when; null: they are not. */
export function suspicionOf({ problems }: VisitOutcome): string | null {
  return problems.find(({ code }) => code === 'suspect')?.message ?? null;
}

function describeMove({ learntUrl, merge }: VisitOutcome): string {
  if (merge) return `; ${merge.from} is not asked any more: ${merge.message}`;
  return learntUrl ? `; asked at ${learntUrl} from now on` : '';
}

function countCodes(problems: VisitOutcome['problems']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of problems) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
