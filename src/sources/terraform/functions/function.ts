import type { Reason } from '#core/value';
import type { SourceFile } from '#core/origin';
import { convert } from '../convert.ts';
import { deepUnknown, EvaluationFailure, numberType, stringType, unknownVal } from '../make.ts';
import { isWhole } from '../number.ts';
import type { Num, SequenceVal, Type, UnknownVal, Val } from '../value.ts';

/** What functions may ask of the world: files below the root that was given, and how much they may still produce. */
export interface FunctionContext {
  /** Of the module, relative to the root, with forward slashes; '' for the root. */
  readonly moduleDir: string;
  readFile(path: string): { readonly file: SourceFile; readonly bytes: Uint8Array } | { readonly missing: Reason };
  /** All files below a folder, relative to it; undefined if there is none. */
  listFiles(dir: string): readonly string[] | undefined;
  /** Renders a text as a template with these variables in scope. */
  template(file: SourceFile, variables: ReadonlyMap<string, Val>): Val;
  /** Throws EvaluationFailure when the budget is used up. */
  spend(elements: number): void;
}

export interface FunctionSpec {
  readonly min: number;
  readonly max: number;
  /** The type of the result when an argument is not known. */
  readonly result: Type;
  /** It copes with arguments that are not known (as a whole) itself. */
  readonly takesUnknown?: boolean;
  readonly takesNull?: boolean;
  readonly call: (args: readonly Val[], context: FunctionContext) => Val;
}
export type FunctionTable = Readonly<Record<string, FunctionSpec>>;

export const mostText = 10_000_000;
export const mostElements = 100_000;

// --- arguments ---

/** Thrown when something inside an argument is not known: the result is then unknown for the same reason. */
export class NotKnown {
  readonly val: UnknownVal;
  constructor(val: UnknownVal) {
    this.val = val;
  }
}

const given = (args: readonly Val[], i: number): Val => {
  const val = args[i];
  if (!val) throw new EvaluationFailure('An argument is missing.', '引数が足りません。');
  return val;
};
export const text = (args: readonly Val[], i: number): string => {
  const val = convert(given(args, i), stringType);
  if (val.kind === 'unknown') throw new NotKnown(val);
  if (val.kind !== 'string') throw nullArgument();
  return val.value;
};
export const number = (args: readonly Val[], i: number): Num => {
  const val = convert(given(args, i), numberType);
  if (val.kind === 'unknown') throw new NotKnown(val);
  if (val.kind !== 'number') throw nullArgument();
  return val.value;
};
export const whole = (args: readonly Val[], i: number): number => {
  const value = number(args, i);
  if (!isWhole(value)) throw new EvaluationFailure('A whole number is required.', '整数が必要です。');
  return Number(value);
};
/** The members of a list, set or tuple. */
export const sequence = (args: readonly Val[], i: number): SequenceVal => {
  const val = given(args, i);
  if (val.kind === 'unknown') throw new NotKnown(val);
  if (!('items' in val)) throw new EvaluationFailure('A list is required.', 'リストが必要です。');
  return val;
};
export const record = (args: readonly Val[], i: number): ReadonlyMap<string, Val> => {
  const val = given(args, i);
  if (val.kind === 'unknown') throw new NotKnown(val);
  if (!('entries' in val)) throw new EvaluationFailure('A map or object is required.', 'マップかオブジェクトが必要です。');
  return val.entries;
};
export const texts = (args: readonly Val[], i: number): string[] => sequence(args, i).items.map((_, j, items) => text(items, j));
export const wholly = (val: Val): Val => {
  const open = deepUnknown(val);
  if (open) throw new NotKnown(open);
  return val;
};
export const nullArgument = (): EvaluationFailure => new EvaluationFailure('An argument must not be null.', '引数に null は使えません。');
export const failed = (en: string, ja: string): EvaluationFailure => new EvaluationFailure(en, ja);
export const limited = (value: string): string => {
  if (value.length > mostText) throw new EvaluationFailure('The text grew too long (over 10 MB).', '文字列が長くなりすぎました(10 MB 超)。');
  return value;
};

export const irreproducible = (about: string): Val => unknownVal({ code: 'not-reproducible', about }, stringType, { notNull: true });
