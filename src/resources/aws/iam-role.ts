import { absent } from '#core/origin';
import { isAbsent, isList, known, type Fact, type Value } from '#core/value';
import { document, names, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { path, tags } from './facts.ts';
import { federationOf } from './federation-of.ts';
import { inlineStatements } from './iam-statements.ts';
import { statementsOf } from './policy.ts';
import { narrowed } from './narrow-policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
export default resourceType('AWS::IAM::Role', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_role'],
  folds: { aws_iam_role_policy: 'role', aws_iam_role_policy_attachments_exclusive: 'role_name' },
  name: 'RoleName',
  properties: {
    RoleName: text(['name']),
    // Own name: Terraform makes up the rest.
    NamePrefix: text(['name_prefix']),
    Path: path(),
    Tags: tags(),
    AssumeRolePolicyDocument: document(['assume_role_policy']),
    ManagedPolicyArns: names('AWS::IAM::ManagedPolicy', ['managed_policy_arns', 'aws_iam_role_policy_attachments_exclusive#policy_arns']),
    PermissionsBoundary: names('AWS::IAM::ManagedPolicy', ['permissions_boundary']),
    Policies: inlineStatements('aws_iam_role_policy'),
  },
  facets: {
    trust: (role) => ({ statements: statementsOf(role.AssumeRolePolicyDocument) }),
    federation: (role) => federationOf(statementsOf(role.AssumeRolePolicyDocument)),
    identityPolicy: (role, around) =>
      role.Policies.length === 0 ? undefined : { statements: role.Policies, attachedTo: known('role', absent), inline: true, holders: () => around.holders() },
    power: (_self, around) => around.power(),
    managedPolicies: (role) => ({ arns: listed(role.ManagedPolicyArns), holder: 'role' }),
  },
  remedies: { 'narrow-policy': (_self, because, around) => narrowed(because, around) },
});

/** The ARNs of a list (or of one text), each on its own. An ARN that the provider will give to a policy of the code is that policy's. */
export const listed = (value: Value): readonly Fact<string>[] => {
  if (isAbsent(value)) return [];
  return value.is === 'known' && isList(value.value) ? value.value.map(arnOf) : [arnOf(value)];
};

/** An ARN of which only the account (or the partition) is not known names its policy all the same. */
const named = (value: Value): Fact<string> => {
  const last = value.is === 'known' ? undefined : value.parts?.at(-1);
  return value.is !== 'known' && typeof last === 'string' && /:policy\/./.test(last)
    ? known(value.parts?.map((part) => (typeof part === 'string' ? part : `\${${part.address}}`)).join('') ?? '', value.origin)
    : text().read(value);
};

const isOwnPolicy = (address: string): boolean => /(^|[.:])aws_iam_policy\./.test(address) && !/(^|[.:])data\.aws_iam_policy\./.test(address);

const arnOf = (value: Value): Fact<string> => {
  const target = value.is === 'reference' && value.parts.length === 1 ? value.parts[0] : value.same;
  return target !== undefined && typeof target !== 'string' && isOwnPolicy(target.address)
    ? known(`\${${target.address}.${target.attribute}}`, value.origin)
    : named(value);
};
