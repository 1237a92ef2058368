import { chain, positionAt, root, type Origin } from '#core/origin';
import type { Resource } from '#core/resource';
import { isFields, isList, type Fact, type Value } from '#core/value';
import type { Inventory } from '#inventory/inventory';
import type { Facets, FacetName, Statement as WrittenStatement } from '#resources/facets';
import type { Written } from '../identity.ts';
import type { AccessKey, AwsInput, Group, ManagedPolicy, Role, Thing, User } from './account.ts';
import { arnOf, idIsArn, isArnAttribute, isNameAttribute, type Scope } from './arns.ts';
import { accountOfArn } from './pattern.ts';
import { conditionProblem } from './condition.ts';
import { halfKnown, isPlaced } from './half-known.ts';
import type { Condition, Patterns, Policy, PolicyDocument, Statement } from './statement.ts';

/** A facet of a resource, as the caller computes it. */
export type FacetOf = <F extends FacetName>(i: number, name: F) => Facets[F] | undefined;

/** Before deployment nobody may know the account: it stands for "this one". */
const unknownAccount = '000000000000';

/** What the resources that were read say about access. What is not known before deployment becomes a doubt of its statement, or a name that stands for it. */
export const awsInputOf = (inventory: Inventory, facetOf: FacetOf, among: Iterable<number> = Array(inventory.size).keys()): AwsInput => {
  const indices = [...among].filter((i) => !inventory.gone.has(i) && inventory.resource(i).cloud === 'aws');
  const account = ownAccount(inventory, indices, facetOf);
  const naming = namingOf(inventory, { partition: 'aws', region: ownRegion(indices, facetOf), account });
  const read = readerOf(naming);
  const of = (type: string): readonly number[] => indices.filter((i) => inventory.resource(i).type === type);

  const attached = attachmentsOf(inventory, of('AWS::IAM::PolicyAttachment'), naming);
  const memberships = new Map<string, Set<string>>();
  for (const i of of('AWS::IAM::UserToGroupAddition')) {
    const groups = inventory.related(i, 'GroupName');
    for (const user of inventory.related(i, 'Users'))
      for (const group of groups) (memberships.get(naming.arn(user)) ?? setOf(memberships, naming.arn(user))).add(naming.arn(group));
  }
  const keys = new Map<string, AccessKey[]>();
  for (const i of of('AWS::IAM::AccessKey'))
    for (const user of inventory.related(i, 'UserName'))
      keys.set(naming.arn(user), [
        ...(keys.get(naming.arn(user)) ?? []),
        { id: inventory.resource(i).id, active: true, created: undefined, lastUsed: undefined },
      ]);
  const profiles = new Map<string, string[]>();
  for (const i of of('AWS::IAM::InstanceProfile'))
    for (const role of inventory.related(i, 'Roles')) profiles.set(naming.arn(role), [...(profiles.get(naming.arn(role)) ?? []), naming.name(i)]);

  const holder = (i: number): Group => {
    const resource = inventory.resource(i);
    const arn = naming.arn(i);
    const at = placeOf(resource);
    const own = facetOf(i, 'identityPolicy')?.statements ?? [];
    return {
      arn,
      name: naming.name(i),
      account,
      inline: own.length === 0 ? [] : [{ id: `${arn} inline`, name: `inline policy of ${naming.name(i)}`, at, document: read(own, i) }],
      attached: [...new Set([...(attached.get(arn) ?? []), ...ownArns(resource, inventory, i, naming)])],
      doubt: undefined,
      at,
      address: resource.id,
    };
  };
  const boundary = (i: number): string | undefined => {
    const value = inventory.resource(i).properties['PermissionsBoundary'];
    const [policy] = inventory.related(i, 'PermissionsBoundary');
    if (policy !== undefined) return naming.arn(policy);
    return isValue(value) && value.is !== 'unknown'
      ? naming.text(value)
      : isValue(value) && value.why.code !== 'absent-undecided'
        ? `unknown boundary ${value.why.about}`
        : undefined;
  };

  const users = of('AWS::IAM::User').map((i): User => {
    const login = inventory.resource(i).properties['LoginProfile'];
    return {
      ...holder(i),
      uniqueId: undefined,
      groups: [...(memberships.get(naming.arn(i)) ?? [])],
      boundary: boundary(i),
      tags: naming.tags(i),
      // A password that the code does not make may have been set by hand.
      consolePassword: Array.isArray(login) && login.length > 0 ? true : undefined,
      accessKeys: keys.get(naming.arn(i)) ?? [],
      mfaDevice: undefined,
    };
  });
  const roles = of('AWS::IAM::Role').map((i): Role => {
    const { statements = [] } = facetOf(i, 'trust') ?? {};
    return {
      ...holder(i),
      uniqueId: undefined,
      trust: read(statements, i),
      boundary: boundary(i),
      tags: naming.tags(i),
      instanceProfiles: profiles.get(naming.arn(i)) ?? [],
    };
  });
  const managed = of('AWS::IAM::ManagedPolicy').map((i): ManagedPolicy => {
    const resource = inventory.resource(i);
    return {
      id: naming.arn(i),
      name: naming.name(i),
      account,
      awsManaged: false,
      document: read(facetOf(i, 'identityPolicy')?.statements ?? [], i),
      versions: [],
      at: placeOf(resource),
      address: resource.id,
    };
  });
  const resources = indices.flatMap((i): Thing[] => {
    const resource = inventory.resource(i);
    if (resource.type.startsWith('AWS::IAM::')) return [];
    const policy = facetOf(i, 'resourcePolicy');
    const runs = facetOf(i, 'runsAs');
    const data = facetOf(i, 'dataAtRest');
    if (!policy && !runs && !data && !existing.has(resource.type)) return [];
    const arn = naming.arn(i);
    const at = placeOf(resource);
    const made: Policy | undefined =
      policy && policy.statements.length > 0 ? { id: arn, name: `policy of ${naming.name(i)}`, at, document: read(policy.statements, i) } : undefined;
    return [
      {
        arn,
        type: resource.type,
        name: naming.name(i),
        account,
        policy: made,
        runsAs: (runs?.roles ?? []).flatMap((role) => {
          const found = inventory.indexOf(role.id);
          return found === undefined ? [] : [naming.arn(found)];
        }),
        tags: naming.tags(i),
        facts: {
          ...runs?.facts,
          ...(runs?.roles.length === 0 && isOpenRole(resource) ? { role: 'unknown' } : {}),
          ...(data ? { holds: data.holds } : {}),
          ...recordsTo(inventory, i, naming),
          ...(isShutToSsh(inventory, i, facetOf) ? { ssh: false } : {}),
        },
        at,
        address: resource.id,
      },
    ];
  });
  const groups = of('AWS::IAM::Group').map(holder);
  return {
    accounts: [{ id: account, partition: 'aws', organization: undefined, scps: [], rcps: [] }],
    users,
    groups,
    roles,
    managed,
    resources,
    grants: [],
    collected: { scps: false, rcps: false, resourcePolicies: true, things: true },
  };
};
/** Things that have to be there for some ways to become another. */
const existing = new Set([
  'AWS::ECS::Cluster',
  'AWS::ECS::TaskDefinition',
  'AWS::Glue::Job',
  'AWS::CloudFormation::StackSet',
  // What records what is done: some may switch it off.
  'AWS::CloudTrail::Trail',
  'AWS::Config::ConfigurationRecorder',
  'AWS::GuardDuty::Detector',
]);

