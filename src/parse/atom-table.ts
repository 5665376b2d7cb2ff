// Atom 1.0 (RFC 4287) and 0.3: which element becomes which field. One table for both, because documents mix them; what stands
// in no row is skipped.
import { atomText } from './atom-text.ts';
import { PERSON, takeCategory, takeEnclosure, takeLink } from './element-values.ts';
import { resolveHref } from './href.ts';
import { imageUrl, MODULES_OF_ENTRY, MODULES_OF_FEED, takeImage } from './module-table.ts';
import { date, leaf, type Rule, rich, table, text } from './rule.ts';

const SHARED: Readonly<Record<string, Rule>> = {
  id: text('id', 0),
  title: rich('title', 0, atomText),
  link: leaf((draft, element) => takeLink(draft, element, draft.links)),
  author: PERSON,
  category: leaf(takeCategory),
  rights: text('rights', 0),
  copyright: text('rights', 1),
  updated: date('updated', 0),
  modified: date('updated', 1),
};

const FEED: Readonly<Record<string, Rule>> = {
  ...SHARED,
  subtitle: rich('description', 0, atomText),
  tagline: rich('description', 1, atomText),
  logo: leaf((draft, element) => takeImage(draft, imageUrl(element), 0)),
  icon: leaf((draft, element) => takeImage(draft, imageUrl(element), 1)),
};

/** The feed an aggregated entry came from (RFC 4287 section 4.2.11). */
const SOURCE: Rule = {
  kind: 'nested',
  table: table(FEED),
  close(draft, source) {
    const link = source.links.find(({ rel }) => rel === 'alternate') ?? source.links.find(({ rel }) => rel === 'self');
    draft.source = { title: source.title?.value ?? null, url: link?.href ?? null };
    draft.lesserAuthors.unshift(...source.authors);
  },
};

const content = rich('content', 0, atomText);

export const ATOM_ENTRY = table(MODULES_OF_ENTRY, SHARED, {
  summary: rich('description', 0, atomText),
  content: {
    kind: 'leaf',
    markup: true,
    take(draft, element) {
      // Beside `src` there should be no text (RFC 4287 section 4.1.3.2); one that is there all the same is the best we get.
      content.take(draft, element);
      const href = element.attribute('src');
      if (href === null) return;
      draft.outOfLine ??= { href: resolveHref(href, element.base()), type: element.attribute('type') };
    },
  },
  published: date('published', 0),
  issued: date('published', 1),
  created: date('published', 2),
  source: SOURCE,
  // Not in the specification, but in feeds.
  enclosure: leaf(takeEnclosure),
});

export const ATOM_FEED = table(MODULES_OF_FEED, FEED, { entry: { kind: 'entry' } });
