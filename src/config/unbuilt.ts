// Keys that the file may have already although nothing acts on them yet. Whoever builds one takes its line out here and
// its mark out of docs/configuration.md.
import { isDeepStrictEqual } from 'node:util';
import { type ConfigFile, file as fileSchema } from './schema.ts';

/** One line a key; setting one to something other than its default gives a warning. */
const UNBUILT = ['site.images'] as const;

/** A warning for each key that is set and has no effect. */
export function unbuiltWarnings(file: ConfigFile): string[] {
  const defaults = fileSchema.parse({ sources: [{ url: 'https://example.org/' }] });
  return UNBUILT.filter((key) => !isDeepStrictEqual(at(file, key), at(defaults, key))).map(
    (key) => `${key} has no effect yet`,
  );
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce((inner, key) => (inner as Record<string, unknown>)[key], value);
}
