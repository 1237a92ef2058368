import type { Severity } from '#core/finding';
import type { Origin } from '#core/origin';
import type { Resource } from '#core/resource';
import type { Fact } from '#core/value';
import type { Text } from '#framework/text';

/** Who gets in without being named: nobody, any customer of the cloud, everyone. */
export type Audience = 'nobody' | 'any-account' | 'everyone';
export type Encryption = 'none' | 'provider-key' | 'customer-key';
export type DataKind =
  | 'object-store'
  | 'disk'
  | 'database'
  | 'cache'
  | 'file-system'
  | 'queue'
  | 'stream'
  | 'search'
  | 'warehouse'
  | 'log'
  | 'registry'
  | 'secret'
  | 'backup'
  | 'build'
  | 'notebook'
  | 'topic'
  | 'table'
  | 'cluster-secrets'
  | 'environment'
  | 'cache-of-api'
  | 'query-result';

/** One rule that lets traffic in or out. A doubt (an unknown rule) has unknown facts. */
export interface Opening {
  /** Known: the address set is the whole IPv4 or IPv6 world (several blocks may add up to it). */
  readonly anywhere: Fact<boolean>;
  readonly ports: Fact<PortRange>;
  /** Written rule, for steps: what to take away. */
  readonly origin: Origin;
}
export interface PortRange {
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'all' | 'other';
  /** Inclusive; 0 to 65535 for all. */
  readonly from: number;
  readonly to: number;
}

/** One way in over the network: is it readable on the wire? `channel` is what it is called, such as `viewer`, `origin`, `listener`, `node`. */
export interface Channel {
  readonly channel: string;
  /** Plain text is accepted (a redirect to TLS only is not plain text). */
  readonly plainText: Fact<boolean>;
  /** Lowest TLS version accepted: 1.0, 1.1, 1.2, 1.3; undefined: does not apply. */
  readonly minimumTls: Fact<number> | undefined;
}

/**
 * One statement of an identity or resource policy, in the provider's own patterns. What the provider has to fill in stands as `${address.attribute}` in a
 * text; a list of which nothing is known is one unknown member. `effect` unknown: a statement that may be there.
 */
export interface Statement {
  readonly effect: Fact<'Allow' | 'Deny'>;
  readonly actions: readonly Fact<string>[];
  readonly notActions: readonly Fact<string>[];
  readonly resources: readonly Fact<string>[];
  readonly notResources: readonly Fact<string>[];
  /** Kind and value: `*`, `AWS:*`, `AWS:arn:aws:iam::111122223333:root`, `Service:lambda.amazonaws.com`, `Federated:...`; empty in an identity policy. */
  readonly principals: readonly Fact<string>[];
  readonly notPrincipals: readonly Fact<string>[];
  readonly conditions: readonly StatementCondition[];
  readonly origin: Origin;
  readonly sid: string | undefined;
}
export interface StatementCondition {
  readonly operator: string;
  /** Lower case. */
  readonly key: string;
  readonly values: readonly Fact<string>[];
}

/** What is left of a policy where it is attached. */
export interface PolicyHolders {
  /** Somebody who has it is administrator. */
  readonly administrator: boolean;
  /** Somebody who has it may do everything that this service has, on everything. `service`: an action prefix such as `s3`. */
  whole(service: string): boolean;
}

/** What can be done with nothing but a password or a key. */
export interface Unguarded {
  readonly by: readonly ('access-key' | 'password' | 'assume-role')[];
  readonly administrator: boolean;
  /** Names of the stores of data that it gets at; of those that are there. */
  readonly stores: readonly string[];
  readonly stopsAudit: boolean;
}

