// A site where readers may do something: a real store with articles and a server on it, and a reader who uses its forms.
import { onTestFinished } from 'vitest';
import type { ArticleDraft } from '../../src/model.ts';
import type { Store } from '../../src/store/store.ts';
import type { ActSettings } from '../../src/web/web.ts';
import { makeDraft, makeSource, makeVisit } from '../store/records.ts';
import { sqliteDatabase } from '../store/sqlite-database.ts';
import { type Answer, ask } from './ask.ts';
import { NOW, type RunningSite, SITE, startSite } from './sample-site.ts';

const SETTINGS: ActSettings = {
  comments: true,
  moderation: 'after',
  views: true,
  reactions: [
    { id: 'love', emoji: '❤️', label: 'Love it' },
    { id: 'wow', emoji: '🤯', label: 'Did not see that coming' },
  ],
  reservedNames: ['The Lost Feed', 'Ops Person'],
};

export const ARTICLE = makeDraft('a', 'one', {
  slug: 'one',
  authors: [{ name: 'Ada Quill', url: null }],
  publishedAt: NOW,
});
export const OTHER = makeDraft('a', 'two', { slug: 'two', publishedAt: NOW });

export interface ReaderSite {
  /** The data folder. */
  readonly directory: string;
  readonly site: RunningSite;
  readonly store: Store;
  settings: ActSettings;
}

export async function startReaderSite(
  change: Partial<ActSettings> = {},
  articles: readonly ArticleDraft[] = [ARTICLE, OTHER],
  adminToken = '',
): Promise<ReaderSite> {
  const database = await sqliteDatabase();
  const store = await database.open();
  await store.syncSources([makeSource('a', { title: 'Harbour Notes' })], NOW);
  await store.saveVisit(makeVisit('a', { created: [...articles] }));
  const world = { directory: database.directory, settings: { ...SETTINGS, ...change } };
  const site = await startSite({
    store,
    acts: { store: store.acts, settings: () => world.settings },
    site: SITE,
    adminToken,
  });
  onTestFinished(async () => {
    await site.web.close();
    await database.dispose();
  });
  return Object.assign(world, { site, store });
}

/** A text field of what is sent. */
export type Fields = Readonly<Record<string, string>>;

/** What browsers send of those who did something today. */
export const ACTED: Fields = { cookie: 'lostfeed-acted=1' };

/** The token in the forms of a page. */
export async function tokenOf({ address }: RunningSite, slug = 'one'): Promise<string> {
  const { text } = await ask(address, `/a/${slug}/`);
  return /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
}

/** Sends a form as a browser does. */
export function sendForm(site: RunningSite, path: string, fields: Fields, headers: Fields = {}): Promise<Answer> {
  return ask(site.address, path, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'null',
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  });
}

/** Sends the same as a script does. */
export async function sendJson(
  site: RunningSite,
  path: string,
  fields: unknown,
  headers: Fields = {},
): Promise<Answer & { readonly json: Record<string, unknown> }> {
  const answer = await ask(site.address, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
    body: JSON.stringify(fields),
  });
  return { ...answer, json: JSON.parse(answer.text) as Record<string, unknown> };
}

/** Opens the page, takes the time that people take, and sends a comment. */
export async function say(
  { site }: ReaderSite,
  fields: Fields,
  { slug = 'one', headers = {} }: { slug?: string; headers?: Fields } = {},
): Promise<Answer> {
  const token = await tokenOf(site, slug);
  site.now += 60_000;
  return sendForm(site, `/a/${slug}/comments`, { token, ...fields }, headers);
}
