// Media RSS (rssboard.org/media-rss): pictures are candidates for the lead image, other media are enclosures, texts fill
// what the feed's own elements leave empty.
import type { Draft, MediaDraft } from './draft.ts';
import { toMediaType } from './element-values.ts';
import { resolveHref } from './href.ts';
import { asKind, type Element, group, leaf, type Rule, rich, table } from './rule.ts';

const PICTURE_FILE = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:$|[?#])/i;

const THUMBNAIL = leaf((draft, element) => {
  const url = element.attribute('url') || element.text();
  if (url === '') return;
  draft.images.push({
    url: resolveHref(url, element.base()),
    from: 'media:thumbnail',
    alt: null,
    caption: null,
    width: toPixels(element.attribute('width')),
    height: toPixels(element.attribute('height')),
  });
});

/** media:credit has roles; only authors are authors. */
const CREDIT = leaf((draft, element) => {
  const role = element.attribute('role')?.toLowerCase() ?? 'author';
  const name = element.text();
  if (name !== '' && role === 'author') draft.lesserAuthors.push({ name, email: null, url: null });
});

/** Text about one medium belongs to it, not to the entry. */
function mediaText(field: 'title' | 'caption'): Rule {
  return leaf((draft, element) => {
    const { media } = draft;
    if (media !== null) media[field] ??= element.text() || null;
  });
}

const CONTENT = group(
  table({
    'media:title': mediaText('title'),
    'media:description': mediaText('caption'),
    'media:thumbnail': THUMBNAIL,
    'media:credit': CREDIT,
  }),
  {
    open(draft, element) {
      draft.media = readMedia(element);
    },
    close(draft) {
      if (draft.media !== null) keepMedia(draft, draft.media);
      draft.media = null;
    },
  },
);

const TEXTS: Readonly<Record<string, Rule>> = {
  'media:title': rich('title', 4, asKind('loose')),
  'media:description': rich('abstract', 3, asKind('loose')),
  'media:thumbnail': THUMBNAIL,
  'media:credit': CREDIT,
  'media:content': CONTENT,
};

/** Rows for items and entries. */
export const MEDIA: Readonly<Record<string, Rule>> = { ...TEXTS, 'media:group': group(table(TEXTS)) };

function readMedia(element: Element): MediaDraft {
  return {
    url: resolveHref(element.attribute('url') ?? '', element.base()),
    type: toMediaType(element.attribute('type')),
    medium: element.attribute('medium')?.toLowerCase() ?? null,
    length: element.attribute('filesize'),
    width: toPixels(element.attribute('width')),
    height: toPixels(element.attribute('height')),
    title: null,
    caption: null,
  };
}

function keepMedia(draft: Draft, media: MediaDraft): void {
  const { url, type, length, width, height, title, caption } = media;
  if (url === '') return;
  if (isPicture(media)) draft.images.push({ url, from: 'media:content', alt: title, caption, width, height });
  else draft.enclosures.push({ url, type, length });
}

function isPicture({ url, type, medium }: MediaDraft): boolean {
  if (medium !== null) return medium === 'image';
  return type === null ? PICTURE_FILE.test(url) : type.startsWith('image/');
}

function toPixels(value: string | null): number | null {
  const pixels = Number.parseInt(value ?? '', 10);
  return pixels > 0 && pixels < 100_000 ? pixels : null;
}
