import type { GcpRoles } from '../data/gcp-roles.ts';
import type { EscalationEdge, Escalations, Identity } from '../identity.ts';
import { gcpIdentity } from './gcp.ts';
import type { GcpInput } from './input.ts';

/** Somebody who could do great harm, and whether signing in demands a second step. */
export interface PowerfulPrincipal {
  readonly who: string;
  readonly administrator: boolean;
  /** The chain by which they become one; empty: they cannot, or they are one. */
  readonly becomes: readonly EscalationEdge[];
  readonly data: readonly Reach[];
  readonly audit: readonly Reach[];
  /** Two-step verification is enforced. Undefined: nobody knows, or it is no person. */
  readonly twoStep: boolean | undefined;
}
export interface Reach {
  readonly action: string;
  readonly on: string;
  readonly conditional: boolean;
}

/** Principals that are administrators, can become one, reach data of a store, or can switch off what is recorded. By evaluation, not by names of roles. */
export const powerfulPrincipals = (input: GcpInput, roles: GcpRoles, identity: Identity = gcpIdentity(input, roles)): PowerfulPrincipal[] => {
  const escalations = identity.escalations();
  const twoStep = new Map(input.users.map(({ email, twoStep: enforced }) => [`user:${email.toLowerCase()}`, enforced]));
  return identity.principals
    .map(({ id }) => powerOf(identity, escalations, input, id, twoStep.get(id)))
    .filter(({ administrator, becomes, data, audit }) => administrator || becomes.length > 0 || data.length > 0 || audit.length > 0);
};

const powerOf = (
  identity: Identity,
  { administrators, becomeAdministrator }: Escalations,
  input: GcpInput,
  who: string,
  twoStep: boolean | undefined,
): PowerfulPrincipal => ({
  who,
  administrator: administrators.has(who),
  becomes: becomeAdministrator.get(who) ?? [],
  ...reachOf(identity, input, who),
  twoStep,
});

/** Data and records that somebody gets at. */
export const reachOf = (
  identity: Pick<Identity, 'can'>,
  input: GcpInput,
  who: string,
): { readonly data: readonly Reach[]; readonly audit: readonly Reach[] } => ({
  data: input.resources.flatMap(({ id, type }) => probe(identity, who, dataProbes[type] ?? [], id)),
  audit: [
    ...input.resources.flatMap(({ id, type }) => probe(identity, who, auditProbes[type] ?? [], id)),
    ...[...input.projects, ...input.folders, ...input.organizations].flatMap(({ id }) => probe(identity, who, levelProbes, id)),
  ],
});

const probe = (identity: Pick<Identity, 'can'>, who: string, actions: readonly string[], on: string): Reach[] =>
  actions.flatMap((action): Reach[] => {
    const { decision } = identity.can(who, action, on);
    return decision === 'allow' || decision === 'allow-if' ? [{ action, on, conditional: decision === 'allow-if' }] : [];
  });

/** Reading, changing and destroying, by kind of store. */
const dataProbes: Readonly<Record<string, readonly string[]>> = {
  'storage.googleapis.com/Bucket': [
    'storage.objects.get',
    'storage.objects.create',
    'storage.objects.delete',
    'storage.buckets.setIamPolicy',
    'storage.buckets.delete',
  ],
  'bigquery.googleapis.com/Dataset': ['bigquery.tables.getData', 'bigquery.tables.updateData', 'bigquery.tables.delete', 'bigquery.datasets.delete'],
  'bigquery.googleapis.com/Table': ['bigquery.tables.getData', 'bigquery.tables.updateData', 'bigquery.tables.delete'],
  'sqladmin.googleapis.com/Instance': ['cloudsql.instances.export', 'cloudsql.instances.update', 'cloudsql.instances.delete'],
  'secretmanager.googleapis.com/Secret': ['secretmanager.versions.access', 'secretmanager.secrets.delete'],
  'cloudkms.googleapis.com/CryptoKey': ['cloudkms.cryptoKeyVersions.useToDecrypt', 'cloudkms.cryptoKeyVersions.destroy'],
  'cloudkms.googleapis.com/KeyRing': ['cloudkms.cryptoKeyVersions.useToDecrypt', 'cloudkms.cryptoKeyVersions.destroy'],
  'compute.googleapis.com/Disk': ['compute.disks.createSnapshot', 'compute.disks.delete'],
  'compute.googleapis.com/Snapshot': ['compute.snapshots.useReadOnly', 'compute.snapshots.delete'],
  'spanner.googleapis.com/Database': ['spanner.databases.select', 'spanner.databases.drop'],
  'bigtableadmin.googleapis.com/Instance': ['bigtable.tables.readRows', 'bigtable.instances.delete'],
  'pubsub.googleapis.com/Subscription': ['pubsub.subscriptions.consume'],
};
const auditProbes: Readonly<Record<string, readonly string[]>> = {
  'logging.googleapis.com/LogSink': ['logging.sinks.update', 'logging.sinks.delete'],
  'logging.googleapis.com/LogBucket': ['logging.buckets.update', 'logging.buckets.delete'],
};
const levelProbes = ['logging.sinks.delete', 'logging.exclusions.create', 'logging.logs.delete'];
