// The one door through which foreign markup leaves (channel, pages, `inspect`): what comes out holds only elements and
// attributes on a list, absolute http and https addresses, and nothing that runs, loads in secret or covers the page.
import sanitize from 'sanitize-html';
import type { RawContent } from '../model.ts';
import { cleanCharacters } from './clean-text.ts';
import { MAX_CONTENT_CHARS } from './content-limit.ts';
import { TEXTLESS_ELEMENTS, VOID_ELEMENTS } from './html-elements.ts';
import { decodeHTML, MarkupParser } from './markup.ts';
import { paragraphsOfText, paragraphsOfUntagged } from './safe-html-paragraphs.ts';
import { linkPlayers } from './safe-html-players.ts';
import { ALLOWED_ATTRIBUTES, ALLOWED_ELEMENTS, makeRewrites, withoutBareMedia } from './safe-html-rules.ts';
import { withHeadingsBelowTitle, withTablesBoxed } from './safe-html-structure.ts';

/** Taking one of these away cannot change how others nest: they hold nothing that stays. */
const SETTLED: ReadonlySet<string> = new Set([...ALLOWED_ELEMENTS, ...TEXTLESS_ELEMENTS, ...VOID_ELEMENTS]);

/** No article nests deeper; what does is read as plain text, because time to clean grows with depth times length. */
const MAX_DEPTH = 256;
/** Taking an element away can change how its neighbours nest; two rounds settle all that people write. */
const MAX_ROUNDS = 5;

/**
 * Safe HTML of a body, ready to be put into a page or, escaped, into a feed. Cleaning the result again changes nothing.
 * Plain text becomes paragraphs. Relative addresses resolve against `content.base`; those that cannot are dropped.
 */
export function toSafeHtml(content: RawContent): string {
  const value = cutMarkup(content.value);
  if (content.kind === 'text') return finish(paragraphsOfText(value));
  if (isTooDeep(value)) return finish(paragraphsOfText(textOf(value)));
  const safe = settle(linkPlayers(value), content.base);
  return finish(safe.includes('<') ? withHeadingsBelowTitle(withTablesBoxed(safe)) : paragraphsOfUntagged(safe));
}

/** Nothing after the sanitizer decodes, so cleaning its output reaches text and attributes alike. */
function finish(html: string): string {
  return cleanCharacters(html).trim();
}

/**
 * Cleans until nothing changes any more, so that readers who parse the result see what we wrote. Only an element taken
 * away can make a difference: markup of allowed elements is settled after one round.
 */
function settle(html: string, base: string | null): string {
  let current = html;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const cleaned = clean(current, base);
    if (!cleaned.reshaped || cleaned.html === current) return cleaned.html;
    current = cleaned.html;
  }
  return paragraphsOfText(textOf(html));
}

function clean(html: string, base: string | null): { readonly html: string; readonly reshaped: boolean } {
  let reshaped = false;
  let noscripts = 0;
  const shown = new Set<string>();
  const images = {
    isRepetition(src: string): boolean {
      if (noscripts > 0 && shown.has(src)) return true;
      shown.add(src);
      return false;
    },
  };
  const safe = sanitize(html, {
    allowedTags: ALLOWED_ELEMENTS,
    allowedAttributes: ALLOWED_ATTRIBUTES as Record<string, string[]>,
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nonTextTags: [...TEXTLESS_ELEMENTS],
    selfClosing: ['br', 'col', 'hr', 'img', 'source', 'wbr'],
    transformTags: makeRewrites(base, images),
    // XHTML content has `<a name="x"/>` and `<iframe/>`, which as HTML would swallow the rest of the article.
    parser: { decodeEntities: true, recognizeSelfClosing: true },
    onOpenTag: (name) => {
      reshaped ||= !SETTLED.has(name);
      if (name === 'noscript') noscripts++;
    },
    onCloseTag: (name) => {
      if (name === 'noscript') noscripts--;
    },
  });
  return { html: withoutBareMedia(safe), reshaped };
}

function cutMarkup(html: string): string {
  if (html.length <= MAX_CONTENT_CHARS) return html;
  const head = html.slice(0, MAX_CONTENT_CHARS);
  const lastTag = head.lastIndexOf('<');
  return head.lastIndexOf('>') < lastTag ? head.slice(0, lastTag) : head;
}

function isTooDeep(html: string): boolean {
  let depth = 0;
  let deepest = 0;
  const parser = new MarkupParser(
    {
      onopentagname: () => {
        depth++;
        if (depth > deepest) deepest = depth;
        if (deepest > MAX_DEPTH) parser.pause();
      },
      onclosetag: () => {
        depth--;
      },
    },
    { decodeEntities: false, recognizeSelfClosing: true },
  );
  parser.write(html);
  return deepest > MAX_DEPTH;
}

function textOf(html: string): string {
  return decodeHTML(html.replace(/<[^<>]*>/g, ' '));
}
