// From what the schema and the checks found to words an operator can act on: what was expected, what is there, and what
// may have been meant.
import type * as z from 'zod';
import type { ConfigError, ConfigFault } from '../errors.ts';
import type { ConfigDocument, Finding, Path } from './document.ts';
import { didYouMean, nearest } from './nearest.ts';

/** Values under these keys may hold secrets and are not repeated in messages, which end up in logs. */
const UNSHOWN_KEYS: ReadonlySet<string | number> = new Set(['auth', 'headers', 'url', 'hub', 'include']);
const MAX_SHOWN_LENGTH = 60;

const KINDS: Readonly<Record<string, string>> = {
  object: 'an object { }',
  record: 'an object { }',
  array: 'a list [ ]',
  string: 'text in double quotes',
  boolean: 'true or false',
};

/** Words for issues whose schema has none of its own; given to zod when it parses. */
export const expectation: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') return `expected ${KINDS[issue.expected] ?? issue.expected}`;
  return issue.code === 'too_big' ? `expected at most ${issue.maximum} characters` : undefined;
};

/** The schema's issues as findings. */
export function toFindings(issues: readonly z.core.$ZodIssue[], value: unknown): Finding[] {
  const unknownKeys = issues.filter((issue) => issue.code === 'unrecognized_keys').flatMap(toUnknownKeys);
  // a misspelt key is one fault: neither is the key it stands for missing, nor its section incomplete
  const excused = new Set(unknownKeys.flatMap(({ path, meantPath }) => [meantPath, formatPath(path.slice(0, -1))]));
  const others = issues
    .filter((issue) => issue.code !== 'unrecognized_keys')
    .map((issue) => toFinding(issue, toPath(issue.path), value))
    .filter(({ path, isIncomplete }) => !(isIncomplete && excused.has(formatPath(path))));
  return [...unknownKeys, ...others];
}

/** `sources[3].every`; keys that are not words are quoted. The empty path is the whole file. */
export function formatPath(path: Path): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[$\w-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step.slice(0, MAX_SHOWN_LENGTH))}]`;
  });
  return steps.join('').replace(/^\./, '');
}

/** Findings as placed faults, in the order of the file. */
export function placeFaults(findings: readonly Finding[], document: ConfigDocument, file: string): ConfigFault[] {
  return findings
    .map(({ path, at, message }) => ({ file, ...document.place(path, at), path: formatPath(path), message }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

/** One line a fault, ready for a terminal: `feeds.config.json:12:7 sources[3].evry: unknown key; did you mean "every"?`. */
export function describeConfigError(error: ConfigError): string {
  if (error.faults.length === 0) return error.message;
  return error.faults.map(describeFault).join('\n');
}

/** One fault as a line. */
export function describeFault({ file, line, column, path, message }: ConfigFault): string {
  return `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`;
}

function toUnknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys): (Finding & { readonly meantPath: string })[] {
  const section = toPath(issue.path);
  // the message lists the keys of the section: see section() in fields.ts
  const known = issue.message.split(' ');
  return issue.keys.map((key) => ({
    path: [...section, key],
    at: 'key',
    message: `unknown key${didYouMean(key, known) || `; there are ${known.join(', ')}`}`,
    meantPath: formatPath([...section, nearest(key, known) ?? '']),
  }));
}

function toFinding(issue: z.core.$ZodIssue, path: Path, root: unknown): Finding & { readonly isIncomplete: boolean } {
  if (issue.code === 'invalid_key') {
    return { path, at: 'key', message: issue.issues[0]?.message ?? issue.message, isIncomplete: false };
  }
  const value = valueAt(root, path);
  if (value === undefined) return { path, at: 'value', message: 'this key is missing', isIncomplete: true };
  const isWholeSection = issue.code === 'custom' && typeof value === 'object';
  const isTelling = issue.code === 'invalid_type' || typeof value !== 'object';
  const isShown = isTelling && issue.message.startsWith('expected') && !path.some((step) => UNSHOWN_KEYS.has(step));
  const meant =
    issue.code === 'invalid_value' && typeof value === 'string' ? didYouMean(value, issue.values.map(String)) : '';
  const message = `${issue.message}${isShown ? `, not ${shown(value)}` : ''}${meant}`;
  return { path, at: 'value', message, isIncomplete: isWholeSection };
}

function toPath(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === 'symbol' ? String(step) : step));
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text;
}
