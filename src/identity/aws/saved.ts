import type { AwsInput } from './account.ts';

/**
 * The identities of a saved assessment. Undefined: this is no assessment; `nothing`: it holds none. ippo wrote the file, so its shape is taken as it is; the
 * lists are checked to be there.
 */
export const readSaved = (data: unknown): AwsInput | 'nothing' | undefined => {
  if (typeof data !== 'object' || data === null || !('schema' in data) || data.schema !== 'ippo.assessment/1') return undefined;
  const identity = 'identity' in data && typeof data.identity === 'object' && data.identity !== null && 'aws' in data.identity ? data.identity.aws : undefined;
  return isInput(identity) ? identity : 'nothing';
};

const lists = ['accounts', 'users', 'groups', 'roles', 'managed', 'resources', 'grants'] as const;
const isInput = (data: unknown): data is AwsInput => {
  if (typeof data !== 'object' || data === null) return false;
  const fields: Readonly<Record<string, unknown>> = { ...data };
  return lists.every((name) => Array.isArray(fields[name])) && typeof fields['collected'] === 'object';
};
