import { convert } from '../convert.ts';
import { anyType, bool, boolType, nul, numberType, stringType } from '../make.ts';
import type { Type, Val } from '../value.ts';
import type { FunctionTable } from './function.ts';

const to = (type: Type) => ({ min: 1, max: 1, result: type, takesNull: true, takesUnknown: true, call: ([arg = nul()]: readonly Val[]) => convert(arg, type) });
const same = { min: 1, max: 1, result: anyType, takesNull: true, takesUnknown: true };

/** `try`, `can` and `templatestring` evaluate their arguments themselves and stand in the evaluator. */
export const typeFunctions: FunctionTable = {
  tobool: to(boolType),
  tolist: to({ kind: 'list', of: anyType }),
  tomap: to({ kind: 'map', of: anyType }),
  tonumber: to(numberType),
  toset: to({ kind: 'set', of: anyType }),
  tostring: to(stringType),
  sensitive: { ...same, call: ([arg = nul()]) => ({ ...arg, sensitive: true }) },
  nonsensitive: { ...same, call: ([arg = nul()]) => ({ ...arg, sensitive: false }) },
  issensitive: { ...same, result: boolType, call: ([arg = nul()]) => bool(arg.sensitive) },
  ephemeralasnull: { ...same, call: ([arg = nul()]) => arg },
};
