// Collects what was odd in one document: each finding once, a bounded number in all.
import type { ProblemCode } from '../errors.ts';
import type { Problem } from '../model.ts';

/** Enough to see what is wrong with a document, little enough to store and print. */
const MAX_PROBLEMS = 100;

export interface ProblemLog {
  /** Notes a problem; the same code and message are kept once, with the first line. */
  add(code: ProblemCode, message: string, line?: number | null): void;
  list(): readonly Problem[];
}

export function createProblemLog(): ProblemLog {
  const problems = new Map<string, Problem>();
  return {
    add(code, message, line) {
      const key = `${code} ${message}`;
      if (problems.size >= MAX_PROBLEMS || problems.has(key)) return;
      problems.set(key, line == null ? { code, message } : { code, message, line });
    },
    list: () => [...problems.values()],
  };
}
