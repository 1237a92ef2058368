import { anyType, EvaluationFailure, tuple, unknownVal } from '../make.ts';
import { perMember } from '../operators.ts';
import type { Val } from '../value.ts';
import { collectionFunctions } from './collection.ts';
import { encodingFunctions } from './encoding.ts';
import { fileFunctions } from './files.ts';
import { NotKnown, nullArgument, type FunctionContext, type FunctionSpec } from './function.ts';
import { hashFunctions } from './hash.ts';
import { networkFunctions } from './network.ts';
import { numericFunctions } from './numeric.ts';
import { providerFunctions } from './provider.ts';
import { replaceInDocument, stringFunctions } from './string.ts';
import { timeFunctions } from './time.ts';
import { typeFunctions } from './type.ts';

/** The functions of Terraform 1.11 and of OpenTofu, without those that evaluate lazily (`try`, `can`, `convert`, `templatestring`). https://developer.hashicorp.com/terraform/language/functions */
export const functions: ReadonlyMap<string, FunctionSpec> = new Map(
  Object.entries({
    ...numericFunctions,
    ...stringFunctions,
    ...collectionFunctions,
    ...encodingFunctions,
    ...fileFunctions,
    ...timeFunctions,
    ...hashFunctions,
    ...networkFunctions,
    ...providerFunctions,
    ...typeFunctions,
  }),
);

/** Calls a function by name. Unknown arguments give an unknown result, marks travel on; throws EvaluationFailure for what the user got wrong. */
export const callFunction = (written: string, args: readonly Val[], context: FunctionContext): Val => {
  const name = written.startsWith('core::') ? written.slice(6) : written;
  const spec = functions.get(name);
  if (!spec) {
    // A function of a provider cannot be called here.
    if (written.startsWith('provider::')) return unknownVal({ code: 'not-reproducible', about: written });
    const near = nearest(name, [...functions.keys()]);
    throw new EvaluationFailure(
      `There is no function named "${name}".${near ? ` Did you mean "${near}"?` : ''}`,
      `「${name}」という関数はありません。${near ? `「${near}」ではありませんか。` : ''}`,
      true,
    );
  }
  if (args.length < spec.min || args.length > spec.max)
    throw new EvaluationFailure(
      `"${name}" takes ${range(spec)} arguments, not ${args.length}.`,
      `「${name}」の引数は ${range(spec)} 個ですが、${args.length} 個あります。`,
      true,
    );
  let sensitive = false;
  let assumed = false;
  let open = false;
  for (const arg of args) {
    sensitive ||= arg.sensitive;
    assumed ||= arg.assumed;
    open ||= arg.kind === 'unknown';
    if (arg.kind === 'null' && !spec.takesNull) throw nullArgument();
  }
  const result =
    open && !spec.takesUnknown
      ? (ofElement(name, args) ??
        (name === 'replace' ? replaceInDocument(args) : undefined) ??
        perMember(args, spec.result, (known) => quietly(spec, known, context)))
      : quietly(spec, args, context);
  if (result.kind === 'string' && result.value.length > 5000) context.spend(Math.floor(result.value.length / 50));
  const shown = name === 'nonsensitive' || name === 'issensitive' || name === 'length' ? false : sensitive;
  return (shown && !result.sensitive) || (assumed && !result.assumed)
    ? { ...result, sensitive: result.sensitive || shown, assumed: result.assumed || assumed }
    : result;
};

/**
 * Of a list of which only one element is known, that stands for all: functions that pick one give that element, functions that pass all on keep it. So
 * `join("", aws_vpc.a[*].id)` is still that network when nobody knows whether it exists.
 */
const ofElement = (name: string, args: readonly Val[]): Val | undefined => {
  const [first, second] = args;
  const listed = name === 'join' ? second : first;
  const element = listed?.kind === 'unknown' ? listed.element : undefined;
  if (picking.has(name)) return element;
  if (name === 'join') return first?.kind === 'string' && first.value === '' && args.length === 2 ? element : undefined;
  if (!passing.has(name)) return undefined;
  const open = args.find((arg) => arg.kind === 'unknown');
  if (open?.kind !== 'unknown' || !args.every((arg) => 'items' in arg || (arg.kind === 'unknown' && arg.element))) return undefined;
  const members = (whole: boolean): Val =>
    tuple(args.flatMap((arg) => ('items' in arg ? arg.items : whole && arg.kind === 'unknown' && arg.element ? [arg.element] : [])));
  return unknownVal(open.why, anyType, {
    element,
    parts: args.length === 1 ? open.parts : undefined,
    oneOf: args.length === 1 ? undefined : [members(true), members(false)],
  });
};
const picking = new Set(['one', 'element']);
const passing = new Set(['concat', 'compact', 'flatten', 'distinct', 'tolist', 'toset', 'reverse', 'sort', 'coalescelist', 'values']);

const quietly = (spec: FunctionSpec, args: readonly Val[], context: FunctionContext): Val => {
  try {
    return spec.call(args, context);
  } catch (problem) {
    if (problem instanceof NotKnown) return unknownVal(problem.val.why, spec.result, { sensitive: problem.val.sensitive });
    throw problem;
  }
};

const range = ({ min, max }: FunctionSpec): string => (max === Infinity ? `${min}+` : min === max ? String(min) : `${min}-${max}`);

/** The name that differs least, if it differs little. */
export const nearest = (name: string, names: readonly string[]): string | undefined => {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 4)) + 1;
  for (const other of names) {
    const far = distance(name, other, least);
    if (far < least) {
      least = far;
      best = other;
    }
  }
  return best;
};
const distance = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) >= most || a.length > 60) return most;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? most;
};
