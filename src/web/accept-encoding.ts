// Which content coding a client gets (RFC 9110 section 12.5.3). Reading is cheap enough for one page, and remembered for
// the documents, whose readers send the same few header values over and over.

export type Coding = 'br' | 'zstd' | 'gzip' | 'identity';

/** All codings, best first: this order decides between those a client likes equally. */
export const CODINGS: readonly Coding[] = ['br', 'zstd', 'gzip', 'identity'];

// Distinct values seen in the wild number a few dozen; a client that invents more only makes us read them again.
const MAX_REMEMBERED = 256;
const MAX_REMEMBERED_LENGTH = 200;

/** Returns a reader of Accept-Encoding that remembers its answers, in bounded space. */
export function createCodingReader(): (header: string | undefined) => readonly Coding[] {
  const remembered = new Map<string, readonly Coding[]>();
  return (header) => {
    if (header === undefined) return IDENTITY_ONLY;
    const known = remembered.get(header);
    if (known !== undefined) return known;
    const codings = readAcceptEncoding(header);
    if (header.length <= MAX_REMEMBERED_LENGTH) {
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(header, codings);
    }
    return codings;
  };
}

const IDENTITY_ONLY: readonly Coding[] = ['identity'];

/**
 * The codings a client takes, the one it likes best first. `identity` is always among them, last if it was refused: a
 * feed is never answered with 406. `*` stands for gzip, which everybody has, and for identity.
 */
export function readAcceptEncoding(header: string): readonly Coding[] {
  const weights = new Map<string, number>();
  for (const member of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = member.split(';').map((part) => part.trim());
    weights.set(name === 'x-gzip' ? 'gzip' : name, readWeight(parameters));
  }
  const rest = weights.get('*');
  const weightOf = (coding: Coding): number => {
    const own = weights.get(coding);
    if (own !== undefined) return own;
    if (coding === 'identity') return rest === 0 ? 0 : LEAST_WEIGHT;
    return coding === 'gzip' ? (rest ?? 0) : 0;
  };
  return CODINGS.map((coding) => ({ coding, weight: weightOf(coding) }))
    .filter(({ coding, weight }) => weight > 0 || coding === 'identity')
    .sort((a, b) => b.weight - a.weight)
    .map(({ coding }) => coding);
}

// Identity is acceptable when unnamed, and worse than anything named: the smallest qvalue there is (three digits).
const LEAST_WEIGHT = 0.001;

/** Reads `q=…`; 1 when there is none, 0 when it cannot be read. */
function readWeight(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => /^q\s*=/.test(parameter));
  if (weight === undefined) return 1;
  const value = Number(weight.slice(weight.indexOf('=') + 1));
  return value >= 0 ? Math.min(value, 1) : 0;
}
