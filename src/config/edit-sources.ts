// Sources added to the text of feeds.config.json and taken out of it: nothing else changes, comments and layout stay.
import { applyEdits, type Edit, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { LostFeedError } from '../errors.ts';
import type { Additions, NewSource } from './additions.ts';
import { toFeedUrl } from './address.ts';
import { appendEdits, removalEdits } from './edit-layout.ts';
import { parseConfig } from './parse-config.ts';
import { deriveSourceId } from './source-id.ts';

/**
 * The text with these categories and sources behind those it has.
 *
 * @param file names it in faults
 * @throws ConfigError when the text is faulty, before or after
 */
export function addSources(text: string, { categories, sources }: Additions, file: string): string {
  const before = parseConfig(text, file);
  const withCategories = insert(
    text,
    'categories',
    categories.map(({ id, label }) => [id, `{ "label": ${JSON.stringify(label)} }`] as const),
  );
  const added = insert(
    withCategories,
    'sources',
    sources.map((source) => [null, writeSource(source)] as const),
  );
  const { length } = parseConfig(added, file).sources;
  if (length !== before.sources.length + sources.length) throw uneditable(file);
  return added;
}

/**
 * The text without this source.
 *
 * @throws ConfigError when the text is faulty, LostFeedError `usage` when the source is not in it
 */
export function removeSource(text: string, sourceId: string, file: string): string {
  const { sources } = parseConfig(text, file);
  const edited = edit(text, (body, root) => {
    const list = findNodeAtLocation(root, ['sources']);
    const index = listedIds(list).indexOf(sourceId);
    if (list && index >= 0) return removalEdits(body, list, index);
    throw new LostFeedError(
      'usage',
      `${sourceId} does not stand in ${file} but in a list that it includes: remove it there`,
    );
  });
  const left = parseConfig(edited, file).sources.map(({ id }) => id);
  const expected = sources.map(({ id }) => id).filter((id) => id !== sourceId);
  if (left.join() !== expected.join()) throw uneditable(file);
  return edited;
}

function uneditable(file: string): LostFeedError {
  return new LostFeedError('internal', `${file} could not be edited; it is as it was`);
}

function listedIds(list: Node | undefined): string[] {
  return (list?.children ?? []).map((source) => {
    const id: unknown = findNodeAtLocation(source, ['id'])?.value;
    const url: unknown = findNodeAtLocation(source, ['url'])?.value;
    return typeof id === 'string' ? id : deriveSourceId(toFeedUrl(String(url)));
  });
}

function writeSource({ id, url, title, category }: NewSource): string {
  const facts = Object.entries({ id, url, title, category }).filter(([, value]) => value !== null);
  return `{ ${facts.map(([key, value]) => `"${key}": ${JSON.stringify(value)}`).join(', ')} }`;
}

/** Members, each with its key (null in a list), behind those of a list or an object of the file, which is made if missing. */
function insert(
  text: string,
  key: 'categories' | 'sources',
  members: readonly (readonly [key: string | null, value: string])[],
): string {
  if (members.length === 0) return text;
  const written = members.map(([name, value]) => (name === null ? value : `${JSON.stringify(name)}: ${value}`));
  return edit(text, (body, root) => {
    const container = findNodeAtLocation(root, [key]);
    if (container) return appendEdits(body, container, written);
    const [open, close] = key === 'sources' ? ['[', ']'] : ['{', '}'];
    const newline = /\r?\n/.exec(body)?.[0] ?? '\n';
    const lines = written.map((member) => `${newline}    ${member}`).join(',');
    return appendEdits(body, root, [`"${key}": ${open}${lines}${newline}  ${close}`]);
  });
}

function edit(text: string, edits: (body: string, root: Node) => readonly Edit[]): string {
  const body = withoutMark(text);
  const root = parseTree(body, [], { allowTrailingComma: true });
  if (!root) throw new LostFeedError('internal', 'the configuration is empty');
  return text.slice(0, text.length - body.length) + applyEdits(body, [...edits(body, root)]);
}

/** A byte order mark is no part of the JSON. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
