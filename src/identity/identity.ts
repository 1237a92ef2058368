import type { Diagnostic } from '#core/diagnostic';
import type { Text } from '#framework/text';

/** Who can do what, who can become whom: the questions that each cloud answers in the same words. Nothing here knows a cloud. */
export interface Identity {
  readonly cloud: IdentityCloud;
  /** Sorted by id. Ids are the provider's own: an ARN, an object id, a member such as `serviceAccount:a@b.iam.gserviceaccount.com`. */
  readonly principals: readonly Principal[];
  readonly diagnostics: readonly Diagnostic[];
  /** May this principal do that? `what`: an ARN, an ARM id or a full resource name; undefined: the action takes no resource. */
  can(who: string, action: string, what: string | undefined, context?: Context): Decision;
  /** Everybody who can, or could under a condition; those outside what was read are named as the policies name them. */
  whoCan(action: string, what: string | undefined, context?: Context): readonly Allowed[];
  permissionsOf(who: string): Permissions;
  /** Its access keys that are old or have long not been used on that day (ISO), as far as anybody knows; left out where the cloud has none. */
  staleKeys?(who: string, asOf: string): readonly StaleKey[];
  /** Data, and records of what is done, that it gets at among the things that were read. Sorted. */
  reaches(who: string): readonly Reached[];
  /** Who can become whom and who can become administrator. Computed once. */
  escalations(): Escalations;
  /** Whom a word means: an id, a short name, an address; or, by the form of its id, somebody who was not read. */
  findPrincipal(word: string): Found<Principal>;
  /** An action, as the cloud spells it. One that is not in the data but may exist is found too; what is near says that it may be a slip. */
  findAction(word: string): Found<string>;
  /** The thing that a word means, for this action: an id, a short name, an address. */
  findResource(word: string, action: string): Found<Target>;
}
export type IdentityCloud = 'aws' | 'azure' | 'gcp';

/** What a word may mean: one thing, or several of one name. `near`: names that look like it. */
export interface Found<T> {
  readonly matches: readonly T[];
  readonly near: readonly string[];
}
/** A thing that an action is asked about. */
export interface Target {
  readonly id: string;
  readonly name: string;
  /** Terraform address, if it comes from code. */
  readonly address?: string | undefined;
}

export interface StaleKey {
  readonly key: string;
  readonly is: 'old' | 'unused';
  readonly days: number;
}

/** One thing, and what can be done to it that matters: reading, changing or destroying data; stopping or wiping a record. */
export interface Reached {
  readonly on: string;
  readonly what: 'data' | 'record';
  /** As the provider names them. */
  readonly actions: readonly string[];
  /** All of it only under a condition. */
  readonly conditional: boolean;
}

export interface Principal {
  readonly id: string;
  /** What people call it: the user or role name, the display name, the e-mail address. */
  readonly name: string;
  readonly kind: PrincipalKind;
  /** Account, subscription or tenant, project. */
  readonly account: string;
  readonly at: Written | undefined;
  /** Terraform address, if it comes from code. */
  readonly address?: string;
}
export type PrincipalKind =
  | 'user'
  | 'group'
  | 'role'
  | 'service-principal'
  | 'managed-identity'
  | 'service-account'
  | 'root'
  | 'federated'
  | 'service'
  | 'anyone';

/** Facts of a request by key, as texts; a list is a multivalued key. A key that is not there: see `Completeness`. */
export interface Context {
  readonly keys: Readonly<Record<string, string | readonly string[]>>;
  /** `complete`: a key that is not there is absent from the request. `partial`: nobody knows it, and the answer says on what it depends. */
  readonly is: 'complete' | 'partial';
}

/** Where something is written: a line (from 1), or a JSON pointer into a file from which the line can be found. */
export interface Written {
  readonly file: string;
  readonly line?: number;
  readonly pointer?: string;
}

export type Outcome = 'allow' | 'explicit-deny' | 'implicit-deny' | 'allow-if';

