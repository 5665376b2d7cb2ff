// The language of a tag without region, script and variant: what lists of articles are made by.

/** `en` of `en-US`: the primary subtag (RFC 5646 section 2.2.1), lower-case. */
export function primaryLanguage(tag: string): string {
  return tag.split('-', 1)[0]?.toLowerCase() ?? '';
}
