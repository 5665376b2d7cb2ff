// Query parameters that say where a reader came from, taken off article addresses. Never off ids, feed addresses,
// enclosures or signed addresses. Everything else in the address stays byte for byte.

const PREFIXES = /^(?:utm_|mtm_|pk_|campaign_|itm_|hmb_|hsa_)/;
const NAMES: ReadonlySet<string> = new Set(
  (
    'fbclid gclid dclid gbraid wbraid gclsrc srsltid msclkid yclid ysclid twclid igshid mc_cid mc_eid mc_tc mkt_tok _hsenc ' +
    '_hsmi __hssc __hstc __hsfp hsctatracking vero_id vero_conv oly_anon_id oly_enc_id rb_clickid wickedid _openstat ' +
    'fb_action_ids fb_action_types fb_ref fb_source fb_comment_id sc_cid _bhlid _branch_match_id _branch_referrer'
  ).split(' '),
);
/** With one of these present every byte of the query counts. */
const SIGNATURES = /[?&](?:[\w-]*signature|sig|hmac)=/i;

/** `ownHosts`: hosts of the feed and its site; `ref=` one of them is a tracker, any other `ref` may be a git branch. */
export function stripTrackers(url: string, ownHosts: readonly string[]): string {
  const hash = url.indexOf('#');
  const fragment = hash < 0 ? '' : url.slice(hash);
  const address = hash < 0 ? url : url.slice(0, hash);
  const kept = isTrackingFragment(fragment) ? '' : fragment;
  const mark = address.indexOf('?');
  if (mark < 0 || SIGNATURES.test(address)) return address + kept;
  const parameters = address.slice(mark + 1).split('&');
  const wanted = parameters.filter((parameter) => !isTracker(parameter, ownHosts));
  if (wanted.length === parameters.length) return address + kept;
  return address.slice(0, mark) + (wanted.length === 0 ? '' : `?${wanted.join('&')}`) + kept;
}

/** Campaigns are also counted behind the `#`, where no server sees them: parameters of that kind and nothing else. */
function isTrackingFragment(fragment: string): boolean {
  const parameters = fragment.slice(1).split('&');
  return parameters.every((parameter) => parameter.includes('=') && isTracker(parameter, []));
}

function isTracker(parameter: string, ownHosts: readonly string[]): boolean {
  const equals = parameter.indexOf('=');
  const name = (equals < 0 ? parameter : parameter.slice(0, equals)).toLowerCase();
  if (PREFIXES.test(name) || NAMES.has(name)) return true;
  return name === 'ref' && equals >= 0 && ownHosts.includes(bareHost(parameter.slice(equals + 1)));
}

/** Host without `www.`, lower-case; of a URL or of a bare host. */
export function bareHost(text: string): string {
  const host = URL.canParse(text) ? new URL(text).hostname : text;
  return host
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\/$/, '');
}
