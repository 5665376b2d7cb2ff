// Deliveries between our answer and what we make of them: in the order of their coming, one at a time, and not too many.
import type { Delivery } from './delivery.ts';

const MAX_WAITING = 200;
const MAX_BYTES = 64 * 1024 * 1024;

export interface DeliveryQueue {
  /** Takes a delivery over; false: there is no room. */
  add(token: string, delivery: Delivery): boolean;
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>;
}

/** `work` must not throw. */
export function createDeliveryQueue(work: (token: string, delivery: Delivery) => Promise<void>): DeliveryQueue {
  const waiting: (readonly [token: string, delivery: Delivery])[] = [];
  let bytes = 0;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    // the answer that promised all this goes out first
    await new Promise(setImmediate);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await work(...next);
      bytes -= next[1].body.length;
    }
    running = null;
  }

  return {
    add(token, delivery) {
      const size = delivery.body.length;
      if (waiting.length >= MAX_WAITING || bytes + size > MAX_BYTES) return false;
      bytes += size;
      waiting.push([token, delivery]);
      running ??= run();
      return true;
    },
    idle: () => running ?? Promise.resolve(),
  };
}
