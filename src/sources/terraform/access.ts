import type { Target } from '#core/value';
import { convert } from './convert.ts';
import { anyType, EvaluationFailure, marked, num, stringType, unknownVal } from './make.ts';
import { formatNumber } from './number.ts';
import { perMember } from './operators.ts';
import type { Val } from './value.ts';

/** `of.name`. */
export const attribute = (of: Val, name: string): Val => {
  if ('entries' in of) {
    const found = of.entries.get(name);
    if (found) return of.sensitive || of.assumed ? marked(found, of.sensitive, of.assumed) : found;
    if (of.rest) return of.rest(name);
    throw new EvaluationFailure(`There is no attribute "${name}" here.`, `属性「${name}」がありません。`);
  }
  if (of.kind === 'unknown') {
    if (of.attribute) return of.attribute(name);
    if (of.element) return attribute(of.element, name);
    const members = of.oneOf?.map((one) => attemptAttribute(one, name));
    return unknownVal(of.why, anyType, {
      parts: extended(of.parts, `.${name}`),
      oneOf: members?.every((one) => one !== undefined) ? members : undefined,
      sensitive: of.sensitive,
    });
  }
  if ('items' in of && /^\d+$/.test(name)) return index(of, num(Number(name)));
  if (of.kind === 'null') throw new EvaluationFailure(`A null value has no attribute "${name}".`, `null には属性「${name}」がありません。`);
  throw new EvaluationFailure(`This value has no attribute "${name}".`, `この値には属性「${name}」がありません。`);
};
const attemptAttribute = (of: Val, name: string): Val | undefined => {
  try {
    return attribute(of, name);
  } catch (failure) {
    if (failure instanceof EvaluationFailure) return undefined;
    throw failure;
  }
};

/** `of[key]`. */
export const index = (of: Val, key: Val): Val => {
  if (key.kind === 'null') throw new EvaluationFailure('An index must not be null.', 'インデックスに null は使えません。');
  if (of.kind === 'unknown') {
    if (of.element) return of.element;
    if (key.kind === 'string' && of.attribute) return of.attribute(key.value);
    const step = key.kind === 'number' ? `[${formatNumber(key.value)}]` : key.kind === 'string' ? `[${JSON.stringify(key.value)}]` : '[*]';
    return unknownVal(of.why, anyType, { parts: extended(of.parts, step), sensitive: of.sensitive });
  }
  if (key.kind === 'unknown') {
    if (key.oneOf) return perMember([key], anyType, ([one]) => index(of, one ?? key));
    const all = 'items' in of ? of.items : 'entries' in of ? [...of.entries.values()] : [];
    return unknownVal(key.why, anyType, { oneOf: all.length <= 8 && all.length > 0 ? all : undefined });
  }
  if (of.kind === 'set') throw new EvaluationFailure('The elements of a set have no index.', 'セットの要素にはインデックスがありません。');
  if ('items' in of) {
    const wanted = convert(key, { kind: 'number' });
    const found = wanted.kind === 'number' ? of.items[Number(wanted.value)] : undefined;
    if (found) return of.sensitive || of.assumed ? marked(found, of.sensitive, of.assumed) : found;
    throw new EvaluationFailure(
      `There is no element ${wanted.kind === 'number' ? formatNumber(wanted.value) : ''} in this list of ${of.items.length}.`,
      `要素数 ${of.items.length} のリストに、その番号の要素はありません。`,
    );
  }
  if ('entries' in of) {
    const wanted = convert(key, stringType);
    const found = wanted.kind === 'string' ? of.entries.get(wanted.value) : undefined;
    if (found) return of.sensitive || of.assumed ? marked(found, of.sensitive, of.assumed) : found;
    throw new EvaluationFailure(
      `There is no element "${wanted.kind === 'string' ? wanted.value : ''}" here.`,
      `要素「${wanted.kind === 'string' ? wanted.value : ''}」がありません。`,
    );
  }
  throw new EvaluationFailure('This value has no elements.', 'この値には要素がありません。');
};

/** What follows a reference to something the provider fills in belongs to the same target. */
const extended = (parts: readonly (string | Target)[] | undefined, step: string): readonly (string | Target)[] | undefined => {
  const [only] = parts ?? [];
  if (parts?.length !== 1 || only === undefined || typeof only === 'string') return undefined;
  return [{ address: only.address, attribute: only.attribute === '' && step.startsWith('.') ? step.slice(1) : only.attribute + step }];
};
