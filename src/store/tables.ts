// The tables as queries see them. What a column means is said where its value comes from: SourceState, ArticleDraft and
// ChannelDocument in model.ts. Moments are milliseconds since 1970, booleans 0 or 1, lists and records JSON text that is
// read and written in source-rows.ts and article-rows.ts only.
import type { Generated } from 'kysely';
import type { CommentState, DueWhy, HeldWhy, IdentityPolicy, SourceEventKind } from '../model.ts';

/** Milliseconds since 1970 UTC. */
type Moment = number;
type Flag = 0 | 1;
/** JSON text. */
type Json = string;

/** A source: what the configuration says of it that readers need, and what its visits left. */
export interface SourcesTable {
  readonly id: string;
  /** The address in the configuration; `url` is the one in use, should a visit have saved another. */
  configured_url: string;
  title: string | null;
  category: string;
  content: string | null;
  noindex: Flag;
  enabled: Flag;
  priority: number;
  cluster: Flag;
  identity: IdentityPolicy;
  /** When the configuration stopped listing it; null while it is listed. */
  removed_at: Moment | null;
  url: string;
  host: string;
  /** SourceState.move; of a merged source, the address that it shares. */
  moved_to: string | null;
  moved_since: Moment | null;
  etag: string | null;
  last_modified: string | null;
  body_hash: string | null;
  last_visit_at: Moment | null;
  last_success_at: Moment | null;
  last_new_at: Moment | null;
  due_at: Moment | null;
  due_why: DueWhy;
  posted_at: Json;
  /** End of the wait that the server asked for; forced visits wait for it too. */
  retry_at: Moment | null;
  failures: number;
  quiet_visits: number;
  failing_since: Moment | null;
  throttled_at: Moment | null;
  ttl_minutes: number | null;
  skip_hours: Json;
  skip_days: Json;
  error_code: string | null;
  error_message: string | null;
  error_snippet: string | null;
  /** SourceState.namedFeed. */
  named_feed: string | null;
  named_feed_at: Moment | null;
  /** Stands in for `identity` once the source's ids proved unsound. */
  learnt_identity: IdentityPolicy | null;
  /** A visit is under way until then at the latest; null: none. */
  lease_until: Moment | null;
  /** 1: the visit under way began by an address or identity that the configuration has replaced since, and is void. */
  visit_void: Flag;
  /** FeedFacts of the last document read. */
  feed: Json | null;
  suspect_since: Moment | null;
  /** What `feed` becomes with a release: of the last document read while the source was suspect. */
  held_feed: Json | null;
  /** What in its feed forbids to republish it, so that its articles are on no list; null: nothing. */
  denied_by: string | null;
  /** The operator took it down with all its articles: it is not visited, whatever the configuration says. */
  taken_down_at: Moment | null;
}

/** An address that a source was known by before. */
export interface AliasesTable {
  readonly url: string;
  source_id: string;
}

/** A host that was visited. */
export interface HostsTable {
  readonly host: string;
  /** When it may be asked again: the end of the usual gap, or of a longer wait that it asked for. */
  open_at: Moment;
}

/** An article. */
export interface ArticlesTable {
  /** Its number in here, given when it is stored: small and rising, where its id is long and random. Never leaves. */
  readonly num: Generated<number>;
  readonly id: string;
  readonly source_id: string;
  readonly published_id: string;
  readonly slug: string;
  readonly first_seen_at: Moment;
  readonly listed_at: Moment;
  version: string;
  guid: string | null;
  url: string | null;
  /** See lib/link-key.ts. */
  link_key: string | null;
  title: string;
  summary: string;
  authors: Json;
  tags: Json;
  /** A rule's choice; null: the source's. */
  category: string | null;
  image: Json | null;
  enclosures: Json;
  language: string | null;
  via: Json | null;
  comments_url: string | null;
  rights: string | null;
  license: string | null;
  published_at: Moment | null;
  updated_at: Moment | null;
  word_count: number;
  read_minutes: number | null;
  /** The story that it is one of several articles of: the number of one of them; null: it stands alone. */
  story: Generated<number | null>;
  /** 0: listed. Else why no list has it, as in unlisted.ts. */
  unlisted: number;
  /** What lists are read by; see list-columns.ts. Its own category, else its source's. */
  listed_category: string;
  /** The language without region and script. */
  listed_language: string | null;
  /** The read time, rounded up to a step. */
  listed_minutes: number | null;
}

/** What of an article tells that another is about the same; see StoryClues in model.ts. */
export interface CluesTable {
  readonly article_num: number;
  readonly mentions: string | null;
  /** The lowest 16 bits of each, the lower byte first. */
  readonly runs: Uint8Array;
  /** The keys of its rows in `story_keys`. */
  readonly keys: Json;
}

/** The keys under which articles meet that may be one story; see lib/story-clues.ts. */
export interface StoryKeysTable {
  readonly key: number;
  readonly article_num: number;
  /** When the article was listed, where that counts; null: articles of any time are one story. */
  readonly near: Moment | null;
}

/** The body of an article as it came, beside what the sanitizer last made of it. */
export interface ContentsTable {
  readonly article_num: number;
  kind: 'html' | 'text';
  base: string | null;
  raw: string;
  safe_html: string | null;
  /** The sanitizer's version that made `safe_html`. */
  safe_version: number | null;
}

/** Under which key of which source an article is known. */
export interface IdentitiesTable {
  readonly source_id: string;
  readonly key: string;
  readonly article_num: number;
  raw_hash: string;
  /** When the feed was first read without it; null: the last document that was read whole had it. */
  gone_at: Moment | null;
}

