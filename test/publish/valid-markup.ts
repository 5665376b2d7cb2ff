// Says what a strict HTML parser would complain of in the body of an entry, and what validators call a risk in it. Independent of
// what writes the bodies: rules of the HTML standard (13.2.6, "in body", "in table") and of the W3C feed validator.

const ELEMENTS = new Set(
  (
    'a abbr acronym address article aside audio b bdi big blockquote br caption center cite code col colgroup data dd del ' +
    'details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark nav ol p ' +
    'pre q rp rt ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr tt ' +
    'u ul var video wbr'
  ).split(' '),
);
const ATTRIBUTES = new Set(
  (
    'align alt cite colspan datetime dir headers height href hreflang lang loading open poster preload referrerpolicy rel ' +
    'reversed rowspan scope span src start title type value width'
  ).split(' '),
);
const VOID = new Set('br col hr img source wbr'.split(' '));
const CLOSES_P = new Set(
  (
    'address article aside blockquote center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr li ' +
    'main nav ol p pre section summary table ul'
  ).split(' '),
);
/** Which parents an element must have, where it is bound to some; a fragment is read as in a `div`. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  caption: ['table'],
  colgroup: ['table'],
  col: ['table', 'colgroup'],
  thead: ['table'],
  tbody: ['table'],
  tfoot: ['table'],
  tr: ['table', 'thead', 'tbody', 'tfoot'],
  td: ['tr'],
  th: ['tr'],
  rt: ['ruby'],
  rp: ['ruby'],
};
/** What these may have in them; text between is white space. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  table: ['caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr'],
  colgroup: ['col'],
  thead: ['tr'],
  tbody: ['tr'],
  tfoot: ['tr'],
  tr: ['td', 'th'],
};
const HEADING = /^h[1-6]$/;

/** The first fault, or null. */
export function findMarkupFault(html: string): string | null {
  const open: string[] = [];
  for (const [token, slash, name, attributes = ''] of html.matchAll(/<(\/?)([^\s<>/]+)((?:\s[^<>]*)?)>|[^<]+|</g)) {
    const parent = open.at(-1) ?? 'div';
    if (name === undefined) {
      if (token === '<') return 'a bare <';
      const stray = /&(?!(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);)\w+;?/i.exec(token);
      if (stray) return `the reference ${stray[0]}`;
      if (CHILDREN[parent] && token.trim() !== '') return `text in ${parent}`;
      continue;
    }
    if (slash === '/') {
      if (open.pop() !== name) return `the end tag ${name}`;
      continue;
    }
    const fault = findTagFault(name, attributes, open, parent);
    if (fault !== null) return fault;
    if (!VOID.has(name)) open.push(name);
  }
  return open.length === 0 ? null : `no end of ${open.at(-1)}`;
}

function findTagFault(name: string, attributes: string, open: readonly string[], parent: string): string | null {
  if (!ELEMENTS.has(name)) return `the element ${name}`;
  if (PARENTS[name] && !PARENTS[name].includes(parent)) return `${name} in ${parent}`;
  if (CHILDREN[parent] && !CHILDREN[parent].includes(name)) return `${name} in ${parent}`;
  if (name === 'a' && open.includes('a')) return 'a link in a link';
  if (HEADING.test(name) && HEADING.test(parent)) return `${name} in ${parent}`;
  if (name === 'li' && open.includes('li') && parent !== 'ul' && parent !== 'ol') return `li in ${parent}`;
  // a paragraph is closed by these from anywhere in it
  if (CLOSES_P.has(name) && open.includes('p')) return `${name} in p`;
  const seen = new Set<string>();
  for (const [, attribute = '', value = ''] of attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)) {
    if (attribute === '/' && VOID.has(name)) continue;
    if (!ATTRIBUTES.has(attribute)) return `the attribute ${attribute}`;
    if (seen.has(attribute)) return `twice the attribute ${attribute}`;
    seen.add(attribute);
    if (['href', 'src', 'cite', 'poster'].includes(attribute) && !/^(?:https?|mailto):/.test(value))
      return `the address ${value}`;
  }
  return null;
}
