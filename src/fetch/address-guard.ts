// Keeps feeds from making us ask machines that are not on the public internet (server-side request forgery). An address
// is looked at twice: as a parsed URL before each hop (scheme, port, name, literal IP), and as the resolved IP inside the
// connector's lookup, so that the address dialled is one that was checked and a name cannot change its mind in between.

import { BlockList, isIP, type LookupFunction } from 'node:net';

/** IPv4 ranges that are not globally reachable (IANA special-purpose registry, RFC 6890), and one that acts so. */
const PRIVATE_IPV4: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // shared address space of carriers, RFC 6598
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // Azure's machine agent, public by its number only
  ['169.254.0.0', 16], // link-local, with the clouds' metadata services
  ['172.16.0.0', 12],
  ['192.0.0.0', 24], // IETF protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays, RFC 7526
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];

/** IPv6 ranges that may be public at all; everything outside them is refused. */
const PUBLIC_IPV6: readonly (readonly [network: string, bits: number])[] = [
  ['2000::', 3], // global unicast
  ['64:ff9b::', 96], // NAT64, RFC 6052: an IPv4 address in its last 32 bits
  ['::ffff:0:0', 96], // IPv4-mapped
];

/** Exceptions from those. Teredo (2001::/32) lies in the first; the IPv4 inside the others is looked at below. */
const PRIVATE_IPV6: readonly (readonly [network: string, bits: number])[] = [
  ['2001::', 23], // IETF protocol assignments
  ['2001:db8::', 32], // documentation
  ['3fff::', 20], // documentation, RFC 9637
];

const isPrivate = new BlockList();
const mayBePublic = new BlockList();
for (const [network, bits] of PRIVATE_IPV4) {
  isPrivate.addSubnet(network, bits, 'ipv4'); // IPv4-mapped IPv6 is matched by this too
  isPrivate.addSubnet(`64:ff9b::${network}`, 96 + bits, 'ipv6');
  isPrivate.addSubnet(`2002:${toHexGroups(network)}::`, 16 + bits, 'ipv6'); // 6to4, RFC 3056
}
for (const [network, bits] of PRIVATE_IPV6) isPrivate.addSubnet(network, bits, 'ipv6');
for (const [network, bits] of PUBLIC_IPV6) mayBePublic.addSubnet(network, bits, 'ipv6');

function toHexGroups(ipv4: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split('.').map(Number);
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

/** Whether an IP address (no brackets) is on the public internet; IPv4 inside IPv6 is unwrapped. Anything else: false. */
export function isPublicAddress(ip: string): boolean {
  const family = isIP(ip);
  if (family === 4) return !isPrivate.check(ip, 'ipv4');
  // A zone (`fe80::1%eth0`) only makes sense on a local link.
  return family === 6 && !ip.includes('%') && mayBePublic.check(ip, 'ipv6') && !isPrivate.check(ip, 'ipv6');
}

/** Names that never lead to a public host: RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`. */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$/;

/** Ports from 1024 up where something other than the web listens: databases, consoles, and the WHATWG's "bad ports". */
const REFUSED_PORTS: ReadonlySet<number> = new Set([
  1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672,
  5900, 5984, 6000, 6379, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9092, 9200, 9300, 10080, 10250,
  11211, 27017,
]);

/** Why an address may not be asked, as the end of a sentence about it, or null when it may (its name still has to resolve well). */
export function refusal(url: URL): string | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `${url.protocol} is not http or https`;
  const port = Number(url.port || 80);
  if ((port < 1024 && port !== 80 && port !== 443) || REFUSED_PORTS.has(port)) return `port ${port} is not for feeds`;
  // The URL parser has turned every spelling of an IPv4 address (octal, hex, one number) into the dotted one.
  const name = url.hostname.replace(/\.$/, '');
  const literal = name.startsWith('[') ? name.slice(1, -1) : name;
  if (isIP(literal) !== 0) return isPublicAddress(literal) ? null : 'its address is not public';
  return name.includes('.') && !PRIVATE_NAME.test(name) ? null : 'its name is not public';
}

/** `code` of the error a guarded lookup fails with when a name leads to private addresses only. */
export const PRIVATE_ADDRESS = 'LOSTFEED_PRIVATE_ADDRESS';
/** `code` of the error when the resolver did not answer in time. */
export const LOOKUP_TIMEOUT = 'LOSTFEED_LOOKUP_TIMEOUT';

/** Shorter than the connect timeout, so that a dead resolver is not taken for a dead host. */
const LOOKUP_TIMEOUT_MS = 8_000;

/**
 * A resolver that gives only addresses that may be dialled: public ones, or all if `anyAddress`. Private addresses among
 * public ones are left out; when nothing is left, the lookup fails with PRIVATE_ADDRESS.
 */
export function makeLookup(lookup: LookupFunction, anyAddress: boolean): LookupFunction {
  return (hostname, options, callback) => {
    let waiting = true;
    const finish: typeof callback = (error, address, family) => {
      if (!waiting) return;
      waiting = false;
      clearTimeout(timer);
      callback(error, address, family);
    };
    const fail = (code: string, message: string) => finish(Object.assign(new Error(message), { code }), []);
    const timer = setTimeout(fail, LOOKUP_TIMEOUT_MS, LOOKUP_TIMEOUT, 'the resolver did not answer');
    timer.unref();
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return finish(error, []);
      const resolved = typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found;
      const dialable = anyAddress ? resolved : resolved.filter(({ address }) => isPublicAddress(address));
      const first = dialable[0];
      if (first === undefined) return fail(PRIVATE_ADDRESS, 'the name leads to private addresses only');
      if (options.all) finish(null, dialable);
      else finish(null, first.address, first.family);
    });
  };
}
