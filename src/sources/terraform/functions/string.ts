import { RE2JS } from 're2js';
import type { Target } from '#core/value';
import { bool, boolType, list, nul, object, partial, partsOf, partsWithin, str, stringType, tuple, unknownVal, anyType } from '../make.ts';
import { convert } from '../convert.ts';
import type { Type, Val } from '../value.ts';
import { failed, limited, NotKnown, sequence, text, whole, type FunctionTable } from './function.ts';
import { format, formatParts } from './format.ts';

const one = { min: 1, max: 1, result: stringType };
const two = { min: 2, max: 2, result: stringType };
const three = { min: 3, max: 3, result: stringType };
const listOfText: Type = { kind: 'list', of: stringType };

export const stringFunctions: FunctionTable = {
  chomp: { ...one, call: (args) => str(text(args, 0).replace(/[\r\n]+$/, '')) },
  endswith: { ...two, result: boolType, takesUnknown: true, call: (args) => edge(args, 'end') },
  startswith: { ...two, result: boolType, takesUnknown: true, call: (args) => edge(args, 'start') },
  strcontains: { ...two, result: boolType, call: (args) => bool(text(args, 0).includes(text(args, 1))) },
  format: {
    min: 1,
    max: Infinity,
    result: stringType,
    takesUnknown: true,
    takesNull: true,
    call: (args) => {
      const [first, ...rest] = args;
      const parts = first?.kind === 'string' && rest.some((arg) => arg.kind === 'unknown') ? formatParts(first.value, rest) : undefined;
      const open = args.find((arg) => arg.kind === 'unknown');
      if (parts && open?.kind === 'unknown') return partial(parts, open.why);
      if (open?.kind === 'unknown') throw new NotKnown(open);
      return str(limited(format(text(args, 0), rest)));
    },
  },
  formatlist: {
    min: 1,
    max: Infinity,
    result: listOfText,
    takesNull: true,
    call: ([pattern, ...rest], context) => {
      const lists = rest.filter((arg) => 'items' in arg);
      const lengths = [...new Set(lists.map((arg) => ('items' in arg ? arg.items.length : 0)))];
      if (lengths.length > 1) throw failed('The lists have different lengths.', 'リストの長さが揃っていません。');
      const length = lists.length === 0 ? 1 : (lengths[0] ?? 0);
      context.spend(length);
      return list(
        Array.from({ length }, (_, i) => {
          const row = rest.map((arg) => ('items' in arg ? (arg.items[i] ?? nul()) : arg));
          const open = row.find((arg) => arg.kind === 'unknown');
          const parts = open && pattern ? formatParts(text([pattern], 0), row) : undefined;
          if (open?.kind === 'unknown') return parts ? partial(parts, open.why) : unknownVal(open.why, stringType);
          return str(format(pattern ? text([pattern], 0) : '', row));
        }),
        stringType,
      );
    },
  },
  indent: { ...two, call: (args) => str(limited(text(args, 1).replaceAll('\n', `\n${' '.repeat(Math.min(10_000, Math.max(0, whole(args, 0))))}`))) },
  join: {
    ...two,
    max: Infinity,
    call: (args) => {
      const separator = text(args, 0);
      const parts: (string | Target)[] = [];
      let open: Val | undefined;
      const items = args.slice(1).flatMap((_, i) => sequence(args, i + 1).items);
      for (const [i, item] of items.entries()) {
        const inner = partsWithin(convert(item, stringType));
        if (!inner) throw failed('join: a member is null or not a text.', 'join: 要素が null か、文字列ではありません。');
        if (item.kind === 'unknown') open ??= item;
        if (i > 0) parts.push(separator);
        parts.push(...inner);
      }
      if (open?.kind === 'unknown') return partial(parts, open.why);
      return str(limited(parts.join('')));
    },
  },
  lower: { ...one, call: (args) => str(text(args, 0).toLowerCase()) },
  upper: {
    ...one,
    call: (args) => str([...text(args, 0)].map((letter) => (letter.toUpperCase().length === letter.length ? letter.toUpperCase() : letter)).join('')),
  },
  title: {
    ...one,
    call: (args) => str(text(args, 0).replace(/(^|[^\p{L}\p{N}_])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())),
  },
  trim: { ...two, call: (args) => str(trimLetters(text(args, 0), text(args, 1))) },
  trimprefix: { ...two, call: (args) => str(text(args, 0).startsWith(text(args, 1)) ? text(args, 0).slice(text(args, 1).length) : text(args, 0)) },
  trimsuffix: {
    ...two,
    call: (args) => str(text(args, 1) !== '' && text(args, 0).endsWith(text(args, 1)) ? text(args, 0).slice(0, -text(args, 1).length) : text(args, 0)),
  },
  trimspace: { ...one, call: (args) => str(text(args, 0).trim()) },
  regex: {
    ...two,
    result: anyType,
    call: (args) => {
      const [found] = matches(text(args, 0), text(args, 1), 1);
      if (!found) throw failed('The pattern was not found.', 'パターンに一致する部分がありません。');
      return found;
    },
  },
  regexall: {
    ...two,
    result: { kind: 'list', of: anyType },
    call: (args, context) => {
      const found = matches(text(args, 0), text(args, 1), 100_000);
      context.spend(found.length);
      const of = resultType(text(args, 0));
      return list(found, of);
    },
  },
  replace: { ...three, call: (args) => str(limited(replace(text(args, 0), text(args, 1), text(args, 2)))) },
  split: {
    ...two,
    result: listOfText,
    call: (args, context) => {
      const [separator, source] = [text(args, 0), text(args, 1)];
      const parts = separator === '' ? [...source] : source.split(separator);
      context.spend(parts.length);
      return list(
        parts.map((part) => str(part)),
        stringType,
      );
    },
  },
  strrev: { ...one, call: (args) => str(graphemes(text(args, 0)).toReversed().join('')) },
  substr: {
    ...three,
    call: (args) => {
      const letters = graphemes(text(args, 0));
      let offset = whole(args, 1);
      const length = whole(args, 2);
      if (offset < 0) offset = Math.max(0, letters.length + offset);
      return str(letters.slice(offset, length < 0 ? undefined : offset + length).join(''));
    },
  },
};

