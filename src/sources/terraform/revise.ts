import type { EvaluatedBlock } from '../block.ts';
import { moduleConfig, type ModuleConfig } from './config.ts';
import { Evaluator } from './evaluator.ts';
import { type Files, type ModuleInstance } from './module-instance.ts';
import { withEdit } from './plan.ts';
import type { Attribute, Block, Body, ParsedFile } from './syntax.ts';
import { isConfiguration, parse, readTerraform, type Project, type TerraformInput } from './terraform.ts';

/** What some edited texts change: blocks that are new or different, and addresses that are gone. */
export interface Revision {
  readonly blocks: readonly EvaluatedBlock[];
  readonly gone: ReadonlySet<string>;
  /** Errors that the edit has brought. */
  readonly broken: boolean;
}

/**
 * Reads and evaluates edited texts. What the edit does not reach is not evaluated again: a block whose text is unchanged stays the same object, and so do
 * the values that were computed from it.
 */
export const revise = (project: Project, texts: ReadonlyMap<string, string>): Revision => {
  const parsed = new Map(project.parsed);
  let broken = false;
  for (const [path, text] of texts) {
    if (!isConfiguration(path)) return fromScratch(project, texts);
    const before = project.parsed.get(path);
    const after = parse({ path, text });
    broken ||= after.diagnostics.length > (before?.diagnostics.length ?? 0);
    parsed.set(path, before ? kept(before, after) : after);
  }
  const dirs = new Set([...texts.keys()].map((path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '')));
  const configs = new Map(project.configs);
  for (const dir of dirs)
    configs.set(
      dir,
      moduleConfig(
        dir,
        [...parsed.values()].filter(
          ({ file }) => isConfiguration(file.path) && (file.path.includes('/') ? file.path.slice(0, file.path.lastIndexOf('/')) : '') === dir,
        ),
      ),
    );

  const changed = new Map<string, string[]>();
  for (const dir of dirs) {
    const names = changedNames(project.configs.get(dir), configs.get(dir));
    if (!names) return fromScratch(project, texts);
    changed.set(dir, names);
  }
  const before = instancesOf(project, project.evaluator);
  const seeds = before.flatMap(({ path, dir }) => (changed.get(dir) ?? []).map((name) => `${path}|${name}`));
  const dirty = project.evaluator.readersOf(seeds);
  const evaluator = new Evaluator(configs, edited(project.input.files, texts), project.evaluator, dirty);

  const blocks: EvaluatedBlock[] = [];
  const gone = new Set<string>();
  for (const module of before)
    for (const [name] of project.configs.get(module.dir)?.resources ?? [])
      if (dirty.has(`${module.path}|resource:${name}`)) for (const instance of project.evaluator.instancesNamed(module, name)) gone.add(instance.address);
  const after = instancesOf({ ...project, configs }, evaluator);
  for (const module of after) {
    for (const [name] of configs.get(module.dir)?.resources ?? []) {
      const moved = dirty.has(`${module.path}|resource:${name}`);
      for (const instance of evaluator.instancesNamed(module, name)) {
        if (!moved && !dirty.has(`${instance.address}|block`)) continue;
        blocks.push(asPlanned(project, evaluator.evaluated(instance)));
        gone.delete(instance.address);
      }
    }
  }
  evaluator.checkAgain(after, dirty);
  const known = new Set(project.evaluator.diagnostics.map(({ code, message }) => `${code} ${message.en}`));
  broken ||= evaluator.diagnostics.some(({ code, message }) => !known.has(`${code} ${message.en}`));
  return { blocks, gone, broken };
};

const asPlanned = ({ planned }: Project, block: EvaluatedBlock): EvaluatedBlock =>
  planned ? withEdit(planned.code.get(block.address), block, planned.merged.get(block.address)) : block;

const instancesOf = ({ roots }: Project, evaluator: Evaluator): ModuleInstance[] => roots.flatMap((root) => [...evaluator.modules(root)]);

/** Values files and the like: the whole thing again. */
const fromScratch = (project: Project, texts: ReadonlyMap<string, string>): Revision => {
  const input: TerraformInput = { ...project.input, files: edited(project.input.files, texts), plan: undefined };
  const after = readTerraform(input);
  const before = new Set(
    instancesOf(project, project.evaluator).flatMap((module) =>
      [...(project.configs.get(module.dir)?.resources.keys() ?? [])].flatMap((name) =>
        project.evaluator.instancesNamed(module, name).map(({ address }) => address),
      ),
    ),
  );
  const now = new Set(after.blocks.map(({ address }) => address));
  return {
    blocks: after.blocks.map((block) => asPlanned(project, block)),
    gone: new Set([...before].filter((address) => !now.has(address))),
    broken: after.diagnostics.some(({ severity }) => severity === 'error'),
  };
};

const edited = (files: Files, texts: ReadonlyMap<string, string>): Files => ({
  list: (dir) => files.list(dir),
  read: (path) => {
    const text = texts.get(path);
    return text === undefined ? files.read(path) : { file: { path, text }, bytes: Buffer.from(text, 'utf8') };
  },
});

/** The file after the edit, in which every block (and local value) of unchanged text is the object it was. */
const kept = (before: ParsedFile, after: ParsedFile): ParsedFile => {
  const old = new Map<string, Block[]>();
  for (const block of before.body.blocks) {
    const key = block.file.text.slice(block.start, block.end);
    old.set(key, [...(old.get(key) ?? []), block]);
  }
  const blocks = after.body.blocks.map((block) => {
    const same = old.get(block.file.text.slice(block.start, block.end))?.shift();
    if (same) return same;
    return block.type === 'locals' ? { ...block, body: keptLocals(before, block.body) } : block;
  });
  return { ...after, body: { ...after.body, blocks } };
};

const keptLocals = (before: ParsedFile, body: Body): Body => {
  const old = new Map<string, Attribute>();
  for (const block of before.body.blocks)
    if (block.type === 'locals') for (const attribute of block.body.attributes) old.set(attribute.file.text.slice(attribute.start, attribute.end), attribute);
  return { ...body, attributes: body.attributes.map((attribute) => old.get(attribute.file.text.slice(attribute.start, attribute.end)) ?? attribute) };
};

/** The keys (without module path) of what differs; undefined: something on which everything may depend. */
const changedNames = (before: ModuleConfig | undefined, after: ModuleConfig | undefined): string[] | undefined => {
  if (!before || !after || !same(before.providers, after.providers) || !same(before.terraform, after.terraform)) return undefined;
  const names: string[] = [];
  for (const [kind, table] of [
    ['var', 'variables'],
    ['local', 'locals'],
    ['output', 'outputs'],
    ['resource', 'resources'],
    ['data', 'data'],
    ['ephemeral', 'ephemeral'],
    ['module', 'calls'],
  ] as const) {
    for (const name of new Set([...before[table].keys(), ...after[table].keys()]))
      if (before[table].get(name) !== after[table].get(name)) names.push(`${kind}:${name}`);
  }
  return names;
};
const same = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((one, i) => one === b[i]);
