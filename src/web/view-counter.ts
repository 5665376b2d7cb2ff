// Counts views without making anybody wait: they are noted when the page is on its way and saved in groups.

/** A view that was noted. */
export interface NotedView {
  readonly articleId: string;
  readonly visitor: string;
  readonly at: number;
}

export interface ViewCounter {
  /** Notes a view; the same one noted again is nothing new until it is saved. */
  note(view: NotedView): void;
  /** Saves what was noted; afterwards nothing is under way. */
  close(): Promise<void>;
}

/** How long a view waits for others. */
const GATHER_MS = 1000;
/** Views of one transaction: a few milliseconds. */
const MAX_GROUP = 200;
/** Views that wait; beyond them the store has been away for so long that views are the least worry. */
const MAX_WAITING = 50_000;

/** Makes a counter. A group that cannot be saved is tried again with the next one. */
export function createViewCounter(
  save: (views: readonly NotedView[]) => Promise<void>,
  onError: (error: unknown) => void,
): ViewCounter {
  const waiting = new Map<string, NotedView>();
  let timer: NodeJS.Timeout | null = null;
  let saving: Promise<void> | null = null;

  function gather(): void {
    timer ??= setTimeout(() => {
      timer = null;
      saving ??= saveAll().finally(() => {
        saving = null;
        if (waiting.size > 0) gather();
      });
    }, GATHER_MS).unref();
  }

  async function saveAll(): Promise<void> {
    while (waiting.size > 0) {
      const group = [...waiting].slice(0, MAX_GROUP);
      for (const [key] of group) waiting.delete(key);
      try {
        await save(group.map(([, view]) => view));
      } catch (error) {
        for (const [key, view] of group) waiting.set(key, view);
        onError(error);
        return;
      }
    }
  }

  return {
    note(view) {
      if (waiting.size >= MAX_WAITING) return;
      const key = `${view.articleId} ${view.visitor}`;
      if (!waiting.has(key)) waiting.set(key, view);
      gather();
    },
    async close() {
      if (timer) clearTimeout(timer);
      timer = null;
      await saving;
      await saveAll();
    },
  };
}
