import type { Atom, Residual } from '../identity.ts';
import { and, or, type Truth } from '../residual.ts';
import { conditionsTest } from './condition.ts';
import type { Look } from './context.ts';

/**
 * What is left of a condition without the parts that no request can meet: `StringEquals` of two values on a key that has one, a number below 5 and above 10, a
 * value of a key that must be absent.
 */
export const satisfiable = (truth: Truth): Truth => {
  if (typeof truth === 'boolean') return truth;
  if ('any' in truth) return or(truth.any.map(satisfiable));
  const members = 'all' in truth ? truth.all : [truth];
  const literals = members.flatMap(literalOf);
  if (contradicts(literals)) return false;
  if (!members.some((one) => 'any' in one)) return truth;
  return and(
    members.map((one) =>
      'any' in one ? or(one.any.filter((way) => !contradicts([...literals, ...('all' in way ? way.all : [way]).flatMap(literalOf)]))) : one,
    ),
  );
};

interface Literal {
  readonly atom: Atom;
  readonly holds: boolean;
}
const literalOf = (residual: Residual): Literal[] =>
  'key' in residual ? [{ atom: residual, holds: true }] : 'not' in residual && 'key' in residual.not ? [{ atom: residual.not, holds: false }] : [];

/** Keys with several values can meet two demands at once. */
const severalValues =
  /^aws:(tagkeys|calledvia|principalorgpaths|principalservicenameslist|sourceorgpaths|resourceorgpaths)$|encryptioncontextkeys$|^dynamodb:(leadingkeys|attributes)$/;

const contradicts = (literals: readonly Literal[]): boolean => {
  const byKey = new Map<string, Literal[]>();
  for (const one of literals) {
    const key = one.atom.key.toLowerCase();
    if (one.atom.operator.includes(':') || severalValues.test(key)) continue;
    const group = byKey.get(key);
    if (group) group.push(one);
    else byKey.set(key, [one]);
  }
  return [...byKey].some(([key, group]) => group.length > 1 && nothingMeets(key, group));
};

/** Tries the few values that decide: those that are demanded, and for numbers and dates those around each bound. */
const nothingMeets = (key: string, group: readonly Literal[]): boolean => {
  const wanted = group.find(({ atom, holds }) => holds && isExact(atom)) ?? group.find(({ atom, holds }) => holds && /^(Numeric|Date)/.test(atom.operator));
  if (!wanted) return false;
  const { operator } = wanted.atom;
  if (group.some(({ atom }) => atom.values.some((value) => value.includes('${')))) return false;
  const tests = group.map(({ atom, holds }) => ({ holds, test: conditionsTest([{ ...atom, open: undefined }], '2012-10-17') }));
  const candidates: readonly (string | undefined)[] =
    operator === 'Null' ? [undefined] : /^(Numeric|Date)/.test(operator) ? group.flatMap(({ atom }) => atom.values.flatMap(around)) : wanted.atom.values;
  return candidates.every((value) => {
    const look: Look = (asked) => (asked === key ? value : undefined);
    return tests.some(({ holds, test }) => test !== undefined && test(look) === !holds);
  });
};

const isExact = ({ operator, values }: Atom): boolean =>
  operator === 'StringEquals' ||
  operator === 'Bool' ||
  (operator === 'Null' && values.every((value) => value === 'true')) ||
  (/^(ArnEquals|ArnLike|StringLike)$/.test(operator) && values.every((value) => !/[*?]/.test(value)));

const around = (value: string): string[] => {
  const number = Number(value);
  if (!Number.isNaN(number)) return [value, String(number - 0.5), String(number + 0.5)];
  const time = Date.parse(value);
  return Number.isNaN(time) ? [value] : [value, new Date(time - 1).toISOString(), new Date(time + 1).toISOString()];
};
