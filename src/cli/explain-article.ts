// What `lostfeed explain` says of one article: where it came from, what it is known by, and why it is published or not.
import { toLine } from '../lib/clean-text.ts';
import { toMinute } from '../lib/source-event-text.ts';
import type { ArticleLife, ChannelDocument, Config, FoundArticle, FullArticle, StoryLife } from '../model.ts';
import { meets } from '../normalize/normalize.ts';
import { createPlanner, type LeaveReason } from '../plan.ts';
import { type LeftOut, loadLeftOut } from '../publish/publish.ts';
import { toRuleSubject } from '../ruled-article.ts';
import type { Store } from '../store/store.ts';
import { toIso } from './status.ts';
import { eachStoredArticle } from './stored-articles.ts';

/** Why an article is not in the channel; the first that holds. */
export type Absence =
  | LeaveReason
  | 'taken down'
  | 'held'
  | 'denied'
  | 'dropped'
  | 'covered'
  | 'beyond what was looked through';

export interface ExplainedArticle {
  readonly found: FoundArticle;
  readonly article: FullArticle;
  readonly life: ArticleLife;
  /** The last rule that set its category now, such as `rules[2]`; null: none, the source's counts. */
  readonly categoryRule: string | null;
  /** Null: it is in the channel as the configuration has it now. */
  readonly absent: Absence | null;
  /** Paths of the stored documents that have it. */
  readonly documents: readonly string[];
  /** Documents that the last publication left it out of, and why. */
  readonly leftOut: readonly LeftOut[];
}

/** As far down as a channel may look for why something is not in it. */
const MAX_ARTICLES = 20_000;
const NAMES: Readonly<Record<Absence, string>> = {
  'taken down': 'it was taken down',
  held: 'its source read like another feed when it came; `lostfeed release` lists it',
  denied: 'the feed of its source asks not to be republished',
  dropped: 'the rules dropped its entry when its feed was last read',
  covered: 'another article of its story is listed for it',
  'source removed': 'its source is not in the configuration any more',
  rules: 'the rules of now drop it',
  window: 'it is older than channel.window',
  perSource: 'newer articles of its source fill channel.perSource',
  items: 'newer articles fill channel.items',
  'beyond what was looked through': `more than ${MAX_ARTICLES} articles are newer`,
};

/** Articles by the name; none: nothing is called so. */
export async function explainArticles(word: string, config: Config, store: Store, now: number) {
  const explained: ExplainedArticle[] = [];
  for (const found of await store.findArticles(word)) {
    const [[article], life] = [await store.articles([found.id]), await store.articleLife(found.id)];
    if (!article || !life) continue;
    const subject = toRuleSubject(article);
    const last = config.rules.findLastIndex(({ when, then }) => then.category !== undefined && meets(subject, when));
    explained.push({
      found,
      article,
      life,
      categoryRule: last < 0 ? null : `rules[${last}]`,
      absent: await absence(found, config, store, now),
      documents: (await store.documents())
        .filter((document) => hasId(document, found.publishedId))
        .map(({ path }) => path),
      leftOut: (await loadLeftOut(store)).filter(({ articleId }) => articleId === article.id),
    });
  }
  return explained;
}

async function absence(found: FoundArticle, config: Config, store: Store, now: number): Promise<Absence | null> {
  if (found.takenDown) return 'taken down';
  if (found.isHeld) return 'held';
  if (found.isDenied) return 'denied';
  if (found.isDropped) return 'dropped';
  if (found.isCovered) return 'covered';
  // as `plan` sees it: an entry that is there now, and would stay or go
  const entry = { id: found.publishedId, title: '', category: null, tags: [], sourceTitle: '' };
  const published = { title: '', description: '', language: '', url: '', entries: [entry] };
  const planner = createPlanner(config, published, { views: new Map(), renamed: new Map() }, now);
  let isSeen = false;
  await eachStoredArticle(store, config, MAX_ARTICLES, ({ article }) => {
    planner.take(article);
    isSeen = article.id === found.id;
    return !isSeen;
  });
  return isSeen ? (planner.finish().articles.go[0]?.why ?? null) : 'beyond what was looked through';
}

const WHYS: Readonly<Record<NonNullable<StoryLife['why']>, string>> = {
  priority: 'its source has the highest `priority`',
  site: 'it is at the site of its own source',
  first: 'it was seen first',
  published: 'it was published before what would go before it came, and stays',
};

