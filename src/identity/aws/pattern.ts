/** Tells whether a text matches. */
export type Matcher = (text: string) => boolean;

// Wildcards become signs of their own, so that a `*` that a variable brought in stays a plain star.
const any = '\uE000';
const one = '\uE001';
const wild = /[\uE000\uE001]/;

/** `*` any text, also none; `?` one sign. */
export const wildcards = (pattern: string): string => pattern.replaceAll('*', any).replaceAll('?', one);

/** A matcher of a text with the signs of `wildcards`. Linear for the shapes that policies have, never exponential. */
export const wildcardMatcher = (pattern: string): Matcher => {
  if (pattern === any) return always;
  if (!wild.test(pattern)) return (text) => text === pattern;
  if (pattern.includes(one)) return (text) => wildcardMatch(pattern, text);
  const [head = '', ...rest] = pattern.split(any);
  const tail = rest.pop() ?? '';
  const middle = rest.filter((part) => part !== '');
  if (middle.length === 0 && tail === '') return (text) => text.startsWith(head);
  const least = head.length + tail.length;
  return (text) => {
    if (text.length < least || !text.startsWith(head) || !text.endsWith(tail)) return false;
    let at = head.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= text.length - tail.length;
  };
};
const always = (): boolean => true;

/** Does one of several patterns match? Texts without wildcards are looked up, not compared one by one. */
export const anyMatcher = (patterns: readonly string[], matcherOf: (pattern: string) => Matcher): Matcher => {
  const exact = new Set(patterns.filter((pattern) => !wild.test(pattern)));
  const others = patterns.filter((pattern) => wild.test(pattern)).map(matcherOf);
  const [only] = others;
  if (patterns.includes(any)) return always;
  if (exact.size === 0) return only && others.length === 1 ? only : (text) => others.some((matches) => matches(text));
  if (others.length === 0) return (text) => exact.has(text);
  return (text) => exact.has(text) || others.some((matches) => matches(text));
};

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

type ArnParts = readonly [string, string, string, string, string, string];
let lastArn = '';
let lastParts: ArnParts | undefined;
let remembered = new Map<string, ArnParts | undefined>();
/** The six parts of an ARN; the last keeps its colons. Undefined: not an ARN. Remembered: many patterns are asked about each ARN. */
export const arnParts = (arn: string): ArnParts | undefined => {
  if (arn === lastArn) return lastParts;
  let parts = remembered.get(arn);
  if (parts === undefined) {
    const [scheme, partition, service, region, account, ...rest] = arn.split(':');
    if (scheme !== undefined && partition !== undefined && service !== undefined && region !== undefined && account !== undefined && rest.length > 0)
      parts = [scheme, partition, service, region, account, rest.join(':')];
    if (remembered.size > 20_000) remembered = new Map();
    remembered.set(arn, parts);
  }
  lastArn = arn;
  lastParts = parts;
  return parts;
};
export const accountOfArn = (arn: string): string | undefined => arnParts(arn)?.[4] || undefined;
/** Undefined also for what AWS owns (`arn:aws:iam::aws:policy/...`) and for patterns. */
export const ownerOfArn = (arn: string): string | undefined => (/^[^:]*:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn) ?? [])[1];

/** ArnEquals and ArnLike: part by part. */
export const arnMatcher = (pattern: string): Matcher => {
  if (pattern === any) return always;
  const matches = partsMatcher(pattern);
  return (text) => {
    const given = arnParts(text);
    return given !== undefined && matches !== undefined && matches(given);
  };
};

/** Only the parts that are not a mere star are looked at. */
const partsMatcher = (pattern: string): ((given: ArnParts) => boolean) | undefined => {
  const parts = arnParts(pattern);
  if (!parts) return undefined;
  const tests = ([5, 4, 3, 2, 1, 0] as const).flatMap((i) => (parts[i] === any ? [] : [{ i, matches: wildcardMatcher(parts[i]) }]));
  return (given) => {
    for (const { i, matches } of tests) if (!matches(given[i])) return false;
    return true;
  };
};

/**
 * A Resource pattern (wildcards as signs of their own): as a whole, and a star in one of the first five parts stays inside its part. A pattern of fewer than
 * six parts is taken as a plain text pattern: the documents do not say whether its last star crosses colons.
 */
export const resourceMatcher = (pattern: string): Matcher => {
  const whole = wildcardMatcher(pattern);
  const parts = arnParts(pattern);
  if (!parts?.slice(0, 5).some((part) => wild.test(part))) return whole;
  const apart = partsMatcher(pattern);
  return (text) => {
    const given = arnParts(text);
    return given === undefined || apart === undefined ? whole(text) : apart(given);
  };
};
