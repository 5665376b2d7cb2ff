// Names, e-mail addresses and sites of people from all the ways they are written: `a@b.c (Name)`, `Name <a@b.c>`, plain.
import { toAddress } from '../lib/address.ts';
import type { Person } from '../model.ts';
import { looseLine } from './plain-text.ts';

const MAX_PEOPLE = 100;
const MAX_PERSON_CHARS = 500;
const EMAIL = /[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"@]+/;

/** People with at least a name, an e-mail address or a site, each once, in the order given. */
export function readPeople(people: readonly Person[], base: string | null): readonly Person[] {
  const read = new Map<string, Person>();
  for (const written of people.slice(0, MAX_PEOPLE)) {
    const person = readPerson(written, base);
    if (person.name === null && person.email === null && person.url === null) continue;
    const key = `${person.name?.toLowerCase() ?? ''} ${person.name === null ? (person.email ?? person.url) : ''}`;
    const before = read.get(key);
    // The same person in two elements: together they may say more.
    read.set(
      key,
      before === undefined
        ? person
        : { name: before.name, email: before.email ?? person.email, url: before.url ?? person.url },
    );
  }
  return [...read.values()];
}

function readPerson(written: Person, base: string | null): Person {
  let name = written.name === null ? null : looseLine(written.name.slice(0, MAX_PERSON_CHARS));
  let email = written.email === null ? null : (EMAIL.exec(written.email.slice(0, MAX_PERSON_CHARS))?.[0] ?? null);
  let url = written.url === null ? null : toAddress(written.url, base);
  const found = name === null ? undefined : EMAIL.exec(name)?.[0];
  if (name !== null && found !== undefined) {
    email ??= found;
    name = name.replace(new RegExp(`(?:mailto:)?${RegExp.escape(found)}`, 'gi'), ' ');
  }
  if (name !== null && /^https?:\/\/\S+$/i.test(name)) {
    url ??= toAddress(name, null);
    name = null;
  }
  return { name: name === null ? null : trimName(name), email, url };
}

/** Without the brackets and quotes that held the name or the address beside it. */
function trimName(name: string): string | null {
  const bare = name
    .replace(/[<([]\s*[>)\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s"'<([,;:–-]+/, '')
    .trimEnd();
  const opening = /[([]/.test(bare);
  return bare.replace(opening ? /[\s"'>,;:–-]+$/ : /[\s"'>)\],;:–-]+$/, '') || null;
}
