// What becomes of the feeds of an OPML list: sources with ids, categories from folders, and what of it is left out and why. Pure;
// the same list beside the same sources gives the same.
import { createHash } from 'node:crypto';
import { cutChars } from '../lib/clean-text.ts';
import type { Additions, NewCategory, NewSource } from './additions.ts';
import { feedUrlFault, toFeedUrl } from './address.ts';
import type { ListFault, ReadList } from './read-opml.ts';
import { deriveSourceId } from './source-id.ts';

/** What there is already. */
export interface Surroundings {
  readonly sources: readonly { readonly id: string; readonly url: string }[];
  readonly categories: readonly { readonly id: string; readonly label: string }[];
  /** What speaks against asking an address, beyond its form; null: nothing. */
  refuse(url: string): string | null;
}

export interface ListPlan extends Additions {
  /** Feeds that are there already. */
  readonly known: readonly (ListFault & { readonly source: string })[];
  readonly faults: readonly ListFault[];
}

const MAX_ID = 80;
const MAX_LABEL = 60;
const MAX_TITLE = 200;

/** Plans in the order of the list; of what is in it twice, the first counts. */
export function planSources({ feeds, faults }: ReadList, { sources, categories, refuse }: Surroundings): ListPlan {
  const byAddress = new Map(sources.map(({ id, url }) => [addressKey(url), id]));
  const ids = new Set(sources.map(({ id }) => id));
  const folders = createFolders(categories);
  const added: NewSource[] = [];
  const known: ListPlan['known'][number][] = [];
  const refused: ListFault[] = [];
  for (const { line, title, url: written, folder } of feeds) {
    const fault = feedUrlFault(written);
    const url = fault === null ? toFeedUrl(written) : '';
    const why = fault ?? refuse(url);
    if (why !== null) {
      refused.push({ line, message: `${title === '' ? 'a feed' : title}: ${why}` });
      continue;
    }
    const same = byAddress.get(addressKey(url));
    if (same !== undefined) {
      known.push({ line, message: `${title === '' ? url : title}: ${same} has its address`, source: same });
      continue;
    }
    const derived = deriveSourceId(url);
    const id = unused(derived, ids);
    ids.add(id);
    byAddress.set(addressKey(url), id);
    const own = title === url ? '' : cutChars(title, MAX_TITLE).trim();
    const category = folder === null ? null : folders.idOf(folder);
    added.push({ id: id === derived ? null : id, url, title: own || null, category });
  }
  const all = [...faults, ...refused].sort((a, b) => a.line - b.line);
  return { categories: folders.added, sources: added, known, faults: all };
}

/** Scheme and `www.` do not make another feed of it. */
function addressKey(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/, '');
}

function createFolders(categories: Surroundings['categories']) {
  const added: NewCategory[] = [];
  const ids = new Set(['general', ...categories.map(({ id }) => id)]);
  const byLabel = new Map(categories.map(({ id, label }) => [label.toLowerCase(), id]));
  return {
    added,
    /** The category of a folder, made where there is none of its name; null: the one that needs no entry. */
    idOf(folder: string): string | null {
      const label = cutChars(folder, MAX_LABEL).trim();
      const slug = toSlug(label);
      const known = byLabel.get(label.toLowerCase()) ?? (categories.some(({ id }) => id === slug) ? slug : undefined);
      if (known !== undefined) return known;
      if (slug === 'general') return null;
      const id = unused(slug, ids);
      ids.add(id);
      byLabel.set(label.toLowerCase(), id);
      added.push({ id, label });
      return id;
    },
  };
}

/** What the configuration takes for an id; names without a single Latin letter or digit become a hash. */
function toSlug(label: string): string {
  const slug = label
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, MAX_ID);
  return slug || `list-${createHash('sha256').update(label).digest('hex').slice(0, 8)}`;
}

/** The id, or the first of `id-2`, `id-3` … that is free. */
function unused(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let n = 2; taken.has(free); n += 1) free = `${id.slice(0, MAX_ID - 6)}-${n}`;
  return free;
}
