// Our XML namespace, for the one thing no format has an element for: `<lostfeed:readMinutes>4</lostfeed:readMinutes>`.

/** A name, not an address, and the same whoever runs the program: readers match it byte for byte (Namespaces in XML 2.3). */
export const READ_TIME_NAMESPACE = 'urn:lostfeed:1.0';
