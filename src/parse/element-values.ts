// What single elements say: links, categories, enclosures, persons and pictures, as every format and module writes them.
import type { ParsedLink, Person } from '../model.ts';
import { type Draft, fill, isWanted } from './draft.ts';
import { resolveHref } from './href.ts';
import { type Element, group, leaf, OWN_TEXT, type Rule, table } from './rule.ts';

/** Registered relations may be written as addresses (RFC 4287 section 4.2.7.2). */
const IANA_RELATION = /^https?:\/\/www\.iana\.org\/assignments\/relation\//;

/** RSS link, atom:link and their mixtures: the address in `href`, in `rdf:resource` or as text. */
export function takeLink(draft: Draft, element: Element, into: ParsedLink[]): void {
  const written = element.attribute('href') || element.attribute('rdf:resource') || element.text();
  if (written === '') {
    draft.hasEmptyLink = true;
    return;
  }
  const rel = element.attribute('rel')?.toLowerCase().replace(IANA_RELATION, '') || 'alternate';
  const href = resolveHref(written, element.base());
  const type = toMediaType(element.attribute('type'));
  const length = element.attribute('length');
  into.push({ href, rel, type, length, title: element.attribute('title'), language: element.attribute('hreflang') });
  if (rel === 'enclosure') draft.enclosures.push({ url: href, type, length });
  const isPage = type === null || type === 'text/html';
  if (rel === 'license') takeLicense(draft, href, 0);
  if (rel === 'replies' && isPage && isWanted(draft, 'comments', 1)) fill(draft, 'comments', 1, href);
}

function takeLicense(draft: Draft, url: string, rank: number): void {
  if (isWanted(draft, 'license', rank)) fill(draft, 'license', rank, url);
}

/** cc:license and creativeCommons:license: the address in `rdf:resource`, or as text. */
export const LICENSE = leaf((draft, element) => {
  const written = element.attribute('rdf:resource') || element.text();
  if (written !== '') takeLicense(draft, resolveHref(written, element.base()), 1);
});

/** RSS enclosure. */
export function takeEnclosure(draft: Draft, element: Element): void {
  const url = element.attribute('url') || element.attribute('href') || element.text();
  if (url === '') return;
  draft.enclosures.push({
    url: resolveHref(url, element.base()),
    type: toMediaType(element.attribute('type')),
    length: element.attribute('length'),
  });
}

/** Atom category: the term, or its label where the term is an address (as in Google's feeds). */
export function takeCategory(draft: Draft, element: Element): void {
  const term = element.attribute('term');
  const isAddress = term !== null && /^https?:\/\//.test(term);
  addTag(draft, (isAddress ? element.attribute('label') : term) || element.attribute('label') || element.text());
}

export function addTag(draft: Draft, tag: string): void {
  if (tag !== '') draft.tags.push(tag);
}

/** Tags that share an element, apart by commas. */
export function addTags(draft: Draft, list: string): void {
  for (const tag of list.split(',')) addTag(draft, tag.trim());
}

/** Rows for a person who is always one text. */
export function person(list: 'authors' | 'lesserAuthors'): Rule {
  return leaf((draft, element) => {
    const name = element.text();
    if (name !== '') draft[list].push({ name, email: null, url: null });
  });
}

type PersonDraft = { -readonly [K in keyof Person]: Person[K] };

function personPart(part: keyof PersonDraft): Rule {
  return leaf((draft, element) => {
    const { person } = draft;
    if (person === null) return;
    const value = element.text();
    if (value !== '') person[part] ??= part === 'url' ? resolveHref(value, element.base()) : value;
  });
}

const PERSON_PARTS = { name: 'name', email: 'email', uri: 'url', url: 'url', homepage: 'url' } as const;

function personGroup(prefix: string): Rule {
  const rows = Object.entries(PERSON_PARTS).map(([key, part]) => [prefix + key, personPart(part)] as const);
  return group(table({ ...Object.fromEntries(rows), [OWN_TEXT]: personPart('name') }), {
    open(draft) {
      draft.person = { name: null, email: null, url: null };
    },
    close(draft) {
      const { person } = draft;
      draft.person = null;
      if (person !== null && (person.name ?? person.email ?? person.url) !== null) draft.authors.push(person);
    },
  });
}

/**
 * A person in parts (RFC 4287 section 3.2) or as one text, such as `a@b.c (Name)`; RSS authors are written both ways. Taking the
 * one text apart is for the next stage.
 */
export const PERSON = personGroup('');
/** The same in a document that is not Atom. */
export const ATOM_PERSON = personGroup('atom:');

/** A media type without parameters, lower-case; null when it is none. */
export function toMediaType(value: string | null): string | null {
  return value === null ? null : value.replace(/;.*$/s, '').trim().toLowerCase() || null;
}
