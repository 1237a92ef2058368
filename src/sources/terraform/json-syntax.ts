import type { SourceFile } from '#core/origin';
import { moved, movedParts, type Offset } from './json-syntax-place.ts';
import { decode, readJson, type Json, type JsonText, type Member } from './json-syntax-read.ts';
import { reader, report, type Reader } from './lex.ts';
import { readWholeExpression } from './parse.ts';
import { SyntaxProblem } from './parse-problem.ts';
import { readBareTemplate } from './parse-template.ts';
import type { Attribute, Block, Expression, Label, ObjectItem, ParsedFile } from './syntax.ts';
import { composed } from './template.ts';

/** Reads Terraform's JSON syntax into the same tree as the native one. https://developer.hashicorp.com/terraform/language/syntax/json */
export const parseJsonSyntax = (file: SourceFile): ParsedFile => {
  const { r, value } = readJson(file);
  const body: OpenBody = { attributes: [], blocks: [] };
  for (const object of objects(r, value)) addMembers(r, '', object.members, topBlocks, body);
  return { file, body, comments: [], diagnostics: r.diagnostics };
};

/** Reads a `.tfvars.json`: plain values, no templates. */
export const parseTfvarsJson = (file: SourceFile): ParsedFile => {
  const { r, value } = readJson(file);
  const body: OpenBody = { attributes: [], blocks: [] };
  for (const object of objects(r, value)) for (const member of object.members) addAttribute(r, member, literal(r, member.value), body);
  return { file, body, comments: [], diagnostics: r.diagnostics };
};

/** JSON between two offsets of a file, its texts being templates; undefined if it is none. */
export const parseJsonWithin = (file: SourceFile, start: number, end: number): Expression | undefined => {
  const { r, value } = readJson(file, start, end);
  const tree = value && expression(r, value);
  return r.diagnostics.length === 0 ? tree : undefined;
};

interface OpenBody {
  readonly attributes: Attribute[];
  readonly blocks: Block[];
}

/** Block types and how many labels each has. */
type Blocks = ReadonlyMap<string, number>;
const topBlocks: Blocks = new Map([
  ['resource', 2],
  ['data', 2],
  ['ephemeral', 2],
  ['action', 2],
  ['module', 1],
  ['variable', 1],
  ['output', 1],
  ['provider', 1],
  ['check', 1],
  ['locals', 0],
  ['terraform', 0],
  ['moved', 0],
  ['import', 0],
  ['removed', 0],
]);
/** What is a block and not an argument within the blocks in question; the rest depends on the provider and is told apart by whoever knows it. */
const innerBlocks: ReadonlyMap<string, Blocks> = new Map<string, Blocks>([
  [
    'resource',
    new Map([
      ['lifecycle', 0],
      ['connection', 0],
      ['provisioner', 1],
      ['dynamic', 1],
    ]),
  ],
  [
    'data',
    new Map([
      ['lifecycle', 0],
      ['dynamic', 1],
    ]),
  ],
  [
    'ephemeral',
    new Map([
      ['lifecycle', 0],
      ['dynamic', 1],
    ]),
  ],
  ['module', new Map([['lifecycle', 0]])],
  ['action', new Map([['config', 0]])],
  ['provisioner', new Map([['connection', 0]])],
  ['provider', new Map([['dynamic', 1]])],
  ['variable', new Map([['validation', 0]])],
  ['output', new Map([['precondition', 0]])],
  [
    'lifecycle',
    new Map([
      ['precondition', 0],
      ['postcondition', 0],
      ['action_trigger', 0],
    ]),
  ],
  [
    'terraform',
    new Map([
      ['required_providers', 0],
      ['backend', 1],
      ['cloud', 0],
      ['provider_meta', 1],
    ]),
  ],
  ['cloud', new Map([['workspaces', 0]])],
  [
    'removed',
    new Map([
      ['lifecycle', 0],
      ['connection', 0],
      ['provisioner', 1],
    ]),
  ],
  ['dynamic', new Map([['content', 0]])],
  ['content', new Map([['dynamic', 1]])],
  [
    'check',
    new Map([
      ['data', 2],
      ['assert', 0],
    ]),
  ],
]);
/** Arguments whose texts are expressions, not templates. */
const keywords: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['variable', new Set(['type'])],
  ['resource', new Set(['provider', 'depends_on'])],
  ['data', new Set(['provider', 'depends_on'])],
  ['ephemeral', new Set(['provider', 'depends_on'])],
  ['module', new Set(['providers', 'depends_on'])],
  ['output', new Set(['depends_on'])],
  ['moved', new Set(['from', 'to'])],
  ['import', new Set(['to', 'provider'])],
  ['removed', new Set(['from'])],
  ['lifecycle', new Set(['ignore_changes', 'replace_triggered_by'])],
  ['action_trigger', new Set(['events', 'actions'])],
  ['action', new Set(['provider', 'depends_on'])],
  ['dynamic', new Set(['iterator'])],
]);

/** The objects that make up a body: one, or an array of them. */
const objects = (r: Reader, value: Json | undefined): Extract<Json, { kind: 'object' }>[] => {
  if (value === undefined || value.kind === 'null') return [];
  if (value.kind === 'object') return [value];
  if (value.kind === 'array' && value.items.every((item) => item.kind === 'object'))
    return value.items.flatMap((item) => (item.kind === 'object' ? [item] : []));
  report(r, new SyntaxProblem('json-shape', value.start, value.end, ''));
  return [];
};

