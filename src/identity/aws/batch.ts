import type { AwsActions } from '../data/aws-actions.ts';
import type { Because, Decision, Outcome, Residual } from '../identity.ts';

import type { KmsGrant } from './account.ts';
import { accountOfCaller, callerOf } from './caller.ts';
import { compile, type CompiledPolicy } from './compile.ts';
import { decide } from './decide.ts';
import { lookUp } from './look.ts';
import { accountOfArn } from './pattern.ts';
import { readDocument } from './read-document.ts';
import type { PolicyKind } from './statement.ts';

/** The answer to one line of `ippo can --batch`. */
export interface BatchAnswer {
  readonly name: string;
  readonly decision?: Outcome;
  readonly condition?: Residual;
  readonly because?: readonly Because[];
  readonly assumptions?: readonly string[];
  /** What is wrong in the line; without a decision if the line is no request. */
  readonly problems?: readonly string[];
}

/**
 * Decides one self-contained request. Fields: `name`, `principal` (ARN, service name or `*`), `principalAccount`, `action`, `resource`, `resourceAccount`,
 * `context` (complete if given: a key that is not there is absent; nobody knows the keys if it is left out), `sessionPolicy`, `identityPolicies`,
 * `boundaries`, `resourcePolicy`, `scps` and `rcps` (lists by level), `endpointPolicies`, `grants` (of KMS). Policies are plain documents.
 */
export const decideLine = (data: unknown, actions: AwsActions | undefined): BatchAnswer => {
  const problems: string[] = [];
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return { name: '', problems: ['the line is not an object'] };
  const fields: Readonly<Record<string, unknown>> = { ...data };
  const text = (name: string): string | undefined => {
    const value = fields[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    problems.push(`${name} is not a text`);
    return undefined;
  };
  for (const field of Object.keys(fields)) if (!fieldNames.has(field)) problems.push(`unknown field ${field}`);
  const name = text('name') ?? '';
  const caller = callerOf(text('principal') ?? '*');
  const action = text('action');
  if (!caller) return { name, problems: [...problems, `principal ${String(fields['principal'])} is no ARN, account, service or *`] };
  if (!action || !/^[a-z0-9-]+:[a-z0-9]+$/i.test(action)) return { name, problems: [...problems, `action ${String(fields['action'])} is no action`] };

  const own = text('principalAccount');
  const me = own !== undefined && 'account' in caller && caller.account === '' ? { ...caller, account: own } : caller;
  const id = actions?.idOf(action);
  if (actions && id === undefined) problems.push(`unknown action ${action}`);
  const resource = id !== undefined && actions?.isWildcardOnly(id) ? '*' : (text('resource') ?? '*');
  const resourceAccount = text('resourceAccount') ?? (accountOfArn(resource) || accountOfCaller(me));

  const policy = (document: unknown, kind: PolicyKind, label: string): CompiledPolicy =>
    compile({
      id: label,
      name: label,
      at: undefined,
      document: readDocument(document, kind, (problem, statement) =>
        problems.push(`${label}${statement === undefined ? '' : ` statement ${statement}`}: ${problem}`),
      ),
    });
  const list = (field: string, kind: PolicyKind): CompiledPolicy[] | undefined =>
    fields[field] === undefined || fields[field] === null ? undefined : listOf(fields[field]).map((one, i) => policy(one, kind, `${field}[${i}]`));
  const levels = (field: string, kind: PolicyKind): CompiledPolicy[][] =>
    listOf(fields[field] ?? []).map((level, i) => listOf(level).map((one, j) => policy(one, kind, `${field}[${i}][${j}]`)));
  const nonEmpty = (policies: CompiledPolicy[] | undefined): CompiledPolicy[] | undefined => (policies && policies.length > 0 ? policies : undefined);
  const rcps = !actions || actions.supportsRcp(action.slice(0, action.indexOf(':')).toLowerCase()) ? levels('rcps', 'rcp') : [];
  const decision = decide({
    caller: me,
    action: action.toLowerCase(),
    resource,
    resourceAccount,
    look: lookUp(contextOf(fields['context'], problems), me, resourceAccount),
    layers: {
      identity: list('identityPolicies', 'identity') ?? [],
      boundary: nonEmpty(list('boundaries', 'boundary')),
      session: nonEmpty(list('sessionPolicy', 'session')),
      resource: fields['resourcePolicy'] ? policy(fields['resourcePolicy'], isTrust(action) ? 'trust' : 'resource', 'resourcePolicy') : undefined,
      scps: levels('scps', 'scp'),
      rcps,
      endpoint: nonEmpty(list('endpointPolicies', 'endpoint')),
      grants: grantsOf(fields['grants'], problems),
    },
  });
  return answerOf(name, decision, problems);
};

const answerOf = (name: string, { decision, condition, because, assumptions }: Decision, problems: readonly string[]): BatchAnswer => ({
  name,
  decision,
  ...(condition === undefined ? {} : { condition }),
  because,
  ...(assumptions.length === 0 ? {} : { assumptions }),
  ...(problems.length === 0 ? {} : { problems }),
});

const fieldNames = new Set(
  'name principal principalAccount action resource resourceAccount context sessionPolicy identityPolicies boundaries resourcePolicy scps rcps endpointPolicies grants expected because source'.split(
    ' ',
  ),
);
const isTrust = (action: string): boolean => /^sts:/i.test(action);
const listOf = (data: unknown): readonly unknown[] => (Array.isArray(data) ? (data as readonly unknown[]) : [data]);

const contextOf = (data: unknown, problems: string[]): Parameters<typeof lookUp>[0] => {
  if (data === undefined) return { keys: {}, is: 'partial' };
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    problems.push('context is not an object');
    return { keys: {}, is: 'partial' };
  }
  const keys: Record<string, string | readonly string[]> = {};
  // A key that is null is as absent as one that is not there.
  for (const [key, value] of Object.entries(data))
    if (value !== null && value !== undefined) keys[key] = Array.isArray(value) ? value.map(String) : String(value);
  return { keys, is: 'complete' };
};

const grantsOf = (data: unknown, problems: string[]): KmsGrant[] =>
  listOf(data ?? []).flatMap((one): KmsGrant[] => {
    if (typeof one !== 'object' || one === null) {
      problems.push('a grant is not an object');
      return [];
    }
    const fields: Readonly<Record<string, unknown>> = { ...one };
    const constraints: Readonly<Record<string, unknown>> = { ...(typeof fields['constraints'] === 'object' ? fields['constraints'] : {}), ...fields };
    const pairs = (name: string): Readonly<Record<string, string>> | undefined => {
      const found = constraints[name] ?? constraints[name.charAt(0).toUpperCase() + name.slice(1)];
      return typeof found === 'object' && found !== null ? Object.fromEntries(Object.entries(found).map(([key, value]) => [key, String(value)])) : undefined;
    };
    return [
      {
        key: String(fields['key']),
        grantee: String(fields['grantee']),
        operations: listOf(fields['operations']).map(String),
        encryptionContextEquals: pairs('encryptionContextEquals'),
        encryptionContextSubset: pairs('encryptionContextSubset'),
      },
    ];
  });
