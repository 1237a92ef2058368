import type { KmsGrant } from './account.ts';
import { or, and, type Truth } from '../residual.ts';
import { namedBy, type Caller } from './caller.ts';
import { notKnown, type Look } from './context.ts';

/** What KMS grants give: to the caller by name, and to its account, which hands it on with its own policies. */
export interface Granted {
  readonly direct: Truth;
  readonly delegated: Truth;
  /** Of the grants that do. */
  readonly grantees: readonly string[];
}
const nothing: Granted = { direct: false, delegated: false, grantees: [] };

/** Do KMS grants allow this? They allow only. https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
export const grantTruth = (
  grants: readonly KmsGrant[],
  { caller, action, resource, look }: { readonly caller: Caller; readonly action: string; readonly resource: string; readonly look: Look },
): Granted => {
  if (grants.length === 0 || !action.startsWith('kms:')) return nothing;
  const operation = action.slice(4);
  if (!grantable.has(operation)) return nothing;
  const direct: Truth[] = [];
  const delegated: Truth[] = [];
  const grantees: string[] = [];
  for (const grant of grants) {
    if (grant.key !== resource || !grant.operations.some((one) => one.toLowerCase() === operation)) continue;
    const by = namedBy(`${grant.grantee.startsWith('arn:') || /^\d{12}$/.test(grant.grantee) ? 'AWS' : 'Service'}:${grant.grantee}`, caller);
    if (by === undefined) continue;
    const truth = and([...contextTruth(grant, look)]);
    if (truth !== false) grantees.push(grant.grantee);
    if (by === 'session?')
      direct.push(and([truth, { key: 'sts:RoleSessionName', operator: 'StringEquals', values: [grant.grantee.slice(grant.grantee.lastIndexOf('/') + 1)] }]));
    else (by === 'account' && caller.kind !== 'root' ? delegated : direct).push(truth);
  }
  return { direct: or(direct), delegated: or(delegated), grantees };
};

/** https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations */
const grantable = new Set(
  'decrypt encrypt generatedatakey generatedatakeywithoutplaintext generatedatakeypair generatedatakeypairwithoutplaintext reencryptfrom reencryptto sign verify generatemac verifymac derivesharedsecret creategrant describekey getpublickey retiregrant'.split(
    ' ',
  ),
);

/** The pairs of an encryption context are condition keys of their own: `kms:EncryptionContext:name`. Constraints bear on cryptographic operations. */
function* contextTruth({ encryptionContextEquals: equals, encryptionContextSubset: subset }: KmsGrant, look: Look): Generator<Truth> {
  for (const [name, value] of Object.entries({ ...subset, ...equals })) {
    const given = look(`kms:encryptioncontext:${name.toLowerCase()}`);
    yield given === notKnown ? { key: `kms:EncryptionContext:${name}`, operator: 'StringEquals', values: [value] } : given === value;
  }
  if (!equals) return;
  const keys = look('kms:encryptioncontextkeys');
  if (keys === notKnown || keys === undefined) return;
  const list = typeof keys === 'string' ? [keys] : keys;
  yield list.every((key) => Object.hasOwn(equals, key));
}
