import type { Written } from '../identity.ts';

/**
 * Everything that bears on access in an Entra tenant and the Azure subscriptions below it. Plain data: made from code, from the APIs or from a saved
 * assessment. A fact that is absent or undefined is not known; it is never taken for `false`. Ids of Azure things are ARM ids, of directory things
 * object ids; before deployment a Terraform address stands in for an object id.
 */
export interface AzureInput {
  readonly tenant: Tenant;
  readonly managementGroups: readonly ManagementGroup[];
  readonly subscriptions: readonly Subscription[];
  readonly resourceGroups: readonly ResourceGroup[];
  readonly resources: readonly Resource[];
  /** Custom roles. Built-in ones come beside the input. */
  readonly roles: readonly RoleDefinition[];
  readonly assignments: readonly RoleAssignment[];
  /** Undefined: not collected. Only Azure makes them, so code never tells. */
  readonly denyAssignments?: readonly DenyAssignment[] | undefined;
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly applications: readonly Application[];
  readonly servicePrincipals: readonly ServicePrincipal[];
  readonly administrativeUnits: readonly AdministrativeUnit[];
  readonly appGrants: readonly AppGrant[];
  readonly directoryAssignments: readonly DirectoryAssignment[];
  /** Custom Entra roles. */
  readonly directoryRoles?: readonly DirectoryRoleDefinition[] | undefined;
  /** Undefined: not collected. */
  readonly conditionalAccess?: readonly ConditionalAccessPolicy[] | undefined;
  /** Things that could not be read; the reader's diagnostics tell why. Each makes some answer doubtful. */
  readonly doubts?: readonly string[] | undefined;
}

/** Of anything: where it is written, and its Terraform address. */
export interface Source {
  readonly at?: Written | undefined;
  readonly address?: string | undefined;
}

export interface Tenant extends Source {
  readonly id: string;
  readonly name?: string | undefined;
  /** Entra security defaults: MFA for everybody without any policy. */
  readonly securityDefaults?: boolean | undefined;
  /** The moment for which time-bound assignments are judged; an ISO date with time. */
  readonly asOf?: string | undefined;
}

export interface ManagementGroup extends Source {
  /** `/providers/Microsoft.Management/managementGroups/<name>`. */
  readonly id: string;
  readonly name?: string | undefined;
  /** Id of the group above; `null`: the tenant itself. */
  readonly parent?: string | null | undefined;
}
export interface Subscription extends Source {
  /** `/subscriptions/<guid>`. */
  readonly id: string;
  readonly name?: string | undefined;
  /** Id of its management group; `null`: the tenant itself. */
  readonly parent?: string | null | undefined;
}
export interface ResourceGroup extends Source {
  readonly id: string;
}

export interface Resource extends Source {
  readonly id: string;
  /** ARM type, such as `Microsoft.Compute/virtualMachines`. */
  readonly type: string;
  readonly name: string;
  /** Object ids of the managed identities it runs as, system-assigned and user-assigned. Undefined: nobody knows. */
  readonly identities?: readonly string[] | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly facts?: ResourceFacts | undefined;
}

export interface ResourceFacts {
  /** Storage account: account keys and SAS are accepted (`allowSharedKeyAccess`). */
  readonly sharedKeys?: boolean | undefined;
  /** Storage account: ids of function apps and the like whose code, and users whose Cloud Shell, it keeps. */
  readonly keepsCodeOf?: readonly string[] | undefined;
  /** Key vault: Azure RBAC decides on data (`enableRbacAuthorization`), not access policies. */
  readonly rbacMode?: boolean | undefined;
  readonly accessPolicies?: readonly AccessPolicy[] | undefined;
  /** Key vault: object ids of service principals whose credentials are kept in it. */
  readonly keepsCredentialsOf?: readonly string[] | undefined;
  /** Cosmos DB, AKS: keys or local accounts are accepted (`disableLocalAuth`, `disableLocalAccounts` are false). */
  readonly localAuth?: boolean | undefined;
  /** Cosmos DB: assignments of its own data roles. */
  readonly dataRoles?: readonly DataRole[] | undefined;
  /** SQL server: object id of the Entra administrator (a user, a group or a service principal). `null`: there is none. */
  readonly entraAdministrator?: string | null | undefined;
  /** SQL server: only Entra principals may sign in (`azureADOnlyAuthentication`). */
  readonly entraOnly?: boolean | undefined;
  /** Virtual machine: the extension for signing in with Entra ID is installed. */
  readonly entraLogin?: boolean | undefined;
}
/** An access policy of a key vault: who, and the permissions by kind (`secrets: ['get', 'list']`, or `all`). */
export interface AccessPolicy extends Source {
  /** Undefined: nobody knows who. */
  readonly principal?: string | undefined;
  readonly keys?: readonly string[] | undefined;
  readonly secrets?: readonly string[] | undefined;
  readonly certificates?: readonly string[] | undefined;
  readonly storage?: readonly string[] | undefined;
}
export interface DataRole extends Source {
  readonly principal: string;
  readonly name: string;
  readonly dataActions: readonly string[];
}

