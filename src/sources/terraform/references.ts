import type { Reason } from '#core/value';
import type { Evaluation } from './evaluation.ts';
import { expansion, instancesVal } from './instances.ts';
import { anyType, EvaluationFailure, str, stringType, unknownVal } from './make.ts';
import { child, moduleDir } from './module-calls.ts';
import { local, output, variable } from './module-values.ts';
import { relative, type Each, type ModuleInstance } from './module-instance.ts';
import { resourceVal } from './resource-values.ts';
import type { Expression } from './syntax.ts';
import type { Val } from './value.ts';

/** What `var.x`, `aws_s3_bucket.a`, `each.key`, ... stand for in a module; undefined if the expression is no such reference. */
export const reference = (e: Evaluation, expression: Expression, module: ModuleInstance, each: Each | undefined): Val | undefined => {
  if (expression.kind !== 'attribute') return undefined;
  const { of, name } = expression;
  if (of.kind === 'attribute' && of.of.kind === 'variable') return longReference(e, of.of.name, `${of.name}.${name}`, module);
  if (of.kind !== 'variable') return undefined;
  switch (of.name) {
    case 'var':
      return variable(e, module, name);
    case 'local':
      return local(e, module, name);
    case 'module':
      return moduleVal(e, module, name);
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
    case 'tofu':
      return name === 'workspace' ? workspace(module) : unknownVal({ code: 'not-reproducible', about: `${of.name}.${name}` });
    case 'self':
    case 'resource':
    case 'data':
    case 'ephemeral':
      return undefined;
    default: {
      const full = `${of.name}.${name}`;
      if (e.configs.get(module.dir)?.resources.has(full)) return resourceVal(e, module, 'resource', full);
      if (!of.name.includes('_')) return undefined;
      throw noResource(full);
    }
  }
};

/** Which workspace is chosen nobody has written down: every one is possible. `--var terraform.workspace=NAME` chooses. */
const workspace = ({ root }: ModuleInstance): Val => {
  const given = root.texts.get('terraform.workspace');
  if (given === undefined)
    return unknownVal({ code: 'no-value-given', about: 'terraform.workspace' }, stringType, {
      notNull: true,
      parts: [{ address: 'terraform', attribute: 'workspace' }],
    });
  const file = { path: '-var terraform.workspace', text: given };
  return { ...str(given), place: { is: 'written', file, start: 0, end: given.length, from: undefined } };
};

/** `data.type.name`, and `resource.type.name`, the long form of a resource's address. */
const longReference = (e: Evaluation, mode: string, name: string, module: ModuleInstance): Val | undefined => {
  const config = e.configs.get(module.dir);
  switch (mode) {
    case 'data':
      if (!config?.data.has(name)) throw new EvaluationFailure(`There is no data source "${name}".`, `データソース「${name}」は宣言されていません。`, true);
      return resourceVal(e, module, 'data', name);
    case 'ephemeral':
      if (!config?.ephemeral.has(name))
        throw new EvaluationFailure(`There is no ephemeral resource "${name}".`, `一時リソース「${name}」は宣言されていません。`, true);
      return resourceVal(e, module, 'ephemeral', name);
    case 'resource':
      if (!config?.resources.has(name)) throw noResource(name);
      return resourceVal(e, module, 'resource', name);
    default:
      return undefined;
  }
};

const noResource = (name: string): EvaluationFailure =>
  new EvaluationFailure(`There is no resource "${name}" in this module.`, `リソース「${name}」は、このモジュールで宣言されていません。`, true);

const moduleVal = (e: Evaluation, module: ModuleInstance, name: string): Val => {
  const block = e.configs.get(module.dir)?.calls.get(name);
  if (!block) throw new EvaluationFailure(`There is no module "${name}".`, `モジュール「${name}」は宣言されていません。`, true);
  const dir = moduleDir(e, module, name, block);
  if (dir === undefined) {
    const address = `${module.path}module.${name}`;
    const why: Reason = { code: 'unresolved-module', about: address };
    const lost = (path: string): Val =>
      unknownVal(why, anyType, { parts: [{ address, attribute: path }], attribute: (inner) => lost(path ? `${path}.${inner}` : inner) });
    return lost('');
  }
  const found = expansion(e, module, 'module', name);
  return instancesVal(e, found, (each) => {
    const instance = child(e, module, name, dir, each, found);
    return unknownVal({ code: 'after-apply', about: instance.path }, anyType, { notNull: true, attribute: (inner) => output(e, instance, inner) });
  });
};
