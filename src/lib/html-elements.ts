// What HTML elements mean for reading: which separate text, which hold none worth reading, which names exist at all.
// The sanitizer and the text pass share these lists, so that what is counted is what is shown.

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Elements whose edges separate words. */
export const BLOCK_ELEMENTS = set(
  'address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 head header hgroup hr html li main menu nav ol option p pre section select summary table tbody ' +
    'td tfoot th thead tr ul',
);

/** Elements that go with everything in them: code, styles, controls, drawings, and text that no browser would show. */
export const TEXTLESS_ELEMENTS = set(
  'script style template textarea select option datalist button xmp title noembed noframes plaintext svg object applet ' +
    'annotation annotation-xml',
);

/** Elements without content or end tag. */
export const VOID_ELEMENTS = set('area base br col embed hr img input link meta param source track wbr');

/** Names that make `<name>` in a title markup rather than something the author wrote about, such as a type parameter. */
export const KNOWN_ELEMENTS: ReadonlySet<string> = new Set([
  ...BLOCK_ELEMENTS,
  ...TEXTLESS_ELEMENTS,
  ...VOID_ELEMENTS,
  ...set(
    'a abbr acronym audio b bdi bdo big blink canvas cite code data del dfn em font i iframe ins kbd label mark marquee ' +
      'nobr noscript picture q rp rt ruby s samp small span strike strong sub sup time tt u var video',
  ),
]);
