import { describe, expect, it } from 'vitest';
import type { ClaimedSource, SourceState } from '../../src/model.ts';
import { type ClaimRequest, runPass } from '../../src/schedule/schedule.ts';
import { createVisitPool } from '../../src/schedule/visit-pool.ts';

function claimed(sourceId: string): ClaimedSource {
  return { state: { sourceId } as SourceState, leaseUntil: 0 };
}

/** A queue of due sources; remembers what was asked of it. */
function queueOf(ids: readonly string[]) {
  const due = [...ids];
  const asked: ClaimRequest[] = [];
  return {
    due,
    asked,
    claimDue: async (request: ClaimRequest) => {
      asked.push(request);
      return due.splice(0, request.limit).map(claimed);
    },
    nextClaimAt: async () => (due.length > 0 ? 0 : null),
  };
}

const limits = () => ({ concurrency: 3, leaseMs: 1000, slots: {} });
const names = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`);

describe('visit pool', () => {
  it('visits everything that is due, never more at once than its size', async () => {
    const visited: string[] = [];
    let running = 0;
    let most = 0;
    const pool = createVisitPool({
      claims: queueOf(names(20)),
      async visit({ state }) {
        most = Math.max(most, ++running);
        await Promise.resolve();
        visited.push(state.sourceId);
        running--;
      },
      limits,
      due: (now) => ({ dueBy: now, forceSince: null }),
      now: () => 7,
    });
    await pool.fill();
    while (pool.running > 0) await pool.idle();
    expect(visited.sort()).toEqual(names(20).sort());
    expect(most).toBe(3);
  });

  it('A048: joins a claim that is under way instead of claiming twice', async () => {
    const claims = queueOf(names(2));
    const pool = createVisitPool({
      claims,
      visit: async () => {},
      limits,
      due: (now) => ({ dueBy: now, forceSince: null }),
      now: () => 7,
    });
    await Promise.all([pool.fill(), pool.fill(), pool.fill()]);
    expect(claims.asked.every((request) => request.limit <= 3)).toBe(true);
    expect(claims.due).toEqual([]);
  });

  it('starts nothing more once closed', async () => {
    const claims = queueOf(names(9));
    const pool = createVisitPool({
      claims,
      visit: async () => pool.close(),
      limits,
      due: (now) => ({ dueBy: now, forceSince: null }),
      now: () => 7,
    });
    await pool.fill();
    await pool.idle();
    expect(claims.due).toHaveLength(6);
  });
});

describe('a pass', () => {
  const signal = new AbortController().signal;

  it('ends whole when nothing is due any more, and keeps to what was due at its start', async () => {
    const claims = queueOf(names(7));
    const visited: string[] = [];
    const end = await runPass({
      claims,
      visit: async ({ state }) => void visited.push(state.sourceId),
      limits,
      startedAt: 5,
      force: true,
      now: () => 9,
      deadlineAt: null,
      hostGapMs: 0,
      signal,
    });
    expect(end).toBe('whole');
    expect(visited).toHaveLength(7);
    expect(claims.asked.every((request) => request.dueBy === 5 && request.forceSince === 5 && request.now === 9)).toBe(
      true,
    );
  });

  it('ends by budget: what runs is cut short, what is left stays due', async () => {
    const claims = queueOf(names(9));
    let cut = 0;
    const end = await runPass({
      claims,
      visit: (_, visitSignal) =>
        new Promise((resolve) =>
          visitSignal.addEventListener('abort', () => {
            cut++;
            resolve();
          }),
        ),
      limits,
      startedAt: 0,
      force: false,
      now: () => 0,
      deadlineAt: 20,
      hostGapMs: 0,
      signal,
    });
    expect(end).toBe('budget');
    expect(cut).toBe(3);
    expect(claims.due).toHaveLength(6);
  });

  it('is aborted by its signal', async () => {
    const abort = new AbortController();
    const end = await runPass({
      claims: queueOf(names(9)),
      visit: async () => abort.abort(),
      limits,
      startedAt: 0,
      force: false,
      now: () => 0,
      deadlineAt: null,
      hostGapMs: 0,
      signal: abort.signal,
    });
    expect(end).toBe('aborted');
  });
});
