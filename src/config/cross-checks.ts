// What keys of feeds.config.json say together: ids and addresses used twice, unknown categories, rhythms too quick. It
// reads the raw value, so that these faults come out together with those of single keys; a value that is faulty by
// itself has been reported already and is passed over here.
import type * as z from 'zod';
import { hostAndPort } from './address.ts';
import { shortestCronGapMinutes } from './cron.ts';
import type { Finding, Path } from './document.ts';
import { MINUTE_MS, msToDuration } from './duration.ts';
import { didYouMean } from './nearest.ts';
import { fetchEvery, privateHost } from './schema.ts';
import { deriveSourceId } from './source-id.ts';
import { cron, every, feedUrl, sourceId } from './source-schema.ts';

/** Asking a public server more often than this is rude, whatever the operator wants. */
const SHORTEST_EVERY_MS = 5 * MINUTE_MS;

type Raw = Readonly<Record<string, unknown>>;

/** What can be made of one source; null for what is absent or faulty. */
interface ReadSource {
  readonly path: Path;
  readonly raw: Raw;
  readonly url: string | null;
  /** As given, or made from the url when none is given. */
  readonly id: string | null;
  readonly isPrivate: boolean;
}

/** Faults between keys. `nameOf` says in words where something stands, such as `sources[2] (line 14)`. */
export function crossFindings(value: unknown, nameOf: (path: Path) => string): Finding[] {
  const root = toRaw(value);
  const allowed = new Set(toList(toRaw(root.fetch).allowPrivate).map((entry) => soundOrNull(privateHost, entry)));
  const sources = toList(root.sources).map((source, index) => readSource(toRaw(source), ['sources', index], allowed));
  return [
    ...repeatedSources(sources, nameOf),
    ...repeatedReactions(toList(toRaw(root.site).reactions), nameOf),
    ...unknownCategories(root, sources),
    ...sources.flatMap((source) => [...rhythmFindings(source), ...credentialFindings(source)]),
    ...sharedRhythmFindings(toRaw(root.fetch).every, sources, nameOf),
  ];
}

function readSource(raw: Raw, path: Path, allowed: ReadonlySet<string | null>): ReadSource {
  const url = soundOrNull(feedUrl, raw.url);
  return {
    path,
    raw,
    url,
    id: url === null || isSet(raw.id) ? soundOrNull(sourceId, raw.id) : deriveSourceId(url),
    isPrivate: url !== null && allowed.has(hostAndPort(url)),
  };
}

function repeatedSources(sources: readonly ReadSource[], nameOf: (path: Path) => string): Finding[] {
  const findings: Finding[] = [];
  const byUrl = new Map<string, ReadSource>();
  const byId = new Map<string, ReadSource>();
  for (const source of sources) {
    const sameUrl = byUrl.get(source.url ?? '');
    const sameId = byId.get(source.id ?? '');
    const isGiven = isSet(source.raw.id);
    if (sameUrl !== undefined) {
      findings.push(valueFinding([...source.path, 'url'], `the same address as that of ${nameOf(sameUrl.path)}`));
    }
    if (sameId !== undefined && isGiven) {
      findings.push(valueFinding([...source.path, 'id'], `the same id as that of ${nameOf(sameId.path)}`));
    } else if (sameId !== undefined && sameUrl === undefined) {
      const message = `the id made from this address is that of ${nameOf(sameId.path)} too; give this source an "id"`;
      findings.push(valueFinding([...source.path, 'url'], message));
    }
    if (source.url !== null && sameUrl === undefined) byUrl.set(source.url, source);
    if (source.id !== null && sameId === undefined) byId.set(source.id, source);
  }
  return findings;
}

function repeatedReactions(reactions: readonly unknown[], nameOf: (path: Path) => string): Finding[] {
  const ids = reactions.map((reaction) => toRaw(reaction).id);
  return ids.flatMap((id, index) => {
    const first = ids.indexOf(id);
    const message = `the same id as that of ${nameOf(['site', 'reactions', first])}`;
    return typeof id === 'string' && first < index ? [valueFinding(['site', 'reactions', index, 'id'], message)] : [];
  });
}

function unknownCategories(root: Raw, sources: readonly ReadSource[]): Finding[] {
  if (isSet(root.categories) && !isRaw(root.categories)) return [];
  const known = new Set([...Object.keys(toRaw(root.categories)), 'general']);
  const named = sources.map((source) => ({ path: [...source.path, 'category'], category: source.raw.category }));
  for (const [index, rule] of toList(root.rules).entries()) {
    named.push({ path: ['rules', index, 'then', 'category'], category: toRaw(toRaw(rule).then).category });
  }
  return named.flatMap(({ path, category }) => {
    const id = soundOrNull(sourceId, category);
    if (id === null || known.has(id)) return [];
    return [valueFinding(path, `"categories" has no ${JSON.stringify(id)}${didYouMean(id, known)}`)];
  });
}

function rhythmFindings({ path, raw, url, isPrivate }: ReadSource): Finding[] {
  const isBoth = isSet(raw.every) && isSet(raw.cron);
  if (isBoth) return [valueFinding([...path, 'cron'], 'expected "every" or "cron", not both')];
  if (url === null || isPrivate) return [];
  const everyMs = soundOrNull(every, raw.every);
  const expression = soundOrNull(cron, raw.cron);
  const least = `at least "${msToDuration(SHORTEST_EVERY_MS)}" between visits, as ${hostAndPort(url)} is not in fetch.allowPrivate`;
  if (everyMs !== null && everyMs < SHORTEST_EVERY_MS) return [valueFinding([...path, 'every'], `expected ${least}`)];
  const isCronTooQuick = expression !== null && shortestCronGapMinutes(expression) * MINUTE_MS < SHORTEST_EVERY_MS;
  return isCronTooQuick ? [valueFinding([...path, 'cron'], `expected ${least}`)] : [];
}

function sharedRhythmFindings(raw: unknown, sources: readonly ReadSource[], nameOf: (path: Path) => string): Finding[] {
  const everyMs = soundOrNull(fetchEvery, raw);
  const open = sources.find(({ url, isPrivate, raw: { enabled } }) => url !== null && !isPrivate && enabled !== false);
  if (everyMs === null || everyMs >= SHORTEST_EVERY_MS || open === undefined) return [];
  const message = `expected at least "${msToDuration(SHORTEST_EVERY_MS)}", as ${nameOf(open.path)} is not in fetch.allowPrivate`;
  return [valueFinding(['fetch', 'every'], message)];
}

function credentialFindings({ path, raw }: ReadSource): Finding[] {
  const name = Object.keys(toRaw(raw.headers)).find((header) => header.toLowerCase() === 'authorization');
  if (name === undefined || !isSet(raw.auth)) return [];
  return [{ path: [...path, 'headers', name], at: 'key', message: 'expected "auth" or this header, not both' }];
}

function valueFinding(path: Path, message: string): Finding {
  return { path, at: 'value', message };
}

function soundOrNull<Value>(field: z.ZodType<Value>, value: unknown): Value | null {
  return isSet(value) ? (field.safeParse(value).data ?? null) : null;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toRaw(value: unknown): Raw {
  return isRaw(value) ? value : {};
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
