import type { Target } from '#core/value';
import { attribute, index } from './access.ts';
import { convert, typeConstraint, unify } from './convert.ts';
import { callFunction } from './functions/index.ts';
import type { FunctionContext } from './functions/function.ts';
import {
  anyType,
  bool,
  EvaluationFailure,
  list,
  marked,
  num,
  object,
  partial,
  partsWithin,
  sortedEntries,
  str,
  stringType,
  tuple,
  typeOf,
  unknownVal,
} from './make.ts';
import { parseNumber } from './number.ts';
import { binary, conditional, unary } from './operators.ts';
import { jsonInHeredoc } from './json-in-heredoc.ts';
import type { Expression, For, SplatStep, StringNode, Template, TemplatePart } from './syntax.ts';
import type { UnknownVal, Val } from './value.ts';

/** Where an expression is evaluated: names that `for`, templates and dynamic blocks introduce, and the module around it. */
export interface Scope {
  readonly names: Names | undefined;
  readonly world: World;
}
export interface Names {
  readonly name: string;
  readonly val: Val;
  readonly next: Names | undefined;
}
export interface World {
  /** What `var.x`, `local.x`, `each.key`, `aws_s3_bucket.a`, ... stand for; undefined if the expression is no such reference. */
  reference(expression: Expression): Val | undefined;
  readonly functions: FunctionContext;
  /** Counts work; throws EvaluationFailure when the budget is used up. */
  step(depth: number): void;
}

/** The value of an expression. Its place is the expression, with the chain to where the value is written. Throws EvaluationFailure. */
export const evaluate = (expression: Expression, scope: Scope, depth = 0): Val => {
  scope.world.step(depth);
  const deeper = depth + 1;
  switch (expression.kind) {
    case 'string':
      return {
        kind: 'string',
        value: expression.value,
        document: structure(expression, scope, deeper),
        place: expression,
        sensitive: false,
        assumed: false,
      };
    case 'number':
      return { kind: 'number', value: parseNumber(expression.text) ?? 0, place: expression, sensitive: false, assumed: false };
    case 'boolean':
      return { kind: 'bool', value: expression.value, place: expression, sensitive: false, assumed: false };
    case 'null':
      return { kind: 'null', type: anyType, place: expression, sensitive: false, assumed: false };
    case 'parentheses':
      return evaluate(expression.inner, scope, deeper);
    case 'template':
      return withStructure(template(expression.parts, scope, expression, deeper), expression, scope, deeper);
    case 'tuple':
      return { ...weighed(tuple(expression.items.map((item) => evaluate(item, scope, deeper)))), place: expression };
    case 'object': {
      const entries = new Map<string, Val>();
      let open: Val | undefined;
      for (const item of expression.items) {
        const key = item.bare && item.key.kind === 'string' ? item.key.value : keyText(evaluate(item.key, scope, deeper));
        if (typeof key === 'string') entries.set(key, evaluate(item.value, scope, deeper));
        else open = key;
      }
      return open ? { ...open, place: expression } : { ...weighed(object(entries)), place: expression };
    }
    case 'variable': {
      const named = find(scope.names, expression.name);
      if (named) return passed(named, expression);
      const found = scope.world.reference(expression);
      if (found) return passed(found, expression);
      throw new EvaluationFailure(`There is nothing named "${expression.name}" here.`, `「${expression.name}」という名前は、ここにはありません。`, true);
    }
    case 'attribute': {
      const found = rootOf(expression, scope) ? undefined : scope.world.reference(expression);
      return passed(found ?? attribute(evaluate(expression.of, scope, deeper), expression.name), expression);
    }
    case 'index': {
      const found = rootOf(expression, scope) ? undefined : scope.world.reference(expression);
      return passed(found ?? index(evaluate(expression.of, scope, deeper), evaluate(expression.key, scope, deeper)), expression);
    }
    case 'splat': {
      const of = evaluate(expression.of, scope, deeper);
      if (of.kind === 'null') return { ...tuple([]), place: expression };
      if (of.kind === 'unknown') {
        const one = steps(of.element ?? of, expression.steps, scope, deeper);
        return { ...unknownVal(of.why, anyType, { parts: one.kind === 'unknown' ? one.parts : undefined, element: of.element && one }), place: expression };
      }
      const items = of.kind === 'list' || of.kind === 'set' || of.kind === 'tuple' ? of.items : [of];
      const found = tuple(items.map((item) => steps(item, expression.steps, scope, deeper)));
      const type = of.kind === 'list' || of.kind === 'set' ? unify(found.items.map(typeOf)) : undefined;
      return { ...(type ? list(found.items, type) : found), place: expression };
    }
    case 'call':
      return passed(call(expression, scope, deeper), expression);
    case 'unary':
      return { ...unary(expression.operator, evaluate(expression.operand, scope, deeper)), place: expression };
    case 'binary':
      return { ...binary(expression.operator, evaluate(expression.left, scope, deeper), () => evaluate(expression.right, scope, deeper)), place: expression };
    case 'conditional':
      return passed(
        conditional(
          evaluate(expression.condition, scope, deeper),
          () => evaluate(expression.then, scope, deeper),
          () => evaluate(expression.otherwise, scope, deeper),
        ),
        expression,
      );
    case 'for':
      return { ...forResult(expression, scope, deeper), place: expression };
  }
};

