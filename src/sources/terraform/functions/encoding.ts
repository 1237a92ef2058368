import { gunzipSync, gzipSync } from 'node:zlib';
import { parseDocument, isMap, isScalar, isSeq, isAlias, type Node } from 'yaml';
import type { Val } from '../value.ts';
import { anyType, bool, compareText, deepUnknown, list, nul, num, object, partial, str, stringType, tuple, unknownVal } from '../make.ts';
import { formatNumber, parseNumber } from '../number.ts';
import { failed, irreproducible, limited, text, wholly, type FunctionTable } from './function.ts';
import { decodeJson, encodeJson, encodeJsonParts, throughJson } from './json.ts';

const one = { min: 1, max: 1, result: stringType };

export const encodingFunctions: FunctionTable = {
  base64decode: { ...one, call: (args) => str(decoded(Buffer.from(strictBase64(text(args, 0)), 'base64'))) },
  base64encode: { ...one, call: (args) => str(Buffer.from(text(args, 0), 'utf8').toString('base64')) },
  // Go's gzip and zlib's differ in their bytes, so only the length of the deed is known.
  base64gzip: { ...one, call: (args) => (gzipSync(text(args, 0)), irreproducible('base64gzip')) },
  base64gunzip: { ...one, call: (args) => str(decoded(unzipped(Buffer.from(strictBase64(text(args, 0)), 'base64')))) },
  csvdecode: {
    ...one,
    result: anyType,
    call: (args, context) => {
      const [header = [], ...rows] = csv(text(args, 0));
      context.spend(rows.length * header.length);
      const of = { kind: 'object' as const, of: new Map(header.map((name) => [name, { type: stringType, optional: false, fallback: undefined }])) };
      return list(
        rows.map((row) => object(new Map(header.map((name, i) => [name, str(row[i] ?? '')])))),
        of,
      );
    },
  },
  jsondecode: {
    ...one,
    result: anyType,
    takesUnknown: true,
    call: ([arg], context) => {
      if (arg && (arg.kind === 'string' || arg.kind === 'unknown') && arg.document) return throughJson(arg.document);
      if (arg?.kind === 'unknown') return unknownVal(arg.why);
      const source = text(arg ? [arg] : [], 0);
      context.spend(Math.ceil(source.length / 100));
      return decodeJson(source);
    },
  },
  jsonencode: { ...one, takesUnknown: true, takesNull: true, call: ([arg = nul()]) => encoded(arg, encodeJsonParts(arg)) },
  textdecodebase64: {
    ...one,
    min: 2,
    max: 2,
    call: (args) => {
      try {
        return str(new TextDecoder(text(args, 1), { fatal: true }).decode(Buffer.from(text(args, 0), 'base64')));
      } catch {
        throw failed('The text cannot be decoded so.', 'この文字コードでは復号できません。');
      }
    },
  },
  textencodebase64: {
    ...one,
    min: 2,
    max: 2,
    call: (args) => {
      const name = text(args, 1).toLowerCase().replaceAll('_', '-');
      const source = text(args, 0);
      if (name === 'utf-8') return str(Buffer.from(source, 'utf8').toString('base64'));
      if (name === 'utf-16le') return str(Buffer.from(source, 'utf16le').toString('base64'));
      if (name === 'utf-16be') return str(Buffer.from(source, 'utf16le').swap16().toString('base64'));
      return irreproducible('textencodebase64');
    },
  },
  urlencode: {
    ...one,
    call: (args) =>
      str(
        encodeURIComponent(text(args, 0))
          .replaceAll('%20', '+')
          .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
      ),
  },
  urldecode: {
    ...one,
    call: (args) => {
      try {
        return str(decodeURIComponent(text(args, 0).replaceAll('+', ' ')));
      } catch {
        throw failed('This is not URL-encoded.', 'URL エンコードされた文字列ではありません。');
      }
    },
  },
  yamldecode: {
    ...one,
    result: anyType,
    takesUnknown: true,
    call: ([arg], context) => {
      if (arg && (arg.kind === 'string' || arg.kind === 'unknown') && arg.document) return throughJson(arg.document);
      if (arg?.kind === 'unknown') return unknownVal(arg.why);
      return yaml(text(arg ? [arg] : [], 0), (n) => context.spend(n));
    },
  },
  yamlencode: {
    ...one,
    takesUnknown: true,
    takesNull: true,
    call: ([arg = nul()]) => {
      const open = deepUnknown(arg);
      return open ? unknownVal(open.why, stringType, { notNull: true, document: arg }) : str(limited(`${writeYaml(arg, 0)}\n`), arg);
    },
  },
};

const encoded = (arg: Val, parts: ReturnType<typeof encodeJsonParts>): Val => {
  const open = deepUnknown(arg);
  if (!open) return str(limited(parts?.map((part) => (typeof part === 'string' ? part : '')).join('') ?? 'null'), arg);
  return parts ? partial(parts, open.why, arg) : unknownVal(open.why, stringType, { notNull: true, document: arg });
};

