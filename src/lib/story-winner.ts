// Which article of a story is the one that lists have.

/** What of an article decides. */
export interface StoryMember {
  readonly id: string;
  /** Of its source. */
  readonly priority: number;
  /** Of the page that it is, or is about. */
  readonly url: string | null;
  /** Addresses or hosts of its source's site and feed. */
  readonly sites: readonly string[];
  readonly firstSeenAt: number;
}

/**
 * Orders articles of a story, the one to be listed first: by the priority of the source, then those at their own source's site,
 * then by when they were first seen.
 */
export function compareMembers(a: StoryMember, b: StoryMember): number {
  return (
    b.priority - a.priority ||
    Number(isAtHome(b)) - Number(isAtHome(a)) ||
    a.firstSeenAt - b.firstSeenAt ||
    (a.id < b.id ? -1 : 1)
  );
}

/** What decided that one goes before another. */
export type StoryReason = 'priority' | 'site' | 'first';

/** Why `winner` goes before `other`. */
export function whyBefore(winner: StoryMember, other: StoryMember): StoryReason {
  if (winner.priority !== other.priority) return 'priority';
  return isAtHome(winner) === isAtHome(other) ? 'first' : 'site';
}

/** Whether its link is at the site of its source, or one of the two hosts is a part of the other. */
function isAtHome({ url, sites }: StoryMember): boolean {
  const host = hostOf(url ?? '');
  return host !== '' && sites.some((site) => isWithin(host, hostOf(site)) || isWithin(hostOf(site), host));
}

function isWithin(host: string, whole: string): boolean {
  return whole !== '' && (host === whole || host.endsWith(`.${whole}`));
}

function hostOf(address: string): string {
  return (URL.parse(address)?.hostname ?? '').replace(/^www\./, '');
}
