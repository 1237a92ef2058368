import type { Context } from '../identity.ts';

/**
 * The context of one request of a batch: an object from key to value (a text, number, boolean or a list of them; an object stands for keys below it, such as
 * tags), or the entries of `aws iam simulate-custom-policy --context-entries`. Not given or null: nobody knows the keys.
 */
export const batchContext = (data: unknown, tell: (problem: string) => void): Context => {
  if (data === undefined || data === null) return { keys: {}, is: 'partial' };
  const keys: Record<string, string | readonly string[]> = {};
  const put = (key: string, value: unknown): void => {
    if (value === null || value === undefined) {
      // As absent as a key that is not there, and also if it would follow from the caller.
      keys[key] = [];
    } else if (typeof value === 'object' && !Array.isArray(value)) {
      for (const [below, one] of Object.entries(value)) put(`${key}${key.endsWith('/') || key.endsWith(':') ? '' : '/'}${below}`, one);
    } else if (Array.isArray(value)) {
      const list = value.flat().filter((one) => one !== null && one !== undefined);
      if (list.some((one) => typeof one === 'object')) tell(`context ${key} holds an object in a list`);
      keys[key] = list.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one)));
    } else keys[key] = String(value);
  };
  if (Array.isArray(data)) {
    for (const [i, entry] of data.entries()) {
      const fields: Readonly<Record<string, unknown>> = typeof entry === 'object' && entry !== null ? { ...entry } : {};
      const key = fields['ContextKeyName'];
      if (typeof key !== 'string') tell(`context[${i}] has no ContextKeyName`);
      else {
        const values: unknown = fields['ContextKeyValues'] ?? [];
        const isList = /list$/i.test(String(fields['ContextKeyType']));
        put(key, Array.isArray(values) && values.length === 1 && !isList ? values[0] : values);
      }
    }
    return { keys, is: 'complete' };
  }
  if (typeof data !== 'object') {
    tell('context is not an object');
    return { keys: {}, is: 'partial' };
  }
  for (const [key, value] of Object.entries(data)) put(key, value);
  return { keys, is: 'complete' };
};
