// Feeds in XML of every format: the fields of their vocabularies in any order and number, with anything between and inside.
// Half of them are meant to be well-formed; the others are written by hand, so to speak.
import fc from 'fast-check';
import { OBJECT_NAMES, valueFor } from './values.ts';

const NAMESPACES = [
  'http://purl.org/rss/1.0/',
  'http://my.netscape.com/rdf/simple/0.9/',
  'http://www.w3.org/2005/Atom',
  'http://purl.org/atom/ns#',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  'http://purl.org/dc/elements/1.1/',
  'http://purl.org/rss/1.0/modules/content/',
  'http://www.itunes.com/dtds/podcast-1.0.dtd',
  'http://search.yahoo.com/mrss/',
  'http://www.w3.org/1999/xhtml',
  'https://PURL.org/dc/elements/1.1',
  'urn:nobody-knows',
  '',
];
const USUAL_NAMESPACES =
  ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"';
const PREFIXES = ['atom', 'dc', 'content', 'itunes', 'media', 'rdf', 'x', 'feedburner', 'xhtml', '__proto__'];
const FEED_FIELDS =
  'title link description language managingEditor pubDate lastBuildDate image ttl skipHours skipDays generator copyright id subtitle updated author logo icon rights atom:link itunes:author itunes:image dc:creator sy:updatePeriod'.split(
    ' ',
  );
const ITEM_FIELDS =
  'title title title link link guid id id content description pubDate author category enclosure source comments content:encoded dc:creator dc:date dc:subject media:content media:group media:thumbnail media:title itunes:summary itunes:image feedburner:origLink atom:link atom:author id updated published summary content name url uri email issued modified'.split(
    ' ',
  );
const INNER =
  'div p a img b br svg script name url uri email hour day media:content media:title title item entry'.split(' ');
const ATTRIBUTES =
  'xml:base xml:lang href rel type url length isPermaLink version rdf:about rdf:resource mode src medium scheme term label hreflang width height onclick'.split(
    ' ',
  );
const ODD_NAMES = [...OBJECT_NAMES, 'rss', 'channel', 'feed', 'ITEM', 'Title', 'İ', 'a.b-c', 'x:y', 'xml', 'é'];

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

const joined = (parts: readonly string[]) => parts.join('');

const reference = fc.constantFrom(
  ...'&amp; &lt;b&gt; &quot; &#60; &#x26; &#150; &#0; &#xD800; &#x110000; &nbsp; &hellip; &nosuch; &entity; &amp;amp;lt;'.split(
    ' ',
  ),
);

const declaration = fc
  .tuple(fc.constantFrom('', ...PREFIXES), fc.constantFrom(...NAMESPACES))
  .map(([prefix, namespace]) => ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${namespace}"`);

const anyName = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...FEED_FIELDS, ...ITEM_FIELDS, ...INNER) },
  fc
    .tuple(fc.constantFrom(...PREFIXES), fc.constantFrom(...ITEM_FIELDS, ...OBJECT_NAMES))
    .map(([prefix, name]) => `${prefix}:${name.replace(/^.*:/, '')}`),
  fc.constantFrom(...ODD_NAMES),
);

