// RSS 0.9x, 1.0 and 2.0: which element becomes which field. One table for all of them, because documents mix them; keys are
// lower-case (see namespaces.ts), and what stands in no row is skipped. Sources: rssboard.org/rss-specification,
// web.resource.org/rss/1.0/spec.
import { type Draft, fill, isWanted } from './draft.ts';
import { addTag, addTags, PERSON, takeEnclosure, takeLink } from './element-values.ts';
import { resolveHref } from './href.ts';
import { imageUrl, MODULES_OF_ENTRY, MODULES_OF_FEED, takeImage, takePodcastCategory } from './module-table.ts';
import { asKind, date, type Element, group, leaf, OWN_TEXT, type Rule, rich, table, text } from './rule.ts';

const SHARED: Readonly<Record<string, Rule>> = {
  title: rich('title', 0, asKind('loose')),
  link: leaf((draft, element) => takeLink(draft, element, draft.links)),
  [OWN_TEXT]: leaf(takeStrayLink),
  description: rich('description', 0, asKind('html')),
  pubdate: date('published', 0),
  language: text('statedLanguage', 0),
};

const ENTRY_IMAGE = leaf((draft, element) => addImage(draft, resolveHref(element.text(), element.base())));
const CATEGORY = leaf((draft, element) => addTag(draft, element.text()));

const ITEM: Readonly<Record<string, Rule>> = {
  ...MODULES_OF_ENTRY,
  ...SHARED,
  guid: leaf((draft, element) => {
    const value = element.text();
    if (value === '' || !isWanted(draft, 'id', 0)) return;
    fill(draft, 'id', 0, value);
    draft.guidIsPermalink = element.attribute('ispermalink')?.toLowerCase() !== 'false';
  }),
  author: PERSON,
  category: CATEGORY,
  comments: leaf((draft, element) => {
    const url = element.text();
    if (url !== '' && isWanted(draft, 'comments', 0)) fill(draft, 'comments', 0, resolveHref(url, element.base()));
  }),
  enclosure: leaf(takeEnclosure),
  source: leaf((draft, element) => {
    const url = element.attribute('url');
    draft.source ??= { title: element.text() || null, url: url && resolveHref(url, element.base()) };
  }),
  image: group(table({ url: ENTRY_IMAGE, [OWN_TEXT]: ENTRY_IMAGE }), {
    open: (draft, element) =>
      addImage(draft, resolveHref(element.attribute('href') ?? element.attribute('url') ?? '', element.base())),
  }),
  // Not in any specification, but in feeds.
  id: leaf((draft, element) => {
    const value = element.text();
    if (value === '' || !isWanted(draft, 'id', 2)) return;
    fill(draft, 'id', 2, value);
    draft.guidIsPermalink = false;
  }),
  categories: group(table({ category: CATEGORY })),
  body: rich('content', 3, asKind('html')),
  fullitem: rich('content', 4, asKind('html')),
  summary: rich('abstract', 0, asKind('html')),
  tags: leaf((draft, element) => addTags(draft, element.text())),
};

export const RSS_ITEM = table(ITEM, {
  // Subcategories stand inside their category. One that is never closed must not hide the fields behind it.
  'itunes:category': group(table(ITEM), { open: takePodcastCategory }),
});

const RSS_CHANNEL = table(MODULES_OF_FEED, SHARED, {
  item: { kind: 'entry' },
  entry: { kind: 'entry' },
  copyright: text('rights', 0),
  managingeditor: PERSON,
  author: PERSON,
  lastbuilddate: date('updated', 0),
  ttl: text('ttl', 0),
  skiphours: group(table({ hour: leaf((draft, element) => draft.skipHours.push(element.text())) })),
  skipdays: group(table({ day: leaf((draft, element) => draft.skipDays.push(element.text())) })),
  image: group(table({ url: leaf((draft, element) => takeImage(draft, imageUrl(element), 0)) })),
});

// Items and facts of the feed also stand beside the channel (RSS 1.0 by design), so its table is also that of the root.
export const RSS_ROOT = table(Object.fromEntries(RSS_CHANNEL), {
  channel: group(RSS_CHANNEL, {
    open(draft, element) {
      const language = element.language();
      if (language !== null) fill(draft, 'statedLanguage', 2, language);
    },
  }),
});

/** Text after an empty link element: `<link/>http://…`, as HTML tools rewrite it. */
function takeStrayLink(draft: Draft, element: Element): void {
  const href = element.text();
  const isLink = draft.hasEmptyLink && /^https?:\/\/\S+$/i.test(href);
  draft.hasEmptyLink = false;
  if (!isLink) return;
  draft.links.push({
    href,
    rel: 'alternate',
    type: null,
    length: null,
    title: null,
    language: null,
  });
}

function addImage(draft: Draft, url: string): void {
  if (url !== '') draft.images.push({ url, from: 'element', alt: null, caption: null, width: null, height: null });
}
