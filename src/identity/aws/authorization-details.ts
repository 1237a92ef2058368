import type { Diagnostic } from '#core/diagnostic';
import type { Written } from '../identity.ts';
import type { AccessKey, Account, AwsInput, Group, ManagedPolicy, Role, Thing, User } from './account.ts';
import { accountOfArn, arnParts } from './pattern.ts';
import { doubtfulDocument, readDocument, type Report } from './read-document.ts';
import type { Policy, PolicyKind } from './statement.ts';

/** The files that describe AWS accounts: `aws iam get-account-authorization-details`, and beside it what that call does not tell. */
export interface AccountFiles {
  readonly details: readonly JsonFile[];
  /** `[{ "arn", "type"?, "policy", "runsAs"?, "tags"?, "facts"? }]`, or an object from ARN to policy. */
  readonly resources: JsonFile | undefined;
  /** Lists of policies by level, root first: `[[doc, ...], ...]`; or by account id. */
  readonly scps: JsonFile | undefined;
  readonly rcps: JsonFile | undefined;
}
export interface JsonFile {
  readonly path: string;
  readonly data: unknown;
}

/**
 * Reads authorization details. What is malformed is reported and treated as unknown; the rest is kept.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const readAuthorizationDetails = (files: AccountFiles): { readonly input: AwsInput; readonly diagnostics: readonly Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const tell = (file: string, where: string, problem: string): void => void diagnostics.push(policyProblem(file, where, problem));
  const users: User[] = [];
  const groups: Group[] = [];
  const roles: Role[] = [];
  const managed: ManagedPolicy[] = [];
  const seen = new Set<string>();

  const entriesOf = files.details.flatMap(({ path: file, data }) => {
    const top = objectOf(data);
    if (!top || !['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'].some((name) => name in top)) {
      tell(file, '', 'these are no authorization details (UserDetailList, GroupDetailList, RoleDetailList, Policies)');
      return [];
    }
    return (name: string): Entry[] =>
      listOf(top[name]).flatMap((one, i) => {
        const fields = objectOf(one);
        const arn = fields && textOf(fields['Arn']);
        if (!fields || !arn) {
          tell(file, `${name}[${i}]`, 'an entry without Arn');
          return [];
        }
        // Policies of AWS itself are in the details of every account that uses them.
        if (seen.has(arn) && accountOfArn(arn) === 'aws') return [];
        if (seen.has(arn)) {
          tell(file, arn, 'this ARN occurs twice; the first is used');
          return [];
        }
        seen.add(arn);
        return [{ fields, arn, pointer: `/${name}/${i}`, file, tell }];
      });
  });
  const all = (name: string): Entry[] => entriesOf.flatMap((entries) => entries(name));
  // Users of one page or file may be in groups of another.
  const groupArns = new Map<string, string>();
  for (const entry of all('GroupDetailList')) {
    const group: Group = holder(entry, 'GroupName', 'GroupPolicyList', 'AttachedManagedPolicies');
    groupArns.set(`${group.account} ${group.name}`, group.arn);
    groups.push(group);
  }
  for (const entry of all('UserDetailList')) users.push(user(entry, groupArns));
  for (const entry of all('RoleDetailList')) roles.push(role(entry));
  for (const entry of all('Policies')) managed.push(managedPolicy(entry));
  const ids = [...new Set([...users, ...groups, ...roles].map(({ account }) => account).filter((id) => /^\d{12}$/.test(id)))].sort();
  const accounts = ids.map((id): Account => ({
    id,
    partition: arnParts(users[0]?.arn ?? roles[0]?.arn ?? '')?.[1] ?? 'aws',
    organization: undefined,
    scps: levelsOf(files.scps, id, 'scp', tell),
    rcps: levelsOf(files.rcps, id, 'rcp', tell),
  }));
  // A list of policies alone does not tell what runs.
  const resources = thingsOf(files.resources, ids[0] ?? '', tell);
  return {
    input: {
      accounts,
      users,
      groups,
      roles,
      managed,
      resources,
      grants: [],
      collected: {
        scps: files.scps !== undefined,
        rcps: files.rcps !== undefined,
        resourcePolicies: files.resources !== undefined,
        things:
          files.resources !== undefined &&
          (resources.length === 0 || resources.some(({ policy, runsAs, facts }) => !policy || runsAs.length > 0 || Object.keys(facts).length > 0)),
      },
    },
    diagnostics,
  };
};

export const policyProblem = (file: string, where: string, problem: string): Diagnostic => ({
  code: 'policy-malformed',
  severity: 'warning',
  at: undefined,
  message: {
    en: `${file}${where ? `, ${where}` : ''}: ${problem}. What it says is treated as unknown.`,
    ja: `${file}${where ? ` の ${where}` : ''}: ポリシーを解釈できません(${problem})。この部分は「不明」として扱います。`,
  },
});

type Tell = (file: string, where: string, problem: string) => void;
interface Entry {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly arn: string;
  readonly pointer: string;
  readonly file: string;
  readonly tell: Tell;
}

const holder = (entry: Entry, nameField: string, inlineField: string, attachedField: string): Group => {
  const { fields, arn, pointer, file, tell } = entry;
  const name = textOf(fields[nameField]) ?? arn.slice(arn.lastIndexOf('/') + 1);
  // A policy that cannot be read may say anything.
  let doubt: string | undefined;
  const wrong = (where: string, problem: string): [] => {
    doubt ??= `${where}: ${problem}`;
    tell(file, `${arn} ${where}`, problem);
    return [];
  };
  return {
    arn,
    name,
    account: accountOfArn(arn) ?? '',
    inline: listOf(fields[inlineField]).flatMap((one, i): Policy[] => {
      const policy = objectOf(one);
      if (!policy) return wrong(`${inlineField}[${i}]`, 'not an object');
      const label = textOf(policy['PolicyName']) ?? `${inlineField}[${i}]`;
      const at: Written = { file, pointer: `${pointer}/${inlineField}/${i}/PolicyDocument` };
      return [
        { id: `${arn} ${label}`, name: label, at, document: readDocument(policy['PolicyDocument'], 'identity', reporter(tell, file, `${arn} ${label}`), at) },
      ];
    }),
    attached: listOf(fields[attachedField]).flatMap((one, i) => textOf(objectOf(one)?.['PolicyArn']) ?? wrong(`${attachedField}[${i}]`, 'no PolicyArn')),
    doubt,
    at: { file, pointer },
    address: undefined,
  };
};

/** The ARN of the boundary. One that cannot be read is a policy that nobody has seen, not the absence of a boundary. */
const boundaryOf = ({ fields, arn, file, tell }: Entry): string | undefined => {
  const given = fields['PermissionsBoundary'];
  if (given === undefined || given === null) return undefined;
  const boundary = textOf(objectOf(given)?.['PermissionsBoundaryArn']) ?? textOf(given);
  if (boundary === undefined) tell(file, `${arn} PermissionsBoundary`, 'no PermissionsBoundaryArn');
  return boundary ?? `unknown boundary of ${arn}`;
};

