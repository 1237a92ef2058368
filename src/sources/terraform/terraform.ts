import type { Diagnostic } from '#core/diagnostic';
import type { SourceFile } from '#core/origin';
import type { EvaluatedBlock, WithheldBlock } from '../block.ts';
import { moduleConfig, type ModuleConfig } from './config.ts';
import { Evaluator } from './evaluator.ts';
import type { Files, RootModule, UnresolvedModule } from './module-instance.ts';
import { parseJsonSyntax } from './json-syntax.ts';
import { parseHcl } from './parse.ts';
import { readPlan, underNewAddresses, withPlan } from './plan.ts';
import { dirOf, rootModules } from './root-modules.ts';
import type { ParsedFile } from './syntax.ts';
import { unfit } from './unfit.ts';

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
    const shadow = shadowOf(path);
    if (shadow !== undefined && input.paths.includes(shadow)) {
      diagnostics.push(shadowed(path, shadow));
      continue;
    }
    const found = input.files.read(path);
    const problem = unfit(path, found);
    if (problem) diagnostics.push(problem);
    if ('file' in found && problem?.severity !== 'error') parsed.set(path, parse(found.file));
  }
  const configs = configsOf(parsed);
  const roots = rootModules(input, configs, parsed, diagnostics);
  const evaluator = new Evaluator(configs, input.files);
  const { blocks: written, withheld } = evaluateAll(roots, evaluator);
  const plan = input.plan && readPlan(input.plan);
  if (plan) diagnostics.push(...plan.diagnostics);
  const prefix = roots.length === 1 ? (roots[0]?.prefix ?? '') : '';
  const moves = plan && roots.length === 1 ? roots.flatMap((root) => evaluator.moves(root)) : [];
  const blocks =
    plan && input.plan && plan.resources.size > 0 ? withPlan(written, underNewAddresses(plan, moves, written, prefix), input.plan, prefix) : written;
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
    for (const module of evaluator.modules(root)) {
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

/** `.tf` and `.tf.json`, OpenTofu's `.tofu` and `.tofu.json`; hidden files, editor backups and tests are no configuration. */
export const isConfiguration = (path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /\.(tf|tofu)(\.json)?$/.test(name) && !name.startsWith('.') && !/^#.*#$/.test(name);
};

/** The file that OpenTofu reads instead of this one, if there is one. */
const shadowOf = (path: string): string | undefined => (/\.tf(\.json)?$/.test(path) ? path.replace(/\.tf(\.json)?$/, '.tofu$1') : undefined);

const shadowed = (path: string, by: string): Diagnostic => ({
  code: 'tf-shadowed',
  severity: 'note',
  at: { is: 'written', file: { path, text: '' }, start: 0, end: 0, from: undefined },
  message: {
    en: `${path} was not read: OpenTofu reads ${by} instead.`,
    ja: `OpenTofu では ${by} が優先されるため、${path} は読み取っていません。`,
  },
});
