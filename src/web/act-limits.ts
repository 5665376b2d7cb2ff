// How often readers may do something. Each list goes from narrow to wide, so that one who does too much does not use up what
// is there for all.
import type { TallyLimit } from '../model.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** For a comment: an address, everybody at one article, everybody. */
export function commentLimits(addressKey: string, articleId: string): readonly TallyLimit[] {
  return [
    { key: `comment ${addressKey} minute`, windowMs: MINUTE_MS, limit: 5 },
    { key: `comment ${addressKey} day`, windowMs: DAY_MS, limit: 30 },
    { key: `comment article ${articleId}`, windowMs: 10 * MINUTE_MS, limit: 60 },
    { key: 'comment all', windowMs: MINUTE_MS, limit: 120 },
  ];
}

/** For a reaction, chosen or taken back: an address, an address at one article, everybody. */
export function reactionLimits(addressKey: string, articleId: string): readonly TallyLimit[] {
  return [
    { key: `reaction ${addressKey} minute`, windowMs: MINUTE_MS, limit: 120 },
    { key: `reaction ${addressKey} ${articleId}`, windowMs: DAY_MS, limit: 120 },
    { key: 'reaction all', windowMs: MINUTE_MS, limit: 3000 },
  ];
}

/** For wrong tokens of the operator from an address. Not from everybody: that would let anybody lock the operator out. */
export function loginLimits(addressKey: string): readonly TallyLimit[] {
  return [{ key: `login ${addressKey}`, windowMs: 10 * MINUTE_MS, limit: 5 }];
}
