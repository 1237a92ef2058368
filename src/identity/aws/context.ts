/** The request does not say, and nobody knows whether the key is there. */
export const notKnown = Symbol('not known');

/** The value of a condition key (lower case) in a request; a list is a multivalued key; undefined: absent. */
export type Look = (key: string) => string | readonly string[] | undefined | typeof notKnown;
