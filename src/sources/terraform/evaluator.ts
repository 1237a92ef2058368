import type { Diagnostic } from '#core/diagnostic';
import type { Place, SourceFile } from '#core/origin';
import { unknown, type Reason } from '#core/value';
import type { Text } from '#framework/text';
import type { EvaluatedBlock, WithheldBlock } from '../block.ts';
import { attributeOf, type ModuleConfig } from './config.ts';
import { convert, typeConstraint } from './convert.ts';
import { dataAttribute } from './data-sources.ts';
import { evaluate, members, template, type Names, type Scope, type World } from './expressions.ts';
import type { FunctionContext } from './functions/function.ts';
import { anyType, EvaluationFailure, marked, nul, num, object, str, stringType, tuple, unknownVal, withPlace } from './make.ts';
import { parseTemplateText } from './parse.ts';
import type { Attribute, Block, Body, Expression } from './syntax.ts';
import { setField, toCore } from './to-core.ts';
import type { Type, UnknownVal, Val } from './value.ts';

/** What an evaluation may ask of the folder that was given. Paths are relative to it, with forward slashes. */
export interface Files {
  read(path: string): { readonly file: SourceFile; readonly bytes: Uint8Array } | { readonly missing: Reason };
  /** All files below a folder, relative to the folder; undefined if there is none. */
  list(dir: string): readonly string[] | undefined;
}

/** One module that nobody calls, with the values given to it. */
export interface RootModule {
  readonly dir: string;
  /** Before every address of it: '' if it is the only root. */
  readonly prefix: string;
  /** By name, the last one counts; already in order of precedence. */
  readonly values: ReadonlyMap<string, Expression>;
  /** Values given on the command line, as text. */
  readonly texts: ReadonlyMap<string, string>;
  /** Nothing says that it is applied as it stands: its defaults are assumptions. */
  readonly library: boolean;
  /** Folders of modules that were vendored by `terraform init`, by call path (`vpc.subnets`). */
  readonly vendored: ReadonlyMap<string, string>;
}

/** A module as one call has made it. */
export interface ModuleInstance {
  /** Before every address in it: `module.a["x"].`. */
  readonly path: string;
  readonly root: RootModule;
  readonly dir: string;
  readonly parent: ModuleInstance | undefined;
  readonly call: string | undefined;
  readonly callPath: string;
  readonly each: Each | undefined;
  readonly maybe: UnknownVal | undefined;
  readonly calls: readonly Place[];
}
interface Each {
  /** `["x"]`, `[0]`, `[*]`. */
  readonly key: string;
  readonly names: Readonly<Record<string, Val>>;
  readonly kind: 'each' | 'count';
}
export interface BlockInstance {
  readonly address: string;
  readonly module: ModuleInstance;
  readonly name: string;
  readonly mode: 'resource' | 'data';
  readonly each: Each | undefined;
  readonly maybe: UnknownVal | undefined;
}
type Expansion = {
  readonly kind: 'single' | 'count' | 'each' | 'unknown';
  readonly each: readonly (Each | undefined)[];
  readonly because: Place | undefined;
  readonly open: UnknownVal | undefined;
};

/** A module call whose folder is not there: what it makes is not known. */
export interface UnresolvedModule {
  readonly address: string;
  readonly source: string;
  readonly place: Place;
  readonly why: 'not-vendored' | 'missing' | 'recursive' | 'unknown-source';
}

const mostSteps = 60_000_000;
const mostElements = 20_000_000;
const mostInstances = 200_000;
const mostPerBlock = 10_000;
const deepestNodes = 300;
const meta = new Set(['count', 'for_each', 'provider', 'depends_on', 'lifecycle', 'provisioner', 'connection']);

interface Node {
  readonly key: string;
  value: Val | Expansion | ReadonlyMap<string, Val> | undefined;
  pending: boolean;
  readonly readers: Set<string>;
}

/**
 * Evaluates modules lazily: a variable, local, expansion or attribute is computed when first asked for and remembered, together with who asked. A second
 * evaluation may be based on a first: only what an edit reaches is computed again.
 */
export class Evaluator {
  readonly diagnostics: Diagnostic[] = [];
  readonly unresolved: UnresolvedModule[] = [];
  private readonly configs: ReadonlyMap<string, ModuleConfig>;
  private readonly files: Files;
  private readonly nodes = new Map<string, Node>();
  private readonly base: Evaluator | undefined;
  private readonly dirty: ReadonlySet<string>;
  private readonly stack: Node[] = [];
  private readonly constraints = new WeakMap<Block, Type>();
  private readonly reported = new Set<string>();
  private steps = 0;
  private elements = 0;
  private instances = 0;
  private quiet = 0;

  constructor(configs: ReadonlyMap<string, ModuleConfig>, files: Files, base?: Evaluator, dirty: ReadonlySet<string> = new Set()) {
    this.configs = configs;
    this.files = files;
    this.base = base;
    this.dirty = dirty;
  }

