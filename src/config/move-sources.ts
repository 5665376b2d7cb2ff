// New addresses of sources, written into the text of feeds.config.json: only they change, comments and layout stay.
import { applyEdits, type Edit, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { LostFeedError } from '../errors.ts';
import { parseConfig } from './parse-config.ts';
import { deriveSourceId } from './source-id.ts';

/** A source and the address it is to have. */
export interface SourceMove {
  readonly sourceId: string;
  readonly url: string;
}

const MAX_INDENT = 200;

/**
 * The text with these addresses in it. A source that has its id from its address is given that id in writing, for it would
 * become another source otherwise.
 *
 * @param file names it in faults
 * @throws ConfigError when the text is faulty, before or after
 */
export function moveSources(text: string, moves: readonly SourceMove[], file: string): string {
  const { sources } = parseConfig(text, file);
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(bom.length);
  const tree = parseTree(body, [], { allowTrailingComma: true });
  const edits = moves.flatMap(({ sourceId, url }) => {
    const index = sources.findIndex(({ id }) => id === sourceId);
    const source = tree && findNodeAtLocation(tree, ['sources', index]);
    const address = source && findNodeAtLocation(source, ['url']);
    if (!address) throw new LostFeedError('internal', `${file} has no source ${JSON.stringify(sourceId)} to be moved`);
    return [
      ...(deriveSourceId(url) === sourceId ? [] : idEdits(body, source, address, sourceId)),
      valueEdit(address, url),
    ];
  });
  const moved = bom + applyEdits(body, edits);
  parseConfig(moved, file);
  return moved;
}

function idEdits(text: string, source: Node, address: Node, sourceId: string): Edit[] {
  const id = findNodeAtLocation(source, ['id']);
  if (id) return id.value === null ? [valueEdit(id, sourceId)] : [];
  const key = address.parent ?? address;
  // on a line of its own where the address begins one
  const lineStart = text.slice(Math.max(0, key.offset - MAX_INDENT), key.offset).match(/\r?\n[\t ]*$/)?.[0] ?? ' ';
  return [{ offset: key.offset, length: 0, content: `"id": ${JSON.stringify(sourceId)},${lineStart}` }];
}

function valueEdit({ offset, length }: Node, value: string): Edit {
  return { offset, length, content: JSON.stringify(value) };
}
