// The shape of feeds.config.json: every key with its bounds, its default and the words an editor shows for it. The JSON
// Schema in docs/ is made from this. What several keys say together is checked in cross-checks.ts.
import * as z from 'zod';
import { hostPortFault, httpUrlFault, siteUrlFault, toHostPort, toSiteUrl } from './address.ts';
import { rule } from './condition.ts';
import { directoryFault, toDirectory } from './directory.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './duration.ts';
import { checkedText, duration, languageTag, line, oneOf, section, slug, whole } from './fields.ts';
import { contentPolicy, source } from './source-schema.ts';

const MEBIBYTE = 1024 * 1024;

const channel = section({
  id: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+$/, {
      error: 'expected an absolute IRI such as "tag:example.org,2026:feed"',
    })
    .max(500)
    .nullable()
    .prefault(null)
    .describe('Permanent id of the feed. Absent: what was first published is kept.'),
  title: line(1, 200).prefault('The Lost Feed').describe('Title of the channel and the site.'),
  description: line(0, 1000).prefault('').describe('A sentence about it.'),
  url: checkedText(siteUrlFault)
    .transform(toSiteUrl)
    .nullable()
    .prefault(null)
    .describe('Public address of the site; a slash is added at its end. Absent: links use the listening address.'),
  language: languageTag().prefault('en').describe('Language of the channel itself.'),
  author: section({
    name: line(0, 200).prefault('').describe('Who runs this channel.'),
    email: z
      .string()
      .regex(/^$|^[^\s@<>()"\u0000-\u001f]{1,100}@[^\s@<>()"\u0000-\u001f]{1,150}$/, {
        error: 'expected an e-mail address',
      })
      .prefault('')
      .describe('Published beside the name; not without a name.'),
  })
    .prefault({})
    .describe('Author of the channel.'),
  items: whole(1, 10_000).prefault(100).describe('Articles in a document.'),
  perSource: whole(1, 10_000).prefault(20).describe('Articles of one source in a document, at most.'),
  window: duration(HOUR_MS, 3650 * DAY_MS)
    .nullable()
    .prefault(null)
    .describe('Only articles listed within this time, such as "30d".'),
  content: contentPolicy
    .prefault('full')
    .describe('How much of an article is published: all of it, a plain excerpt, or title and link.'),
  wordsPerMinute: whole(50, 1000).prefault(200).describe('Reading speed behind the read times.'),
  readTimeInTitle: z.boolean().prefault(false).describe('Write the read time after each title.'),
});

const categories = z.record(
  slug(),
  section({
    label: line(1, 60).describe('Name on the badge.'),
    emoji: line(1, 16).nullable().prefault(null).describe('Stands before the label.'),
  }),
);

/** Fields that the checks across keys read one by one, whatever is wrong with the rest of the file. */
export const fetchEvery = duration(SECOND_MS, DAY_MS);
export const privateHost = checkedText(hostPortFault).transform(toHostPort);

const fetch = section({
  every: fetchEvery
    .prefault('60m')
    .describe(
      'Shortest interval of a source without its own, at least "5m"; quiet feeds are visited less, up to daily.',
    ),
  concurrency: whole(1, 1024).prefault(64).describe('Visits under way at once.'),
  perHost: whole(1, 64).prefault(1).describe('Requests at a host at once; more than 1 for `fetch.allowPrivate` only.'),
  hostGap: duration(0, HOUR_MS)
    .prefault('1s')
    .describe('Rest between two requests to a host; less than "1s" for `fetch.allowPrivate` only.'),
  timeout: duration(SECOND_MS, 10 * MINUTE_MS)
    .prefault('45s')
    .describe('For a whole visit, redirects and body included.'),
  maxBytes: whole(1024, 256 * MEBIBYTE)
    .prefault(10 * MEBIBYTE)
    .describe('Largest body accepted on the wire, in bytes.'),
  contact: z
    .string()
    // it goes into a comment of the User-Agent header, where parentheses and backslashes have a meaning
    .regex(/^[\x20-\x27\x2a-\x5b\x5d-\x7e]{1,200}$/, {
      error: 'expected 1 to 200 printable ASCII characters on one line, without parentheses and backslashes',
    })
    .nullable()
    .prefault(null)
    .describe('Mail or web address in the User-Agent, for the people whose feeds are read.'),
  allowPrivate: z
    .array(privateHost)
    .prefault([])
    .describe(
      'Exact `host:port` pairs, such as "127.0.0.1:8080", that may be private addresses and may be visited often.',
    ),
});

