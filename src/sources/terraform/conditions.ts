import type { Place } from '#core/origin';
import type { Text } from '#framework/text';
import { attributeOf, type ModuleConfig } from './config.ts';
import { convert } from './convert.ts';
import type { Evaluation } from './evaluation.ts';
import { evaluate, type Scope } from './expressions.ts';
import { blockInstance, expansion } from './instances.ts';
import { boolType, EvaluationFailure, stringType } from './make.ts';
import type { BlockInstance, ModuleInstance } from './module-instance.ts';
import { variable } from './module-values.ts';
import { instanceVal } from './resource-values.ts';
import type { Block } from './syntax.ts';

/**
 * Evaluates the conditions that a module declares, those of `validation`, `precondition`, `postcondition` and `check`. One that is known not to hold is a
 * warning; nothing is stopped by it. `concerns` tells which of them matter (by the key under which their reading is remembered).
 */
export const checkConditions = (e: Evaluation, module: ModuleInstance, concerns: (key: string) => boolean = () => true): void => {
  const config = e.configs.get(module.dir);
  if (!config || module.maybe) return;
  for (const { mode, name, block, rules } of rulesOf(config)) {
    const each = (key: string, check: (rule: Block) => void): void => {
      if (concerns(key)) e.memory.reading(key, () => rules.forEach(check));
    };
    switch (mode) {
      case 'variable':
        each(`${module.path}|validation:${name}`, (rule) => checkRule(e, rule, e.scope(module), 'tf-validation', validationText(e, module, name, block)));
        break;
      case 'output':
        each(`${module.path}|output-condition:${name}`, (rule) =>
          checkRule(e, rule, e.scope(module), 'tf-precondition', { text: preconditionText(`${module.path}output.${name}`) }),
        );
        break;
      case 'check':
        each(`${module.path}|check:${name}`, (rule) =>
          checkRule(e, rule, e.scope(module), 'tf-check', {
            text: (why) => ({ en: `check "${name}" fails${why.en}`, ja: `check「${name}」の条件を満たしていません${why.ja}` }),
          }),
        );
        break;
      default: {
        const found = expansion(e, module, mode, name);
        for (const one of found.each) {
          const instance = blockInstance(module, mode, name, one, found);
          if (!instance.maybe) each(`${instance.address}|condition`, (rule) => checkInstance(e, rule, instance));
        }
      }
    }
  }
};

/** A key under which the reading of a condition is remembered. */
export const isCondition = (key: string): boolean => /\|(?:(?:validation|output-condition|check):.+|condition)$/.test(key);

interface Ruled {
  readonly mode: BlockInstance['mode'] | 'variable' | 'output' | 'check';
  readonly name: string;
  readonly block: Block;
  readonly rules: readonly Block[];
}
const known = new WeakMap<ModuleConfig, readonly Ruled[]>();
/** The blocks of a module that have conditions; looked for once. */
const rulesOf = (config: ModuleConfig): readonly Ruled[] => {
  const before = known.get(config);
  if (before) return before;
  const lifecycle = (block: Block): readonly Block[] =>
    inner(block, 'lifecycle').flatMap((one) => [...inner(one, 'precondition'), ...inner(one, 'postcondition')]);
  const tables: readonly (readonly [Ruled['mode'], ReadonlyMap<string, Block>, (block: Block) => readonly Block[]])[] = [
    ['variable', config.variables, (block) => inner(block, 'validation')],
    ['output', config.outputs, (block) => inner(block, 'precondition')],
    ['check', config.checks, (block) => inner(block, 'assert')],
    ['resource', config.resources, lifecycle],
    ['data', config.data, lifecycle],
    ['ephemeral', config.ephemeral, lifecycle],
  ];
  const found: Ruled[] = [];
  for (const [mode, blocks, rulesIn] of tables)
    for (const [name, block] of blocks) {
      const rules = rulesIn(block);
      if (rules.length > 0) found.push({ mode, name, block, rules });
    }
  known.set(config, found);
  return found;
};

const inner = ({ body }: Block, kind: string): readonly Block[] => (body.blocks.length === 0 ? noBlocks : body.blocks.filter(({ type }) => type === kind));
const noBlocks: readonly Block[] = [];

const checkInstance = (e: Evaluation, rule: Block, instance: BlockInstance): void => {
  const { address, module, each } = instance;
  const scope = e.scope(module, each);
  if (rule.type === 'precondition') checkRule(e, rule, scope, 'tf-precondition', { text: preconditionText(address) });
  else
    checkRule(e, rule, { ...scope, names: { name: 'self', val: instanceVal(e, instance), next: scope.names } }, 'tf-postcondition', {
      text: (why) => ({ en: `The postcondition of ${address} fails${why.en}`, ja: `${address} の事後条件を満たしていません${why.ja}` }),
    });
};

const validationText = (e: Evaluation, module: ModuleInstance, name: string, block: Block): Failing => ({
  at: variable(e, module, name).place ?? block,
  secret: secretName.test(name),
  text: (why) => ({ en: `var.${name} is not valid${why.en}`, ja: `変数「${name}」の値が検証条件を満たしていません${why.ja}` }),
});
const preconditionText =
  (address: string) =>
  (why: Text): Text => ({ en: `The precondition of ${address} fails${why.en}`, ja: `${address} の事前条件を満たしていません${why.ja}` });

interface Failing {
  readonly at?: Place;
  /** The value under test must not be shown. */
  readonly secret?: boolean;
  /** Around the error message of the rule. */
  readonly text: (why: Text) => Text;
}

const checkRule = (e: Evaluation, rule: Block, scope: Scope, code: string, { at, secret = false, text }: Failing): void => {
  const condition = attributeOf(rule.body, 'condition');
  if (!condition) return;
  try {
    const holds = convert(evaluate(condition.value, scope), boolType);
    // What rests on assumptions is no fault of this code.
    if (holds.kind === 'bool' && !holds.value && !holds.assumed) e.problems.report(code, at ?? condition, text(explanation(rule, scope, secret)));
  } catch (failure) {
    if (!(failure instanceof EvaluationFailure)) throw failure;
    // A name that is nowhere declared; other failures may come from what is not known.
    if (failure.fixed) e.problems.report('tf-evaluation', condition, failure.text);
  }
};

const secretName = /passw|secret|token|api_?key|private_?key|credential/i;
const longest = 300;

/** The error message of a rule; one that would show what is sensitive is kept back. */
const explanation = (rule: Block, scope: Scope, secret: boolean): Text => {
  const written = attributeOf(rule.body, 'error_message')?.value;
  const none: Text = { en: '.', ja: '。' };
  if (!written) return none;
  try {
    const val = convert(evaluate(written, scope), stringType);
    if (val.sensitive || (secret && written.kind !== 'string'))
      return { en: ' (the message is sensitive).', ja: '(メッセージは機密値を含むため表示しません)。' };
    if (val.kind !== 'string') return none;
    const line = val.value.replace(/\s+/g, ' ').trim();
    const shown = line.length > longest ? `${line.slice(0, longest)}…` : line;
    return shown === '' ? none : { en: `: ${shown}`, ja: `: ${shown}` };
  } catch (failure) {
    if (failure instanceof EvaluationFailure) return none;
    throw failure;
  }
};
