#!/usr/bin/env node
// The entry: hands the command line to cli/ and its exit code to the system.
import { enableCompileCache } from 'node:module';

enableCompileCache();
// a reader that goes away, as `| head` does, ends what is still being said, not the work
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  if (process.listenerCount('SIGTERM') > 0) process.kill(process.pid, 'SIGTERM');
  else process.exit();
});
const { main } = await import('./cli/cli.ts');
process.exitCode = await main(process.argv.slice(2));
