// What happened to the sources as an Atom feed for the operator. It is made like a document of the channel, so that it is as
// stable and as well checked: the same entries, the same bytes; read back before it goes out.
import { createHash } from 'node:crypto';
import { LostFeedError } from '../errors.ts';
import { toAddress } from '../lib/address.ts';
import { toLine } from '../lib/clean-text.ts';
import { describeEvent } from '../lib/source-event-text.ts';
import { uuidFromName } from '../lib/uuid.ts';
import type { ChannelConfig, ChannelDocument, DocumentPart, SourceEvent } from '../model.ts';
import type { PlainEntry } from './atom.ts';
import { type ChannelFacts, GENERATOR, type IdStore, settleChannelId, URL_NAMESPACE } from './channel-facts.ts';
import type { Fragment } from './fragments.ts';
import type { DocumentPlace } from './places.ts';
import { escapeAttribute, escapeText } from './xml.ts';

/** The feed of source events. It is served, and not written as a file. */
export const OPERATOR_DOCUMENT: DocumentPlace = {
  path: 'operator/atom.xml',
  format: 'atom',
  contentType: 'application/atom+xml; charset=utf-8',
};

/** Raise it when the same event would be written differently. */
const RENDERER_VERSION = 2;
/** Enough for the worst week between two looks. */
const ENTRIES = 100;

export interface OperatorFeedInput {
  readonly store: IdStore & {
    /** Newest first. */
    events(query: { readonly limit: number }): Promise<readonly SourceEvent[]>;
    saveDocuments(documents: readonly ChannelDocument[]): Promise<unknown>;
  };
  readonly channel: Pick<ChannelConfig, 'id' | 'title'>;
  /** Absolute, ends in a slash. */
  readonly siteUrl: string;
  readonly ttlMinutes: number;
  /** What is published now; null at first. */
  readonly previous: ChannelDocument | null;
  readonly now: number;
  readonly log: { error(facts: object, message: string): void };
}

/** Brings the feed up to date and returns it; null: it was never fit to be published. Throws only for faults of the store. */
export async function publishOperatorFeed(input: OperatorFeedInput): Promise<ChannelDocument | null> {
  const { store, channel, siteUrl, ttlMinutes, previous, now, log } = input;
  const events = await store.events({ limit: ENTRIES });
  const channelId = await settleChannelId(channel.id, siteUrl, store);
  const title = toLine(channel.title) || GENERATOR;
  const facts: ChannelFacts = {
    id: `urn:uuid:${uuidFromName(URL_NAMESPACE, `${channelId}#${OPERATOR_DOCUMENT.path}`)}`,
    title: `${title}: sources`,
    description: `What happened to the sources of ${title}`,
    language: 'en',
    author: { name: GENERATOR, email: '' },
    siteUrl,
    pageUrl: siteUrl,
    ttlMinutes,
    hub: null,
    deleted: [],
    archive: null,
  };
  const fingerprint = hashOf([RENDERER_VERSION, facts, events]);
  if (previous?.fingerprint === fingerprint) return previous;
  const { layOutEntry } = await import('./atom.ts');
  const { toEntryPart } = await import('./document-bytes.ts');
  const { makeDocument } = await import('./make-document.ts');
  const fragments = events.map((event) => renderEvent(event, (entry) => toEntryPart('atom', layOutEntry(entry, ''))));
  const place = OPERATOR_DOCUMENT;
  const check = 'whole';
  const made = await makeDocument({ place, channel: facts, fragments, fingerprint, previous, now, check });
  for (const message of [...made.rejected.map((one) => one.message), ...(made.fault === null ? [] : [made.fault])]) {
    const err = new LostFeedError('read-back', `${OPERATOR_DOCUMENT.path}: ${message}`);
    log.error({ path: OPERATOR_DOCUMENT.path, err }, err.message);
  }
  if (made.document) await store.saveDocuments([made.document]);
  return made.document ?? previous;
}

/** An event never changes, so neither does its entry. */
function renderEvent(event: SourceEvent, layOut: (entry: PlainEntry) => DocumentPart): Fragment {
  const { id, kind, at } = event;
  const text = describeEvent(event);
  const title = toLine(text.title);
  const link = toAddress(event.url, null) ?? '';
  const entry = {
    id,
    link,
    title,
    excerpt: null,
    bodyHtml: renderBody(event, link),
    authors: [],
    category: { id: kind, label: kind },
    tags: [],
    language: null,
    publishedAt: at,
    updatedAt: at,
  };
  return { articleId: id, stamp: id, id, title, link, ...layOut(entry) };
}

function renderBody(event: SourceEvent, link: string): string {
  const { happened, remedy } = describeEvent(event);
  const paragraphs = [
    escapeText(toLine(happened)),
    `Source: ${escapeText(toLine(event.sourceId))}, <a href="${escapeAttribute(link)}">${escapeText(link)}</a>`,
    ...(remedy === null ? [] : [`What to do: ${toCode(escapeText(remedy))}`]),
  ];
  return paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
}

/** Our texts name commands and keys between backticks. */
function toCode(escaped: string): string {
  return escaped.replace(/`([^`]+)`/g, '<code>$1</code>');
}

function hashOf(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url');
}
