// What the operator is told of articles that no document of the channel can have.
import { toAddress } from '../lib/address.ts';
import { uuidFromName } from '../lib/uuid.ts';
import type { Article, SourceEvent } from '../model.ts';

/** Ours, made once for the ids of these events (RFC 9562 section 5.5). */
const NAMESPACE = '0b6d1a52-7f0e-4c55-8a39-52c8a5d6e914';

/** One event each, the same for good as long as the same is wrong with it; `pageUrl` is where we show it. */
export function leftOutEvents(
  articles: readonly (Pick<Article, 'id' | 'sourceId' | 'url'> & {
    readonly pageUrl: string;
    readonly message: string;
  })[],
  at: number,
): readonly SourceEvent[] {
  return articles.map(({ id, sourceId, url, pageUrl, message }) => ({
    id: `urn:uuid:${uuidFromName(NAMESPACE, `${id}\n${message}`)}`,
    sourceId,
    kind: 'left-out',
    at,
    url: toAddress(url ?? pageUrl, null) ?? pageUrl,
    code: null,
    status: null,
    since: null,
    other: id,
  }));
}
