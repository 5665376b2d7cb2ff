// From the checked file to the Config that the rest of the program is handed: ids made, names with their units, warnings.
import type { Config, SourceConfig } from '../model.ts';
import type { Additions, NewSource } from './additions.ts';
import type { ConfigFile } from './schema.ts';
import { deriveSourceId } from './source-id.ts';
import { source as sourceSchema } from './source-schema.ts';

/** The configuration of a file without faults, frozen all the way down. */
export function resolveConfig(file: ConfigFile): Config {
  const { window, ...channel } = file.channel;
  const { every, hostGap, timeout, ...fetch } = file.fetch;
  const { articles, perSource } = file.retention;
  return frozen({
    channel: { ...channel, windowMs: window },
    categories: Object.entries(file.categories).map(([id, category]) => ({ id, ...category })),
    fetch: { ...fetch, everyMs: every, hostGapMs: hostGap, timeoutMs: timeout },
    sources: file.sources.map(resolveSource),
    include: file.include,
    rules: file.rules,
    publish: file.publish,
    site: file.site,
    retention: { articlesMs: articles, perSource },
    warnings: warningsOf(file),
  });
}

/** The configuration with sources and categories that its file does not have, as if it had them. */
export function withSources(config: Config, { categories, sources }: Additions, warnings: readonly string[]): Config {
  return frozen({
    ...config,
    categories: [...config.categories, ...categories.map((category) => ({ ...category, emoji: null }))],
    sources: [...config.sources, ...sources.map((source) => resolveSource(toWhole(source)))],
    warnings: [...config.warnings, ...warnings],
  });
}

function toWhole({ category, ...source }: NewSource): ConfigFile['sources'][number] {
  return sourceSchema.parse({ ...source, ...(category !== null && { category }) });
}

function resolveSource({ every, ...source }: ConfigFile['sources'][number]): SourceConfig {
  return { ...source, id: source.id ?? deriveSourceId(source.url), everyMs: every };
}

function warningsOf(file: ConfigFile): string[] {
  if (file.channel.url !== null) return [];
  const contact = file.fetch.contact === null ? ', and the User-Agent has no contact for the owners of feeds' : '';
  return [`channel.url is not set: links use the listening address${contact}`];
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
