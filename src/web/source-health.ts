// How a source is doing, in words for readers; what its operator needs to know of it is told elsewhere.
import type { SourceView } from '../model.ts';
import { renderAge } from './dates.ts';
import { type Html, html } from './html.ts';

/** A listed source and how it is doing. */
export interface SourceOnPage {
  readonly view: SourceView;
  /** `new`: not read yet. `quiet`: no news for long. `silent`: it does not answer. `gone`: for good. `paused`: not asked. */
  readonly condition: 'well' | 'new' | 'quiet' | 'silent' | 'gone' | 'paused';
  /** When its newest article appeared; null: never, or not known. */
  readonly lastArticleAt: number | null;
  /** Whole; 0: less than one, or not known. */
  readonly articlesPerWeek: number;
}

const WORDS: Readonly<Record<SourceOnPage['condition'], string>> = {
  well: 'well',
  new: 'not read yet',
  quiet: 'quiet',
  silent: 'not answering',
  gone: 'gone',
  paused: 'paused',
};

/** Spans for a line of facts. */
export function renderHealth({ condition, lastArticleAt, articlesPerWeek }: SourceOnPage): Html {
  return html`<span class="health ${condition}">${WORDS[condition]}</span> ${
    lastArticleAt !== null && html`<span>last article ${renderAge(lastArticleAt)}</span> `
  }${articlesPerWeek > 0 && html`<span>${articlesPerWeek} a week</span>`}`;
}
