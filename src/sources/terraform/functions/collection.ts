import { convert, unify } from '../convert.ts';
import {
  anyType,
  bool,
  boolType,
  compareText,
  deepUnknown,
  fingerprint,
  list,
  mapOf,
  nul,
  num,
  numberType,
  object,
  set,
  sortedEntries,
  str,
  stringType,
  tuple,
  typeOf,
  unknownVal,
} from '../make.ts';
import { equals, perMember } from '../operators.ts';
import { arithmetic, compare } from '../number.ts';
import type { Num, SequenceVal, Type, Val } from '../value.ts';
import { graphemes as graphemesOf } from './string.ts';
import { failed, mostElements, NotKnown, nullArgument, number, record, sequence, text, texts, whole, wholly, type FunctionTable } from './function.ts';

const one = { min: 1, max: 1, result: anyType };
const lookedUp = (args: readonly Val[]): Val => {
  const [map_, , fallback] = args;
  const found = record(args, 0).get(text(args, 1));
  if (found !== undefined) return found;
  if (!fallback) throw failed(`There is no element "${text(args, 1)}".`, `要素「${text(args, 1)}」がありません。`);
  return map_?.kind === 'map' && map_.of && map_.of.kind !== 'any' ? convert(fallback, map_.of) : fallback;
};
const two = { min: 2, max: 2, result: anyType };
const many = { min: 1, max: Infinity, result: anyType };
const elementType = (items: readonly Val[], of?: Type): Type => of ?? unify(items.map(typeOf)) ?? anyType;
const listOf = (items: readonly Val[], of?: Type): SequenceVal => {
  const type = elementType(items, of);
  return list(type.kind === 'any' ? items : items.map((item) => convert(item, type)), type);
};

