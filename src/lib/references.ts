// The home of entities: the one decoder and encoder of character references.
export { decodeHTML, decodeHTMLAttribute, decodeHTMLStrict, escapeAttribute, escapeText } from 'entities';
