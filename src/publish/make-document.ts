// One document of the channel from its fragments: the same as before byte for byte unless something it shows changed, and
// read back before it is taken.
import type { ChannelDocument, Edition } from '../model.ts';
import { bisect } from './bisect.ts';
import type { ChannelFacts, Frame } from './channel-facts.ts';
import { joinDocument, makeEtag } from './document-bytes.ts';
import { RENDERERS } from './formats.ts';
import type { Fragment } from './fragments.ts';
import type { DocumentPlace } from './places.ts';
import { findFault } from './read-back.ts';

export interface DocumentParts {
  readonly place: DocumentPlace;
  readonly channel: ChannelFacts;
  readonly fragments: readonly Fragment[];
  readonly fingerprint: string;
  /** What is published now, or what it was like; null at first. */
  readonly previous: Edition | ChannelDocument | null;
  readonly now: number;
  /** How much of it is read back: all, or its head, for fragments were read back when they were rendered; or nothing. */
  readonly check: 'whole' | 'head' | 'none';
}

export interface MadeDocument {
  /** Null when it could not be read back even without the entries at fault: what is published stays. */
  readonly document: ChannelDocument | null;
  readonly changed: boolean;
  /** Fragments that were left out because of what is wrong with them. */
  readonly rejected: readonly { readonly fragment: Fragment; readonly message: string }[];
  /** Those among them that do not read back. */
  readonly unreadable: readonly Fragment[];
  /** What is wrong with the document as a whole. */
  readonly fault: string | null;
}

export async function makeDocument(parts: DocumentParts): Promise<MadeDocument> {
  const [fragments, repeated] = withoutRepeatedIds(parts.fragments);
  const first = await tryDocument({ ...parts, fragments });
  if (first.fault === null) return { ...first, rejected: repeated, unreadable: [] };

  const bad = await findBadFragments({ ...parts, fragments });
  const rejected = [...repeated, ...bad];
  const unreadable = bad.map(({ fragment }) => fragment);
  if (bad.length === 0) return { ...first, rejected, unreadable };
  const left = new Set(unreadable);
  const second = await tryDocument({ ...parts, fragments: fragments.filter((fragment) => !left.has(fragment)) });
  return { ...second, rejected, unreadable };
}

async function tryDocument(parts: DocumentParts): Promise<Omit<MadeDocument, 'rejected' | 'unreadable'>> {
  const { place, fragments, fingerprint, previous, now } = parts;
  const made = (updatedAt: number): ChannelDocument => {
    const frame = frameOf(parts, updatedAt);
    const body = joinDocument(place.format, frame, fragments);
    return { ...place, body, etag: makeEtag(frame, fragments), updatedAt, fingerprint };
  };
  if (previous && makeEtag(frameOf(parts, previous.updatedAt), fragments) === previous.etag) {
    return { document: made(previous.updatedAt), changed: false, fault: null };
  }
  const document = made(nextMoment(now, previous));
  const fault = await findFaultIn(parts, fragments, document.updatedAt);
  if (fault !== null) return { document: null, changed: false, fault };
  return { document, changed: true, fault: null };
}

async function findFaultIn(
  parts: DocumentParts,
  fragments: readonly Fragment[],
  updatedAt: number,
): Promise<string | null> {
  const { place, check } = parts;
  if (check === 'none') return null;
  return check === 'whole'
    ? findFault(place.format, render(parts, fragments, updatedAt), fragments)
    : findFault(place.format, render(parts, [], updatedAt), []);
}

/** The fragments that do not read back in this document; none is to blame when the head by itself is at fault. */
async function findBadFragments(parts: DocumentParts): Promise<MadeDocument['rejected']> {
  const { format } = parts.place;
  const read = (some: readonly Fragment[]) => findFault(format, render(parts, some, parts.now), some);
  if ((await read([])) !== null) return [];
  return (await bisect(parts.fragments, read)).map(({ one: fragment, message }) => ({ fragment, message }));
}

/** An id may stand in a document once (RFC 4287 section 4.1.1); the first entry, which is the newest, keeps it. */
function withoutRepeatedIds(fragments: readonly Fragment[]): [readonly Fragment[], MadeDocument['rejected']] {
  const owners = new Map<string, Fragment>();
  const rejected: { fragment: Fragment; message: string }[] = [];
  for (const fragment of fragments) {
    const owner = owners.get(fragment.id);
    if (owner === undefined) owners.set(fragment.id, fragment);
    else
      rejected.push({ fragment, message: `article ${owner.articleId} is published under the same id ${fragment.id}` });
  }
  return [[...owners.values()], rejected];
}

function frameOf({ place, channel }: DocumentParts, updatedAt: number): Frame {
  return RENDERERS[place.format].frame(channel, updatedAt, place.path);
}

function render(parts: DocumentParts, fragments: readonly Fragment[], updatedAt: number): string {
  return joinDocument(parts.place.format, frameOf(parts, updatedAt), fragments).toString();
}

/** Whole seconds, which is what Last-Modified can say; later than before for other bytes, whatever the clock does. */
function nextMoment(now: number, previous: Edition | null): number {
  const moment = Math.floor(now / 1000) * 1000;
  return previous ? Math.max(moment, previous.updatedAt + 1000) : moment;
}
