// The tables as queries see them. What a column means is said where its value comes from: SourceState, ArticleDraft and
// ChannelDocument in model.ts. Moments are milliseconds since 1970, booleans 0 or 1, lists and records JSON text that is
// read and written in source-rows.ts and article-rows.ts only.
import type { Generated } from 'kysely';
import type { IdentityPolicy } from '../model.ts';

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
  identity: IdentityPolicy;
  /** When the configuration stopped listing it; null while it is listed. */
  removed_at: Moment | null;
  url: string;
  host: string;
  etag: string | null;
  last_modified: string | null;
  body_hash: string | null;
  last_visit_at: Moment | null;
  last_success_at: Moment | null;
  last_new_at: Moment | null;
  due_at: Moment | null;
  /** End of the wait that the server asked for; forced visits wait for it too. */
  retry_at: Moment | null;
  failures: number;
  quiet_visits: number;
  ttl_minutes: number | null;
  skip_hours: Json;
  skip_days: Json;
  error_code: string | null;
  error_message: string | null;
  /** Stands in for `identity` once the source's ids proved unsound. */
  learnt_identity: IdentityPolicy | null;
  /** A visit is under way until then at the latest; null: none. */
  lease_until: Moment | null;
  /** 1: the visit under way began by an address or identity that the configuration has replaced since, and is void. */
  visit_void: Flag;
  /** FeedFacts of the last document read. */
  feed: Json | null;
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
  published_at: Moment | null;
  updated_at: Moment | null;
  word_count: number;
  read_minutes: number | null;
  /** 1: the operator's rules drop its entry, so that no list has it. */
  unlisted: Flag;
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
}

/** Rendered pieces of documents. */
export interface FragmentsTable {
  readonly key: string;
  body: string;
}

/** Single facts by name. */
export interface MetaTable {
  readonly name: string;
  value: string;
}

export interface Tables {
  sources: SourcesTable;
  hosts: HostsTable;
  articles: ArticlesTable;
  contents: ContentsTable;
  identities: IdentitiesTable;
  documents: DocumentsTable;
  fragments: FragmentsTable;
  meta: MetaTable;
}
