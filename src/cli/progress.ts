// A progress bar on a terminal, nothing elsewhere: the log lines are the progress of a machine.

export interface Progress {
  step(): void;
  stop(): void;
}

const SILENT: Progress = { step() {}, stop() {} };

/** A bar over `total` visits on standard error. */
export async function startProgress(total: number, machine = false): Promise<Progress> {
  if (machine || !process.stderr.isTTY || total === 0) return SILENT;
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar({
    format: '{bar} {value}/{total} sources  {duration_formatted}',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
}
