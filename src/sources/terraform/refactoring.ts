import { attributeOf } from './config.ts';
import type { Evaluation } from './evaluation.ts';
import { children } from './module-calls.ts';
import type { ModuleInstance } from './module-instance.ts';
import type { Block, Expression } from './syntax.ts';

/** One step of an address: `module.a` or `aws_s3_bucket.b`, and its instance key with brackets ('' without). */
export interface Step {
  readonly name: string;
  readonly key: string;
}
/** What a `moved` block says, with addresses from the root of the configuration. */
export interface Move {
  readonly from: readonly Step[];
  readonly to: readonly Step[];
}

/** The moves that one module instance declares. https://developer.hashicorp.com/terraform/language/block/moved */
export const movesOf = ({ configs }: Evaluation, module: ModuleInstance): Move[] => {
  const before = addressSteps(module.path.slice(module.root.prefix.length)) ?? [];
  return (configs.get(module.dir)?.refactoring ?? []).flatMap((block) => {
    const [from, to] = [written(block, 'from'), written(block, 'to')];
    return block.type === 'moved' && from && to ? [{ from: [...before, ...from], to: [...before, ...to] }] : [];
  });
};

/** The address after all moves, one after the other; the same if none concerns it, or if they go round in a circle. */
export const movedAddress = (address: string, moves: readonly Move[]): string => {
  let steps = moves.length > 0 ? addressSteps(address) : undefined;
  const seen = new Set<string>();
  while (steps) {
    const text = addressText(steps);
    if (seen.has(text)) return address;
    seen.add(text);
    const before: readonly Step[] = steps;
    const move = moves.find((one) => moved(before, one) !== before);
    if (!move) return text;
    steps = moved(before, move);
  }
  return address;
};

const moved = (steps: readonly Step[], { from, to }: Move): readonly Step[] => {
  const [last, target] = [from.at(-1), to.at(-1)];
  if (!last || !target || steps.length < from.length) return steps;
  // Without a key on either side all instances move; else one.
  const whole = last.key === '' && target.key === '';
  const fits = from.every(({ name, key }, i) => steps[i]?.name === name && ((whole && i === from.length - 1) || steps[i].key === key));
  if (!fits) return steps;
  const kept = whole ? (steps[from.length - 1]?.key ?? '') : target.key;
  return [...to.slice(0, -1), { name: target.name, key: kept }, ...steps.slice(from.length)];
};

/** Says of `removed` blocks what goes on existing, and of `import` blocks what nobody declares. */
export const checkRefactoring = (e: Evaluation, module: ModuleInstance): void => {
  for (const block of e.configs.get(module.dir)?.refactoring ?? []) {
    const target = written(block, block.type === 'import' ? 'to' : 'from');
    if (!target || block.type === 'moved') continue;
    const address = `${module.path}${addressText(target)}`;
    const declared = isDeclared(e, module, target);
    if (block.type === 'import' && declared === false)
      e.problems.report('tf-import-target', block, {
        en: `${address} exists but is not declared here: the code does not tell how it is set.`,
        ja: `${address} はインポートの対象ですが、このコードで宣言されていないため、設定を診断できません。`,
      });
    if (block.type === 'removed' && declared === true)
      e.problems.report('tf-removed-declared', block, {
        en: `${address} is said to be removed, but it is still declared here.`,
        ja: `${address} は removed ブロックに指定されていますが、このコードに宣言が残っています。`,
      });
    if (block.type === 'removed' && declared !== true && staysBehind(block))
      e.problems.report(
        'tf-removed-stays',
        block,
        {
          en: `${address} is no longer managed here but goes on existing (destroy = false); the code no longer tells how it is set.`,
          ja: `${address} はこのコードの管理から外れますが、実体は残ります(destroy = false)。残った実体の設定は、コードからは診断できません。`,
        },
        'note',
      );
  }
};

/** Terraform destroys unless told not to; OpenTofu forgets unless told to destroy. */
const staysBehind = (block: Block): boolean => {
  const lifecycle = block.body.blocks.find(({ type }) => type === 'lifecycle');
  const destroy = lifecycle && attributeOf(lifecycle.body, 'destroy')?.value;
  return destroy ? destroy.kind === 'boolean' && !destroy.value : /\.tofu(\.json)?$/.test(block.file.path);
};

/** Undefined: it lies in a module that is not there. */
const isDeclared = (e: Evaluation, module: ModuleInstance, [first, ...rest]: readonly Step[]): boolean | undefined => {
  const config = e.configs.get(module.dir);
  if (!first || !config) return undefined;
  if (!first.name.startsWith('module.')) return config.resources.has(first.name);
  const call = first.name.slice('module.'.length);
  if (!config.calls.has(call) || rest.length === 0) return config.calls.has(call);
  const [inside] = children(e, module, call);
  return inside && isDeclared(e, inside, rest);
};

// --- addresses ---

const addressText = (steps: readonly Step[]): string => steps.map(({ name, key }) => name + key).join('.');

const stepPattern = /([\w-]+\.[\w-]+)(\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\])?(?:\.|$)/y;
/** The steps of `module.a["x"].aws_s3_bucket.b[0]` (also of a module path, which ends with a dot); undefined if it is no such address. */
const addressSteps = (address: string): readonly Step[] | undefined => {
  const steps: Step[] = [];
  stepPattern.lastIndex = 0;
  while (stepPattern.lastIndex < address.length) {
    const found = stepPattern.exec(address);
    if (!found) return undefined;
    steps.push({ name: found[1] ?? '', key: found[2] ?? '' });
  }
  return steps;
};

const written = (block: Block, name: string): readonly Step[] | undefined => {
  const value = attributeOf(block.body, name)?.value;
  const text = value && traversalText(value);
  const steps = text === undefined ? undefined : addressSteps(text.startsWith('resource.') ? text.slice('resource.'.length) : text);
  return steps && steps.length > 0 ? steps : undefined;
};

/** A key that is computed is `[*]`. */
const traversalText = (expression: Expression): string | undefined => {
  switch (expression.kind) {
    case 'variable':
      return expression.name;
    case 'string':
      return expression.value;
    case 'attribute': {
      const of = traversalText(expression.of);
      return of === undefined ? undefined : `${of}.${expression.name}`;
    }
    case 'index': {
      const of = traversalText(expression.of);
      const { key } = expression;
      return of === undefined ? undefined : `${of}[${key.kind === 'string' ? JSON.stringify(key.value) : key.kind === 'number' ? key.text : '*'}]`;
    }
    default:
      return undefined;
  }
};
