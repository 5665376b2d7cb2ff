// What tells whether a document would be read today as it was read before.
import { hash } from 'node:crypto';
import type { Config, SourceConfig } from './model.ts';

/** Raise when normalizing changes, so that known entries are normalized again when their feed is next read. */
const NORMALIZE_VERSION = 2;

/** Everything of the configuration that normalizing an entry depends on: when it changes, entries are read again. */
export function policySeal(source: SourceConfig, { rules, channel }: Pick<Config, 'rules' | 'channel'>): string {
  const { id, identity, maxItems, tags, keep, drop, futureDates, language } = source;
  const own = [id, identity, maxItems, tags, keep, drop, futureDates, language];
  const facts = [NORMALIZE_VERSION, own, hashOf(rules), channel.wordsPerMinute];
  return hash('sha1', JSON.stringify(facts), 'base64url').slice(0, 8);
}

const hashes = new WeakMap<Config['rules'], string>();

/** Every visit asks, and the rules may be many. */
function hashOf(rules: Config['rules']): string {
  const known = hashes.get(rules) ?? hash('sha1', JSON.stringify(rules));
  hashes.set(rules, known);
  return known;
}
