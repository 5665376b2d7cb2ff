// Every shape the data takes on its way through the pipeline, in order: configuration, source, fetched, parsed,
// normalized, stored, published. Nothing here does anything, and this file imports nothing.
// Moments (`…At`) are milliseconds since 1970 UTC; durations end in `Ms`; `null` means "the feed did not say".

// ---------------------------------------------------------------- configuration

/** A test on an entry: one field compared one way, or a combination of tests. */
export type Condition =
  | { readonly field: ConditionField; readonly contains: string }
  | { readonly field: ConditionField; readonly equals: string }
  | { readonly field: ConditionField; readonly matches: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export type ConditionField = 'title' | 'text' | 'author' | 'tag' | 'url' | 'language';

export interface Rule {
  readonly when: Condition;
  readonly then: { readonly category?: string; readonly tag?: string; readonly drop?: boolean };
}

export interface Category {
  readonly id: string;
  readonly label: string;
  readonly emoji: string | null;
}

/** How much of an article leaves us: its whole text, a plain excerpt, or title and link only. */
export type ContentPolicy = 'full' | 'excerpt' | 'link';
export type IdentityPolicy = 'guid' | 'link' | 'content';
export type FutureDates = 'clamp' | 'keep' | 'drop';

/** One upstream feed as the operator wants it read; every default is filled in. */
export interface SourceConfig {
  readonly id: string;
  readonly url: string;
  readonly title: string | null;
  /** A key of `categories`, or `general`, which has no badge. */
  readonly category: string;
  readonly tags: readonly string[];
  readonly everyMs: number | null;
  readonly cron: string | null;
  readonly content: ContentPolicy | null;
  readonly enabled: boolean;
  readonly priority: number;
  readonly maxItems: number;
  readonly identity: IdentityPolicy;
  readonly keep: readonly Condition[];
  readonly drop: readonly Condition[];
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: { readonly username: string; readonly password: string } | null;
  readonly language: string | null;
  readonly futureDates: FutureDates;
  readonly cluster: boolean;
  readonly noindex: boolean;
  readonly deltas: boolean;
  readonly ignoreValidators: boolean;
  /** `release`, `off`, or a delay in milliseconds. */
  readonly quarantine: 'release' | 'off' | number;
}

export interface ChannelConfig {
  readonly id: string | null;
  readonly title: string;
  readonly description: string;
  /** Public address of the site, ending in a slash, or null: then the listening address is used. */
  readonly url: string | null;
  readonly language: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly items: number;
  readonly perSource: number;
  readonly windowMs: number | null;
  readonly content: ContentPolicy;
  readonly wordsPerMinute: number;
  readonly readTimeInTitle: boolean;
}

export interface FetchConfig {
  readonly everyMs: number;
  readonly concurrency: number;
  readonly perHost: number;
  readonly hostGapMs: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly contact: string | null;
  /** Exact `host:port` pairs that may be private addresses. */
  readonly allowPrivate: readonly string[];
}

/** feeds.config.json, checked, with defaults filled in and durations in milliseconds. */
export interface Config {
  readonly channel: ChannelConfig;
  readonly categories: readonly Category[];
  readonly fetch: FetchConfig;
  /** Those of the file, then those of the lists that it includes. */
  readonly sources: readonly SourceConfig[];
  /** Paths and addresses of OPML lists. */
  readonly include: readonly string[];
  readonly rules: readonly Rule[];
  readonly publish: {
    readonly directory: string;
    readonly hub: string | null;
    readonly readTimeBuckets: readonly number[];
    /** Static files have compressed copies beside them. */
    readonly precompress: boolean;
  };
  readonly site: {
    readonly comments: boolean;
    readonly moderation: 'before' | 'after';
    readonly views: boolean;
    readonly images: 'none' | 'link' | 'proxy';
    readonly reactions: readonly { readonly id: string; readonly emoji: string; readonly label: string }[];
  };
  readonly retention: { readonly articlesMs: number; readonly perSource: number };
  /** Things the operator should know that do not stop us, such as links that lead to the listening address. */
  readonly warnings: readonly string[];
}

// ---------------------------------------------------------------- fetch

/** What a server gave us to ask "has it changed?" with: sent back byte for byte (RFC 9110 section 13.1). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** What fetch needs to know for one visit. */
export interface FetchRequest {
  readonly sourceId: string;
  readonly url: string;
  readonly validators: Validators;
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: { readonly username: string; readonly password: string } | null;
  /** Whether what changed since `validators.etag` is enough (RFC 3229); without an ETag it is not asked for. */
  readonly deltas?: boolean;
  /** A narrower bound on the body than the usual one, in bytes on the wire and decoded. */
  readonly maxBytes?: number;
}

/** What a response said about when to come back (RFC 9111; milliseconds). */
export interface FreshnessHints {
  /** What is left of max-age (less Age), else Expires minus Date; null if neither was given or usable. */
  readonly freshForMs: number | null;
  /** Retry-After as a delay; null if absent or unusable. */
  readonly retryAfterMs: number | null;
}

interface FetchedCommon {
  readonly status: number;
  /** The address that answered, after redirects. */
  readonly url: string;
  /** End of the leading permanent part (301, 308) of the redirect chain; null if there is none. */
  readonly movedTo: string | null;
  readonly validators: Validators;
  readonly hints: FreshnessHints;
  readonly redirects: number;
  /** Politeness keys of the hosts that were asked, in order, each once. */
  readonly hosts: readonly string[];
  /** Bytes of body as they came over the wire. */
  readonly wireBytes: number;
  /** Values of the Link headers (RFC 8288) as sent; all headers of an answer have 16 KiB. */
  readonly linkHeaders: readonly string[];
}

/** A visit's answer. Anything else is thrown as a FetchError. */
export type Fetched =
  | (FetchedCommon & { readonly kind: 'unchanged' })
  | (FetchedCommon & {
      readonly kind: 'document';
      readonly body: Uint8Array;
      /** Content-Type as sent, or null. */
      readonly contentType: string | null;
      /** Hash of the decoded body, to recognise the same bytes served again. */
      readonly bodyHash: string;
    });

// ---------------------------------------------------------------- parse

export type FeedFormat = 'rss2' | 'rss1' | 'rss09' | 'atom1' | 'atom03' | 'json';

/** Something odd or wrong in a document that did not stop us from reading it. */
export interface Problem {
  /** A key of PROBLEMS in errors.ts. */
  readonly code: string;
  readonly message: string;
  readonly line?: number;
}

/**
 * Text with its kind. `text` is plain; `html` is markup (Atom html and xhtml, content_html, content:encoded,
 * description); `loose` is an RSS title and the like: plain text by the book, markup in half the feeds.
 * `base` is the absolute address that relative references in it resolve against, after all `xml:base`.
 */
export interface ParsedText {
  readonly kind: 'text' | 'html' | 'loose';
  readonly value: string;
  readonly base: string | null;
  readonly language: string | null;
}

export interface Person {
  readonly name: string | null;
  readonly email: string | null;
  readonly url: string | null;
}

/** A link of a feed or entry; `href` absolute where that can be known, else as written. */
export interface ParsedLink {
  readonly href: string;
  /** Lower-case; `alternate` when not given. */
  readonly rel: string;
  readonly type: string | null;
  readonly length: string | null;
  readonly title: string | null;
  readonly language: string | null;
}

/** An enclosure, attachment or media:content, as written. */
export interface ParsedEnclosure {
  readonly url: string;
  readonly type: string | null;
  readonly length: string | null;
}

/** A candidate for the lead image. */
export interface ParsedImage {
  readonly url: string;
  /** Where it came from, in falling order of trust. */
  readonly from: 'media:content' | 'media:thumbnail' | 'itunes:image' | 'json:image' | 'json:banner' | 'element';
  readonly alt: string | null;
  readonly caption: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** One `item`, `entry` or JSON Feed item: decoded, nothing interpreted. */
export interface ParsedEntry {
  /** RSS guid, else RSS 1.0 rdf:about or a bare id; Atom id; JSON Feed id. As written, references decoded, trimmed. */
  readonly guid: string | null;
  /** RSS `isPermaLink`: true unless it says false, false of a bare id; null without either. */
  readonly guidIsPermalink: boolean | null;
  readonly title: ParsedText | null;
  /** RSS link (as rel alternate), Atom link, JSON url (alternate) and external_url (related); after them atom:link in RSS. */
  readonly links: readonly ParsedLink[];
  /** feedburner:origLink, pheedo:origLink. */
  readonly originalLink: string | null;
  /** Another text than `content`: RSS description, Atom or JSON summary, itunes:summary, media:description. */
  readonly summary: ParsedText | null;
  /** content:encoded, Atom content, JSON content_html or content_text; else the text that would have been the summary. */
  readonly content: ParsedText | null;
  /** True when `content` came from a content element; false when a description or summary stands in. */
  readonly hasContentElement: boolean;
  /** RSS pubDate, dcterms:issued, dc:date, Atom published or 0.3 issued or created, JSON date_published; as written. */
  readonly published: string | null;
  /** Atom updated or 0.3 modified, dcterms:modified, JSON date_modified; as written. */
  readonly updated: string | null;
  /**
   * RSS author, dc:creator, Atom and JSON authors; else itunes:author, the authors of atom:source, media:credit. What is
   * written as one text, such as `a@b.c (Name)`, is the name.
   */
  readonly authors: readonly Person[];
  /** RSS category, Atom category (its term), dc:subject, media:category, JSON tags as written; keywords taken apart at commas. */
  readonly tags: readonly string[];
  /** RSS enclosure, Atom link rel=enclosure, JSON attachment, media:content that is no picture; repetitions included. */
  readonly enclosures: readonly ParsedEnclosure[];
  readonly images: readonly ParsedImage[];
  /** xml:lang of the entry, else dc:language, else xml:lang around it; JSON language, else the feed's. */
  readonly language: string | null;
  /** atom:source or RSS source: where an already aggregated entry came from. */
  readonly source: { readonly title: string | null; readonly url: string | null } | null;
  /** RSS comments, or a link rel=replies to a page. */
  readonly commentsUrl: string | null;
  /** Atom rights, dc:rights; as written. */
  readonly rights: string | null;
  /** A link rel=license, cc:license, creativeCommons:license. */
  readonly license: string | null;
  /** What relative addresses of this entry resolve against. */
  readonly base: string | null;
  /** Hash of the entry's raw text and of what it inherits (format, base, language, feed authors): equal means unchanged. */
  readonly rawHash: string;
  /** Line of its start tag, from 1; null in JSON. */
  readonly line: number | null;
  /** Its place among all entries of the document, from 0. */
  readonly position: number;
}

/** A document as read: one of the six formats, decoded to text, nothing interpreted. */
export interface ParsedFeed {
  readonly format: FeedFormat;
  /** Lower-case WHATWG name of the encoding used. */
  readonly encoding: string;
  /** Atom id; null in the other formats. */
  readonly id: string | null;
  readonly title: ParsedText | null;
  readonly description: ParsedText | null;
  readonly links: readonly ParsedLink[];
  readonly language: string | null;
  /** Atom updated, RSS lastBuildDate, dcterms:modified; else RSS pubDate, dc:date; as written. */
  readonly updated: string | null;
  readonly authors: readonly Person[];
  /** RSS image, Atom logo or icon, itunes:image, JSON icon or favicon. */
  readonly image: string | null;
  readonly hubs: readonly string[];
  /** Atom rights, RSS copyright, dc:rights; as written. */
  readonly rights: string | null;
  /** As of an entry. */
  readonly license: string | null;
  /** What in its head asks not to be republished: `access:restriction`, `robots: noindex`, `pipes: noprocess`. */
  readonly deniedBy: string | null;
  /** RSS ttl in minutes, else sy:updatePeriod by sy:updateFrequency (a day at most); skipHours (0-23) and skipDays (0 Sunday to 6). */
  readonly ttlMinutes: number | null;
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
  readonly entries: readonly ParsedEntry[];
  /** Raw hashes of the entries that were not read because they are stored; in order. */
  readonly stored: readonly string[];
  readonly problems: readonly Problem[];
  /** False when the document stops before its root element (or RSS channel) closes; an entry it stops in is left out. */
  readonly complete: boolean;
}

// ---------------------------------------------------------------- normalize

export interface Enclosure {
  /** Absolute http or https; as written where it is relative and the document was never fetched (`inspect` of a file). */
  readonly url: string;
  readonly type: string | null;
  /** Bytes, or null when absent or not a whole number. */
  readonly length: number | null;
}

export interface Image {
  readonly url: string;
  readonly alt: string | null;
  readonly caption: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** Body of an entry as it came (bounded), waiting for the one door out: see lib/safe-html.ts. */
export interface RawContent {
  readonly kind: 'html' | 'text';
  readonly value: string;
  readonly base: string | null;
}

/** What we made of a feed's own facts. */
export interface FeedFacts {
  readonly id: string | null;
  readonly title: string | null;
  readonly link: string | null;
  readonly description: string | null;
  readonly language: string | null;
  readonly updatedAt: number | null;
  readonly authors: readonly Person[];
  readonly self: string | null;
  readonly hub: string | null;
  readonly image: string | null;
  readonly rights: string | null;
  /** Address of the licence. */
  readonly license: string | null;
}

/** What we made of one entry; everything it says, before policy and caps. `inspect` shows this. */
export interface EntryFacts {
  readonly guid: string | null;
  /** Canonical address: absolute http or https, trackers gone; null if there is none. */
  readonly url: string | null;
  /** Plain text; null when the entry has none. */
  readonly title: string | null;
  /** Plain text, whole. */
  readonly summary: string | null;
  readonly content: RawContent | null;
  readonly authors: readonly Person[];
  readonly publishedAt: number | null;
  readonly updatedAt: number | null;
  readonly tags: readonly string[];
  readonly enclosures: readonly Enclosure[];
  readonly image: Image | null;
  readonly language: string | null;
  readonly source: { readonly title: string | null; readonly url: string | null } | null;
  readonly commentsUrl: string | null;
  /** What the entry itself says of its rights, as one line of plain text. */
  readonly rights: string | null;
  /** Address of its licence. */
  readonly license: string | null;
  /** Words, and Chinese, Japanese and Korean characters, of the body. */
  readonly wordCount: number;
  /** Whole minutes; null for an article that is only an excerpt. */
  readonly readMinutes: number | null;
}

/** What an article says and where it stands, from the draft to the page. */
interface ArticleFacts {
  readonly id: string;
  /** Changes when anything that is published changes, its beginning when the wording does; see normalize/revision.ts. */
  readonly version: string;
  readonly guid: string | null;
  readonly url: string | null;
  readonly title: string;
  readonly summary: string;
  readonly authors: readonly { readonly name: string; readonly url: string | null }[];
  readonly tags: readonly string[];
  readonly image: Image | null;
  readonly enclosures: readonly Enclosure[];
  readonly language: string | null;
  readonly via: { readonly title: string | null; readonly url: string | null } | null;
  readonly commentsUrl: string | null;
  /** As in EntryFacts; null: its source's hold. */
  readonly rights: string | null;
  readonly license: string | null;
  readonly publishedAt: number | null;
  /** What the entry says; later where new wording came under an old date. */
  readonly updatedAt: number | null;
  readonly firstSeenAt: number;
  /** The sort key, set once: the published date if believable, else first seen less the place in the document. */
  readonly listedAt: number;
  readonly wordCount: number;
  readonly readMinutes: number | null;
  readonly slug: string;
}

/** An entry ready to be stored: facts under policy, caps applied, the moment it was seen known. */
export interface ArticleDraft extends ArticleFacts {
  readonly key: string;
  readonly rawHash: string;
  /** The upstream id where it is a valid one, else null: then `id` is published. */
  readonly upstreamId: string | null;
  readonly content: RawContent | null;
  /** Set by a rule; null: the source's category. */
  readonly category: string | null;
  readonly clues: StoryClues;
}

/** What, beside link and title, tells that another article is about the same; see lib/same-story.ts. */
export interface StoryClues {
  /** The one page elsewhere that a short text links to, as lib/link-key.ts makes it; null: none, or several. */
  readonly mentions: string | null;
  /** Hashes of the runs of words that the text begins with. */
  readonly runs: readonly number[];
}

// ---------------------------------------------------------------- store

/** A permanent redirect that is not believed yet; see address-move.ts. */
export interface PendingMove {
  readonly to: string;
  /** When it first led to a feed. */
  readonly since: number;
}

/** What the web page names that came instead of a feed; see named-feed.ts. */
export interface NamedFeed {
  /** Null: no feed. */
  readonly url: string | null;
  /** When the page was read. */
  readonly at: number;
}

/** What decided when the next visit is; the latest of several. */
export type DueWhy =
  /** No visit yet, or none at this address. */
  | 'new'
  /** Its rhythm; sooner than the shortest interval; so quiet that the longest applies, a day. */
  | 'rhythm'
  | 'floor'
  | 'quiet'
  /** The operator's `every` or `cron` for this source. */
  | 'fixed'
  | 'cron'
  /** Cache-Control or Expires; ttl or sy:updatePeriod; skipHours; skipDays. */
  | 'max-age'
  | 'ttl'
  | 'skip-hours'
  | 'skip-days'
  /** Answers carry neither ETag nor Last-Modified: once a day. */
  | 'no-validators'
  /** Retry-After; a failure; a refusal (4xx); 410. */
  | 'retry-after'
  | 'backoff'
  | 'refused'
  | 'gone'
  /** A hub tells of its news: once a day, and when it does. */
  | 'hub'
  /** Asked under the name of another source. */
  | 'merged'
  /** The clock was set back: at once. */
  | 'clock';

/** An article as an operator asks for it by a name. */
export interface FoundArticle extends Pick<Article, 'id' | 'publishedId' | 'sourceId' | 'slug' | 'title' | 'url'> {
  /** The operator's rules drop its entry. */
  readonly isDropped: boolean;
  /** Its source was suspect when it came. */
  readonly isHeld: boolean;
  /** The feed of its source asks not to be republished. */
  readonly isDenied: boolean;
  /** Another article of its story is listed for it. */
  readonly isCovered: boolean;
  readonly takenDown: { readonly at: number; readonly reason: string | null } | null;
}

/** What is known of an article beside what it says. */
export interface ArticleLife {
  /** All keys that lead to it; `goneAt`: when its feed was first read without that; null: it has it. */
  readonly keys: readonly { readonly sourceId: string; readonly key: string; readonly goneAt: number | null }[];
  /** Set by a rule when its entry was last read; null: the source's counts. */
  readonly ruleCategory: string | null;
  /** Null: it is told by nobody else. */
  readonly story: StoryLife | null;
}

/** A story with all its articles. */
export interface StoryLife {
  /** Itself included; the one that lists have first, then as they were stored. */
  readonly articles: readonly (Pick<Article, 'id' | 'sourceId' | 'title' | 'url'> & { readonly isListed: boolean })[];
  /**
   * Why lists have that one: the priority of its source, its source's own site, seen first; or `published` before one came that
   * would go before it. Null: they have none.
   */
  readonly why: 'priority' | 'site' | 'first' | 'published' | null;
}

/** What the store remembers of a source between visits. */
export interface SourceState {
  readonly sourceId: string;
  /** Address in use: the configured one, or the one a permanent redirect led to for good. */
  readonly url: string;
  /** Politeness key of `url`: lower-case host:port. */
  readonly host: string;
  /** Where a permanent redirect leads that is not believed yet; null: nowhere. */
  readonly move: PendingMove | null;
  readonly validators: Validators;
  readonly bodyHash: string | null;
  readonly lastVisitAt: number | null;
  readonly lastSuccessAt: number | null;
  /** When a visit last brought a new article. */
  readonly lastNewAt: number | null;
  /** Next visit; null: none planned (410). */
  readonly dueAt: number | null;
  readonly dueWhy: DueWhy;
  /** When it posted its last articles, newest first, whole minutes: what its rhythm is learnt from. */
  readonly postedAt: readonly number[];
  /** Visits in a row that failed; that brought nothing new. */
  readonly failures: number;
  readonly quietVisits: number;
  /** When the first of those failures was; null: the last visit did not fail. */
  readonly failingSince: number | null;
  /** When the server last asked us to slow down (429); null: never. */
  readonly throttledAt: number | null;
  /** From the last document: kept for 304s. */
  readonly ttlMinutes: number | null;
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** What the answer of a failed visit said, as one line: foreign text, to be escaped wherever it is shown. */
  readonly errorSnippet: string | null;
  /** What the web page names that is at its address; null: no page is, as far as known. */
  readonly namedFeed: NamedFeed | null;
  /** What its entries are known by since its ids proved unsound; null: as configured. */
  readonly identity: IdentityPolicy | null;
  /** Since when it has read like another feed, so that its new articles are held; null: it does not. See drift.ts. */
  readonly suspectSince: number | null;
  /** What in its last document asked not to be republished, so that no list and no page has its articles; null: nothing. */
  readonly deniedBy: string | null;
}

/** What a source was like until now: what drift.ts compares a document with. */
export interface SourcePast {
  /** What its feed called itself and its site. */
  readonly title: string | null;
  readonly siteUrl: string | null;
  /** Its articles that were listed last, newest first. */
  readonly articles: readonly Pick<ArticleFacts, 'title' | 'summary' | 'url' | 'language' | 'listedAt'>[];
}

/** An article that was held and is listed now. */
export type ReleasedArticle = Pick<ArticleFacts, 'id' | 'title' | 'url' | 'listedAt'>;

/** What may happen to a source that its operator should know; when it is told is said in health/source-events.ts. */
export type SourceEventKind =
  | 'broke'
  | 'recovered'
  | 'throttled'
  | 'silent'
  | 'suspect'
  | 'moved'
  | 'elsewhere'
  | 'merged'
  | 'gone'
  | 'left-out';

/** Something that happened to a source, found by a visit or a publication. Its addresses are without user name and password. */
export interface SourceEvent {
  /** `urn:uuid:`, the same for good. */
  readonly id: string;
  readonly sourceId: string;
  readonly kind: SourceEventKind;
  readonly at: number;
  /** Where the source is asked after it; of `left-out` where the article is. */
  readonly url: string;
  /** The failure behind it, a code of ERRORS; null: it is none. */
  readonly code: string | null;
  /** HTTP status of that failure; null: there was no answer. */
  readonly status: number | null;
  /** When the failures (`broke`, `recovered`) or the silence began; null: it happened at once. */
  readonly since: number | null;
  /** The address it had (`moved`), the feed that the page at its address names (`elsewhere`), the source that has its articles now (`merged`), the id of the article (`left-out`); else null. */
  readonly other: string | null;
}

/** Where a feed says that its changes are told (WebSub section 4). A subscription needs both. */
export interface HubLinks {
  /** What one subscribes to: rel=self of the Link headers, else of the document. */
  readonly topic: string | null;
  /** rel=hub likewise, in the order in which they are to be tried. */
  readonly hubs: readonly string[];
}

/** A subscription at a hub (WebSub), at most one a source. */
export interface Subscription {
  readonly sourceId: string;
  /** What the feed says now; without hubs: it has none any more. */
  readonly advertised: HubLinks;
  /** When something is to be done about it again. */
  readonly nextAt: number;
  /** The hub last tried in vain since the first was tried; null: none. */
  readonly passedOver: string | null;
  /** How often in a row no hub would have us. */
  readonly failures: number;
  /** What a hub was asked for; null: nothing. */
  readonly held: HeldSubscription | null;
}

/** What a hub was asked for, and whether it agreed. */
export interface HeldSubscription {
  /** Last part of the callback's address: unguessable, for whoever knows it may call. */
  readonly token: string;
  /** The public address of our site that the callback is below. */
  readonly siteUrl: string;
  readonly hub: string;
  readonly topic: string;
  /** What deliveries are signed with; null: they are not, for the hub was asked in the clear. */
  readonly secret: string | null;
  /** When the hub was asked, until it verifies that; null: nothing is to be verified. */
  readonly askedAt: number | null;
  /** When the hub forgets us unless it is asked again; null: it has not verified yet. */
  readonly leaseUntil: number | null;
  /** When it last told us something; null: not yet, or it kept something back since. */
  readonly toldAt: number | null;
}

/** A source claimed for a visit until `leaseUntil`. */
export interface ClaimedSource {
  readonly state: SourceState;
  readonly leaseUntil: number;
}

/** What is stored under an entry's key. */
export interface KnownEntry {
  readonly key: string;
  readonly articleId: string;
  /** Of the bytes last seen; empty while the operator's rules drop the entry. */
  readonly rawHash: string;
  readonly version: string;
  readonly updatedAt: number | null;
}

/** A stored article that an entry under an unknown key may be. */
export interface Lookalike {
  readonly articleId: string;
  readonly version: string;
  readonly updatedAt: number | null;
  readonly title: string;
  readonly summary: string;
  /** Addresses of its enclosures. */
  readonly files: readonly string[];
  /** Its link as lib/link-key.ts makes it. */
  readonly linkKey: string | null;
  /** All keys that lead to it. */
  readonly keys: readonly string[];
}

/** Lookalikes in one source: by each of their keys that was asked for, and by a link that no other article has. */
export interface Lookalikes {
  readonly byKey: ReadonlyMap<string, Lookalike>;
  readonly byLink: ReadonlyMap<string, Lookalike>;
}

/** Everything one visit changes; saved in one transaction. */
export interface VisitRecord {
  readonly sourceId: string;
  readonly at: number;
  readonly state: SourceState;
  /** Facts of the feed, when a document was read. */
  readonly feed: FeedFacts | null;
  readonly created: readonly ArticleDraft[];
  readonly updated: readonly ArticleDraft[];
  /** Entries whose bytes changed but nothing published did. */
  readonly touched: readonly { readonly key: string; readonly rawHash: string }[];
  /** New keys of stored articles of which nothing else changed. */
  readonly aliases: readonly { readonly key: string; readonly articleId: string; readonly rawHash: string }[];
  /** Keys of stored entries that the operator's rules drop now: their articles leave every list, and are kept. */
  readonly dropped: readonly string[];
  /** Keys of all entries that the document has; null: nothing says what the whole feed has now. */
  readonly upstream: readonly string[] | null;
  /** Where the feed's changes are told; null: no document was read, or not to its end. */
  readonly hubLinks: HubLinks | null;
  /** The host is free again for its other sources from here on (now and the usual gap). */
  readonly hostFreeAt: number;
  /** The host asked all of us to stay away until then (Retry-After of a 429); null: it did not. */
  readonly hostRetryAt: number | null;
  /** Other hosts that its redirects led to, and when each may be asked again. */
  readonly otherHosts: readonly { readonly host: string; readonly openAt: number }[];
  /** Two sources have come to one address: `from` is not asked any more, and `into` takes its articles over; null: no. */
  readonly merge: { readonly from: string; readonly into: string; readonly message: string } | null;
  /** This source is not to be visited before then, forced or not (its own Retry-After); null: nobody said so. */
  readonly retryAt: number | null;
  /** What the operator should know of it. */
  readonly events: readonly SourceEvent[];
}

/** What a delivery of a hub changes: entries, and nothing of what belongs to visits. */
export interface DeliveryRecord
  extends Pick<VisitRecord, 'sourceId' | 'at' | 'created' | 'updated' | 'touched' | 'aliases' | 'dropped' | 'events'> {
  /** As in SourceState, with what is created; null: the visit that brought it saves that. */
  readonly postedAt: readonly number[] | null;
  /** As in SourceState. Null changes nothing: only a release ends a suspicion. */
  readonly suspectSince: number | null;
}

/** A picture of a site. */
export interface IconImage {
  /** By its bytes. */
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly hash: string;
}

/** A source whose icon is to be looked for. */
export interface WantedIcon {
  readonly sourceId: string;
  readonly feedUrl: string;
  /** What the feed names as its picture. */
  readonly feedImage: string | null;
  readonly siteUrl: string | null;
  /** The icon that is stored; null: there is none. */
  readonly known: { readonly url: string; readonly siteUrl: string | null; readonly validators: Validators } | null;
}

/** What a look for an icon came to. */
export interface FoundIcon {
  readonly sourceId: string;
  /** When to look again. */
  readonly nextAt: number;
  /** Null: nothing was found; what is stored stays. */
  readonly found: {
    readonly url: string;
    readonly siteUrl: string | null;
    readonly validators: Validators;
    /** Null: the same as before. */
    readonly image: IconImage | null;
  } | null;
}

/** A source as pages and documents show it. */
export interface SourceView {
  readonly id: string;
  /** Configured title, else the feed's, else its host. */
  readonly title: string;
  /** The site, else null. */
  readonly siteUrl: string | null;
  readonly feedUrl: string;
  /** Upstream atom:id, else null. */
  readonly feedId: string | null;
  readonly feedUpdatedAt: number | null;
  readonly rights: string | null;
  /** Address of the licence of all that it has. */
  readonly license: string | null;
  readonly category: string;
  readonly content: ContentPolicy | null;
  readonly noindex: boolean;
}

/** An article as it leaves the store, without its body. */
export interface Article extends ArticleFacts {
  readonly publishedId: string;
  readonly sourceId: string;
  /** A category id; a rule's choice, else the source's. */
  readonly category: string;
}

/** An article with its body: safe HTML with absolute addresses; null when it has none. */
export interface FullArticle extends Article {
  readonly contentHtml: string | null;
}

/** Another article of the same story. */
export interface OtherCoverage {
  readonly title: string;
  /** Its own page elsewhere; null: it has none, or none but that of the article it stands beside. */
  readonly url: string | null;
  readonly sourceTitle: string;
  /** Of our page for it. */
  readonly slug: string;
}

/** An article's place in the channel: enough to see whether anything changed. */
export interface ChannelEntry {
  readonly articleId: string;
  readonly sourceId: string;
  readonly version: string;
}

/** An entry that a search found, and the moments by which one sees when that changed. */
export interface FoundEntry extends ChannelEntry, Pick<ArticleFacts, 'firstSeenAt' | 'updatedAt'> {}

/** Which of the listed articles a list is of; see store/listing.ts. */
export type ListScope =
  | { readonly kind: 'all' }
  /** The articles whose category is this one, by a rule or their source's. */
  | { readonly kind: 'category'; readonly category: string }
  /** Those of one source; the share of a source that other lists keep to does not count here. */
  | { readonly kind: 'source'; readonly sourceId: string }
  /** Those in a language, whatever the region and script: the primary subtag of a tag, lower-case. */
  | { readonly kind: 'language'; readonly language: string }
  /** Those that take more than `over` minutes to read, and at most `upTo`; null: however many. */
  | { readonly kind: 'minutes'; readonly over: number; readonly upTo: number | null };

/** An article's place in the order of lists: by `listedAt` falling, then by `id` rising. */
export type ListPlace = Pick<ArticleFacts, 'listedAt' | 'id'>;

/** A list of articles, or a part of it. */
export interface ListQuery {
  readonly items: number;
  /** Articles of one source at most, among these `items`. */
  readonly perSource: number;
  /** Only articles listed later than this; null: all. */
  readonly listedAfter: number | null;
  /** All, unless given. */
  readonly scope?: ListScope;
  /** Only what comes after this place: the article that ended the page before. What is new meanwhile moves nothing. */
  readonly after?: ListPlace | null;
}

// ---------------------------------------------------------------- acts of readers

/** Where a comment stands: seen by all, waiting for the operator, or taken away (and kept). */
export type CommentState = 'shown' | 'held' | 'deleted';

/** Why a comment waits: all do, many links, the same was said before, a field no person sees, faster than people write. */
export type HeldWhy = 'moderation' | 'links' | 'repeated' | 'trap' | 'haste';

/** A comment as everybody sees it. Plain text; who wrote it is not known. */
export interface Comment {
  /** Rising; part of its address. */
  readonly num: number;
  /** As the writer wants to be called; may be empty. */
  readonly author: string;
  readonly body: string;
  readonly at: number;
}

/** A comment about to be saved: cleaned, and within its bounds (web/comment-text.ts). */
export interface CommentDraft {
  readonly articleId: string;
  readonly author: string;
  readonly body: string;
  /** Hash of the writer's address with the salt of the day. */
  readonly writer: string;
  readonly at: number;
  /** Null: it may be shown, unless the same was said before. */
  readonly held: HeldWhy | null;
}

/** What came of a comment; `known`: it is the one that the same writer sent a moment ago. */
export type CommentOutcome =
  | { readonly kind: 'saved' | 'known'; readonly num: number; readonly state: CommentState }
  | { readonly kind: 'closed' }
  | { readonly kind: 'gone' };

/** A comment as the operator sees it. */
export interface ModeratedComment extends Comment {
  readonly state: CommentState;
  readonly heldWhy: HeldWhy | null;
  readonly article: { readonly slug: string; readonly title: string; readonly isClosed: boolean };
}

/** How often an article was seen, and how much is said about it. */
export interface ActCounts {
  readonly views: number;
  /** Those that are shown. */
  readonly comments: number;
}

/** What readers did with an article, and what its page needs beside that. */
export interface ArticleActs extends ActCounts {
  /** By kind; kinds that nobody chose are left out. */
  readonly reactions: ReadonlyMap<string, number>;
  /** True: no more comments and reactions are taken. */
  readonly isClosed: boolean;
  /** The kinds that the visitor chose. */
  readonly own: ReadonlySet<string>;
}

/** How often something may be done: `limit` times within `windowMs` of the first time. */
export interface TallyLimit {
  readonly key: string;
  readonly windowMs: number;
  readonly limit: number;
}

// ---------------------------------------------------------------- publish

/** An article that the channel had and the operator took down (RFC 6721). */
export interface DeletedEntry {
  readonly publishedId: string;
  readonly at: number;
  /** The operator's words, for everybody; null: none. */
  readonly reason: string | null;
}

/** Somebody who subscribed to a document of ours at our hub (WebSub). */
export interface HubSubscriber {
  /** Of the document. */
  readonly path: string;
  readonly callback: string;
  /** What deliveries are signed with; null: they are not. */
  readonly secret: string | null;
  readonly leaseUntil: number;
}

export type DocumentFormat = 'atom' | 'rss' | 'json';

/** A document as it was last made, without its bytes: equal facts render the same bytes again. */
export interface Edition {
  /** Path without the leading slash, such as `atom.xml`. */
  readonly path: string;
  readonly format: DocumentFormat | 'opml';
  readonly contentType: string;
  /** Hash of the body, unquoted. */
  readonly etag: string;
  /** When an entry, the set of entries or the channel's own facts last changed; whole seconds. */
  readonly updatedAt: number;
  /** Hash of all that went in: equal means nothing needs rendering. */
  readonly fingerprint: string;
}

/** A published document: a channel in one format, byte for byte. */
export interface ChannelDocument extends WholeDocument {
  readonly format: DocumentFormat;
}

/** Any document with its bytes. */
export interface WholeDocument extends Edition {
  readonly body: Uint8Array;
}

/** A stretch of a document. */
export interface DocumentPart {
  /** Hash of the bytes. */
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** A document to be stored. */
export interface SavedDocument extends ChannelDocument {
  /** What its body is, one after the other: those that are stored already are not written again. Absent: it is one. */
  readonly parts?: readonly DocumentPart[];
}

/** A channel beside the main one that has no page of its own. */
export interface NamedChannel {
  readonly kind: 'language' | 'minutes';
  /** Where its documents are, from the root of the site, ending in a slash. */
  readonly folder: string;
  readonly name: string;
}

/** What is at a path that is looked up when it is asked for: a document, where it went, or that it is no more. */
export type FoundDocument =
  | {
      readonly kind: 'document';
      /** What it is now, which needs no rendering as long as nothing changes. */
      readonly edition: Edition;
      /** With its bytes. Something may change meanwhile: what this gives counts. */
      load(): Promise<WholeDocument>;
    }
  | { readonly kind: 'moved'; readonly path: string }
  | { readonly kind: 'gone' };

/** An article rendered for one format, as it is kept. */
export interface StoredFragment {
  readonly articleId: string;
  readonly format: string;
  /** Names what it was rendered from, and how. */
  readonly stamp: string;
  readonly body: string;
}
