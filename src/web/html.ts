// The one way markup is made: a template tag that escapes everything it is given unless it is markup already.

const brand = Symbol('html');

/** Markup that is safe to send; made by `html` and `trustedHtml` only. */
export interface Html {
  readonly [brand]: true;
  readonly text: string;
}

/** What a template may hold: `null` and `false` leave nothing behind, lists are joined, the rest is escaped text. */
export type HtmlValue = Html | string | number | null | false | readonly HtmlValue[];

/** Makes markup. Values are escaped for text and for quoted attributes; attribute values must be quoted. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    text += toMarkup(value) + (strings[index + 1] ?? '');
  });
  return { [brand]: true, text };
}

/** Takes text that is markup already: for bodies that went through lib/safe-html.ts, and nothing else. */
export function trustedHtml(text: string): Html {
  return { [brand]: true, text };
}

function toMarkup(value: HtmlValue): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (value === null || value === false) return '';
  return isHtml(value) ? value.text : value.map(toMarkup).join('');
}

function isHtml(value: Html | readonly HtmlValue[]): value is Html {
  return brand in value;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes for text and quoted attributes. Control characters, which HTML does not allow, become U+FFFD. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, (character) => ESCAPES[character] ?? '\ufffd');
}
