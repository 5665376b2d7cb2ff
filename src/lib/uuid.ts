// UUIDs made from names (RFC 9562 section 5.5): the same name gives the same id on every machine and in every rebuilt store.
import { hash } from 'node:crypto';

/** The version 5 UUID of a name in a namespace, itself a UUID; lower-case with hyphens. */
export function uuidFromName(namespace: string, name: string): string {
  const bytes = Buffer.concat([Buffer.from(namespace.replaceAll('-', ''), 'hex'), Buffer.from(name)]);
  const hex = hash('sha1', bytes);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
