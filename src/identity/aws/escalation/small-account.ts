import { awsActions, awsManagedPolicies } from '../../data/files.ts';
import { awsIdentity, type AwsIdentity } from '../aws.ts';
import { readAuthorizationDetails } from '../authorization-details.ts';

/** For tests: an account in few words, handed over as `get-account-authorization-details` would. */
export const account = '111122223333';
const iam = (kind: string, name: string): string => `arn:aws:iam::${account}:${kind}/${name}`;
export const userArn = (name: string): string => iam('user', name);
export const roleArn = (name: string): string => iam('role', name);
export const groupArn = (name: string): string => iam('group', name);
export const policyArn = (name: string): string => iam('policy', name);

export interface Words {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Sid?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
interface SmallHolder {
  readonly inline?: readonly Words[];
  /** Names of customer managed policies, or ARNs. */
  readonly attached?: readonly string[];
  readonly boundary?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly path?: string;
}
export interface SmallUser extends SmallHolder {
  readonly groups?: readonly string[];
  readonly keys?: number;
  readonly password?: boolean;
  readonly mfa?: boolean;
}
export interface SmallRole extends SmallHolder {
  /** Services (`ec2`), accounts, ARNs or `*`; or whole statements. */
  readonly trust: string | readonly string[] | readonly Readonly<Record<string, unknown>>[];
  readonly profiles?: readonly string[];
}
export interface SmallThing {
  readonly arn: string;
  readonly type?: string;
  readonly runsAs?: string;
  readonly facts?: Readonly<Record<string, string | boolean>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly policy?: unknown;
}
export interface SmallAccount {
  readonly users?: Readonly<Record<string, SmallUser>>;
  readonly roles?: Readonly<Record<string, SmallRole>>;
  readonly groups?: Readonly<Record<string, SmallHolder>>;
  /** By name: the versions, the default one first. */
  readonly policies?: Readonly<Record<string, readonly (readonly Words[])[]>>;
  /** Undefined: nobody looked for things. */
  readonly things?: readonly SmallThing[];
  readonly scps?: readonly (readonly Words[])[];
  readonly rcps?: readonly Readonly<Record<string, unknown>>[];
}

const document = (statements: readonly unknown[]): unknown => ({
  Version: '2012-10-17',
  Statement: statements.map((one) => ({ Effect: 'Allow', ...(typeof one === 'object' ? one : {}) })),
});
const attachments = (names: readonly string[] = []): unknown =>
  names.map((name) => ({ PolicyName: name.slice(name.lastIndexOf('/') + 1), PolicyArn: name.startsWith('arn:') ? name : policyArn(name) }));
const holder = (kind: string, type: string, name: string, small: SmallHolder): Readonly<Record<string, unknown>> => ({
  Arn: `arn:aws:iam::${account}:${kind}${small.path ?? '/'}${name}`,
  [`${type}Name`]: name,
  [`${type}PolicyList`]: small.inline ? [{ PolicyName: 'inline', PolicyDocument: document(small.inline) }] : [],
  Tags: Object.entries(small.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  ...(small.boundary === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: policyArn(small.boundary) } }),
});

const trustOf = (trust: SmallRole['trust']): unknown => {
  const list = typeof trust === 'string' ? [trust] : trust;
  return document(
    list.map((one) =>
      typeof one !== 'string'
        ? one
        : {
            Action: 'sts:AssumeRole',
            Principal: one === '*' || one.startsWith('arn:') || /^\d+$/.test(one) ? { AWS: one } : { Service: `${one}.amazonaws.com` },
          },
    ),
  );
};

export const smallAccount = ({ users = {}, roles = {}, groups = {}, policies = {}, things, scps, rcps }: SmallAccount): AwsIdentity => {
  const data = {
    UserDetailList: Object.entries(users).map(([name, user]) => ({
      ...holder('user', 'User', name, user),
      AttachedManagedPolicies: attachments(user.attached),
      GroupList: user.groups ?? [],
      ...(user.keys === undefined
        ? {}
        : { AccessKeys: Array.from({ length: user.keys }, (_, i) => ({ AccessKeyId: `key${i}`, Status: 'Active', CreateDate: '2025-01-01T00:00:00Z' })) }),
      ...(user.password === undefined ? {} : { PasswordEnabled: user.password }),
      ...(user.mfa === undefined ? {} : { MFAEnabled: user.mfa }),
    })),
    GroupDetailList: Object.entries(groups).map(([name, group]) => ({
      ...holder('group', 'Group', name, group),
      AttachedManagedPolicies: attachments(group.attached),
    })),
    RoleDetailList: Object.entries(roles).map(([name, role]) => ({
      ...holder('role', 'Role', name, role),
      AttachedManagedPolicies: attachments(role.attached),
      AssumeRolePolicyDocument: trustOf(role.trust),
      InstanceProfileList: (role.profiles ?? []).map((profile) => ({ InstanceProfileName: profile })),
    })),
    Policies: Object.entries(policies).map(([name, versions]) => ({
      Arn: policyArn(name),
      PolicyName: name,
      DefaultVersionId: `v${versions.length}`,
      PolicyVersionList: versions.map((statements, i) => ({ VersionId: `v${versions.length - i}`, IsDefaultVersion: i === 0, Document: document(statements) })),
    })),
  };
  const { input, diagnostics } = readAuthorizationDetails({
    details: [{ path: 'account.json', data }],
    resources: things && { path: 'resources.json', data: things.map((one) => ({ ...one, ...(one.runsAs ? { runsAs: roleArn(one.runsAs) } : {}) })) },
    scps: scps && { path: 'scps.json', data: scps.map((level) => [document(level)]) },
    rcps: rcps && { path: 'rcps.json', data: [[document(rcps)]] },
  });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message.en).join('\n'));
  return awsIdentity(input, awsActions(), (arn) => awsManagedPolicies().byArn(arn));
};
