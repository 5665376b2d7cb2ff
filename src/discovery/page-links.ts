// The links in the head of a web page: what `<link>` elements say, addresses made absolute. What they are good for is others'.
import { toAddress } from '../lib/address.ts';
import { toLine } from '../lib/clean-text.ts';
import { decodeText } from '../lib/decode-text.ts';
import { MarkupParser } from '../lib/markup.ts';

/** A document as it came. */
export interface GivenPage {
  readonly body: Uint8Array;
  readonly contentType: string | null;
  /** The address that answered. */
  readonly url: string;
}

/** One `<link>`. */
export interface PageLink {
  /** Absolute http or https. */
  readonly url: string;
  /** Lower-case tokens of `rel`. */
  readonly rels: readonly string[];
  /** Lower-case, without parameters; empty when not given. */
  readonly type: string;
  /** One line; empty when not given. */
  readonly title: string;
  /** As written; empty when not given. */
  readonly sizes: string;
}

/** A head is at the beginning; of what follows, no page needs more than this to name its feeds. */
const MAX_BYTES = 1024 * 1024;
const MAX_LINKS = 200;
/** Characters given to the parser at a time, so that reading stops soon after the head. */
const PIECE = 16 * 1024;
/** What stands in these is for other places, or for nobody. */
const INERT = new Set(['template', 'svg']);
const MAX_TITLE_CHARS = 200;

/**
 * The links of a page in their order. Links in the body are not read: visitors may have written it. The first `<base href>`
 * counts for all, as in browsers.
 */
export function readPageLinks({ body, contentType, url }: GivenPage): readonly PageLink[] {
  const html = decodeText(body.subarray(0, MAX_BYTES), contentType);
  const found: Readonly<Record<string, string>>[] = [];
  let base: string | null = null;
  let inert = 0;
  let isOver = false;
  const parser = new MarkupParser({
    onopentag(name, attributes) {
      isOver ||= name === 'body';
      if (isOver) return;
      if (INERT.has(name)) inert += 1;
      if (inert > 0) return;
      if (name === 'base' && attributes.href !== undefined) base ??= toAddress(attributes.href, url);
      if (name === 'link' && found.length < MAX_LINKS) found.push(attributes);
    },
    onclosetag(name) {
      if (INERT.has(name) && inert > 0) inert -= 1;
      isOver ||= name === 'head';
    },
  });
  for (let at = 0; at < html.length && !isOver; at += PIECE) parser.write(html.slice(at, at + PIECE));
  return found.flatMap(({ href = '', rel = '', type = '', title = '', sizes = '' }) => {
    const address = toAddress(href, base ?? url);
    if (address === null) return [];
    const rels = rel.toLowerCase().split(/\s+/).filter(Boolean);
    const mime = type.toLowerCase().replace(/;.*$/s, '').trim();
    return [{ url: address, rels, type: mime, title: toLine(title).slice(0, MAX_TITLE_CHARS), sizes }];
  });
}
