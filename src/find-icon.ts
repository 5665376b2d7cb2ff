// The icon of a source: what its feed names, else what the page of its site does, else `/favicon.ico` there. Few requests, each in
// turn with all else that its host is asked for; what is found is a picture by its bytes, whatever it is called.
import { hash } from 'node:crypto';
import { iconsOfPage } from './discovery/discovery.ts';
import { FetchError, LostFeedError } from './errors.ts';
import { isAllowedPrivate } from './fetch/fetch.ts';
import { imageType } from './lib/image-type.ts';
import type { Fetched, FoundIcon, Validators, WantedIcon } from './model.ts';

export interface FindIconDeps {
  /** Throws LostFeedError. */
  ask(
    url: string,
    how: { readonly validators: Validators; readonly maxBytes: number; readonly accept: string },
  ): Promise<Fetched>;
  readonly allowPrivate: readonly string[];
  now(): number;
}

const DAY_MS = 86_400_000;
/** An icon, or that there is none, holds for so long (A153). */
const KEEP_MS = 7 * DAY_MS;
/** When a host was resting. */
const AGAIN_MS = 10 * 60_000;
const MAX_ICON_BYTES = 100 * 1024;
const MAX_PAGE_BYTES = 1024 * 1024;
const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

/** Looks for an icon. Faults of the outside world mean that there is none for a week. */
export async function findIcon(wanted: WantedIcon, deps: FindIconDeps): Promise<FoundIcon> {
  const { sourceId } = wanted;
  try {
    const found =
      (await (wanted.known?.siteUrl === wanted.siteUrl ? askAgain(wanted, deps) : null)) ?? (await look(wanted, deps));
    return { sourceId, nextAt: deps.now() + KEEP_MS, found };
  } catch (error) {
    if (!(error instanceof LostFeedError)) throw error;
    // nobody was asked
    const isResting = error instanceof FetchError && error.code === 'unavailable' && error.status === null;
    return { sourceId, nextAt: deps.now() + (isResting ? AGAIN_MS : KEEP_MS), found: null };
  }
}

type Found = NonNullable<FoundIcon['found']>;

/** The icon at its address of before, when it still is one. */
async function askAgain({ known, siteUrl }: WantedIcon, deps: FindIconDeps): Promise<Found | null> {
  if (known === null) return null;
  const { url, validators } = known;
  const fetched = await askForIcon(url, validators, deps);
  if (fetched?.kind === 'unchanged') return { url, siteUrl, validators: fetched.validators, image: null };
  return fetched === null ? null : toFound(url, siteUrl, fetched);
}

async function look({ feedImage, feedUrl, siteUrl }: WantedIcon, deps: FindIconDeps): Promise<Found | null> {
  const isPrivate = isAllowedPrivate(feedUrl, deps.allowPrivate);
  // a public feed does not lead to a host that only the operator may have asked
  const mayAsk = (url: string) => isPrivate || !isAllowedPrivate(url, deps.allowPrivate);
  const ask = async (url: string) => {
    const fetched = mayAsk(url) ? await askForIcon(url, NO_VALIDATORS, deps) : null;
    return fetched?.kind === 'document' ? toFound(url, siteUrl, fetched) : null;
  };
  const named = feedImage === null ? null : await ask(feedImage);
  if (named !== null) return named;
  const site = siteUrl ?? new URL('/', feedUrl).href;
  const [linked] = mayAsk(site) ? (await askForPage(site, deps)).filter(mayAsk) : [];
  return ask(linked ?? new URL('/favicon.ico', site).href);
}

/** Null: nothing is to be had there. */
async function askForIcon(url: string, validators: Validators, { ask }: FindIconDeps): Promise<Fetched | null> {
  return orNull(ask(url, { validators, maxBytes: MAX_ICON_BYTES, accept: 'image/*' }));
}

async function askForPage(url: string, { ask }: FindIconDeps): Promise<readonly string[]> {
  const accept = 'text/html, */*;q=0.5';
  const page = await orNull(ask(url, { validators: NO_VALIDATORS, maxBytes: MAX_PAGE_BYTES, accept }));
  return page?.kind === 'document' ? iconsOfPage(page) : [];
}

/** What a server cannot give is passed over; who asks us to stay away is not asked for something else instead. */
async function orNull(answer: Promise<Fetched>): Promise<Fetched | null> {
  try {
    return await answer;
  } catch (error) {
    const isPassedOver =
      error instanceof LostFeedError && !['rate-limited', 'unavailable', 'aborted', 'bot-wall'].includes(error.code);
    if (isPassedOver) return null;
    throw error;
  }
}

function toFound(url: string, siteUrl: string | null, fetched: Fetched): Found | null {
  if (fetched.kind !== 'document') return null;
  const { body, validators } = fetched;
  const contentType = imageType(body);
  if (contentType === null) return null;
  return { url, siteUrl, validators, image: { contentType, body, hash: hash('sha256', body, 'base64url') } };
}
