// Values of a JSON document, read as the type a field should have. Only own properties count, so a key such as `__proto__`
// is a key like any other.

import { repairCharacters } from './characters.ts';
import type { ProblemLog } from './problem-log.ts';

/** No list of an item is as long; what is costs some work a member. */
const MAX_MEMBERS = 1000;

export interface JsonObject {
  /** A text that is not empty, trimmed; a number or boolean as its text; null for all else. */
  string(field: string): string | null;
  /** The texts of a list, or the one text that stands in its place. */
  strings(field: string): readonly string[];
  /** The objects of a list, or the one object in its place; with `textField`, a bare text becomes an object with that field. */
  objects(field: string, textField?: string): readonly JsonObject[];
  /** The objects among the first `max` members of a list. */
  firstObjects(field: string, max: number): readonly JsonObject[];
  hasArray(field: string): boolean;
  /** Members of a list, whatever they are; 0 where there is none. */
  size(field: string): number;
  /** The object as JSON. */
  source(): string;
}

/** Null when the value is no object. */
export function readJsonObject(value: unknown, problems: ProblemLog): JsonObject | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;

  function read(field: string): unknown {
    return Object.hasOwn(value as object, field) ? (value as Record<string, unknown>)[field] : undefined;
  }

  function complain(field: string): void {
    problems.add('bad-field', `${field} has a type that JSON Feed does not allow`);
  }

  /** The members of a list; anything else is a list of itself. */
  function list(field: string): readonly unknown[] {
    const found = read(field) ?? [];
    if (!Array.isArray(found)) return [found];
    if (found.length > MAX_MEMBERS) {
      problems.add('list-cut', `${field} has more than ${MAX_MEMBERS} members; the first ones are read`);
    }
    return found.slice(0, MAX_MEMBERS);
  }

  function toObjects(field: string, members: readonly unknown[], textField?: string): readonly JsonObject[] {
    return members.flatMap((found) => {
      const isText = typeof found === 'string' && textField !== undefined;
      const object = readJsonObject(isText ? { [textField]: found } : found, problems);
      if (object === null || isText) complain(field);
      return object ?? [];
    });
  }

  return {
    string(field) {
      const found = read(field) ?? null;
      const text = toText(found);
      if (found !== null && typeof found !== 'string' && field !== 'size_in_bytes') complain(field);
      return text;
    },
    strings(field) {
      if (!Array.isArray(read(field) ?? [])) complain(field);
      return list(field).flatMap((found) => toText(found) ?? []);
    },
    objects: (field, textField) => toObjects(field, list(field), textField),
    firstObjects(field, max) {
      const found = read(field);
      return Array.isArray(found) ? toObjects(field, found.slice(0, max)) : toObjects(field, list(field));
    },
    hasArray: (field) => Array.isArray(read(field)),
    size(field) {
      const found = read(field);
      return Array.isArray(found) ? found.length : 0;
    },
    source: () => JSON.stringify(value),
  };
}

function toText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? repairCharacters(value).toWellFormed().trim() || null : null;
}
