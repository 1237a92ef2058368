import type { Edit } from '#core/finding';
import { lineText, positionAt, type Place, type SourceFile } from '#core/origin';
import type { Literal } from '#core/value';
import { jsonInHeredoc } from './json-in-heredoc.ts';
import type { Attribute, Block, Body, Expression, ParsedFile } from './syntax.ts';

/** One replacement in a file, offsets in the text before. */
export interface TextChange {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What is set or taken away, for people: `metadata_options.http_tokens`. */
  readonly attribute: string;
}

/**
 * The text changes that carry out some edits; undefined if one of them cannot be made in what the team itself wrote (a vendored module, a value of the
 * command line, an expression that is no place of its own).
 */
export const textChanges = (edits: readonly Edit[], parsed: ReadonlyMap<string, ParsedFile>): TextChange[] | undefined => {
  const changes: TextChange[] = [];
  const additions = new Map<Place, Addition[]>();
  for (const edit of edits) {
    const tree = parsed.get(edit.at.file.path);
    if (!tree || tree.file !== edit.at.file || edit.at.file.path.includes('.terraform/')) return undefined;
    if (edit.do === 'add') {
      additions.set(edit.at, [...(additions.get(edit.at) ?? []), edit]);
      continue;
    }
    const change = edit.do === 'replace' ? replaced(edit.at, edit.value, tree) : removed(edit.at, tree);
    if (!change) return undefined;
    changes.push(change);
  }
  for (const [at, list] of additions) {
    const tree = parsed.get(at.file.path);
    const added = tree && (at.file.path.endsWith('.json') ? undefined : added_(at, list, tree));
    if (!added) return undefined;
    changes.push(...added);
  }
  return withoutNested(changes);
};

/** The texts after the changes, by path. */
export const applied = (changes: readonly TextChange[]): Map<string, string> => {
  const texts = new Map<string, string>();
  const byFile = new Map<string, TextChange[]>();
  for (const change of changes) byFile.set(change.file.path, [...(byFile.get(change.file.path) ?? []), change]);
  for (const [path, list] of byFile) {
    let text = list[0]?.file.text ?? '';
    for (const { start, end, text: with_ } of list.toSorted((a, b) => b.start - a.start || b.end - a.end))
      text = text.slice(0, start) + with_ + text.slice(end);
    texts.set(path, text);
  }
  return texts;
};

type Addition = Extract<Edit, { do: 'add' }>;

const written = (value: Literal): string => (typeof value === 'string' ? JSON.stringify(value).replaceAll('${', '$${').replaceAll('%{', '%%{') : String(value));

/** Several texts in the place of one: further members of its list, or a list. */
const inPlace = (value: Literal | readonly string[], inList: boolean): string => {
  if (typeof value !== 'object' || value === null) return written(value);
  const items = value.map(written).join(', ');
  return inList ? items : `[${items}]`;
};

const replaced = (at: Place, value: Literal | readonly string[], tree: ParsedFile): TextChange | undefined => {
  const trail = trailOf(tree.body, at);
  // A list or a default may be read by many: only a value of its own is replaced.
  if (!trail || (trail.expression && ['tuple', 'object', 'for', 'splat'].includes(trail.expression.kind))) return undefined;
  return { file: at.file, start: at.start, end: at.end, text: inPlace(value, trail.list !== undefined), attribute: nameOf(trail) };
};

