import type { Diagnostic } from '#core/diagnostic';
import type { SourceFile } from '#core/origin';
import { parseExpression, parseTemplateText } from './parse.ts';
import { Problem, problemAt } from './problem.ts';
import type { Attribute, Block, Body, Expression, Label, ParsedFile } from './syntax.ts';

/** Reads Terraform's JSON syntax into the same tree as the native one. https://developer.hashicorp.com/terraform/language/syntax/json */
export const parseJsonSyntax = (file: SourceFile): ParsedFile => {
  const diagnostics: Diagnostic[] = [];
  const root = readJson(file, diagnostics);
  const body: { attributes: Attribute[]; blocks: Block[] } = { attributes: [], blocks: [] };
  for (const member of root?.kind === 'object' ? root.members : []) {
    if (member.key === '//') continue;
    const labels = own(topLabels, member.key);
    if (labels === undefined) body.attributes.push(attribute(file, member, diagnostics));
    else body.blocks.push(...labelled(file, member.key, member, labels, [], diagnostics));
  }
  return { file, body, comments: [], diagnostics };
};

/** Reads a `.tfvars.json`: plain values, no templates. */
export const parseTfvarsJson = (file: SourceFile): ParsedFile => {
  const diagnostics: Diagnostic[] = [];
  const root = readJson(file, diagnostics);
  const attributes = (root?.kind === 'object' ? root.members : []).map((member): Attribute => ({
    is: 'written',
    file,
    start: member.start,
    end: member.value.end,
    from: undefined,
    name: member.key,
    value: plain(file, member.value),
  }));
  return { file, body: { attributes, blocks: [] }, comments: [], diagnostics };
};

const topLabels: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  module: 1,
  variable: 1,
  output: 1,
  provider: 1,
  locals: 0,
  terraform: 0,
  moved: 0,
  import: 0,
  removed: 0,
  check: 1,
};
/** What is a block and not an argument, below the blocks in question; the rest is told apart by the evaluator. */
const innerLabels: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  resource: { lifecycle: 0, connection: 0, provisioner: 1, dynamic: 1 },
  data: { lifecycle: 0, dynamic: 1 },
  variable: { validation: 0 },
  terraform: { required_providers: 0, backend: 1, cloud: 0 },
  removed: { lifecycle: 0 },
  dynamic: { content: 0, dynamic: 1 },
  content: { dynamic: 1 },
  check: { data: 2, assert: 0 },
};
/** Arguments whose text is an expression, not a template. */
const keywords: Readonly<Record<string, readonly string[]>> = {
  variable: ['type'],
  resource: ['provider', 'depends_on'],
  data: ['provider', 'depends_on'],
  module: ['providers', 'depends_on'],
  output: ['depends_on'],
  moved: ['from', 'to'],
  import: ['to', 'provider'],
  removed: ['from'],
  lifecycle: ['ignore_changes', 'replace_triggered_by'],
  dynamic: ['iterator'],
};

/** A key of the file must not find what objects inherit. */
const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

const labelled = (file: SourceFile, type: string, { start, value }: Member, count: number, labels: readonly Label[], diagnostics: Diagnostic[]): Block[] => {
  if (value.kind === 'array')
    return value.items.flatMap((item) => labelled(file, type, { key: type, start: item.start, keyEnd: item.start, value: item }, count, labels, diagnostics));
  if (value.kind !== 'object') return [];
  if (count > 0) {
    return value.members
      .filter(({ key }) => key !== '//')
      .flatMap((member) =>
        labelled(
          file,
          type,
          member,
          count - 1,
          [...labels, { is: 'written', file, start: member.start, end: member.keyEnd, from: undefined, text: member.key }],
          diagnostics,
        ),
      );
  }
  return [
    {
      is: 'written',
      file,
      start,
      end: value.end,
      from: undefined,
      type,
      labels,
      body: blockBody(file, type, value.members, diagnostics),
      open: value.start,
      close: value.end - 1,
    },
  ];
};

