// Conditions and rules: the shape of `keep`, `drop` and `rules`. What they match is decided where entries are drafted.
import * as z from 'zod';
import type { Condition, Rule } from '../model.ts';
import { checkedText, line, listed, oneOf, section, slug } from './fields.ts';
import { patternFault } from './pattern.ts';

const MAX_LENGTH = 500;
const COMPARISONS = ['contains', 'equals', 'matches'] as const;
const COMBINATIONS = ['all', 'any', 'not'] as const;

/** The ways to write a condition, each by the keys it has; in JSON Schema's words. */
const FORMS = [...COMPARISONS.map((name) => ['field', name]), ...COMBINATIONS.map((name) => [name])];

/** A test on an entry: one field compared one way, or a combination of tests. */
export const condition: z.ZodType<Condition, unknown> = z
  .lazy(() =>
    section({
      field: oneOf('title', 'text', 'author', 'tag', 'url', 'language')
        .exactOptional()
        .describe('What of the entry is compared. `author` and `tag` hold when any author or tag does.'),
      contains: line(1, MAX_LENGTH).exactOptional().describe('The field contains this text; case does not count.'),
      equals: line(0, MAX_LENGTH).exactOptional().describe('The field is exactly this text.'),
      matches: checkedText(patternFault)
        .refine((pattern) => pattern.length <= MAX_LENGTH, { error: `expected at most ${MAX_LENGTH} characters` })
        .exactOptional()
        .describe('The field has a match of this regular expression (RE2: no lookaround, no backreferences).'),
      all: conditions.exactOptional().describe('All of these conditions hold.'),
      any: conditions.exactOptional().describe('At least one of these conditions holds.'),
      not: condition.exactOptional().describe('This condition does not hold.'),
    })
      .superRefine((value, context) => {
        const fault = formFault(Object.keys(value));
        if (fault !== null) context.addIssue(fault);
      })
      .transform(toCondition),
  )
  .meta({
    id: 'condition',
    description: 'A test on an entry: a field compared one way, or a combination of tests.',
    oneOf: FORMS.map((required) => ({ required })),
  });

const conditions = z.array(condition).min(1, { error: 'expected at least one condition' });

/** One rule: what happens to entries that meet a condition. */
export const rule: z.ZodType<Rule, unknown> = section({
  when: condition.describe('The entries this rule is for.'),
  then: section({
    category: slug().exactOptional().describe('Moves the entry into this category; of several rules the last wins.'),
    tag: line(1, 100).exactOptional().describe('Adds this tag.'),
    drop: z.literal(true, { error: 'expected true' }).exactOptional().describe('Leaves the entry out.'),
  })
    .superRefine((action, context) => {
      if (Object.keys(action).length === 0) context.addIssue('expected "category", "tag" or "drop"');
      else if (action.drop && Object.keys(action).length > 1) context.addIssue('expected "drop" to stand alone');
    })
    .meta({ description: 'What happens to them.', minProperties: 1 }),
});

function formFault(keys: readonly string[]): string | null {
  const isForm = FORMS.some((form) => form.length === keys.length && form.every((key) => keys.includes(key)));
  if (isForm) return null;
  return `expected "field" with ${listed(COMPARISONS)}, or ${listed(COMBINATIONS)} alone`;
}

type Written = {
  readonly [Key in 'contains' | 'equals' | 'matches']?: string;
} & {
  readonly field?: Extract<Condition, { field: unknown }>['field'];
  readonly all?: readonly Condition[];
  readonly any?: readonly Condition[];
  readonly not?: Condition;
};

function toCondition({ field, contains, equals, matches, all, any, not }: Written): Condition {
  if (all !== undefined) return { all };
  if (any !== undefined) return { any };
  if (not !== undefined) return { not };
  if (field !== undefined && contains !== undefined) return { field, contains };
  if (field !== undefined && equals !== undefined) return { field, equals };
  if (field !== undefined && matches !== undefined) return { field, matches };
  throw new TypeError('a condition of no known form came past its check');
}
