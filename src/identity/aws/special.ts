import type { Caller } from './caller.ts';

/** What the evaluation treats apart, with the page that says so. */

export const isRoot = (caller: Caller): boolean => caller.kind === 'root';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-req-context.html : trust policies decide these. */
export const isTrustAction = (action: string): boolean =>
  action === 'sts:assumerole' || action === 'sts:tagsession' || action === 'sts:setsourceidentity' || action === 'sts:setcontext' || isUnsigned(action);

/** Calls that carry a token of a provider instead of a signature: only the trust policy and resource control policies count. */
export const isUnsigned = (action: string): boolean => action === 'sts:assumerolewithwebidentity' || action === 'sts:assumerolewithsaml';

/**
 * An identity policy alone is not enough, also in the same account. The alias itself has no policy: IAM policies decide about it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
export const needsResourcePolicy = (action: string, resource: string): boolean =>
  isTrustAction(action) || (action.startsWith('kms:') && !kmsWithoutKey.has(action.slice(4)) && !/^arn:[^:]*:kms:[^:]*:[^:]*:alias\//.test(resource));

/**
 * Calls that no policy decides: anybody who can sign may ask who he is, and users and the root user get a session of their own; no other session does.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const needsNoPermission = (caller: Caller, action: string): boolean =>
  (action === 'sts:getcalleridentity' && 'account' in caller) || (action === 'sts:getsessiontoken' && (caller.kind === 'user' || caller.kind === 'root'));

/**
 * Calls that AWS takes from no such caller, whatever the policies say: a role with the root user's credentials, and calls of AWS STS by sessions of
 * GetFederationToken. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
export const isNeverTaken = (caller: Caller, action: string): boolean =>
  (caller.kind === 'root' && isTrustAction(action)) ||
  (caller.kind === 'federated-user' && action.startsWith('sts:') && action !== 'sts:getcalleridentity') ||
  (action === 'sts:getsessiontoken' && !(caller.kind === 'user' || caller.kind === 'root'));

/** KMS actions that touch no key: no key policy decides them. */
const kmsWithoutKey = new Set([
  'createkey',
  'listkeys',
  'listaliases',
  'generaterandom',
  'connectcustomkeystore',
  'createcustomkeystore',
  'deletecustomkeystore',
  'describecustomkeystores',
  'disconnectcustomkeystore',
  'updatecustomkeystore',
]);

/** The root user gets at the policy of its own buckets whatever that policy says. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const resourceMayIgnoreDeny = ({
  caller,
  action,
  resourceAccount,
}: {
  readonly caller: Caller;
  readonly action: string;
  readonly resourceAccount: string | undefined;
}): boolean =>
  caller.kind === 'root' && /^s3:(get|put|delete)bucketpolicy$/.test(action) && (resourceAccount === undefined || resourceAccount === caller.account);