  /** All that read one of these, directly or not, and they themselves. */
  readersOf(keys: Iterable<string>): Set<string> {
    const found = new Set<string>();
    const waiting = [...keys];
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      if (found.has(key)) continue;
      found.add(key);
      waiting.push(...this.readersOfKey(key));
    }
    return found;
  }

  private readersOfKey(key: string): string[] {
    return [...(this.nodes.get(key)?.readers ?? []), ...(this.base?.readersOfKey(key) ?? [])];
  }

  config(dir: string): ModuleConfig | undefined {
    return this.configs.get(dir);
  }

  rootInstance(root: RootModule): ModuleInstance {
    return { path: root.prefix, root, dir: root.dir, parent: undefined, call: undefined, callPath: '', each: undefined, maybe: undefined, calls: [] };
  }

  /** All module instances below (and with) one, outermost first. */
  *modules(from: ModuleInstance): Generator<ModuleInstance> {
    yield from;
    for (const name of this.configs.get(from.dir)?.calls.keys() ?? []) for (const child of this.children(from, name)) yield* this.modules(child);
  }

  /** The resources of one module instance, evaluated one after the other. */
  *resources(module: ModuleInstance, withheld: WithheldBlock[]): Generator<EvaluatedBlock> {
    for (const [name, block] of this.configs.get(module.dir)?.resources ?? []) {
      const expansion = this.expansion(module, 'resource', name);
      if (expansion.each.length === 0)
        withheld.push({ address: module.path + name, type: block.labels[0]?.text ?? '', place: block, because: expansion.because });
      for (const each of expansion.each) yield this.evaluated(this.blockInstance(module, 'resource', name, each, expansion));
    }
  }

  /** Evaluates what nobody may have asked for, so that its errors (a cycle, an unknown name) are found. */
  check(module: ModuleInstance): void {
    if (module.maybe) return;
    for (const name of this.configs.get(module.dir)?.locals.keys() ?? []) this.local(module, name);
  }

  /** Addresses that a root module hands out: somebody outside may use them. */
  exported(root: RootModule): Set<string> {
    const found = new Set<string>();
    const module = this.rootInstance(root);
    const collect = (val: Val, depth: number): void => {
      if (val.same) found.add(val.same.address);
      if (val.kind === 'unknown') for (const part of val.parts ?? []) if (typeof part !== 'string') found.add(part.address);
      if (depth > 20) return;
      if ('items' in val) for (const item of val.items) collect(item, depth + 1);
      else if ('entries' in val) for (const entry of val.entries.values()) collect(entry, depth + 1);
    };
    this.quiet++;
    for (const name of this.configs.get(module.dir)?.outputs.keys() ?? []) collect(this.output(module, name), 0);
    this.quiet--;
    return found;
  }

  /** The instances of one resource of a module. */
  instancesNamed(module: ModuleInstance, name: string): BlockInstance[] {
    const expansion = this.expansion(module, 'resource', name);
    return expansion.each.map((each) => this.blockInstance(module, 'resource', name, each, expansion));
  }

  /** One resource, from the start; its node remembers what it read. */
  evaluated(instance: BlockInstance): EvaluatedBlock {
    const block = this.blockOf(instance);
    const [type = ''] = instance.name.split('.');
    const fields = {};
    const node = this.open(`${instance.address}|block`);
    // What may not exist may fail: that is no fault of the code.
    if (instance.maybe) this.quiet++;
    try {
      this.touch(`${instance.module.path}|resource:${instance.name}`);
      if (block)
        for (const [name, val] of this.body(block.body, this.scopeOf(instance), true))
          if (val.kind !== 'null') setField(fields, name, toCore(val, val.place ?? block));
    } finally {
      if (instance.maybe) this.quiet--;
      this.close(node);
    }
    const place: Place = block ?? instance.module.calls.at(-1) ?? { is: 'written', file: { path: '', text: '' }, start: 0, end: 0, from: undefined };
    return {
      format: 'terraform',
      address: instance.address,
      type,
      place,
      scope: this.providerScope(instance, block),
      version: this.providerVersion(instance.module, type.split('_')[0] ?? ''),
      attributes: fields,
      calls: instance.module.calls,
      maybe: instance.maybe ? unknown(instance.maybe.why.code, instance.maybe.why.about, instance.maybe.place ?? block) : undefined,
    };
  }

  /** The value of an output of a module. */
  output(module: ModuleInstance, name: string): Val {
    return this.val(
      `${module.path}|output:${name}`,
      () => {
        const block = this.configs.get(module.dir)?.outputs.get(name);
        const value = block && attributeOf(block.body, 'value');
        if (!value) throw new EvaluationFailure(`The module has no output "${name}".`, `モジュールに出力「${name}」がありません。`, true);
        return evaluate(value.value, this.moduleScope(module));
      },
      () => this.configs.get(module.dir)?.outputs.get(name),
    );
  }

  local(module: ModuleInstance, name: string): Val {
    return this.val(
      `${module.path}|local:${name}`,
      () => {
        const attribute = this.configs.get(module.dir)?.locals.get(name);
        if (!attribute) throw new EvaluationFailure(`There is no local value "${name}".`, `ローカル値「${name}」は宣言されていません。`, true);
        return evaluate(attribute.value, this.moduleScope(module));
      },
      () => this.configs.get(module.dir)?.locals.get(name),
    );
  }

  variable(module: ModuleInstance, name: string): Val {
    return this.val(
      `${module.path}|var:${name}`,
      () => this.variableValue(module, name),
      () => this.configs.get(module.dir)?.variables.get(name),
    );
  }

  private variableValue(module: ModuleInstance, name: string): Val {
    const block = this.configs.get(module.dir)?.variables.get(name);
    if (!block) throw new EvaluationFailure(`There is no variable "${name}".`, `変数「${name}」は宣言されていません。`, true);
    const type = this.constraint(block, module);
    const nullable = attributeOf(block.body, 'nullable')?.value;
    const sensitive = attributeOf(block.body, 'sensitive')?.value;
    let given = this.given(module, name, type);
    if (given?.kind === 'null' && nullable?.kind === 'boolean' && !nullable.value) given = undefined;
    const fallback = attributeOf(block.body, 'default');
    let value = given;
    if (!value && fallback) value = marked(evaluate(fallback.value, this.moduleScope(module)), false, module.root.library && !module.parent);
    if (!value) return { ...unknownVal({ code: 'no-value-given', about: `var.${name}` }, type), place: block };
    try {
      const converted = convert(value, type);
      return sensitive?.kind === 'boolean' && sensitive.value ? { ...converted, sensitive: true } : converted;
    } catch (failure) {
      if (!(failure instanceof EvaluationFailure)) throw failure;
      this.report('tf-variable-type', value.place ?? block, { en: `var.${name}: ${failure.text.en}`, ja: `var.${name}: ${failure.text.ja}` });
      return { ...unknownVal({ code: 'evaluation-failed', about: `var.${name}` }, type), place: value.place ?? block };
    }
  }

  /** What the caller, a values file or the command line says. */
  private given(module: ModuleInstance, name: string, type: Type): Val | undefined {
    const { parent, call, root } = module;
    if (parent && call !== undefined) {
      this.touch(`${parent.path}|module:${call}`);
      const argument = attributeOf(this.configs.get(parent.dir)?.calls.get(call)?.body ?? { attributes: [], blocks: [] }, name);
      return argument && evaluate(argument.value, this.scopeIn(parent, module.each));
    }
    const text = root.texts.get(name);
    if (text !== undefined) {
      if (type.kind === 'string' || type.kind === 'number' || type.kind === 'bool' || type.kind === 'any')
        return { ...str(text), place: { is: 'written', file: { path: `-var ${name}`, text }, start: 0, end: text.length, from: undefined } };
      const parsed = this.textExpression(name, text);
      if (parsed) return evaluate(parsed, { names: undefined, world: nothing(this.functions(module)) });
    }
    const expression = root.values.get(name);
    return expression && evaluate(expression, { names: undefined, world: nothing(this.functions(module)) });
  }

  private textExpression(name: string, text: string): Expression | undefined {
    const read = parseTemplateText({ path: `-var ${name}`, text: `\${${text}}` });
    const [only] = read.parts;
    return only?.kind === 'interpolation' ? only.value : undefined;
  }

  private constraint(block: Block, module: ModuleInstance): Type {
    const known = this.constraints.get(block);
    if (known) return known;
    let type: Type = anyType;
    const written = attributeOf(block.body, 'type');
    if (written) {
      try {
        type = typeConstraint(written.value, (expression) => evaluate(expression, { names: undefined, world: nothing(this.functions(module)) }));
      } catch (failure) {
        if (!(failure instanceof EvaluationFailure)) throw failure;
        this.report('tf-type', written, failure.text);
      }
    }
    this.constraints.set(block, type);
    return type;
  }

  // --- instances ---

  private children(module: ModuleInstance, name: string): ModuleInstance[] {
    const block = this.configs.get(module.dir)?.calls.get(name);
    if (!block) return [];
    const dir = this.moduleDir(module, name, block);
    if (dir === undefined) return [];
    const expansion = this.expansion(module, 'module', name);
    return expansion.each.map((each) => this.child(module, name, dir, each, expansion));
  }

  private child(parent: ModuleInstance, call: string, dir: string, each: Each | undefined, expansion: Expansion): ModuleInstance {
    const block = this.configs.get(parent.dir)?.calls.get(call);
    return {
      path: `${parent.path}module.${call}${each?.key ?? ''}.`,
      root: parent.root,
      dir,
      parent,
      call,
      callPath: parent.callPath ? `${parent.callPath}.${call}` : call,
      each,
      maybe: parent.maybe ?? expansion.open,
      calls: block ? [...parent.calls, block] : parent.calls,
    };
  }

  /** The folder of a module call; undefined (and noted) if it is not there. */
  private moduleDir(module: ModuleInstance, name: string, block: Block): string | undefined {
    const written = attributeOf(block.body, 'source');
    const source = written?.value.kind === 'string' ? written.value.value : undefined;
    const address = `${module.path}module.${name}`;
    const give = (why: UnresolvedModule['why']): undefined => {
      if (!this.unresolved.some((one) => one.address === address)) this.unresolved.push({ address, source: source ?? '?', place: written ?? block, why });
      return undefined;
    };
    if (source === undefined) return give('unknown-source');
    const callPath = module.callPath ? `${module.callPath}.${name}` : name;
    const dir =
      source.startsWith('./') || source.startsWith('../') || source === '.' || source === '..' ? join(module.dir, source) : module.root.vendored.get(callPath);
    if (dir === undefined) return give(source.startsWith('.') ? 'missing' : 'not-vendored');
    if (!this.configs.has(dir)) return give('missing');
    for (let at: ModuleInstance | undefined = module; at; at = at.parent) if (at.dir === dir) return give('recursive');
    return dir;
  }

  private expansion(module: ModuleInstance, kind: 'resource' | 'data' | 'module', name: string): Expansion {
    const node = this.node(
      `${module.path}|${kind}:${name}`,
      () => this.expand(module, kind, name),
      () => ({ kind: 'single', each: [undefined], because: undefined, open: undefined }),
    );
    return node !== undefined && 'each' in node && 'because' in node ? node : { kind: 'single', each: [undefined], because: undefined, open: undefined };
  }

  private expand(module: ModuleInstance, kind: 'resource' | 'data' | 'module', name: string): Expansion {
    const config = this.configs.get(module.dir);
    const block = kind === 'module' ? config?.calls.get(name) : kind === 'data' ? config?.data.get(name) : config?.resources.get(name);
    const written = block && (attributeOf(block.body, 'count') ?? attributeOf(block.body, 'for_each'));
    if (!written) return { kind: 'single', each: [undefined], because: undefined, open: undefined };
    const val = this.attempt(written, this.moduleScope(module));
    const because = val.place ?? written;
    const symbolic = (open: UnknownVal): Expansion => ({
      kind: 'unknown',
      because,
      open: { ...open, place: open.place ?? because },
      each: [
        written.name === 'count'
          ? { key: '[*]', kind: 'count', names: { index: unknownVal(open.why, { kind: 'number' }, { notNull: true, place: because }) } }
          : {
              key: '[*]',
              kind: 'each',
              names: { key: unknownVal(open.why, stringType, { notNull: true, place: because }), value: unknownVal(open.why, anyType, { place: because }) },
            },
      ],
    });
    const tooMany = (found: number): Expansion => {
      this.report('tf-too-many-instances', written, {
        en: `${module.path}${name} would exist ${found} times; one stands for all of them.`,
        ja: `${module.path}${name} のインスタンス数が ${found} 個になるため、1 個で代表させて診断します。`,
      });
      return symbolic(unknownVal({ code: 'too-large', about: `${name}.${written.name}` }));
    };
    if (val.kind === 'unknown') return symbolic(val);
    if (written.name === 'count') {
      const number = val.kind === 'null' ? undefined : this.tryConvert(val, { kind: 'number' });
      if (number?.kind !== 'number') return this.wrong(written, symbolic, '"count" must be a whole number.', '「count」は整数でなければなりません。');
      const count = Number(number.value);
      if (!Number.isInteger(count) || count < 0)
        return this.wrong(written, symbolic, '"count" must be a whole number.', '「count」は整数でなければなりません。');
      if (count > mostPerBlock || (this.instances += count) > mostInstances) return tooMany(count);
      return {
        kind: 'count',
        because,
        open: undefined,
        each: Array.from({ length: count }, (_, i) => ({ key: `[${i}]`, kind: 'count' as const, names: { index: { ...num(i), place: because } } })),
      };
    }
    if (val.kind === 'null' || !('items' in val || 'entries' in val))
      return this.wrong(written, symbolic, '"for_each" must be a map or a set of strings.', '「for_each」はマップか、文字列のセットでなければなりません。');
    const all = members(val).map(([key, value]): [Val, Val] => (val.kind === 'set' || 'entries' in val ? [key, value] : [value, value]));
    if (all.length > mostPerBlock || (this.instances += all.length) > mostInstances) return tooMany(all.length);
    const open = all.find(([key]) => key.kind === 'unknown')?.[0];
    if (open?.kind === 'unknown') return symbolic(open);
    return {
      kind: 'each',
      because,
      open: undefined,
      each: all.map(([key, value]) => {
        const name_ = key.kind === 'string' ? key.value : key.kind === 'number' || key.kind === 'bool' ? String(key.value) : '?';
        return {
          key: `[${JSON.stringify(name_)}]`,
          kind: 'each' as const,
          names: { key: { ...str(name_), place: key.place ?? because }, value: value.place ? value : { ...value, place: because } },
        };
      }),
    };
  }

  private wrong(at: Attribute, symbolic: (open: UnknownVal) => Expansion, en: string, ja: string): Expansion {
    this.report('tf-repetition', at, { en, ja });
    return symbolic(unknownVal({ code: 'evaluation-failed', about: at.name }));
  }

  private tryConvert(val: Val, type: Type): Val | undefined {
    try {
      return convert(val, type);
    } catch (failure) {
      if (failure instanceof EvaluationFailure) return undefined;
      throw failure;
    }
  }

  private blockInstance(module: ModuleInstance, mode: 'resource' | 'data', name: string, each: Each | undefined, expansion: Expansion): BlockInstance {
    return {
      address: `${module.path}${mode === 'data' ? 'data.' : ''}${name}${each?.key ?? ''}`,
      module,
      name,
      mode,
      each,
      maybe: module.maybe ?? expansion.open,
    };
  }

  private blockOf({ module, mode, name }: BlockInstance): Block | undefined {
    const config = this.configs.get(module.dir);
    return mode === 'data' ? config?.data.get(name) : config?.resources.get(name);
  }

  /** All instances as one value: a handle, a tuple or an object of handles. */
  private instancesVal(expansion: Expansion, handle: (each: Each | undefined) => Val): Val {
    switch (expansion.kind) {
      case 'single':
        return handle(undefined);
      case 'count':
        return tuple(expansion.each.map(handle));
      case 'each':
        return object(new Map(expansion.each.map((each) => [each?.names['key']?.kind === 'string' ? each.names['key'].value : '', handle(each)])));
      case 'unknown':
        return unknownVal(expansion.open?.why ?? { code: 'depends-on-unknown', about: '' }, anyType, { element: handle(expansion.each[0]), notNull: true });
    }
  }

  private resourceVal(module: ModuleInstance, mode: 'resource' | 'data', name: string): Val {
    const expansion = this.expansion(module, mode, name);
    return this.instancesVal(expansion, (each) => {
      const instance = this.blockInstance(module, mode, name, each, expansion);
      return unknownVal({ code: 'after-apply', about: instance.address }, anyType, {
        notNull: true,
        parts: [{ address: instance.address, attribute: '' }],
        attribute: (attribute) => this.resourceAttribute(instance, attribute),
      });
    });
  }

  /** What is written; else what the provider will fill in. */
  private resourceAttribute(instance: BlockInstance, name: string): Val {
    const { address } = instance;
    return this.val(
      `${address}|attribute:${name}`,
      () => {
        // Whoever reads an attribute depends on the block as a whole.
        this.touch(`${instance.module.path}|${instance.mode}:${instance.name}`);
        const block = this.blockOf(instance);
        const target = { address, attribute: name };
        const body = block?.body ?? { attributes: [], blocks: [] };
        const scope = this.scopeOf(instance);
        if (instance.mode === 'data') {
          const computed = dataAttribute(
            instance.name.split('.')[0] ?? '',
            name,
            () => this.body(body, scope, true),
            () => this.regionOf(instance, block),
          );
          if (computed) return computed;
        }
        const written = attributeOf(body, name);
        const nested = written
          ? undefined
          : this.nested(
              body.blocks.filter((inner) => blockKind(inner) === name),
              scope,
            ).get(name);
        const val = written ? evaluate(written.value, scope) : nested && computed(nested, address, name);
        if (val === undefined || val.kind === 'null')
          return unknownVal({ code: 'after-apply', about: `${address}.${name}` }, anyType, { parts: [target], notNull: name === 'id' || name === 'arn' });
        // A value that is not known now is still the same thing as this attribute.
        return val.kind === 'unknown' && !val.parts && !val.oneOf ? { ...val, parts: [target], same: target } : { ...val, same: target };
      },
      () => this.blockOf(instance),
    );
  }

  private moduleVal(module: ModuleInstance, name: string): Val {
    const block = this.configs.get(module.dir)?.calls.get(name);
    if (!block) throw new EvaluationFailure(`There is no module "${name}".`, `モジュール「${name}」は宣言されていません。`, true);
    const dir = this.moduleDir(module, name, block);
    if (dir === undefined) {
      const why: Reason = { code: 'unresolved-module', about: `${module.path}module.${name}` };
      const lost = (path: string): Val =>
        unknownVal(why, anyType, {
          parts: [{ address: `${module.path}module.${name}`, attribute: path }],
          attribute: (output) => lost(path ? `${path}.${output}` : output),
        });
      return lost('');
    }
    const expansion = this.expansion(module, 'module', name);
    return this.instancesVal(expansion, (each) => {
      const child = this.child(module, name, dir, each, expansion);
      return unknownVal({ code: 'after-apply', about: child.path }, anyType, { notNull: true, attribute: (output) => this.output(child, output) });
    });
  }

  // --- bodies ---

  private nested(blocks: readonly Block[], scope: Scope): Map<string, Val> {
    const found = new Map<string, Val[]>();
    const add = (name: string, val: Val): void => void found.set(name, [...(found.get(name) ?? []), val]);
    for (const block of blocks) {
      if (block.type !== 'dynamic') {
        add(block.type, { ...object(this.body(block.body, scope, false)), place: block });
        continue;
      }
      const name = blockKind(block);
      const content = block.body.blocks.find(({ type }) => type === 'content');
      const over = attributeOf(block.body, 'for_each');
      if (!content || !over) continue;
      const collection = this.attempt(over, scope);
      if (collection.kind === 'unknown') {
        add(name, { ...unknownVal(collection.why), place: over });
        continue;
      }
      const iterator = attributeOf(block.body, 'iterator')?.value;
      const variable = iterator?.kind === 'variable' ? iterator.name : iterator?.kind === 'string' ? iterator.value : name;
      const all = collection.kind === 'null' || !('items' in collection || 'entries' in collection) ? [] : members(collection);
      this.spend(all.length);
      for (const [key, value] of all.slice(0, mostPerBlock)) {
        const names: Names = {
          name: variable,
          val: object(
            new Map([
              ['key', key],
              ['value', marked(value, collection.sensitive, collection.assumed)],
            ]),
          ),
          next: scope.names,
        };
        add(name, { ...object(this.body(content.body, { ...scope, names }, false)), place: content });
      }
    }
    return new Map([...found].map(([name, vals]) => [name, { ...tuple(vals), place: vals[0]?.place }]));
  }

  private body(body: Body, scope: Scope, top: boolean): Map<string, Val> {
    const entries = new Map<string, Val>();
    for (const attribute of body.attributes) if (!top || !meta.has(attribute.name)) entries.set(attribute.name, this.attempt(attribute, scope));
    const blocks = top ? body.blocks.filter(({ type }) => !meta.has(type)) : body.blocks;
    if (blocks.length > 0) for (const [name, val] of this.nested(blocks, scope)) entries.set(name, val);
    return entries;
  }

  /** The value of an attribute; one that fails is reported once and unknown. */
  private attempt(attribute: Attribute, scope: Scope): Val {
    try {
      const val = evaluate(attribute.value, scope);
      return val.place ? val : withPlace(val, attribute.value);
    } catch (failure) {
      return this.failed(failure, attribute.value, attribute.name);
    }
  }

  private failed(failure: unknown, place: Place, about: string): Val {
    if (failure instanceof RangeError)
      this.report('tf-too-deep', place, { en: 'This is nested too deeply to be evaluated.', ja: '入れ子が深すぎるため評価できません。' });
    else if (failure instanceof EvaluationFailure) this.report('tf-evaluation', place, failure.text);
    else throw failure;
    return { ...unknownVal({ code: 'evaluation-failed', about }), place };
  }

  // --- scopes ---

  private moduleScope(module: ModuleInstance): Scope {
    return this.scopeIn(module, undefined);
  }

  private scopeOf(instance: BlockInstance): Scope {
    return this.scopeIn(instance.module, instance.each);
  }

  private scopeIn(module: ModuleInstance, each: Each | undefined): Scope {
    return {
      names: undefined,
      world: { reference: (expression) => this.reference(expression, module, each), functions: this.functions(module), step: (depth) => this.step(depth) },
    };
  }

  private reference(expression: Expression, module: ModuleInstance, each: Each | undefined): Val | undefined {
    if (expression.kind !== 'attribute') return undefined;
    const { of, name } = expression;
    if (of.kind === 'attribute' && of.of.kind === 'variable' && of.of.name === 'data') {
      if (!this.configs.get(module.dir)?.data.has(`${of.name}.${name}`))
        throw new EvaluationFailure(`There is no data source "${of.name}.${name}".`, `データソース「${of.name}.${name}」は宣言されていません。`, true);
      return this.resourceVal(module, 'data', `${of.name}.${name}`);
    }
    // `resource.aws_s3_bucket.a` is the long form.
    if (of.kind === 'attribute' && of.of.kind === 'variable' && of.of.name === 'resource') {
      if (!this.configs.get(module.dir)?.resources.has(`${of.name}.${name}`))
        throw new EvaluationFailure(
          `There is no resource "${of.name}.${name}" in this module.`,
          `リソース「${of.name}.${name}」は、このモジュールで宣言されていません。`,
          true,
        );
      return this.resourceVal(module, 'resource', `${of.name}.${name}`);
    }
    if (of.kind !== 'variable') return undefined;
    switch (of.name) {
      case 'var':
        return this.variable(module, name);
      case 'local':
        return this.local(module, name);
      case 'module':
        return this.moduleVal(module, name);
      case 'each':
      case 'count': {
        const found = each?.kind === of.name ? each.names[name] : undefined;
        if (!found) throw new EvaluationFailure(`"${of.name}.${name}" has no meaning here.`, `ここでは「${of.name}.${name}」を使えません。`, true);
        return found;
      }
      case 'path':
        return name === 'module'
          ? str(relative(module.root.dir, module.dir))
          : name === 'root'
            ? str('.')
            : unknownVal({ code: 'not-reproducible', about: `path.${name}` }, stringType, { notNull: true });
      case 'terraform':
        return name === 'workspace' ? unknownVal({ code: 'no-value-given', about: 'terraform.workspace' }, stringType, { notNull: true }) : nul();
      case 'self':
      case 'resource':
      case 'data':
        return undefined;
      default: {
        const full = `${of.name}.${name}`;
        if (this.configs.get(module.dir)?.resources.has(full)) return this.resourceVal(module, 'resource', full);
        if (!of.name.includes('_')) return undefined;
        throw new EvaluationFailure(`There is no resource "${full}" in this module.`, `リソース「${full}」は、このモジュールで宣言されていません。`, true);
      }
    }
  }

  private functions(module: ModuleInstance): FunctionContext {
    const inRoot = (path: string): string => join(module.root.dir, path);
    return {
      moduleDir: module.dir,
      readFile: (path) => this.files.read(inRoot(path)),
      listFiles: (dir) => this.files.list(inRoot(dir)),
      template: (file, variables) => {
        const read = parseTemplateText(file);
        const [problem] = read.diagnostics;
        if (problem) throw new EvaluationFailure(problem.message.en, problem.message.ja);
        let names: Names | undefined;
        for (const [name, val] of variables) names = { name, val, next: names };
        return template(read.parts, { names, world: nothing(this.functions(module)) }, undefined, 0);
      },
      spend: (elements) => this.spend(elements),
    };
  }

  private step(depth: number): void {
    if (++this.steps > mostSteps)
      throw new EvaluationFailure('The evaluation takes too long; it was stopped here.', '評価に時間がかかりすぎるため、ここで打ち切りました。', true);
    if (depth > 300) throw new EvaluationFailure('The expression is nested too deeply.', '式の入れ子が深すぎます。', true);
  }

  private spend(elements: number): void {
    if (elements > 1_000_000 || (this.elements += elements) > mostElements)
      throw new EvaluationFailure('This would produce too many elements; it was stopped here.', '生成される要素が多すぎるため、ここで打ち切りました。', true);
  }

  // --- providers ---

  private providerKey({ module }: { readonly module: ModuleInstance }, block: Block | undefined, type: string): string {
    const written = block && attributeOf(block.body, 'provider')?.value;
    return this.rootProvider(module, written ? traversal(written) : type);
  }

  /** Through the `providers` of the calls up to the root. */
  private rootProvider(module: ModuleInstance, key: string): string {
    if (!module.parent || module.call === undefined) return key;
    const passed = attributeOf(this.configs.get(module.parent.dir)?.calls.get(module.call)?.body ?? { attributes: [], blocks: [] }, 'providers')?.value;
    const item =
      passed?.kind === 'object'
        ? passed.items.find((one) => traversal(one.key) === key || (one.bare && one.key.kind === 'string' && one.key.value === key))
        : undefined;
    return this.rootProvider(module.parent, item ? traversal(item.value) : key);
  }

  private providerBlock(module: ModuleInstance, key: string): Block | undefined {
    const [type, alias] = key.split('.');
    return this.configs.get(module.root.dir)?.providers.find((block) => {
      const written = attributeOf(block.body, 'alias')?.value;
      return block.labels[0]?.text === type && (written?.kind === 'string' ? written.value : undefined) === alias;
    });
  }

  private regionOf(instance: BlockInstance, block: Block | undefined): Val | undefined {
    const key = this.providerKey(instance, block, 'aws');
    const provider = this.providerBlock(instance.module, key);
    const region = provider && attributeOf(provider.body, 'region');
    return region && this.attempt(region, this.moduleScope(this.rootInstance(instance.module.root)));
  }

  /** `root:account/region`, as far as the code tells. */
  private providerScope(instance: BlockInstance, block: Block | undefined): string {
    const type = instance.name.split('_')[0] ?? '';
    const key = this.providerKey(instance, block, type);
    const own = block && attributeOf(block.body, 'region');
    const cached = own ? undefined : this.scopes.get(`${instance.module.root.prefix}|${key}`);
    if (cached !== undefined) return cached;
    const provider = this.providerBlock(instance.module, key);
    const assumes = provider?.body.blocks.find((inner) => inner.type === 'assume_role');
    const other = assumes ?? (provider && (attributeOf(provider.body, 'profile') ?? attributeOf(provider.body, 'access_key')));
    const account = other ? other.file.text.slice(other.start, other.end).replace(/\s+/g, ' ') : '';
    const region = own ? this.attempt(own, this.scopeOf(instance)) : this.regionOf(instance, block);
    const scope = `${instance.module.root.prefix}${account}/${region?.kind === 'string' ? region.value : key}`;
    if (!own) this.scopes.set(`${instance.module.root.prefix}|${key}`, scope);
    return scope;
  }
  private readonly scopes = new Map<string, string>();

  private providerVersion(module: ModuleInstance, provider: string): number | undefined {
    const key = `${module.root.dir}|${module.dir}|${provider}`;
    if (this.versions.has(key)) return this.versions.get(key);
    const version =
      lockedMajor(this.files, module.root.dir, provider) ??
      pinnedMajor(this.configs.get(module.root.dir), provider) ??
      pinnedMajor(this.configs.get(module.dir), provider);
    this.versions.set(key, version);
    return version;
  }
  private readonly versions = new Map<string, number | undefined>();

  // --- memory ---

  private val(key: string, compute: () => Val, at: () => Place | undefined): Val {
    const found = this.node(
      key,
      () => {
        try {
          return compute();
        } catch (failure) {
          const place = at();
          const about = key.slice(key.indexOf('|') + 1).replace(':', '.');
          if (place) return this.failed(failure, place, about);
          throw failure;
        }
      },
      () => this.cycle(key, at()),
    );
    if (found !== undefined && 'kind' in found && !('because' in found)) return found;
    throw new Error(`No value was remembered for ${key}`);
  }

  private cycle(key: string, place: Place | undefined): Val {
    const names = [...this.stack.map((node) => node.key).slice(this.stack.findIndex((node) => node.key === key)), key]
      .filter((name) => !name.endsWith('|block'))
      .map(readable);
    if (place) this.report('tf-cycle', place, { en: `These depend on each other: ${names.join(' -> ')}.`, ja: `循環参照があります: ${names.join(' → ')}。` });
    return { ...unknownVal({ code: 'evaluation-failed', about: readable(key) }), place };
  }

  private node(key: string, compute: () => Val | Expansion, onCycle: () => Val | Expansion): Node['value'] {
    const reader = this.stack.at(-1);
    const known = this.remembered(key);
    if (known) {
      if (reader) known.readers.add(reader.key);
      return known.pending ? onCycle() : known.value;
    }
    if (this.stack.length > deepestNodes) throw new EvaluationFailure('The references form too long a chain.', '参照の連鎖が長すぎます。', true);
    const node: Node = { key, value: undefined, pending: true, readers: new Set(reader ? [reader.key] : []) };
    this.nodes.set(key, node);
    this.stack.push(node);
    try {
      node.value = compute();
    } catch (failure) {
      // What failed once is not remembered as a value.
      this.nodes.delete(key);
      throw failure;
    } finally {
      node.pending = false;
      this.stack.pop();
    }
    return node.value;
  }

  private remembered(key: string): Node | undefined {
    const own = this.nodes.get(key);
    if (own || this.dirty.has(key)) return own;
    return this.base?.remembered(key);
  }

  /** The current reader depends on this key, whatever it holds. */
  private touch(key: string): void {
    const reader = this.stack.at(-1);
    const node = this.remembered(key);
    if (reader && node) node.readers.add(reader.key);
  }

  private open(key: string): Node {
    const node: Node = { key, value: undefined, pending: true, readers: new Set() };
    this.nodes.set(key, node);
    this.stack.push(node);
    return node;
  }
  private close(node: Node): void {
    node.pending = false;
    this.stack.pop();
  }

  private report(code: string, at: Place, message: Text): void {
    const key = `${code} ${at.file.path} ${at.start}`;
    if (this.quiet > 0 || this.reported.has(key)) return;
    this.reported.add(key);
    this.diagnostics.push({ code, severity: 'warning', at, message });
  }
}

