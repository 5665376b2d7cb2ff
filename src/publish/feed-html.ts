// The body of an article as documents carry it: our safe HTML with its elements nested as the HTML standard wants them, so that a
// strict parser makes of it what we wrote. Pages have the lenient parser of a browser, readers have all kinds.
import { VOID_ELEMENTS } from '../lib/html-elements.ts';
import { escapeText } from './xml.ts';

interface Element {
  readonly name: string;
  /** As written, with the space before the first. */
  readonly attributes: string;
  readonly children: Node[];
}
/** Text stays escaped as it came. */
type Node = Element | string;

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));
/** A `p` ends where one of these begins (HTML, "in body"). */
const CLOSES_PARAGRAPH = set(
  'address article aside blockquote center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li ' +
    'main nav ol p pre section summary table ul',
);
const HEADINGS = set('h1 h2 h3 h4 h5 h6');
/** Parts of ruby that HTML has given up; their text stays. */
const OBSOLETE = set('rb rtc');
const SECTIONS = set('thead tbody tfoot');
const CELLS = set('td th');
const TABLE_PARTS = set('caption col colgroup thead tbody tfoot tr td th');
/** Where these may stand; elsewhere they are a `div`. */
const ITEM_PARENTS: Readonly<Record<string, ReadonlySet<string>>> = {
  li: set('ul ol'),
  dt: set('dl div'),
  dd: set('dl div'),
};

/** Safe HTML in, safe HTML out: nothing is added but `div`, table parts and a link beside each player. */
export function toFeedHtml(safeHtml: string): string {
  const text = safeHtml
    .replaceAll('\u0085', ' ')
    // as references: bare they look like text that was decoded wrongly
    .replaceAll('\ufffd', '&#xFFFD;')
    .replace(/[\u00c2\u00c3](?=[\u0080-\u00bf])/g, (letter) => (letter === '\u00c2' ? '&#xC2;' : '&#xC3;'));
  return text.includes('<') ? serialize(nest(parse(text), null, false)) : text;
}

/** The sanitizer's output, in which every `<` begins a tag, every `>` ends one and all elements are closed. */
function parse(html: string): Node[] {
  const root: Node[] = [];
  const open: Element[] = [];
  for (const [token, slash, name, attributes = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+/g)) {
    const siblings = open.at(-1)?.children ?? root;
    if (name === undefined) siblings.push(token);
    else if (slash === '/') open.pop();
    else {
      const element: Element = { name, attributes, children: [] };
      siblings.push(element);
      if (!VOID_ELEMENTS.has(name)) open.push(element);
    }
  }
  return root;
}

function serialize(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      const start = `<${node.name}${node.attributes}>`;
      return VOID_ELEMENTS.has(node.name) ? start : `${start}${serialize(node.children)}</${node.name}>`;
    })
    .join('');
}

/** `nodes` as they may stand in `parent`; `isLinked`: within a link. */
function nest(nodes: readonly Node[], parent: string | null, isLinked: boolean): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (typeof node === 'string') return [node];
    const { name, attributes, children } = node;
    const isMisplaced =
      OBSOLETE.has(name) ||
      TABLE_PARTS.has(name) ||
      (name === 'a' && isLinked) ||
      (HEADINGS.has(name) && parent !== null && HEADINGS.has(parent)) ||
      ((name === 'rt' || name === 'rp') && parent !== 'ruby');
    if (isMisplaced) return nest(children, parent, isLinked);
    if (name === 'table') return [{ name, attributes, children: nestTable(children, isLinked) }];
    if (name === 'audio' || name === 'video') return withLink(node, isLinked);
    const settled = settledName(node, parent);
    return [{ name: settled, attributes, children: nest(children, settled, isLinked || name === 'a') }];
  });
}

function settledName({ name, children }: Element, parent: string | null): string {
  if (name === 'p') return children.some(closesParagraph) ? 'div' : name;
  // text that runs backwards deceives
  if (name === 'bdo') return 'span';
  return name in ITEM_PARENTS && !ITEM_PARENTS[name]?.has(parent ?? '') ? 'div' : name;
}

function closesParagraph(node: Node): boolean {
  return typeof node !== 'string' && (CLOSES_PARAGRAPH.has(node.name) || node.children.some(closesParagraph));
}

function nestTable(nodes: readonly Node[], isLinked: boolean): Node[] {
  return wrapped(
    nodes,
    'tbody',
    (node) => {
      const { name, attributes, children } = node;
      if (name === 'caption') return { name, attributes, children: nest(children, name, isLinked) };
      if (name === 'colgroup') return { name, attributes, children: children.filter((child) => isNamed(child, 'col')) };
      if (name === 'col') return node;
      return SECTIONS.has(name) ? { name, attributes, children: nestSection(children, isLinked) } : null;
    },
    (strays) => nestSection(strays, isLinked),
  );
}

function nestSection(nodes: readonly Node[], isLinked: boolean): Node[] {
  return wrapped(
    nodes,
    'tr',
    ({ name, attributes, children }) =>
      name === 'tr' ? { name, attributes, children: nestRow(children, isLinked) } : null,
    (strays) => nestRow(strays, isLinked),
  );
}

function nestRow(nodes: readonly Node[], isLinked: boolean): Node[] {
  return wrapped(
    nodes,
    'td',
    ({ name, attributes, children }) =>
      CELLS.has(name) ? { name, attributes, children: nest(children, name, isLinked) } : null,
    (strays) => nest(strays, 'td', isLinked),
  );
}

/** `nodes` with those that `place` has a place for; each run of others goes into an element of its own. */
function wrapped(
  nodes: readonly Node[],
  wrapper: string,
  place: (node: Element) => Element | null,
  nestStrays: (strays: readonly Node[]) => Node[],
): Node[] {
  const result: Node[] = [];
  let strays: Node[] = [];
  const wrap = () => {
    const isBlank = strays.every((stray) => typeof stray === 'string' && stray.trim() === '');
    if (isBlank) result.push(...strays);
    else result.push({ name: wrapper, attributes: '', children: nestStrays(strays) });
    strays = [];
  };
  for (const node of nodes) {
    const placed = typeof node === 'string' ? null : place(node);
    if (placed === null) strays.push(node);
    else {
      wrap();
      result.push(placed);
    }
  }
  wrap();
  return result;
}

const isNamed = (node: Node, name: string) => typeof node !== 'string' && node.name === name;

/** Readers give players controls of their own, or none at all: a link works everywhere. */
function withLink(node: Element, isLinked: boolean): Node[] {
  const { name, attributes, children } = node;
  const player = {
    name,
    attributes: attributes.replace(/ controls(?:="[^"]*")?/, ''),
    children: nest(children, name, isLinked),
  };
  const source = [node, ...children].map((one) => (typeof one === 'string' ? null : sourceOf(one))).find(Boolean);
  if (!source || isLinked) return [player];
  const label = fileName(source) ?? name;
  return [player, ' ', { name: 'a', attributes: ` href="${source}"`, children: [escapeText(label)] }];
}

function sourceOf({ attributes }: Element): string | null {
  return / src="([^"]+)"/.exec(attributes)?.[1] ?? null;
}

function fileName(address: string): string | null {
  return URL.parse(address.replaceAll('&amp;', '&'))?.pathname.split('/').pop() || null;
}
