import { attributeOf } from './config.ts';
import { convert, typeConstraint } from './convert.ts';
import { remembered, type Evaluation } from './evaluation.ts';
import { evaluate } from './expressions.ts';
import { anyType, EvaluationFailure, marked, str, unknownVal } from './make.ts';
import type { ModuleInstance } from './module-instance.ts';
import { parseTemplateText } from './parse.ts';
import type { Block, Expression } from './syntax.ts';
import type { Type, Val } from './value.ts';
import { bareScope } from './world.ts';

/** The value of an output of a module. */
export const output = (e: Evaluation, module: ModuleInstance, name: string): Val => {
  const block = (): Block | undefined => e.configs.get(module.dir)?.outputs.get(name);
  return remembered(
    e,
    `${module.path}|output:${name}`,
    () => {
      const written = block();
      const value = written && attributeOf(written.body, 'value');
      if (!value) throw new EvaluationFailure(`The module has no output "${name}".`, `モジュールに出力「${name}」がありません。`, true);
      return evaluate(value.value, e.scope(module));
    },
    block,
  );
};

export const local = (e: Evaluation, module: ModuleInstance, name: string): Val =>
  remembered(
    e,
    `${module.path}|local:${name}`,
    () => {
      const attribute = e.configs.get(module.dir)?.locals.get(name);
      if (!attribute) throw new EvaluationFailure(`There is no local value "${name}".`, `ローカル値「${name}」は宣言されていません。`, true);
      return evaluate(attribute.value, e.scope(module));
    },
    () => e.configs.get(module.dir)?.locals.get(name),
  );

export const variable = (e: Evaluation, module: ModuleInstance, name: string): Val =>
  remembered(
    e,
    `${module.path}|var:${name}`,
    () => variableValue(e, module, name),
    () => e.configs.get(module.dir)?.variables.get(name),
  );

const variableValue = (e: Evaluation, module: ModuleInstance, name: string): Val => {
  const block = e.configs.get(module.dir)?.variables.get(name);
  if (!block) throw new EvaluationFailure(`There is no variable "${name}".`, `変数「${name}」は宣言されていません。`, true);
  const type = constraint(e, block, module);
  const nullable = attributeOf(block.body, 'nullable')?.value;
  const sensitive = attributeOf(block.body, 'sensitive')?.value;
  let given = givenValue(e, module, name, type);
  if (given?.kind === 'null' && nullable?.kind === 'boolean' && !nullable.value) given = undefined;
  const fallback = attributeOf(block.body, 'default');
  let value = given;
  if (!value && fallback) value = marked(evaluate(fallback.value, e.scope(module)), false, module.root.library && !module.parent);
  if (!value) return { ...unknownVal({ code: 'no-value-given', about: `var.${name}` }, type), place: block };
  try {
    const converted = convert(value, type);
    return sensitive?.kind === 'boolean' && sensitive.value ? { ...converted, sensitive: true } : converted;
  } catch (failure) {
    if (!(failure instanceof EvaluationFailure)) throw failure;
    e.problems.report('tf-variable-type', value.place ?? block, { en: `var.${name}: ${failure.text.en}`, ja: `var.${name}: ${failure.text.ja}` });
    return { ...unknownVal({ code: 'evaluation-failed', about: `var.${name}` }, type), place: value.place ?? block };
  }
};

/** What the caller, a values file or the command line says. */
const givenValue = (e: Evaluation, module: ModuleInstance, name: string, type: Type): Val | undefined => {
  const { parent, call, root } = module;
  if (parent && call !== undefined) {
    e.memory.touch(`${parent.path}|module:${call}`);
    const argument = attributeOf(e.configs.get(parent.dir)?.calls.get(call)?.body ?? { attributes: [], blocks: [] }, name);
    return argument && evaluate(argument.value, e.scope(parent, module.each));
  }
  const text = root.texts.get(name);
  if (text !== undefined) {
    if (type.kind === 'string' || type.kind === 'number' || type.kind === 'bool' || type.kind === 'any')
      return { ...str(text), place: { is: 'written', file: { path: `-var ${name}`, text }, start: 0, end: text.length, from: undefined } };
    const parsed = textExpression(name, text);
    if (parsed) return evaluate(parsed, bareScope(e, module));
  }
  const expression = root.values.get(name);
  return expression && evaluate(expression, bareScope(e, module));
};

const textExpression = (name: string, text: string): Expression | undefined => {
  const [only] = parseTemplateText({ path: `-var ${name}`, text: `\${${text}}` }).parts;
  return only?.kind === 'interpolation' ? only.value : undefined;
};

const constraint = (e: Evaluation, block: Block, module: ModuleInstance): Type => {
  const known = e.constraints.get(block);
  if (known) return known;
  let type: Type = anyType;
  const written = attributeOf(block.body, 'type');
  if (written) {
    try {
      type = typeConstraint(written.value, (expression) => evaluate(expression, bareScope(e, module)));
    } catch (failure) {
      if (!(failure instanceof EvaluationFailure)) throw failure;
      e.problems.report('tf-type', written, failure.text);
    }
  }
  e.constraints.set(block, type);
  return type;
};
