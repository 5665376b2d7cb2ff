// What a configuration would make of the channel as it is stored and published: pure, from both to what differs.
import type { Category, Config, FullArticle, SourceConfig, SourceView } from './model.ts';
import { ruleArticle } from './ruled-article.ts';

/** An entry as it is published. */
export interface PublishedEntry {
  readonly id: string;
  readonly title: string;
  /** A category id; null: none is shown. */
  readonly category: string | null;
  readonly tags: readonly string[];
  readonly sourceTitle: string;
}

/** What is published: head and entries. */
export interface PublishedChannel {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly url: string;
  readonly entries: readonly PublishedEntry[];
}

/** Why an article leaves the channel. */
export type LeaveReason = 'source removed' | 'rules' | 'window' | 'perSource' | 'items';

export interface PlannedArticle {
  readonly id: string;
  readonly title: string;
  readonly source: string;
}

/** One thing that would be another. */
export interface Change {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface Plan {
  readonly channel: readonly Change[];
  readonly sources: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    /** The same source under another id. */
    readonly renamed: readonly { readonly from: string; readonly to: string }[];
    readonly changed: readonly { readonly id: string; readonly changes: readonly Change[] }[];
  };
  readonly articles: {
    readonly before: number;
    readonly after: number;
    readonly come: readonly PlannedArticle[];
    readonly go: readonly (PlannedArticle & { readonly why: LeaveReason })[];
    readonly moved: readonly (PlannedArticle & { readonly from: string; readonly to: string })[];
    /** Published with another source title, category label or with more tags. */
    readonly relabelled: readonly (PlannedArticle & { readonly changes: readonly Change[] })[];
  };
}

/** What is known of the sources now. */
export interface StoredSources {
  /** Listed sources by id. */
  readonly views: ReadonlyMap<string, SourceView>;
  /** New ids of listed sources, by the old one. */
  readonly renamed: ReadonlyMap<string, string>;
}

interface Placed {
  readonly article: FullArticle;
  readonly source: SourceConfig;
  readonly category: string;
  readonly tags: readonly string[];
}

/** Takes stored articles in the order of the channel, newest first, and says in the end what would change. */
export interface Planner {
  take(article: FullArticle): void;
  /** Whether no further article would change anything. */
  isDone(): boolean;
  finish(): Plan;
}

export function createPlanner(
  config: Config,
  published: PublishedChannel,
  stored: StoredSources,
  now: number,
): Planner {
  const { channel } = config;
  const sources = new Map(config.sources.map((source) => [source.id, source]));
  const listedAfter = channel.windowMs === null ? Number.NEGATIVE_INFINITY : now - channel.windowMs;
  const missing = new Set(published.entries.map(({ id }) => id));
  const placed: Placed[] = [];
  const taken = new Map<string, number>();
  const left: { readonly article: FullArticle; readonly why: LeaveReason }[] = [];

  function whyNot(article: FullArticle, source: SourceConfig | undefined): LeaveReason | Placed {
    if (!source) return 'source removed';
    const ruling = ruleArticle(article, source, config);
    if (ruling.isDropped) return 'rules';
    if (article.listedAt <= listedAfter) return 'window';
    if ((taken.get(source.id) ?? 0) >= channel.perSource) return 'perSource';
    if (placed.length >= channel.items) return 'items';
    return { article, source, category: ruling.category ?? source.category, tags: [...source.tags, ...ruling.tags] };
  }

  return {
    take(article) {
      const source = sources.get(stored.renamed.get(article.sourceId) ?? article.sourceId);
      const answer = whyNot(article, source);
      const wasPublished = missing.delete(article.publishedId);
      if (typeof answer !== 'string') {
        taken.set(answer.source.id, (taken.get(answer.source.id) ?? 0) + 1);
        placed.push(answer);
      } else if (wasPublished) left.push({ article, why: answer });
    },
    isDone: () => missing.size === 0 && placed.length >= channel.items,
    finish() {
      const before = new Map(published.entries.map((entry) => [entry.id, entry]));
      const shown = new Map(config.categories.map((category) => [category.id, category]));
      const differing = placed.flatMap((one) => {
        const entry = before.get(one.article.publishedId);
        return entry ? [{ one, entry }] : [];
      });
      return {
        channel: channelChanges(config, published),
        sources: sourceChanges(config, stored),
        articles: {
          before: published.entries.length,
          after: placed.length,
          come: placed.filter(({ article }) => !before.has(article.publishedId)).map(toPlanned),
          go: left.map(({ article, why }) => ({ ...toPlanned({ article }), why })),
          moved: differing
            .map(({ one, entry }) => ({ ...toPlanned(one), from: entry.category ?? 'general', to: one.category }))
            .filter(({ from, to }) => from !== (shown.has(to) ? to : 'general')),
          relabelled: differing
            .map(({ one, entry }) => ({
              ...toPlanned(one),
              changes: labelChanges(one, entry, shown.get(one.category)),
            }))
            .filter(({ changes }) => changes.length > 0),
        },
      };
    },
  };
}

function toPlanned({ article }: Pick<Placed, 'article'>): PlannedArticle {
  return { id: article.id, title: article.title, source: article.sourceId };
}

function labelChanges(
  { source, tags }: Placed,
  entry: PublishedEntry,
  category: Category | undefined,
): readonly Change[] {
  const has = new Set(entry.tags.map((tag) => tag.toLowerCase()));
  const added = [...new Set(tags)].filter((tag) => !has.has(tag.toLowerCase()));
  const label = entry.category === category?.id ? category?.label : undefined;
  return [
    ...(source.title !== null ? differences({ source: [entry.sourceTitle, source.title] }) : []),
    ...(label !== undefined && !has.has(label.toLowerCase())
      ? [{ field: 'category label', from: entry.tags[0] ?? '', to: label }]
      : []),
    ...added.map((tag) => ({ field: 'tag', from: '', to: tag })),
  ];
}

function channelChanges({ channel }: Config, published: PublishedChannel): readonly Change[] {
  return differences({
    title: [published.title, channel.title],
    // an empty one is published as a sentence of ours
    ...(channel.description !== '' && { description: [published.description, channel.description] }),
    language: [published.language, channel.language],
    ...(channel.url !== null && { url: [published.url, channel.url] }),
  });
}

function sourceChanges({ sources }: Config, { views, renamed }: StoredSources): Plan['sources'] {
  const listed = new Set(sources.map(({ id }) => id));
  const formerOf = new Map([...renamed].map(([from, to]) => [to, from]));
  const changed = sources.flatMap((source) => {
    const view = views.get(formerOf.get(source.id) ?? source.id);
    if (!view) return [];
    const changes = differences({
      category: [view.category, source.category],
      content: [view.content ?? 'as channel.content', source.content ?? 'as channel.content'],
      noindex: [String(view.noindex), String(source.noindex)],
      ...(source.title !== null && { title: [view.title, source.title] }),
    });
    return changes.length > 0 ? [{ id: source.id, changes }] : [];
  });
  return {
    added: [...listed].filter((id) => !views.has(id) && !formerOf.has(id)),
    removed: [...views.keys()].filter((id) => !listed.has(id) && !renamed.has(id)),
    renamed: [...renamed].map(([from, to]) => ({ from, to })),
    changed,
  };
}

function differences(fields: Readonly<Record<string, readonly [from: string, to: string]>>): readonly Change[] {
  return Object.entries(fields).flatMap(([field, [from, to]]) => (from === to ? [] : [{ field, from, to }]));
}
