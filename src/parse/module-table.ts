// Modules that any format may carry: Dublin Core, content:encoded, iTunes, Atom inside RSS, syndication hints, FeedBurner.
// Their ranks are above 0, so the format's own elements win (a media:title is not the title).
import { atomText } from './atom-text.ts';
import { DENIAL } from './denial.ts';
import { type Draft, fill, isWanted } from './draft.ts';
import { ATOM_PERSON, addTag, addTags, LICENSE, person, takeCategory, takeLink } from './element-values.ts';
import { resolveHref } from './href.ts';
import { MEDIA } from './media-table.ts';
import { asKind, date, type Element, leaf, type Rule, rich, text } from './rule.ts';

const tag = leaf((draft, element) => addTag(draft, element.text()));

const DUBLIN_CORE: Readonly<Record<string, Rule>> = {
  'dc:title': rich('title', 2, asKind('loose')),
  'dc:description': rich('description', 2, asKind('loose')),
  'dcterms:abstract': rich('abstract', 4, asKind('loose')),
  'dc:creator': person('authors'),
  'dc:author': person('authors'),
  'dc:date': date('published', 3),
  'dc:subject': tag,
  'dc:language': text('statedLanguage', 1),
  'dc:rights': text('rights', 1),
  'dcterms:issued': date('published', 2),
  'dcterms:created': date('published', 4),
  'dcterms:modified': date('updated', 2),
};

const ATOM: Readonly<Record<string, Rule>> = {
  'atom:id': text('id', 2),
  'atom:title': rich('title', 1, atomText),
  'atom:link': leaf((draft, element) => takeLink(draft, element, draft.moduleLinks)),
  'atom:author': ATOM_PERSON,
  'atom:category': leaf(takeCategory),
  'atom:published': date('published', 1),
  'atom:updated': date('updated', 1),
  'atom:modified': date('updated', 1),
  'atom:rights': text('rights', 1),
};

const SHARED: Readonly<Record<string, Rule>> = {
  ...DUBLIN_CORE,
  ...ATOM,
  'cc:license': LICENSE,
  'creativecommons:license': LICENSE,
  'itunes:author': person('lesserAuthors'),
  'itunes:title': rich('title', 3, asKind('loose')),
};

export const MODULES_OF_ENTRY: Readonly<Record<string, Rule>> = {
  ...SHARED,
  ...MEDIA,
  'content:encoded': rich('content', 1, asKind('html')),
  'xhtml:body': rich('content', 2, asKind('html')),
  'xhtml:div': rich('content', 2, asKind('html')),
  'atom:content': rich('content', 2, atomText),
  'atom:summary': rich('abstract', 1, atomText),
  'itunes:summary': rich('abstract', 2, asKind('loose')),
  'itunes:subtitle': rich('abstract', 5, asKind('loose')),
  'itunes:image': leaf((draft, element) => {
    const url = imageUrl(element);
    if (url !== '')
      draft.images.push({ url, from: 'itunes:image', alt: null, caption: null, width: null, height: null });
  }),
  'itunes:keywords': leaf((draft, element) => addTags(draft, element.text())),
  'itunes:category': leaf(takePodcastCategory),
  'feedburner:origlink': text('originalLink', 0),
  'pheedo:origlink': text('originalLink', 1),
};

export const MODULES_OF_FEED: Readonly<Record<string, Rule>> = {
  ...SHARED,
  ...DENIAL,
  'atom:subtitle': rich('description', 1, atomText),
  'itunes:summary': rich('description', 3, asKind('loose')),
  'itunes:subtitle': rich('description', 4, asKind('loose')),
  'itunes:image': leaf((draft, element) => takeImage(draft, imageUrl(element), 2)),
  'googleplay:image': leaf((draft, element) => takeImage(draft, imageUrl(element), 3)),
  'atom:logo': leaf((draft, element) => takeImage(draft, imageUrl(element), 1)),
  'atom:icon': leaf((draft, element) => takeImage(draft, imageUrl(element), 4)),
  'media:thumbnail': leaf((draft, element) => takeImage(draft, imageUrl(element), 5)),
  'sy:updateperiod': text('updatePeriod', 0),
  'sy:updatefrequency': text('updateFrequency', 0),
};

/** A category or subcategory of Apple's list. */
export function takePodcastCategory(draft: Draft, element: Element): void {
  addTag(draft, element.attribute('text') ?? '');
}

/** Where an element that stands for a picture has its address: in an attribute or as text. */
export function imageUrl(element: Element): string {
  return resolveHref(element.attribute('href') || element.attribute('url') || element.text(), element.base());
}

export function takeImage(draft: Draft, url: string, rank: number): void {
  if (url !== '' && isWanted(draft, 'image', rank)) fill(draft, 'image', rank, url);
}