const removed = (at: Place, tree: ParsedFile): TextChange | undefined => {
  const trail = trailOf(tree.body, at);
  if (!trail) return undefined;
  const attribute = nameOf(trail);
  const { list, expression, holder, blocks } = trail;
  const block = blocks.at(-1);
  if (expression && list && list.items.length > 1) return { ...withoutItem(at.file, list.items, expression), attribute };
  // A rule (a grant) that admits nobody is none: take the nested block or the rule's resource away.
  const target = !expression && block ? block : block && isRule(block, blocks) && (holder?.value === expression || holder?.value === list) ? block : undefined;
  if (target && (blocks.length > 1 || target.type === 'resource'))
    return {
      file: at.file,
      ...wholeLines(at.file, target),
      text: '',
      attribute:
        blocks
          .slice(1)
          .map(({ type }) => type)
          .join('.') || target.labels.map(({ text }) => text).join('.'),
    };
  if (expression && list) return { file: at.file, start: expression.start, end: expression.end, text: '', attribute };
  // Elsewhere an address range becomes the private one.
  if (expression?.kind === 'string' && /^[\d.]+\/\d+$/.test(expression.value))
    return { file: at.file, start: at.start, end: at.end, text: '"10.0.0.0/8"', attribute };
  if (expression?.kind === 'string' && /^[0-9a-f:]+\/\d+$/i.test(expression.value))
    return { file: at.file, start: at.start, end: at.end, text: '"fd00::/8"', attribute };
  return undefined;
};

const isRule = (block: Block, blocks: readonly Block[]): boolean =>
  (blocks.length > 1 && block.type !== 'content') ||
  (block.type === 'resource' && /(_rule|_iam_member|_iam_binding|_access_control)$/.test(block.labels[0]?.text ?? ''));

const withoutItem = (file: SourceFile, items: readonly Expression[], item: Expression): Omit<TextChange, 'attribute'> => {
  const i = items.indexOf(item);
  const next = items[i + 1];
  const before = items[i - 1];
  return next ? { file, start: item.start, end: next.start, text: '' } : { file, start: before?.end ?? item.start, end: item.end, text: '' };
};

/** With its indentation and line end; an empty line before it goes too. */
const wholeLines = ({ text }: SourceFile, { start, end }: Place): { start: number; end: number } => {
  let from = start;
  while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
  let to = end;
  while (to < text.length && text[to] !== '\n') to++;
  if (text.slice(end, to).trim() !== '') return { start, end };
  to = Math.min(text.length, to + 1);
  if (text[from - 1] === '\n' && text[from - 2] === '\n' && (text[to] === '\n' || to >= text.length || /^\s*\}/.test(text.slice(to, to + 40)))) from--;
  return { start: from, end: to };
};

const added_ = (at: Place, list: readonly Addition[], tree: ParsedFile): TextChange[] | undefined => {
  const block = tree.body.blocks.find((one) => one.start === at.start) ?? blockAt(tree.body, at);
  if (!block) return undefined;
  const { file } = at;
  const changes: TextChange[] = [];
  const own = list.filter((one) => one.block === undefined);
  if (own.length > 0)
    changes.push(
      ...insertions(
        file,
        block,
        own.map(({ path, value }) => ({ path, value })),
      ),
    );
  const kinds = [...new Set(list.flatMap((one) => (one.block === undefined ? [] : [one.block])))];
  for (const kind of kinds) {
    const text = newResource(
      kind,
      block,
      list.filter((one) => one.block === kind),
      tree,
    );
    if (text === undefined) return undefined;
    changes.push({ file, start: block.end, end: block.end, text: `\n\n${text}`, attribute: kind });
  }
  return changes;
};

interface Insertion {
  readonly path: readonly string[];
  readonly value: Literal;
}

/** Attributes that go before the closing brace of the block, or into a nested block that is there. */
const insertions = (file: SourceFile, block: Block, list: readonly Insertion[]): TextChange[] => {
  const changes: TextChange[] = [];
  const fresh: Insertion[] = [];
  for (const one of list) {
    const [head = '', ...rest] = one.path;
    const nested = rest.length > 0 ? block.body.blocks.find(({ type }) => type === head) : undefined;
    if (nested)
      changes.push(...insertions(file, nested, [{ path: rest, value: one.value }]).map((change) => ({ ...change, attribute: `${head}.${change.attribute}` })));
    else fresh.push(one);
  }
  if (fresh.length === 0) return changes;
  const base = indentOf(file, block.start);
  const inner = indentOf(file, block.body.attributes[0]?.start ?? block.body.blocks[0]?.start ?? -1) ?? `${base ?? ''}  `;
  const lines = render(fresh, inner);
  const attribute = fresh.map(({ path }) => path.join('.')).join(', ');
  const gap = file.text.slice(block.open + 1, block.close);
  if (!gap.includes('\n')) {
    // `{ a = 1 }` on one line is opened up.
    const content = gap.trim();
    const text = `\n${content ? `${inner}${content}\n` : ''}${lines}\n${base ?? ''}`;
    return [...changes, { file, start: block.open + 1, end: block.close, text, attribute }];
  }
  let end = block.close;
  while (end > block.open && ' \t'.includes(file.text[end - 1] ?? '')) end--;
  return [...changes, { file, start: end, end, text: `${lines}\n`, attribute }];
};