/** Letters as people see them. */
export const graphemes = (source: string): string[] => {
  // oxlint-disable-next-line no-control-regex -- plain ASCII needs no segmenter
  if (/^[\u0000-\u000c\u000e-\u007f]*$/.test(source)) return [...source];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return [...segmenter.segment(source)].map(({ segment }) => segment);
};
let segmenter: Intl.Segmenter | undefined;

/** `startswith` and `endswith` also decide by the known part of a text. */
const edge = (args: readonly Val[], side: 'start' | 'end'): Val => {
  const [source, wanted] = [args[0], args[1]];
  const needle = wanted && wanted.kind !== 'unknown' ? text([wanted], 0) : undefined;
  const parts = source ? partsOf(source) : undefined;
  const known = side === 'start' ? parts?.[0] : parts?.at(-1);
  if (needle !== undefined && typeof known === 'string' && source?.kind === 'unknown') {
    const length = Math.min(known.length, needle.length);
    const [a, b] =
      side === 'start' ? [known.slice(0, length), needle.slice(0, length)] : [known.slice(known.length - length), needle.slice(needle.length - length)];
    if (a !== b) return bool(false);
    if (needle.length <= known.length) return bool(true);
  }
  const open = [source, wanted].find((val) => val?.kind === 'unknown');
  if (open?.kind === 'unknown') throw new NotKnown(open);
  return bool(side === 'start' ? text(args, 0).startsWith(text(args, 1)) : text(args, 0).endsWith(text(args, 1)));
};

const trimLetters = (source: string, cutset: string): string => {
  const letters = [...source];
  const cut = new Set(cutset);
  let start = 0;
  let end = letters.length;
  while (start < end && cut.has(letters[start] ?? '')) start++;
  while (end > start && cut.has(letters[end - 1] ?? '')) end--;
  return letters.slice(start, end).join('');
};

// --- regular expressions are RE2: linear time, also on hostile patterns ---

const compiled = new Map<string, RE2JS>();
const compile = (pattern: string): RE2JS => {
  const found = compiled.get(pattern);
  if (found) return found;
  if (pattern.length > 5000) throw failed('The pattern is too long.', '正規表現が長すぎます。');
  try {
    const made = RE2JS.compile(pattern);
    if (compiled.size > 500) compiled.clear();
    compiled.set(pattern, made);
    return made;
  } catch (error) {
    throw failed(`Invalid regular expression: ${error instanceof Error ? error.message : pattern}`, `正規表現が正しくありません: ${pattern}`);
  }
};

