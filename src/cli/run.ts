// `lostfeed run` and `lostfeed build`: one pass over what is due, static files, an honest summary, an exit code that tells.
import type { App } from '../app.ts';
import { LostFeedError } from '../errors.ts';
import type { VisitOutcome } from '../pipeline.ts';
import type { PublishResult } from '../publish/publish.ts';
import { type PassEnd, runPass } from '../schedule/schedule.ts';
import { ALONE } from '../word-indexing.ts';
import { EXIT, listenForStop } from './exit-codes.ts';
import { withFreshLists } from './list-refresh.ts';
import { type Logger, logVisit } from './log.ts';
import { openCommandApp } from './open-app.ts';
import { startProgress } from './progress.ts';
import { pruneDaily } from './prune.ts';
import { describeBuild, describeRun } from './run-summary.ts';
import type { Settings } from './settings.ts';

export interface RunFlags {
  /** Milliseconds. */
  readonly budget?: number;
  readonly strict?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** The share of the budget visits may use; the rest is for publishing. */
const VISIT_SHARE = 0.85;

/** One pass. Exit codes as in docs/commands.md. */
export async function run(settings: Settings, flags: RunFlags): Promise<number> {
  const startedAt = Date.now();
  const stop = listenForStop();
  const { app, log } = await openCommandApp(settings);
  try {
    const role = await app.store.takeFetchingRole();
    if (!role) {
      throw new LostFeedError(
        'locked',
        `another process fetches into ${settings.dataDirectory}; nothing was done, and nothing is lost`,
      );
    }
    await app.applyConfig(await withFreshLists(app.config(), { store: app.store, settings, log }));
    await app.loadDocuments();
    const outcomes: VisitOutcome[] = [];
    const end = await pass(app, log, flags, startedAt, stop.signal, outcomes);
    if (end === 'aborted') return stop.exitCode() ?? EXIT.terminated;
    const published = await app.publish();
    const files = await app.writeSite();
    // what a hub does not take now is for the next run
    await app.hub.sweep();
    const isEnding = () => stop.signal.aborted || isOver(flags, startedAt);
    const channels = await withCpu(() => app.writeChannels(isEnding));
    const indexing = await withCpu(() => app.index(ALONE, isEnding));
    await pruneDaily(app, log, isEnding);
    await role.release();
    print(
      describeRun({ end, outcomes, published, files, channels, indexing, durationMs: Date.now() - startedAt }),
      flags,
    );
    const failed = outcomes.some((outcome) => outcome.kind === 'failed');
    return nothingPublished(published) || (flags.strict && failed) ? EXIT.failed : EXIT.done;
  } finally {
    await app.close();
    stop.dispose();
  }
}

/** Static files from the store alone. */
export async function build(settings: Settings, flags: { readonly json?: boolean }): Promise<number> {
  const { app } = await openCommandApp(settings);
  try {
    await app.applyConfig(app.config());
    await app.loadDocuments();
    const published = await app.publish();
    const files = await app.writeStatic();
    print(describeBuild({ published, files }), flags);
    return nothingPublished(published) ? EXIT.failed : EXIT.done;
  } finally {
    await app.close();
  }
}

async function pass(
  app: App,
  log: Logger,
  flags: RunFlags,
  startedAt: number,
  signal: AbortSignal,
  outcomes: VisitOutcome[],
): Promise<PassEnd> {
  const progress = await startProgress(app.config().sources.filter((source) => source.enabled).length, flags.json);
  const deadlineAt = flags.budget === undefined ? null : startedAt + flags.budget * VISIT_SHARE;
  const fault = new AbortController();
  try {
    const end = await runPass({
      claims: app.store,
      async visit(claimed, visitSignal) {
        try {
          const outcome = await app.visit(claimed, visitSignal);
          if (outcome.kind === 'void') return;
          outcomes.push(outcome);
          logVisit(log, outcome);
          progress.step();
        } catch (error) {
          // only the store can fail here, and then going on makes no sense
          fault.abort(error);
        }
      },
      limits: app.limits,
      startedAt: Date.now(),
      force: flags.force ?? false,
      now: () => Date.now(),
      deadlineAt,
      hostGapMs: app.config().fetch.hostGapMs,
      signal: AbortSignal.any([signal, fault.signal]),
    });
    fault.signal.throwIfAborted();
    return end;
  } finally {
    progress.stop();
  }
}

/** Whether the budget leaves no time for another slice of indexing. */
function isOver({ budget }: RunFlags, startedAt: number): boolean {
  return budget !== undefined && Date.now() - startedAt > budget - 2 * ALONE.sliceMs;
}

/** What it came to, with the milliseconds of CPU that the whole process used meanwhile. */
async function withCpu<T extends object>(work: () => Promise<T>): Promise<T & { readonly cpuMs: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { ...result, cpuMs: Math.round((user + system) / 1000) };
}

function nothingPublished(published: PublishResult): boolean {
  return published.documents.length === 0;
}

function print(summary: { readonly text: string; readonly facts: object }, flags: { readonly json?: boolean }): void {
  process.stdout.write(flags.json ? `${JSON.stringify(summary.facts)}\n` : summary.text);
}
