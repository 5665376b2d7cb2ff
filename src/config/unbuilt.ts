// Keys that the file may have already although nothing acts on them yet. Whoever builds one takes its line out here and
// its mark out of docs/configuration.md.
import { isDeepStrictEqual } from 'node:util';
import { type ConfigFile, file as fileSchema } from './schema.ts';
import { deriveSourceId } from './source-id.ts';

/** One line a key; setting one to something other than its default gives a warning. */
const UNBUILT = ['site.images', 'sources[].cluster'] as const;

/** Sources named in one warning; the rest are counted. */
const MAX_NAMED = 3;

/** A warning for each key that is set and has no effect. */
export function unbuiltWarnings(file: ConfigFile): string[] {
  const defaults = fileSchema.parse({ sources: [{ url: 'https://example.org/' }] });
  return UNBUILT.flatMap((key) => {
    const [place, ofSource] = key.split('[].');
    if (ofSource === undefined) {
      return isDeepStrictEqual(at(file, key), at(defaults, key)) ? [] : [`${place} has no effect yet`];
    }
    const usual = at(defaults.sources[0], ofSource);
    const set = file.sources.filter((source) => !isDeepStrictEqual(at(source, ofSource), usual));
    const ids = set.map(({ id, url }) => id ?? deriveSourceId(url));
    return ids.length === 0 ? [] : [`${key} has no effect yet (${named(ids)})`];
  });
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce((inner, key) => (inner as Record<string, unknown>)[key], value);
}

function named(names: readonly string[]): string {
  const rest = names.length - MAX_NAMED;
  return `${names.slice(0, MAX_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
