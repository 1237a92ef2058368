import { attributeOf } from './config.ts';
import { attempt, type Evaluation } from './evaluation.ts';
import { expansion } from './instances.ts';
import { join, type Each, type Expansion, type ModuleInstance, type RootModule, type UnresolvedModule } from './module-instance.ts';
import type { Attribute, Block } from './syntax.ts';

export const rootInstance = (root: RootModule): ModuleInstance => ({
  path: root.prefix,
  root,
  dir: root.dir,
  parent: undefined,
  call: undefined,
  callPath: '',
  each: undefined,
  maybe: undefined,
  calls: [],
});

/** The instances that one call makes; none if its folder is not there. */
export const children = (e: Evaluation, module: ModuleInstance, name: string): ModuleInstance[] => {
  const block = e.configs.get(module.dir)?.calls.get(name);
  if (!block) return [];
  const dir = moduleDir(e, module, name, block);
  if (dir === undefined) return [];
  const found = expansion(e, module, 'module', name);
  return found.each.map((each) => child(e, module, name, dir, each, found));
};

export const child = (
  { configs }: Evaluation,
  parent: ModuleInstance,
  call: string,
  dir: string,
  each: Each | undefined,
  { open }: Expansion,
): ModuleInstance => {
  const block = configs.get(parent.dir)?.calls.get(call);
  return {
    path: `${parent.path}module.${call}${each?.key ?? ''}.`,
    root: parent.root,
    dir,
    parent,
    call,
    callPath: parent.callPath ? `${parent.callPath}.${call}` : call,
    each,
    maybe: parent.maybe ?? open,
    calls: block ? [...parent.calls, block] : parent.calls,
  };
};

/** The folder of a module call; undefined (and noted) if it is not there. */
export const moduleDir = (e: Evaluation, module: ModuleInstance, name: string, block: Block): string | undefined => {
  const written = attributeOf(block.body, 'source');
  const source = written && sourceText(e, module, written);
  const address = `${module.path}module.${name}`;
  const give = (why: UnresolvedModule['why']): undefined => {
    if (!e.unresolved.some((one) => one.address === address)) e.unresolved.push({ address, source: source ?? '?', place: written ?? block, why });
    return undefined;
  };
  const isLocal = source !== undefined && (source.startsWith('./') || source.startsWith('../') || source === '.' || source === '..');
  const callPath = module.callPath ? `${module.callPath}.${name}` : name;
  const dir = isLocal ? join(module.dir, source) : module.root.vendored.get(callPath);
  if (dir === undefined) return give(source === undefined ? 'unknown-source' : source.startsWith('.') ? 'missing' : 'not-vendored');
  if (!e.configs.has(dir)) return give('missing');
  for (let at: ModuleInstance | undefined = module; at; at = at.parent) if (at.dir === dir) return give('recursive');
  return dir;
};

/** OpenTofu lets it be an expression of variables and locals. */
const sourceText = (e: Evaluation, module: ModuleInstance, written: Attribute): string | undefined => {
  if (written.value.kind === 'string') return written.value.value;
  const val = e.problems.quietly(() => attempt(e.problems, written, e.scope(module)));
  return val.kind === 'string' ? val.value : undefined;
};