/** What a credential opens, told from code and states alone: nobody signs in with it. */
export interface CredentialReach {
  /**
   * `principal`: whose it is. `resource`: the thing that it opens. `account`: no more than where. `candidates`: one of several, in `names`. `unknown`: it could
   * not be joined with anything.
   */
  readonly is: 'principal' | 'resource' | 'account' | 'candidates' | 'unknown';
  readonly names: readonly string[];
  readonly state: CredentialState;
  readonly administrator: boolean;
  /** Its way to administrator rights, if it has none now and there is one. */
  readonly ascent: Ascent | undefined;
  /** The first fifty. */
  readonly stores: readonly StoreReach[];
  readonly storeCount: number;
  /** What its rights come to, service by service; empty for an administrator and where nobody knows. */
  readonly rights: readonly string[];
  /** What narrows its use besides rights: networks, an expiry, a scope. */
  readonly limits: readonly Text[];
  /** No network but its own reaches what it opens, as far as the code tells. */
  readonly private: boolean;
  /** From the credential on: whose it is, what that can become, what it gets at. */
  readonly path: readonly ReachHop[];
  /** The block that issues it or whose secret it is. */
  readonly issuer: CredentialIssuer | undefined;
  /** How it was joined. */
  readonly why: Text;
  /** What would settle what is open; how it is rotated, where that is known. */
  readonly next: Text | undefined;
}
/**
 * `current`: a state holds this very value. `rotated`: the state holds another one in its place. `disabled`, `local-auth-off`: the code or the state says that it is not
 * accepted. Offline, most are `unknown`.
 */
export type CredentialState = 'current' | 'unknown' | 'expired' | 'rotated' | 'disabled' | 'local-auth-off';
export interface StoreReach {
  readonly name: string;
  /** As the provider names them; empty: whatever the credential's own user may do. */
  readonly actions: readonly string[];
  readonly conditional: boolean;
}
export interface ReachHop {
  readonly from: string;
  readonly to: string;
  readonly how: Text;
  /** Where it is written. */
  readonly at: { readonly file: string; readonly line: number } | undefined;
}
export interface CredentialIssuer {
  readonly address: string;
  readonly file: string;
  readonly line: number;
  /** The argument that turns it off, if code can. `at`: the written value, or the block that lacks it. */
  readonly off: { readonly attribute: string; readonly to: string | boolean; readonly at: Origin; readonly written: boolean } | undefined;
}

/** The shortest way of a principal to administrator rights. */
export interface Ascent {
  readonly hops: readonly {
    readonly from: string;
    readonly to: string;
    readonly method: string;
    readonly title: Text;
    readonly does: Text;
    readonly permissions: readonly string[];
  }[];
  /** On what it depends, in the provider's terms. */
  readonly condition: string | undefined;
}

/**
 * What a role comes to: everything with the right to give rights, only the right to give them, everything without it, the use of other identities, or less.
 */
export type RoleLevel = 'administrator' | 'grants-access' | 'writes-everything' | 'impersonates' | 'other';
/** Permissions in the provider's own patterns. */
export interface RolePermissions {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}
/** Everyone, everyone who has signed in to the provider, people, something that runs, the provider's own agents. */
export type Grantee = 'everyone' | 'any-account' | 'people' | 'workload' | 'provider';
/** One role that is given at one place: a role assignment, a binding of an allow policy. */
export interface RoleGrant {
  /** As the provider shows it. */
  readonly role: Fact<string>;
  readonly level: Fact<RoleLevel>;
  /** A whole organisation (or a part of it with several accounts), a whole subscription or project, or less. */
  readonly breadth: Fact<'organisation' | 'account' | 'part'>;
  readonly to: readonly Fact<Grantee>[];
  /** Whom, as it is written. */
  readonly who: readonly Fact<string>[];
  /** The role of one's own that is given, if it is in what was read. */
  readonly definition: Resource | undefined;
  /** A role of one's own, whether read or not. */
  readonly custom: boolean;
}