/** The rules of all its security groups were read, and none lets SSH in, from wherever. */
const isShutToSsh = (inventory: Inventory, i: number, facetOf: FacetOf): boolean => {
  if (inventory.resource(i).type !== 'AWS::EC2::Instance' || inventory.related(i, 'SecurityGroupIds').length === 0) return false;
  const ingress = facetOf(i, 'publicAddress')?.ingress;
  return (
    ingress !== undefined &&
    ingress.every(({ ports }) => ports.is === 'known' && (!/^(tcp|all)$/.test(ports.value.protocol) || ports.value.from > 22 || ports.value.to < 22))
  );
};

/** Where a trail keeps its files, and with which key. */
const recordsTo = (inventory: Inventory, i: number, naming: Naming): Readonly<Record<string, string>> => {
  if (inventory.resource(i).type !== 'AWS::CloudTrail::Trail') return {};
  const [bucket] = inventory.related(i, 'S3BucketName');
  const [key] = inventory.related(i, 'KMSKeyId');
  return { ...(bucket === undefined ? {} : { bucket: naming.arn(bucket) }), ...(key === undefined ? {} : { key: naming.arn(key) }) };
};

/** It has a role, or may have one, and the code leaves open which: the value is not known, or it is the empty default of a variable that a caller sets. */
const isOpenRole = ({ type, properties }: Resource): boolean => {
  const value = properties[roleProperties[type] ?? ''];
  if (!isValue(value)) return false;
  if (value.is === 'unknown') return value.why.code !== 'absent-undecided';
  return value.is === 'known' && value.assumed && value.value === '' && value.origin.is === 'written';
};
const roleProperties: Readonly<Record<string, string>> = {
  'AWS::AppRunner::Service': 'InstanceConfiguration.InstanceRoleArn',
  'AWS::BedrockAgentCore::CodeInterpreter': 'ExecutionRoleArn',
  'AWS::CloudFormation::Stack': 'RoleARN',
  'AWS::CodeBuild::Project': 'ServiceRole',
  'AWS::EC2::Instance': 'IamInstanceProfile',
  'AWS::ECS::TaskDefinition': 'TaskRoleArn',
  'AWS::Glue::DevEndpoint': 'RoleArn',
  'AWS::Lambda::Function': 'Role',
  'AWS::SageMaker::NotebookInstance': 'RoleArn',
};

