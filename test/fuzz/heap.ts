// What stays in memory once everything that can go has gone.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MIB = 2 ** 20;

/** Measures heap and buffers in MiB, after collecting all garbage. */
export function createHeapMeter(): () => number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  return () => {
    // The first time lets go of texts and buffers outside of the heap, the second frees them.
    collect();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / MIB;
  };
}
