import { awsActions, awsManagedPolicies } from '#identity/data/files';
import { awsIdentity, type AwsIdentity } from '#identity/aws/aws';
import type { AwsInput } from '#identity/aws/account';
import { awsInputOf } from '#identity/aws/from-inventory';
import type { Inventory } from '#inventory/inventory';
import { lookAround } from './look-around.ts';

/** What an inventory says about access, as plain data. */
export const awsInputFrom = (inventory: Inventory, among?: Iterable<number>): AwsInput =>
  awsInputOf(inventory, (i, name) => inventory.type(i).facet(name, inventory.resource(i), lookAround(inventory, i)), among);

export const awsIdentityFrom = (input: AwsInput): AwsIdentity => awsIdentity(input, awsActions(), (arn) => awsManagedPolicies().byArn(arn));
