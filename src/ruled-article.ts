// What the rules of a configuration make of an article that is stored already. Its tags are those it was given so far, and its
// body is the one that is published, so that a rule may see a little less or more than when the entry is read next.
import type { Condition, Config, FullArticle, SourceConfig } from './model.ts';
import { applyRules, plainTextOf, type RuleSubject, type Ruling } from './normalize/normalize.ts';

/** What rules look at in a stored article. */
export function toRuleSubject(article: FullArticle): RuleSubject {
  const { title, summary, authors, tags, url, language, contentHtml } = article;
  return {
    title,
    text: () =>
      contentHtml === null ? summary : `${summary}\n${plainTextOf({ kind: 'html', value: contentHtml, base: null })}`,
    authors: authors.map(({ name }) => name),
    tags,
    url,
    language,
  };
}

export function ruleArticle(article: FullArticle, source: SourceConfig, { rules }: Pick<Config, 'rules'>): Ruling {
  return applyRules(toRuleSubject(article), source, rules);
}

/** Whether anything looks at texts, so that bodies have to be loaded. */
export function readsTexts({ rules, sources }: Pick<Config, 'rules' | 'sources'>): boolean {
  const reads = (condition: Condition): boolean => {
    if ('all' in condition) return condition.all.some(reads);
    if ('any' in condition) return condition.any.some(reads);
    if ('not' in condition) return reads(condition.not);
    return condition.field === 'text';
  };
  return rules.some(({ when }) => reads(when)) || sources.some(({ keep, drop }) => [...keep, ...drop].some(reads));
}
