import type { AwsActions } from '../data/aws-actions.ts';
import type { Because, Context, Decision, Outcome, Residual } from '../identity.ts';
import type { KmsGrant } from './account.ts';
import { batchContext } from './batch-context.ts';
import { accountOfCaller, callerOf, type Caller } from './caller.ts';
import { compile, type CompiledPolicy } from './compile.ts';
import { decide } from './decide.ts';
import { lookUp } from './look.ts';
import { ownerOfArn } from './pattern.ts';
import { doubtfulDocument, readDocument } from './read-document.ts';
import { isTrustAction, isUnsigned } from './special.ts';
import type { PolicyDocument, PolicyKind } from './statement.ts';
import { unknownActions } from './unknown-actions.ts';

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
 * Decides one self-contained request. Fields, of which only `principal` and `action` are needed:
 * - `name`; `principal`: ARN, account, service name, provider, or `*` for nobody in particular; `principalAccount`, `action`, `resource` (`*` if it is left out)
 * - `resourceAccount`: if left out, that of the ARN, of `aws:ResourceAccount` in the context, or the caller's
 * - `context`: complete if it is given: a key that is not there, or null, is absent from the request (what follows from the caller and the resource, such as
 *   `aws:PrincipalArn`, is there all the same). If it is left out or null, nobody knows the keys, and the answer may be `allow-if`.
 * - `identityPolicies`, `boundaries`, `sessionPolicy`, `resourcePolicy` (for `sts:AssumeRole...` the trust policy, for KMS the key policy), `endpointPolicies`:
 *   plain documents, also as text; null, `{}` and an empty list are no policy
 * - `scps`, `rcps`: lists of policies by level, root first; a level without any policy allows nothing. `managementAccount`: to it neither applies.
 * - `grants`: grants of KMS, in our own words or in those of `aws kms list-grants`
 */