const addMembers = (r: Reader, type: string, members: readonly Member[], blocks: Blocks | undefined, body: OpenBody): void => {
  const words = keywords.get(type);
  const names = new Set<string>();
  for (const member of members) {
    const name = member.key.value;
    if (name === '//') continue;
    const labels = blocks?.get(name);
    if (labels !== undefined) addBlocks(r, name, member.key, member.value, labels, [], body.blocks);
    else if (names.has(name)) report(r, new SyntaxProblem('duplicate', member.key.start, member.key.end, name));
    else addAttribute(r, member, words?.has(name) ? keyword(r, member.value) : expression(r, member.value), body);
    names.add(name);
  }
};

const addAttribute = (r: Reader, { key, value }: Member, node: Expression, body: OpenBody): void => {
  body.attributes.push({ is: 'written', file: r.file, start: key.start, end: value.end, from: undefined, name: key.value, value: node });
};

/** Labels are the keys of nested objects; an array stands for several blocks. */
const addBlocks = (r: Reader, type: string, key: JsonText, value: Json, count: number, labels: readonly Label[], blocks: Block[]): void => {
  const { file } = r;
  for (const [i, { start, end, members }] of objects(r, value).entries()) {
    if (count > 0) {
      for (const member of members) {
        const { key: label } = member;
        if (label.value === '//') continue;
        const next: Label = { is: 'written', file, start: label.start, end: label.end, from: undefined, text: label.value };
        addBlocks(r, type, label, member.value, count - 1, [...labels, next], blocks);
      }
      continue;
    }
    const body: OpenBody = { attributes: [], blocks: [] };
    addMembers(r, type, members, innerBlocks.get(type), body);
    // The second and later ones of an array begin at their own brace.
    const from = i === 0 ? key.start : start;
    blocks.push({ is: 'written', file, start: from, end, from: undefined, type, labels, body, open: start, close: end - 1 });
  }
};

/** A value whose texts are templates. */
const expression = (r: Reader, value: Json): Expression => {
  if (value.kind === 'string') return isTemplate(value.value) ? template(r, value) : literal(r, value);
  return nested(r, value, expression);
};

/** A value whose texts are expressions: references and types. */
const keyword = (r: Reader, value: Json): Expression => {
  if (value.kind !== 'string') return nested(r, value, keyword);
  // The old form "${...}" is still accepted.
  const read = isTemplate(value.value) ? template(r, value) : reading(r, value, readWholeExpression, moved);
  if (read?.kind === 'template' && read.parts.length === 1 && read.parts[0]?.kind === 'interpolation') return read.parts[0].value;
  return read ?? literal(r, value);
};

/** A value whose texts are plain. */
const literal = (r: Reader, value: Json): Expression => {
  if (value.kind !== 'string') return nested(r, value, literal);
  return { is: 'written', file: r.file, start: value.start, end: value.end, from: undefined, kind: 'string', value: composed(value.value), heredoc: false };
};

const nested = (r: Reader, value: Exclude<Json, JsonText>, read: (r: Reader, value: Json) => Expression): Expression => {
  const { file } = r;
  const { start, end } = value;
  switch (value.kind) {
    case 'number': {
      if (!value.text.startsWith('-')) return { is: 'written', file, start, end, from: undefined, kind: 'number', text: value.text };
      const operand: Expression = { is: 'written', file, start: start + 1, end, from: undefined, kind: 'number', text: value.text.slice(1) };
      return { is: 'written', file, start, end, from: undefined, kind: 'unary', operator: '-', operand };
    }
    case 'boolean':
      return { is: 'written', file, start, end, from: undefined, kind: 'boolean', value: value.value };
    case 'null':
      return { is: 'written', file, start, end, from: undefined, kind: 'null' };
    case 'array':
      return { is: 'written', file, start, end, from: undefined, kind: 'tuple', items: value.items.map((item) => read(r, item)) };
    case 'object': {
      const items: ObjectItem[] = [];
      for (const member of value.members) {
        if (member.key.value === '//') continue;
        const computed = read === expression && isTemplate(member.key.value);
        const key = computed ? template(r, member.key) : literal(r, member.key);
        const inner = read(r, member.value);
        items.push({ is: 'written', file, start: key.start, end: inner.end, from: undefined, key, bare: key.kind === 'string', value: inner });
      }
      return { is: 'written', file, start, end, from: undefined, kind: 'object', items };
    }
  }
};

const isTemplate = (text: string): boolean => text.includes('${') || text.includes('%{');

const template = (r: Reader, value: JsonText): Expression => {
  const parts = reading(r, value, readBareTemplate, movedParts);
  const { start, end } = value;
  const [only] = parts ?? [];
  if (!parts || parts.length === 0) return literal(r, value);
  if (parts.length === 1 && only?.kind === 'text')
    return { is: 'written', file: r.file, start, end, from: undefined, kind: 'string', value: only.value, heredoc: false };
  return { is: 'written', file: r.file, start, end, from: undefined, kind: 'template', parts, heredoc: false };
};

/** Reads what stands in a text, at its place in the file; undefined with a diagnostic if it cannot be read. */
const reading = <T>(r: Reader, value: JsonText, read: (inner: Reader) => T, move: (node: T, to: Offset) => T): T | undefined => {
  const decoded = value.escaped ? decode(r.text, value.start + 1, value.end - 1) : undefined;
  const inner = decoded ? reader(r.file, 0, decoded.text.length, decoded.text) : reader(r.file, value.start + 1, value.end - 1);
  const to: Offset = decoded ? (at) => decoded.offsets[at] ?? value.end - 1 : (at) => at;
  try {
    const node = read(inner);
    for (const { at } of inner.diagnostics) if (at) report(r, new SyntaxProblem('heredoc-at-end', to(at.start), to(at.end), ''));
    return decoded ? move(node, to) : node;
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    report(r, new SyntaxProblem(problem.code, to(problem.start), to(problem.end), problem.detail));
    return undefined;
  }
};
