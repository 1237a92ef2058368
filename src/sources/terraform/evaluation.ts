import type { Diagnostic } from '#core/diagnostic';
import type { Place } from '#core/origin';
import type { Text } from '#framework/text';
import type { Evaluating } from './bodies.ts';
import type { ModuleConfig } from './config.ts';
import { evaluate, type Scope } from './expressions.ts';
import { EvaluationFailure, unknownVal, withPlace } from './make.ts';
import type { Memory } from './memory.ts';
import type { Each, Expansion, Files, ModuleInstance, RootModule, UnresolvedModule } from './module-instance.ts';
import type { Providers } from './providers.ts';
import type { Attribute, Block } from './syntax.ts';
import type { Type, Val } from './value.ts';

/** What all parts of one evaluation share. */
export interface Evaluation {
  readonly configs: ReadonlyMap<string, ModuleConfig>;
  readonly files: Files;
  readonly memory: Memory<Val | Expansion>;
  readonly providers: Providers;
  readonly problems: Problems;
  readonly budget: Budget;
  readonly unresolved: UnresolvedModule[];
  /** The types of variables, by their blocks. */
  readonly constraints: WeakMap<Block, Type>;
  readonly evaluating: Evaluating;
  /** Where expressions of a module (and of one instance in it) find what they name. */
  scope(module: ModuleInstance, each?: Each): Scope;
}

/** The largest public repositories need some 150,000 steps and 100,000 elements in all. An element is a member of a collection, or some fifty letters. */
const most = {
  expression: { steps: 1_000_000, elements: 400_000 },
  root: { steps: 5_000_000, elements: 2_000_000, instances: 10_000 },
  all: { steps: 30_000_000, elements: 10_000_000, instances: 50_000 },
};
interface Spent {
  steps: number;
  elements: number;
  instances: number;
}
const nothing = (): Spent => ({ steps: 0, elements: 0, instances: 0 });

/** What an evaluation may still do: one expression, one root and all of them have a limit each, so that a hostile one does not use up what others need. */
export class Budget {
  private readonly all = nothing();
  private readonly roots = new Map<RootModule, Spent>();
  private here = nothing();
  private expression = nothing();

  /** What follows is done for this root. */
  enter(root: RootModule): void {
    const found = this.roots.get(root) ?? nothing();
    this.roots.set(root, found);
    this.here = found;
  }

  step(depth: number): void {
    if (depth === 0) this.expression = nothing();
    if (depth > 300) throw new EvaluationFailure('The expression is nested too deeply.', '式の入れ子が深すぎます。', true);
    if (++this.expression.steps > most.expression.steps || ++this.here.steps > most.root.steps || ++this.all.steps > most.all.steps)
      throw new EvaluationFailure('The evaluation takes too long; it was stopped here.', '評価に時間がかかりすぎるため、ここで打ち切りました。', true);
  }

  spend(elements: number): void {
    this.expression.elements += elements;
    this.here.elements += elements;
    this.all.elements += elements;
    if (this.expression.elements > most.expression.elements || this.here.elements > most.root.elements || this.all.elements > most.all.elements)
      throw new EvaluationFailure('This would produce too many elements; it was stopped here.', '生成される要素が多すぎるため、ここで打ち切りました。', true);
  }

  /** False: there are too many in all. */
  allows(count: number): boolean {
    return (this.here.instances += count) <= most.root.instances && (this.all.instances += count) <= most.all.instances;
  }
}

/** The diagnostics of an evaluation, each one once. */
export class Problems {
  readonly found: Diagnostic[] = [];
  private readonly reported = new Set<string>();
  private quiet = 0;

  report(code: string, at: Place, message: Text, severity: Diagnostic['severity'] = 'warning'): void {
    const key = `${code} ${at.file.path} ${at.start}`;
    if (this.quiet > 0 || this.reported.has(key)) return;
    this.reported.add(key);
    this.found.push({ code, severity, at, message });
  }

  /** What fails in here is no fault of the code. */
  quietly<T>(work: () => T): T {
    this.quiet++;
    try {
      return work();
    } finally {
      this.quiet--;
    }
  }
}

/** False, and reported once: there would be too many elements. */
export const affords = (problems: Problems, budget: Budget, elements: number, place: Place): boolean => {
  try {
    budget.spend(elements);
    return true;
  } catch (failure) {
    failed(problems, failure, place, '');
    return false;
  }
};

/** The value of an attribute; one that fails is reported once and unknown. */
export const attempt = (problems: Problems, attribute: Attribute, scope: Scope): Val => {
  try {
    const val = evaluate(attribute.value, scope);
    return val.place ? val : withPlace(val, attribute.value);
  } catch (failure) {
    return failed(problems, failure, attribute.value, attribute.name);
  }
};

const failed = (problems: Problems, failure: unknown, place: Place, about: string): Val => {
  if (failure instanceof RangeError)
    problems.report('tf-too-deep', place, { en: 'This is nested too deeply to be evaluated.', ja: '入れ子が深すぎるため評価できません。' });
  else if (failure instanceof EvaluationFailure) problems.report('tf-evaluation', place, failure.text);
  else throw failure;
  return { ...unknownVal({ code: 'evaluation-failed', about }), place };
};

/** A value that is computed once; `at` is where it is written, if it is. */
export const remembered = ({ memory, problems }: Evaluation, key: string, compute: () => Val, at: () => Place | undefined): Val => {
  const found = memory.get(
    key,
    () => {
      try {
        return compute();
      } catch (failure) {
        const place = at();
        const about = key.slice(key.indexOf('|') + 1).replace(':', '.');
        if (place) return failed(problems, failure, place, about);
        throw failure;
      }
    },
    (keys) => cycle(problems, keys, at()),
  );
  if (!('because' in found)) return found;
  throw new Error(`No value was remembered for ${key}`);
};

const cycle = (problems: Problems, keys: readonly string[], place: Place | undefined): Val => {
  const names = keys.filter((name) => !name.endsWith('|block')).map(readable);
  if (place) problems.report('tf-cycle', place, { en: `These depend on each other: ${names.join(' -> ')}.`, ja: `循環参照があります: ${names.join(' → ')}。` });
  return { ...unknownVal({ code: 'evaluation-failed', about: names.at(-1) ?? '' }), place };
};

const readable = (key: string): string =>
  key.replace(/^(.*)\|(\w+):/, (_, path: string, kind: string) => `${path}${kind === 'resource' ? '' : kind === 'attribute' ? '.' : `${kind}.`}`);
