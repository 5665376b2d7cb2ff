// What readers add to the page of an article, and what we know beside it: each part is markup that is made elsewhere and
// put into its place here. The stylesheet knows the class names `reactions`, `comments`, `comment`, `counter` and `related`.
import type { Html } from './html.ts';

/** Null: nothing to show, as in static files, which nobody can answer to. */
export interface ReaderParts {
  /** In the line of facts below the title, such as a `<span class="views">1 view</span>`. */
  readonly views: Html | null;
  /** `<section class="reactions">`, after the text. */
  readonly reactions: Html | null;
  /** `<section class="comments" id="comments">`, after the article. */
  readonly comments: Html | null;
}

export const NO_READER_PARTS: ReaderParts = { views: null, reactions: null, comments: null };