const setOf = (map: Map<string, Set<string>>, key: string): Set<string> => {
  const made = new Set<string>();
  map.set(key, made);
  return made;
};

const placeOf = (resource: Resource): Written => ({ file: resource.place.file.path, line: positionAt(resource.place.file, resource.place.start).line });
const writtenAt = (origin: Origin): Written | undefined => {
  if (origin.is !== 'written') return undefined;
  const place = chain(origin).at(-1) ?? root(origin);
  return { file: place.file.path, line: positionAt(place.file, place.start).line };
};

const isValue = (slot: Resource['properties'][string] | undefined): slot is Value => slot !== undefined && !Array.isArray(slot);

/** The account of the code: the one in which its policies look for the things that it makes; else a number that stands for it. */
const ownAccount = (inventory: Inventory, indices: readonly number[], facetOf: FacetOf): string => {
  const own = new Set(indices.flatMap((i) => inventory.type(i).nameOf(inventory.parts(i)[0]) ?? []));
  const votes = new Map<string, number>();
  for (const i of indices)
    for (const { resources, principals } of [...(facetOf(i, 'identityPolicy')?.statements ?? []), ...(facetOf(i, 'trust')?.statements ?? [])])
      for (const fact of [...resources, ...principals]) {
        const [, account, name] = (fact.is === 'known' && /arn:[^:]*:[^:]*:[^:]*:(\d{12}):(.+)$/.exec(fact.value)) || [];
        if (account !== undefined && name !== undefined && name.split(/[/:]/).some((part) => own.has(part))) votes.set(account, (votes.get(account) ?? 0) + 1);
      }
  const [[account] = [unknownAccount]] = [...votes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return account;
};

/** The region that policies name most: a thing that the code makes is taken to be there. */
const ownRegion = (indices: readonly number[], facetOf: FacetOf): string => {
  const votes = new Map<string, number>();
  for (const i of indices)
    for (const { resources } of facetOf(i, 'identityPolicy')?.statements ?? [])
      for (const fact of resources) {
        const region = fact.is === 'known' ? /^arn:[^:]*:[^:]*:([a-z]{2}(?:-[a-z]+)+-\d):/.exec(fact.value)?.[1] : undefined;
        if (region !== undefined) votes.set(region, (votes.get(region) ?? 0) + 1);
      }
  const [[region] = ['us-east-1']] = [...votes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return region;
};

/** Of holders the name matters most: policies speak of them by name. */
const holderNames: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
};
/** What stands before type and name in an address: `module.a.`. */
const prefixOf = (address: string): string => address.replace(/\[[^\]]*\]$/, '').replace(/[^.:]+\.[^.]+$/, '');

