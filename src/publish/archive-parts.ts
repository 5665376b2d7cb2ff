// How the archive of the channel is cut (RFC 5005 section 4): by the month in which articles were first seen, in UTC, and a month
// into parts of at most 500. A part is closed once nothing can come into it any more; there are no others.

/** What is needed of the store to see which parts there are. */
export interface ArrivalCounts {
  /** How many articles were first seen from `from` on and before `to`, listed or not. */
  arrivals(from: number, to: number): Promise<number>;
  /** When the last of all articles before a moment was first seen; null: there is none. */
  arrivalBefore(at: number): Promise<number | null>;
  /** When the first of them at a moment or after it was; null: there is none. */
  arrivalFrom(at: number): Promise<number | null>;
}

/** One closed part. */
export interface ArchivePart {
  /** The first moments of its month and of the next one. */
  readonly from: number;
  readonly to: number;
  /** From 1 on, the oldest first. */
  readonly number: number;
  /** The last one of a month that is over. */
  readonly isLast: boolean;
}

/** More would make documents too large for readers, fewer would make too many. */
export const PART_ARTICLES = 500;

/** A visit may save an article so long after the moment at which it counts as seen. */
const SETTLING_MS = 3_600_000;

/** Path of a part's document; the last one of a month has the month's own address. */
export function partPath({ from, number, isLast }: ArchivePart): string {
  const month = new Date(from).toISOString().slice(0, 7);
  return isLast ? `archive/${month}/atom.xml` : `archive/${month}/${number}/atom.xml`;
}

/** The part at a path; `moved`: it turned out to be the last one of its month. Null: there is none. */
export async function partAt(path: string, store: ArrivalCounts, now: number): Promise<ArchivePart | 'moved' | null> {
  const [, year, month, number] = /^archive\/(\d{4})-(0[1-9]|1[0-2])(?:\/([1-9]\d{0,5}))?\/atom\.xml$/.exec(path) ?? [];
  if (year === undefined || month === undefined) return null;
  const parts = await partsOf(Date.UTC(Number(year), Number(month) - 1), store, now);
  if (number === undefined) return parts.find(({ isLast }) => isLast) ?? null;
  const part = parts[Number(number) - 1];
  return part?.isLast ? 'moved' : (part ?? null);
}

/** The newest part, or null: nothing is closed yet. */
export function newestPart(store: ArrivalCounts, now: number): Promise<ArchivePart | null> {
  return lastPartBefore(Number.MAX_SAFE_INTEGER, store, now);
}

/** The part before one. */
export async function partBefore(part: ArchivePart, store: ArrivalCounts, now: number): Promise<ArchivePart | null> {
  if (part.number > 1) return { ...part, number: part.number - 1, isLast: false };
  return lastPartBefore(part.from, store, now);
}

/** The part after one. */
export async function partAfter(part: ArchivePart, store: ArrivalCounts, now: number): Promise<ArchivePart | null> {
  const next = (await partsOf(part.from, store, now))[part.number];
  if (next) return next;
  const at = await store.arrivalFrom(part.to);
  return at === null ? null : ((await partsOf(at, store, now))[0] ?? null);
}

async function lastPartBefore(moment: number, store: ArrivalCounts, now: number): Promise<ArchivePart | null> {
  // nothing may be closed in the month that goes on, and in the one that is just over
  for (let before = moment; ; ) {
    const at = await store.arrivalBefore(before);
    if (at === null) return null;
    const last = (await partsOf(at, store, now)).at(-1);
    if (last) return last;
    before = monthOf(at).from;
  }
}

/** The closed parts of the month that a moment is in. */
async function partsOf(at: number, store: ArrivalCounts, now: number): Promise<readonly ArchivePart[]> {
  const { from, to } = monthOf(at);
  const settled = now - SETTLING_MS;
  const isOver = to <= settled;
  const parts = (await store.arrivals(from, Math.min(to, settled))) / PART_ARTICLES;
  return Array.from({ length: isOver ? Math.ceil(parts) : Math.max(0, Math.floor(parts)) }, (_, index) => ({
    from,
    to,
    number: index + 1,
    isLast: isOver && index + 1 >= parts,
  }));
}

function monthOf(at: number): Pick<ArchivePart, 'from' | 'to'> {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { from: Date.UTC(year, month), to: Date.UTC(year, month + 1) };
}
