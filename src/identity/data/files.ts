import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { readAwsActions, type AwsActions } from './aws-actions.ts';
import { readAwsManagedPolicies, type AwsManagedPolicies } from './aws-managed-policies.ts';
import { readAzureRoles, type AzureRoles } from './azure-roles.ts';
import { readGcpRoles, type GcpRoles } from './gcp-roles.ts';

/** The data files that ship with ippo, read when first asked for. The one place of this room that touches the disk. */
const once = <T>(name: string, read: (text: string) => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= read(brotliDecompressSync(readFileSync(path.join(folder(), name))).toString('utf8')));
};

/** Above the sources as well as above the bundle. */
const folder = (): string => {
  for (let at = path.dirname(fileURLToPath(import.meta.url)); ; at = path.dirname(at)) {
    const here = path.join(at, 'data', 'identity');
    if (existsSync(path.join(here, 'aws-actions.json.br'))) return here;
    if (at === path.dirname(at)) throw new Error('The data files of ippo are missing: data/identity');
  }
};

export const awsActions: () => AwsActions = once('aws-actions.json.br', readAwsActions);
export const awsManagedPolicies: () => AwsManagedPolicies = once('aws-managed-policies.txt.br', readAwsManagedPolicies);
export const azureRoles: () => AzureRoles = once('azure-roles.json.br', readAzureRoles);
export const gcpRoles: () => GcpRoles = once('gcp-roles.json.br', readGcpRoles);