function describeStory(story: StoryLife | null, own: string): readonly string[] {
  if (story === null) return [];
  const { articles, why } = story;
  const head = why === null ? 'lists have none of them' : `lists have the first of these, for ${WHYS[why]}`;
  return [
    `Its story has ${articles.length} articles; ${head}:`,
    ...articles.map(({ id, sourceId, title, url }) => {
      const facts = [sourceId, toLine(title), url ?? id, ...(id === own ? ['(this one)'] : [])];
      return `  ${facts.join('  ')}`;
    }),
  ];
}

function hasId({ format, body }: ChannelDocument, id: string): boolean {
  const text = Buffer.from(body).toString();
  if (format === 'json') return text.includes(`"id":${JSON.stringify(id)}`);
  const escaped = id.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return text.includes(`>${escaped}</`);
}

export function articleFacts({
  found,
  article,
  life,
  categoryRule,
  absent,
  documents,
  leftOut,
}: ExplainedArticle): object {
  const { id, publishedId, sourceId, slug, title, url, guid, category, version } = article;
  return {
    article: { id, publishedId, source: sourceId, slug, title, url, guid, version },
    keys: life.keys.map(({ goneAt, ...key }) => ({ ...key, goneAt: toIso(goneAt) })),
    firstSeenAt: toIso(article.firstSeenAt),
    publishedAt: toIso(article.publishedAt),
    updatedAt: toIso(article.updatedAt),
    listedAt: toIso(article.listedAt),
    listedBy: isByDate(article) ? 'published' : 'first seen',
    category: { id: category, rule: life.ruleCategory === null ? null : categoryRule },
    story: life.story && {
      why: life.story.why,
      articles: life.story.articles.map(({ sourceId, ...one }) => ({ ...one, source: sourceId })),
    },
    takenDown: found.takenDown && { at: toIso(found.takenDown.at), reason: found.takenDown.reason },
    inChannel: absent === null,
    absent,
    documents,
    leftOut: leftOut.map(({ path, message }) => ({ path, message })),
  };
}

const isByDate = ({ listedAt, publishedAt }: FullArticle) => listedAt === publishedAt;

export function describeArticle(explained: ExplainedArticle): string {
  const { found, article, life, categoryRule, absent, documents, leftOut } = explained;
  const { takenDown } = found;
  const here = life.keys.some(({ goneAt }) => goneAt === null);
  const lines = [
    toLine(article.title),
    ...(article.url === null ? [] : [`  ${article.url}`]),
    `  ${article.id} of ${article.sourceId}, page a/${article.slug}/`,
    '',
    `First seen by the visit of ${toMinute(article.firstSeenAt)}.`,
    isByDate(article)
      ? `Listed as of ${toMinute(article.listedAt)}, the date its entry states.`
      : `Listed as of ${toMinute(article.listedAt)}, from when it was first seen: its entry states no date that can be believed.`,
    ...(article.updatedAt === null ? [] : [`Updated ${toMinute(article.updatedAt)}.`]),
    ...(article.publishedId === article.id ? [] : [`Published under the id of its feed, ${article.publishedId}.`]),
    `Known by ${life.keys.map(({ key }) => key).join(', ')}; ${here ? 'the last document of its feed has it' : 'its feed does not have it any more'}.`,
    life.ruleCategory === null
      ? `Its category, ${article.category}, is that of its source.`
      : `Its category, ${article.category}, was set by ${categoryRule ?? 'a rule that is not there any more'}.`,
    ...(takenDown
      ? [`Taken down ${toMinute(takenDown.at)}${takenDown.reason === null ? '' : `: ${toLine(takenDown.reason)}`}.`]
      : []),
    ...describeStory(life.story, article.id),
    absent === null ? 'It belongs in the channel.' : `It is not in the channel: ${NAMES[absent]}.`,
    documents.length > 0
      ? `Published in ${documents.join(', ')}.`
      : absent === null
        ? 'No document has it yet: the next publication brings it, or says in the log why it was left out.'
        : 'No document has it.',
    ...leftOut.map(({ path, message }) => `Left out of ${path}: ${toLine(message)}.`),
  ];
  return `${lines.join('\n')}\n`;
}
