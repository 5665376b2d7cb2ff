// The program from the outside: started in a folder, as an operator or cron does.
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const LAUNCHER = resolve(import.meta.dirname, '../../bin/lostfeed.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in a folder to its end. */
export function runLostfeed(directory: string, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((done) => child.once('close', (code) => done({ code, out, err })));
}

export interface Serving {
  readonly url: string;
  /** All that it has logged. */
  log(): string;
  /** Ends it gracefully. */
  stop(): Promise<void>;
}

/** Starts `lostfeed serve` in a folder; `onStart` has the process before it can fail. */
export async function serveLostfeed(directory: string, onStart: (child: ChildProcess) => void): Promise<Serving> {
  const child = spawn(process.execPath, [LAUNCHER, 'serve', '--port', '0'], { cwd: directory });
  onStart(child);
  let log = '';
  const url = await new Promise<string>((done) => {
    child.stderr.on('data', (chunk) => {
      log += chunk;
      const line = log.split('\n').find((one) => one.includes('The Lost Feed is running'));
      if (line) done((JSON.parse(line) as { url: string }).url);
    });
  });
  return {
    url,
    log: () => log,
    stop() {
      child.kill('SIGTERM');
      return new Promise((done) => child.once('close', () => done()));
    },
  };
}