export const decideLine = (data: unknown, actions: AwsActions | undefined): BatchAnswer => {
  const problems: string[] = [];
  if (!isObject(data)) return { name: '', problems: ['the line is not an object'] };
  for (const field of Object.keys(data)) if (!fieldNames.has(field)) problems.push(`unknown field ${field}`);
  const wrong = new Set<string>();
  const text = (field: string): string | undefined => {
    const value = single(data[field]);
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' && /account$/i.test(field)) return String(value).padStart(12, '0');
    problems.push(`${field} is not a text`);
    wrong.add(field);
    return undefined;
  };
  const name = text('name') ?? '';
  const action = text('action')?.trim();
  if (!action || !/^[a-z0-9-]+:[a-z0-9]+$/i.test(action)) return { name, problems: [...problems, `action ${shown(data['action'])} is no action`] };
  const context = batchContext(data['context'], (problem) => problems.push(problem));
  const who = callerIn(data['principal'], text('principalAccount'), action);
  if (typeof who === 'string') return { name, problems: [...problems, who] };
  const caller = who.kind === 'anonymous' && isUnsigned(action.toLowerCase()) ? bearerOf(context) : who;
  const id = actions?.idOf(action);
  if (actions && id === undefined) problems.push(`unknown action ${action}`);
  const asked = text('resource') ?? '*';
  if (wrong.size > 0) return { name, problems };
  const resource = id !== undefined && actions?.isWildcardOnly(id) ? '*' : asked;
  const resourceAccount = text('resourceAccount') ?? ownerOfArn(asked) ?? accountIn(context) ?? accountOfCaller(caller);

  const tell = (label: string) => (problem: string, statement: number | undefined) =>
    void problems.push(`${label}${statement === undefined ? '' : ` statement ${statement}`}: ${problem}`);
  const read = (given: unknown, kind: PolicyKind, label: string): PolicyDocument => {
    const document = readDocument(unwrapped(given), kind, tell(label));
    if (actions) for (const [statement, pattern] of unknownActions(document, actions)) tell(label)(`unknown action ${pattern}`, statement);
    return document;
  };
  const policy = (given: unknown, kind: PolicyKind, label: string): CompiledPolicy =>
    compile({ id: label, name: nameIn(given) ?? label, at: undefined, document: read(given, kind, label) });
  const layer = (field: string, kind: PolicyKind): CompiledPolicy[] =>
    listOf(data[field]).flatMap((one, i) => (isNoPolicy(one) ? [] : [policy(one, kind, Array.isArray(data[field]) ? `${field}[${i}]` : field)]));
  const limit = (field: string, kind: PolicyKind): CompiledPolicy[] | undefined => {
    const policies = layer(field, kind);
    return policies.length > 0 ? policies : undefined;
  };
  const levels = (field: string, kind: PolicyKind): CompiledPolicy[][] =>
    listOf(data[field]).map((level, i) => listOf(level).flatMap((one, j) => (isNoPolicy(one) ? [] : [policy(one, kind, `${field}[${i}][${j}]`)])));
  const management = text('managementAccount');
  const scps = levels('scps', 'scp');
  const rcps = levels('rcps', 'rcp');
  const supportsRcp = !actions || actions.supportsRcp(action.slice(0, action.indexOf(':')).toLowerCase());
  const decision = decide({
    caller,
    action: action.toLowerCase(),
    resource,
    resourceAccount,
    look: lookUp(context, caller, resourceAccount),
    layers: {
      identity: layer('identityPolicies', 'identity'),
      boundary: limit('boundaries', 'boundary'),
      session: limit('sessionPolicy', 'session'),
      resource: together(
        listOf(data['resourcePolicy']).filter((one) => !isNoPolicy(one)),
        (one) => read(one, isTrustAction(action.toLowerCase()) ? 'trust' : 'resource', 'resourcePolicy'),
      ),
      scps: management !== undefined && accountOfCaller(caller) === management ? [] : scps,
      rcps: supportsRcp && (management === undefined || resourceAccount !== management) ? rcps : [],
      endpoint: limit('endpointPolicies', 'endpoint'),
      grants: grantsOf(data['grants'], resource, problems),
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
  'name principal principalAccount action resource resourceAccount managementAccount context sessionPolicy identityPolicies boundaries resourcePolicy scps rcps endpointPolicies grants expected because source condition'.split(
    ' ',
  ),
);
const isObject = (data: unknown): data is Readonly<Record<string, unknown>> => typeof data === 'object' && data !== null && !Array.isArray(data);
/** A list of anything; nothing is the empty list. */
const listOf = (data: unknown): readonly unknown[] => (data === undefined || data === null ? [] : Array.isArray(data) ? (data as readonly unknown[]) : [data]);
const single = (data: unknown): unknown => (Array.isArray(data) && data.length === 1 ? (data[0] as unknown) : data);
const shown = (data: unknown): string => (data === undefined ? '(none)' : (JSON.stringify(data) ?? ''));

/** Who asks; a text: what is wrong with it. */
const callerIn = (data: unknown, account: string | undefined, action: string): Caller | string => {
  if (data === undefined) return 'no principal';
  // `{ "AWS": "..." }`, as a policy would name it.
  const [only] = isObject(data) && Object.keys(data).length === 1 ? Object.values(data) : [data];
  const who = single(only);
  if (who === null) return { kind: 'anonymous' };
  const text = typeof who === 'number' ? String(who).padStart(12, '0') : who;
  if (typeof text === 'string') {
    const caller = callerOf(text.trim());
    if (caller) return 'account' in caller && caller.account === '' && account !== undefined ? { ...caller, account } : caller;
    // A provider may be given by its host alone.
    if (isUnsigned(action.toLowerCase()) && /^(https:\/\/)?[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/i.test(text))
      return { kind: 'federated', provider: text.replace(/^https:\/\//, '') };
  }
  return `principal ${shown(data)} is no ARN, account, service or *`;
};

/** Who shows a token and does not say of whom it is: the keys of the token tell (`token.actions.githubusercontent.com:sub`). */
const bearerOf = ({ keys }: Context): Caller => {
  const entries = Object.entries(keys);
  const [, provider] = entries.find(([key]) => key.toLowerCase() === 'aws:federatedprovider') ?? [];
  if (typeof provider === 'string') return { kind: 'federated', provider };
  const host = entries.flatMap(([key]) => /^([^:]+\.[^:]+):(aud|sub|amr|oaud)$/i.exec(key)?.[1] ?? [])[0];
  return host === undefined ? { kind: 'anonymous' } : { kind: 'federated', provider: host };
};

const accountIn = ({ keys }: Context): string | undefined => {
  const [, value] = Object.entries(keys).find(([key]) => /^(aws|s3):resourceaccount$/i.test(key)) ?? [];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const isNoPolicy = (data: unknown): boolean =>
  data === undefined || data === null || data === '' || (isObject(data) && Object.keys(data).length === 0) || (Array.isArray(data) && data.length === 0);

/** A document with a name around it, as the calls of IAM and Organizations return it. */
const wrappers = ['document', 'policyDocument', 'PolicyDocument', 'Document', 'policy', 'Policy', 'Content'];
const unwrapped = (data: unknown): unknown => {
  if (!isObject(data) || Object.keys(data).some((key) => key.toLowerCase() === 'statement')) return data;
  const found = wrappers.find((name) => name in data);
  return found === undefined ? data : data[found];
};
const nameIn = (data: unknown): string | undefined => {
  const name = isObject(data) && unwrapped(data) !== data ? (data['name'] ?? data['Name'] ?? data['PolicyName']) : undefined;
  return typeof name === 'string' ? name : undefined;
};

/** The policies of one resource say what one with all their statements says. */
const together = (given: readonly unknown[], read: (one: unknown) => PolicyDocument): CompiledPolicy | undefined => {
  const documents = given.map(read);
  const [first] = documents;
  if (!first) return undefined;
  const document = documents.every(({ version }) => version === first.version)
    ? { version: first.version, statements: documents.flatMap(({ statements }) => statements) }
    : doubtfulDocument('resource policies of two versions', undefined);
  const [only] = given;
  return compile({ id: 'resourcePolicy', name: nameIn(only) ?? 'resourcePolicy', at: undefined, document });
};

const grantsOf = (data: unknown, resource: string, problems: string[]): KmsGrant[] =>
  listOf(isObject(data) && Array.isArray(data['Grants']) ? data['Grants'] : data).flatMap((one, i): KmsGrant[] => {
    if (!isObject(one)) {
      problems.push(`grants[${i}] is not an object`);
      return [];
    }
    const fields = withoutCase(one);
    const constraints = { ...withoutCase(isObject(fields['constraints']) ? fields['constraints'] : {}), ...fields };
    const pairs = (name: string): Readonly<Record<string, string>> | undefined => {
      const found = constraints[name];
      return isObject(found) ? Object.fromEntries(Object.entries(found).map(([key, value]) => [key, String(value)])) : undefined;
    };
    const grantee = fields['grantee'] ?? fields['granteeprincipal'];
    const operations = listOf(fields['operations']).filter((operation) => typeof operation === 'string');
    if (typeof grantee !== 'string' || operations.length === 0) {
      problems.push(`grants[${i}] has no grantee or no operations`);
      return [];
    }
    const key = fields['key'] ?? fields['keyid'] ?? fields['keyarn'] ?? resource;
    return [
      {
        // A key may be named by its id alone.
        key: typeof key === 'string' && !key.startsWith('arn:') && resource.endsWith(`:key/${key}`) ? resource : String(key),
        grantee,
        operations: operations.map((operation) => operation.replace(/^kms:/i, '')),
        encryptionContextEquals: pairs('encryptioncontextequals'),
        encryptionContextSubset: pairs('encryptioncontextsubset'),
      },
    ];
  });
const withoutCase = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));