/** Feeds whose authors know XML, or do not. */
function feeds(isTame: boolean): fc.Arbitrary<string> {
  const wildly = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => (isTame ? [] : [{ weight, arbitrary }]);

  const attribute = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .constantFrom(...ATTRIBUTES, ...OBJECT_NAMES)
        .chain((name) => valueFor(name).map((text) => ` ${name}="${escapeXml(text)}"`)),
    },
    declaration,
    ...wildly(1, fc.constantFrom(" type='html'", ' href=x', ' checked', ' a="1" a="2"', ' "', ' =', ' :="', ' <')),
  );
  const attributes = fc.array(attribute, { maxLength: 3 }).map(joined);

  const textFor = (name: string) => {
    const text = valueFor(name);
    return fc.oneof(
      { weight: 4, arbitrary: text.map(escapeXml) },
      { weight: 2, arbitrary: text.map((one) => `<![CDATA[${isTame ? one.replaceAll(']]>', ']] >') : one}]]>`) },
      { weight: 1, arbitrary: text.map((one) => escapeXml(escapeXml(one))) },
      { weight: 1, arbitrary: reference },
      ...wildly(1, text),
    );
  };

  const aside = fc.constantFrom(
    ...['<!-- c -->', '<?php echo 1 ?>', '<![CDATA[]]>', '<br/>'],
    ...(isTame ? [] : ['<!-- - -- -->', '<!>', '<!-->', '<br>', '</x>', '</item>', '&', ']]>']),
  );

  /** Elements in elements, mostly a few deep and now and then a hundred. */
  const { content } = fc.letrec<{ content: string; element: string }>((tie) => ({
    element: fc
      .tuple(
        anyName,
        attributes,
        tie('content'),
        fc.constantFrom('whole', 'whole', 'empty', isTame ? 'whole' : 'open'),
        fc.oneof({ weight: 20, arbitrary: fc.constant(1) }, fc.constant(120)),
      )
      .map(([name, given, inner, form, times]) => {
        if (form === 'empty') return `<${name}${given}/>`;
        const start = `<${name}${given}>`;
        return form === 'open' ? start + inner : start.repeat(times) + inner + `</${name}>`.repeat(times);
      }),
    content: fc
      .array(fc.oneof({ depthSize: 'small', maxDepth: 5 }, textFor('title'), tie('element'), aside), { maxLength: 4 })
      .map(joined),
  }));

  const field = (names: readonly string[]) =>
    fc
      .tuple(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...names) }, anyName), attributes)
      .chain(([name, given]) =>
        fc
          .oneof({ weight: 6, arbitrary: textFor(name) }, content)
          .map((inner) => `<${name}${given}>${inner}</${name}>`),
      );

  const fields = (names: readonly string[], maxLength: number) =>
    fc
      .array(fc.oneof({ weight: 10, arbitrary: field(names) }, content, aside), { maxLength })
      .map((parts) => parts.join('\n'));

  const items = (name: string) =>
    fc
      .array(fc.tuple(attributes, fields(ITEM_FIELDS, 10)), { maxLength: 5 })
      .map((all) => all.map(([given, inner]) => `<${name}${given}>${inner}</${name}>`).join('\n'));

  const given = fc.array(declaration, { maxLength: isTame ? 1 : 4 }).map(joined);
  const head = fields(FEED_FIELDS, 8);

  const rss = fc
    .tuple(fc.constantFrom('2.0', '0.91', '0.92', '0.94', 'x'), given, head, items('item'))
    .map(
      ([version, more, top, body]) =>
        `<rss version="${version}"${USUAL_NAMESPACES}${more}><channel>${top}${body}</channel></rss>`,
    );
  const rdf = fc
    .tuple(fc.constantFrom(...NAMESPACES.slice(0, 2), ''), attributes, given, head, items('item'))
    .map(
      ([own, about, more, top, body]) =>
        `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${own}"${more}><channel${about}>${top}</channel>${body}</rdf:RDF>`,
    );
  const atom = fc
    .tuple(fc.constantFrom(...NAMESPACES.slice(2, 4), ''), attributes, given, head, items('entry'))
    .map(([own, about, more, top, body]) => `<feed xmlns="${own}"${about}${more}>${top}${body}</feed>`);
  return fc.oneof({ weight: 3, arbitrary: rss }, rdf, { weight: 2, arbitrary: atom });
}

const prologue = fc
  .tuple(
    fc.constantFrom(
      '',
      '<?xml version="1.0"?>',
      '<?xml version="1.0" encoding="utf-8"?>',
      '<?xml version="1.0" encoding="iso-8859-1"?>',
      '\ufeff',
      '\n ',
    ),
    fc.constantFrom(
      ...['', '', '', '<!DOCTYPE rss>', '<!DOCTYPE rss [<!ENTITY entity "x&entity;">]>', '<!DOCTYPE rss ['],
      ...['<!-- a -->', '<b>Warning</b>: x\n', '<?xml-stylesheet href="x"?>'],
    ),
  )
  .map(joined);

/** A document as text. */
export const xmlFeed = fc
  .tuple(
    prologue,
    fc.oneof(feeds(true), feeds(false)),
    fc.constantFrom('', '\n', '<!-- 23 queries -->', '<script>a()</script>'),
  )
  .map(joined);
