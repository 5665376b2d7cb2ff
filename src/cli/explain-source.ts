// What `lostfeed explain` says of a source, in sentences.
import type { SourceHealth } from '../health/health.ts';
import { toLine } from '../lib/clean-text.ts';
import { describeEvent, toMinute } from '../lib/source-event-text.ts';
import type { FetchConfig, SourceEvent, SourceState, Subscription } from '../model.ts';
import { describeNextVisit } from './next-visit.ts';
import { fromNow, toSpan } from './spans.ts';
import type { StoredSource } from './stored-sources.ts';

export interface ExplainedSource extends StoredSource {
  /** As readers see it; null: nobody has told it yet. */
  readonly title: string | null;
  readonly subscription: Subscription | null;
  /** Newest first. */
  readonly events: readonly SourceEvent[];
  readonly fetch: FetchConfig;
  readonly now: number;
}

const NAMES = { guid: 'ids', link: 'links', content: 'content' } as const;
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Several lines, each a sentence or two, ending in a line end. */
export function describeSource(explained: ExplainedSource): string {
  const { source, state, health, title, events } = explained;
  const lines = [
    `${source.id}: ${health.health}`,
    ...(title === null || title === state?.host ? [] : [`  ${toLine(title)}`]),
    `  ${source.url}`,
    '',
    ...describeVisits(explained),
    describeNextVisit(explained),
    ...(state === null || state.lastSuccessAt === null ? [] : describeHints(state)),
    ...describeQuarantine(health),
    ...describeDenial(health),
    ...describeAddress(explained),
    describeIdentity(explained),
    ...describeHub(explained),
    ...(events.length === 0 ? [] : ['', 'What happened, newest first:', ...events.map(describeHappening)]),
  ];
  return `${lines.join('\n')}\n`;
}

function describeVisits({ health, state, now }: ExplainedSource): readonly string[] {
  const { lastVisitAt, lastSuccessAt, lastArticleAt, failures, failingSince, error, articlesPerWeek } = health;
  if (lastVisitAt === null || state === null) return ['It was not visited yet.'];
  const when = (at: number) => `${toMinute(at)} (${fromNow(at, now)})`;
  const streak =
    failures > 1 && failingSince !== null
      ? ` It has failed ${failures} times in a row since ${when(failingSince)}.`
      : '';
  return [
    failures === 0
      ? `Last visit: ${when(lastVisitAt)}; ${state.quietVisits === 0 ? 'it brought something new' : 'nothing new'}.`
      : `Last visit: ${when(lastVisitAt)}; it failed.${streak}`,
    ...(error === null ? [] : [`  ${toLine(error.message)} (${error.code})`]),
    ...(error?.snippet ? [`  The answer says: "${toLine(error.snippet)}"`] : []),
    ...(error?.remedy ? [`  What to do: ${error.remedy}`] : []),
    ...(lastSuccessAt === null ? ['It was never read.'] : failures > 0 ? [`Last read: ${when(lastSuccessAt)}.`] : []),
    ...(lastArticleAt === null
      ? ['It has brought no article yet.']
      : [`Newest article: ${when(lastArticleAt)}; ${articlesPerWeek} a week of late.`]),
    ...(health.health === 'quiet' ? ['That is a much longer silence than is usual for it.'] : []),
  ];
}

/** What the last document and answer said about when to come back, whether it decided that or not. */
function describeHints({ ttlMinutes, skipHours, skipDays, validators }: SourceState): readonly string[] {
  const hints = [
    ...(ttlMinutes === null ? [] : [`no more than every ${toSpan(ttlMinutes * 60_000)} (ttl or sy:updatePeriod)`]),
    ...(skipHours.length === 0 ? [] : [`not in the hours ${skipHours.join(', ')} UTC (skipHours)`]),
    ...(skipDays.length === 0 ? [] : [`not on ${skipDays.map((day) => DAYS[day] ?? day).join(', ')} (skipDays)`]),
  ];
  const { etag, lastModified } = validators;
  const names = [...(etag === null ? [] : ['ETag']), ...(lastModified === null ? [] : ['Last-Modified'])];
  return [
    ...(hints.length === 0 ? [] : [`The feed asks to be visited ${hints.join(' and ')}.`]),
    names.length === 0
      ? 'Its answers carry no ETag and no Last-Modified: each visit costs a whole document.'
      : `Visits ask only for what changed (${names.join(', ')}).`,
  ];
}

function describeQuarantine({ id, suspectSince }: SourceHealth): readonly string[] {
  if (suspectSince === null) return [];
  return [
    `Since ${toMinute(suspectSince)} it reads like another feed: its new articles are held until \`lostfeed release ${id}\`.`,
  ];
}

function describeDenial({ deniedBy }: SourceHealth): readonly string[] {
  if (deniedBy === null) return [];
  return [
    `Its feed asks not to be republished (${deniedBy}): its articles are stored, and no list and no page has them.`,
  ];
}

function describeAddress({ health: { learntUrl, namedFeedUrl }, state }: ExplainedSource): readonly string[] {
  const move = state?.move ?? null;
  return [
    ...(learntUrl === null
      ? []
      : [`It is asked at ${learntUrl}, where it has moved for good; \`lostfeed check --fix\` writes that.`]),
    ...(namedFeedUrl === null
      ? []
      : [`There is a web page at its address, which names the feed ${namedFeedUrl}; it is not followed by itself.`]),
    ...(move === null || state?.errorCode === 'merged'
      ? []
      : [`Since ${toMinute(move.since)} it redirects for good to ${move.to}, which is believed after a day.`]),
  ];
}

function describeIdentity({ source, state }: ExplainedSource): string {
  const learnt = state?.identity ?? null;
  return learnt === null || learnt === source.identity
    ? `Its entries are known by their ${NAMES[source.identity]}.`
    : `Its ids proved unsound: its entries are known by their ${NAMES[learnt]} now, though "identity" is ${source.identity}.`;
}

function describeHub({ subscription }: ExplainedSource): readonly string[] {
  if (subscription === null) return [];
  const { advertised, held } = subscription;
  if (held?.leaseUntil == null) {
    const hubs = advertised.hubs.join(', ');
    return hubs === '' ? [] : [`It names a hub, ${hubs}, at which we are not subscribed.`];
  }
  const told = held.toldAt === null ? 'it has told nothing yet' : `it last told something ${toMinute(held.toldAt)}`;
  return [`The hub ${held.hub} is to tell of its news until ${toMinute(held.leaseUntil)}; ${told}.`];
}

function describeHappening(event: SourceEvent): string {
  const { title, happened } = describeEvent(event);
  return `  ${toMinute(event.at)}  ${title}. ${happened}`;
}
