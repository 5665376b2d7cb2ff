// Which elements and attributes the W3C feed validator knows where, as far as aggregators write them. What is in namespaces that
// it does not know may be anything.

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

/** Children and attributes by element. */
type Vocabulary = Readonly<Record<string, readonly [children: string, attributes: string]>>;

const PERSON = ['email name uri', ''] as const;
const TEXT = ['', 'type src'] as const;
const METADATA = 'author category contributor generator icon id link logo rights subtitle title updated';
const LINK = ['', 'href hreflang length rel title type'] as const;
const THUMBNAIL = ['', 'height time url width'] as const;
const UNKNOWN = /^(?:at|lostfeed):/;

const ATOM: Vocabulary = {
  feed: [`${METADATA} entry fh:archive fh:complete`, ''],
  entry: [
    'author category content contributor id link media:thumbnail published rights source summary title updated',
    '',
  ],
  source: [METADATA, ''],
  author: PERSON,
  contributor: PERSON,
  link: LINK,
  category: ['', 'label scheme term'],
  generator: ['', 'uri version'],
  content: TEXT,
  rights: TEXT,
  subtitle: TEXT,
  summary: TEXT,
  title: TEXT,
  'media:thumbnail': THUMBNAIL,
};
const RSS: Vocabulary = {
  rss: ['channel', 'version'],
  channel: [
    'atom:link category cloud copyright description docs generator image item language lastBuildDate link managingEditor pubDate ' +
      'skipDays skipHours title ttl webMaster',
    '',
  ],
  item: [
    'atom:link category comments content:encoded dc:creator dc:rights description enclosure guid link media:thumbnail pubDate source ' +
      'title',
    '',
  ],
  'atom:link': LINK,
  category: ['', 'domain'],
  enclosure: ['', 'length type url'],
  guid: ['', 'isPermaLink'],
  source: ['', 'url'],
  'media:thumbnail': THUMBNAIL,
};

/** Messages on what is not known; none for a document of known parts. */
export function findUnknownParts(root: Element): readonly string[] {
  return unknownIn(root, root.name === 'rss' ? RSS : ATOM);
}

function unknownIn({ name, attributes, children }: Element, vocabulary: Vocabulary): readonly string[] {
  const [inside, on] = (vocabulary[name] ?? ['', '']).map((names) => new Set(names.split(' ')));
  return [
    ...Object.keys(attributes)
      .filter((attribute) => !/^xml(?:ns)?(?::|$)/.test(attribute) && !on?.has(attribute))
      .map((attribute) => `UnexpectedAttribute: ${attribute} of ${name}`),
    ...children
      .filter((child) => !UNKNOWN.test(child.name))
      .flatMap((child) =>
        inside?.has(child.name) ? unknownIn(child, vocabulary) : [`UndefinedElement: ${child.name} in ${name}`],
      ),
  ];
}
