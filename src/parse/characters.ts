// Characters: references decoded, what XML forbids taken out. Text that leaves this stage can be put into any XML document.
import { decodeHTMLStrict } from '../lib/markup.ts';

/** What XML 1.0 section 2.2 forbids, and the C1 range, which in feeds is windows-1252 in disguise. */
const REPAIRABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x80-\x9f\ufffe\uffff]/g;

/** U+0080 to U+009F as windows-1252 has them (Encoding Standard); five have no meaning there and stay. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Takes out forbidden characters and gives C1 characters their windows-1252 meaning; the same string if there are none. */
export function repairCharacters(text: string): string {
  return text.replace(REPAIRABLE, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? '');
}

/**
 * Decodes the five references of XML, numeric ones (C1 numbers by windows-1252, as HTML does) and the names of HTML, which feeds
 * use undeclared. Anything else that begins with an ampersand stays as it is: in feeds it is an address or a company.
 */
export function decodeReferences(raw: string): string {
  return raw.includes('&') ? repairCharacters(decodeHTMLStrict(raw)) : raw;
}

/** Whether nothing but white space (and control characters) stands between the offsets. */
export function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) > 0x20) return false;
  return true;
}