const blockBody = (file: SourceFile, type: string, members: readonly Member[], diagnostics: Diagnostic[]): Body => {
  const body: { attributes: Attribute[]; blocks: Block[] } = { attributes: [], blocks: [] };
  for (const member of members) {
    if (member.key === '//') continue;
    const labels = own(own(innerLabels, type) ?? {}, member.key);
    if (labels !== undefined) body.blocks.push(...labelled(file, member.key, member, labels, [], diagnostics));
    else if (own(keywords, type)?.includes(member.key)) body.attributes.push({ ...attribute(file, member, diagnostics), value: keyword(file, member.value) });
    else body.attributes.push(attribute(file, member, diagnostics));
  }
  return body;
};

const attribute = (file: SourceFile, member: Member, diagnostics: Diagnostic[]): Attribute => ({
  is: 'written',
  file,
  start: member.start,
  end: member.value.end,
  from: undefined,
  name: member.key,
  value: expression(file, member.value, diagnostics),
});

/** Every text is a template. */
const expression = (file: SourceFile, value: Json, diagnostics: Diagnostic[]): Expression => {
  const { start, end } = value;
  if (value.kind === 'array')
    return { is: 'written', file, start, end, from: undefined, kind: 'tuple', items: value.items.map((item) => expression(file, item, diagnostics)) };
  if (value.kind === 'object') {
    const items = value.members
      .filter(({ key }) => key !== '//')
      .map((member) => ({
        is: 'written' as const,
        file,
        start: member.start,
        end: member.value.end,
        from: undefined,
        key: {
          is: 'written' as const,
          file,
          start: member.start,
          end: member.keyEnd,
          from: undefined,
          kind: 'string' as const,
          value: member.key,
          heredoc: false,
        },
        bare: true,
        value: expression(file, member.value, diagnostics),
      }));
    return { is: 'written', file, start, end, from: undefined, kind: 'object', items };
  }
  if (value.kind !== 'string' || !/[$%]\{/.test(value.value)) return plain(file, value);
  // The text is decoded already, so that quotes inside an interpolation are plain: positions inside it are those of the whole string.
  const read = parseTemplateText({ path: file.path, text: value.value });
  if (read.diagnostics.length > 0)
    diagnostics.push(...read.diagnostics.map((one) => ({ ...one, at: { is: 'written' as const, file, start, end, from: undefined } })));
  return { is: 'written', file, start, end, from: undefined, kind: 'template', parts: read.parts, heredoc: false };
};

const keyword = (file: SourceFile, value: Json): Expression => {
  const { start, end } = value;
  if (value.kind === 'array') return { is: 'written', file, start, end, from: undefined, kind: 'tuple', items: value.items.map((item) => keyword(file, item)) };
  if (value.kind === 'object') {
    const items = value.members.map((member) => ({
      is: 'written' as const,
      file,
      start: member.start,
      end: member.value.end,
      from: undefined,
      key: {
        is: 'written' as const,
        file,
        start: member.start,
        end: member.keyEnd,
        from: undefined,
        kind: 'string' as const,
        value: member.key,
        heredoc: false,
      },
      bare: true,
      value: keyword(file, member.value),
    }));
    return { is: 'written', file, start, end, from: undefined, kind: 'object', items };
  }
  if (value.kind !== 'string') return plain(file, value);
  const text = value.value.replace(/^\$\{(.*)\}$/s, '$1');
  return parseExpression({ path: file.path, text }).expression ?? plain(file, value);
};

const plain = (file: SourceFile, value: Json): Expression => {
  const { start, end } = value;
  switch (value.kind) {
    case 'string':
      return { is: 'written', file, start, end, from: undefined, kind: 'string', value: value.value, heredoc: false };
    case 'number':
      return value.text.startsWith('-')
        ? {
            is: 'written',
            file,
            start,
            end,
            from: undefined,
            kind: 'unary',
            operator: '-',
            operand: { is: 'written', file, start: start + 1, end, from: undefined, kind: 'number', text: value.text.slice(1) },
          }
        : { is: 'written', file, start, end, from: undefined, kind: 'number', text: value.text };
    case 'boolean':
      return { is: 'written', file, start, end, from: undefined, kind: 'boolean', value: value.value };
    case 'null':
      return { is: 'written', file, start, end, from: undefined, kind: 'null' };
    case 'array':
      return { is: 'written', file, start, end, from: undefined, kind: 'tuple', items: value.items.map((item) => plain(file, item)) };
    case 'object':
      return {
        is: 'written',
        file,
        start,
        end,
        from: undefined,
        kind: 'object',
        items: value.members.map((member) => ({
          is: 'written' as const,
          file,
          start: member.start,
          end: member.value.end,
          from: undefined,
          key: {
            is: 'written' as const,
            file,
            start: member.start,
            end: member.keyEnd,
            from: undefined,
            kind: 'string' as const,
            value: member.key,
            heredoc: false,
          },
          bare: true,
          value: plain(file, member.value),
        })),
      };
  }
};

// --- JSON with positions ---

type Json = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
);
interface Member {
  readonly key: string;
  readonly start: number;
  readonly keyEnd: number;
  readonly value: Json;
}

