#!/usr/bin/env node
// The launcher: plain JavaScript that any Node can read. It starts src/main.ts in a checkout and dist/main.js in the
// npm package. On a Node too old to run the program it starts itself again on the `node` package, if that is there.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import v8 from 'node:v8';

const NEEDED_MAJOR = 24;
/** Bytes of the nursery of new objects: left alone it grows to 32 MiB, which a pass over feeds needs no more than this. */
const NURSERY = 4 * 2 ** 20;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const checkout = join(root, 'src', 'main.ts');
const entry = existsSync(checkout) ? checkout : join(root, 'dist', 'main.js');

if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) {
  boundHeap();
  module.enableCompileCache?.();
  await import(pathToFileURL(entry).href);
} else {
  const newer = join(root, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(newer)) {
    const child = spawn(newer, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
    for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => child.kill(name));
    child.on('exit', (code, signal) => process.exit(signal === 'SIGINT' ? 130 : signal ? 143 : (code ?? 1)));
  } else {
    console.error(
      `lostfeed needs Node ${NEEDED_MAJOR} or newer; this is ${process.version}. Install a newer Node, or run "npm ci" in ${root}, which brings one.`,
    );
    process.exit(2);
  }
}

// V8 takes the bound only from its command line, and what starts us is ours no more than where `env` is; but it grows the nursery
// by a factor that can be set at any time. So it is filled until it has grown, and then told to grow no more. What gets old is
// collected when it has grown by a fifth: a pass lets go of nearly all that it holds. src/heap-room.ts takes both back.
function boundHeap() {
  const size = () =>
    v8.getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? NURSERY;
  const filling = [];
  while (size() < NURSERY && filling.length < 2000) filling.push(new Array(1000).fill(0.5));
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  v8.setFlagsFromString('--heap-growing-percent=20');
}
