import { convert } from '../convert.ts';
import { anyType, bool, boolType, nul, numberType, object, stringType, tuple } from '../make.ts';
import type { Type, Val } from '../value.ts';
import { text, type FunctionSpec, type FunctionTable } from './function.ts';

const to = (type: Type) => ({ min: 1, max: 1, result: type, takesNull: true, takesUnknown: true, call: ([arg = nul()]: readonly Val[]) => convert(arg, type) });
const same = { min: 1, max: 1, result: anyType, takesNull: true, takesUnknown: true };
const assumed = (count: number): FunctionSpec => ({ ...same, min: count, max: count, call: ([arg = nul()]) => arg });

/** `try`, `can`, `convert` and `templatestring` evaluate their arguments themselves and stand in the evaluator. */
export const typeFunctions: FunctionTable = {
  tobool: to(boolType),
  tolist: to({ kind: 'list', of: anyType }),
  tomap: to({ kind: 'map', of: anyType }),
  tonumber: to(numberType),
  toset: to({ kind: 'set', of: anyType }),
  tostring: to(stringType),
  // Gone since Terraform 0.15; old code still has them.
  list: {
    min: 0,
    max: Infinity,
    result: { kind: 'list', of: anyType },
    takesUnknown: true,
    call: (args) => convert(tuple(args), { kind: 'list', of: anyType }),
  },
  map: {
    min: 0,
    max: Infinity,
    result: { kind: 'map', of: anyType },
    takesUnknown: true,
    call: (args) => convert(object(pairs(args)), { kind: 'map', of: anyType }),
  },
  sensitive: { ...same, call: ([arg = nul()]) => ({ ...arg, sensitive: true }) },
  nonsensitive: { ...same, call: ([arg = nul()]) => ({ ...arg, sensitive: false }) },
  issensitive: { ...same, result: boolType, call: ([arg = nul()]) => bool(arg.sensitive) },
  ephemeralasnull: { ...same, call: ([arg = nul()]) => arg },
  // OpenTofu: what is said of a value that is not known yet; the value is the same. https://opentofu.org/docs/language/functions/assume_family/
  assumenotnull: { ...same, call: ([arg = nul()]) => (arg.kind === 'unknown' ? { ...arg, notNull: true } : arg) },
  assumeequal: { ...same, min: 2, max: 2, call: ([, expected = nul()]) => expected },
  assumestringprefix: assumed(2),
  ...Object.fromEntries(
    ['list', 'set', 'map'].flatMap((kind) => [
      [`assume${kind}length`, assumed(3)],
      [`assume${kind}lengthmin`, assumed(2)],
      [`assume${kind}lengthmax`, assumed(2)],
    ]),
  ),
};

/** `map(key, value, key, value)`. */
const pairs = (args: readonly Val[]): Map<string, Val> => {
  const entries = new Map<string, Val>();
  for (let i = 0; i + 1 < args.length; i += 2) entries.set(text(args, i), args[i + 1] ?? nul());
  return entries;
};