/** A world without references: for values files and defaults. */
const nothing = (functions: FunctionContext): World => ({
  reference: () => undefined,
  functions,
  step: (depth) => functions.spend(depth > 300 ? 2_000_000 : 0),
});

/** Nested blocks, of which the provider may fill in what is not written. */
const computed = (blocks: Val, address: string, name: string): Val =>
  'items' in blocks
    ? {
        ...blocks,
        items: blocks.items.map((item, i) =>
          'entries' in item
            ? {
                ...item,
                rest: (inner: string) =>
                  unknownVal({ code: 'after-apply', about: `${address}.${name}[${i}].${inner}` }, anyType, {
                    parts: [{ address, attribute: `${name}[${i}].${inner}` }],
                  }),
              }
            : item,
        ),
      }
    : blocks;

const blockKind = (block: Block): string => (block.type === 'dynamic' ? (block.labels[0]?.text ?? '') : block.type);
const traversal = (expression: Expression): string =>
  expression.kind === 'attribute'
    ? `${traversal(expression.of)}.${expression.name}`
    : expression.kind === 'variable'
      ? expression.name
      : expression.kind === 'string'
        ? expression.value
        : expression.kind === 'parentheses'
          ? traversal(expression.inner)
          : '';
const readable = (key: string): string =>
  key.replace(/^(.*)\|(\w+):/, (_, path: string, kind: string) => `${path}${kind === 'resource' || kind === 'attribute' ? '' : `${kind}.`}`);

