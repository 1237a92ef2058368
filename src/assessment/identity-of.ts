import { awsActions, awsManagedPolicies, azureRoles, gcpRoles } from '#identity/data/files';
import type { Diagnostic } from '#core/diagnostic';
import type { AwsInput } from '#identity/aws/account';
import { awsIdentity, type AwsIdentity } from '#identity/aws/aws';
import { awsInputOf } from '#identity/aws/from-inventory';
import { onlyFirst } from '#identity/aws/only-first';
import { isSavedAws } from '#identity/aws/saved';
import { azureIdentity } from '#identity/azure/azure';
import { fromBlocks as azureFromBlocks } from '#identity/azure/from-blocks';
import type { AzureInput } from '#identity/azure/input';
import { isSavedAzure } from '#identity/azure/saved';
import { fromBlocks as gcpFromBlocks } from '#identity/gcp/from-blocks';
import { gcpIdentity } from '#identity/gcp/gcp';
import type { GcpInput } from '#identity/gcp/input';
import { isSavedGcp } from '#identity/gcp/saved';
import type { Identity, IdentityCloud } from '#identity/identity';
import type { Inventory } from '#inventory/inventory';
import type { EvaluatedBlock } from '#sources/block';
import { lookAround } from './look-around.ts';

/** What was read about access, by cloud: plain data, which a saved assessment keeps. A cloud of which nothing was read is not there. */
export interface AccessInput {
  readonly aws?: AwsInput;
  readonly azure?: AzureInput;
  readonly gcp?: GcpInput;
}

/** What code says about access. */
export const accessInputOf = (
  blocks: readonly EvaluatedBlock[],
  inventory: Inventory,
): { readonly access: AccessInput; readonly diagnostics: readonly Diagnostic[] } => {
  const azure = blocks.some(({ type }) => /^azure(rm|ad)_/.test(type)) ? azureFromBlocks(blocks) : undefined;
  const gcp = blocks.some(({ type }) => /^google(_|workspace_)/.test(type)) ? gcpFromBlocks(blocks) : undefined;
  const aws = hasAws(inventory) ? onlyFirst(awsInputFrom(inventory)) : undefined;
  return {
    access: { ...(aws ? { aws: aws.input } : {}), ...(azure ? { azure: azure.input } : {}), ...(gcp ? { gcp: gcp.input } : {}) },
    diagnostics: [...(aws?.diagnostics ?? []), ...(azure?.diagnostics ?? []), ...(gcp?.diagnostics ?? [])],
  };
};

const hasAws = (inventory: Inventory): boolean => {
  for (let i = 0; i < inventory.size; i++) if (!inventory.gone.has(i) && inventory.resource(i).cloud === 'aws') return true;
  return false;
};
export const awsInputFrom = (inventory: Inventory, among?: Iterable<number>): AwsInput =>
  awsInputOf(inventory, (i, name) => inventory.type(i).facet(name, inventory.resource(i), lookAround(inventory, i)), among);
export const awsIdentityFrom = (input: AwsInput): AwsIdentity => awsIdentity(input, awsActions(), (arn) => awsManagedPolicies().byArn(arn));

/** What a saved assessment kept; undefined: it has another shape. */
export const accessFrom = (kept: unknown): AccessInput | undefined => {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { aws, azure, gcp }: { readonly aws?: unknown; readonly azure?: unknown; readonly gcp?: unknown } = kept;
  if ((aws !== undefined && !isSavedAws(aws)) || (azure !== undefined && !isSavedAzure(azure)) || (gcp !== undefined && !isSavedGcp(gcp))) return undefined;
  return { ...(aws === undefined ? {} : { aws }), ...(azure === undefined ? {} : { azure }), ...(gcp === undefined ? {} : { gcp }) };
};

/** The engines, by cloud in a fixed order; each is made (and reads its data) when it is first asked for. */
export const identitiesOf = ({ aws, azure, gcp }: AccessInput): ReadonlyMap<IdentityCloud, () => Identity> => {
  const made = new Map<IdentityCloud, () => Identity>();
  if (aws)
    made.set(
      'aws',
      once(() => awsIdentityFrom(aws)),
    );
  if (azure)
    made.set(
      'azure',
      once(() => azureIdentity(azure, azureRoles().all)),
    );
  if (gcp)
    made.set(
      'gcp',
      once(() => gcpIdentity(gcp, gcpRoles())),
    );
  return made;
};

const once = (make: () => Identity): (() => Identity) => {
  let made: Identity | undefined;
  return () => (made ??= make());
};
