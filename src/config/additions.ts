// What is added to a configuration: sources as somebody names them, and the categories that they need.

/** A source that is to be added. */
export interface NewSource {
  /** Null: made from the address. */
  readonly id: string | null;
  readonly url: string;
  /** Null: what the feed calls itself. */
  readonly title: string | null;
  /** Null: `general`. */
  readonly category: string | null;
}

/** A category that is to be added. */
export interface NewCategory {
  readonly id: string;
  readonly label: string;
}

/** What is added in one go. */
export interface Additions {
  readonly categories: readonly NewCategory[];
  readonly sources: readonly NewSource[];
}
