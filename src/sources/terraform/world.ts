import type { Evaluation } from './evaluation.ts';
import { template, type Names, type Scope } from './expressions.ts';
import type { FunctionContext } from './functions/function.ts';
import { EvaluationFailure } from './make.ts';
import { join, type ModuleInstance } from './module-instance.ts';
import { parseTemplateText } from './parse.ts';

/** What functions may ask of the world, called in this module. */
export const functionsOf = (e: Evaluation, module: ModuleInstance): FunctionContext => {
  const inRoot = (path: string): string => join(module.root.dir, path);
  return {
    moduleDir: module.dir,
    readFile: (path) => e.files.read(inRoot(path)),
    listFiles: (dir) => e.files.list(inRoot(dir)),
    template: (file, variables) => {
      const read = parseTemplateText(file);
      const [problem] = read.diagnostics;
      if (problem) throw new EvaluationFailure(problem.message.en, problem.message.ja);
      let names: Names | undefined;
      for (const [name, val] of variables) names = { name, val, next: names };
      return template(read.parts, { ...bareScope(e, module), names }, undefined, 0);
    },
    spend: (elements) => e.budget.spend(elements),
  };
};

/** A scope without references: for values files, type constraints and templates. */
export const bareScope = (e: Evaluation, module: ModuleInstance): Scope => ({
  names: undefined,
  world: { reference: () => undefined, functions: functionsOf(e, module), step: (depth) => e.budget.step(depth) },
});