/** The value with this expression at the head of its chain. What was made just now is written here. */
const passed = (val: Val, expression: Expression): Val => {
  if (val.place === undefined || val.place === expression) return { ...val, place: expression };
  return { ...val, place: { is: 'written', file: expression.file, start: expression.start, end: expression.end, from: val.place } };
};

/** The root of a traversal is a name of this scope, so it is no reference to the module. */
const rootOf = (expression: Expression, scope: Scope): Val | undefined => {
  if (!scope.names) return undefined;
  let at = expression;
  while (at.kind === 'attribute' || at.kind === 'index') at = at.of;
  return at.kind === 'variable' ? find(scope.names, at.name) : undefined;
};

const find = (names: Names | undefined, name: string): Val | undefined => {
  for (let at = names; at; at = at.next) if (at.name === name) return at.val;
  return undefined;
};

const keyText = (key: Val): string | UnknownVal => {
  if (key.kind === 'unknown') return key;
  const text = convert(key, stringType);
  if (text.kind === 'string') return text.value;
  throw new EvaluationFailure('A key must not be null.', 'キーに null は使えません。');
};

const steps = (val: Val, each: readonly SplatStep[], scope: Scope, depth: number): Val =>
  each.reduce((now, step) => ('attribute' in step ? attribute(now, step.attribute) : index(now, evaluate(step.index, scope, depth))), val);

const call = (expression: Extract<Expression, { kind: 'call' }>, scope: Scope, depth: number): Val => {
  const name = expression.name.startsWith('core::') ? expression.name.slice(6) : expression.name;
  if (name === 'try') return attempt(expression, scope, depth);
  if (name === 'can') {
    const [argument] = expression.args;
    if (!argument) throw new EvaluationFailure('can() takes one argument.', 'can() の引数は 1 つです。', true);
    try {
      const val = evaluate(argument, scope, depth);
      return val.kind === 'unknown' && !val.notNull && !val.parts ? unknownVal(val.why, { kind: 'bool' }) : bool(true);
    } catch (failure) {
      if (failure instanceof EvaluationFailure && !failure.fixed) return bool(false);
      throw failure;
    }
  }
  if (name === 'convert') {
    const [value, type] = expression.args;
    if (!value || !type) throw new EvaluationFailure('convert() takes two arguments.', 'convert() の引数は 2 つです。', true);
    return convert(
      evaluate(value, scope, depth),
      typeConstraint(type, (fallback) => evaluate(fallback, scope, depth)),
    );
  }
  const args = expression.args.map((arg) => evaluate(arg, scope, depth));
  if (expression.spread) {
    const last = args.pop();
    if (last?.kind === 'unknown') return unknownVal(last.why);
    if (!last || !('items' in last)) throw new EvaluationFailure('Only a list can be spread with "...".', '「...」で展開できるのはリストだけです。');
    args.push(...last.items);
  }
  if (name === 'templatestring') {
    const [source, variables] = args;
    if (source?.kind !== 'string' || !variables || !('entries' in variables))
      return unknownVal({ code: 'depends-on-unknown', about: 'templatestring' }, stringType);
    return scope.world.functions.template({ path: expression.file.path, text: source.value }, variables.entries);
  }
  return callFunction(name, args, scope.world.functions);
};

