// What becomes of a source as the world moves on: items appear, one is changed, the server's conduct turns. Pure: a life
// and a step in, the next life and what happened out.

import { makeItem } from './compose.ts';
import type { Item, Place } from './item.ts';
import { makeRandom } from './random.ts';
import { type Conduct, conductAt, type SourceSpec } from './spec.ts';

const MINUTE_MS = 60_000;
/** Nothing happened in the last minutes before the start. */
const QUIET_MINUTES = 15;
/** A document keeps what it began with, and this many at least. */
const MIN_WINDOW = 12;

/** A source at one moment. */
export interface Life {
  readonly spec: SourceSpec;
  /** Newest first. */
  readonly items: readonly Item[];
  /** When the document last changed; whole seconds, never twice the same. */
  readonly changedAt: number;
}

/** The world as its sources see it. */
export interface Setting extends Place {
  readonly specs: readonly SourceSpec[];
}

/** A source with its first items, dated back from `now`. */
export function startLife(spec: SourceSpec, setting: Setting, now: number): Life {
  const random = makeRandom(setting.seed, spec.id, 'dates');
  const spacingMinutes = spec.spacingHours * 60;
  const items: Item[] = [];
  let minutesAgo = spec.newestMinutesAgo ?? QUIET_MINUTES + random.int(spacingMinutes);
  for (let serial = spec.items; serial >= 1; serial--) {
    items.push(compose(spec, setting, { serial, publishedAt: toSecond(now - minutesAgo * MINUTE_MS) }));
    minutesAgo += spacingMinutes / 2 + random.int(spacingMinutes);
  }
  return { spec, items, changedAt: toSecond(now - QUIET_MINUTES * MINUTE_MS) };
}

/** The source after this step (counted from 1), and a line for each thing that happened. */
export function stepLife(
  life: Life,
  step: number,
  setting: Setting,
  now: number,
): { life: Life; happenings: readonly string[] } {
  const { spec } = life;
  const happenings: string[] = [];
  // Never the same second twice: Last-Modified has no finer grain.
  const changedAt = Math.max(toSecond(now), life.changedAt + 1000);
  let items = life.items;
  const newest = items[0];

  if (spec.phases.some((phase) => phase.from === step)) happenings.push(describeConduct(conductAt(spec, step)));
  if (isTurn(spec.editEvery, step) && newest !== undefined) {
    const edits = step / (spec.editEvery ?? 1);
    const edited = compose(spec, setting, { ...newest, edits, updatedAt: changedAt });
    items = [edited, ...items.slice(1)];
    happenings.push(`changed in place: “${edited.title}”`);
  }
  if (isTurn(spec.newEvery, step)) {
    const item = compose(spec, setting, { serial: (newest?.serial ?? 0) + 1, publishedAt: toSecond(now) });
    items = [item, ...items].slice(0, Math.max(spec.items, MIN_WINDOW));
    happenings.push(item.title === '' ? `new: ${item.summary}` : `new: “${item.title}”`);
  }
  return { life: items === life.items ? life : { spec, items, changedAt }, happenings };
}

/** What a server does, for whoever watches. */
function describeConduct(conduct: Conduct): string {
  switch (conduct.kind) {
    case 'feed':
      return 'answers well from now on';
    case 'status':
      return `answers ${conduct.status} from now on`;
    default:
      return `answers differently from now on: ${conduct.kind}`;
  }
}

function isTurn(every: number | null, step: number): boolean {
  return every !== null && step % every === 0;
}

function compose(spec: SourceSpec, setting: Setting, at: Parameters<typeof makeItem>[2]): Item {
  const item = makeItem(spec, setting, at);
  return spec.quirks.includes('links') ? pointElsewhere(item, spec, setting) : item;
}

/** A remark on somebody else’s article, under its title. The newest at the start is about the one written out in full. */
function pointElsewhere(item: Item, spec: SourceSpec, setting: Setting): Item {
  const others = setting.specs.filter(isWorthALink);
  const other = others[(item.serial + others.length - spec.items) % others.length];
  if (other === undefined) return item;
  const target = makeItem(other, setting, { serial: other.items, publishedAt: item.publishedAt });
  return {
    ...item,
    title: target.title,
    external: target.link,
    html: `${item.html}\n<p><a href="${target.link}">${other.title}</a></p>`,
  };
}

/** English and whole; the first such source has the article that is written out in full. */
function isWorthALink({ pool, paragraphs, quirks, damage }: SourceSpec): boolean {
  const isOdd = quirks.some((quirk) => quirk !== 'rust') || damage.length > 0;
  return pool.language === 'en' && paragraphs > 2 && !isOdd;
}

function toSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}
