// The one script of the site. Nothing needs it: each part makes something nicer that works, or is not missed, without.
import { readFileSync } from 'node:fs';

/** Files of script/, in the order in which they run; each sees nothing of the others. */
const PARTS = ['ages', 'copy-buttons', 'reader-acts'] as const;

/** Served as `/site.js`. */
export const SITE_SCRIPT = PARTS.map((name) => {
  const part = readFileSync(new URL(`./script/${name}.js`, import.meta.url), 'utf8');
  // the compiler marks each file of the npm package as a module, which these are not
  return `(() => {\n'use strict';\n${part.replace(/^export \{\};\n/m, '')}})();\n`;
}).join('');
