import type { Diagnostic } from '#core/diagnostic';
import type { Place } from '#core/origin';
import { unknown, type Value } from '#core/value';
import type { EvaluatedBlock, WithheldBlock } from '../block.ts';
import { bodyEntries, type Evaluating } from './bodies.ts';
import { checkConditions, isCondition } from './conditions.ts';
import type { ModuleConfig } from './config.ts';
import { affords, attempt, Budget, Problems, type Evaluation } from './evaluation.ts';
import type { Scope } from './expressions.ts';
import { blockInstance, blockOf, expansion, instancesNamed } from './instances.ts';
import { Memory } from './memory.ts';
import { children, moduleDir, rootInstance } from './module-calls.ts';
import type { BlockInstance, Each, Expansion, Files, ModuleInstance, RootModule, UnresolvedModule } from './module-instance.ts';
import { local, output, variable } from './module-values.ts';
import { Providers } from './providers.ts';
import { checkRefactoring, movesOf, type Move } from './refactoring.ts';
import { reference } from './references.ts';
import type { Block } from './syntax.ts';
import { allTags } from './tags.ts';
import { setField, toCore } from './to-core.ts';
import type { Type, Val } from './value.ts';
import { functionsOf } from './world.ts';

/**
 * Evaluates modules lazily: a variable, local, expansion or attribute is computed when first asked for and remembered, together with who asked. A second
 * evaluation may be based on a first: only what an edit reaches is computed again.
 */
export class Evaluator implements Evaluation {
  readonly configs: ReadonlyMap<string, ModuleConfig>;
  readonly files: Files;
  readonly memory: Memory<Val | Expansion>;
  readonly providers: Providers;
  readonly problems = new Problems();
  readonly budget = new Budget();
  readonly unresolved: UnresolvedModule[] = [];
  readonly constraints = new WeakMap<Block, Type>();
  readonly evaluating: Evaluating = {
    attempt: (attribute, scope) => attempt(this.problems, attribute, scope),
    affords: (elements, place) => affords(this.problems, this.budget, elements, place),
  };

  constructor(configs: ReadonlyMap<string, ModuleConfig>, files: Files, base?: Evaluator, dirty: ReadonlySet<string> = new Set()) {
    this.configs = configs;
    this.files = files;
    this.memory = new Memory(base?.memory, dirty);
    this.providers = new Providers(this);
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.problems.found;
  }

  scope(module: ModuleInstance, each?: Each): Scope {
    this.budget.enter(module.root);
    return {
      names: undefined,
      world: {
        reference: (expression) => reference(this, expression, module, each),
        functions: functionsOf(this, module),
        step: (depth) => this.budget.step(depth),
      },
    };
  }

  /** The keys of all that read one of these, directly or not, and they themselves. */
  readersOf(keys: Iterable<string>): Set<string> {
    return this.memory.readersOf(keys);
  }

  /** All module instances of a root, outermost first. */
  modules(root: RootModule): Generator<ModuleInstance> {
    return this.below(rootInstance(root));
  }

  private *below(from: ModuleInstance): Generator<ModuleInstance> {
    yield from;
    for (const name of this.configs.get(from.dir)?.calls.keys() ?? []) for (const one of children(this, from, name)) yield* this.below(one);
  }

  /** The resources of one module instance, evaluated one after the other. */
  *resources(module: ModuleInstance, withheld: WithheldBlock[]): Generator<EvaluatedBlock> {
    for (const [name, block] of this.configs.get(module.dir)?.resources ?? []) {
      const found = expansion(this, module, 'resource', name);
      if (found.each.length === 0) withheld.push({ address: module.path + name, type: block.labels[0]?.text ?? '', place: block, because: found.because });
      for (const each of found.each) yield this.evaluated(blockInstance(module, 'resource', name, each, found));
    }
  }