const user = (entry: Entry, groupArns: ReadonlyMap<string, string>): User => {
  const { fields, arn, file, tell } = entry;
  const base = holder(entry, 'UserName', 'UserPolicyList', 'AttachedManagedPolicies');
  const keys = fields['AccessKeys'];
  let lost: string | undefined;
  const groups = listOf(fields['GroupList']).flatMap((one) => {
    const name = textOf(one);
    const group = name === undefined ? undefined : (groupArns.get(`${base.account} ${name}`) ?? (name.startsWith('arn:') ? name : undefined));
    if (group !== undefined) return group;
    lost ??= `the group ${JSON.stringify(one)} is not among the groups`;
    tell(file, arn, `the group ${JSON.stringify(one)} is not among the groups`);
    return [];
  });
  return {
    ...base,
    doubt: base.doubt ?? lost,
    uniqueId: textOf(fields['UserId']),
    groups,
    boundary: boundaryOf(entry),
    tags: tagsOf(fields['Tags']),
    consolePassword: 'LoginProfile' in fields ? fields['LoginProfile'] !== null : boolOf(fields['PasswordEnabled']),
    accessKeys: Array.isArray(keys)
      ? keys.flatMap((one): AccessKey[] => {
          const key = objectOf(one);
          return key
            ? [
                {
                  id: textOf(key['AccessKeyId']) ?? '',
                  active: key['Status'] !== 'Inactive',
                  created: textOf(key['CreateDate']),
                  lastUsed: textOf(key['LastUsedDate']),
                },
              ]
            : [];
        })
      : undefined,
    mfaDevice: 'MFADevices' in fields ? listOf(fields['MFADevices']).length > 0 : boolOf(fields['MFAEnabled']),
  };
};

