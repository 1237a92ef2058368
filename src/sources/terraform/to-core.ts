import type { Place } from '#core/origin';
import { known, type Data, type Value } from '#core/value';
import type { UnknownVal, Val } from './value.ts';

/** A Terraform value as the rest of ippo sees values. `place` stands in where a function has made something new. */
export const toCore = (val: Val, place: Place): Value => (val.same ? { ...plain(val, place), same: val.same } : plain(val, place));

const plain = (val: Val, place: Place): Value => {
  const origin = val.place ?? place;
  switch (val.kind) {
    case 'string':
      if (val.document) return { is: 'known', value: val.value, origin, assumed: val.assumed, document: toCore(val.document, origin) };
      return { is: 'known', value: val.value, origin, assumed: val.assumed };
    case 'bool':
      return { is: 'known', value: val.value, origin, assumed: val.assumed };
    case 'number':
      return { is: 'known', value: Number(val.value), origin, assumed: val.assumed };
    case 'null':
      return { is: 'known', value: null, origin, assumed: val.assumed };
    case 'list':
    case 'set':
    case 'tuple':
      return known<Data>(
        val.items.map((item) => toCore(item, origin)),
        origin,
        val.assumed,
      );
    case 'map':
    case 'object': {
      const fields: Record<string, Value> = {};
      for (const [name, entry] of val.entries) setField(fields, name, toCore(entry, origin));
      return known<Data>(fields, origin, val.assumed);
    }
    case 'unknown': {
      const document = val.document ? { document: toCore(val.document, origin) } : {};
      if (val.parts?.some((part) => typeof part !== 'string' && !part.hole) && !isWorkspace(val))
        return { is: 'reference', parts: val.parts, origin, ...document };
      const oneOf = val.oneOf ? { oneOf: val.oneOf.map((one) => toCore(one, origin)) } : {};
      const parts = val.parts?.some((part) => typeof part !== 'string' && part.hole) ? { parts: val.parts } : {};
      return { is: 'unknown', why: val.why, origin, ...oneOf, ...parts, ...document };
    }
  }
};

/** The workspace alone names nothing: it is not known, and not after apply either. As a part of a text it leaves the other parts known. */
const isWorkspace = ({ parts }: UnknownVal): boolean => {
  const [only] = parts ?? [];
  return parts?.length === 1 && typeof only === 'object' && only.address === 'terraform';
};

/** A hostile name such as `__proto__` stays a name. */
export const setField = (fields: Record<string, Value>, name: string, value: Value): void => {
  if (name === '__proto__') Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
  else fields[name] = value;
};