/** Joins and normalises; what climbs above the root keeps its `..` and is not found. */
export const join = (dir: string, path: string): string => {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : dir}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
};
const relative = (from: string, to: string): string => {
  if (from === to) return '.';
  const a = from === '' ? [] : from.split('/');
  const b = to === '' ? [] : to.split('/');
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
};

const lockedMajor = (files: Files, dir: string, provider: string): number | undefined => {
  const found = files.read(join(dir, '.terraform.lock.hcl'));
  if (!('file' in found)) return undefined;
  const at = found.file.text.indexOf(`/${provider}"`);
  const version = at < 0 ? undefined : /version\s*=\s*"(\d+)\./.exec(found.file.text.slice(at, at + 300))?.[1];
  return version === undefined ? undefined : Number(version);
};

/** The one major version that the constraints of a module allow; undefined if several. */
const pinnedMajor = (config: ModuleConfig | undefined, provider: string): number | undefined => {
  for (const block of config?.terraform ?? []) {
    for (const required of block.body.blocks) {
      const value = required.type === 'required_providers' ? attributeOf(required.body, provider)?.value : undefined;
      const item = value?.kind === 'object' ? value.items.find(({ key }) => key.kind === 'string' && key.value === 'version')?.value : value;
      if (item?.kind !== 'string') continue;
      const exact = /(?:^|,)\s*(?:~>|=)?\s*v?(\d+)(?:\.\d+)*/.exec(
        item.value.replace(/>=?|<=?|!=/g, (sign) => `#${sign}`).replace(/#[<>!=]+\s*[\d.]+/g, ''),
      )?.[1];
      if (exact !== undefined) return Number(exact);
      const low = />=\s*(\d+)/.exec(item.value)?.[1];
      const high = /<\s*(\d+)(?:\.0)*\s*(?:,|$)/.exec(item.value)?.[1];
      if (low !== undefined && high !== undefined && Number(high) === Number(low) + 1) return Number(low);
    }
  }
  return undefined;
};
