// What an `img` tag really shows: its address behind lazy-loading attributes, its size, and whether it is a picture at all
// or a beacon, a share button or an emoji. Used by the sanitizer and by the text pass of normalize.

/** Attributes of a tag by lower-case name, decoded. */
type Attributes = Readonly<Record<string, string | undefined>>;

/** Lazy loaders keep the true address in one of these and a placeholder in `src`. */
const LAZY_SOURCES = [
  'data-src',
  'data-lazy-src',
  'data-original',
  'data-orig-file',
  'data-hi-res-src',
  'data-full-url',
];
const LAZY_SOURCE_SETS = ['srcset', 'data-srcset', 'data-lazy-srcset'];
/** All attributes beside `src` that may hold the address. */
export const LAZY_ATTRIBUTES: readonly string[] = [...LAZY_SOURCES, ...LAZY_SOURCE_SETS];

/** Counters, share buttons and feed flare: never part of an article. */
const BEACON_HOSTS =
  /^(?:https?:)?\/\/(?:[^/?#]+\.)?(?:feeds\.feedburner\.com|feedsportal\.com|pixel\.wp\.com|stats\.wordpress\.com|stats\.wp\.com|feeds\.wordpress\.com|doubleclick\.net|google-analytics\.com|pixel\.quantserve\.com|scorecardresearch\.com|api\.flattr\.com|tracking\.feedpress\.(?:it|com)|pheedo\.com|feedblitz\.com|hits\.dwyl\.com|counter\.[a-z0-9-]+\.[a-z]+)(?::\d+)?\//i;
const BEACON_PATHS =
  /\/(?:~r|~ff|~4)\/|\/(?:pixel|beacon|spacer|blank|transparent|1x1|tracking-pixel)\.(?:gif|png)(?:[?#]|$)|\/count\.gif\b|\/b\.gif\?/i;
const EMOJI_HOSTS =
  /^(?:https?:)?\/\/(?:s\.w\.org\/images\/core\/emoji|[^/]*\/wp-includes\/images\/smilies|twemoji\.maxcdn\.com|github\.githubassets\.com\/images\/icons\/emoji|abs\.twimg\.com\/emoji)/i;
const EMOJI_CLASS = /(?:^|\s)(?:emoji|wp-smiley|emojione|twemoji)(?:\s|$)/i;

/** At most this wide or high is an icon, an avatar or an emoji, not a picture. */
const ICON_PX = 32;
/** The longest emoji are families and flags, of up to 14 units. */
const MAX_EMOJI_CHARS = 16;
/** At most this wide or high cannot be seen. */
const PIXEL_PX = 2;

/** The address the image is meant to be loaded from, as written; null if the tag has none. */
export function imageSource(attributes: Attributes): string | null {
  const src = attributes.src?.trim() ?? '';
  if (src !== '' && !isPlaceholder(src)) return src;
  for (const name of LAZY_SOURCES) {
    const value = attributes[name]?.trim();
    if (value && !isPlaceholder(value)) return value;
  }
  for (const name of LAZY_SOURCE_SETS) {
    const value = attributes[name];
    const best = value ? largestOfSet(value) : null;
    if (best !== null && !isPlaceholder(best)) return best;
  }
  return src === '' || /^data:/i.test(src) ? null : src;
}

function isPlaceholder(src: string): boolean {
  return (
    /^(?:data:|about:)/i.test(src) ||
    /(?:^|\/)(?:blank|placeholder|transparent|spacer|1x1|lazy[-_]?load\w*)\.(?:gif|png|svg|jpe?g)(?:[?#]|$)/i.test(src)
  );
}

/** The widest candidate of a `srcset`. Addresses may hold commas (Substack), so only one at the end of a word separates. */
function largestOfSet(srcset: string): string | null {
  let best: string | null = null;
  let bestSize = -1;
  let url: string | null = null;
  const take = (size: number) => {
    if (url !== null && size > bestSize) {
      best = url;
      bestSize = size;
    }
    url = null;
  };
  for (const word of srcset.split(/\s+/)) {
    const bare = word.endsWith(',') ? word.slice(0, -1) : word;
    const size = url === null ? null : /^(\d+(?:\.\d+)?)[wxh]$/.exec(bare);
    if (size === null) {
      take(1);
      if (bare !== '') url = bare;
      if (bare !== word) take(1);
    } else take(Number(size[1]));
  }
  take(1);
  return best;
}

/** A width or height in pixels; null when absent or not a plain number. */
function imagePixels(value: string | undefined): number | null {
  const match = value === undefined ? null : /^\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$/i.exec(value);
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** A picture's size from `width` and `height`, or from an inline style. */
export function imageSize(attributes: Attributes): { readonly width: number | null; readonly height: number | null } {
  const style = attributes.style?.slice(0, 2000) ?? '';
  const styled = (name: string) => new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*(\\d{1,5})px`, 'i').exec(style)?.[1];
  return {
    width: imagePixels(attributes.width) ?? imagePixels(style === '' ? undefined : styled('width')),
    height: imagePixels(attributes.height) ?? imagePixels(style === '' ? undefined : styled('height')),
  };
}

/** A counter or a share button: it must not be loaded, counted or shown. */
export function isBeacon(source: string, width: number | null, height: number | null): boolean {
  if ((width !== null && width <= PIXEL_PX) || (height !== null && height <= PIXEL_PX)) return true;
  return BEACON_HOSTS.test(source) || BEACON_PATHS.test(source);
}

/** A picture that stands for a character; its `alt` says which. */
export function isEmoji(source: string, attributes: Attributes): boolean {
  return EMOJI_CLASS.test(attributes.class ?? '') || EMOJI_HOSTS.test(source);
}

/** The character an emoji image stands for, or a name such as `:wink:`; empty where its `alt` is none or a sentence. */
export function emojiText(attributes: Attributes): string {
  const alt = attributes.alt?.trim() ?? '';
  return alt.length <= MAX_EMOJI_CHARS ? alt : '';
}

/** Too small to be a picture of the article. */
export function isIcon(width: number | null, height: number | null): boolean {
  return (width !== null && width <= ICON_PX) || (height !== null && height <= ICON_PX);
}
