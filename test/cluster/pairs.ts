// All labelled pairs, in two halves: rules are tuned on the one and measured on the other.
import { hash } from 'node:crypto';
import { OTHER } from './other-pairs.ts';
import type { Pair } from './record.ts';
import { SAME } from './same-pairs.ts';

export const PAIRS: readonly Pair[] = [...SAME, ...OTHER];

/** A pair is for tuning when the first bit of the SHA-256 of its name is 0; nothing else decides. */
export const isForTuning = ({ name }: Pair) => Number.parseInt(hash('sha256', name).slice(0, 1), 16) < 8;
