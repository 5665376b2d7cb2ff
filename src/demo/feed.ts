// What a writer gets: a source with its items and addresses at one moment.

import type { Item } from './item.ts';
import type { SourceSpec } from './spec.ts';

export interface DemoFeed {
  readonly spec: SourceSpec;
  /** The address of the site, ending in a slash, and of the document itself. */
  readonly home: string;
  readonly self: string;
  readonly logo: string;
  /** Newest first. */
  readonly items: readonly Item[];
  readonly updatedAt: number;
}
