// feeds.config.json as text: JSON with comments and trailing commas, its values, and where in the file each of them
// stands. What the values mean is not known here.
import {
  createScanner,
  getNodePath,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';

export type Path = readonly (string | number)[];

/** A fault in the file: `at` says whether the key or the value at `path` is to blame. */
export interface Finding {
  readonly path: Path;
  readonly at: 'key' | 'value';
  readonly message: string;
}

/** Counting from 1, columns in UTF-16 units as editors count them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A syntax error where it stands. */
export interface SyntaxFault extends Place {
  readonly message: string;
}

export interface ConfigDocument {
  /** The file's value; objects have no prototype. */
  readonly value: unknown;
  /** Keys that JSON allows and we do not, because they would be lost without a word. */
  readonly findings: readonly Finding[];
  /** Where the key or value at `path` stands; for something that is not there, the innermost value around it. */
  place(path: Path, at: 'key' | 'value'): Place;
}

/** Deeper than any sensible condition; the parser calls itself for each level. */
const MAX_DEPTH = 100;
/** One slip can upset the rest of the file; the first faults are the ones worth reading. */
const MAX_SYNTAX_FAULTS = 5;

/** Reads the text; with `faults`, one a line, it is not JSON. */
export function readDocument(text: string): ConfigDocument | { readonly faults: readonly SyntaxFault[] } {
  const starts = lineStarts(text);
  const tooDeepAt = offsetOfDepth(text, MAX_DEPTH + 1);
  if (tooDeepAt !== null) {
    return {
      faults: [{ ...placeOf(starts, tooDeepAt), message: `values are nested deeper than ${MAX_DEPTH} levels` }],
    };
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || tree === undefined) return { faults: toSyntaxFaults(text, starts, errors) };
  return {
    value: getNodeValue(tree),
    findings: lostKeys(tree),
    place: (path, at) => placeOf(starts, offsetOf(tree, path, at)),
  };
}

function offsetOf(tree: Node, path: Path, at: 'key' | 'value'): number {
  for (let length = path.length; length > 0; length--) {
    const node = findNode(tree, path.slice(0, length));
    // only the whole path can be a key: what is left of a longer one is the value around it
    if (node !== undefined) return (at === 'key' && length === path.length ? (node.parent ?? node) : node).offset;
  }
  return tree.offset;
}

/** As jsonc-parser's findNodeAtLocation, but of a key that stands twice it finds the later one, whose value counts. */
function findNode(tree: Node, path: Path): Node | undefined {
  let node: Node | undefined = tree;
  for (const step of path) {
    node =
      typeof step === 'number'
        ? node?.children?.[step]
        : node?.children?.findLast((property) => property.children?.[0]?.value === step)?.children?.[1];
  }
  return node;
}

/** Keys written twice in one object, where the later one wins, and `__proto__`, which is never a key of ours. */
function lostKeys(tree: Node): Finding[] {
  const findings: Finding[] = [];
  const waiting = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const seen = new Set<unknown>();
    for (const child of node.children ?? []) {
      waiting.push(child);
      if (child.type !== 'property') continue;
      const key = child.children?.[0]?.value;
      const message = seen.has(key) ? 'this key stands twice in its object' : 'this key cannot be used';
      const isLost = seen.has(key) || key === '__proto__';
      if (isLost) findings.push({ path: [...getNodePath(node), key], at: 'key', message });
      seen.add(key);
    }
  }
  return findings;
}

/** Where brackets and braces are first nested `depth` deep, or null. */
function offsetOfDepth(text: string, depth: number): number | null {
  const scanner = createScanner(text, true);
  let open = 0;
  for (;;) {
    scanner.scan();
    if (scanner.getTokenLength() === 0) return null;
    const token = text[scanner.getTokenOffset()];
    if (token === '{' || token === '[') open++;
    if (token === '}' || token === ']') open--;
    if (open >= depth) return scanner.getTokenOffset();
  }
}

function toSyntaxFaults(text: string, starts: readonly number[], errors: readonly ParseError[]): SyntaxFault[] {
  if (text.trim() === '') {
    return [{ line: 1, column: 1, message: 'the file is empty; the smallest configuration is { "sources": [] }' }];
  }
  const faults: SyntaxFault[] = [];
  for (const error of errors) {
    const name = printParseErrorCode(error.error);
    const fault = { ...placeOf(starts, error.offset), message: SYNTAX_MESSAGES[name] ?? 'this is not JSON' };
    if (faults.length < MAX_SYNTAX_FAULTS && faults.at(-1)?.line !== fault.line) faults.push(fault);
  }
  return faults.length > 0 ? faults : [{ line: 1, column: 1, message: 'expected a value' }];
}

const SYNTAX_MESSAGES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'expected a value: text needs double quotes, other words are true, false and null',
  InvalidNumberFormat: 'not a number',
  PropertyNameExpected: 'expected a key in double quotes',
  ValueExpected: 'expected a value',
  ColonExpected: 'expected a colon after the key',
  CommaExpected: 'expected a comma before this',
  CloseBraceExpected: 'expected a closing brace }',
  CloseBracketExpected: 'expected a closing bracket ]',
  EndOfFileExpected: 'expected the end of the file',
  UnexpectedEndOfComment: 'the comment is never closed',
  UnexpectedEndOfString: 'the text has no closing quote on its line',
  UnexpectedEndOfNumber: 'the number has no end',
  InvalidUnicode: 'expected four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'unknown escape in a text; a backslash is written \\\\',
  InvalidCharacter: 'control characters in a text are written as escapes such as \\n',
};

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Binary search for the last line that starts at or before the offset. */
function placeOf(starts: readonly number[], offset: number): Place {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
