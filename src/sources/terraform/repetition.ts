import type { Text } from '#framework/text';
import { convert } from './convert.ts';
import { members } from './expressions.ts';
import { anyType, EvaluationFailure, num, str, stringType, unknownVal } from './make.ts';
import type { Expansion } from './module-instance.ts';
import type { Attribute } from './syntax.ts';
import type { UnknownVal, Val } from './value.ts';

/** More instances of one block than this are one that stands for all. */
export const mostPerBlock = 10_000;
export const once: Expansion = { kind: 'single', each: [undefined], because: undefined, open: undefined };

/** The instances that a `count` or `for_each` of this value makes. `allow` counts them; false: there are too many in all. */
export const expand = (
  written: Attribute,
  val: Val,
  name: string,
  allow: (count: number) => boolean,
  report: (code: string, message: Text) => void,
): Expansion => {
  const because = val.place ?? written;
  const symbolic = (open: UnknownVal): Expansion => {
    const given = { notNull: true, place: because };
    const names =
      written.name === 'count'
        ? { index: unknownVal(open.why, { kind: 'number' }, given) }
        : { key: unknownVal(open.why, stringType, given), value: open.element ?? unknownVal(open.why, anyType, { place: because }) };
    return {
      kind: 'unknown',
      because,
      open: { ...open, place: open.place ?? because },
      each: [{ key: '[*]', kind: written.name === 'count' ? 'count' : 'each', names }],
    };
  };
  const wrong = (en: string, ja: string): Expansion => {
    report('tf-repetition', { en, ja });
    return symbolic(unknownVal({ code: 'evaluation-failed', about: written.name }));
  };
  const tooMany = (found: number): Expansion => {
    report('tf-too-many-instances', {
      en: `${name} would exist ${found} times; one stands for all of them.`,
      ja: `${name} のインスタンス数が ${found} 個になるため、1 個で代表させて診断します。`,
    });
    return symbolic(unknownVal({ code: 'too-large', about: `${name}.${written.name}` }));
  };
  if (val.kind === 'unknown') return symbolic(val);
  if (written.name === 'count') {
    const count = wholeNumber(val);
    if (count === undefined) return wrong('"count" must be a whole number.', '「count」は整数でなければなりません。');
    if (count > mostPerBlock || !allow(count)) return tooMany(count);
    return {
      kind: 'count',
      because,
      open: undefined,
      each: Array.from({ length: count }, (_, i) => ({ key: `[${i}]`, kind: 'count' as const, names: { index: { ...num(i), place: because } } })),
    };
  }
  if (!('items' in val || 'entries' in val))
    return wrong('"for_each" must be a map or a set of strings.', '「for_each」はマップか、文字列のセットでなければなりません。');
  // A list is no valid for_each; its members serve as keys all the same.
  if (val.kind === 'list' || val.kind === 'tuple')
    report('tf-repetition', {
      en: '"for_each" must be a map or a set of strings, not a list: use toset().',
      ja: '「for_each」に指定できるのはマップか文字列のセットです。リストの場合は toset() を使います。',
    });
  const all = members(val).map(([key, value]): [Val, Val] => ('entries' in val || val.kind === 'set' ? [key, value] : [value, value]));
  if (all.length > mostPerBlock || !allow(all.length)) return tooMany(all.length);
  const open = all.find(([key]) => key.kind === 'unknown')?.[0];
  if (open?.kind === 'unknown') return symbolic(open);
  const each = all.map(([key, value]) => {
    const text = key.kind === 'string' ? key.value : key.kind === 'number' || key.kind === 'bool' ? String(key.value) : '?';
    return {
      key: `[${JSON.stringify(text)}]`,
      kind: 'each' as const,
      names: { key: { ...str(text), place: key.place ?? because }, value: value.place ? value : { ...value, place: because } },
    };
  });
  return { kind: 'each', because, open: undefined, each };
};

/** Undefined: it is none, or negative. */
const wholeNumber = (val: Val): number | undefined => {
  try {
    const number = val.kind === 'null' ? val : convert(val, { kind: 'number' });
    const count = number.kind === 'number' ? Number(number.value) : -1;
    return Number.isInteger(count) && count >= 0 ? count : undefined;
  } catch (failure) {
    if (failure instanceof EvaluationFailure) return undefined;
    throw failure;
  }
};
