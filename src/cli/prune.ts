// `lostfeed prune`: what retention removes anyway once a day, now; or only counted. And that daily work itself.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../app.ts';
import { isPruneDue, type PruneResult } from '../retention.ts';
import { EXIT, listenForStop } from './exit-codes.ts';
import type { Logger } from './log.ts';
import { openCommandApp } from './open-app.ts';
import type { Settings } from './settings.ts';

export interface PruneFlags {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export async function prune(settings: Settings, flags: PruneFlags): Promise<number> {
  const { app } = await openCommandApp(settings);
  const stop = listenForStop();
  try {
    const isDryRun = flags.dryRun ?? false;
    await app.loadDocuments();
    const result = await app.prune({ isDryRun, isOver: () => stop.signal.aborted });
    const directory = join(settings.dataDirectory, app.config().publish.directory);
    // pages of what was removed go
    if (!isDryRun && existsSync(directory)) await app.writeStatic();
    const facts = { dryRun: isDryRun, ...result };
    process.stdout.write(flags.json ? `${JSON.stringify(facts)}\n` : describe(result, isDryRun));
    return stop.exitCode() ?? EXIT.done;
  } finally {
    await app.close();
    stop.dispose();
  }
}

function describe({ old, surplus, isWhole }: PruneResult, isDryRun: boolean): string {
  const verb = isDryRun ? 'would be removed' : 'removed';
  const lines = [
    `${old} old articles ${verb}.`,
    ...Object.entries(surplus).map(([source, count]) => `${count} of ${source} over retention.perSource ${verb}.`),
    ...(isWhole ? [] : ['Cut short: the rest is for the next time.']),
  ];
  return `${lines.join('\n')}\n`;
}

/** Prunes when the last time is a day ago, and logs what was removed. */
export async function pruneDaily(app: App, log: Logger, isOver: () => boolean): Promise<void> {
  if (!(await isPruneDue(app.store, Date.now()))) return;
  const result = await app.prune({ isDryRun: false, isOver });
  const count = result.old + Object.values(result.surplus).reduce((sum, one) => sum + one, 0);
  if (count > 0) log.info(result, `${count} articles removed, for their time or their number is over`);
}
