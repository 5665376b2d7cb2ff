// Whether a `matches` pattern is one of RE2's, told while the file is read. The engine that runs it lives with the rules;
// it is linear in time because it has no lookaround and no backreferences. What the two share is left to JavaScript's
// compiler; what they do not is refused or respelt here.

/** Escapes of RE2: properties, code points, octal, letters with a meaning, punctuation. */
const ESCAPE =
  /\\(?:[pP](?:[A-Z]|\{\^?\w+\})|x(?:[\dA-Fa-f]{2}|\{[\dA-Fa-f]{1,6}\})|0[0-7]{0,2}|[aAbBdDfnrsStvwWz]|[ -/:-@[-`{-~])/y;
/** Escapes for places, which a class of characters cannot contain. */
const PLACE_ESCAPE = /^\\[AbBz]/;
const CLASS_START = /\[\^?\]?/y;
const NAMED_CLASS = /\[:\^?(\w*):\]/y;
const CLASS_NAMES = 'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' ');
const LOOKAROUND = /\(\?<?[=!]/y;
const REPETITION = /\{(\d+)(?:,(\d*))?\}/y;
/** RE2's own bound. */
const MAX_REPETITION = 1000;

/** What is wrong with a pattern, or null. */
export function patternFault(pattern: string): string | null {
  const plain = pattern.replace(/\\Q.*?(?:\\E|$)/gs, 'x');
  return unsharedFault(plain) ?? regExpFault(toJavaScript(plain));
}

function unsharedFault(pattern: string): string | null {
  let inClass = false;
  let at = 0;
  const take = (token: RegExp): RegExpExecArray | null => {
    token.lastIndex = at;
    const found = token.exec(pattern);
    at += found?.[0].length ?? 0;
    return found;
  };
  while (at < pattern.length) {
    const start = at;
    if (pattern[at] === '\\') {
      const fault = escapeFault(pattern.slice(at, at + 2), take(ESCAPE)?.[0], inClass);
      if (fault !== null) return fault;
    } else if (inClass) {
      const name = take(NAMED_CLASS)?.[1];
      if (name !== undefined && !CLASS_NAMES.includes(name)) return `there is no class [:${name}:] (RE2)`;
      if (name === undefined) inClass = pattern[at] !== ']';
    } else if (take(CLASS_START) !== null) {
      inClass = true;
    } else if (take(LOOKAROUND) !== null) {
      return 'lookahead and lookbehind are not supported (RE2)';
    } else {
      const [, least = '0', most = ''] = take(REPETITION) ?? [];
      if (Math.max(Number(least), Number(most)) > MAX_REPETITION) return `repetitions end at ${MAX_REPETITION} (RE2)`;
    }
    if (at === start) at++;
  }
  return inClass ? 'not a regular expression: unterminated character class' : null;
}

function escapeFault(name: string, token: string | undefined, inClass: boolean): string | null {
  if (/[1-9k]/.test(name)) return 'backreferences are not supported (RE2)';
  const fits = token !== undefined && !(inClass && PLACE_ESCAPE.test(token)) && isKnownProperty(token);
  return fits ? null : `the escape ${name} cannot stand here (RE2)`;
}

/** RE2 knows general categories by their short names, and scripts. */
function isKnownProperty(token: string): boolean {
  const name = /^\\p\{?\^?(\w+)/i.exec(token)?.[1];
  if (name === undefined || name === 'Any') return true;
  return regExpFault(`\\p{${name.length <= 2 ? 'gc' : 'sc'}=${name}}`, 'u') === null;
}

/** Flags, names and classes in JavaScript's spelling; what they stand for matters no more. */
function toJavaScript(pattern: string): string {
  return (
    pattern
      .replace(/\(\?[imsU-]+\)/g, '')
      .replace(/\(\?[imsU-]+:/g, '(?:')
      .replace(/\(\?P</g, '(?<')
      // past U+FFFF only the order in ranges is lost
      .replace(
        /\\x\{(\w+)\}/g,
        (_, hex) => `\\u${Math.min(Number.parseInt(hex, 16), 0xffff).toString(16).padStart(4, '0')}`,
      )
      .replace(/\\.|(\[\^?)(\]?)((?:\\.|\[:\^?\w*:\]|[^\]\\])*\])/gs, (token, open = '', bracket, rest = '') =>
        open === '' ? token : `${open}${bracket === '' ? '' : '\\]'}${rest.replace(/\[:\^?\w*:\]/g, '\\w')}`,
      )
  );
}

function regExpFault(pattern: string, flags = ''): string | null {
  try {
    new RegExp(pattern, flags);
    return null;
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message.replace(/^.*: /s, '') : String(error);
    return `not a regular expression: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
  }
}
