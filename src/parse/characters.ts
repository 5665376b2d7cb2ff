// Characters: references decoded, what XML forbids taken out. Text that leaves this stage can be put into any XML document.
import { decodeHTMLStrict } from '../lib/markup.ts';

/** What XML 1.0 section 2.2 forbids, and the C1 range, which in feeds is windows-1252 in disguise. */
const REPAIRABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ufffe\uffff]/;
const ALL_REPAIRABLE = new RegExp(REPAIRABLE, 'g');

/** Numeric references to the characters above; C1 numbers are left to the decoder, which reads them as HTML does. */
const FORBIDDEN_REFERENCE = /&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])|0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45]));/i;

/** U+0080 to U+009F as windows-1252 has them (Encoding Standard); five have no meaning there and stay. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Takes out forbidden characters and gives C1 characters their windows-1252 meaning; the same string if there are none. */
export function repairCharacters(text: string): string {
  if (!REPAIRABLE.test(text)) return text;
  return text.replace(ALL_REPAIRABLE, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? '');
}

/**
 * Decodes the five references of XML, numeric ones (C1 numbers by windows-1252, as HTML does) and the names of HTML, which feeds
 * use undeclared. Anything else that begins with an ampersand stays as it is: in feeds it is an address or a company.
 */
export function decodeReferences(raw: string): string {
  if (!raw.includes('&')) return raw;
  const decoded = decodeHTMLStrict(raw);
  return raw.includes('#') && FORBIDDEN_REFERENCE.test(raw) ? repairCharacters(decoded) : decoded;
}

/** Whether nothing but white space (and control characters) stands between the offsets. */
export function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) > 0x20) return false;
  return true;
}