/** Trust in tokens of somebody else's identity provider. */
export interface Federation {
  /** What of the token would name the owner, in the provider's words: the claim "sub", attribute_condition. */
  readonly by: string;
  /** Tokens of one organisation (repository, project) are told from those of everybody else there. */
  readonly pinned: Fact<boolean>;
  /** What uses the tokens tells them apart, though the trust itself does not. Undefined: nothing that was read uses them. */
  readonly pinnedWhereUsed: boolean | undefined;
}

/** What controls see: effective conditions, in no provider's words. A fact that does not apply to a resource is left out. */
export interface Facets {
  /** Anonymous access to objects. */
  readonly objectStore: {
    readonly readableBy: Fact<Audience>;
    readonly writableBy: Fact<Audience>;
    /** A switch that forbids public access was turned off explicitly, though nothing is public now. */
    readonly publicBlockOff: Fact<boolean>;
    readonly versioned: Fact<boolean>;
    readonly mfaDelete: Fact<boolean>;
    readonly writeOnce: Fact<boolean>;
    readonly replicated: Fact<boolean>;
    readonly expires: Fact<boolean>;
    readonly website: Fact<boolean>;
    /** It only receives access logs of other resources. */
    readonly isLogTarget: Fact<boolean>;
  };
  readonly dataAtRest: { readonly holds: DataKind; readonly encryption: Fact<Encryption> };
  readonly transport: { readonly channels: readonly Channel[] };
  /** A packet filter: security group, network ACL. */
  readonly networkEntry: {
    readonly kind: 'instance-filter' | 'subnet-filter' | 'default-filter';
    readonly ingress: readonly Opening[];
    readonly egress: readonly Opening[];
    readonly inUse: Fact<boolean>;
  };
  /** A machine, database or service that may have an address on the internet. `ingress`: all rules of the filters that guard it. */
  readonly publicAddress: {
    readonly what:
      | 'machine'
      | 'database'
      | 'cache'
      | 'warehouse'
      | 'broker'
      | 'stream'
      | 'search'
      | 'kubernetes-api'
      | 'notebook'
      | 'replication'
      | 'subnet'
      | 'load-balancer'
      | 'function'
      | 'container'
      | 'build';
    readonly public: Fact<boolean>;
    /** The addresses that are let in are limited (authorised networks, policy); undefined: no such setting here. */
    readonly limited: Fact<boolean> | undefined;
    readonly ingress: readonly Opening[];
  };
  readonly privateNetwork: { readonly inside: Fact<boolean> };
  /** A resource policy: who outside may use it. `account`: a fixed other account. */
  readonly resourcePolicy: {
    readonly what:
      | DataKind
      | 'key'
      | 'function'
      | 'event-bus'
      | 'role'
      | 'domain'
      | 'api'
      | 'network'
      | 'certificate-authority'
      | 'catalog'
      | 'mail-identity'
      | 'model'
      | 'organization';
    readonly admits: Fact<Audience>;
    readonly statements: readonly Statement[];
  };
  /** Statements that an identity has by this resource (policy document, inline policy). `attached`: something uses it. */
  readonly identityPolicy: {
    readonly statements: readonly Statement[];
    readonly attachedTo: Fact<'nobody' | 'user' | 'group' | 'role' | 'someone'>;
    readonly inline: boolean;
    /** Undefined: nobody who was read has it. Looked up when asked. */
    readonly holders: () => PolicyHolders | undefined;
  };
  /** A principal: what its rights come to, with all its policies, boundaries and denials. */
  readonly power: {
    readonly holder: 'user' | 'group' | 'role' | 'workload';
    readonly administrator: Fact<boolean>;
    /** Not administrator, but it can become one. */
    readonly becomesAdministrator: Fact<Ascent | undefined>;
    /** A person can use its power without a second factor; undefined as a fact: MFA is demanded, or it has no power that matters. */
    readonly withoutMfa: Fact<Unguarded | undefined> | undefined;
  };
  /** A credential that stands in a file. */
  readonly credential: {
    /** Id of the detector. */
    readonly kind: string;
    readonly title: Text;
    readonly fix: Text;
    readonly opensInGeneral: Text;
    readonly severity: Severity;
    readonly confidence: 'certain' | 'likely' | 'possible';
    readonly masked: string;
    readonly places: number;
    readonly opens: CredentialReach;
    readonly origin: Origin;
  };
  readonly trust: { readonly statements: readonly Statement[] };
  /** Tokens of identity providers that everybody can have an account with. */
  readonly federation: { readonly trusts: readonly Federation[] };
  readonly roleGrant: { readonly grants: readonly RoleGrant[] };
  /** A role of one's own. */
  readonly roleDefinition: {
    readonly permissions: readonly Fact<string>[];
    readonly level: Fact<RoleLevel>;
    /** Something in the code gives it, refers to it or hands it on. Looked up when asked. */
    readonly inUse: () => Fact<boolean>;
  };
  /** The identity of what runs there, where the provider has one that is used when none is named. */
  readonly workloadAccount: {
    readonly isDefault: Fact<boolean>;
    /** The tokens that it hands out are good for every service. */
    readonly fullScopes: Fact<boolean> | undefined;
    /** The default identity was stripped of its rights. */
    readonly stripped: boolean;
  };
  readonly managedPolicies: { readonly arns: readonly Fact<string>[]; readonly holder: 'user' | 'group' | 'role' };
  readonly person: { readonly directPolicies: Fact<number>; readonly consolePassword: Fact<boolean>; readonly accessKeys: Fact<number> };
  readonly accessKey: { readonly active: Fact<boolean>; readonly ofUser: Fact<string> };
  readonly passwordPolicy: {
    readonly minimumLength: Fact<number>;
    readonly lowercase: Fact<boolean>;
    readonly uppercase: Fact<boolean>;
    readonly numbers: Fact<boolean>;
    readonly symbols: Fact<boolean>;
    readonly reusePrevented: Fact<number>;
    readonly maximumAge: Fact<number>;
  };
  readonly customerMfa: {
    readonly mfa: Fact<'off' | 'optional' | 'required'>;
    readonly minimumLength: Fact<number> | undefined;
    readonly advancedSecurity: Fact<boolean> | undefined;
  };
  readonly key: {
    readonly rotates: Fact<boolean>;
    readonly symmetric: Fact<boolean>;
    readonly deletionWindow: Fact<number>;
    readonly enabled: Fact<boolean>;
    readonly multiRegion: Fact<boolean>;
  };
  readonly secret: { readonly rotates: Fact<boolean>; readonly recoveryDays: Fact<number> };
  readonly metadataService: { readonly reachable: Fact<boolean>; readonly tokenRequired: Fact<boolean>; readonly hopLimit: Fact<number> | undefined };
  /** Secrets written in plain text where a person or a metadata reader sees them: one entry per place, `name` the variable or key. */
  readonly plainSecrets: {
    readonly where: 'environment' | 'user-data' | 'template' | 'password' | 'source';
    readonly found: readonly Fact<{ readonly name: string } | undefined>[];
  };
  readonly container: {
    readonly privileged: Fact<boolean>;
    readonly hostNamespace: Fact<boolean>;
    readonly readOnlyRoot: Fact<boolean> | undefined;
    readonly runsAsRoot: Fact<boolean> | undefined;
  };
  readonly notebook: { readonly rootAccess: Fact<boolean>; readonly directInternet: Fact<boolean> };
  readonly image: { readonly scanned: Fact<boolean>; readonly immutable: Fact<boolean> };
  readonly auditTrail: {
    readonly logging: Fact<boolean>;
    readonly allRegions: Fact<boolean>;
    readonly validated: Fact<boolean>;
    readonly globalEvents: Fact<boolean>;
    readonly toLogGroup: Fact<boolean>;
    readonly dataEvents: Fact<boolean>;
    readonly customerKey: Fact<boolean>;
    /** Access to the store of the trail is itself logged; undefined: the store is not in what was read. */
    readonly storeLogged: Fact<boolean> | undefined;
    readonly storePublic: Fact<boolean> | undefined;
    /** Changes for which a metric filter with an alarm is missing, as ids such as `root-usage`. Known only if the trail's log group is in what was read. */
    readonly alarmsMissing: Fact<readonly string[]> | undefined;
  };
  readonly threatDetection: { readonly on: Fact<boolean>; readonly plansOff: Fact<readonly string[]> };
  /** The recorder of configuration changes and the posture service. */
  readonly posture: { readonly on: Fact<boolean>; readonly allResources: Fact<boolean> | undefined };
  readonly serviceLog: {
    readonly kind: 'access' | 'audit' | 'error' | 'control-plane' | 'flow' | 'build' | 'execution';
    readonly on: Fact<boolean>;
    readonly missing: Fact<readonly string[]> | undefined;
  };
  readonly logRetention: { readonly days: Fact<number> };
  readonly alarm: { readonly actionsOn: Fact<boolean>; readonly hasActions: Fact<boolean> };
  readonly monitoring: { readonly kind: 'detailed' | 'enhanced' | 'tracing' | 'insights'; readonly on: Fact<boolean> };
  /** Automatic backups. `days` 0: off. */
  readonly backup: { readonly days: Fact<number> | undefined; readonly pointInTime: Fact<boolean> | undefined };
  readonly deletion: { readonly protected: Fact<boolean>; readonly finalSnapshot: Fact<boolean> | undefined };
  readonly zones: {
    readonly what:
      | 'database'
      | 'cache'
      | 'compute'
      | 'load-balancer'
      | 'search'
      | 'broker'
      | 'stream'
      | 'file-system'
      | 'function'
      | 'replication'
      | 'warehouse'
      | 'nat';
    readonly several: Fact<boolean>;
  };
  readonly failover: { readonly automatic: Fact<boolean> };
  readonly upgrades: { readonly automatic: Fact<boolean> };
  readonly runtime: {
    readonly name: Fact<string>;
    /** The day support ended or ends, ISO; undefined value: supported, no end known. */ readonly supportEnds: Fact<string | undefined>;
  };
  readonly capacity: {
    readonly scales: Fact<boolean> | undefined;
    readonly healthChecked: Fact<boolean> | undefined;
    readonly atLeastTwo: Fact<boolean> | undefined;
    readonly concurrencyLimit: Fact<boolean> | undefined;
    readonly throttled: Fact<boolean> | undefined;
    readonly deadLetters: Fact<boolean> | undefined;
    readonly crossZone: Fact<boolean> | undefined;
    readonly drains: Fact<boolean> | undefined;
    readonly rollsBack: Fact<boolean> | undefined;
    readonly storageGrows: Fact<boolean> | undefined;
  };
  readonly webFront: {
    readonly firewall: Fact<boolean>;
    readonly internetFacing: Fact<boolean>;
    readonly dropsInvalidHeaders: Fact<boolean> | undefined;
    readonly strictDesync: Fact<boolean> | undefined;
    /** The CDN proves itself to its bucket origins. */
    readonly originProtected: Fact<boolean> | undefined;
    readonly rootObject: Fact<boolean> | undefined;
    readonly originFailover: Fact<boolean> | undefined;
    readonly customCertificate: Fact<boolean> | undefined;
    /** It speaks HTTP, so that a web application firewall makes sense. */
    readonly applies: boolean;
  };
  readonly firewallRules: { readonly rules: Fact<number>; readonly rateLimited: Fact<boolean> };
  /** An endpoint that runs code for whoever calls: is a caller made to prove who they are? */
  readonly endpointAuthentication: { readonly what: 'function' | 'api' | 'search'; readonly required: Fact<boolean> };
  /** Backups are copied to another region or account. */
  readonly backupCopies: { readonly elsewhere: Fact<boolean> };
  readonly databaseLogin: { readonly identityBased: Fact<boolean>; readonly passwordInCode: Fact<boolean> };
  readonly unused: { readonly unused: Fact<boolean> };
  /**
   * The roles whose rights the code in it has (execution role, instance profile, service role). `facts`: what an attacker would need to know of it, such as
   * `state`; one that is not there is not known.
   */
  readonly runsAs: { readonly roles: readonly Resource[]; readonly facts: Readonly<Record<string, string | boolean>> };
}
export type FacetName = keyof Facets;

