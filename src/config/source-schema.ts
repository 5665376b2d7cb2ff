// The shape of one entry of `sources`: its keys, their bounds, defaults and the words an editor shows for them.
import * as z from 'zod';
import { feedUrlFault, toFeedUrl } from './address.ts';
import { condition } from './condition.ts';
import { cronFault } from './cron.ts';
import { DAY_MS, SECOND_MS } from './duration.ts';
import { checkedText, duration, languageTag, line, oneOf, section, slug, whole } from './fields.ts';
import { headerNameFault, headerValueFault } from './headers.ts';

/** An upstream article carries its own tags too; 20 are published at most. */
const MAX_TAGS = 20;

/** Fields that the checks across keys read one by one, whatever is wrong with the rest of the source. */
export const sourceId = slug();
export const feedUrl = checkedText(feedUrlFault).transform(toFeedUrl);
export const every = duration(SECOND_MS, 30 * DAY_MS);
export const cron = checkedText(cronFault).transform((expression) => expression.trim().replace(/\s+/g, ' '));

export const contentPolicy = oneOf('full', 'excerpt', 'link');

const auth = section({
  username: line(0, 200)
    .refine((name) => !name.includes(':'), { error: 'expected no colon (RFC 7617)' })
    .describe('User name.'),
  password: line(0, 200).describe('Password.'),
});

const headers = z
  .record(checkedText(headerNameFault), checkedText(headerValueFault))
  .refine((all) => Object.keys(all).length <= 20, { error: 'expected at most 20 headers' });

export const source = section({
  id: sourceId
    .nullable()
    .prefault(null)
    .describe('Names the source for good: same id, same source, whatever its url. Absent: made from the url.'),
  url: feedUrl.describe(
    'Address of the RSS, Atom or JSON feed; published as the source of its entries. `feed:` links are taken too.',
  ),
  title: line(1, 200).nullable().prefault(null).describe('Shown instead of the title the feed gives itself.'),
  category: slug().prefault('general').describe('A key of `categories`, or `general`, which has no badge.'),
  tags: z
    .array(line(1, 100))
    .max(MAX_TAGS, { error: `expected at most ${MAX_TAGS} tags` })
    .prefault([])
    .describe('Added to every article of this source.'),
  every: every
    .nullable()
    .prefault(null)
    .describe('Visit in this rhythm, such as "2h", instead of finding one; at least "5m". Not together with `cron`.'),
  cron: cron
    .nullable()
    .prefault(null)
    .describe('Visit at these times: five cron fields in UTC, such as "30 6 * * mon-fri". Not together with `every`.'),
  content: contentPolicy
    .nullable()
    .prefault(null)
    .describe('How much of an article is published: overrides `channel.content`.'),
  enabled: z.boolean().prefault(true).describe('false: not visited. What is stored stays.'),
  priority: whole(-100, 100)
    .prefault(0)
    .describe(
      'Of sources that are due at once, the higher is visited first; of articles about the same, that of the higher is listed.',
    ),
  maxItems: whole(1, 10_000).prefault(200).describe('Entries read from one document; the first ones are kept.'),
  identity: oneOf('guid', 'link', 'content')
    .prefault('guid')
    .describe('What makes two entries the same article. `link` or `content` for feeds whose ids change.'),
  keep: z.array(condition).prefault([]).describe('Only entries that meet one of these conditions are kept.'),
  drop: z.array(condition).prefault([]).describe('Entries that meet one of these conditions are left out.'),
  headers: headers.prefault({}).describe('Sent with every request for this source.'),
  auth: auth.nullable().prefault(null).describe('User name and password for HTTP basic authentication.'),
  language: languageTag().nullable().prefault(null).describe('Language of the articles, when the feed does not say.'),
  futureDates: oneOf('clamp', 'keep', 'drop')
    .prefault('clamp')
    .describe('An entry dated in the future is listed as of now (clamp), as dated (keep), or left out (drop).'),
  cluster: z
    .boolean()
    .prefault(true)
    .describe('List an article once that several sources have. false: those of this source stand alone.'),
  noindex: z.boolean().prefault(true).describe('Ask search engines not to index our pages of its articles.'),
  deltas: z.boolean().prefault(false).describe('Ask for what is new only (RFC 3229).'),
  ignoreValidators: z
    .boolean()
    .prefault(false)
    .describe('Never ask "has it changed?": for servers that always say no.'),
  quarantine: z
    .union([oneOf('release', 'off'), duration(SECOND_MS, 30 * DAY_MS)], {
      error: 'expected "release", "off" or a duration such as "24h"',
    })
    .prefault('release')
    .describe(
      'What becomes of new articles when the source reads like another feed: held until released, held for a time, or never held.',
    ),
});
