// Work that is done for many at the price of one, such as a transaction: what comes within a moment is done together.

/** Items of one group. */
const MAX_GROUP = 32;
/** How long the first item of a group waits for others. */
const GATHER_MS = 60;

/**
 * A function that has `work` done for its items, in their order, in groups. Where a group fails as a whole, each of its items is
 * tried by itself, so that only those fail that are at fault.
 */
export function createGroups<T>(work: (items: readonly T[]) => Promise<void>): (item: T) => Promise<void> {
  const waiting: Member<T>[] = [];
  let timer: NodeJS.Timeout | null = null;
  let isBusy = false;

  function gather(): void {
    if (isBusy) return;
    if (waiting.length >= MAX_GROUP) void workOff();
    else timer ??= setTimeout(() => void workOff(), GATHER_MS);
  }

  async function workOff(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    isBusy = true;
    await doTogether(waiting.splice(0, MAX_GROUP));
    isBusy = false;
    if (waiting.length > 0) gather();
  }

  async function doTogether(group: readonly Member<T>[]): Promise<void> {
    try {
      await work(group.map(({ item }) => item));
      for (const { done } of group) done();
    } catch (error) {
      if (group.length === 1) group[0]?.failed(error);
      else for (const member of group) await doTogether([member]);
    }
  }

  return (item) =>
    new Promise((done, failed) => {
      waiting.push({ item, done, failed });
      gather();
    });
}

interface Member<T> {
  readonly item: T;
  done(): void;
  failed(error: unknown): void;
}
