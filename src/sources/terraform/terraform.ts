import type { Diagnostic } from '#core/diagnostic';
import type { SourceFile } from '#core/origin';
import type { EvaluatedBlock, WithheldBlock } from '../block.ts';
import { attributeOf, moduleConfig, type ModuleConfig } from './config.ts';
import { Evaluator } from './evaluator.ts';
import { join, type Files, type RootModule, type UnresolvedModule } from './module-instance.ts';
import { parseJsonSyntax, parseTfvarsJson } from './json-syntax.ts';
import { parseHcl } from './parse.ts';
import { readPlan, withPlan } from './plan.ts';
import type { Block, Expression, ParsedFile } from './syntax.ts';

/** The Terraform of a folder: texts in, evaluated blocks out. Pure: the same texts give the same result. */
export interface TerraformInput {
  /** All files below the root, relative to it. */
  readonly paths: readonly string[];
  readonly files: Files;
  /** In the order of the command line. */
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly variableFiles: readonly SourceFile[];
  /** The output of `terraform show -json`, of a plan or a state. */
  readonly plan: SourceFile | undefined;
}

export interface TerraformResult {
  readonly blocks: readonly EvaluatedBlock[];
  readonly withheld: readonly WithheldBlock[];
  readonly unresolved: readonly UnresolvedModule[];
  /** Addresses that roots hand out as outputs. */
  readonly exported: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
  /** How many files were read. */
  readonly fileCount: number;
  readonly project: Project;
}

/** What was parsed, kept so that an edit is read and evaluated again at little cost. */
export interface Project {
  readonly input: TerraformInput;
  readonly parsed: ReadonlyMap<string, ParsedFile>;
  readonly configs: ReadonlyMap<string, ModuleConfig>;
  readonly roots: readonly RootModule[];
  readonly evaluator: Evaluator;
  /** Where a plan is joined with the code. */
  readonly planned: { readonly code: ReadonlyMap<string, EvaluatedBlock>; readonly merged: ReadonlyMap<string, EvaluatedBlock> } | undefined;
}

export const readTerraform = (input: TerraformInput): TerraformResult => {
  const parsed = new Map<string, ParsedFile>();
  const diagnostics: Diagnostic[] = [];
  for (const path of input.paths.filter(isConfiguration)) {
    const found = input.files.read(path);
    if ('file' in found) parsed.set(path, parse(found.file));
    else diagnostics.push(unreadable(path, found.missing.code));
  }
  const configs = configsOf(parsed);
  const roots = rootModules(input, configs, parsed, diagnostics);
  const evaluator = new Evaluator(configs, input.files);
  const { blocks: written, withheld } = evaluateAll(roots, evaluator);
  const plan = input.plan && readPlan(input.plan);
  if (plan) diagnostics.push(...plan.diagnostics);
  const prefix = roots.length === 1 ? (roots[0]?.prefix ?? '') : '';
  const blocks = plan && input.plan && plan.resources.size > 0 ? withPlan(written, plan, input.plan, prefix) : written;
  const project: Project = { input, parsed, configs, roots, evaluator, planned: blocks === written ? undefined : planned(written, blocks) };
  const exported = new Set(roots.flatMap((root) => [...evaluator.exported(root)]));
  for (const config of configs.values()) diagnostics.push(...config.diagnostics);
  diagnostics.push(...evaluator.diagnostics);
  return { blocks, withheld, unresolved: evaluator.unresolved, exported, diagnostics, fileCount: parsed.size, project };
};

/** For edits: each block as the code has it and as the plan has it. */
const planned = (written: readonly EvaluatedBlock[], merged: readonly EvaluatedBlock[]): NonNullable<Project['planned']> => ({
  code: new Map(written.map((block) => [block.address, block])),
  merged: new Map(merged.map((block) => [block.address, block])),
});

const evaluateAll = (roots: readonly RootModule[], evaluator: Evaluator): { blocks: EvaluatedBlock[]; withheld: WithheldBlock[] } => {
  const blocks: EvaluatedBlock[] = [];
  const withheld: WithheldBlock[] = [];
  for (const root of roots) {
    for (const module of evaluator.modules(evaluator.rootInstance(root))) {
      for (const block of evaluator.resources(module, withheld)) blocks.push(block);
      evaluator.check(module);
    }
  }
  return { blocks, withheld };
};

export const parse = (file: SourceFile): ParsedFile => (file.path.endsWith('.json') ? parseJsonSyntax(file) : parseHcl(file));

const configsOf = (parsed: ReadonlyMap<string, ParsedFile>): Map<string, ModuleConfig> => {
  const folders = new Map<string, ParsedFile[]>();
  for (const [path, file] of [...parsed].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isConfiguration(path)) continue;
    const dir = dirOf(path);
    const files = folders.get(dir);
    if (files) files.push(file);
    else folders.set(dir, [file]);
  }
  return new Map([...folders].map(([dir, files]) => [dir, moduleConfig(dir, files)]));
};

/** `.tf` and `.tf.json`; hidden files, editor backups and tests are no configuration. */
export const isConfiguration = (path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /\.tf(\.json)?$/.test(name) && !name.startsWith('.') && !/^#.*#$/.test(name);
};

const dirOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/** A folder that no other one calls is where somebody runs Terraform. Of folders that only call each other the first is taken. */
const rootModules = (
  input: TerraformInput,
  configs: ReadonlyMap<string, ModuleConfig>,
  parsed: Map<string, ParsedFile>,
  diagnostics: Diagnostic[],
): RootModule[] => {
  const calledBy = new Map<string, string>();
  for (const config of configs.values()) {
    const vendored = vendoredModules(input.files, config.dir);
    for (const [name, block] of config.calls) {
      const source = sourceOf(block);
      const dir = source === undefined ? undefined : source.startsWith('.') ? join(config.dir, source) : vendored.get(name);
      if (dir !== undefined && dir !== config.dir && configs.has(dir) && !calledBy.has(dir)) calledBy.set(dir, config.dir);
    }
    for (const dir of vendored.values()) if (dir !== config.dir && configs.has(dir) && !calledBy.has(dir)) calledBy.set(dir, config.dir);
  }
  let dirs = [...configs.keys()].filter((dir) => !calledBy.has(dir) && isModule(configs.get(dir)));
  // A ring of folders that only call each other has no way in.
  const reached = new Set(dirs);
  const reach = (dir: string): void => {
    for (const block of configs.get(dir)?.calls.values() ?? []) {
      const source = sourceOf(block);
      const next = source?.startsWith('.') ? join(dir, source) : undefined;
      if (next !== undefined && configs.has(next) && !reached.has(next)) {
        reached.add(next);
        reach(next);
      }
    }
  };
  for (const dir of dirs) reach(dir);
  for (const dir of configs.keys()) {
    if (reached.has(dir) || dir.includes('.terraform') || !isModule(configs.get(dir))) continue;
    dirs = [...dirs, dir];
    reached.add(dir);
    reach(dir);
  }
  return dirs.toSorted().map((dir) => {
    const given = valuesFor(input, dir, parsed, diagnostics);
    return {
      dir,
      prefix: dirs.length === 1 || dir === '' ? '' : `${dir}:`,
      values: given.values,
      texts: new Map(input.variables.map(({ name, value }) => [name, value])),
      library: !given.any && !isDeployed(configs.get(dir)),
      vendored: vendoredModules(input.files, dir),
    };
  });
};

const isModule = (config: ModuleConfig | undefined): boolean =>
  config !== undefined &&
  (config.resources.size > 0 ||
    config.calls.size > 0 ||
    config.data.size > 0 ||
    config.outputs.size > 0 ||
    config.locals.size > 0 ||
    config.variables.size > 0);
/** A provider with settings or a place for the state: somebody applies this folder as it stands. */
const isDeployed = (config: ModuleConfig | undefined): boolean =>
  config !== undefined &&
  (config.providers.some((block) => block.body.attributes.some(({ name }) => name !== 'alias' && name !== 'version')) ||
    config.terraform.some((block) => block.body.blocks.some(({ type }) => type === 'backend' || type === 'cloud')));

const sourceOf = (block: Block): string | undefined => {
  const value = attributeOf(block.body, 'source')?.value;
  return value?.kind === 'string' ? value.value : undefined;
};

/** Folders of modules that `terraform init` has fetched, by call path. */
const vendoredModules = (files: Files, dir: string): Map<string, string> => {
  const found = files.read(join(dir, '.terraform/modules/modules.json'));
  if (!('file' in found)) return new Map();
  try {
    const data: unknown = JSON.parse(found.file.text);
    const list: unknown = typeof data === 'object' && data !== null && 'Modules' in data ? data.Modules : [];
    return new Map(
      (Array.isArray(list) ? list : []).flatMap((one: unknown) => {
        if (
          typeof one !== 'object' ||
          one === null ||
          !('Key' in one) ||
          !('Dir' in one) ||
          typeof one.Key !== 'string' ||
          typeof one.Dir !== 'string' ||
          one.Key === ''
        )
          return [];
        return [[one.Key, join(dir, one.Dir)] as const];
      }),
    );
  } catch {
    return new Map();
  }
};

/** terraform.tfvars < terraform.tfvars.json < *.auto.tfvars(.json) by name < -var-file. The last one counts. */
const valuesFor = (
  input: TerraformInput,
  dir: string,
  parsed: Map<string, ParsedFile>,
  diagnostics: Diagnostic[],
): { values: Map<string, Expression>; any: boolean } => {
  const own = input.paths.filter((path) => dirOf(path) === dir);
  const at = (name: string): string[] => own.filter((path) => path === join(dir, name));
  const ordered = [...at('terraform.tfvars'), ...at('terraform.tfvars.json'), ...own.filter((path) => /\.auto\.tfvars(\.json)?$/.test(path)).toSorted()];
  const texts = ordered.flatMap((path) => {
    const found = input.files.read(path);
    return 'file' in found ? [found.file] : [];
  });
  const values = new Map<string, Expression>();
  for (const file of [...texts, ...input.variableFiles]) {
    const read = file.path.endsWith('.json') ? parseTfvarsJson(file) : parseHcl(file);
    // Kept with the configuration: a step may edit the value where it is given.
    parsed.set(file.path, read);
    diagnostics.push(...read.diagnostics);
    for (const { name, value } of read.body.attributes) values.set(name, value);
  }
  return { values, any: texts.length > 0 || input.variableFiles.length > 0 };
};

const unreadable = (path: string, code: string): Diagnostic => ({
  code: `file-${code}`,
  severity: 'error',
  at: { is: 'written', file: { path, text: '' }, start: 0, end: 0, from: undefined },
  message:
    code === 'too-large'
      ? { en: `${path} is too large and was left out.`, ja: `${path} はサイズが大きすぎるため読み飛ばしました。` }
      : { en: `${path} could not be read.`, ja: `${path} を読み取れませんでした。` },
});
