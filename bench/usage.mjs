// Preloaded into measured processes: writes what the whole process used to file descriptor 3 when it ends. Plain JavaScript, or
// what strips types would be measured too.
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeSync(3, JSON.stringify({ cpu: (user + system) / 1e6, rss: process.resourceUsage().maxRSS / 1024 }));
  });
}