const render = (list: readonly Insertion[], indent: string): string => {
  const lines: string[] = [];
  const width = Math.max(...list.filter(({ path }) => path.length === 1).map(({ path }) => (path[0] ?? '').length), 0);
  const nested = new Map<string, Insertion[]>();
  for (const { path, value } of list) {
    const [head = '', ...rest] = path;
    if (rest.length === 0) lines.push(`${indent}${head.padEnd(width)} = ${written(value)}`);
    else nested.set(head, [...(nested.get(head) ?? []), { path: rest, value }]);
  }
  for (const [head, inner] of nested) lines.push(`${indent}${head} {`, render(inner, `${indent}  `), `${indent}}`);
  return lines.join('\n');
};

const newResource = (kind: string, host: Block, list: readonly Addition[], tree: ParsedFile): string | undefined => {
  const [type, name] = host.labels.map(({ text }) => text);
  const by = list[0]?.by;
  if (host.type !== 'resource' || type === undefined || name === undefined || by === undefined) return undefined;
  const taken = new Set(tree.body.blocks.filter((block) => block.labels[0]?.text === kind).map((block) => block.labels[1]?.text));
  let label = name;
  for (let i = 2; taken.has(label); i++) label = `${name}_${i}`;
  const repeated = host.body.attributes.find((one) => one.name === 'count' || one.name === 'for_each');
  const self = repeated?.name === 'count' ? `${type}.${name}[count.index]` : repeated ? 'each.value' : `${type}.${name}`;
  const inserts = list.map(({ path, value }): Insertion => ({ path, value }));
  const width = Math.max(
    by.length,
    repeated ? repeated.name.length : 0,
    ...inserts.filter(({ path }) => path.length === 1).map(({ path }) => (path[0] ?? '').length),
  );
  const head = [
    ...(repeated ? [`  ${repeated.name.padEnd(width)} = ${repeated.name === 'count' ? `length(${type}.${name})` : `${type}.${name}`}`] : []),
    `  ${by.padEnd(width)} = ${self}.id`,
    ...inserts.filter(({ path }) => path.length === 1).map(({ path, value }) => `  ${(path[0] ?? '').padEnd(width)} = ${written(value)}`),
  ];
  const nested = inserts.filter(({ path }) => path.length > 1);
  return [`resource "${kind}" "${label}" {`, ...head, ...(nested.length > 0 ? ['', render(nested, '  ')] : []), '}'].join('\n');
};

const indentOf = (file: SourceFile, offset: number): string | undefined => {
  if (offset < 0) return undefined;
  const { line, column } = positionAt(file, offset);
  const before = lineText(file, line).slice(0, column - 1);
  return before.trim() === '' ? before : undefined;
};

// --- finding a place in the tree ---

interface Trail {
  readonly blocks: readonly Block[];
  readonly holder: Attribute | undefined;
  /** The list that directly holds the expression. */
  readonly list: Extract<Expression, { kind: 'tuple' }> | undefined;
  /** Undefined: the place is a block. */
  readonly expression: Expression | undefined;
  readonly keys: readonly string[];
}

