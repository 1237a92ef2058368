import type { Residual } from '../identity.ts';
import type { Tri } from '../azure/residual.ts';

/** Is there a choice of tags under which it holds? Only where nothing but tags is open; one value for each key. */
export const satisfiableByTags = (tri: Tri): boolean => {
  if (typeof tri === 'boolean') return false;
  const atoms = new Map<string, { key: string; value: string | undefined }>();
  if (!gather(tri, atoms)) return false;
  const keys = [...new Set([...atoms.values()].map(({ key }) => key))];
  // For each key: no tag, a value that somebody asks for, or another one.
  const choices = keys.map((key) => [
    undefined,
    '',
    ...[...atoms.values()].flatMap((atom) => (atom.key === key && atom.value !== undefined ? [atom.value] : [])),
  ]);
  if (choices.reduce((product, { length }) => product * length, 1) > 10_000) return false;
  const attempt = (i: number, chosen: ReadonlyMap<string, string | undefined>): boolean => {
    const key = keys[i];
    if (key === undefined) return holds(tri, chosen);
    return (choices[i] ?? []).some((value) => attempt(i + 1, new Map([...chosen, [key, value]])));
  };
  return attempt(0, new Map());
};

const gather = (residual: Residual, atoms: Map<string, { key: string; value: string | undefined }>): boolean => {
  if ('all' in residual) return residual.all.every((one) => gather(one, atoms));
  if ('any' in residual) return residual.any.every((one) => gather(one, atoms));
  if ('not' in residual) return gather(residual.not, atoms);
  if (!('key' in residual) || !residual.key.startsWith('tag ')) return false;
  atoms.set(`${residual.key} ${residual.values[0] ?? ''}`, { key: residual.key, value: residual.values[0] });
  return true;
};

const holds = (residual: Residual, chosen: ReadonlyMap<string, string | undefined>): boolean => {
  if ('all' in residual) return residual.all.every((one) => holds(one, chosen));
  if ('any' in residual) return residual.any.some((one) => holds(one, chosen));
  if ('not' in residual) return !holds(residual.not, chosen);
  if (!('key' in residual)) return false;
  const value = chosen.get(residual.key);
  return residual.operator === 'exists' ? value !== undefined : value === residual.values[0];
};
