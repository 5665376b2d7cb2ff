// Apart from the rules themselves, so that who only compares it need not load the sanitizer.

/** Grows when the same input gives other output: what was cleaned and kept under an older number is cleaned again. */
export const SAFE_HTML_VERSION = 2;
