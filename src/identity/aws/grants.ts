import type { KmsGrant } from './account.ts';
import { or, and, type Truth } from '../residual.ts';
import { namedBy, type Caller } from './caller.ts';
import { notKnown, type Look } from './context.ts';

/** Do KMS grants allow this? They allow only. https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
export const grantTruth = (
  grants: readonly KmsGrant[],
  { caller, action, resource, look }: { readonly caller: Caller; readonly action: string; readonly resource: string; readonly look: Look },
): Truth => {
  if (grants.length === 0 || !action.startsWith('kms:')) return false;
  const operation = action.slice(4);
  return or(
    grants.map((grant): Truth => {
      if (grant.key !== resource || !grant.operations.some((one) => one.toLowerCase() === operation)) return false;
      const by = namedBy(`AWS:${grant.grantee}`, caller);
      if (by === undefined || by === 'session?') return false;
      return and([...contextTruth(grant, look)]);
    }),
  );
};

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
