// Conditions on entries and what rules do with those that meet them. `matches` runs on RE2, so that no pattern of the
// operator and no text of a feed can make it take more than linear time.
import { RE2JS } from 're2js';
import { LostFeedError } from '../errors.ts';
import type { Condition, ConditionField, Rule } from '../model.ts';

/** What conditions look at; `text` is asked for only when a condition wants it. */
export interface RuleSubject {
  readonly title: string;
  text(): string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly url: string | null;
  readonly language: string | null;
}

/** What the rules made of an entry; null in `category`: none of them set one. */
export interface Ruling {
  readonly isDropped: boolean;
  readonly category: string | null;
  readonly tags: readonly string[];
}

const DROPPED: Ruling = { isDropped: true, category: null, tags: [] };

/** Drop, then keep (one of them must hold if there are any), then the rules from top to bottom; the last category wins. */
export function applyRules(
  subject: RuleSubject,
  filters: { readonly drop: readonly Condition[]; readonly keep: readonly Condition[] },
  rules: readonly Rule[],
): Ruling {
  const holds = (condition: Condition) => meets(subject, condition);
  if (filters.drop.some(holds)) return DROPPED;
  if (filters.keep.length > 0 && !filters.keep.some(holds)) return DROPPED;
  let category: string | null = null;
  const tags: string[] = [];
  for (const { when, then } of rules) {
    if (!holds(when)) continue;
    if (then.drop === true) return DROPPED;
    if (then.category !== undefined) category = then.category;
    if (then.tag !== undefined) tags.push(then.tag);
  }
  return { isDropped: false, category, tags };
}

/** Whether a condition holds; of a field with several values, such as tags, one is enough. */
export function meets(subject: RuleSubject, condition: Condition): boolean {
  if ('all' in condition) return condition.all.every((part) => meets(subject, part));
  if ('any' in condition) return condition.any.some((part) => meets(subject, part));
  if ('not' in condition) return !meets(subject, condition.not);
  const values = valuesOf(subject, condition.field);
  if ('equals' in condition) return values.includes(condition.equals);
  if ('contains' in condition) {
    const wanted = fold(condition.contains);
    return values.some((value) => fold(value).includes(wanted));
  }
  const pattern = compiled(condition);
  return values.some((value) => pattern.matcher(value).find());
}

function valuesOf(subject: RuleSubject, field: ConditionField): readonly string[] {
  switch (field) {
    case 'title':
      return [subject.title];
    case 'text':
      return [subject.text()];
    case 'author':
      return subject.authors;
    case 'tag':
      return subject.tags;
    case 'url':
      return subject.url === null ? [] : [subject.url];
    case 'language':
      return subject.language === null ? [] : [subject.language];
  }
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

const patterns = new WeakMap<Condition, RE2JS>();

/** Compiled once for each condition of the configuration, gone with it when that is replaced. Throws LostFeedError. */
function compiled(condition: Condition & { readonly matches: string }): RE2JS {
  let pattern = patterns.get(condition);
  if (pattern === undefined) {
    try {
      pattern = RE2JS.compile(condition.matches);
    } catch (cause) {
      throw new LostFeedError('config-invalid', `"${condition.matches}" is no RE2 pattern`, { cause });
    }
    patterns.set(condition, pattern);
  }
  return pattern;
}