/** Names and ARNs of resources, also where the provider has yet to make them up. */
interface Naming {
  name(i: number): string;
  arn(i: number): string;
  tags(i: number): Readonly<Record<string, string>>;
  /** A text with what the provider fills in put in its place. */
  filled(text: string): string;
  text(value: Value): string;
  /** For what is written in a resource. */
  inside(i: number): Reading;
}
interface Reading {
  filled(text: string): string;
  /** The text of a fact that is not wholly known; undefined: nobody can say. */
  half(origin: Origin): string | undefined;
}

const namingOf = (inventory: Inventory, scope: Scope): Naming => {
  const { account } = scope;
  const names = new Map<number, string>();
  const arns = new Map<number, string>();
  const name = (i: number): string => {
    const known = names.get(i);
    if (known !== undefined) return known;
    const resource = inventory.resource(i);
    // A name that nobody knows yet: the address stands for it, so that it is the same wherever it is named.
    const made = inventory.type(i).nameOf(inventory.parts(i)[0]) ?? written(i) ?? `{${resource.id.replace(/[/:]/g, '.')}}`;
    names.set(i, made);
    return made;
  };
  const written = (i: number): string | undefined => {
    const { type, properties, id } = inventory.resource(i);
    const value = properties[holderNames[type] ?? ''];
    const text = isValue(value) && value.is === 'unknown' ? halfKnown(value.origin, prefixOf(id)) : undefined;
    return text?.includes('${') ? undefined : text;
  };
  const arn = (i: number): string => {
    const known = arns.get(i);
    if (known !== undefined) return known;
    const { type, properties } = inventory.resource(i);
    const path = properties['Path'];
    const made = arnOf(type, name(i), isValue(path) && path.is === 'known' && typeof path.value === 'string' ? path.value : '/', scope);
    arns.set(i, made);
    return made;
  };
  const target = (address: string, attribute: string): string => {
    const i = inventory.indexOf(address);
    if (i !== undefined) {
      const { type } = inventory.resource(i);
      if (isArnAttribute(attribute) || (attribute === 'id' && idIsArn(type))) return arn(i);
      if (isNameAttribute(attribute)) return name(i);
    }
    if (/(^|[.:])data\.aws_caller_identity(\.|$)/.test(address))
      return attribute === 'account_id' || attribute === 'id' ? account : `{${address}.${attribute}}`;
    if (/(^|[.:])data\.aws_partition(\.|$)/.test(address))
      return attribute === 'partition' || attribute === 'id' ? 'aws' : attribute === 'dns_suffix' ? 'amazonaws.com' : `{${address}.${attribute}}`;
    if (/(^|[.:])data\.aws_region(\.|$)/.test(address)) return scope.region;
    return `{${address}.${attribute}}`;
  };
  // `${address.attribute}`, as facets write what the provider fills in. A policy variable has a colon, and so has the address in one of several roots.
  const isAddress = (text: string): boolean => !text.includes(':') || inventory.indexOf(text) !== undefined || /:(.+\.)?data\.[a-z]/.test(text);
  const filled = (text: string): string =>
    text.includes('${')
      ? text.replace(/\$\{([^{}]+)\.([a-z_0-9]+)\}/g, (all, address: string, attribute: string) => (isAddress(address) ? target(address, attribute) : all))
      : text;
  return {
    name,
    arn,
    filled,
    text: (value) =>
      value.is === 'known'
        ? filled(String(value.value))
        : value.is === 'reference'
          ? filled(value.parts.map((part) => (typeof part === 'string' ? part : `\${${part.address}.${part.attribute}}`)).join(''))
          : `{${value.why.about}}`,
    inside: (i) => ({
      filled,
      half: (origin) => {
        const text = halfKnown(origin, prefixOf(inventory.resource(i).id));
        const whole = text === undefined ? undefined : filled(text);
        return whole !== undefined && isPlaced(whole) ? whole : undefined;
      },
    }),
    tags: (i) => {
      const value = inventory.resource(i).properties['Tags'];
      if (!isValue(value) || value.is !== 'known' || !isFields(value.value)) return {};
      return Object.fromEntries(
        Object.entries(value.value).flatMap(([key, one]) => (one.is === 'known' && one.value !== null ? [[key, String(one.value)]] : [])),
      );
    },
  };
};

