// How each source is doing, from what is stored of it: the one word, the facts behind it, and which change is worth telling
// the operator of. Pure; where that is shown is others' business.
export { isBroken } from './episodes.ts';
export { leftOutEvents } from './left-out-events.ts';
export { sourceEvents } from './source-events.ts';
export { countedSince, HEALTH_WORDS, type HealthWord, type SourceHealth, sourceHealth } from './source-health.ts';
