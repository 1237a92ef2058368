import type { Diagnostic } from '#core/diagnostic';
import type { Place } from '#core/origin';
import type { Attribute, Block, Body, ParsedFile } from './syntax.ts';

/** What one folder declares, after override files: one module, whoever calls it. */
export interface ModuleConfig {
  /** Relative to the root that was given, '' for itself. */
  readonly dir: string;
  readonly variables: ReadonlyMap<string, Block>;
  readonly locals: ReadonlyMap<string, Attribute>;
  readonly outputs: ReadonlyMap<string, Block>;
  /** By `type.name`. */
  readonly resources: ReadonlyMap<string, Block>;
  readonly data: ReadonlyMap<string, Block>;
  readonly ephemeral: ReadonlyMap<string, Block>;
  readonly calls: ReadonlyMap<string, Block>;
  readonly checks: ReadonlyMap<string, Block>;
  readonly providers: readonly Block[];
  readonly terraform: readonly Block[];
  /** `moved`, `import` and `removed`. */
  readonly refactoring: readonly Block[];
  readonly diagnostics: readonly Diagnostic[];
}

/** https://developer.hashicorp.com/terraform/language/files/override */
export const moduleConfig = (dir: string, files: readonly ParsedFile[]): ModuleConfig => {
  const overrides = files.filter(({ file }) => isOverride(file.path));
  const variables = new Map<string, Block>();
  const locals = new Map<string, Attribute>();
  const outputs = new Map<string, Block>();
  const resources = new Map<string, Block>();
  const data = new Map<string, Block>();
  const ephemeral = new Map<string, Block>();
  const calls = new Map<string, Block>();
  const checks = new Map<string, Block>();
  const lists: Readonly<Record<'providers' | 'terraform' | 'refactoring', Block[]>> = { providers: [], terraform: [], refactoring: [] };
  const diagnostics: Diagnostic[] = files.flatMap((file) => file.diagnostics);
  const tables: Readonly<Record<string, { readonly table: Map<string, Block>; readonly labels: number }>> = {
    variable: { table: variables, labels: 1 },
    output: { table: outputs, labels: 1 },
    resource: { table: resources, labels: 2 },
    data: { table: data, labels: 2 },
    ephemeral: { table: ephemeral, labels: 2 },
    module: { table: calls, labels: 1 },
    check: { table: checks, labels: 1 },
  };

  const add = (block: Block, over: boolean): void => {
    if (block.type === 'locals') {
      for (const attribute of block.body.attributes) {
        if (over || !locals.has(attribute.name)) locals.set(attribute.name, attribute);
        else diagnostics.push(declaredTwice(attribute, 'local', attribute.name));
      }
      return;
    }
    const kept = Object.hasOwn(listed, block.type) ? listed[block.type] : undefined;
    if (kept) lists[kept].push(block);
    if (block.type === 'check') for (const inner of block.body.blocks) if (inner.type === 'data') add(inner, over);
    const place = Object.hasOwn(tables, block.type) ? tables[block.type] : undefined;
    if (!place) {
      if (!kept && !passive.has(block.type)) diagnostics.push(unknownBlock(block));
      return;
    }
    const name = block.labels.map(({ text }) => text).join('.');
    if (block.labels.length !== place.labels) return void diagnostics.push(wrongLabels(block, place.labels));
    const before = place.table.get(name);
    if (before && over) place.table.set(name, merged(before, block));
    else if (before) diagnostics.push(declaredTwice({ ...block, end: block.open }, block.type, name));
    else place.table.set(name, block);
  };
  for (const file of files) if (!overrides.includes(file)) for (const block of file.body.blocks) add(block, false);
  for (const file of overrides) for (const block of file.body.blocks) add(block, true);
  return { dir, variables, locals, outputs, resources, data, ephemeral, calls, checks, ...lists, diagnostics };
};

const listed: Readonly<Record<string, 'providers' | 'terraform' | 'refactoring'>> = {
  provider: 'providers',
  terraform: 'terraform',
  moved: 'refactoring',
  import: 'refactoring',
  removed: 'refactoring',
};
/** Read, without meaning for what exists: actions are run once, lists are queries. */
const passive = new Set(['action', 'list', 'language', 'atlas']);
const isOverride = (path: string): boolean => /(^|[/_])override\.(tf|tofu)(\.json)?$/.test(path);

/** Attributes replace; a nested block type that is present replaces all of that type. */
const merged = (base: Block, over: Block): Block => {
  const names = new Set(over.body.attributes.map(({ name }) => name));
  const types = new Set(over.body.blocks.map(kindOf));
  const body: Body = {
    attributes: [...base.body.attributes.filter(({ name }) => !names.has(name)), ...over.body.attributes],
    blocks: [...base.body.blocks.filter((block) => !types.has(kindOf(block))), ...over.body.blocks],
  };
  return { ...base, body };
};
const kindOf = (block: Block): string => (block.type === 'dynamic' ? (block.labels[0]?.text ?? '') : block.type);

const wrongLabels = (block: Block, wanted: number): Diagnostic => ({
  code: 'tf-labels',
  severity: 'error',
  at: { is: 'written', file: block.file, start: block.start, end: block.open, from: undefined },
  message: {
    en: `A ${block.type} block needs ${wanted} label(s), this one has ${block.labels.length}; it was left out.`,
    ja: `${block.type} ブロックにはラベルが ${wanted} 個必要ですが、${block.labels.length} 個あります。このブロックは読み飛ばしました。`,
  },
});
const unknownBlock = (block: Block): Diagnostic => ({
  code: 'tf-unknown-block',
  severity: 'warning',
  at: { is: 'written', file: block.file, start: block.start, end: block.open, from: undefined },
  message: {
    en: `Terraform has no block type "${block.type}"; the block was left out.`,
    ja: `「${block.type}」という種類のブロックはありません。このブロックは読み飛ばしました。`,
  },
});
const declaredTwice = ({ file, start, end }: Place, kind: string, name: string): Diagnostic => ({
  code: 'tf-duplicate',
  severity: 'warning',
  at: { is: 'written', file, start, end, from: undefined },
  message: {
    en: `${kind} "${name}" is declared twice in this module; the first one counts.`,
    ja: `${kind}「${name}」がこのモジュールで 2 回宣言されています。最初の宣言を使います。`,
  },
});

/** The attribute of a body, if it is written. */
export const attributeOf = (body: Body, name: string): Attribute | undefined => body.attributes.find((attribute) => attribute.name === name);
