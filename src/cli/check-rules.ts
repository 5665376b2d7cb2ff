// `lostfeed check --rules`: what rules, keep and drop would do to the articles that are stored.
import type { Condition, Config, FullArticle, SourceConfig } from '../model.ts';
import { meets } from '../normalize/normalize.ts';
import { ruleArticle, toRuleSubject } from '../ruled-article.ts';
import type { Settings } from './settings.ts';
import { eachStoredArticle } from './stored-articles.ts';
import { withStore } from './with-store.ts';

/** What one rule, or the filters of one source, meet. */
export interface RuleCheck {
  /** `rules[0]`, `lwn.drop`, `lwn.keep`. */
  readonly rule: string;
  readonly does: string;
  readonly articles: number;
  readonly examples: readonly string[];
}

export interface RulesCheck {
  readonly articles: number;
  /** Articles that are listed and would be dropped, and the reverse. */
  readonly dropped: number;
  readonly kept: number;
  readonly rules: readonly RuleCheck[];
}

const MAX_ARTICLES = 20_000;
const EXAMPLES = 3;

export async function checkRules(config: Config, settings: Settings): Promise<RulesCheck> {
  const sources = new Map(config.sources.map((source) => [source.id, source]));
  const tallies = makeTallies(config);
  let articles = 0;
  let dropped = 0;
  let kept = 0;
  await withStore(settings, async (store) => {
    if (!store) return;
    await eachStoredArticle(store, config, MAX_ARTICLES, ({ article, isDropped }) => {
      const source = sources.get(article.sourceId);
      if (!source) return true;
      articles += 1;
      for (const tally of tallies) tally.count(article, source);
      const willDrop = ruleArticle(article, source, config).isDropped;
      if (willDrop && !isDropped) dropped += 1;
      if (!willDrop && isDropped) kept += 1;
      return true;
    });
  });
  return { articles, dropped, kept, rules: tallies.map((tally) => tally.result()) };
}

interface Tally {
  count(article: FullArticle, source: SourceConfig): void;
  result(): RuleCheck;
}

function makeTallies({ rules, sources }: Config): readonly Tally[] {
  const ofRules = rules.map(({ when, then }, index) => {
    const { category, tag, drop } = then;
    const does = [
      ...(drop ? ['drop'] : []),
      ...(category === undefined ? [] : [`category ${category}`]),
      ...(tag === undefined ? [] : [`tag ${tag}`]),
    ];
    return makeTally(`rules[${index}]`, does.join(', '), null, [when]);
  });
  const ofSources = sources.flatMap(({ id, drop, keep }) => [
    ...(drop.length > 0 ? [makeTally(`${id}.drop`, 'drop', id, drop)] : []),
    ...(keep.length > 0 ? [makeTally(`${id}.keep`, 'keep', id, keep)] : []),
  ]);
  return [...ofSources, ...ofRules];
}

/** Counts the articles, of one source or of all, that meet one of the conditions. */
function makeTally(rule: string, does: string, sourceId: string | null, conditions: readonly Condition[]): Tally {
  const examples: string[] = [];
  let articles = 0;
  return {
    count(article, source) {
      if (sourceId !== null && source.id !== sourceId) return;
      const subject = toRuleSubject(article);
      if (!conditions.some((condition) => meets(subject, condition))) return;
      articles += 1;
      if (examples.length < EXAMPLES) examples.push(article.title);
    },
    result: () => ({ rule, does, articles, examples }),
  };
}

export function describeRules({ articles, dropped, kept, rules }: RulesCheck): string {
  const lines = rules.map(({ rule, does, articles: count, examples }) =>
    [`${rule} (${does}): ${count} of ${articles} articles`, ...examples.map((title) => `    ${title}`)].join('\n'),
  );
  const sum = `${dropped} listed articles would be dropped, ${kept} dropped ones kept, when their feeds are next read.`;
  return rules.length === 0 ? 'There are no rules.\n' : `${[...lines, sum].join('\n')}\n`;
}
