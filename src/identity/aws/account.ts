import type { Written } from '../identity.ts';
import type { Policy, PolicyDocument } from './statement.ts';

/** Everything that bears on access in the AWS accounts that were read. Plain data: made from code, from authorization details or from a saved assessment. */
export interface AwsInput {
  readonly accounts: readonly Account[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly roles: readonly Role[];
  /** Customer managed policies, and the AWS managed ones that something attaches or names. */
  readonly managed: readonly ManagedPolicy[];
  /** Whatever has a policy, runs as a role, or holds data. */
  readonly resources: readonly Thing[];
  readonly grants: readonly KmsGrant[];
  /** What was collected. What was not may change an answer, and the answer says so. */
  readonly collected: { readonly scps: boolean; readonly rcps: boolean; readonly resourcePolicies: boolean; readonly things: boolean };
}

export interface Account {
  /** Twelve digits; before deployment, where no code names it, `000000000000`. */
  readonly id: string;
  readonly partition: string;
  readonly organization: { readonly id: string; readonly management: boolean; readonly path: string | undefined } | undefined;
  /** By level: root, organizational units, account. An Allow is needed at each level. Empty: no organization, or not collected. */
  readonly scps: readonly (readonly Policy[])[];
  readonly rcps: readonly (readonly Policy[])[];
}

/** `undefined` in a fact: nobody knows. */
interface Holder {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly inline: readonly Policy[];
  /** Ids of managed policies. */
  readonly attached: readonly string[];
  /** What could not be read of its policies: a doubt for every question. */
  readonly doubt: string | undefined;
  readonly at: Written | undefined;
  /** Terraform address. */
  readonly address: string | undefined;
}

export interface User extends Holder {
  readonly uniqueId: string | undefined;
  /** ARNs of groups. */
  readonly groups: readonly string[];
  readonly boundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly consolePassword: boolean | undefined;
  readonly accessKeys: readonly AccessKey[] | undefined;
  readonly mfaDevice: boolean | undefined;
}
export interface AccessKey {
  readonly id: string;
  readonly active: boolean;
  /** ISO dates. */
  readonly created: string | undefined;
  readonly lastUsed: string | undefined;
}

export interface Group extends Holder {}

export interface Role extends Holder {
  readonly uniqueId: string | undefined;
  readonly trust: PolicyDocument;
  readonly boundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Names of its instance profiles; undefined: not collected. */
  readonly instanceProfiles: readonly string[] | undefined;
}

export interface ManagedPolicy extends Policy {
  readonly account: string;
  readonly awsManaged: boolean;
  /** All versions, if collected: for a rollback to a stronger one. `document` is the default version. */
  readonly versions: readonly { readonly id: string; readonly isDefault: boolean; readonly document: PolicyDocument }[];
  readonly address: string | undefined;
}

/** A resource, as far as access goes. */
export interface Thing {
  readonly arn: string;
  /** CloudFormation type, such as `AWS::Lambda::Function`. */
  readonly type: string;
  readonly name: string;
  readonly account: string;
  readonly policy: Policy | undefined;
  /** ARNs of the roles it runs as (execution role, instance profile's role, service role). */
  readonly runsAs: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Further facts by name, such as `cluster`, `state`, `ssm`; a fact that is not there is not known. */
  readonly facts: Readonly<Record<string, string | boolean>>;
  readonly at: Written | undefined;
  readonly address: string | undefined;
}

export interface KmsGrant {
  readonly key: string;
  /** Principal ARN, or an account's root ARN. */
  readonly grantee: string;
  readonly operations: readonly string[];
  readonly encryptionContextEquals: Readonly<Record<string, string>> | undefined;
  readonly encryptionContextSubset: Readonly<Record<string, string>> | undefined;
}
