// The one picture that stands for an article: what the feed names, in falling order of trust, else the first of the body.
import { isRelative, toAddress } from '../lib/address.ts';
import { isBeacon, isIcon } from '../lib/image-tag.ts';
import type { Enclosure, Image, ParsedEntry, ParsedImage, RawContent } from '../model.ts';
import type { BodyFacts } from './body.ts';
import { looseLine } from './plain-text.ts';

const BEFORE_ENCLOSURES: readonly ParsedImage['from'][] = ['media:content', 'media:thumbnail'];
const AFTER_ENCLOSURES: readonly ParsedImage['from'][] = ['itunes:image', 'json:image', 'json:banner', 'element'];

/** Feeds of WordPress.com name the author's face before the pictures of the article. */
const AVATAR = /^https?:\/\/(?:[\w-]+\.)?gravatar\.com\/avatar\//i;

/** Null when no picture larger than an icon can be had over http or https. */
export function leadImage(
  entry: ParsedEntry,
  enclosures: readonly Enclosure[],
  content: RawContent | null,
  body: BodyFacts,
): Image | null {
  return (
    firstOf(entry, BEFORE_ENCLOSURES) ??
    fromEnclosure(enclosures) ??
    firstOf(entry, AFTER_ENCLOSURES) ??
    fromBody(content, body)
  );
}

function firstOf(entry: ParsedEntry, sources: readonly ParsedImage['from'][]): Image | null {
  for (const from of sources) {
    for (const { url: raw, alt, caption, width, height } of entry.images.filter((image) => image.from === from)) {
      const url = toAddress(raw, entry.base);
      if (url === null || isBeacon(url, width, height) || isIcon(width, height) || AVATAR.test(url)) continue;
      return { url, alt: looseLine(alt ?? ''), caption: looseLine(caption ?? ''), width, height };
    }
  }
  return null;
}

function fromEnclosure(enclosures: readonly Enclosure[]): Image | null {
  const image = enclosures.find(
    ({ url, type }) =>
      (type === null ? /\.(?:jpe?g|png|gif|webp|avif)(?:\?|$)/i.test(url) : type.startsWith('image/')) &&
      !isRelative(url),
  );
  return image === undefined ? null : { url: image.url, alt: null, caption: null, width: null, height: null };
}

function fromBody(content: RawContent | null, body: BodyFacts): Image | null {
  if (content === null || body.firstImage === null) return null;
  const { source, ...image } = body.firstImage;
  const url = toAddress(source, content.base);
  return url === null ? null : { url, ...image };
}