const attempt = (expression: Extract<Expression, { kind: 'call' }>, scope: Scope, depth: number): Val => {
  if (expression.args.length === 0) throw new EvaluationFailure('try() takes at least one argument.', 'try() には引数が 1 つ以上必要です。', true);
  let last: EvaluationFailure | undefined;
  for (const argument of expression.args) {
    try {
      return evaluate(argument, scope, depth);
    } catch (failure) {
      if (!(failure instanceof EvaluationFailure) || failure.fixed) throw failure;
      last = failure;
    }
  }
  throw last ?? new EvaluationFailure('No argument could be evaluated.', 'どの引数も評価できませんでした。');
};

// --- templates ---

/** What the JSON in a heredoc says, with the places of its parts. */
const structure = (node: StringNode | Template, scope: Scope, depth: number): Val | undefined => {
  const tree = jsonInHeredoc(node);
  return tree && evaluate(tree, scope, depth);
};
const withStructure = (val: Val, node: Template, scope: Scope, depth: number): Val =>
  val.kind === 'string' || (val.kind === 'unknown' && val.document === undefined) ? { ...val, document: structure(node, scope, depth) ?? val.document } : val;

/** Throws when a value holds too much: values that hold others twice, and so on, grow without a loop. */
const weighed = <V extends Val>(val: V): V => {
  if (weightOf(val) > heaviest)
    throw new EvaluationFailure('This value grew too large; it was stopped here.', '値が大きくなりすぎたため、ここで打ち切りました。', true);
  return val;
};
const heaviest = 200_000;
const weights = new WeakMap<object, number>();
/** How many values it holds, counted as often as they occur. */
const weightOf = (val: Val): number => {
  const inner = 'items' in val ? val.items : 'entries' in val ? val.entries : undefined;
  if (!inner) return 1;
  const known = weights.get(inner);
  if (known !== undefined) return known;
  let weight = 1;
  for (const one of inner.values()) weight += weightOf(one);
  // Small ones are counted again as fast as they are looked up.
  if (weight > 100) weights.set(inner, weight);
  return weight;
};

/** A text made of parts; one sole interpolation keeps its type. */
export const template = (parts: readonly TemplatePart[], scope: Scope, at: Expression | undefined, depth: number): Val => {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'interpolation') {
    const val = evaluate(only.value, scope, depth);
    return at ? passed(val, at) : val;
  }
  const made: (string | Target)[] = [];
  const state: { open: UnknownVal | undefined; lost: boolean; sensitive: boolean; assumed: boolean; size: number } = {
    open: undefined,
    lost: false,
    sensitive: false,
    assumed: false,
    size: 0,
  };
  render(parts, scope, depth, made, state);
  scope.world.functions.spend(Math.floor(state.size / 50));
  const result =
    state.lost && state.open
      ? unknownVal(state.open.why, stringType, { notNull: true, parts: undefined })
      : state.open
        ? partial(made, state.open.why)
        : str(made.join(''));
  return { ...result, place: at, sensitive: state.sensitive, assumed: state.assumed };
};

const render = (
  parts: readonly TemplatePart[],
  scope: Scope,
  depth: number,
  made: (string | Target)[],
  state: { open: UnknownVal | undefined; lost: boolean; sensitive: boolean; assumed: boolean; size: number },
): void => {
  const write = (part: string | Target): void => {
    made.push(part);
    state.size += typeof part === 'string' ? part.length : 1;
    if (state.size > 10_000_000) throw new EvaluationFailure('The text grew too long (over 10 MB).', '文字列が長くなりすぎました(10 MB 超)。');
  };
  for (const part of parts) {
    scope.world.step(depth);
    if (part.kind === 'text') write(part.value);
    else if (part.kind === 'interpolation') {
      const val = convert(evaluate(part.value, scope, depth + 1), stringType);
      state.sensitive ||= val.sensitive;
      state.assumed ||= val.assumed;
      if (val.kind === 'null') throw new EvaluationFailure('A null value cannot stand in a text.', '文字列の中に null は使えません。');
      const inner = partsWithin(val);
      if (val.kind === 'unknown') state.open ??= val;
      if (inner) for (const one of inner) write(one);
      else state.lost = true;
    } else if (part.kind === 'template-if') {
      const condition = convert(evaluate(part.condition, scope, depth + 1), { kind: 'bool' });
      if (condition.kind === 'bool') render(condition.value ? part.then : part.otherwise, scope, depth + 1, made, state);
      else if (condition.kind === 'unknown') {
        state.open ??= condition;
        state.lost = true;
      } else throw new EvaluationFailure('A condition must not be null.', '条件に null は使えません。');
    } else {
      const collection = evaluate(part.collection, scope, depth + 1);
      if (collection.kind === 'unknown') {
        state.open ??= collection;
        state.lost = true;
        continue;
      }
      const all = members(collection);
      scope.world.functions.spend(all.length);
      for (const [key, val] of all) {
        const names: Names = { name: part.value, val, next: part.key === undefined ? scope.names : { name: part.key, val: key, next: scope.names } };
        render(part.body, { ...scope, names }, depth + 1, made, state);
      }
    }
  }
};

