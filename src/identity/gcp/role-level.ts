import type { RoleLevel } from '#resources/facets';

/**
 * What a role comes to where it is given. `has`: whether it holds a permission.
 * https://cloud.google.com/iam/docs/roles-overview
 */
export const gcpRoleLevel = (has: (permission: string) => boolean): RoleLevel => {
  const assigns = ['projects', 'folders', 'organizations'].some((level) => has(`resourcemanager.${level}.setIamPolicy`));
  const writes = everything.every(has);
  if (assigns) return writes ? 'administrator' : 'grants-access';
  if (writes) return 'writes-everything';
  return impersonating.some(has) ? 'impersonates' : 'other';
};

/** Who may do all of these may do nearly everything: they stand for the services. */
const everything = [
  'compute.instances.create',
  'storage.buckets.delete',
  'cloudsql.instances.create',
  'container.clusters.create',
  'pubsub.topics.delete',
  'cloudfunctions.functions.create',
];
/** "Service account permissions" (Google Cloud): a token, a signature that is worth one, a key, code that runs as it, or the right to give any of them. */
const impersonating = [
  'iam.serviceAccounts.getAccessToken',
  'iam.serviceAccounts.signBlob',
  'iam.serviceAccounts.signJwt',
  'iam.serviceAccounts.implicitDelegation',
  'iam.serviceAccounts.actAs',
  'iam.serviceAccounts.setIamPolicy',
  'iam.serviceAccountKeys.create',
];
