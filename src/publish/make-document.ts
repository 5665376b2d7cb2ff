// One document of the channel from its fragments: the same as before byte for byte unless something it shows changed, and
// read back before it is taken.
import type { ChannelDocument, DocumentPart, Edition } from '../model.ts';
import { bisect } from './bisect.ts';
import type { ChannelFacts } from './channel-facts.ts';
import { joinParts, makeEtag, partsOf } from './document-bytes.ts';
import { RENDERERS } from './formats.ts';
import type { Fragment } from './fragments.ts';
import type { DocumentPlace } from './places.ts';
import { findFault } from './read-back.ts';

export interface DocumentInput {
  readonly place: DocumentPlace;
  readonly channel: ChannelFacts;
  readonly fragments: readonly Fragment[];
  readonly fingerprint: string;
  /** What is published now; null at first. */
  readonly previous: Edition | null;
  readonly now: number;
  /** How much of it is read back: all, or its head, for fragments were read back when they were rendered; or nothing. */
  readonly check: 'whole' | 'head' | 'none';
}

export interface MadeDocument {
  /** Null when it could not be read back even without the entries at fault: what is published stays. */
  readonly document: ChannelDocument | null;
  /** What its body is put together from. */
  readonly parts: readonly DocumentPart[];
  readonly changed: boolean;
  /** Fragments that were left out because of what is wrong with them. */
  readonly rejected: readonly { readonly fragment: Fragment; readonly message: string }[];
  /** Those among them that do not read back. */
  readonly unreadable: readonly Fragment[];
  /** What is wrong with the document as a whole. */
  readonly fault: string | null;
}

export async function makeDocument(input: DocumentInput): Promise<MadeDocument> {
  const [fragments, repeated] = withoutRepeatedIds(input.fragments);
  const first = await tryDocument({ ...input, fragments });
  if (first.fault === null) return { ...first, rejected: repeated, unreadable: [] };

  const bad = await findBadFragments({ ...input, fragments });
  const rejected = [...repeated, ...bad];
  const unreadable = bad.map(({ fragment }) => fragment);
  if (bad.length === 0) return { ...first, rejected, unreadable };
  const left = new Set(unreadable);
  const second = await tryDocument({ ...input, fragments: fragments.filter((fragment) => !left.has(fragment)) });
  return { ...second, rejected, unreadable };
}

async function tryDocument(input: DocumentInput): Promise<Omit<MadeDocument, 'rejected' | 'unreadable'>> {
  const { place, fragments, fingerprint, previous, now } = input;
  const made = (updatedAt: number, isChanged: boolean) => {
    const parts = partsAt(input, fragments, updatedAt);
    const document = { ...place, body: joinParts(parts), etag: makeEtag(parts), updatedAt, fingerprint };
    return { document, parts, changed: isChanged, fault: null };
  };
  if (previous && makeEtag(partsAt(input, fragments, previous.updatedAt)) === previous.etag) {
    return made(previous.updatedAt, false);
  }
  const updatedAt = nextMoment(now, previous);
  const fault = await findFaultIn(input, fragments, updatedAt);
  return fault === null ? made(updatedAt, true) : { document: null, parts: [], changed: false, fault };
}

async function findFaultIn(
  input: DocumentInput,
  fragments: readonly Fragment[],
  updatedAt: number,
): Promise<string | null> {
  const { place, check } = input;
  if (check === 'none') return null;
  return check === 'whole'
    ? findFault(place.format, render(input, fragments, updatedAt), fragments)
    : findFault(place.format, render(input, [], updatedAt), []);
}

/** The fragments that do not read back in this document; none is to blame when the head by itself is at fault. */
async function findBadFragments(input: DocumentInput): Promise<MadeDocument['rejected']> {
  const { format } = input.place;
  const read = (some: readonly Fragment[]) => findFault(format, render(input, some, input.now), some);
  if ((await read([])) !== null) return [];
  return (await bisect(input.fragments, read)).map(({ one: fragment, message }) => ({ fragment, message }));
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

function partsAt({ place, channel }: DocumentInput, fragments: readonly Fragment[], updatedAt: number) {
  const { format, path } = place;
  return partsOf(format, RENDERERS[format].frame(channel, updatedAt, path), fragments);
}

function render(input: DocumentInput, fragments: readonly Fragment[], updatedAt: number): string {
  return joinParts(partsAt(input, fragments, updatedAt)).toString();
}

/** Whole seconds, which is what Last-Modified can say; later than before for other bytes, whatever the clock does. */
function nextMoment(now: number, previous: Edition | null): number {
  const moment = Math.floor(now / 1000) * 1000;
  return previous ? Math.max(moment, previous.updatedAt + 1000) : moment;
}