/** Keys and values in the order in which Terraform goes through a collection. */
export const members = (val: Val): [Val, Val][] => {
  if (val.kind === 'set') return val.items.map((item) => [item, item]);
  if ('items' in val) return val.items.map((item, i) => [num(i), item]);
  if ('entries' in val) return sortedEntries(val).map(([key, entry]) => [str(key), entry]);
  throw val.kind === 'null'
    ? new EvaluationFailure('A null value cannot be iterated over.', 'null を繰り返し処理することはできません。')
    : new EvaluationFailure(
        'Only lists, maps, sets and objects can be iterated over.',
        '繰り返し処理できるのは、リスト、マップ、セット、オブジェクトだけです。',
      );
};

/** What a `for` makes of the one element that stands for all, when nobody knows how many there are. */
const symbolic = (expression: For, { element, why }: UnknownVal, scope: Scope, depth: number): Val | undefined => {
  if (!element) return undefined;
  const value: Names = { name: expression.value, val: element, next: scope.names };
  const names = expression.key === undefined ? value : { name: expression.key, val: unknownVal(why, stringType, { notNull: true }), next: value };
  try {
    return evaluate(expression.result, { ...scope, names }, depth);
  } catch (failure) {
    if (failure instanceof EvaluationFailure) return undefined;
    throw failure;
  }
};

const forResult = (expression: For, scope: Scope, depth: number): Val => {
  const collection = evaluate(expression.collection, scope, depth);
  if (collection.kind === 'unknown')
    return unknownVal(collection.why, anyType, { notNull: true, sensitive: collection.sensitive, element: symbolic(expression, collection, scope, depth) });
  const items: Val[] = [];
  const entries = new Map<string, Val>();
  const groups = new Map<string, Val[]>();
  const all = members(collection);
  scope.world.functions.spend(all.length);
  for (const [key, val] of all) {
    const inner: Scope = {
      ...scope,
      names: {
        name: expression.value,
        val: marked(val, collection.sensitive, collection.assumed),
        next: expression.key === undefined ? scope.names : { name: expression.key, val: key, next: scope.names },
      },
    };
    if (expression.condition) {
      const condition = convert(evaluate(expression.condition, inner, depth), { kind: 'bool' });
      if (condition.kind === 'unknown') return unknownVal(condition.why, anyType, { notNull: true });
      if (condition.kind === 'null') throw new EvaluationFailure('A condition must not be null.', '条件に null は使えません。');
      if (condition.kind === 'bool' && !condition.value) continue;
    }
    const result = evaluate(expression.result, inner, depth);
    if (!expression.resultKey) {
      items.push(result);
      continue;
    }
    const name = keyText(evaluate(expression.resultKey, inner, depth));
    if (typeof name !== 'string') return unknownVal(name.why, anyType, { notNull: true });
    if (expression.group) groups.set(name, [...(groups.get(name) ?? []), result]);
    else if (entries.has(name))
      throw new EvaluationFailure(
        `The key "${name}" comes up twice; "..." would group the values.`,
        `キー「${name}」が重複しています。値をまとめる場合は「...」を付けます。`,
      );
    else entries.set(name, result);
  }
  if (!expression.resultKey) return weighed(tuple(items));
  return weighed(object(expression.group ? new Map([...groups].map(([name, group]) => [name, tuple(group)])) : entries));
};
