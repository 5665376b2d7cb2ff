// The language of a text and the direction it runs in, as attributes of the element that holds it.
import { type Html, html } from './html.ts';

// Scripts that run from right to left (Unicode bidirectional classes R and AL) and are in use today.
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi']);

const ENGLISH = html` lang="en" dir="ltr"`;
const UNKNOWN = html` lang="" dir="auto"`;

/**
 * Attributes `lang` and `dir` with a leading space. A text whose language is unknown says so, rather than taking the
 * page's, and runs the way its first strong character does.
 */
export function languageAttributes(language: string | null): Html {
  // what most articles are in, without asking the tables of the world's languages
  if (language === 'en') return ENGLISH;
  const locale = language === null ? null : toLocale(language);
  if (locale === null) return UNKNOWN;
  const direction = RIGHT_TO_LEFT.has(locale.maximize().script ?? '') ? 'rtl' : 'ltr';
  return html` lang="${locale.toString()}" dir="${direction}"`;
}

function toLocale(language: string): Intl.Locale | null {
  try {
    return new Intl.Locale(language);
  } catch {
    return null;
  }
}