  /** Evaluates what nobody may have asked for, so that its errors (a cycle, an unknown name, a condition that does not hold) are found. */
  check(module: ModuleInstance): void {
    const config = this.configs.get(module.dir);
    if (!module.maybe) {
      for (const name of config?.variables.keys() ?? []) variable(this, module, name);
      for (const name of config?.locals.keys() ?? []) local(this, module, name);
      if (!module.parent) for (const name of config?.outputs.keys() ?? []) output(this, module, name);
    }
    checkConditions(this, module);
    checkRefactoring(this, module);
  }

  /** The conditions that read one of these. */
  checkAgain(modules: readonly ModuleInstance[], dirty: ReadonlySet<string>): void {
    if ([...dirty].some(isCondition)) for (const module of modules) checkConditions(this, module, (key) => dirty.has(key));
  }

  /** What `moved` blocks of a root and its modules say. */
  moves(root: RootModule): Move[] {
    return [...this.modules(root)].flatMap((module) => movesOf(this, module));
  }

  /** Addresses that a root module hands out, or hands to a module that is not there: somebody outside may use them. */
  exported(root: RootModule): Set<string> {
    const found = new Set<string>();
    const module = rootInstance(root);
    this.problems.quietly(() => {
      for (const name of this.configs.get(module.dir)?.outputs.keys() ?? []) collectAddresses(output(this, module, name), found, 0);
      for (const inner of this.modules(root)) this.handedOver(inner, found);
    });
    return found;
  }

  /** What the calls of modules that are not there are given. */
  private handedOver(module: ModuleInstance, found: Set<string>): void {
    for (const [name, block] of this.configs.get(module.dir)?.calls ?? []) {
      if (moduleDir(this, module, name, block) !== undefined) continue;
      for (const each of expansion(this, module, 'module', name).each)
        for (const attribute of block.body.attributes)
          if (attribute.name !== 'providers' && attribute.name !== 'depends_on')
            collectAddresses(attempt(this.problems, attribute, this.scope(module, each)), found, 0);
    }
  }

  /** The instances of one resource of a module. */
  instancesNamed(module: ModuleInstance, name: string): BlockInstance[] {
    return instancesNamed(this, module, name);
  }

  /** One resource, from the start; its node remembers what it read. */
  evaluated(instance: BlockInstance): EvaluatedBlock {
    const { address, module, maybe } = instance;
    const block = blockOf(this, instance);
    const [type = ''] = instance.name.split('.');
    const fields: Record<string, Value> = {};
    const read = (): void =>
      this.memory.reading(`${address}|block`, () => {
        this.memory.touch(`${module.path}|resource:${instance.name}`);
        if (!block) return;
        const entries = bodyEntries(block.body, this.scope(module, instance.each), true, this.evaluating);
        for (const [name, val] of entries) if (val.kind !== 'null') setField(fields, name, toCore(val, val.place ?? block));
        const tags = entries.has('tags_all') ? undefined : allTags(this, instance, block, entries.get('tags'));
        if (tags && tags.kind !== 'null') setField(fields, 'tags_all', toCore(tags, tags.place ?? block));
      });
    // What may not exist may fail: that is no fault of the code.
    if (maybe) this.problems.quietly(read);
    else read();
    const place: Place = block ?? module.calls.at(-1) ?? { is: 'written', file: { path: '', text: '' }, start: 0, end: 0, from: undefined };
    return {
      format: 'terraform',
      address,
      type,
      place,
      scope: this.providers.scope(instance, block),
      version: this.providers.version(module, type.split('_')[0] ?? ''),
      attributes: fields,
      calls: module.calls,
      maybe: maybe ? unknown(maybe.why.code, maybe.why.about, maybe.place ?? block) : undefined,
    };
  }
}

const collectAddresses = (val: Val, found: Set<string>, depth: number): void => {
  if (val.same) found.add(val.same.address);
  if (val.kind === 'unknown') for (const part of val.parts ?? []) if (typeof part !== 'string') found.add(part.address);
  if (depth > 20) return;
  if ('items' in val) for (const item of val.items) collectAddresses(item, found, depth + 1);
  else if ('entries' in val) for (const entry of val.entries.values()) collectAddresses(entry, found, depth + 1);
};
