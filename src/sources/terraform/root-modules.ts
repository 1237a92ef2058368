import type { Diagnostic } from '#core/diagnostic';
import { attributeOf, type ModuleConfig } from './config.ts';
import { Evaluator } from './evaluator.ts';
import { parseTfvarsJson } from './json-syntax.ts';
import { join, type Files, type RootModule } from './module-instance.ts';
import { parseHcl } from './parse.ts';
import type { Block, Expression, ParsedFile } from './syntax.ts';
import type { TerraformInput } from './terraform.ts';
import { unfit } from './unfit.ts';

export const dirOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/** A folder that no other one calls is where somebody runs Terraform. Of folders that only call each other the first is taken. */
export const rootModules = (
  input: TerraformInput,
  configs: ReadonlyMap<string, ModuleConfig>,
  parsed: Map<string, ParsedFile>,
  diagnostics: Diagnostic[],
): RootModule[] => {
  const all = uncalled(input.files, configs).map((dir): RootModule => {
    const given = valuesFor(input, dir, parsed, diagnostics);
    return {
      dir,
      prefix: '',
      values: given.values,
      texts: new Map(input.variables.map(({ name, value }) => [name, value])),
      library: !given.any && !isDeployed(configs.get(dir)),
      vendored: vendoredModules(input.files, dir),
    };
  });
  const called = calledByExpression(all, configs, input.files);
  const roots = all.filter(({ dir }) => !called.has(dir));
  return roots.map((root) => ({ ...root, prefix: roots.length === 1 || root.dir === '' ? '' : `${root.dir}:` }));
};

/** Folders that are called by an expression (`"./modules/${var.kind}"`, as OpenTofu allows). */
const calledByExpression = (roots: readonly RootModule[], configs: ReadonlyMap<string, ModuleConfig>, files: Files): ReadonlySet<string> => {
  const called = new Set<string>();
  if (![...configs.values()].some(({ calls }) => [...calls.values()].some((block) => attributeOf(block.body, 'source') && sourceOf(block) === undefined)))
    return called;
  const evaluator = new Evaluator(configs, files);
  for (const root of roots)
    if (!called.has(root.dir)) for (const { dir, parent } of evaluator.modules({ ...root, prefix: `${root.dir}:` })) if (parent) called.add(dir);
  return called;
};

/** Folders that no other one calls by a plain text. */
const uncalled = (files: Files, configs: ReadonlyMap<string, ModuleConfig>): readonly string[] => {
  const calledBy = new Map<string, string>();
  for (const config of configs.values()) {
    const vendored = vendoredModules(files, config.dir);
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
  return dirs.toSorted();
};

const isModule = (config: ModuleConfig | undefined): boolean =>
  config !== undefined &&
  (config.resources.size > 0 ||
    config.calls.size > 0 ||
    config.data.size > 0 ||
    config.outputs.size > 0 ||
    config.locals.size > 0 ||
    config.variables.size > 0 ||
    config.ephemeral.size > 0 ||
    config.checks.size > 0 ||
    config.refactoring.length > 0);
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
    const problem = unfit(path, found);
    if (problem) diagnostics.push(problem);
    return 'file' in found && problem?.severity !== 'error' ? [found.file] : [];
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
