// Writes the articles of the world: takes a story, some paragraphs and an end from the pool of a source and puts them
// together, the same way every time for the same seed, source and serial number.

import { AUDIO_BYTES } from './audio.ts';
import type { Item, Place } from './item.ts';
import { escapeXml, toInlineHtml } from './markup.ts';
import { makeRandom, type Random } from './random.ts';
import { makeRustBody, RUST_STANDFIRST, RUST_TAGS, RUST_TITLE } from './rust-article.ts';
import type { Quirk, SourceSpec } from './spec.ts';
import { PROJECTS } from './texts.ts';
import { GENERIC_TITLES, HOSTILE_AUTHOR, HOSTILE_TITLES, makeHostileHtml } from './texts-odd.ts';

const PICTURE = { width: 640, height: 360 };
/** At about 230 bytes each, 60 items of them make 2 MB. */
const HUGE_PARAGRAPHS = 165;

/** An article that is corrected for ever says so for the last few times only. */
const KEPT_EDITS = 3;

/** What one item is about, apart from where and when. */
interface Words {
  readonly title: string;
  readonly lead: string;
  readonly paragraphs: readonly string[];
  readonly ends: readonly string[];
}

/** The item with this serial number; `edits` counts how often it was changed since. */
export function makeItem(
  spec: SourceSpec,
  place: Place,
  at: { serial: number; publishedAt: number; edits?: number; updatedAt?: number },
): Item {
  const { serial, publishedAt, edits = 0, updatedAt = publishedAt } = at;
  const random = makeRandom(place.seed, spec.id, serial);
  const words =
    spec.quirks.includes('rust') && serial === spec.items ? null : pickWords(spec, place.seed, serial, random);
  const title = words === null ? RUST_TITLE : words.title;
  const path = `${spec.id}/${serial}${toSlug(title)}/`;
  const name = `${spec.id}-${serial}`;
  const picture = spec.picture || words === null ? { url: `${place.origin}/img/${name}.png`, ...PICTURE } : null;
  const audio = { url: `${place.origin}/audio/${name}.wav`, bytes: AUDIO_BYTES, seconds: 1500 + random.int(1800) };
  const item: Item = {
    serial,
    guid: `tag:${spec.id}.example,2026:${serial}`,
    link: `${place.origin}/${path}`,
    external: null,
    title: edits > 0 ? `${title} (${spec.pool.update})` : title,
    summary: words === null ? RUST_STANDFIRST : words.lead.replaceAll('`', ''),
    html: words === null ? makeRustBody(picture?.url ?? '') : writeBody(spec, words, picture, edits),
    author: spec.author,
    tags: words === null ? RUST_TAGS : random.some(spec.pool.tags, 2),
    picture,
    audio: spec.format === 'podcast' ? audio : null,
    publishedAt,
    updatedAt,
  };
  return spec.quirks.reduce((made, quirk) => QUIRKS[quirk]?.(made, spec, place) ?? made, item);
}

function pickWords(spec: SourceSpec, seed: number, serial: number, random: Random): Words {
  const { stories, middles, ends } = spec.pool;
  // Every story once, then all of them again in another order.
  const turn = spec.firstStory + serial - 1;
  const round = Math.floor(turn / stories.length);
  const order = makeRandom(seed, 'round', round).some(stories, stories.length);
  const story = order[turn % stories.length];
  const project = random.pick(PROJECTS, 'Larkspur');
  const slots: Readonly<Record<string, string>> = {
    project,
    n: String(12 + random.int(84)),
    version: `${1 + random.int(6)}.${random.int(20)}`,
  };
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (slot, name: string) => slots[name] ?? slot);
  const paragraphs = spec.quirks.includes('huge')
    ? Array.from({ length: HUGE_PARAGRAPHS }, () => random.pick(middles, ''))
    : random.some(middles, spec.paragraphs);
  return {
    title: fill(story?.title ?? ''),
    lead: fill(story?.lead ?? ''),
    paragraphs: paragraphs.map(fill),
    ends: random.some(ends, 1).map(fill),
  };
}

function writeBody(spec: SourceSpec, words: Words, picture: Item['picture'], edits: number): string {
  const { pool } = spec;
  const html = [paragraph(words.lead)];
  if (picture !== null) {
    const { url, width, height } = picture;
    html.push(
      `<figure><img src="${url}" alt="${escapeXml(words.title)}" width="${width}" height="${height}" /></figure>`,
    );
  }
  words.paragraphs.forEach((text, at) => {
    const heading = pool.headings[at >> 1];
    if (at % 2 === 1 && heading !== undefined) html.push(`<h2>${escapeXml(heading)}</h2>`);
    html.push(paragraph(text));
    if (at === 1 && pool.code !== null) html.push(`<pre><code>${escapeXml(pool.code)}</code></pre>`);
  });
  html.push(...words.ends.map(paragraph));
  if (spec.signoff !== null) html.push(`<p><em>${escapeXml(spec.signoff)}</em></p>`);
  for (let edit = Math.max(1, edits - KEPT_EDITS + 1); edit <= edits; edit++) {
    const text = pool.middles[edit % pool.middles.length] ?? words.lead;
    html.push(`<p><strong>${escapeXml(pool.update)} ${edit}:</strong> ${toInlineHtml(text)}</p>`);
  }
  return html.join('\n');
}

function paragraph(text: string): string {
  return `<p>${toInlineHtml(text)}</p>`;
}

/** The words of a Latin title for an address, with a hyphen before; nothing for other scripts. */
function toSlug(title: string): string {
  const words = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words === null ? '' : `-${words.slice(0, 8).join('-')}`;
}

/** What the quirks that change an item make of it; the others are the business of the writers. */
const QUIRKS: Partial<Record<Quirk, (item: Item, spec: SourceSpec, place: Place) => Item>> = {
  untitled: (item) => ({ ...item, title: '' }),
  excerpt: (item, spec) => ({
    ...item,
    html: `<p>${escapeXml(item.summary)} <a href="${escapeXml(item.link)}">${escapeXml(spec.pool.more)}</a></p>`,
  }),
  generics: (item, spec) => ({
    ...item,
    title: GENERIC_TITLES[(spec.firstStory + item.serial) % GENERIC_TITLES.length] ?? item.title,
  }),
  'double-escaped': (item) => ({ ...item, title: escapeXml(`${item.title} & "${item.tags[0]}"`) }),
  xss: (item) => ({
    ...item,
    title: HOSTILE_TITLES[item.serial % HOSTILE_TITLES.length] ?? item.title,
    author: HOSTILE_AUTHOR,
    html: `${item.html}\n${makeHostileHtml(item.serial)}`,
  }),
  relative: (item, _spec, place) => ({
    ...item,
    html: `${item.html.replaceAll(`src="${place.origin}/`, 'src="../')}\n<p><a href="./">All articles</a></p>`,
  }),
  tracking: (item) => ({
    ...item,
    link: `${item.link}?utm_source=rss&utm_medium=feed&utm_campaign=autumn-${item.serial}&fbclid=IwAR0${item.serial}`,
  }),
  'query-links': (item, spec, place) => ({
    ...item,
    link: `${place.origin}/${spec.id}/?p=${item.serial}&view=full`,
  }),
  future: (item) => (item.serial % 2 === 0 ? { ...item, publishedAt: item.publishedAt + 400 * 86_400_000 } : item),
  'duplicate-guids': (item, spec) => ({ ...item, guid: `tag:${spec.id}.example,2026:post` }),
  'no-guids': (item) => ({ ...item, guid: null }),
};
