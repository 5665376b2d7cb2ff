// What may stay in an article: the allow-list of elements and attributes, and what happens to links, images and players.
// Everything not named here goes; what it held stays unless html-elements.ts says that it goes too.
import { toAddress, toLinkTarget } from './address.ts';
import { cleanCharacters } from './clean-text.ts';
import { emojiText, imageSize, imageSource, isBeacon, isEmoji } from './image-tag.ts';

export const ALLOWED_ELEMENTS = (
  'a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup data dd del ' +
  'details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li mark ol p pre q ' +
  'rb rp rt rtc ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th thead time tr ' +
  'tt u ul var video wbr'
).split(' ');

/** No class, id, name or style: they would meet those of the page (X11 to X13). */
export const ALLOWED_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  '*': ['title', 'lang', 'dir'],
  a: ['href', 'hreflang', 'type', 'rel'],
  audio: ['src', 'controls', 'preload'],
  blockquote: ['cite'],
  col: ['span'],
  colgroup: ['span'],
  data: ['value'],
  del: ['cite', 'datetime'],
  details: ['open'],
  img: ['src', 'alt', 'width', 'height', 'loading', 'referrerpolicy'],
  ins: ['cite', 'datetime'],
  li: ['value'],
  ol: ['start', 'reversed', 'type'],
  q: ['cite'],
  source: ['src', 'type'],
  td: ['colspan', 'rowspan', 'headers', 'align'],
  th: ['colspan', 'rowspan', 'headers', 'scope', 'align'],
  time: ['datetime'],
  video: ['src', 'poster', 'width', 'height', 'controls', 'preload'],
};

type Attributes = Record<string, string>;
/** What becomes of a tag; `text` is put into it. */
interface Rewritten {
  tagName: string;
  attribs: Attributes;
  text?: string;
}
type Rewrite = (tagName: string, attribs: Attributes) => Rewritten;

/**
 * An image or source that shows nothing is left bare and removed from the result by `withoutBareMedia`: sanitize-html closes
 * a later element with the wrong name when a tag is renamed to one that is not allowed.
 */
const bare = (tagName: string): Rewritten => ({ tagName, attribs: {} });
const BARE_MEDIA = /<(?:img|source) \/>/g;

/** The sanitizer's output without the media that rules here have given up. */
export function withoutBareMedia(html: string): string {
  return html.replace(BARE_MEDIA, '');
}

/** Lazy loaders repeat each picture in a `noscript`, which we always read: `isRepetition` tells those that were shown. */
interface ImageMemory {
  isRepetition(src: string): boolean;
}

/** Rules by element for a body whose relative addresses resolve against `base`. */
export function makeRewrites(base: string | null, images: ImageMemory): Readonly<Record<string, Rewrite>> {
  const resolved = (attribs: Attributes, name: string, to: typeof toAddress = toAddress): Attributes => {
    const { [name]: raw, ...rest } = attribs;
    const address = raw === undefined ? null : to(raw, base);
    // Keeps its place among the attributes, so that cleaning the result once more changes nothing.
    return address === null ? rest : { ...attribs, [name]: address };
  };
  const cited: Rewrite = (tagName, attribs) => ({ tagName, attribs: resolved(attribs, 'cite') });
  const player: Rewrite = (tagName, { controls: _, preload: __, ...attribs }) => ({
    tagName,
    attribs: { ...resolved(resolved(attribs, 'src'), 'poster'), controls: '', preload: 'none' },
  });
  return {
    // An attribute that only held characters which are taken out must not stay behind empty.
    '*': (tagName, attribs) => ({ tagName, attribs: withCleanValues(attribs) }),
    a: (tagName, { rel: _, ...attribs }) => {
      const link = resolved(attribs, 'href', toLinkTarget);
      return {
        tagName,
        attribs: link.href === undefined ? link : { ...link, rel: 'noopener noreferrer nofollow ugc' },
      };
    },
    audio: player,
    blockquote: cited,
    del: cited,
    img: (tagName, attribs) => rewriteImage(tagName, attribs, base, images),
    ins: cited,
    q: cited,
    source: (tagName, attribs) => {
      const source = resolved(attribs, 'src');
      return source.src === undefined ? bare(tagName) : { tagName, attribs: source };
    },
    video: player,
  };
}

function withCleanValues(attribs: Attributes): Attributes {
  for (const [name, value] of Object.entries(attribs)) {
    const cleaned = cleanCharacters(value);
    if (cleaned !== value) attribs[name] = cleaned;
  }
  return attribs;
}

function rewriteImage(tagName: string, attribs: Attributes, base: string | null, images: ImageMemory): Rewritten {
  const source = imageSource(attribs);
  if (source === null) return bare(tagName);
  if (isEmoji(source, attribs)) {
    const text = emojiText(attribs);
    return text === '' ? bare(tagName) : { tagName: 'span', attribs: {}, text };
  }
  const { width, height } = imageSize(attribs);
  const src = toAddress(source, base);
  if (src === null || isBeacon(src, width, height) || images.isRepetition(src)) return bare(tagName);
  const { loading: _, referrerpolicy: __, ...rest } = attribs;
  // An image that nobody described is read out by its file name; one with an empty `alt` is passed over.
  const alt = rest.alt ?? '';
  return { tagName, attribs: { ...rest, src, alt, loading: 'lazy', referrerpolicy: 'no-referrer' } };
}
