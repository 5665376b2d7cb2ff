// Which ids of other feeds can stand in a document of ours: absolute, in a scheme that everybody knows, and written in the one
// form that nobody normalises (RFC 4287 section 4.2.6.1, RFC 3986 section 6): readers compare ids byte for byte.

/** Schemes registered at IANA that are used for ids. */
const SCHEME = /^(https?|urn|tag|ftp|info|news|mid|cid|dns|crid):/;
/** RFC 3986: unreserved characters, sub-delimiters, and what separates the parts. */
const CHARACTERS = /^[\w.~!$&'()*+,;=:@/?#%-]+$/;
/** RFC 8141; UUIDs have a form of their own. */
const URN = /^urn:[a-z0-9][a-z0-9-]{1,31}:(?:[\w()+,.:=@;$!*'-]|%[0-9A-F]{2})+$/i;
const UUID = /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** RFC 4151: an authority and a date. */
const TAG = /^tag:(?:[a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(?:-\d\d){0,2}:[^#]*(?:#[^#]*)?$/;
/** Scheme, host in lower case without a dot at its end, port, and a path that is not empty. */
const ADDRESS = /^(https?|ftp):\/\/([^/?#@:A-Z]*[^/?#@:A-Z.])(?::([1-9]\d*))?(\/[^?#]*)(?:\?[^#]*)?(?:#[^#]*)?$/;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { ftp: '21', http: '80', https: '443' };

export function isCanonicalId(id: string): boolean {
  const scheme = SCHEME.exec(id)?.[1];
  if (scheme === undefined || !CHARACTERS.test(id) || !isEscapedOnce(id)) return false;
  if (/^urn:uuid:/i.test(id)) return UUID.test(id);
  if (scheme === 'urn') return URN.test(id);
  if (scheme === 'tag') return TAG.test(id);
  if (!(scheme in DEFAULT_PORTS)) return /^[^#]*(?:#[^#]*)?$/.test(id);
  const [, , , port, path] = ADDRESS.exec(id) ?? [];
  return path !== undefined && port !== DEFAULT_PORTS[scheme] && !/\/\.\.?(?:\/|$)/.test(path);
}

/** Only what needs it is escaped, in capitals, as UTF-8 in composed form (RFC 3986 section 6.2.2). */
function isEscapedOnce(id: string): boolean {
  for (const [escapes] of id.matchAll(/(?:%.{0,2})+/g)) {
    if (!/^(?:%[0-9A-F]{2})+$/.test(escapes)) return false;
    try {
      if (/[\w.~-]/.test(decodeURIComponent(escapes))) return false;
    } catch {
      return false;
    }
  }
  const text = decodeURIComponent(id);
  return text === text.normalize('NFC');
}
