// What readers are told about what they just did: in the answer to a script, and on the page.

/** What came of an act; the status of the answer, and the words. */
const MESSAGES = {
  said: [201, 'Thank you. Your comment is below.'],
  waits: [202, 'Thank you. Your comment appears once it has been looked at.'],
  chosen: [200, 'Thank you.'],
  'taken-back': [200, 'Taken back.'],
  empty: [422, 'Please write something first.'],
  long: [422, 'That is too long: a comment has room for 2000 characters.'],
  'name-long': [422, 'That name is too long: it has room for 80 characters.'],
  'name-taken': [422, 'That name belongs to somebody here. Please choose another one.'],
  'unknown-kind': [422, 'There is no such reaction.'],
  stale: [403, 'This page was open for long. Please send it once more.'],
  foreign: [403, 'This can only be sent from the page of the article.'],
  closed: [403, 'This article takes no more comments and reactions.'],
  busy: [429, 'That was a lot at once. Please try again in a while.'],
} as const;

export type ActCode = keyof typeof MESSAGES;

/** HTTP status of the answer to a script; pages that are shown again have it too. */
export function statusOf(code: ActCode): number {
  return MESSAGES[code][0];
}

export function messageOf(code: ActCode): string {
  return MESSAGES[code][1];
}

/** Whether that was done. */
export function isDone(code: ActCode): boolean {
  return statusOf(code) < 300;
}

/** What `?done=` of a page may say; anything else is nobody's. */
export function toDoneCode(value: unknown): ActCode | null {
  return typeof value === 'string' && Object.hasOwn(MESSAGES, value) && isDone(value as ActCode)
    ? (value as ActCode)
    : null;
}
