import type { Atom, Residual } from './identity.ts';

/** Three values: certain, or what it depends on. */
export type Truth = boolean | Residual;

export const and = (parts: readonly Truth[]): Truth => joined(parts, 'all');
export const or = (parts: readonly Truth[]): Truth => joined(parts, 'any');
export const negate = (truth: Truth): Truth => (typeof truth === 'boolean' ? !truth : 'not' in truth ? truth.not : { not: truth });

/** Flattened, without repeats, and each part read in the light of the others; a part that decides is the whole. */
const joined = (parts: readonly Truth[], kind: 'all' | 'any'): Truth => {
  const decisive = kind === 'any';
  let left = new Map<string, Residual>();
  const take = (part: Truth): boolean => {
    if (typeof part !== 'boolean')
      for (const one of membersOf(part, kind)) {
        const key = keyOf(one);
        if (!left.has(key)) left.set(key, one);
      }
    return part === decisive;
  };
  for (const part of parts) if (take(part)) return decisive;
  if (left.size > 1) {
    for (const [key, one] of left) if (!key.includes(unsure) && left.has('not' in one ? keyOf(one.not) : `!${key}`)) return decisive;
    // What one simple part says need not be asked again inside the others: `a and (not a or b)` is `a and b`.
    const simple = new Map([...left].filter(([, one]) => isSimple(one)).map(([key, one]) => ['not' in one ? keyOf(one.not) : key, 'not' in one === decisive]));
    const before = [...left.values()];
    if (simple.size > 0 && before.some((one) => !isSimple(one))) {
      left = new Map();
      for (const one of before) if (take(isSimple(one) ? one : assumed(one, simple))) return decisive;
      // A part that became simple may decide others.
      if (before.some((one) => !isSimple(one) && !left.has(keyOf(one)))) return joined([...left.values()], kind);
    }
  }
  const members = [...left.values()];
  const [only] = members;
  if (only === undefined) return !decisive;
  return members.length === 1 ? only : kind === 'all' ? { all: members } : { any: members };
};

const isSimple = (residual: Residual): boolean => 'key' in residual || ('not' in residual && 'key' in residual.not);

/** With some simple parts known: by key, whether they hold. */
const assumed = (residual: Residual, known: ReadonlyMap<string, boolean>): Truth => {
  if ('all' in residual) return and(residual.all.map((one) => assumed(one, known)));
  if ('any' in residual) return or(residual.any.map((one) => assumed(one, known)));
  if ('not' in residual) return negate(assumed(residual.not, known));
  return 'doubt' in residual ? residual : (known.get(keyOf(residual)) ?? residual);
};

const membersOf = (part: Residual, kind: 'all' | 'any'): readonly Residual[] =>
  kind === 'all' && 'all' in part ? part.all : kind === 'any' && 'any' in part ? part.any : [part];

/** Marks a doubt in a key. Two doubts of the same words may be about two things: one never answers the other. */
const unsure = '\0?';

/** The same text for the same condition, whatever the order of its parts. */
const keyOf = (residual: Residual): string => {
  if ('all' in residual) return `(${residual.all.map(keyOf).sort().join('&')})`;
  if ('any' in residual) return `(${residual.any.map(keyOf).sort().join('|')})`;
  if ('not' in residual) return `!${keyOf(residual.not)}`;
  if ('doubt' in residual) return `${unsure}${JSON.stringify(residual.doubt)}`;
  return JSON.stringify([residual.key.toLowerCase(), residual.operator, [...residual.values].sort()]);
};

/** For people: `aws:SourceIp IpAddress 10.0.0.0/8 and not (...)`. */
export const conditionText = (residual: Residual): string => {
  if ('all' in residual) return residual.all.map((one) => bracketed(one, 'any')).join(' and ');
  if ('any' in residual) return residual.any.map((one) => bracketed(one, 'all')).join(' or ');
  if ('not' in residual) return `not (${conditionText(residual.not)})`;
  if ('doubt' in residual) return `? ${residual.doubt}`;
  return `${residual.key} ${residual.operator} ${residual.values.join(', ')}`;
};
const bracketed = (residual: Residual, kind: 'all' | 'any'): string => (kind in residual ? `(${conditionText(residual)})` : conditionText(residual));

/** Every atom in it. */
export const atomsOf = (residual: Residual): Atom[] =>
  'all' in residual
    ? residual.all.flatMap((one) => atomsOf(one))
    : 'any' in residual
      ? residual.any.flatMap((one) => atomsOf(one))
      : 'not' in residual
        ? atomsOf(residual.not)
        : 'doubt' in residual
          ? []
          : [residual];
