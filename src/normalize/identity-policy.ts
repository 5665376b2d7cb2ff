// Whether a source's ids tell its entries apart, and by what its entries are known when they do not.
import type { IdentityPolicy, Lookalike, ParsedEntry, Problem } from '../model.ts';
import { identify, linkOf, plainKeys } from './identity.ts';

/** From what feeds promise to be unique to what they cannot get wrong; a source only ever moves down. */
const POLICIES: readonly IdentityPolicy[] = ['guid', 'link', 'content'];
/** FreshRSS forgives as much (Feed.php, unicity criteria); in a short feed, one slip is no habit. */
const FORGIVEN_SHARE = 0.05;
const FORGIVEN_ENTRIES = 1;
/** Keys under which an article is known by when its feed has changed its id twice: the third time is a habit. */
const RESTLESS_KEYS = 3;
const RESTLESS_SHARE = 0.5;

/**
 * The policy for a document: `learnt` from an earlier one, else `configured`, else, where too many of its entries have no id
 * under it or share one, the next that is sound. The caller remembers it: a policy that came and went with the document
 * would make every article new each time. `problems` says so when it changes.
 */
export function chooseIdentity(
  entries: readonly ParsedEntry[],
  { configured, learnt }: { readonly configured: IdentityPolicy; readonly learnt: IdentityPolicy | null },
): { readonly policy: IdentityPolicy; readonly problems: readonly Problem[] } {
  const start = learnt !== null && POLICIES.indexOf(learnt) > POLICIES.indexOf(configured) ? learnt : configured;
  // printed twice in every respect: no policy would tell these apart, so they say nothing about ids
  const distinct = [...new Map(entries.map((entry) => [entry.rawHash, entry])).values()];
  const policy = POLICIES.slice(POLICIES.indexOf(start)).find((one) => isSound(distinct, one)) ?? 'content';
  if (policy === start) return { policy, problems: [] };
  const count = `${countFaulty(distinct, start)} of ${entries.length} entries`;
  const message = `${count} have no ${start} of their own; the source is known by ${policy} from now on`;
  return { policy, problems: [{ code: 'identity-degraded', message }] };
}

/**
 * The policy after a visit that knew articles again under new keys: where guids keep changing for half of a document's
 * `entries`, its links are what stays. Without this, every visit would add a key to every article.
 */
export function settleIdentity(
  policy: IdentityPolicy,
  recognised: Iterable<Lookalike>,
  entries: number,
): { readonly policy: IdentityPolicy; readonly problems: readonly Problem[] } {
  const restless = [...recognised].filter(({ keys }) => keys.length >= RESTLESS_KEYS).length;
  if (policy !== 'guid' || restless <= FORGIVEN_ENTRIES || restless < entries * RESTLESS_SHARE) {
    return { policy, problems: [] };
  }
  const message = `the guids of ${restless} of ${entries} entries keep changing; the source is known by link from now on`;
  return { policy: 'link', problems: [{ code: 'identity-degraded', message }] };
}

/**
 * For each entry, by its position, the keys under which it may be stored from before its source came to `policy`: as part of
 * this document, or of one in which no other entry had its id.
 */
export function formerKeys(
  entries: readonly ParsedEntry[],
  policy: IdentityPolicy,
): (position: number) => readonly string[] {
  const former = POLICIES.slice(0, POLICIES.indexOf(policy));
  const keys = former.flatMap((one) => [identify(entries, one).keys, plainKeys(entries, one)]);
  return (position) => [...new Set(keys.flatMap((ofPolicy) => ofPolicy[position] ?? []))];
}

function isSound(entries: readonly ParsedEntry[], policy: IdentityPolicy): boolean {
  if (policy === 'content') return true;
  const faulty = countFaulty(entries, policy);
  return faulty <= FORGIVEN_ENTRIES || faulty <= entries.length * FORGIVEN_SHARE;
}

/** Entries without an id, and those with one that an entry before them has. */
function countFaulty(entries: readonly ParsedEntry[], policy: IdentityPolicy): number {
  const ids = entries.map((entry) => (policy === 'guid' ? entry.guid?.trim() : linkOf(entry)));
  return entries.length - new Set(ids.filter((id) => id)).size;
}