/** What a step can ask of a resource. A type that can turn a facet bad names the change that turns it good. */
export type Remedy =
  | 'close-to-anonymous'
  | 'turn-public-block-on'
  | 'close-to-internet'
  | 'make-private'
  | 'limit-networks'
  | 'close-egress'
  | 'encrypt-at-rest'
  | 'use-customer-key'
  | 'require-tls'
  | 'raise-tls'
  | 'require-metadata-token'
  | 'lower-hop-limit'
  | 'narrow-policy'
  | 'narrow-trust'
  | 'narrow-resource-policy'
  | 'strengthen-password'
  | 'require-mfa'
  | 'rotate-key'
  | 'lengthen-deletion-window'
  | 'lengthen-recovery'
  | 'drop-privilege'
  | 'read-only-root'
  | 'drop-root'
  | 'no-root-notebook'
  | 'scan-images'
  | 'freeze-tags'
  | 'trail-on'
  | 'trail-all-regions'
  | 'trail-validate'
  | 'trail-key'
  | 'detection-on'
  | 'recorder-on'
  | 'log-on'
  | 'retain-logs'
  | 'alarm-on'
  | 'monitor'
  | 'trace'
  | 'version-objects'
  | 'keep-backups'
  | 'point-in-time'
  | 'protect-deletion'
  | 'final-snapshot'
  | 'span-zones'
  | 'fail-over'
  | 'upgrade-automatically'
  | 'check-health'
  | 'scale'
  | 'cross-zone'
  | 'drain'
  | 'roll-back'
  | 'drop-invalid-headers'
  | 'strict-desync'
  | 'require-authentication'
  | 'identity-login'
  | 'protect-origin'
  | 'turn-credential-off';

