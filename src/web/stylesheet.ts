// The one stylesheet: paper and ink by day and by night, blue links that turn purple once you have been there, the fonts
// your system has. No script depends on it, and it asks for nothing from elsewhere.
import { ARTICLE_STYLE } from './style/article.ts';
import { BODY_STYLE } from './style/body.ts';
import { FRAME_STYLE } from './style/frame.ts';
import { GROUND_STYLE } from './style/ground.ts';
import { LISTS_STYLE } from './style/lists.ts';
import { PLAIN_PAGES_STYLE } from './style/plain-pages.ts';
import { PRINT_STYLE } from './style/print.ts';
import { READERS_STYLE } from './style/readers.ts';

/** Served as `/style.css`. */
export const STYLESHEET = [
  GROUND_STYLE,
  FRAME_STYLE,
  LISTS_STYLE,
  ARTICLE_STYLE,
  BODY_STYLE,
  READERS_STYLE,
  PLAIN_PAGES_STYLE,
  PRINT_STYLE,
].join('');
