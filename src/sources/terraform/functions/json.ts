import type { Target } from '#core/value';
import { bool, compareText, EvaluationFailure, nul, num, object, str, tuple } from '../make.ts';
import { formatNumber, parseNumber } from '../number.ts';
import type { Val } from '../value.ts';

/** As Terraform encodes: keys sorted, `<`, `>` and `&` escaped. Of known values; see encodeJsonParts. */
export const encodeJson = (val: Val): string =>
  encodeJsonParts(val)
    ?.map((part) => (typeof part === 'string' ? part : ''))
    .join('') ?? 'null';

/** The text with what the provider has to fill in as targets; undefined if something inside is wholly unknown. */
export const encodeJsonParts = (val: Val): (string | Target)[] | undefined => {
  const parts: (string | Target)[] = [];
  let text = '';
  const write = (one: Val, depth: number): boolean => {
    if (depth > 200) throw new EvaluationFailure('The value is nested too deeply.', '値の入れ子が深すぎます。');
    switch (one.kind) {
      case 'string':
        text += quote(one.value);
        return true;
      case 'number':
        if (one.value === Infinity || one.value === -Infinity) throw new EvaluationFailure('Infinity cannot be encoded.', '無限大は JSON にできません。');
        text += formatNumber(one.value);
        return true;
      case 'bool':
        text += String(one.value);
        return true;
      case 'null':
        text += 'null';
        return true;
      case 'unknown': {
        if (!one.parts) return false;
        text += '"';
        for (const part of one.parts) {
          if (typeof part === 'string') text += quote(part).slice(1, -1);
          else {
            parts.push(text, part);
            text = '';
          }
        }
        text += '"';
        return true;
      }
      case 'list':
      case 'set':
      case 'tuple':
        text += '[';
        for (const [i, item] of one.items.entries()) {
          if (i > 0) text += ',';
          if (!write(item, depth + 1)) return false;
        }
        text += ']';
        return true;
      case 'map':
      case 'object': {
        text += '{';
        let first = true;
        for (const [name, entry] of [...one.entries].toSorted(([a], [b]) => compareText(a, b))) {
          text += `${first ? '' : ','}${quote(name)}:`;
          first = false;
          if (!write(entry, depth + 1)) return false;
        }
        text += '}';
        return true;
      }
    }
  };
  if (!write(val, 0)) return undefined;
  parts.push(text);
  return parts.filter((part) => part !== '');
};

const escapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
  '\b': '\\u0008',
  '\f': '\\u000c',
};
const quote = (value: string): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]|\\[bf]/g, (sign) => (sign === '\\b' ? '\\u0008' : sign === '\\f' ? '\\u000c' : (escapes[sign] ?? sign)));

/** Numbers keep all their digits. Throws EvaluationFailure. */
export const decodeJson = (source: string): Val => {
  let at = 0;
  const fail = (): never => {
    throw new EvaluationFailure('This is not valid JSON.', '正しい JSON ではありません。');
  };
  const space = (): void => {
    while (' \t\r\n'.includes(source[at] ?? 'x')) at++;
  };
  const text = (): string => {
    const start = at;
    if (source[at++] !== '"') return fail();
    while (at < source.length && source[at] !== '"') {
      if (source.charCodeAt(at) < 32) return fail();
      at += source[at] === '\\' ? 2 : 1;
    }
    at++;
    try {
      const value: unknown = JSON.parse(source.slice(start, at));
      return typeof value === 'string' ? value : fail();
    } catch {
      return fail();
    }
  };
  const value = (depth: number): Val => {
    if (depth > 200) throw new EvaluationFailure('The JSON is nested too deeply.', 'JSON の入れ子が深すぎます。');
    space();
    const sign = source[at];
    if (sign === '{') {
      const entries = new Map<string, Val>();
      at++;
      space();
      while (source[at] !== '}') {
        space();
        const key = text();
        space();
        if (source[at++] !== ':') fail();
        entries.set(key, value(depth + 1));
        space();
        if (source[at] === ',') at++;
        else if (source[at] !== '}') fail();
      }
      at++;
      return object(entries);
    }
    if (sign === '[') {
      const items: Val[] = [];
      at++;
      space();
      while (source[at] !== ']') {
        items.push(value(depth + 1));
        space();
        if (source[at] === ',') at++;
        else if (source[at] !== ']') fail();
      }
      at++;
      return tuple(items);
    }
    if (sign === '"') return str(text());
    const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    word.lastIndex = at;
    const [found] = word.exec(source) ?? [];
    if (found === undefined) return fail();
    at += found.length;
    return found === 'null' ? nul() : found === 'true' || found === 'false' ? bool(found === 'true') : num(parseNumber(found) ?? 0);
  };
  const read = value(0);
  space();
  if (at < source.length) fail();
  return read;
};

/** What a structure looks like after a round trip through JSON: objects and tuples only; places stay. */
export const throughJson = (val: Val): Val => {
  if ('items' in val) return { ...tuple(val.items.map(throughJson)), place: val.place };
  if ('entries' in val) return { ...object(new Map([...val.entries].map(([name, entry]) => [name, throughJson(entry)]))), place: val.place };
  return val;
};
