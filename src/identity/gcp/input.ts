import type { Written } from '../identity.ts';

/**
 * Everything that bears on access in a Google Cloud organization. Plain data: made from code, from the APIs or from a saved assessment. A fact that is
 * absent or undefined is not known; it is never taken for `false`. Places in the hierarchy are `organizations/1`, `folders/2`, `projects/my-project`;
 * everything else is a full resource name, such as `//storage.googleapis.com/projects/_/buckets/b`. Principals are written as allow policies write them.
 */
export interface GcpInput {
  /** The moment for which `request.time` is judged; an RFC 3339 date with time. Undefined: conditions on time stay open. */
  readonly asOf?: string | undefined;
  readonly organizations: readonly Organization[];
  readonly folders: readonly Folder[];
  readonly projects: readonly Project[];
  readonly resources: readonly Resource[];
  /** Custom roles. Basic and predefined ones come beside the input. */
  readonly roles: readonly CustomRole[];
  readonly bindings: readonly Binding[];
  /** Undefined: not collected. */
  readonly denyPolicies?: readonly DenyPolicy[] | undefined;
  /** Principal access boundary policies. Undefined: not collected. */
  readonly boundaries?: readonly BoundaryPolicy[] | undefined;
  readonly boundaryBindings?: readonly BoundaryBinding[] | undefined;
  readonly serviceAccounts: readonly ServiceAccount[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly pools: readonly IdentityPool[];
  /** Outside identities of pools that are known with their groups and attributes. */
  readonly identities?: readonly OutsideIdentity[] | undefined;
  /** Organization policies of the few constraints that bear on escalation. Undefined: not collected. */
  readonly constraints?: readonly Constraint[] | undefined;
  /** Undefined: not collected. */
  readonly tags?: readonly TagBinding[] | undefined;
  /** Things that could not be read; the reader's diagnostics tell why. Each makes some answer doubtful. */
  readonly doubts?: readonly string[] | undefined;
}

/** Of anything: where it is written, and its Terraform address. */
export interface Source {
  readonly at?: Written | undefined;
  readonly address?: string | undefined;
}

export interface Organization extends Source {
  readonly id: string;
  readonly name?: string | undefined;
  /** Of Cloud Identity or Google Workspace, such as `C01abc234`. */
  readonly customerId?: string | undefined;
  /** Domains of its users. */
  readonly domains?: readonly string[] | undefined;
}
export interface Folder extends Source {
  readonly id: string;
  readonly name?: string | undefined;
  /** `null`: nothing is above. */
  readonly parent?: string | null | undefined;
}
export interface Project extends Source {
  /** `projects/<project id>`. */
  readonly id: string;
  readonly number?: string | undefined;
  readonly name?: string | undefined;
  /** `null`: it belongs to no organization. */
  readonly parent?: string | null | undefined;
  /** The default service accounts of Compute Engine and App Engine were given Editor by themselves. */
  readonly automaticEditor?: boolean | undefined;
  /** Cloud Build runs as this account where a build names none. */
  readonly buildAccount?: string | undefined;
}

export interface Resource extends Source {
  readonly id: string;
  /** As Cloud Asset Inventory names it, such as `compute.googleapis.com/Instance`. */
  readonly type: string;
  readonly name: string;
  /** Project it lies in, where the name does not say so (buckets). */
  readonly parent?: string | undefined;
  /** Service accounts it runs as. Undefined: nobody knows. */
  readonly accounts?: readonly string[] | undefined;
  readonly facts?: ResourceFacts | undefined;
}
export interface ResourceFacts {
  /** OAuth scopes of the tokens that an instance hands out. Undefined: nobody knows. */
  readonly scopes?: readonly string[] | undefined;
  /** Repositories and the like: full names of what runs the code kept in it. */
  readonly keepsCodeOf?: readonly string[] | undefined;
  /** GKE cluster: Workload Identity is on, so that pods do not reach the account of the node. */
  readonly workloadIdentity?: boolean | undefined;
  /** Instance: OS Login decides on SSH, keys in metadata do not. */
  readonly osLogin?: boolean | undefined;
}

export interface CustomRole extends Source {
  /** `projects/p/roles/r` or `organizations/1/roles/r`. */
  readonly id: string;
  readonly title?: string | undefined;
  /** Undefined: nobody knows what it allows. */
  readonly permissions?: readonly string[] | undefined;
  /** It is disabled or deleted, and grants nothing. */
  readonly off?: boolean | undefined;
}

export interface Binding extends Source {
  readonly id?: string | undefined;
  /** Undefined: nobody knows where. */
  readonly resource?: string | undefined;
  /** Undefined: nobody knows which. */
  readonly role?: string | undefined;
  /** Undefined: nobody knows who. */
  readonly members?: readonly string[] | undefined;
  /** There are members beside those, and nobody knows who. */
  readonly moreMembers?: boolean | undefined;
  readonly condition?: ConditionText | null | undefined;
  /** It may not exist: `count` or `for_each` is not known. */
  readonly maybe?: string | undefined;
}
/** `doubt`: there is one that nobody knows. */
export type ConditionText = { readonly title?: string | undefined; readonly expression: string } | { readonly doubt: string };

export interface DenyPolicy extends Source {
  readonly id: string;
  /** Organization, folder or project. Undefined: nobody knows where. */
  readonly attachedTo?: string | undefined;
  readonly rules: readonly DenyRule[];
}
export interface DenyRule extends Source {
  /** `principal://` and `principalSet://` forms. Undefined: nobody knows who. */
  readonly principals?: readonly string[] | undefined;
  readonly exceptPrincipals?: readonly string[] | undefined;
  /** `service.googleapis.com/resource.verb`, also with `*`. Undefined: nobody knows which. */
  readonly permissions?: readonly string[] | undefined;
  readonly exceptPermissions?: readonly string[] | undefined;
  readonly condition?: ConditionText | null | undefined;
}

export interface BoundaryPolicy extends Source {
  readonly id: string;
  /** What its rules make eligible. Undefined: nobody knows. */
  readonly resources?: readonly string[] | undefined;
  /** Permissions that its enforcement version blocks, as `service.googleapis.com/*`. Undefined: taken for all of them. */
  readonly blocks?: readonly string[] | undefined;
}
export interface BoundaryBinding extends Source {
  readonly id: string;
  readonly policy?: string | undefined;
  /** Principal set, such as `//cloudresourcemanager.googleapis.com/organizations/1`. Undefined: nobody knows whom it binds. */
  readonly target?: string | undefined;
  /** On `principal.type` and `principal.subject`. */
  readonly condition?: ConditionText | null | undefined;
}

export interface ServiceAccount extends Source {
  readonly email: string;
  readonly name?: string | undefined;
  /** `projects/p`; undefined: taken from the e-mail address. */
  readonly project?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Scopes of domain-wide delegation; empty: none. Undefined: nobody knows, and none is assumed. */
  readonly delegatedScopes?: readonly string[] | undefined;
}
export interface User extends Source {
  readonly email: string;
  readonly name?: string | undefined;
  readonly suspended?: boolean | undefined;
  /** Two-step verification is enforced for the organizational unit. */
  readonly twoStep?: boolean | undefined;
}
export interface Group extends Source {
  readonly email: string;
  readonly name?: string | undefined;
  /** As allow policies write them. Undefined: nobody knows. */
  readonly members?: readonly string[] | undefined;
  /** There are members beside those, and nobody knows who. */
  readonly moreMembers?: boolean | undefined;
  /** Owners and managers, who may add members. */
  readonly managers?: readonly string[] | undefined;
}
export interface IdentityPool extends Source {
  /** `projects/p/locations/global/workloadIdentityPools/x` or `locations/global/workforcePools/x`. */
  readonly id: string;
  readonly disabled?: boolean | undefined;
  /** Undefined: nobody knows. */
  readonly providers?: readonly PoolProvider[] | undefined;
}
export interface PoolProvider extends Source {
  readonly name: string;
  readonly disabled?: boolean | undefined;
  readonly issuer?: string | undefined;
  /** `google.subject` to `assertion.sub` and the like. */
  readonly mapping?: Readonly<Record<string, string>> | undefined;
  /** CEL on the assertion: decides who may come in. `null` or absent: everybody whom the issuer vouches for. */
  readonly condition?: ConditionText | null | undefined;
}
export interface OutsideIdentity extends Source {
  /** `principal://.../subject/x`. */
  readonly id: string;
  readonly groups?: readonly string[] | undefined;
  /** By name, without `attribute.`. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

export interface Constraint extends Source {
  /** Organization, folder or project. */
  readonly on: string;
  /** Such as `iam.disableServiceAccountKeyCreation`. */
  readonly name: string;
  /** Undefined: nobody knows. */
  readonly enforced?: boolean | undefined;
}
export interface TagBinding extends Source {
  readonly on: string;
  /** With its namespace: `123456789012/env`. */
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  /** `tagKeys/1`, `tagValues/2`. */
  readonly keyId?: string | undefined;
  readonly valueId?: string | undefined;
}
