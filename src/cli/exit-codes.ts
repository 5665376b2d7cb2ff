// Exit codes, and the signals that cut a command short.

export const EXIT = { done: 0, failed: 1, usage: 2, locked: 3, interrupted: 130, terminated: 143 } as const;

/** Ctrl-C reaches us from the terminal and again through the launcher: within this time it is one signal. */
const SAME_SIGNAL_MS = 500;

export interface StopSignals {
  /** Aborts at the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** 130 or 143 once a signal came, else null. */
  exitCode(): number | null;
  /** Resolves at the first signal. */
  readonly stopped: Promise<void>;
  /** Gives the signals back. */
  dispose(): void;
}

/** Listens for SIGINT and SIGTERM; a second one ends the process at once. */
export function listenForStop(): StopSignals {
  const abort = new AbortController();
  let code: number | null = null;
  let firstAt = 0;
  const on = (name: NodeJS.Signals) => {
    const mine = name === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
    if (code !== null && performance.now() - firstAt < SAME_SIGNAL_MS) return;
    if (code !== null) process.exit(mine);
    code = mine;
    firstAt = performance.now();
    abort.abort();
  };
  process.on('SIGINT', on);
  process.on('SIGTERM', on);
  return {
    signal: abort.signal,
    exitCode: () => code,
    stopped: new Promise((resolve) => abort.signal.addEventListener('abort', () => resolve(), { once: true })),
    dispose() {
      process.off('SIGINT', on);
      process.off('SIGTERM', on);
    },
  };
}
