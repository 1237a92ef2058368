import type { Atom, Residual } from './identity.ts';

/** Three values: certain, or what it depends on. */
export type Truth = boolean | Residual;

export const and = (parts: readonly Truth[]): Truth => joined(parts, 'all');
export const or = (parts: readonly Truth[]): Truth => joined(parts, 'any');
export const negate = (truth: Truth): Truth => (typeof truth === 'boolean' ? !truth : 'not' in truth ? truth.not : { not: truth });

/** Flattened, without repeats; a part that decides is the whole. A conjunction that nothing can satisfy is false. */
const joined = (parts: readonly Truth[], kind: 'all' | 'any'): Truth => {
  const decisive = kind === 'any';
  const left = new Map<string, Residual>();
  for (const part of parts) {
    if (part === decisive) return decisive;
    if (typeof part === 'boolean') continue;
    for (const one of membersOf(part, kind)) left.set(keyOf(one), one);
  }
  for (const one of left.values()) if (left.has(keyOf('not' in one ? one.not : { not: one }))) return decisive;
  const members = [...left.values()];
  if (kind === 'all' && contradicts(members)) return false;
  const [only] = members;
  if (only === undefined) return !decisive;
  return members.length === 1 ? only : kind === 'all' ? { all: members } : { any: members };
};

const membersOf = (part: Residual, kind: 'all' | 'any'): readonly Residual[] =>
  kind === 'all' && 'all' in part ? part.all : kind === 'any' && 'any' in part ? part.any : [part];

/** The same text for the same condition. */
export const keyOf = (residual: Residual): string => JSON.stringify(residual);

/** Two demands on one single-valued key that no value meets: `StringEquals a` and `StringEquals b`. */
const contradicts = (members: readonly Residual[]): boolean => {
  const wanted = new Map<string, ReadonlySet<string>>();
  for (const member of members) {
    if (!isAtom(member) || !/^(StringEquals|ArnEquals|Bool|NumericEquals)$/.test(member.operator)) continue;
    const before = wanted.get(member.key.toLowerCase());
    const now = new Set(member.values.filter((value) => !value.includes('*') && !value.includes('${')));
    if (now.size < member.values.length) continue;
    const both = before ? new Set([...now].filter((value) => before.has(value))) : now;
    if (both.size === 0) return true;
    wanted.set(member.key.toLowerCase(), both);
  }
  return false;
};

const isAtom = (residual: Residual): residual is Atom => 'key' in residual;

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
