// Which vocabulary a prefixed name belongs to. Names become keys such as `dc:creator`, whatever prefix the document chose and
// however it misspelt the address; the document's own vocabulary (RSS or Atom) has keys without a prefix.
import type { ProblemLog } from './problem-log.ts';

/** Short name of a vocabulary to its addresses, the official one first. */
const VOCABULARIES: Readonly<Record<string, readonly string[]>> = {
  rss: [
    'http://purl.org/rss/1.0/',
    'http://purl.org/net/rss1.1#',
    'http://backend.userland.com/rss',
    'http://backend.userland.com/rss2',
    'http://backend.userland.com/rss091',
    'http://backend.userland.com/rss092',
    'http://blogs.law.harvard.edu/tech/rss',
    'http://cyber.law.harvard.edu/rss',
  ],
  rss09: ['http://my.netscape.com/rdf/simple/0.9/', 'http://channel.netscape.com/rdf/simple/0.9/'],
  atom: ['http://www.w3.org/2005/Atom'],
  atom03: [
    'http://purl.org/atom/ns#',
    'http://purl.org/echo/',
    'http://purl.org/pie/',
    'http://example.com/newformat#',
  ],
  rdf: ['http://www.w3.org/1999/02/22-rdf-syntax-ns#'],
  dc: ['http://purl.org/dc/elements/1.1/', 'http://purl.org/dc/elements/1.0/'],
  dcterms: ['http://purl.org/dc/terms/'],
  content: ['http://purl.org/rss/1.0/modules/content/'],
  access: ['http://www.bloglines.com/about/specs/fac-1.0'],
  cc: ['http://creativecommons.org/ns#', 'http://web.resource.org/cc/'],
  creativecommons: [
    'http://backend.userland.com/creativeCommonsRssModule',
    'http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html',
  ],
  sy: ['http://purl.org/rss/1.0/modules/syndication/'],
  itunes: ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'http://example.com/dtds/podcast-1.0.dtd'],
  googleplay: ['http://www.google.com/schemas/play-podcasts/1.0'],
  media: ['http://search.yahoo.com/mrss/', 'http://search.yahoo.com/mrss', 'http://video.search.yahoo.com/mrss'],
  feedburner: ['http://rssnamespace.org/feedburner/ext/1.0'],
  pheedo: ['http://www.pheedo.com/namespace/pheedo'],
  xhtml: ['http://www.w3.org/1999/xhtml'],
  xml: ['http://www.w3.org/XML/1998/namespace'],
};

/** Prefixes that mean something even where the document forgot to declare them. */
const WELL_KNOWN_PREFIXES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(VOCABULARIES).map((name) => [name, name])),
  atom10: 'atom',
  a10: 'atom',
  syn: 'sy',
};

const OFFICIAL = new Set(Object.values(VOCABULARIES).flat());
const BY_ADDRESS = new Map(
  Object.entries(VOCABULARIES).flatMap(([name, addresses]) =>
    addresses.map((address) => [fold(address), name] as const),
  ),
);
const wellKnown = new Map(Object.entries(WELL_KNOWN_PREFIXES));

/** Declarations in force inside an element. */
export interface Scope {
  /** Prefix (empty for the default) to a short name, or to `{address}` of a vocabulary we do not know. */
  readonly vocabularies: ReadonlyMap<string, string>;
  /** Keys of the names met so far: a document uses few names, many times. */
  readonly keys: Map<string, string>;
}

export interface Namespaces {
  /** The scope of a document without declarations. */
  readonly outermost: Scope;
  /** The scope inside an element that carries these declarations, prefix to address. */
  declare(outer: Scope, declarations: readonly (readonly [string, string])[]): Scope;
  /** Settles which vocabulary is the document's own, by the name of its root element. Returns its short name or `{address}`. */
  setRoot(scope: Scope, rootName: string): string;
  /** Key of an element: lower-case, without prefix for the document's own vocabulary. */
  elementKey(scope: Scope, name: string): string;
  /** Key of an attribute: lower-case, with the prefix of its vocabulary if it has one. */
  attributeKey(scope: Scope, name: string): string;
}

export function createNamespaces(problems: ProblemLog): Namespaces {
  let own: ReadonlySet<string> = new Set();
  let rootVocabulary = '';
  let rootIsPrefixed = false;

  function vocabularyOf(scope: Scope, prefix: string): string | null {
    const declared = scope.vocabularies.get(prefix);
    if (declared !== undefined) return declared;
    const known = wellKnown.get(prefix.toLowerCase()) ?? null;
    if (prefix !== 'xml' && prefix !== 'xmlns')
      problems.add('undeclared-prefix', `the prefix ${prefix.slice(0, 40)} is not declared`);
    return known;
  }

  function makeElementKey(scope: Scope, name: string): string {
    const colon = name.indexOf(':');
    const local = name.slice(colon + 1).toLowerCase();
    if (colon < 0) {
      const vocabulary = scope.vocabularies.get('') ?? '';
      // An unprefixed name in a vocabulary nobody knows is one of ours whose author declared something odd.
      const isOwn = own.has(vocabulary) || vocabulary === (rootIsPrefixed ? '' : rootVocabulary);
      return isOwn || !Object.hasOwn(VOCABULARIES, vocabulary) ? local : makeKey(vocabulary, local);
    }
    const vocabulary = vocabularyOf(scope, name.slice(0, colon));
    if (vocabulary === null) return `?:${local}`;
    if (own.has(vocabulary) || (rootIsPrefixed && vocabulary === rootVocabulary)) return local;
    return Object.hasOwn(VOCABULARIES, vocabulary) ? makeKey(vocabulary, local) : `?:${local}`;
  }

  return {
    outermost: { vocabularies: new Map(), keys: new Map() },
    declare(outer, declarations) {
      const vocabularies = new Map(outer.vocabularies);
      for (const [prefix, address] of declarations) {
        const known = BY_ADDRESS.get(fold(address));
        if (known !== undefined && !OFFICIAL.has(address)) {
          problems.add('wrong-namespace', `${address.slice(0, 200)} stands for ${VOCABULARIES[known]?.[0]}`);
        }
        vocabularies.set(prefix, known ?? (address === '' ? '' : `{${address}}`));
      }
      return { vocabularies, keys: new Map() };
    },
    setRoot(scope, rootName) {
      const colon = rootName.indexOf(':');
      rootIsPrefixed = colon >= 0;
      rootVocabulary =
        (rootIsPrefixed ? vocabularyOf(scope, rootName.slice(0, colon)) : scope.vocabularies.get('')) ?? '';
      own = new Set(/feed$|entry$/i.test(rootName) ? ['', 'atom', 'atom03'] : ['', 'rss', 'rss09']);
      return rootVocabulary;
    },
    elementKey(scope, name) {
      const known = scope.keys.get(name);
      if (known !== undefined) return known;
      const key = makeElementKey(scope, name);
      scope.keys.set(name, key);
      return key;
    },
    attributeKey(scope, name) {
      const colon = name.indexOf(':');
      if (colon < 0) return name.toLowerCase();
      return `${vocabularyOf(scope, name.slice(0, colon)) ?? '?'}:${name.slice(colon + 1).toLowerCase()}`;
    },
  };
}

/** Both versions of Atom have one key inside other formats. */
function makeKey(vocabulary: string, local: string): string {
  return `${vocabulary === 'atom03' ? 'atom' : vocabulary}:${local}`;
}

/** An address as careless authors write it: case, scheme, closing slash and hash sign do not count. */
function fold(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]{1,3}$/, '');
}
