// Where documents are read: here as long as they come one by one; by a thread of its own when many come at once, as in a first
// pass, so that fetching and saving go on meanwhile. What comes of it is the same.
import module from 'node:module';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, LostFeedError, ParseError } from './errors.ts';
import { giveHeapRoom } from './heap-room.ts';
import type { SourceConfig, SourceState } from './model.ts';
import type { DocumentReading, GivenDocument, ReadingOptions, ReadingStore } from './read-document.ts';
import type { FromThread, ReadingConfig, ThreadError, ToThread } from './reading-messages.ts';

export interface Reader {
  /** As readDocument. */
  read(
    given: GivenDocument,
    source: SourceConfig,
    before: SourceState,
    options: ReadingOptions,
  ): Promise<DocumentReading>;
  close(): Promise<void>;
}

export interface ReaderOptions {
  readonly store: ReadingStore;
  config(): ReadingConfig;
  now(): number;
  /** So many documents under way at once are a crowd, which gets a thread; null: none ever does. */
  readonly crowd: number | null;
}

/** Fewer are read before a thread has started. */
export const CROWD = availableParallelism() > 1 ? 8 : null;
/** A thread that has nothing to do for so long gives its memory back. */
const IDLE_MS = 5_000;
/** What the thread makes is soon sent off: a larger nursery would only be memory. */
const YOUNG_MIB = 32;
const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './reading-thread.ts' : './reading-thread.js',
  import.meta.url,
);

/** Makes a reader. */
export function createReader({ store, config, now, crowd }: ReaderOptions): Reader {
  let underWay = 0;
  let thread: ReadingThread | null = null;
  let idle: NodeJS.Timeout | null = null;

  const readHere: Reader['read'] = async (given, source, before, options) => {
    // loaded when there is something to read: most passes find nothing new
    const { readDocument } = await import('./read-document.ts');
    return readDocument(given, source, before, { store, config: config(), now }, options);
  };

  function stopThread(): Promise<unknown> {
    const stopped = thread?.stop();
    thread = null;
    return stopped ?? Promise.resolve();
  }

  return {
    async read(...read) {
      if (crowd !== null && underWay >= crowd) thread ??= startThread(store, () => (thread = null));
      if (idle) clearTimeout(idle);
      underWay++;
      try {
        return await (thread ? thread.read(config(), now(), ...read) : readHere(...read));
      } finally {
        underWay--;
        if (thread && underWay === 0) idle = setTimeout(stopThread, IDLE_MS).unref();
      }
    },
    async close() {
      if (idle) clearTimeout(idle);
      await stopThread();
    },
  };
}

interface ReadingThread {
  read(config: ReadingConfig, now: number, ...read: Parameters<Reader['read']>): Promise<DocumentReading>;
  stop(): Promise<unknown>;
}

interface PendingRead {
  done(reading: DocumentReading): void;
  failed(error: unknown): void;
}

/** `onEnd`: it ended, of its own accord or not; what it was reading has failed. */
function startThread(store: ReadingStore, onEnd: () => void): ReadingThread {
  // else both threads would collect thousands of times
  giveHeapRoom();
  const cache = module.getCompileCacheDir();
  const worker = new Worker(THREAD, {
    // the cache of compiled modules, where the launcher has turned it on
    env: cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
  });
  const pending = new Map<number, PendingRead>();
  const sent = new WeakSet<SourceConfig>();
  let sentConfig: ReadingConfig | null = null;
  let reads = 0;
  const say = (message: ToThread) => worker.postMessage(message);
  /** Takes a read off the list; only what is being read keeps the process. */
  const take = (id: number): PendingRead | undefined => {
    const read = pending.get(id);
    pending.delete(id);
    if (pending.size === 0) worker.unref();
    return read;
  };

  worker.on('message', (message: FromThread) => {
    if (message.kind === 'ask') {
      answer(store, message).then(
        (value) => say({ kind: 'answer', ask: message.ask, value }),
        (error: unknown) => {
          // a fault of the store is one of this thread
          take(message.id)?.failed(error);
          say({ kind: 'no answer', ask: message.ask });
        },
      );
      return;
    }
    const read = take(message.id);
    if (message.kind === 'done') read?.done(message.reading);
    else read?.failed(toError(message.error));
  });
  const end = (error: unknown) => {
    onEnd();
    for (const { failed } of pending.values()) failed(error);
    pending.clear();
  };
  worker.on('error', end);
  worker.on('exit', () => end(new LostFeedError('internal', 'the thread that reads documents has ended')));
  worker.unref();

  return {
    read({ channel, rules }, now, given, source, before, options) {
      if (sentConfig?.channel !== channel || sentConfig.rules !== rules) {
        sentConfig = { channel, rules };
        say({ kind: 'configure', config: sentConfig });
      }
      if (!sent.has(source)) say({ kind: 'source', source });
      sent.add(source);
      const id = reads++;
      const { body, contentType, url, linkHeaders } = given;
      return new Promise((done, failed) => {
        pending.set(id, { done, failed });
        worker.ref();
        const document = { body, contentType, url, linkHeaders };
        say({ kind: 'read', id, sourceId: source.id, given: document, before, options, now });
      });
    },
    stop: () => worker.terminate(),
  };
}

function answer(store: ReadingStore, { method, args }: Extract<FromThread, { kind: 'ask' }>): Promise<unknown> {
  const call: (...given: readonly never[]) => Promise<unknown> = store[method];
  return call(...(args as readonly never[]));
}

function toError({ name, code, message, stack }: ThreadError): Error {
  if (name === 'ParseError') return new ParseError(code as ConstructorParameters<typeof ParseError>[0], message);
  if (code !== null) return new LostFeedError(code as ErrorCode, message);
  const error = new Error(message);
  if (stack !== null) error.stack = stack;
  return error;
}
