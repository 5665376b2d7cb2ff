// The fields of what readers send, form or JSON: those that are asked for, as text; anything else is passed over.

/** Room for 2000 characters of any script, escaped as forms escape them, and the other fields. */
export const MAX_BODY_BYTES = 32 * 1024;

/** The named fields; one that is missing, or is no text, is empty. */
export function readFields<Name extends string>(body: unknown, names: readonly Name[]): Record<Name, string> {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const fields = names.map((name) => {
    const value = Object.hasOwn(given, name) ? given[name] : '';
    return [name, typeof value === 'string' ? value : ''];
  });
  return Object.fromEntries(fields) as Record<Name, string>;
}
