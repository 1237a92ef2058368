/** Tells whether a text matches. */
export type Matcher = (text: string) => boolean;

// Wildcards become signs of their own, so that a `*` that a variable brought in stays a plain star.
const any = '\uE000';
const one = '\uE001';
const wild = /[\uE000\uE001]/;

/** `*` any text, also none; `?` one sign. */
export const wildcards = (pattern: string): string => pattern.replaceAll('*', any).replaceAll('?', one);

/** A matcher of a text with `*` and `?`. Linear for the shapes that policies have, never exponential. */
export const glob = (pattern: string): Matcher => wildcardMatcher(wildcards(pattern));

export const wildcardMatcher = (pattern: string): Matcher => {
  if (pattern === any) return always;
  if (!wild.test(pattern)) return (text) => text === pattern;
  const head = pattern.slice(0, -1);
  if (pattern.endsWith(any) && !wild.test(head)) return (text) => text.startsWith(head);
  return (text) => wildcardMatch(pattern, text);
};
const always = (): boolean => true;

/** Walks both texts once; after a mismatch it goes back to the last star only. */
const wildcardMatch = (pattern: string, text: string): boolean => {
  let at = 0;
  let star = -1;
  let mark = 0;
  let i = 0;
  while (i < text.length) {
    const sign = pattern[at];
    if (sign === any) {
      star = at++;
      mark = i;
    } else if (sign === one || (sign !== undefined && sign === text[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++mark;
    } else return false;
  }
  while (pattern[at] === any) at++;
  return at === pattern.length;
};

/** The six parts of an ARN; the last keeps its colons. Undefined: not an ARN. */
export const arnParts = (arn: string): readonly [string, string, string, string, string, string] | undefined => {
  const [scheme, partition, service, region, account, ...rest] = arn.split(':');
  return scheme === undefined || partition === undefined || service === undefined || region === undefined || account === undefined || rest.length === 0
    ? undefined
    : [scheme, partition, service, region, account, rest.join(':')];
};
export const accountOfArn = (arn: string): string | undefined => arnParts(arn)?.[4] || undefined;
/** Undefined also for what AWS owns (`arn:aws:iam::aws:policy/...`) and for patterns. */
export const ownerOfArn = (arn: string): string | undefined => (/^[^:]*:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn) ?? [])[1];

/** ArnEquals and ArnLike: part by part. */
export const arnMatcher = (pattern: string): Matcher => {
  if (pattern === any) return always;
  const parts = arnParts(pattern)?.map(wildcardMatcher);
  if (!parts) return () => false;
  return (text) => {
    const given = arnParts(text);
    return given !== undefined && parts.every((part, i) => part(given[i] ?? ''));
  };
};

/**
 * A Resource pattern (wildcards as signs of their own): as a whole, and a star in one of the first five parts stays inside its part. A pattern of fewer than
 * six parts is taken as a plain text pattern: the documents do not say whether its last star crosses colons.
 */
export const resourceMatcher = (pattern: string): Matcher => {
  const whole = wildcardMatcher(pattern);
  const parts = arnParts(pattern);
  if (!parts || !parts.slice(0, 5).some((part) => wild.test(part))) return whole;
  const apart = arnMatcher(pattern);
  return (text) => whole(text) && (apart(text) || arnParts(text) === undefined);
};