const readJson = (file: SourceFile, diagnostics: Diagnostic[]): Json | undefined => {
  const { text } = file;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const fail = (detail: string): never => {
    throw new Problem('json', at, Math.min(at + 1, text.length), detail);
  };
  const space = (): void => {
    while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++;
  };
  const string = (): string => {
    const start = at++;
    while (at < text.length && text[at] !== '"') {
      if (text.charCodeAt(at) < 32) return fail('a control character in a text / 文字列に制御文字があります');
      at += text[at] === '\\' ? 2 : 1;
    }
    if (at >= text.length) return fail('a text is not closed / 文字列が閉じられていません');
    at++;
    try {
      const decoded: unknown = JSON.parse(text.slice(start, at));
      return typeof decoded === 'string' ? decoded : fail('a text is expected / 文字列が必要です');
    } catch {
      return fail('bad escape / エスケープが不正です');
    }
  };
  const value = (depth: number): Json => {
    if (depth > 200) throw new Problem('too-deep', at, at + 1, '');
    space();
    const start = at;
    const sign = text[at];
    if (sign === '{') {
      const members: Member[] = [];
      at++;
      for (space(); text[at] !== '}'; space()) {
        const from = at;
        if (text[at] !== '"') fail('a key is expected / キーが必要です');
        const key = string();
        const keyEnd = at;
        space();
        if (text[at++] !== ':') fail('":" is expected / 「:」が必要です');
        members.push({ key, start: from, keyEnd, value: value(depth + 1) });
        space();
        if (text[at] === ',') at++;
        else if (text[at] !== '}') fail('"," or "}" is expected / 「,」か「}」が必要です');
      }
      at++;
      return { kind: 'object', start, end: at, members };
    }
    if (sign === '[') {
      const items: Json[] = [];
      at++;
      for (space(); text[at] !== ']'; space()) {
        items.push(value(depth + 1));
        space();
        if (text[at] === ',') at++;
        else if (text[at] !== ']') fail('"," or "]" is expected / 「,」か「]」が必要です');
      }
      at++;
      return { kind: 'array', start, end: at, items };
    }
    if (sign === '"') {
      const read = string();
      return { kind: 'string', start, end: at, value: read };
    }
    const word = /true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    word.lastIndex = at;
    const [found] = word.exec(text) ?? [];
    if (found === undefined) return fail('a value is expected / 値が必要です');
    at += found.length;
    if (found === 'null') return { kind: 'null', start, end: at };
    return found === 'true' || found === 'false'
      ? { kind: 'boolean', start, end: at, value: found === 'true' }
      : { kind: 'number', start, end: at, text: found };
  };
  try {
    const read = value(0);
    space();
    if (at < text.length) fail('something follows the end / 終端の後に余分な文字があります');
    return read;
  } catch (problem) {
    diagnostics.push(problemAt(file, problem));
    return undefined;
  }
};