const strictBase64 = (source: string): string => {
  const clean = source.replace(/[\r\n]/g, '');
  if (clean.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(clean)) throw failed('This is not base64.', 'base64 の文字列ではありません。');
  return clean;
};
const unzipped = (bytes: Buffer): Buffer => {
  try {
    return gunzipSync(bytes, { maxOutputLength: 10_000_000 });
  } catch {
    throw failed('This is not gzip, or too long (over 10 MB).', 'gzip 形式ではないか、展開後のサイズが大きすぎます(10 MB 超)。');
  }
};
const decoded = (bytes: Buffer): string => {
  const value = bytes.toString('utf8');
  if (value.includes('\ufffd')) throw failed('The content is no UTF-8 text.', '内容が UTF-8 の文字列ではありません。');
  return value;
};

const csv = (source: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endRow = (): void => {
    row.push(cell);
    if (row.length > 1 || cell !== '') rows.push(row);
    row = [];
    cell = '';
  };
  for (let i = 0; i < source.length; i++) {
    const sign = source[i] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  if (quoted) throw failed('A quoted cell is not closed.', '引用符が閉じられていません。');
  endRow();
  const [header] = rows;
  if (!header || new Set(header).size < header.length) throw failed('The header is missing or has a name twice.', 'ヘッダー行がないか、列名が重複しています。');
  if (rows.some((one_) => one_.length !== header.length)) throw failed('The rows differ in length.', '行によって列数が異なります。');
  return rows;
};

const yaml = (source: string, spend: (n: number) => void): Val => {
  const document = parseDocument(source, { version: '1.1', schema: 'core', intAsBigInt: true, merge: true, uniqueKeys: true });
  if (document.errors.length > 0) throw failed(`This is not valid YAML: ${document.errors[0]?.message.split('\n')[0] ?? ''}`, '正しい YAML ではありません。');
  if (source.split(/^---/m).filter((part) => part.trim()).length > 1)
    throw failed('Only one YAML document is allowed.', 'YAML ドキュメントは 1 つだけにしてください。');
  let size = 0;
  const read = (node: Node | null | undefined, depth: number): Val => {
    if (++size > 100_000 || depth > 100) throw failed('The YAML is too large.', 'YAML が大きすぎます。');
    if (isAlias(node)) return read(node.resolve(document), depth + 1);
    if (isMap(node)) {
      const entries = new Map<string, Val>();
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? (typeof key.source === 'string' ? key.source : String(key.value)) : '';
        const inner = read(value as Node | null, depth + 1);
        if (name === '<<' && 'entries' in inner) for (const [merged, entry] of inner.entries) entries.set(merged, entries.get(merged) ?? entry);
        else entries.set(name, inner);
      }
      return object(entries);
    }
    if (isSeq(node)) return tuple(node.items.map((item) => read(item as Node | null, depth + 1)));
    if (!isScalar(node)) return nul();
    const { value } = node;
    if (node.type !== 'PLAIN') return str(String(value ?? ''));
    return plainScalar(node.source ?? String(value ?? ''));
  };
  const result = read(document.contents, 0);
  spend(size);
  return result;
};

const plainScalar = (source: string): Val => {
  if (/^(|~|null|Null|NULL)$/.test(source)) return nul();
  if (/^(true|True|TRUE|yes|Yes|YES|on|On|ON|y|Y)$/.test(source)) return bool(true);
  if (/^(false|False|FALSE|no|No|NO|off|Off|OFF|n|N)$/.test(source)) return bool(false);
  if (/^[-+]?\d+$/.test(source)) return num(parseNumber(source.replace(/^\+/, '')) ?? 0);
  if (/^0x[0-9a-fA-F]+$/.test(source)) return num(Number.parseInt(source.slice(2), 16));
  if (/^0o[0-7]+$/.test(source)) return num(Number.parseInt(source.slice(2), 8));
  if (/^[-+]?(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d+)?$/.test(source)) return num(parseNumber(source.replace(/^\+/, '')) ?? 0);
  if (/^\d{4}-\d{2}-\d{2}$/.test(source)) return str(`${source}T00:00:00Z`);
  return str(source);
};

/** Block style, keys and texts in quotes. */
const writeYaml = (val: Val, depth: number): string => {
  const indent = '  '.repeat(depth);
  wholly(val);
  switch (val.kind) {
    case 'string':
      return encodeJson(val).replaceAll('\\u003c', '<').replaceAll('\\u003e', '>').replaceAll('\\u0026', '&');
    case 'number':
      return formatNumber(val.value);
    case 'bool':
      return String(val.value);
    case 'null':
    case 'unknown':
      return 'null';
    case 'list':
    case 'set':
    case 'tuple':
      if (val.items.length === 0) return '[]';
      return val.items.map((item, i) => `${i > 0 ? indent : ''}- ${writeYaml(item, depth + 1)}`).join('\n');
    case 'map':
    case 'object':
      if (val.entries.size === 0) return '{}';
      return [...val.entries]
        .toSorted(([a], [b]) => compareText(a, b))
        .map(([name, entry], i) => {
          const nested = 'items' in entry ? entry.items.length > 0 : 'entries' in entry && entry.entries.size > 0;
          const inner = 'items' in entry ? writeYaml(entry, depth) : writeYaml(entry, depth + 1);
          const lead = 'items' in entry ? indent : `${indent}  `;
          return `${i > 0 ? indent : ''}${JSON.stringify(name)}:${nested ? `\n${lead}` : ' '}${inner}`;
        })
        .join('\n');
  }
};
