// The Link header (RFC 8288 section 3), read as leniently as its appendix B asks: several headers, several links in one,
// parameters in any order, quoted or not. Every character is looked at once.

export interface HeaderLink {
  /** As written between the angle brackets. */
  readonly target: string;
  /** Relation types, lower-case. */
  readonly rels: readonly string[];
  /** What the link is about, as written; null: the document it came with. */
  readonly anchor: string | null;
}

/** More links than any feed has a use for. */
const MAX_LINKS = 100;

/** The links of all Link headers of an answer, in order. */
export function parseLinkHeaders(values: readonly string[]): readonly HeaderLink[] {
  return values.flatMap(parseLinkHeader).slice(0, MAX_LINKS);
}

/** The relation types of a `rel`: tokens between white space, of any case. */
export function relationTypes(rel: string): readonly string[] {
  return rel
    .toLowerCase()
    .split(/\s+/)
    .filter((token) => token !== '');
}

function parseLinkHeader(value: string): readonly HeaderLink[] {
  const links: HeaderLink[] = [];
  let at = 0;

  const skip = (characters: string) => {
    while (at < value.length && characters.includes(value.charAt(at))) at++;
  };
  const takeUntil = (characters: string): string => {
    const start = at;
    while (at < value.length && !characters.includes(value.charAt(at))) at++;
    return value.slice(start, at);
  };
  /** From its opening quote past its closing one, or to the end. */
  const takeQuoted = (): string => {
    let text = '';
    for (at++; at < value.length && value.charAt(at) !== '"'; at++) {
      if (value.charAt(at) === '\\') at++;
      text += value.charAt(at);
    }
    at++;
    return text;
  };
  const takeParameters = (): ReadonlyMap<string, string> => {
    const parameters = new Map<string, string>();
    for (skip(' \t;'); at < value.length && value.charAt(at) !== ','; skip(' \t;')) {
      const name = takeUntil(' \t=;,"').toLowerCase();
      skip(' \t');
      let text = '';
      if (value.charAt(at) === '=') {
        at++;
        skip(' \t');
        text = value.charAt(at) === '"' ? takeQuoted() : takeUntil(' \t;,');
      } else if (value.charAt(at) === '"') takeQuoted();
      // of a parameter that comes twice the first counts (section 3.3)
      if (!parameters.has(name)) parameters.set(name, text);
    }
    return parameters;
  };

  for (skip(' \t,'); at < value.length; skip(' \t,')) {
    if (value.charAt(at) !== '<') {
      takeParameters();
      continue;
    }
    at++;
    const target = takeUntil('>');
    if (at === value.length) break;
    at++;
    const parameters = takeParameters();
    links.push({ target, rels: relationTypes(parameters.get('rel') ?? ''), anchor: parameters.get('anchor') ?? null });
  }
  return links;
}
