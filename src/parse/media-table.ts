// Media RSS (rssboard.org/media-rss): pictures are candidates for the lead image, other media are enclosures, texts fill
// what the feed's own elements leave empty, and keywords are tags.
import { type Draft, fill, isWanted, type MediaDraft } from './draft.ts';
import { addTag, addTags, toMediaType } from './element-values.ts';
import { resolveHref } from './href.ts';
import { asKind, type Element, group, leaf, type Rule, rich, table } from './rule.ts';

/** Rank of a text about one medium: the entry's last resort, see feed-result.ts. */
export const OF_MEDIUM = 9;

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

/** Text about one medium: first of all it is the medium's. */
function mediaText(field: 'title' | 'caption', fact: 'title' | 'abstract'): Rule {
  return leaf((draft, element) => {
    const value = element.text();
    if (value === '') return;
    if (draft.media !== null) draft.media[field] ??= value;
    if (!isWanted(draft, fact, OF_MEDIUM)) return;
    fill(draft, fact, OF_MEDIUM, { kind: 'loose', value, base: element.base(), language: element.language() });
  });
}

/** Rows that mean the same wherever they stand. */
const ANYWHERE: Readonly<Record<string, Rule>> = {
  'media:thumbnail': THUMBNAIL,
  'media:credit': CREDIT,
  'media:category': leaf((draft, element) => addTag(draft, element.text())),
  'media:keywords': leaf((draft, element) => addTags(draft, element.text())),
};

const CONTENT = group(
  table(ANYWHERE, {
    'media:title': mediaText('title', 'title'),
    'media:description': mediaText('caption', 'abstract'),
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

const OF_GROUP: Readonly<Record<string, Rule>> = {
  ...ANYWHERE,
  'media:title': rich('title', 4, asKind('loose')),
  'media:description': rich('abstract', 3, asKind('loose')),
  'media:content': CONTENT,
};

/** Rows for items and entries. */
export const MEDIA: Readonly<Record<string, Rule>> = { ...OF_GROUP, 'media:group': group(table(OF_GROUP)) };

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