/** A built-in role, as data hands it over. */
export interface BuiltInRole {
  /** A GUID. */
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly RolePermission[];
}
export interface RolePermission {
  readonly actions: readonly string[];
  readonly notActions?: readonly string[] | undefined;
  readonly dataActions?: readonly string[] | undefined;
  readonly notDataActions?: readonly string[] | undefined;
  readonly condition?: string | null | undefined;
}
export interface RoleDefinition extends Source {
  /** A GUID, an ARM id that ends in one, or a Terraform address. */
  readonly id: string;
  readonly name: string;
  /** Undefined: nobody knows what it allows. */
  readonly permissions?: readonly RolePermission[] | undefined;
  readonly assignableScopes?: readonly string[] | undefined;
}

/** When an assignment counts. `from` and `until` are ISO dates with time; absent: open on that side. */
export type AssignmentState =
  | { readonly is: 'active'; readonly from?: string | undefined; readonly until?: string | undefined }
  | { readonly is: 'eligible'; readonly from?: string | undefined; readonly until?: string | undefined; readonly activation?: Activation | undefined };
/** What the role management policy asks of somebody who activates; undefined: nobody knows. */
export interface Activation {
  readonly mfa?: boolean | undefined;
  readonly approval?: boolean | undefined;
  readonly justification?: boolean | undefined;
}

export interface RoleAssignment extends Source {
  readonly id: string;
  /** Object id; undefined: nobody knows who. */
  readonly principal?: string | undefined;
  /** Role definition id (or GUID); undefined: nobody knows which. */
  readonly role?: string | undefined;
  /** ARM id, `/` for the tenant; undefined: nobody knows where. */
  readonly scope?: string | undefined;
  /** `null` or absent: none. `{ doubt }`: there is one that nobody knows. */
  readonly condition?: string | null | { readonly doubt: string } | undefined;
  /** Undefined: active. */
  readonly state?: AssignmentState | undefined;
  /** It may not exist: `count` or `for_each` is not known. */
  readonly maybe?: string | undefined;
}

export interface DenyAssignment extends Source {
  readonly id: string;
  readonly name?: string | undefined;
  readonly permissions: readonly RolePermission[];
  readonly scope: string;
  /** Object ids; `00000000-0000-0000-0000-000000000000` is everybody. */
  readonly principals: readonly string[];
  readonly excludePrincipals?: readonly string[] | undefined;
  readonly doNotApplyToChildScopes?: boolean | undefined;
  readonly condition?: string | null | undefined;
}