/** An article that the operator took down; see takedowns.ts. */
export interface TakedownsTable {
  readonly article_num: number;
  readonly at: Moment;
  readonly reason: string | null;
  /** Under this link it is not taken in again, whatever source or id it comes with; null: others have the link too. */
  readonly link_key: string | null;
  /** 1: it was on the lists until then. */
  readonly was_listed: Flag;
}

/** An article that the index of words has nothing of, or something old. */
export interface UnindexedTable {
  readonly article_num: number;
}

/** A source that says where its changes are told, and the subscription we hold there; see Subscription in model.ts. */
export interface SubscriptionsTable {
  readonly source_id: string;
  topic: string;
  hubs: Json;
  next_at: Moment;
  passed_over: string | null;
  failures: number;
  /** From here on null when nothing is held. */
  token: string | null;
  site_url: string | null;
  hub: string | null;
  held_topic: string | null;
  secret: string | null;
  asked_at: Moment | null;
  lease_until: Moment | null;
  told_at: Moment | null;
}

/** The icon of a source's site, or that none was found. */
export interface IconsTable {
  readonly source_id: string;
  /** When it is looked for again. */
  next_at: Moment;
  /** What it was looked for by: another site has another icon. */
  site_url: string | null;
  /** Where it is. */
  url: string | null;
  etag: string | null;
  last_modified: string | null;
  /** From here on null when there is none. */
  content_type: string | null;
  body: Uint8Array | null;
  hash: string | null;
}

/** What happened to sources, listed or not; see SourceEvent in model.ts. */
export interface EventsTable {
  /** Rising in the order in which events were saved. */
  readonly num: Generated<number>;
  readonly id: string;
  source_id: string;
  readonly kind: SourceEventKind;
  readonly at: Moment;
  readonly url: string;
  readonly code: string | null;
  readonly status: number | null;
  readonly since: Moment | null;
  readonly other: string | null;
}

/** What readers did with an article, as far as it is one number or one fact; absent: nothing yet. */
export interface ArticleActsTable {
  readonly article_num: number;
  views: number;
  /** 1: it takes no more comments and reactions. */
  closed: Flag;
}

/** Who saw an article lately: whoever did is not counted again so soon. Swept. */
export interface ViewMarksTable {
  readonly article_num: number;
  /** Hash of address and browser with the salt of that day. */
  readonly visitor: string;
  at: Moment;
}

/** One reaction of one visitor; the key makes it one. */
export interface ReactionsTable {
  readonly article_num: number;
  readonly kind: string;
  readonly visitor: string;
  at: Moment;
}

/** Comments, deleted ones too; see Comment in model.ts. */
export interface CommentsTable {
  /** Rising in the order in which they came. */
  readonly num: Generated<number>;
  readonly article_num: number;
  readonly author: string;
  readonly body: string;
  /** Of the body without case and white space, to find the same again. */
  readonly body_hash: string;
  /** Hash of the writer's address with the salt of that day. */
  readonly writer: string;
  readonly at: Moment;
  state: CommentState;
  held_why: HeldWhy | null;
}

/** How often something was done within a time that ends at `until`. Swept. */
export interface TalliesTable {
  readonly key: string;
  until: Moment;
  count: number;
}

/** Published documents, byte for byte. */
export interface DocumentsTable {
  readonly path: string;
  format: string;
  content_type: string;
  body: Uint8Array;
  etag: string;
  updated_at: Moment;
  fingerprint: string;
  /** The digests of the parts that it is made of, in order; null: it is all in `body`. */
  parts: Json | null;
}

/** A part of a document, which is there as often as the document says. */
export interface DocumentPartsTable {
  readonly path: string;
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** Rendered entries; see fragments.ts. */
export interface FragmentsTable {
  /** Rising in the order in which they were first saved. */
  readonly num: Generated<number>;
  readonly article_id: string;
  readonly format: string;
  stamp: string;
  body: string;
}

/** Documents that are rendered on demand, without their bodies; see Edition in model.ts. */
export interface EditionsTable {
  readonly path: string;
  format: string;
  content_type: string;
  etag: string;
  updated_at: Moment;
  fingerprint: string;
}

/** Ids that sources had before. */
export interface FormerSourcesTable {
  readonly id: string;
  source_id: string;
}

/** Who is told by our hub; see HubSubscriber in model.ts. */
export interface HubSubscribersTable {
  readonly path: string;
  readonly callback: string;
  /** Of the callback. */
  host: string;
  secret: string | null;
  lease_until: Moment;
  /** When the document is to be delivered, or to be looked after again if that is under way; null: it was. */
  due_at: Moment | null;
  /** In vain, of this delivery. */
  attempts: number;
  /** Deliveries in a row that were given up. */
  given_up: number;
}

/** Documents of whose change another hub is to be told. */
export interface HubPingsTable {
  readonly path: string;
  due_at: Moment;
  attempts: number;
}

/** Single facts by name. */
export interface MetaTable {
  readonly name: string;
  value: string;
}

export interface Tables {
  sources: SourcesTable;
  aliases: AliasesTable;
  hosts: HostsTable;
  articles: ArticlesTable;
  clues: CluesTable;
  story_keys: StoryKeysTable;
  contents: ContentsTable;
  identities: IdentitiesTable;
  unindexed: UnindexedTable;
  takedowns: TakedownsTable;
  subscriptions: SubscriptionsTable;
  icons: IconsTable;
  events: EventsTable;
  article_acts: ArticleActsTable;
  view_marks: ViewMarksTable;
  reactions: ReactionsTable;
  comments: CommentsTable;
  tallies: TalliesTable;
  documents: DocumentsTable;
  document_parts: DocumentPartsTable;
  fragments: FragmentsTable;
  editions: EditionsTable;
  former_sources: FormerSourcesTable;
  hub_subscribers: HubSubscribersTable;
  hub_pings: HubPingsTable;
  meta: MetaTable;
}