const role = (entry: Entry): Role => {
  const { fields, arn, pointer, file, tell } = entry;
  const at: Written = { file, pointer: `${pointer}/AssumeRolePolicyDocument` };
  return {
    ...holder(entry, 'RoleName', 'RolePolicyList', 'AttachedManagedPolicies'),
    uniqueId: textOf(fields['RoleId']),
    trust: readDocument(fields['AssumeRolePolicyDocument'], 'trust', reporter(tell, file, `${arn} AssumeRolePolicyDocument`), at),
    boundary: boundaryOf(entry),
    tags: tagsOf(fields['Tags']),
    instanceProfiles: Array.isArray(fields['InstanceProfileList'])
      ? listOf(fields['InstanceProfileList']).flatMap((one) => textOf(objectOf(one)?.['InstanceProfileName']) ?? [])
      : undefined,
  };
};

const managedPolicy = ({ fields, arn, pointer, file, tell }: Entry): ManagedPolicy => {
  const name = textOf(fields['PolicyName']) ?? arn.slice(arn.lastIndexOf('/') + 1);
  const versions = listOf(fields['PolicyVersionList']).flatMap((one, i) => {
    const version = objectOf(one);
    if (!version) {
      tell(file, `${arn} PolicyVersionList[${i}]`, 'not an object');
      return [];
    }
    const at: Written = { file, pointer: `${pointer}/PolicyVersionList/${i}/Document` };
    const id = textOf(version['VersionId']) ?? `v${i}`;
    return [
      {
        id,
        at,
        isDefault: version['IsDefaultVersion'] === true || id === fields['DefaultVersionId'],
        document: readDocument(version['Document'], 'identity', reporter(tell, file, `${arn} ${id}`), at),
      },
    ];
  });
  const [current = versions[0]] = versions.filter(({ isDefault }) => isDefault);
  if (!current) tell(file, arn, 'a policy without a default version');
  return {
    id: arn,
    name,
    account: accountOfArn(arn) ?? '',
    awsManaged: accountOfArn(arn) === 'aws',
    document: current?.document ?? doubtfulDocument('a policy without a default version', undefined),
    versions,
    at: current?.at ?? { file, pointer },
    address: undefined,
  };
};
/** Resource policies and what else is known of resources. */
const thingsOf = (file: JsonFile | undefined, account: string, tell: Tell): Thing[] => {
  if (!file) return [];
  const top = objectOf(file.data);
  const list: readonly (readonly [pointer: string, unknown])[] = Array.isArray(file.data)
    ? file.data.map((one: unknown, i) => [`/${i}`, one] as const)
    : Object.entries(top ?? {}).map(([arn, policy]) => [`/${arn.replaceAll('~', '~0').replaceAll('/', '~1')}`, policyOrThing(arn, policy)] as const);
  if (!top && !Array.isArray(file.data)) tell(file.path, '', 'neither a list of resources nor an object from ARN to policy');
  return list.flatMap(([pointer, one]): Thing[] => {
    const fields = objectOf(one);
    const arn = fields && (textOf(fields['arn']) ?? textOf(fields['Arn']));
    if (!fields || !arn) {
      tell(file.path, pointer, 'a resource without arn');
      return [];
    }
    const at: Written = { file: file.path, pointer };
    const document = fields['policy'] ?? fields['Policy'];
    const runsAs = fields['runsAs'] ?? fields['role'];
    return [
      {
        arn,
        type: textOf(fields['type']) ?? typeOfArn(arn),
        name: textOf(fields['name']) ?? arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1),
        account: textOf(fields['account']) ?? accountOfArn(arn) ?? account,
        policy:
          document === undefined || document === null
            ? undefined
            : { id: arn, name: `policy of ${arn}`, at, document: readDocument(document, 'resource', reporter(tell, file.path, arn), at) },
        runsAs: listOf(runsAs ?? []).flatMap((role) => textOf(role) ?? []),
        tags: tagsOf(fields['tags']),
        facts: Object.fromEntries(
          Object.entries(objectOf(fields['facts']) ?? {}).map(([name, value]) => [name, typeof value === 'boolean' ? value : String(value)]),
        ),
        at,
        address: undefined,
      },
    ];
  });
};
const policyOrThing = (arn: string, value: unknown): unknown => {
  const fields = objectOf(value);
  return fields && ('Statement' in fields || !('policy' in fields)) && typeof value !== 'string' && !('runsAs' in fields)
    ? { arn, policy: value }
    : typeof value === 'string'
      ? { arn, policy: value }
      : { arn, ...fields };
};