/** Statements of facets as the evaluator reads them. */
const readerOf =
  (naming: Naming) =>
  (statements: readonly WrittenStatement[], i: number): PolicyDocument => ({
    version: '2012-10-17',
    statements: statements.map((one) => statementOf(one, naming.inside(i))),
  });

const statementOf = (written: WrittenStatement, naming: Reading): Statement => {
  const conditions = written.conditions.map((one): Condition => {
    const { list, open } = patternsOf(one.values, naming);
    return { operator: one.operator, key: one.key, values: list, open: one.operator === '?' || one.key === '?' ? 'a condition that is not known' : open };
  });
  const problem = conditions.find((one) => one.open === undefined && conditionProblem(one));
  return {
    sid: written.sid,
    effect: written.effect.is === 'known' ? written.effect.value : 'unknown',
    actions: either(written.actions, written.notActions, naming) ?? { not: false, list: [], open: 'no Action' },
    resources: either(written.resources, written.notResources, naming),
    principals: either(written.principals, written.notPrincipals, naming),
    conditions: conditions.filter(({ operator }) => operator !== '?'),
    doubt: problem ? conditionProblem(problem) : conditions.find(({ operator }) => operator === '?') ? 'a condition that is not known' : undefined,
    at: writtenAt(written.origin),
  };
};

const either = (plain: readonly Fact<string>[], not: readonly Fact<string>[], naming: Reading): Patterns | undefined => {
  if (not.length > 0) return { not: true, ...patternsOf(not, naming) };
  return plain.length > 0 ? { not: false, ...patternsOf(plain, naming) } : undefined;
};
const patternsOf = (facts: readonly Fact<string>[], naming: Reading): { readonly list: readonly string[]; readonly open: string | undefined } => {
  const list: string[] = [];
  let open: string | undefined;
  for (const fact of facts) {
    // A variable without a value is matched by how it is written, or not at all.
    const text = fact.is === 'known' && !/\$\{(?:[^{}]*:)?var\./.test(fact.value) ? naming.filled(fact.value) : naming.half(fact.origin);
    if (text !== undefined) list.push(text);
    else open ??= (fact.is === 'unknown' && fact.why.about) || 'a value that is not known';
  }
  return { list, open };
};

/** From the attachments that are resources of their own. */
const attachmentsOf = (inventory: Inventory, attachments: readonly number[], naming: Naming): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const i of attachments) {
    const value = inventory.resource(i).properties['PolicyArn'];
    const [own] = inventory.related(i, 'PolicyArn');
    const policy = own === undefined ? (isValue(value) ? naming.text(value) : undefined) : naming.arn(own);
    if (policy === undefined) continue;
    for (const property of ['Roles', 'Users', 'Groups'])
      for (const holder of inventory.related(i, property)) found.set(naming.arn(holder), [...(found.get(naming.arn(holder)) ?? []), policy]);
  }
  return found;
};
const ownArns = (resource: Resource, inventory: Inventory, i: number, naming: Naming): string[] => {
  const value = resource.properties['ManagedPolicyArns'];
  if (!isValue(value) || value.is !== 'known' || !isList(value.value)) return inventory.related(i, 'ManagedPolicyArns').map((one) => naming.arn(one));
  const own = inventory.related(i, 'ManagedPolicyArns').map((one) => naming.arn(one));
  const texts = value.value.map((one) => naming.text(one)).filter((text) => accountOfArn(text) === 'aws' || (text.startsWith('arn:') && !own.includes(text)));
  return [...own, ...texts];
};
