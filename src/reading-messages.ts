// What the main thread and the one that reads documents say to each other: plain data, for it is copied on the way.
import type { Config, SourceConfig, SourceState } from './model.ts';
import type { DocumentReading, GivenDocument, ReadingOptions, ReadingStore } from './read-document.ts';

/** What reading depends on beside the source. */
export type ReadingConfig = Pick<Config, 'channel' | 'rules'>;

/** `id` is that of a read throughout. */
export type ToThread =
  | { readonly kind: 'configure'; readonly config: ReadingConfig }
  | { readonly kind: 'source'; readonly source: SourceConfig }
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly sourceId: string;
      readonly given: GivenDocument;
      readonly before: SourceState;
      readonly options: ReadingOptions;
      readonly now: number;
    }
  /** To an `ask`; what could not be answered ends the read. */
  | { readonly kind: 'answer'; readonly ask: number; readonly value: unknown }
  | { readonly kind: 'no answer'; readonly ask: number };

export type FromThread =
  /** A call of the store that the read waits for. */
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly ask: number;
      readonly method: keyof ReadingStore;
      readonly args: readonly unknown[];
    }
  | { readonly kind: 'done'; readonly id: number; readonly reading: DocumentReading }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ThreadError };

/** An error as data: copied as it is, it would lose its class and its code. */
export interface ThreadError {
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  readonly stack: string | null;
}