export const collectionFunctions: FunctionTable = {
  alltrue: { ...one, result: boolType, call: (args) => truths(args, false) },
  anytrue: { ...one, result: boolType, call: (args) => truths(args, true) },
  chunklist: {
    ...two,
    call: (args, context) => {
      const { items, of } = sequence(args, 0);
      const size = whole(args, 1);
      if (size < 0) throw failed('The size must not be negative.', 'サイズに負の値は使えません。');
      const inner = elementType(items, of);
      context.spend(items.length);
      if (size === 0) return list([list(items, inner)], { kind: 'list', of: inner });
      return list(
        Array.from({ length: Math.ceil(items.length / size) }, (_, i) => list(items.slice(i * size, (i + 1) * size), inner)),
        { kind: 'list', of: inner },
      );
    },
  },
  coalesce: {
    ...many,
    takesUnknown: true,
    takesNull: true,
    call: (args) => {
      const type = unify(args.map(typeOf));
      for (const arg of args) {
        if (arg.kind === 'unknown' && !(arg.notNull && arg.parts?.some((part) => typeof part !== 'string' || part !== ''))) throw new NotKnown(arg);
        if (arg.kind !== 'null' && !(arg.kind === 'string' && arg.value === '')) return type ? convert(arg, type) : arg;
      }
      throw failed('All arguments are null or empty.', 'すべての引数が null か空です。');
    },
  },
  coalescelist: {
    ...many,
    takesNull: true,
    call: (args) => args.find((arg) => 'items' in arg && arg.items.length > 0) ?? fail('All lists are empty.', 'すべてのリストが空です。'),
  },
  compact: {
    ...one,
    result: { kind: 'list', of: stringType },
    call: (args) =>
      list(
        sequence(args, 0).items.flatMap((item) => {
          const member = convert(item, stringType);
          if (member.kind === 'unknown') return member.notNull && member.parts ? [member as Val] : [known(member)];
          return member.kind === 'null' || (member.kind === 'string' && member.value === '') ? [] : [member];
        }),
        stringType,
      ),
  },
  concat: {
    ...many,
    takesNull: false,
    call: (args, context) => {
      const items = args.flatMap((_, i) => sequence(args, i).items);
      context.spend(items.length);
      const lists = args.flatMap((arg) => (arg.kind === 'list' ? [arg.of ?? anyType] : []));
      const type = lists.length === args.length ? unify(lists) : undefined;
      return type
        ? list(
            items.map((item) => convert(item, type)),
            type,
          )
        : tuple(items);
    },
  },
  contains: {
    ...two,
    result: boolType,
    call: (args) => {
      let open: Val | undefined;
      for (const item of sequence(args, 0).items) {
        const same = equals(item, args[1] ?? nul());
        if (same.kind === 'bool' && same.value) return bool(true);
        if (same.kind === 'unknown') open = same;
      }
      return open ?? bool(false);
    },
  },
  distinct: {
    ...one,
    call: (args) => {
      const { items, of } = sequence(args, 0);
      const all = listOf(items, of);
      const seen = new Set<string>();
      return {
        ...all,
        items: all.items.filter((item) => {
          const print = deepUnknown(item) ? undefined : fingerprint(item);
          if (print !== undefined && seen.has(print)) return false;
          if (print !== undefined) seen.add(print);
          return true;
        }),
      };
    },
  },
  element: {
    ...two,
    call: (args) => {
      const { items } = sequence(args, 0);
      const index = whole(args, 1);
      if (items.length === 0) throw failed('An empty list has no element.', '空のリストには要素がありません。');
      if (index < 0) throw failed('The index must not be negative.', 'インデックスに負の値は使えません。');
      return items[index % items.length] ?? nul();
    },
  },
  flatten: {
    ...one,
    call: (args, context) => {
      const flat: Val[] = [];
      const add = (val: Val, depth: number): void => {
        if (val.kind === 'unknown' && val.type.kind !== 'string' && !val.parts && depth > 0 && (val.type.kind === 'any' || 'of' in val.type))
          throw new NotKnown(val);
        if ('items' in val && depth < 100) for (const item of val.items) add(item, depth + 1);
        else flat.push(val);
        if (flat.length > mostElements) context.spend(mostElements);
      };
      for (const item of sequence(args, 0).items) add(item, 1);
      context.spend(flat.length);
      return tuple(flat);
    },
  },
  index: {
    ...two,
    result: numberType,
    call: (args) => {
      const at = sequence(args, 0).items.findIndex((item) => {
        const same = equals(item, args[1] ?? nul());
        if (same.kind === 'unknown') throw new NotKnown(same);
        return same.kind === 'bool' && same.value;
      });
      if (at < 0) throw failed('The value is not in the list.', '値がリストの中にありません。');
      return num(at);
    },
  },
  keys: {
    ...one,
    result: { kind: 'list', of: stringType },
    call: (args) => {
      const [arg] = args;
      const names = [...record(args, 0).keys()].toSorted(compareText).map((name) => str(name));
      return arg?.kind === 'map' ? list(names, stringType) : tuple(names);
    },
  },
  length: {
    ...one,
    result: numberType,
    call: (args) => {
      const [arg] = args;
      if (arg && 'items' in arg)
        return arg.kind === 'set' && deepUnknown(arg) ? unknownVal({ code: 'depends-on-unknown', about: 'length' }, numberType) : num(arg.items.length);
      if (arg && 'entries' in arg) return num(arg.entries.size);
      if (arg?.kind === 'string') return num(graphemesOf(arg.value).length);
      throw failed('A list, a map or a text is required.', 'リスト、マップ、文字列のいずれかが必要です。');
    },
  },
  lookup: {
    ...two,
    max: 3,
    takesNull: true,
    takesUnknown: true,
    call: (args) => {
      const [key, more] = [args[1], args.slice(2)];
      // It is one of the elements, or what stands in for them.
      const all = key?.kind === 'unknown' && !key.oneOf ? [...record(args, 0).values(), ...more] : undefined;
      if (all && key?.kind === 'unknown') return unknownVal(key.why, anyType, { oneOf: all.length > 0 && all.length <= 8 ? all : undefined });
      return perMember(args.slice(0, 2), anyType, (pair) => lookedUp([...pair, ...more]));
    },
  },
  matchkeys: {
    ...two,
    min: 3,
    max: 3,
    call: (args) => {
      const [values, keys, wanted] = [sequence(args, 0), sequence(args, 1), sequence(args, 2)];
      if (values.items.length !== keys.items.length)
        throw failed('The first two lists must be equally long.', '1 番目と 2 番目のリストの長さが揃っていません。');
      const prints = new Set(wanted.items.map((item) => fingerprint(convert(wholly(item), stringType))));
      return listOf(
        values.items.filter((_, i) => prints.has(fingerprint(convert(wholly(keys.items[i] ?? nul()), stringType)))),
        values.of,
      );
    },
  },
  merge: {
    min: 0,
    max: Infinity,
    result: anyType,
    takesNull: true,
    call: (args, context) => {
      const entries = new Map<string, Val>();
      const types: Type[] = [];
      for (const arg of args) {
        if (arg.kind === 'null') continue;
        if (!('entries' in arg)) throw failed('merge takes maps and objects.', 'merge の引数はマップかオブジェクトでなければなりません。');
        for (const [name, entry] of arg.entries) entries.set(name, entry);
        types.push(arg.kind === 'map' ? (arg.of ?? anyType) : { kind: 'tuple', of: [] });
      }
      context.spend(entries.size);
      const [first] = types;
      const same = first && args.every((arg) => arg.kind === 'map' || arg.kind === 'null') ? unify(types) : undefined;
      return same && same.kind !== 'tuple' ? mapOf(new Map([...entries].map(([name, entry]) => [name, convert(entry, same)])), same) : object(entries);
    },
  },
  one: {
    ...one,
    call: (args) => {
      const { items } = sequence(args, 0);
      if (items.length > 1) throw failed('one() takes a list of at most one element.', 'one() に渡せるリストの要素は 1 つまでです。');
      return items[0] ?? nul();
    },
  },
  range: {
    min: 1,
    max: 3,
    result: { kind: 'list', of: numberType },
    call: (args, context) => {
      const start = args.length > 1 ? number(args, 0) : 0;
      const end = args.length > 1 ? number(args, 1) : number(args, 0);
      const step = args.length > 2 ? number(args, 2) : compare(end, start) < 0 ? -1 : 1;
      if (compare(step, 0) === 0) throw failed('The step must not be zero.', '増分に 0 は使えません。');
      const up = compare(step, 0) > 0;
      const values: Num[] = [];
      for (let now: Num = start; up ? compare(now, end) < 0 : compare(now, end) > 0; now = arithmetic('+', now, step) ?? end) {
        if (values.length >= 1024) throw failed('More than 1,024 values.', '値が 1,024 個を超えました。');
        values.push(now);
      }
      context.spend(values.length);
      return list(
        values.map((value) => num(value)),
        numberType,
      );
    },
  },
  reverse: {
    ...one,
    call: (args) => {
      const { items, of } = sequence(args, 0);
      return args[0]?.kind === 'tuple' ? tuple(items.toReversed()) : list(items.toReversed(), of ?? anyType);
    },
  },
  setintersection: {
    ...many,
    call: (args) => combine(args, (sets) => [...(sets[0] ?? new Map())].filter(([print]) => sets.every((one_) => one_.has(print))).map(([, val]) => val)),
  },
  setsubtract: { ...two, call: (args) => combine(args, ([a, b]) => [...(a ?? new Map())].filter(([print]) => !b?.has(print)).map(([, val]) => val)) },
  setunion: { ...many, call: (args) => combine(args, (sets) => sets.flatMap((one_) => [...one_.values()])) },
  setproduct: {
    ...two,
    max: Infinity,
    call: (args, context) => {
      let rows: Val[][] = [[]];
      for (const [i] of args.entries()) {
        const { items } = sequence(args, i);
        context.spend(rows.length * items.length);
        rows = rows.flatMap((row) => items.map((item) => [...row, item]));
      }
      const types = args.map((arg) =>
        'items' in arg
          ? (arg.of ??
            unify(arg.items.map(typeOf)) ??
            (arg.items.length === 0 ? anyType : fail('The elements of a list differ in type.', 'リストの要素の型が揃っていません。')))
          : anyType,
      );
      const tuples = rows.map((row) => tuple(row.map((item, i) => convert(item, types[i] ?? anyType))));
      return args.every((arg) => arg.kind === 'set') ? set(tuples, { kind: 'tuple', of: types }) : list(tuples, { kind: 'tuple', of: types });
    },
  },
  slice: {
    min: 3,
    max: 3,
    result: anyType,
    call: (args) => {
      const { items, of } = sequence(args, 0);
      const [start, end] = [whole(args, 1), whole(args, 2)];
      if (start < 0 || end > items.length || start > end) throw failed('The indices are outside the list.', 'インデックスがリストの範囲外です。');
      return args[0]?.kind === 'tuple' ? tuple(items.slice(start, end)) : list(items.slice(start, end), of ?? anyType);
    },
  },
  sort: {
    ...one,
    result: { kind: 'list', of: stringType },
    call: (args) =>
      list(
        texts(args, 0)
          .toSorted(compareText)
          .map((item) => str(item)),
        stringType,
      ),
  },
  sum: {
    ...one,
    result: numberType,
    call: (args) => {
      const { items } = sequence(args, 0);
      if (items.length === 0) throw failed('There is nothing to sum up.', '合計する要素がありません。');
      return num(items.map((_, i) => number(items, i)).reduce((a, b) => arithmetic('+', a, b) ?? 0));
    },
  },
  transpose: {
    ...one,
    call: (args) => {
      const turned = new Map<string, Val[]>();
      for (const [name, values] of [...record(args, 0)].toSorted(([a], [b]) => compareText(a, b)))
        for (const value of texts([values], 0)) turned.set(value, [...(turned.get(value) ?? []), str(name)]);
      return mapOf(new Map([...turned].map(([name, values]) => [name, list(values, stringType)])), { kind: 'list', of: stringType });
    },
  },
  values: {
    ...one,
    call: (args) => {
      const [arg] = args;
      if (!arg || !('entries' in arg)) throw failed('A map is required.', 'マップが必要です。');
      const items = sortedEntries(arg).map(([, entry]) => entry);
      return arg.kind === 'map' ? list(items, arg.of ?? anyType) : tuple(items);
    },
  },
  zipmap: {
    ...two,
    call: (args) => {
      const [keys, values] = [texts(args, 0), sequence(args, 1)];
      if (keys.length !== values.items.length) throw failed('Keys and values differ in number.', 'キーと値の個数が揃っていません。');
      const entries = new Map(keys.map((key, i) => [key, values.items[i] ?? nul()]));
      return args[1]?.kind === 'tuple' ? object(entries) : mapOf(entries, values.of ?? anyType);
    },
  },
};

const truths = (args: readonly Val[], decisive: boolean): Val => {
  let open: Val | undefined;
  for (const item of sequence(args, 0).items) {
    if (item.kind === 'null') {
      if (!decisive) return bool(false);
      continue;
    }
    const truth = convert(item, boolType);
    if (truth.kind === 'bool' && truth.value === decisive) return bool(decisive);
    if (truth.kind === 'unknown') open = truth;
  }
  return open ?? bool(!decisive);
};

const combine = (args: readonly Val[], choose: (sets: readonly ReadonlyMap<string, Val>[]) => readonly Val[]): Val => {
  const type = unify(args.map((_, i) => elementType(sequence(args, i).items, sequence(args, i).of))) ?? anyType;
  const sets = args.map(
    (_, i) =>
      new Map(
        sequence(args, i).items.map((item) => {
          const member = convert(wholly(item), type);
          return [fingerprint(member), member] as const;
        }),
      ),
  );
  return set(choose(sets), type);
};

const known = (val: Val): Val => {
  if (val.kind === 'unknown') throw new NotKnown(val);
  throw nullArgument();
};
function fail(en: string, ja: string): never {
  throw failed(en, ja);
}
