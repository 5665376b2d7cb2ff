// The end of a visit's time: its own total deadline or its caller's signal, whichever comes first. One timer and one
// listener a visit; an AbortSignal made for each visit and combined with another costs more than the whole of a 304.

/** Why a visit must stop. */
export type Stop = 'timeout' | 'aborted';

export interface Deadline {
  /** Set once the time is over. */
  passed: Stop | null;
  /** Called at that moment; the step under way puts itself here. */
  onPassed: (() => void) | null;
  /** Must be called when the visit is over. */
  release(): void;
}

/** Starts the clock: `timeoutMs` from now, or until `signal` aborts. */
export function startDeadline(timeoutMs: number, signal: AbortSignal): Deadline {
  const pass = (stop: Stop) => {
    if (deadline.passed !== null) return;
    deadline.passed = stop;
    deadline.onPassed?.();
  };
  const timer = setTimeout(pass, timeoutMs, 'timeout');
  const onAbort = () => pass('aborted');
  const deadline: Deadline = {
    passed: signal.aborted ? 'aborted' : null,
    onPassed: null,
    release() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
  signal.addEventListener('abort', onAbort);
  return deadline;
}