const publish = section({
  directory: checkedText(directoryFault)
    .transform(toDirectory)
    .prefault('public')
    .describe('Where static files go: a folder inside the data folder.'),
  hub: z
    .union([z.literal('builtin'), checkedText(httpUrlFault)], {
      error: 'expected "builtin" or an http or https address',
    })
    .nullable()
    .prefault(null)
    .describe('WebSub hub: "builtin", or the address of one.'),
  readTimeBuckets: z
    .array(whole(1, 600))
    .max(10, { error: 'expected at most 10 numbers' })
    .refine((minutes) => minutes.every((value, index) => index === 0 || value > (minutes[index - 1] ?? 0)), {
      error: 'expected rising numbers',
    })
    .prefault([5, 15])
    .describe('Channels of articles of at most so many minutes; another one has the longer rest.'),
  precompress: z.boolean().prefault(true).describe('Static files have compressed copies (.gz, .br) beside them.'),
});

const site = section({
  comments: z.boolean().prefault(true).describe('Readers can comment.'),
  moderation: oneOf('before', 'after').prefault('after').describe('Comments are looked at before or after they show.'),
  views: z.boolean().prefault(true).describe('Count and show views.'),
  images: oneOf('none', 'link', 'proxy')
    .prefault('link')
    .describe('Images in articles: left out, loaded from their own hosts, or passed on by us.'),
  reactions: z
    .array(
      section({
        id: slug().describe('Kept with each reaction; do not change it later.'),
        emoji: line(1, 16).describe('On the button.'),
        label: line(1, 40).describe('Read aloud and shown on hover.'),
      }),
    )
    .max(12, { error: 'expected at most 12 reactions' })
    .prefault([
      { id: 'love', emoji: '❤️', label: 'Love it' },
      { id: 'insight', emoji: '💡', label: 'Learnt something' },
      { id: 'laugh', emoji: '😄', label: 'Made me laugh' },
      { id: 'wow', emoji: '🤯', label: 'Did not see that coming' },
      { id: 'nostalgia', emoji: '📼', label: 'Takes me back' },
    ])
    .describe('What readers can answer with one click.'),
});

/** The whole file; its output has every default filled in and durations in milliseconds. */
export const file = section({
  $schema: z.string().max(1000).optional().describe('Where the JSON Schema of this file is, for editors.'),
  channel: channel.prefault({}).describe('What is published.'),
  categories: categories.prefault({}).describe('Badges, by id. Sources and rules name them.'),
  fetch: fetch.prefault({}).describe('How sources are visited.'),
  sources: z.array(source).prefault([]).describe('The feeds that are read.'),
  include: z
    .array(
      line(1, 4096).refine((name) => !name.includes('://') || httpUrlFault(name) === null, {
        error: 'expected a path, or an http or https address without user name and password',
      }),
    )
    .prefault([])
    .describe('OPML files or addresses with more sources.'),
  rules: z.array(rule).prefault([]).describe('What happens to entries of all sources, from top to bottom.'),
  publish: publish.prefault({}).describe('How it is published.'),
  site: site.prefault({}).describe('The website for people.'),
  retention: section({
    articles: duration(DAY_MS, 36_500 * DAY_MS)
      .prefault('365d')
      .describe('How long an article is kept after it was first seen.'),
    perSource: whole(1, 1_000_000).prefault(2000).describe('Articles kept of one source.'),
  })
    .prefault({})
    .describe('What is kept. What is still upstream or in the channel is never removed.'),
});

/** feeds.config.json as read: checked key by key, defaults in, durations in milliseconds. */
export type ConfigFile = z.output<typeof file>;

/** The JSON Schema (draft 7, which editors know best) of feeds.config.json. */
export function configJsonSchema(): object {
  const schema = z.toJSONSchema(file, { io: 'input', target: 'draft-07' });
  return { ...schema, title: 'Configuration of The Lost Feed', allowComments: true, allowTrailingCommas: true };
}
