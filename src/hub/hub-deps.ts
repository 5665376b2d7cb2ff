// What our hub needs of the rest of the program.
import type { ChannelDocument, HubSubscriber } from '../model.ts';

/** An answer below HTTP's faults: whatever the status. */
export interface Sent {
  readonly status: number;
  readonly body: Uint8Array;
  readonly retryAfterMs: number | null;
}

interface Claim {
  readonly now: number;
  readonly claimedUntil: number;
  readonly limit: number;
}

/** The part of the store that the hub remembers by; see Store. */
export interface HubStore {
  hasHubSubscriber(path: string, callback: string): Promise<boolean>;
  saveHubSubscriber(
    subscriber: HubSubscriber,
    host: string,
    bounds: { readonly all: number; readonly perHost: number },
  ): Promise<boolean>;
  removeHubSubscriber(path: string, callback: string): Promise<void>;
  announceToSubscribers(paths: readonly string[], now: number): Promise<void>;
  claimHubDeliveries(claim: Claim): Promise<readonly (HubSubscriber & { attempts: number; givenUp: number })[]>;
  finishHubDelivery(
    path: string,
    callback: string,
    outcome: { claimedUntil: number; dueAt: number | null; attempts: number; givenUp: number },
  ): Promise<void>;
  announceToHub(paths: readonly string[], now: number): Promise<void>;
  claimHubPings(claim: Claim): Promise<readonly { readonly path: string; readonly attempts: number }[]>;
  finishHubPing(path: string, outcome: { claimedUntil: number; dueAt: number | null; attempts: number }): Promise<void>;
  documents(): Promise<readonly ChannelDocument[]>;
}

export interface HubDeps {
  readonly store: HubStore;
  /** `publish.hub`: builtin, the address of another hub, or null. */
  hub(): string | null;
  /** Ends in a slash. */
  siteUrl(): string;
  /** Paths of the documents that can be subscribed to. */
  readonly paths: readonly string[];
  /** Asks a guarded address; a body makes it a POST. Throws FetchError below HTTP. */
  send(
    request: { url: string; headers: Readonly<Record<string, string>>; body: Uint8Array | null },
    signal: AbortSignal,
  ): Promise<Sent>;
  /** Throws FetchError when the answer is not a 2xx. */
  postForm(url: string, form: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  now(): number;
  readonly log: {
    info(facts: object, message: string): void;
    warn(facts: object, message: string): void;
  };
}
