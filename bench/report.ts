// What a benchmark says, and the small arithmetic they share.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly digits?: number;
}

export interface Report {
  readonly name: string;
  readonly what: string;
  readonly rows: readonly Row[];
  readonly notes?: readonly string[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** What one whole process cost: CPU seconds (user and system, all threads), wall seconds, peak resident MiB. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly rss: number;
  readonly stdout: string;
  readonly code: number | null;
}

/** Runs a script of this project in a fresh process and measures it whole, start included. */
export function runMeasured(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Cost> {
  const usage = join(import.meta.dirname, 'usage.mjs');
  const started = process.hrtime.bigint();
  const child = spawn(process.execPath, ['--import', usage, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stdout = '';
  let figures = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stdio[3]?.on('data', (chunk) => {
    figures += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const { cpu, rss } = JSON.parse(figures) as { cpu: number; rss: number };
      resolve({ cpu, rss, wall: Number(process.hrtime.bigint() - started) / 1e9, stdout, code });
    });
  });
}

/** A helper process that says one line when it is ready; killed by `stop`. */
export async function startProcess(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`${script} ended with ${code} before it was ready`)));
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
  });
  return {
    line,
    /** CPU seconds that its threads have used so far, as Linux counts them (nanoseconds). */
    cpu(): number {
      const tasks = readdirSync(`/proc/${child.pid}/task`).map((task) => `/proc/${child.pid}/task/${task}/schedstat`);
      return tasks.reduce((sum, file) => sum + Number(readFileSync(file, 'utf8').split(' ')[0]), 0) / 1e9;
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** A folder that is gone when `work` is done. */
export async function withScratch<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'lostfeed-bench-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