/** What a facet may look at beyond its own resource. Everything asked here is remembered, so a what-if knows what to judge again. */
export interface Around {
  /** The resources that this one names in `property`. */
  related(property: string): readonly Resource[];
  /** The resources of any type that name this one in `property`, or in any property. */
  relatedBy(property?: string): readonly Resource[];
  /** All resources of a type in the same account and region. */
  inScope(type: string): readonly Resource[];
  /** The same in the account, whatever the region. */
  inAccount(type: string): readonly Resource[];
  /** A root module hands this one out: somebody outside what was read may use it. */
  isExported(): boolean;
  /** Some other block refers to it, of whatever kind, also one that no resource type knows. */
  isMentioned(): boolean;
  /** What a credential with these facts opens, by the resources and identities that were read. */
  opens(kind: string, facts: Readonly<Record<string, string>>): CredentialReach;
  /** The types of which there are resources in the account. */
  typesInAccount(): readonly string[];
  /** A facet of another resource. */
  facet<F extends FacetName>(other: Resource, name: F): Facets[F] | undefined;
  /** What the rights of this principal come to, all policies considered. */
  power(): Facets['power'] | undefined;
  /** A role of the provider, by name or id. Undefined: it has none of that name. */
  role(name: string): { readonly name: string; readonly level: RoleLevel } | undefined;
  /** What a role with these permissions comes to. */
  roleLevel(permissions: readonly RolePermissions[]): RoleLevel;
  /** Who has the policy that this is, or that is in it, and what is left of it there. */
  holders(): PolicyHolders | undefined;
  /** Whether this one names something in `property` that could not be found among what was read. */
  namesUnseen(property: string): boolean;
}