const kinds: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^s3$/, 'AWS::S3::Bucket'],
  [/^lambda:function/, 'AWS::Lambda::Function'],
  [/^ec2:instance/, 'AWS::EC2::Instance'],
  [/^ec2:launch-template/, 'AWS::EC2::LaunchTemplate'],
  [/^kms:key/, 'AWS::KMS::Key'],
  [/^sqs$/, 'AWS::SQS::Queue'],
  [/^sns$/, 'AWS::SNS::Topic'],
  [/^secretsmanager:secret/, 'AWS::SecretsManager::Secret'],
  [/^dynamodb:table/, 'AWS::DynamoDB::Table'],
  [/^codebuild:project/, 'AWS::CodeBuild::Project'],
  [/^cloudformation:stackset/, 'AWS::CloudFormation::StackSet'],
  [/^cloudformation:stack/, 'AWS::CloudFormation::Stack'],
  [/^glue:devEndpoint/i, 'AWS::Glue::DevEndpoint'],
  [/^glue:job/, 'AWS::Glue::Job'],
  [/^ecs:cluster/, 'AWS::ECS::Cluster'],
  [/^ecs:task-definition/, 'AWS::ECS::TaskDefinition'],
  [/^ecs:service/, 'AWS::ECS::Service'],
  [/^sagemaker:notebook-instance/, 'AWS::SageMaker::NotebookInstance'],
  [/^apprunner:service/, 'AWS::AppRunner::Service'],
  [/^bedrock-agentcore:code-interpreter/, 'AWS::BedrockAgentCore::CodeInterpreter'],
  [/^rds:db/, 'AWS::RDS::DBInstance'],
  [/^rds:cluster/, 'AWS::RDS::DBCluster'],
  [/^ssm:parameter/, 'AWS::SSM::Parameter'],
  [/^ecr:repository/, 'AWS::ECR::Repository'],
];
const typeOfArn = (arn: string): string => {
  const [, , service = '', , , rest = ''] = arnParts(arn) ?? [];
  const [kind = ''] = rest.split(/[:/]/);
  return kinds.find(([pattern]) => pattern.test(`${service}:${kind}`) || pattern.test(service))?.[1] ?? `${service}:${kind}`;
};

/** Levels for one account: a list of levels for all, or an object from account id to its levels. A level is a list of documents (or of `{name, document}`). */
const levelsOf = (file: JsonFile | undefined, account: string, kind: PolicyKind, tell: Tell): (readonly Policy[])[] => {
  if (!file) return [];
  const top = objectOf(file.data);
  const levels = top ? (top[account] ?? top['*'] ?? []) : file.data;
  if (!Array.isArray(levels)) {
    tell(file.path, '', 'not a list of levels');
    // Whatever it means, it is no licence: a level of which nobody knows what it allows.
    const at: Written = { file: file.path };
    return [[{ id: `${kind} ${account}`, name: file.path, at, document: doubtfulDocument('guardrails that cannot be read', at) }]];
  }
  const own = top && account in top ? `/${account}` : top ? '/*' : '';
  return levels.map((level: unknown, i) =>
    listOf(level).map((one, j): Policy => {
      const wrapped = objectOf(one);
      const document = wrapped && 'document' in wrapped ? wrapped['document'] : wrapped && 'Content' in wrapped ? wrapped['Content'] : one;
      const name = (wrapped && (textOf(wrapped['name']) ?? textOf(wrapped['Name']) ?? textOf(wrapped['Id']))) ?? `${kind} ${i}.${j}`;
      const at: Written = {
        file: file.path,
        pointer: `${own}/${i}/${j}${document === one ? '' : wrapped && 'document' in wrapped ? '/document' : '/Content'}`,
      };
      return { id: `${kind} ${account} ${i}.${j}`, name, at, document: readDocument(document, kind, reporter(tell, file.path, name), at) };
    }),
  );
};

const reporter =
  (tell: Tell, file: string, where: string): Report =>
  (problem, statement) =>
    tell(file, statement === undefined ? where : `${where} Statement[${statement}]`, problem);

const objectOf = (data: unknown): Readonly<Record<string, unknown>> | undefined =>
  // A plain object of JSON: its fields are not known, hence `unknown`.
  typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Readonly<Record<string, unknown>>) : undefined;
const listOf = (data: unknown): readonly unknown[] => (data === undefined || data === null ? [] : Array.isArray(data) ? (data as readonly unknown[]) : [data]);
const textOf = (data: unknown): string | undefined => (typeof data === 'string' && data !== '' ? data : undefined);
const boolOf = (data: unknown): boolean | undefined => (typeof data === 'boolean' ? data : undefined);
const tagsOf = (data: unknown): Readonly<Record<string, string>> => {
  if (Array.isArray(data))
    return Object.fromEntries(
      data.flatMap((one: unknown) => {
        const tag = objectOf(one);
        const key = tag && textOf(tag['Key']);
        return key ? [[key, String(tag['Value'] ?? '')]] : [];
      }),
    );
  return Object.fromEntries(Object.entries(objectOf(data) ?? {}).map(([key, value]) => [key, String(value)]));
};
