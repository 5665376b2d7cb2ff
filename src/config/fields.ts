// The kinds of values that keys of feeds.config.json have. Each says what was expected in words an operator can act on;
// the found value is added where faults are put together (faults.ts).
import * as z from 'zod';
import { DURATION, durationToMs, msToDuration } from './duration.ts';
import { SLUG } from './source-id.ts';

/** An object that knows its keys. The message of an unknown-key issue lists them, for faults.ts to choose the nearest. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const keys = Object.keys(shape).join(' ');
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? keys : undefined) });
}

/** A text that `faultOf` has nothing against. */
export function checkedText(faultOf: (text: string) => string | null) {
  return z.string().superRefine((text, context) => {
    const fault = faultOf(text);
    if (fault !== null) context.addIssue(fault);
  });
}

/** A whole number within bounds. */
export function whole(min: number, max: number) {
  const error = `expected a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** A duration within bounds, in milliseconds once read. */
export function duration(minMs: number, maxMs: number) {
  const error = 'expected a duration such as "90s", "15m", "2h" or "7d"';
  return z
    .string({ error })
    .regex(DURATION, { error })
    .transform(durationToMs)
    .refine((ms) => ms >= minMs && ms <= maxMs, {
      error: `expected a duration from "${msToDuration(minMs)}" to "${msToDuration(maxMs)}"`,
    });
}

/** Text on one line: no control characters, no halves of surrogate pairs (they have no place in XML). */
export function line(minLength: number, maxLength: number) {
  const error = `expected one line of ${minLength === 0 ? 'at most' : `${minLength} to`} ${maxLength} characters`;
  return z
    .string()
    .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, { error: `${error}, without control characters` })
    .min(minLength, { error })
    .max(maxLength, { error })
    .refine((text) => text.isWellFormed(), { error: 'expected text without unpaired surrogates' });
}

/** An id that can stand in an address. */
export function slug() {
  return z.string().regex(SLUG, { error: 'expected 1 to 80 of a-z, 0-9 and -, not beginning with -' });
}

/** A language tag (BCP 47), as written. */
export function languageTag() {
  return z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, { error: 'expected a language tag such as "en" or "pt-BR"' });
}

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(...words: Words) {
  return z.enum(words, { error: `expected ${listed(words)}` });
}

/** `"a", "b" or "c"`. */
export function listed(words: readonly string[]): string {
  const quoted = words.map((word) => JSON.stringify(word));
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}
