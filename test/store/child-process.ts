// A store in a process of its own, for tests of what happens between processes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const SCRIPT = fileURLToPath(new URL('./store-child.ts', import.meta.url));

export interface StoreChild {
  /** The next line of its output; null when there is no more. */
  nextLine(): Promise<string | null>;
  /** Ends it as `kill -9` does, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a child process that does a task of store-child.ts; it is killed when the test ends. */
export function startChild(directory: string, ...task: string[]): StoreChild {
  const child = spawn(process.execPath, [SCRIPT, directory, ...task], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  return {
    nextLine: async () => {
      const line = await lines.next();
      return line.done ? null : line.value;
    },
    kill,
  };
}
