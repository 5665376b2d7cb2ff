// The bounded pool of visits: claims what is due, as much as there is room for, and refills itself as visits end.
import type { ClaimedSource } from '../model.ts';

export interface ClaimRequest {
  readonly now: number;
  readonly limit: number;
  readonly leaseMs: number;
  readonly slots: Readonly<Record<string, number>>;
  /** Sources due by then are claimed; a pass keeps to its start, so that it ends although sources fall due again. */
  readonly dueBy: number;
  /** A forced pass: due times do not count for sources not visited since then; Retry-After, gaps and 410 do. */
  readonly forceSince: number | null;
}

/** The part of the store that hands out visits. */
export interface Claims {
  claimDue(request: ClaimRequest): Promise<readonly ClaimedSource[]>;
  nextClaimAt(request: Pick<ClaimRequest, 'now' | 'dueBy' | 'forceSince'>): Promise<number | null>;
}

export interface PoolOptions {
  readonly claims: Claims;
  /** Makes one visit; must not throw. */
  visit(claimed: ClaimedSource, signal: AbortSignal): Promise<void>;
  /** Read at every claim, so that an edited configuration counts at once. */
  limits(): {
    readonly concurrency: number;
    readonly leaseMs: number;
    readonly slots: Readonly<Record<string, number>>;
  };
  /** Which sources count as due at a moment. */
  due(now: number): Pick<ClaimRequest, 'dueBy' | 'forceSince'>;
  now(): number;
}

export interface VisitPool {
  /** Claims and starts visits until the pool is full or nothing is due; joins a fill already under way. */
  fill(): Promise<void>;
  /** Resolves when no visit is under way and none is being claimed. */
  idle(): Promise<void>;
  readonly running: number;
  /** No further claims; what runs may end. */
  close(): void;
  /** Cuts running visits short: each is void. */
  abort(): void;
}

/** A pool whose size is `limits().concurrency`. Errors of claiming are thrown by `fill`. */
export function createVisitPool(options: PoolOptions): VisitPool {
  const abort = new AbortController();
  const waiting: (() => void)[] = [];
  let running = 0;
  let closed = false;
  let filling: Promise<void> | null = null;
  let again = false;

  async function claimAndStart(): Promise<void> {
    do {
      again = false;
      const { concurrency, leaseMs, slots } = options.limits();
      const limit = concurrency - running;
      if (closed || limit <= 0) return;
      const now = options.now();
      const claimed = await options.claims.claimDue({ now, limit, leaseMs, slots, ...options.due(now) });
      for (const source of claimed) start(source);
      // a full batch means that more may be due
      if (claimed.length === limit) again = true;
    } while (again);
  }

  function start(source: ClaimedSource): void {
    running++;
    void options.visit(source, abort.signal).finally(() => {
      running--;
      refill();
      tellIdle();
    });
  }

  function tellIdle(): void {
    if (running === 0 && !filling) for (const resolve of waiting.splice(0)) resolve();
  }

  /**
   * Claims cost a transaction: they are made for a quarter of the pool at once, not for each visit that ends. A failure here is
   * not lost: the next tick's fill meets it again and throws it.
   */
  function refill(): void {
    const { concurrency } = options.limits();
    if (!closed && concurrency - running >= Math.max(1, concurrency >> 2)) fill().catch(() => {});
  }

  function fill(): Promise<void> {
    if (filling) {
      again = true;
      return filling;
    }
    filling = claimAndStart().finally(() => {
      filling = null;
      tellIdle();
    });
    return filling;
  }

  return {
    fill,
    idle: () => (running === 0 && !filling ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    get running() {
      return running;
    },
    close() {
      closed = true;
    },
    abort() {
      closed = true;
      abort.abort();
    },
  };
}