export interface Decision {
  readonly decision: Outcome;
  /** On what an `allow-if` depends; simplified, never expanded. */
  readonly condition: Residual | undefined;
  readonly because: readonly Because[];
  /** Ids of assumptions used where the provider's documents are silent. */
  readonly assumptions: readonly string[];
  /** Inputs that could change the answer and were not given, such as `scp`. */
  readonly missing: readonly string[];
}

/** A condition that is left over: a tree over atoms. */
export type Residual = { readonly all: readonly Residual[] } | { readonly any: readonly Residual[] } | { readonly not: Residual } | Atom | Doubt;
export interface Atom {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}
/** Something that could not be read or is not known, such as a statement with an unknown operator. */
export interface Doubt {
  readonly doubt: string;
}

/** One reason: a statement that matched, or a layer in which none did. */
export interface Because {
  /** `identity`, `boundary`, `session`, `resource`, `scp`, `rcp`, `endpoint`, `trust`, `role-assignment`, `deny-assignment`, `binding`, `deny-policy` ... */
  readonly layer: string;
  readonly effect: 'allow' | 'deny' | 'nothing-allows';
  /** Name or id of the policy, role or binding; empty for `nothing-allows`. */
  readonly policy: string;
  /** Sid, or the number of the statement from 0. */
  readonly statement: string | number | undefined;
  /** Through which group, or from which level of the hierarchy. */
  readonly through: string | undefined;
  readonly at: Written | undefined;
}

export interface Allowed {
  /** Of a principal that was read: its id; else what the policy names, such as `*` or another account. */
  readonly who: string;
  readonly known: boolean;
  readonly decision: Decision;
}

/** Access levels as AWS names them; other clouds map theirs. */
export type AccessLevel = 'list' | 'read' | 'write' | 'tagging' | 'permissions';
export interface Permissions {
  readonly who: string;
  readonly administrator: boolean;
  /** Sorted by service; `everywhere`: on all resources, without a condition. */
  readonly services: readonly ServicePermissions[];
}
export interface ServicePermissions {
  readonly service: string;
  readonly levels: Readonly<Partial<Record<AccessLevel, readonly string[]>>>;
  readonly everywhere: boolean;
  readonly conditional: boolean;
  /** Number of actions that the service has, and that are allowed. */
  readonly total: number;
  readonly allowed: number;
  /** The wildcard patterns that grant them, with their place. */
  readonly wildcards: readonly { readonly pattern: string; readonly because: Because }[];
}

/** One way to become another principal, or to widen one's own rights. */
export interface EscalationMethod {
  /** Such as `iam-001`, `azure-run-command`, `gcp-act-as-function`. */
  readonly id: string;
  readonly title: Text;
  /** What the attacker does, one sentence; `{target}` stands for the target's name. */
  readonly does: Text;
  readonly permissions: readonly string[];
  /** The page that tells, if there is one. */
  readonly source?: string;
}

export interface EscalationEdge {
  readonly from: string;
  /** The principal whose credentials or code execution is gained; equal to `from` if its own rights are widened. */
  readonly to: string;
  readonly method: string;
  /** The thing used: function, instance, policy, project. */
  readonly via: string | undefined;
  /** Each permission that was needed, on what, and the statements that gave it. */
  readonly permissions: readonly { readonly action: string; readonly on: string | undefined; readonly because: readonly Because[] }[];
  /** Set: the edge stands only under this condition. */
  readonly condition: Residual | undefined;
  /** Widens `from` itself up to its boundary and guardrails (everything they leave). */
  readonly widens: boolean;
}

export interface Escalations {
  readonly methods: ReadonlyMap<string, EscalationMethod>;
  readonly edges: readonly EscalationEdge[];
  /** Administrators by their own rights. */
  readonly administrators: ReadonlySet<string>;
  /** Everybody else who can become administrator: the shortest chain, its last edge reaches an administrator (or widens to one). */
  readonly becomeAdministrator: ReadonlyMap<string, readonly EscalationEdge[]>;
  /** Edges beyond the cap that are not listed; the chains are complete all the same. */
  readonly leftOut?: number;
}
