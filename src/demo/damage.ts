// Breaks a well-formed document in one of the ways that feeds are broken in the wild. What each does is said in its name;
// the text around the fault stays whole, so that there is something left to read.

export type Damage = keyof typeof DAMAGES;

/** Applies the named damages, in order. */
export function damageText(text: string, damages: readonly Damage[]): string {
  return damages.reduce((broken, name) => DAMAGES[name](broken), text);
}

const DAMAGES = {
  'blank-lines': (text: string) => `\n\n  ${text}`,
  'php-warning': (text: string) =>
    `<br />\n<b>Warning</b>:  Undefined variable $feed in <b>/srv/www/feed.php</b> on line <b>14</b><br />\n${text}`,
  'bare-ampersands': (text: string) => text.replaceAll('&amp;', '&'),
  'undeclared-prefix': (text: string) => text.replace(/\s+xmlns:dc="[^"]*"/, ''),
  'wrong-namespace': (text: string) => text.replace('http://www.w3.org/2005/Atom', 'http://www.w3.org/2005/atom/'),
  /** Every second item is never closed, nor is the channel. */
  'missing-end-tags': (text: string) => {
    let count = 0;
    return text.replace(/ *<\/item>\n/g, (tag) => (++count % 2 === 0 ? '' : tag)).replace(' </channel>\n', '');
  },
  'html-entities': (text: string) => text.replaceAll('’', '&rsquo;').replaceAll(', ', ',&nbsp;'),
  'control-characters': (text: string) => text.replaceAll('</title>', '\u000b</title>').replaceAll('. ', '.\u0008 '),
  /** The last section is never closed, so the rest of the document is inside it. */
  'unclosed-cdata': (text: string) => {
    const at = text.lastIndexOf(']]>');
    return at < 0 ? text : text.slice(0, at) + text.slice(at + 3);
  },
  'cut-short': (text: string) => text.slice(0, Math.floor(text.length * 0.7)),
  /** A reference to a local file and a few laughs, which must stay what they are. */
  'entity-declarations': (text: string) => {
    const [declaration = ''] = /^<\?xml[^>]*>\n/.exec(text) ?? [];
    const doctype =
      '<!DOCTYPE rss [\n  <!ENTITY ha "ha">\n  <!ENTITY haha "&ha;&ha;&ha;&ha;&ha;&ha;&ha;&ha;">\n  <!ENTITY file SYSTEM "file:///etc/hostname">\n]>\n';
    const rest = text.slice(declaration.length).replaceAll('</title>', ' &haha;&file;</title>');
    return declaration + doctype + rest;
  },
} satisfies Record<string, (text: string) => string>;
