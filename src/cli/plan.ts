// `lostfeed plan`: what the configuration as it is in the file would change in the channel as it is published. Works offline,
// beside a running service, and changes nothing.
import { loadConfig } from '../config/config.ts';
import type { ChannelDocument, Config } from '../model.ts';
import { type Change, createPlanner, type Plan, type PublishedChannel } from '../plan.ts';
import type { Store } from '../store/store.ts';
import { EXIT } from './exit-codes.ts';
import type { Settings } from './settings.ts';
import { eachStoredArticle } from './stored-articles.ts';
import { withStore } from './with-store.ts';

/** Articles looked through for what may come and what goes; a channel is hundreds. */
const MAX_ARTICLES = 20_000;
const SHOWN = 20;

export async function plan(settings: Settings, flags: { readonly json?: boolean }): Promise<number> {
  const config = await loadConfig(settings.configFile, settings.dataDirectory);
  const planned = await withStore(settings, (store) => makePlan(config, store, Date.now()));
  process.stdout.write(flags.json ? `${JSON.stringify(planned)}\n` : describePlan(planned));
  return EXIT.done;
}

async function makePlan(config: Config, store: Store | null, now: number): Promise<Plan> {
  const views = (await store?.sourceViews()) ?? new Map();
  const renamed = new Map<string, string>();
  const listed = new Set(config.sources.map(({ id }) => id));
  for (const { id, url } of store === null ? [] : config.sources.filter((source) => !views.has(source.id))) {
    const former = await store?.sourceKnownBy(url);
    if (former != null && !listed.has(former)) renamed.set(former, id);
  }
  const published = readPublished(
    (await store?.documents())?.find(({ path }) => path === 'feed.json'),
    config,
  );
  const planner = createPlanner(config, published, { views, renamed }, now);
  if (store) {
    await eachStoredArticle(store, config, MAX_ARTICLES, ({ article }) => {
      planner.take(article);
      return !planner.isDone();
    });
  }
  return planner.finish();
}

interface JsonFeed {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly home_page_url: string;
  readonly items: readonly {
    readonly id: string;
    readonly title?: string;
    readonly tags?: readonly string[];
    readonly _lostfeed: { readonly category: string | null; readonly source: { readonly title: string } };
  }[];
}

/** Our own JSON Feed says all that is to be compared. Before the first publication nothing differs but the articles. */
function readPublished(document: ChannelDocument | undefined, { channel }: Config): PublishedChannel {
  if (!document) {
    const { title, description, language, url } = channel;
    return { title, description, language, url: url ?? '', entries: [] };
  }
  const feed: JsonFeed = JSON.parse(Buffer.from(document.body).toString());
  const { title, description, language, home_page_url: url } = feed;
  const entries = feed.items.map(({ id, title = '', tags = [], _lostfeed: { category, source } }) => ({
    id,
    title,
    category,
    tags,
    sourceTitle: source.title,
  }));
  return { title, description, language, url, entries };
}

function describePlan({ channel, sources, articles }: Plan): string {
  const { come, go, moved, relabelled } = articles;
  const named = (one: { readonly title: string; readonly source: string }) => `${one.title} (${one.source})`;
  const sections = [
    section('The channel', channel.map(toText)),
    section(
      'Sources',
      [
        sources.added.map((id) => `+ ${id}`),
        sources.removed.map((id) => `- ${id}`),
        sources.renamed.map(({ from, to }) => `= ${from} is ${to} from now on`),
        sources.changed.map(({ id, changes }) => `~ ${id}: ${changes.map(toText).join('; ')}`),
      ].flat(),
    ),
    section(
      'Articles',
      [
        cut(come.map((one) => `+ ${named(one)}`)),
        cut(go.map((one) => `- ${named(one)}: ${one.why}`)),
        cut(moved.map((one) => `> ${named(one)}: ${one.from} to ${one.to}`)),
        cut(relabelled.map((one) => `~ ${named(one)}: ${one.changes.map(toText).join('; ')}`)),
      ].flat(),
    ),
  ].join('');
  const sum = `${articles.before} articles now, ${articles.after} then: ${come.length} come, ${go.length} go, ${moved.length} move to another category, ${relabelled.length} are relabelled.\n`;
  return sections === '' ? 'Nothing would change.\n' : `${sections}${sum}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function cut(lines: readonly string[]): readonly string[] {
  const more = lines.length - SHOWN;
  return more > 0 ? [...lines.slice(0, SHOWN), `… and ${more} more (--json has them all)`] : lines;
}

function toText({ field, from, to }: Change): string {
  if (from === '') return `+ ${field} ${to}`;
  return `${field} "${from}" becomes "${to}"`;
}