const groupNames = (re: RE2JS): (string | undefined)[] => {
  const named = re.namedGroups();
  return Array.from({ length: re.groupCount() }, (_, i) => Object.entries(named).find(([, at]) => at === i + 1)?.[0]);
};

const resultType = (pattern: string): Type => {
  const names = groupNames(compile(pattern));
  if (names.length === 0) return stringType;
  if (names.every((name) => name !== undefined))
    return { kind: 'object', of: new Map(names.map((name) => [name ?? '', { type: stringType, optional: false, fallback: undefined }])) };
  return { kind: 'tuple', of: names.map(() => stringType) };
};

/** The first match, or all: the text, a tuple of the groups, or an object of the named ones. */
const matches = (pattern: string, source: string, most: number): Val[] => {
  const re = compile(pattern);
  const names = groupNames(re);
  if (names.some((name) => name !== undefined) && names.some((name) => name === undefined))
    throw failed('Named and unnamed groups cannot be mixed.', '名前付きグループと名前なしグループは混在できません。');
  const matcher = re.matcher(source);
  const found: Val[] = [];
  while (found.length < most && matcher.find()) {
    const group = (i: number): Val => {
      const value = matcher.group(i);
      return value === null || value === undefined ? nul(stringType) : str(value);
    };
    if (names.length === 0) found.push(group(0));
    else if (names[0] !== undefined) found.push(object(new Map(names.map((name, i) => [name ?? '', group(i + 1)]))));
    else found.push(tuple(names.map((_, i) => group(i + 1))));
  }
  return found;
};

/** In a JSON document of which parts are not known (or with something that is not known): a placeholder in its texts is replaced, the structure stays. */
export const replaceInDocument = ([source, wanted, replacement]: readonly Val[]): Val | undefined => {
  if (source?.kind !== 'unknown' && replacement?.kind !== 'unknown') return undefined;
  if (!source || !replacement || !('document' in source) || !source.document || wanted?.kind !== 'string' || !/^\w{3,}$/.test(wanted.value)) return undefined;
  const by = partsOf(replacement);
  const parts = partsOf(source);
  if (!by || !parts || !by.every((part) => typeof part !== 'string' || !/["\\]/.test(part))) return undefined;
  const inParts = (all: readonly (string | Target)[]): (string | Target)[] =>
    all.flatMap((part) => (typeof part === 'string' ? part.split(wanted.value).flatMap((piece, i) => (i === 0 ? [piece] : [...by, piece])) : [part]));
  const why = source.kind === 'unknown' ? source.why : replacement.kind === 'unknown' ? replacement.why : { code: 'after-apply' as const, about: 'replace' };
  const inside = (val: Val): Val => {
    if ('items' in val) return { ...val, items: val.items.map(inside) };
    if ('entries' in val) return { ...val, entries: new Map([...val.entries].map(([name, entry]) => [name, inside(entry)])) };
    const own = val.kind === 'string' ? [val.value] : val.kind === 'unknown' ? val.parts : undefined;
    if (!own?.some((part) => typeof part === 'string' && part.includes(wanted.value))) return val;
    const made = partial(inParts(own), why);
    return val.place ? { ...made, place: val.place } : made;
  };
  return partial(inParts(parts), why, inside(source.document));
};

const replace = (source: string, wanted: string, replacement: string): string => {
  if (wanted.length > 1 && wanted.startsWith('/') && wanted.endsWith('/')) {
    // Go's templates: $1, ${name}, $$.
    const re = compile(wanted.slice(1, -1));
    const named = re.namedGroups();
    const matcher = re.matcher(source);
    let result = '';
    let last = 0;
    while (matcher.find()) {
      result += source.slice(last, matcher.start());
      result += replacement.replace(/\$(?:(\$)|\{(\w+)\}|(\w+))/g, (_, dollar: string | undefined, braced: string | undefined, bare: string | undefined) => {
        if (dollar) return '$';
        const name = braced ?? bare ?? '';
        const i = /^\d+$/.test(name) ? Number(name) : named[name];
        return i === undefined || i > re.groupCount() ? '' : (matcher.group(i) ?? '');
      });
      last = matcher.end();
      limited(result);
    }
    return result + source.slice(last);
  }
  if (wanted === '') return replacement + [...source].map((letter) => letter + replacement).join('');
  return source.replaceAll(wanted, () => replacement);
};
