// How much of one article is kept and published.

/** A body with more UTF-16 units than this is cut; the longest articles of real feeds have a quarter of it. */
export const MAX_CONTENT_CHARS = 2 * 1024 * 1024;
