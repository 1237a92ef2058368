import type { Diagnostic } from '#core/diagnostic';
import type { Place } from '#core/origin';
import { unknown, type Reason } from '#core/value';
import type { Text } from '#framework/text';
import type { EvaluatedBlock, WithheldBlock } from '../block.ts';
import { attributeOf, type ModuleConfig } from './config.ts';
import { convert, typeConstraint } from './convert.ts';
import { dataAttribute } from './data-sources.ts';
import { evaluate, template, type Names, type Scope, type World } from './expressions.ts';
import type { FunctionContext } from './functions/function.ts';
import { anyType, EvaluationFailure, marked, nul, object, str, stringType, tuple, unknownVal, withPlace } from './make.ts';
import { parseTemplateText } from './parse.ts';
import { blockKind, bodyEntries, computed, nestedBlocks, type Evaluating } from './bodies.ts';
import { Memory } from './memory.ts';
import {
  join,
  relative,
  type BlockInstance,
  type Each,
  type Expansion,
  type Files,
  type ModuleInstance,
  type RootModule,
  type UnresolvedModule,
} from './module-instance.ts';
import { Providers } from './providers.ts';
import { expand, once } from './repetition.ts';
import type { Attribute, Block, Expression } from './syntax.ts';
import { setField, toCore } from './to-core.ts';
import type { Type, Val } from './value.ts';

const mostSteps = 60_000_000;
const mostElements = 20_000_000;
const mostInstances = 200_000;

/**
 * Evaluates modules lazily: a variable, local, expansion or attribute is computed when first asked for and remembered, together with who asked. A second
 * evaluation may be based on a first: only what an edit reaches is computed again.
 */
export class Evaluator {
  readonly diagnostics: Diagnostic[] = [];
  readonly unresolved: UnresolvedModule[] = [];
  private readonly configs: ReadonlyMap<string, ModuleConfig>;
  private readonly files: Files;
  private readonly memory: Memory<Val | Expansion>;
  private readonly providers: Providers;
  private readonly evaluating: Evaluating = { attempt: (attribute, scope) => this.attempt(attribute, scope), spend: (elements) => this.spend(elements) };
  private readonly constraints = new WeakMap<Block, Type>();
  private readonly reported = new Set<string>();
  private steps = 0;
  private elements = 0;
  private instances = 0;
  private quiet = 0;

  constructor(configs: ReadonlyMap<string, ModuleConfig>, files: Files, base?: Evaluator, dirty: ReadonlySet<string> = new Set()) {
    this.configs = configs;
    this.files = files;
    this.memory = new Memory(base?.memory, dirty);
    this.providers = new Providers(
      configs,
      files,
      (attribute, { module }) => this.attempt(attribute, this.moduleScope(this.rootInstance(module.root))),
      (attribute, instance) => this.attempt(attribute, this.scopeOf(instance)),
    );
  }

  /** The keys of all that read one of these, directly or not, and they themselves. */
  readersOf(keys: Iterable<string>): Set<string> {
    return this.memory.readersOf(keys);
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
    // What may not exist may fail: that is no fault of the code.
    if (instance.maybe) this.quiet++;
    this.memory.reading(`${instance.address}|block`, () => {
      this.memory.touch(`${instance.module.path}|resource:${instance.name}`);
      if (block)
        for (const [name, val] of bodyEntries(block.body, this.scopeOf(instance), true, this.evaluating))
          if (val.kind !== 'null') setField(fields, name, toCore(val, val.place ?? block));
    });
    if (instance.maybe) this.quiet--;
    const place: Place = block ?? instance.module.calls.at(-1) ?? { is: 'written', file: { path: '', text: '' }, start: 0, end: 0, from: undefined };
    return {
      format: 'terraform',
      address: instance.address,
      type,
      place,
      scope: this.providers.scope(instance, block),
      version: this.providers.version(instance.module, type.split('_')[0] ?? ''),
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
      this.memory.touch(`${parent.path}|module:${call}`);
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
    const found = this.memory.get(
      `${module.path}|${kind}:${name}`,
      () => this.expanded(module, kind, name),
      () => once,
    );
    return 'because' in found ? found : once;
  }

  private expanded(module: ModuleInstance, kind: 'resource' | 'data' | 'module', name: string): Expansion {
    const config = this.configs.get(module.dir);
    const block = kind === 'module' ? config?.calls.get(name) : kind === 'data' ? config?.data.get(name) : config?.resources.get(name);
    const written = block && (attributeOf(block.body, 'count') ?? attributeOf(block.body, 'for_each'));
    if (!written) return once;
    const allow = (count: number): boolean => (this.instances += count) <= mostInstances;
    return expand(written, this.attempt(written, this.moduleScope(module)), module.path + name, allow, (code, message) => this.report(code, written, message));
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
        this.memory.touch(`${instance.module.path}|${instance.mode}:${instance.name}`);
        const block = this.blockOf(instance);
        const target = { address, attribute: name };
        const body = block?.body ?? { attributes: [], blocks: [] };
        const scope = this.scopeOf(instance);
        if (instance.mode === 'data') {
          const computed = dataAttribute(
            instance.name.split('.')[0] ?? '',
            name,
            () => bodyEntries(body, scope, true, this.evaluating),
            () => this.providers.region(instance, block),
          );
          if (computed) return computed;
        }
        const written = attributeOf(body, name);
        const own = written ? [] : body.blocks.filter((inner) => blockKind(inner) === name);
        const nested = nestedBlocks(own, scope, this.evaluating).get(name);
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

  // --- values that may fail ---

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

  // --- memory ---

  private val(key: string, compute: () => Val, at: () => Place | undefined): Val {
    const found = this.memory.get(
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
      (keys) => this.cycle(keys, at()),
    );
    if (!('because' in found)) return found;
    throw new Error(`No value was remembered for ${key}`);
  }

  private cycle(keys: readonly string[], place: Place | undefined): Val {
    const names = keys.filter((name) => !name.endsWith('|block')).map(readable);
    if (place) this.report('tf-cycle', place, { en: `These depend on each other: ${names.join(' -> ')}.`, ja: `循環参照があります: ${names.join(' → ')}。` });
    return { ...unknownVal({ code: 'evaluation-failed', about: names.at(-1) ?? '' }), place };
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

const readable = (key: string): string =>
  key.replace(/^(.*)\|(\w+):/, (_, path: string, kind: string) => `${path}${kind === 'resource' || kind === 'attribute' ? '' : `${kind}.`}`);
