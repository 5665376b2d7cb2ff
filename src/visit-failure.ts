// What went wrong with a visit, as facts: of failures of the outside world, and of bugs, which keep their stack.
import { type ErrorCode, FetchError, LostFeedError } from './errors.ts';
import { toSnippet } from './lib/snippet.ts';
import type { Fetched } from './model.ts';

export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  /** What the answer said, as one line: foreign text, to be escaped wherever it is shown. */
  readonly snippet: string | null;
  /** Hosts that were asked, as in Fetched. */
  readonly hosts: readonly string[];
  /** Only for faults of ours. */
  readonly stack: string | null;
}

/** The facts of an error; `fetched` is the answer that could not be read, if there was one. */
export function toFailure(error: unknown, fetched: Fetched | null): Failure {
  const answered = {
    status: fetched?.status ?? null,
    retryAfterMs: fetched?.hints.retryAfterMs ?? null,
    hosts: fetched?.hosts ?? [],
  };
  if (error instanceof FetchError) {
    const { code, message, status, retryAfterMs, snippet, hosts } = error;
    return { code, message, status, retryAfterMs, snippet, hosts, stack: null };
  }
  const snippet = fetched?.kind === 'document' ? toSnippet(fetched.body) : null;
  if (error instanceof LostFeedError) {
    return { ...answered, code: error.code, message: error.message, snippet, stack: null };
  }
  const fault = error instanceof Error ? error : new Error(String(error));
  return { ...answered, code: 'internal', message: fault.message, snippet, stack: fault.stack ?? null };
}
