// The list of sources as OPML 2.0, which every feed reader can take over. The same list gives the same bytes.
import { toAddress } from '../lib/address.ts';
import { toLine } from '../lib/clean-text.ts';
import { GENERATOR } from './channel-facts.ts';
import { element, escapeText, startTag } from './xml.ts';

/** A feed in the list. */
export interface OpmlOutline {
  /** Empty: its address stands in. */
  readonly title: string;
  readonly feedUrl: string;
  /** The site; null: not known. */
  readonly siteUrl: string | null;
}

/** Feeds under one heading; without a title they stand at the top. */
export interface OpmlFolder {
  readonly title: string | null;
  readonly outlines: readonly OpmlOutline[];
}

export interface OpmlList {
  readonly title: string;
  /** When the list came to be as it is, from stored facts; null: that is not known, and nothing is said. */
  readonly createdAt: number | null;
  readonly ownerName: string | null;
  /** In the order in which they are written; empty ones are left out. */
  readonly folders: readonly OpmlFolder[];
}

/** The whole document. Addresses go out without user name and password. */
export function renderOpml({ title, createdAt, ownerName, folders }: OpmlList): string {
  const owner = toLine(ownerName ?? '');
  const head = [
    element('title', {}, escapeText(toLine(title) || GENERATOR)),
    // RFC 822 with the year in full, as everybody writes it
    ...(createdAt === null ? [] : [element('dateCreated', {}, new Date(createdAt).toUTCString())]),
    ...(owner === '' ? [] : [element('ownerName', {}, escapeText(owner))]),
  ];
  const body = folders.flatMap((folder) => renderFolder(folder));
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    ...head.map((line) => `    ${line}`),
    '  </head>',
    '  <body>',
    ...body.map((line) => `    ${line}`),
    '  </body>',
    '</opml>',
  ];
  return `${lines.join('\n')}\n`;
}

function renderFolder({ title, outlines }: OpmlFolder): readonly string[] {
  const lines = outlines.flatMap(renderOutline);
  const name = toLine(title ?? '');
  if (name === '' || lines.length === 0) return lines;
  return [startTag('outline', { text: name, title: name }), ...lines.map((line) => `  ${line}`), '</outline>'];
}

function renderOutline({ title, feedUrl, siteUrl }: OpmlOutline): readonly string[] {
  const xmlUrl = toAddress(feedUrl, null);
  if (xmlUrl === null) return [];
  const name = toLine(title) || xmlUrl;
  const htmlUrl = siteUrl === null ? null : toAddress(siteUrl, null);
  return [element('outline', { type: 'rss', text: name, title: name, xmlUrl, htmlUrl })];
}