const trailOf = (body: Body, at: Place, blocks: readonly Block[] = []): Trail | undefined => {
  for (const attribute of body.attributes) {
    if (attribute.start > at.start || attribute.end < at.end) continue;
    return inExpression(attribute.value, at, { blocks, holder: attribute, list: undefined, expression: attribute.value, keys: [attribute.name] });
  }
  for (const block of body.blocks) {
    if (block.start > at.start || block.end < at.end) continue;
    if (block.start === at.start && block.end === at.end)
      return { blocks: [...blocks, block], holder: undefined, list: undefined, expression: undefined, keys: [] };
    return trailOf(block.body, at, [...blocks, block]);
  }
  return undefined;
};

const inExpression = (here: Expression, at: Place, trail: Trail): Trail | undefined => {
  if (here.start === at.start && here.end === at.end) return trail;
  for (const [child, key, list] of childrenOf(here)) {
    if (child.start <= at.start && child.end >= at.end)
      return inExpression(child, at, { ...trail, expression: child, list, keys: key === undefined ? trail.keys : [...trail.keys, key] });
  }
  return undefined;
};

function* childrenOf(node: Expression): Generator<[Expression, string | undefined, Extract<Expression, { kind: 'tuple' }> | undefined]> {
  switch (node.kind) {
    case 'tuple':
      for (const item of node.items) yield [item, undefined, node];
      return;
    case 'object':
      for (const { key, value } of node.items) yield [value, key.kind === 'string' ? key.value : undefined, undefined];
      return;
    case 'call':
      for (const arg of node.args) yield [arg, undefined, undefined];
      return;
    case 'conditional':
      yield [node.condition, undefined, undefined];
      yield [node.then, undefined, undefined];
      yield [node.otherwise, undefined, undefined];
      return;
    case 'parentheses':
      yield [node.inner, undefined, undefined];
      return;
    case 'binary':
      yield [node.left, undefined, undefined];
      yield [node.right, undefined, undefined];
      return;
    case 'unary':
      yield [node.operand, undefined, undefined];
      return;
    case 'for':
      yield [node.collection, undefined, undefined];
      if (node.resultKey) yield [node.resultKey, undefined, undefined];
      yield [node.result, undefined, undefined];
      if (node.condition) yield [node.condition, undefined, undefined];
      return;
    case 'attribute':
    case 'splat':
      yield [node.of, undefined, undefined];
      return;
    case 'index':
      yield [node.of, undefined, undefined];
      yield [node.key, undefined, undefined];
      return;
    case 'string':
    case 'template': {
      const json = jsonInHeredoc(node);
      if (json) yield [json, undefined, undefined];
      else if (node.kind === 'template') for (const part of node.parts) if (part.kind === 'interpolation') yield [part.value, undefined, undefined];
      return;
    }
    default:
  }
}

const nameOf = ({ blocks, keys }: Trail): string => {
  const [top] = blocks;
  const label = top?.labels.map(({ text }) => text).join('.') ?? '';
  if (top?.type === 'variable') return ['var', label, ...keys.slice(1)].join('.');
  if (top?.type === 'module') return ['module', label, ...keys].join('.');
  if (top?.type === 'locals') return ['local', ...keys].join('.');
  return [...blocks.slice(1).map(({ type }) => type), ...keys].join('.') || label;
};

const blockAt = (body: Body, at: Place): Block | undefined => {
  for (const block of body.blocks) {
    if (block.start === at.start && block.end === at.end) return block;
    if (block.start <= at.start && block.end >= at.end) return blockAt(block.body, at);
  }
  return undefined;
};

/** A change within something that goes as a whole is no change of its own; the same change twice is one. */
const withoutNested = (changes: readonly TextChange[]): TextChange[] => {
  const unique = changes.filter(
    (one, i) => changes.findIndex((other) => other.file === one.file && other.start === one.start && other.end === one.end && other.text === one.text) === i,
  );
  return unique.filter(
    (one) =>
      !unique.some(
        (other) =>
          other !== one &&
          other.file === one.file &&
          other.end > other.start &&
          other.start <= one.start &&
          other.end >= one.end &&
          (other.start < one.start || other.end > one.end),
      ),
  );
};
