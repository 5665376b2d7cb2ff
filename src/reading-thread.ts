// The thread that reads documents for reader.ts: the same reading as there, with the store a message away.
import { parentPort } from 'node:worker_threads';
import { LostFeedError } from './errors.ts';
import type { SourceConfig } from './model.ts';
import { type ReadingStore, readDocument } from './read-document.ts';
import type { FromThread, ReadingConfig, ThreadError, ToThread } from './reading-messages.ts';

const sources = new Map<string, SourceConfig>();
const asked = new Map<number, { answer(value: unknown): void; fail(error: Error): void }>();
let config: ReadingConfig | null = null;
let asks = 0;

const say = (message: FromThread) => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'configure') ({ config } = message);
  else if (message.kind === 'source') sources.set(message.source.id, message.source);
  else if (message.kind === 'read') void read(message);
  else {
    const waiting = asked.get(message.ask);
    asked.delete(message.ask);
    if (message.kind === 'answer') waiting?.answer(message.value);
    else waiting?.fail(new Error('the store did not answer'));
  }
});

async function read({ id, sourceId, given, before, options, now }: Extract<ToThread, { kind: 'read' }>): Promise<void> {
  try {
    const source = sources.get(sourceId);
    if (!source || !config) throw new LostFeedError('internal', `reading ${sourceId} before it is known`);
    const deps = { store: storeOf(id), config, now: () => now };
    const { parsed, ...reading } = await readDocument(given, source, before, deps, options);
    const { complete, ttlMinutes, skipHours, skipDays, deniedBy } = parsed;
    // not its entries: copying what nobody reads any more would cost more than reading it did
    say({ kind: 'done', id, reading: { ...reading, parsed: { complete, ttlMinutes, skipHours, skipDays, deniedBy } } });
  } catch (error) {
    say({ kind: 'failed', id, error: toData(error) });
  }
}

function storeOf(id: number): ReadingStore {
  const call =
    <M extends keyof ReadingStore>(method: M) =>
    (...args: Parameters<ReadingStore[M]>) =>
      new Promise((answer, fail) => {
        const ask = asks++;
        asked.set(ask, { answer, fail });
        say({ kind: 'ask', id, ask, method, args });
      }) as ReturnType<ReadingStore[M]>;
  return {
    storedHashes: call('storedHashes'),
    knownEntries: call('knownEntries'),
    lookalikes: call('lookalikes'),
    sourcePast: call('sourcePast'),
  };
}

function toData(error: unknown): ThreadError {
  if (!(error instanceof Error)) return { name: 'Error', code: null, message: String(error), stack: null };
  const code = error instanceof LostFeedError ? error.code : null;
  return { name: error.name, code, message: error.message, stack: error.stack ?? null };
}
