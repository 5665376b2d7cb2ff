// The home of htmlparser2 and entities: the one scanner of XML and HTML and the one decoder of character references that
// parse, normalize and the sanitizer's helpers use. What the tokens mean is theirs to say.
export { decodeHTML, decodeHTMLAttribute, decodeHTMLStrict, escapeAttribute, escapeText } from 'entities';
export { Parser as MarkupParser, Tokenizer as MarkupTokenizer, type TokenizerCallbacks } from 'htmlparser2';
