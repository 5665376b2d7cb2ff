// The pages of categories and sources as files, beside the documents of their channels. What is the same is neither rendered nor
// touched.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListScope } from './model.ts';
import { removeStaticFile, writeStaticFiles } from './publish/publish.ts';
import { hashOf, readSeal, type StaticChanges } from './static-changes.ts';
import { type StaticSite, slugsOnDisk, withoutTimes } from './static-output.ts';
import type { ListContent, SitePage } from './web/web.ts';

export interface StaticLists {
  readonly written: readonly string[];
  readonly unchanged: number;
  /** Pages that were not looked at. */
  readonly left: number;
}

/** Articles on the page of a category or source. */
const LIST_ARTICLES = 50;
/** Pages rendered before they are written. */
const SLICE = 60;
const PAGE = 'index.html';
const SEAL = 'static.lists';

interface List {
  /** Its folder. */
  readonly path: string;
  readonly scope: ListScope;
  readonly of: ListContent['of'];
}

interface Seal {
  readonly directory: string;
  readonly precompress: boolean;
  /** By folder: of what shows on its page, where that can be told without a look at articles. */
  readonly lists: Readonly<Record<string, string>>;
}

/**
 * Brings the pages up to date, and removes those of what is listed no more. `isOver` is asked before each page; what is left then is
 * for the next time, as it is when the process is killed.
 */
export async function writeStaticLists(
  input: StaticSite,
  { common, sources: changes, all }: StaticChanges,
  isOver: () => boolean,
): Promise<StaticLists> {
  const { directory, store, precompress, channel } = input;
  const lists = listsOf(input);
  await removeOthers(directory, lists);
  const before = readSeal<Seal>(await store.meta(SEAL));
  const known = before?.directory === directory && before.precompress === precompress ? before.lists : {};
  let render: Renderer | null = null;

  const hashes: Record<string, string> = Object.fromEntries(
    lists.flatMap(({ path }) => (known[path] === undefined ? [] : [[path, known[path]]])),
  );
  const written: string[] = [];
  let unchanged = 0;
  let left = lists.length;
  let slice: { readonly page: SitePage; readonly list: string; readonly hash: string }[] = [];
  const flush = async () => {
    const pages = slice.map(({ page }) => page);
    const result = await writeStaticFiles(directory, pages, precompress);
    written.push(...result.written);
    unchanged += result.unchanged;
    for (const { list, hash } of slice) hashes[list] = hash;
    if (slice.length > 0)
      await store.setMeta(SEAL, JSON.stringify({ directory, precompress, lists: hashes } satisfies Seal));
    slice = [];
  };
  for (const { path, scope, of } of lists) {
    if (isOver()) break;
    left--;
    const shown = 'source' in of ? [common, changes[of.source.view.id], withoutTimes(of.source)] : [all, of.category];
    const hash = hashOf(shown);
    if (known[path] === hash && existsSync(join(directory, path, PAGE))) {
      unchanged++;
      continue;
    }
    const query = { items: LIST_ARTICLES, perSource: channel.perSource, listedAfter: null, scope };
    const articles = await store.channelArticles(query);
    const coverage = await store.alsoCoveredBy(articles.map(({ id }) => id));
    render ??= await makeRenderer(input);
    slice.push({ page: render({ of, articles, coverage }), list: path, hash });
    if (slice.length >= SLICE) await flush();
  }
  await flush();
  return { written, unchanged, left };
}

type Renderer = (list: Pick<ListContent, 'of' | 'articles' | 'coverage'>) => SitePage;

/** Loaded when there is something to render: most passes change nothing. */
async function makeRenderer({ directory, store, site }: StaticSite): Promise<Renderer> {
  const { renderListPage } = await import('./web/web.ts');
  const sources = await store.sourceViews();
  const pages = new Set(await slugsOnDisk(directory));
  return (list) => renderListPage({ site, sources, hasPage: (slug) => pages.has(slug), ...list });
}

function listsOf({ site, blogroll }: StaticSite): readonly List[] {
  return [
    ...site.categories.map((category) => ({
      path: `c/${category.id}`,
      scope: { kind: 'category', category: category.id } as const,
      of: { category },
    })),
    ...blogroll.map((source) => ({
      path: `s/${source.view.id}`,
      scope: { kind: 'source', sourceId: source.view.id } as const,
      of: { source },
    })),
  ];
}

async function removeOthers(directory: string, lists: readonly List[]): Promise<void> {
  const kept = new Set(lists.map(({ path }) => path));
  for (const folder of ['c', 's']) {
    for (const name of await readdir(join(directory, folder)).catch(() => [])) {
      const path = `${folder}/${name}`;
      if (!kept.has(path)) await removeStaticFile(join(directory, path, PAGE));
    }
  }
}
