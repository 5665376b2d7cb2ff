// One pass over the markup of a body: tokens in; text, code, pictures and the last link out.
import { toLine } from '../lib/clean-text.ts';
import { BLOCK_ELEMENTS, TEXTLESS_ELEMENTS, VOID_ELEMENTS } from '../lib/html-elements.ts';
import { emojiText, imageSize, imageSource, isBeacon, isEmoji, isIcon, LAZY_ATTRIBUTES } from '../lib/image-tag.ts';
import { decodeHTML, decodeHTMLAttribute, MarkupTokenizer, type TokenizerCallbacks } from '../lib/markup.ts';

/** A picture; `source` as written, to be resolved by whoever knows the base. */
export interface MarkupImage {
  readonly source: string;
  readonly alt: string | null;
  /** Text of the `figcaption` of the figure it stands in. */
  readonly caption: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** Frames and players show their own content; what is inside is for browsers that have none. */
const FALLBACK_ELEMENTS = new Set(['iframe', 'audio', 'video']);
const IMAGE_ATTRIBUTES = new Set([...LAZY_ATTRIBUTES, 'src', 'alt', 'width', 'height', 'class', 'style']);
/** What the text of the last link is looked at for is at its end. */
const MAX_LINK_CHARS = 200;
/** Links kept: a text with more is about none of them. */
const MAX_LINKS = 20;
/** Nothing that the sanitizer would let a picture be loaded from. */
const FOREIGN_SCHEME = /^(?!https?:)[a-z][a-z0-9+.-]*:/i;

/** What a pass over markup finds, references decoded. */
export interface ScannedMarkup {
  /** With the white space of the source; blocks are apart. */
  readonly text: string;
  /** The text of each `pre`, which is in `text` too. */
  readonly code: readonly string[];
  /** Pictures, without beacons, emoji, icons and repetitions. */
  readonly images: readonly MarkupImage[];
  /** Where the first twenty links lead, as written. */
  readonly links: readonly string[];
  /** Text of the last link that has any, without arrows and dots behind it. */
  readonly lastLink: string;
}

/** One pass of the tokenizer, skipping what the sanitizer would drop. */
export function scanMarkup(html: string): ScannedMarkup {
  const parts: string[] = [];
  const code: string[] = [];
  const images: { -readonly [Key in keyof MarkupImage]: MarkupImage[Key] }[] = [];
  const links: string[] = [];
  const seen = new Set<string>();
  let name = '';
  let attribute = '';
  let valueStart = -1;
  let valueEnd = -1;
  let attributes: Record<string, string> | null = null;
  // Inside an element that is skipped: its name and how often it is open.
  let skipped = '';
  let skippedDepth = 0;
  let preDepth = 0;
  let preStart = 0;
  /** Where the open link began; -1: none is open. */
  let linkStart = -1;
  let lastLink: readonly [start: number, end: number] = [0, 0];
  let captionStart = -1;
  /** Index in `images` of the first one of the open figure; -1: none yet. */
  let figureImage = -1;
  let inFigure = false;

  const since = (start: number, end = parts.length) => toLine(decode(parts.slice(start, end).join('')));
  // a picture of a button behind "Read more" is a link too, but says nothing
  const endLink = () => {
    if (linkStart >= 0 && parts.slice(linkStart).some((part) => /\S/.test(part))) lastLink = [linkStart, parts.length];
    linkStart = -1;
  };
  const close = (tag: string) => {
    if (skipped !== '') {
      if (tag === skipped && --skippedDepth === 0) skipped = '';
      return;
    }
    if (tag === 'a') endLink();
    else if (tag === 'pre' && preDepth > 0 && --preDepth === 0) code.push(parts.slice(preStart).join(''));
    else if (tag === 'figcaption' && captionStart >= 0) {
      const image = images[figureImage];
      if (image !== undefined && image.caption === null) image.caption = since(captionStart) || null;
      captionStart = -1;
    } else if (tag === 'figure') {
      inFigure = false;
      figureImage = -1;
    }
    if (BLOCK_ELEMENTS.has(tag)) parts.push(' ');
  };
  const image = (tag: Record<string, string>) => {
    const source = imageSource(tag);
    // Lazy loaders repeat the picture in a noscript.
    if (source === null || seen.has(source) || FOREIGN_SCHEME.test(source)) return;
    if (isEmoji(source, tag)) {
      parts.push(emojiText(tag));
      return;
    }
    const { width, height } = imageSize(tag);
    if (isBeacon(source, width, height) || isIcon(width, height)) return;
    seen.add(source);
    images.push({ source, alt: toLine(tag.alt ?? '') || null, caption: null, width, height });
    if (inFigure && figureImage < 0) figureImage = images.length - 1;
  };
  const opened = (selfClosing: boolean) => {
    const tag = name;
    if (skipped !== '') {
      if (tag === skipped && !selfClosing) skippedDepth++;
      return;
    }
    if (tag === 'img') {
      if (attributes !== null) image(attributes);
      attributes = null;
      return;
    }
    if (BLOCK_ELEMENTS.has(tag)) parts.push(' ');
    if (selfClosing || VOID_ELEMENTS.has(tag)) return;
    if (TEXTLESS_ELEMENTS.has(tag) || FALLBACK_ELEMENTS.has(tag)) {
      skipped = tag;
      skippedDepth = 1;
    } else if (tag === 'a') {
      endLink();
      linkStart = parts.length;
    } else if (tag === 'pre') {
      if (preDepth++ === 0) preStart = parts.length;
    } else if (tag === 'figure') {
      inFigure = true;
      figureImage = -1;
    } else if (tag === 'figcaption') captionStart = parts.length;
  };

  const attributeValue = () => {
    const value = valueStart < 0 ? '' : html.slice(valueStart, valueEnd);
    return value.includes('&') ? decodeHTMLAttribute(value) : value;
  };
  const callbacks: TokenizerCallbacks = {
    ontext(start, end) {
      if (skipped === '') parts.push(html.slice(start, end));
    },
    onopentagname(start, end) {
      name = html.slice(start, end).toLowerCase();
      // as HTML does (13.2.6.4.7)
      if (name === 'image') name = 'img';
      attributes = name === 'img' && skipped === '' ? {} : null;
    },
    onopentagend: () => opened(false),
    onselfclosingtag: () => opened(true),
    onclosetag: (start, end) => close(html.slice(start, end).toLowerCase()),
    onattribname(start, end) {
      const isLink = name === 'a' && skipped === '' && links.length < MAX_LINKS;
      attribute = attributes === null && !isLink ? '' : html.slice(start, end).toLowerCase();
      valueStart = -1;
    },
    onattribdata(start, end) {
      if (valueStart < 0) valueStart = start;
      valueEnd = end;
    },
    onattribend() {
      if (attributes === null) {
        if (attribute === 'href' && valueStart >= 0) links.push(attributeValue());
      } else if (IMAGE_ATTRIBUTES.has(attribute)) attributes[attribute] ??= attributeValue();
    },
    // A CDATA section is a comment in HTML.
    oncdata: ignore,
    // Entities are left in the text and decoded once at the end.
    onattribentity: ignore,
    ontextentity: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onprocessinginstruction: ignore,
    onend: ignore,
  };
  const tokenizer = new MarkupTokenizer({ decodeEntities: false, recognizeSelfClosing: true }, callbacks);
  tokenizer.write(html);
  tokenizer.end();
  endLink();
  if (preDepth > 0) code.push(parts.slice(preStart).join(''));
  return {
    text: decode(parts.join('')),
    code: code.map(decode),
    images,
    links,
    lastLink: since(...lastLink)
      .slice(-MAX_LINK_CHARS)
      .replace(/[\s.…»›→]+$/, ''),
  };
}

function decode(text: string): string {
  return text.includes('&') ? decodeHTML(text) : text;
}

function ignore(): void {}
