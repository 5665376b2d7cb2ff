// A new version of a stored article: whether its wording is another, and from when it counts as updated.
import { hash } from 'node:crypto';
import type { ArticleDraft, KnownEntry } from '../model.ts';

const WORDING_CHARS = 12;

/** The version of an article: a hash of its wording, by which `reviseDraft` knows an edit, then one of all that it shows. */
export function makeVersion(wording: string, shownHash: string): string {
  // counts of comments and of points change at every visit
  return hash('sha256', wording.replace(/\d+/g, '')).slice(0, WORDING_CHARS) + shownHash;
}

/**
 * The draft as the next version of the article that is stored. Updated it was when its entry says so; or now, where the entry
 * gives no new date for new wording (RFC 4287 section 4.2.15: a significant change); else when it was before: other markup
 * makes no update. What is read by other rules than before (not `isReadAlike`) may differ by our doing.
 */
export function reviseDraft(
  draft: ArticleDraft,
  stored: Pick<KnownEntry, 'articleId' | 'version' | 'updatedAt'>,
  { isReadAlike, now }: { readonly isReadAlike: boolean; readonly now: number },
): ArticleDraft {
  const { articleId: id, updatedAt: before } = stored;
  const isRedated = draft.updatedAt !== null && (before === null || draft.updatedAt > before);
  if (isRedated) return { ...draft, id };
  if (isReadAlike && wordingOf(draft) !== wordingOf(stored)) return { ...draft, id, updatedAt: now };
  // a date that lay ahead was a slip of the feed, and may be put right
  return { ...draft, id, updatedAt: before !== null && before <= now ? before : draft.updatedAt };
}

function wordingOf({ version }: { readonly version: string }): string {
  return version.slice(0, WORDING_CHARS);
}
