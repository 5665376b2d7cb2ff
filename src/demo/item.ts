// What a simulated source has to say: one item, before any format. Made by compose.ts, written by write-*.ts.

/** A place in the world where things have addresses. */
export interface Place {
  /** Scheme, host and port of the world, without a slash at the end. */
  readonly origin: string;
  readonly seed: number;
}

export interface Item {
  /** Counts from 1, oldest first; part of its address. */
  readonly serial: number;
  /** Null: the source gives no ids. */
  readonly guid: string | null;
  readonly link: string;
  /** Where a link list points. */
  readonly external: string | null;
  /** Empty for a note. */
  readonly title: string;
  /** Plain text. */
  readonly summary: string;
  /** HTML, and XML as well unless the quirk says otherwise. */
  readonly html: string;
  readonly author: string;
  readonly tags: readonly string[];
  readonly picture: { readonly url: string; readonly width: number; readonly height: number } | null;
  readonly audio: { readonly url: string; readonly bytes: number; readonly seconds: number } | null;
  readonly publishedAt: number;
  readonly updatedAt: number;
}
