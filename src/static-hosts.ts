// Files by which static hosts learn what file names do not tell: the media types of the documents, and that pages elsewhere may
// read them. `_headers` is read by Netlify, Cloudflare Pages and others, `.htaccess` by Apache; docs/commands.md has nginx.
import { OPML_PATH } from './opml-document.ts';
import { CHANNEL_DOCUMENTS } from './publish/publish.ts';

const TYPES: readonly { readonly name: string; readonly type: string }[] = [
  ...CHANNEL_DOCUMENTS.map(({ path, contentType }) => ({ name: path, type: contentType })),
  { name: OPML_PATH, type: 'text/x-opml; charset=utf-8' },
];

const SHARED = { 'Access-Control-Allow-Origin': '*', 'X-Content-Type-Options': 'nosniff' };

/** Both files; the same for every site whose documents may be kept for `maxAgeSeconds`. */
export function hostFiles(maxAgeSeconds: number): readonly { readonly path: string; readonly body: string }[] {
  const shared = { ...SHARED, 'Cache-Control': `public, max-age=${maxAgeSeconds}` };
  const rules = TYPES.flatMap(({ name, type }) =>
    // a document lies at the top and in folders: no address matches both patterns, which would double its headers
    [`/${name}`, `/*/${name}`].map(
      (pattern) =>
        `${pattern}\n${Object.entries({ 'Content-Type': type, ...shared })
          .map(([header, value]) => `  ${header}: ${value}\n`)
          .join('')}`,
    ),
  );
  const apache = TYPES.map(({ name, type }) => {
    const headers = Object.entries(shared).map(([header, value]) => `    Header set ${header} "${value}"\n`);
    return `<Files "${name}">\n  ForceType "${type}"\n  <IfModule mod_headers.c>\n${headers.join('')}  </IfModule>\n</Files>\n`;
  });
  return [
    { path: '_headers', body: rules.join('\n') },
    { path: '.htaccess', body: apache.join('\n') },
  ];
}
