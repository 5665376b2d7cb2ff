// What of an entry tells that an article of another source is about the same: see lib/same-story.ts.
import { toAddress } from '../lib/address.ts';
import { linkKey } from '../lib/link-key.ts';
import { wordRuns } from '../lib/story-clues.ts';
import type { EntryFacts, SourceConfig, StoryClues } from '../model.ts';
import { bodyFacts, EMPTY_BODY } from './body.ts';
import { bareHost, stripTrackers } from './trackers.ts';

/** Runs of words of a text that may be there for its link's sake; a longer one stands for itself. */
const MAX_MENTION_RUNS = 60;

/** The clues of an entry: cheap, for every new one has them made. */
export function makeClues(facts: EntryFacts, source: SourceConfig): StoryClues {
  const body = facts.content === null ? EMPTY_BODY : bodyFacts(facts.content);
  const runs = wordRuns(body.text || (facts.summary ?? ''));
  if (body.links.length === 0 || runs.length > MAX_MENTION_RUNS) return { mentions: null, runs };
  const own = [facts.url, facts.commentsUrl, source.url].flatMap((url) => (url === null ? [] : [bareHost(url)]));
  const elsewhere = new Set<string>();
  for (const href of body.links) {
    const address = toAddress(href, facts.content?.base ?? null);
    if (address === null || own.includes(bareHost(address))) continue;
    const key = linkKey(stripTrackers(address, own));
    if (key !== null) elsewhere.add(key);
  }
  const [only = null] = elsewhere;
  return { mentions: elsewhere.size === 1 ? only : null, runs };
}