export interface DirectoryObject extends Source {
  /** Object id. */
  readonly id: string;
  readonly name: string;
}
export interface User extends DirectoryObject {
  /** User principal name; its domain decides who can federate it. */
  readonly upn?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly guest?: boolean | undefined;
  /** Custom security attributes, `set_name:attribute`. Undefined: not collected. */
  readonly attributes?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** Signs in on devices that Intune or Windows 365 manages. */
  readonly managedDevice?: boolean | undefined;
}
export interface Group extends DirectoryObject {
  /** Object ids of users, groups, service principals. Undefined: nobody knows. */
  readonly members?: readonly string[] | undefined;
  /** There are members beside those, and nobody knows who. */
  readonly moreMembers?: boolean | undefined;
  readonly owners?: readonly string[] | undefined;
  /** Created with `isAssignableToRole`. */
  readonly roleAssignable?: boolean | undefined;
  /** Members come from a rule or from the directory on premises: nobody can be added by hand. */
  readonly membersFrom?: 'assigned' | 'rule' | 'on-premises' | undefined;
  /** Some roles may change security groups only. */
  readonly kind?: 'security' | 'microsoft-365' | undefined;
  /** Its membership is managed by PIM for Groups. */
  readonly pim?: boolean | undefined;
  /** An access package of entitlement management gives its membership. */
  readonly inAccessPackage?: boolean | undefined;
}
export interface Application extends DirectoryObject {
  /** Client id: what ties it to its service principals. */
  readonly appId: string;
  readonly owners?: readonly string[] | undefined;
  readonly federated?: readonly FederatedCredential[] | undefined;
  /** An app management policy of the tenant forbids new passwords and keys on it. */
  readonly credentialsBlocked?: boolean | undefined;
}
export interface ServicePrincipal extends DirectoryObject {
  readonly appId?: string | undefined;
  /** `managed`: a managed identity; its credentials belong to Azure. */
  readonly kind: 'application' | 'managed';
  /** ARM id: of a user-assigned identity, or of the resource that a system-assigned one belongs to. */
  readonly resource?: string | undefined;
  readonly owners?: readonly string[] | undefined;
  /** App instance property lock: no credentials can be added to the service principal. */
  readonly locked?: boolean | undefined;
  readonly enabled?: boolean | undefined;
  readonly federated?: readonly FederatedCredential[] | undefined;
  readonly attributes?: Readonly<Record<string, string | readonly string[]>> | undefined;
}
export interface FederatedCredential extends Source {
  readonly name?: string | undefined;
  /** URL of the identity provider that signs the tokens. */
  readonly issuer?: string | undefined;
  readonly subject?: string | undefined;
  readonly audiences?: readonly string[] | undefined;
}
export interface AdministrativeUnit extends DirectoryObject {
  /** Undefined: nobody knows. */
  readonly members?: readonly string[] | undefined;
  /** Restricted management: only administrators of the unit itself may change its members. */
  readonly restricted?: boolean | undefined;
}
/** An app permission that acts without a user, such as `RoleManagement.ReadWrite.Directory`. */
export interface AppGrant extends Source {
  readonly principal: string;
  /** `Microsoft Graph`, or the name or object id of another API. */
  readonly api: string;
  /** Value (or GUID) of the app role; undefined: nobody knows. */
  readonly permission?: string | undefined;
}
export interface DirectoryRoleDefinition extends Source {
  readonly id: string;
  readonly name: string;
  /** Such as `microsoft.directory/applications/credentials/update`. Undefined: nobody knows. */
  readonly actions?: readonly string[] | undefined;
}
export interface DirectoryAssignment extends Source {
  readonly id: string;
  readonly principal?: string | undefined;
  /** Template id or display name; undefined: nobody knows. */
  readonly role?: string | undefined;
  /** `/`: the tenant; `/administrativeUnits/<id>`: a unit; `/<object id>`: one object. Undefined: nobody knows. */
  readonly scope?: string | undefined;
  readonly state?: AssignmentState | undefined;
  readonly maybe?: string | undefined;
}

export interface ConditionalAccessPolicy extends DirectoryObject {
  readonly state?: 'enabled' | 'report-only' | 'disabled' | undefined;
  readonly include?: Who | undefined;
  readonly exclude?: Who | undefined;
  /** Ids of cloud applications, `All`, or `MicrosoftAdminPortals`. */
  readonly applications?: readonly string[] | undefined;
  readonly excludeApplications?: readonly string[] | undefined;
  /** Further conditions that narrow it, by name: `locations`, `platforms`, `risk`. Empty: none. */
  readonly narrowedBy?: readonly string[] | undefined;
  /** Grant controls, such as `mfa`, `compliantDevice`, `block`; with `strength` for an authentication strength. */
  readonly grant?: readonly string[] | undefined;
  /** Whether all controls or one of them must be met. */
  readonly grantOperator?: 'AND' | 'OR' | undefined;
}
/** Users are object ids, `All` or `GuestsOrExternalUsers`; roles are template ids. */
export interface Who {
  readonly users?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
}
