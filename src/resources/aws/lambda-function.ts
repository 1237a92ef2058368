import { absent } from '#core/origin';
import { isAbsent, known, map } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Around, Statement } from '../facets.ts';
import { always, gathered, names, number, raw, text, type View } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { atLeastTwo, encryption, noCapacity, notEmpty, secretsInMap, tags } from './facts.ts';
import { doubtfulStatement, permission, resourcePolicy } from './policy.ts';
import { runtimeEnds } from './lambda-runtimes.ts';

const properties = {
  FunctionName: text(['function_name']),
  Runtime: text(['runtime']),
  KmsKeyArn: names('AWS::KMS::Key', ['kms_key_arn']),
  'Environment.Variables': raw(['environment.variables']),
  'TracingConfig.Mode': text(['tracing_config.mode'], always('PassThrough', '2017-04-19')),
  'DeadLetterConfig.TargetArn': raw(['dead_letter_config.target_arn']),
  ReservedConcurrentExecutions: number(['reserved_concurrent_executions'], always(-1, '2017-11-30')),
  'VpcConfig.SubnetIds': names('AWS::EC2::Subnet', ['vpc_config.subnet_ids']),
  Role: names('AWS::IAM::Role', ['role']),
  Permissions: gathered<Statement>(permissions, (why) => doubtfulStatement(why)),
  // Own name: the authentication type of a function URL.
  UrlAuthType: text(['aws_lambda_function_url#authorization_type']),
  Tags: tags(),
} as const;

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
export default resourceType('AWS::Lambda::Function', {
  cloud: 'aws',
  service: 'AWS Lambda',
  model: 'paas',
  terraform: ['aws_lambda_function'],
  folds: { aws_lambda_permission: 'function_name', 'AWS::Lambda::Permission': 'FunctionName', aws_lambda_function_url: 'function_name' },
  name: 'FunctionName',
  properties,
  facets: {
    plainSecrets: (self) => ({ where: 'environment', found: secretsInMap(self['Environment.Variables']) }),
    // Variables are always encrypted; the question is whose key.
    dataAtRest: (self) =>
      isAbsent(self['Environment.Variables']) ? undefined : { holds: 'environment', encryption: encryption(known(true, absent), self.KmsKeyArn) },
    monitoring: (self) => ({ kind: 'tracing', on: map(self['TracingConfig.Mode'], (mode) => mode === 'Active') }),
    runtime: (self) => (isAbsent(self.Runtime) ? undefined : { name: self.Runtime, supportEnds: map(self.Runtime, runtimeEnds) }),
    capacity: (self) => ({
      ...noCapacity,
      deadLetters: notEmpty(self['DeadLetterConfig.TargetArn']),
      concurrencyLimit: map(self.ReservedConcurrentExecutions, (n) => n >= 0),
    }),
    privateNetwork: (self) => ({ inside: notEmpty(self['VpcConfig.SubnetIds']) }),
    zones: (self) => (isAbsent(self['VpcConfig.SubnetIds']) ? undefined : { what: 'function', several: atLeastTwo(self['VpcConfig.SubnetIds']) }),
    runsAs: (self, around) => ({ roles: around.related('Role'), facts: isInvoked(self, around) ? { invoked: true } : {} }),
    resourcePolicy: (self) => resourcePolicy('function', self.Permissions),
    endpointAuthentication: (self) =>
      isAbsent(self.UrlAuthType) ? undefined : { what: 'function', required: map(self.UrlAuthType, (type) => type !== 'NONE') },
  },
  remedies: {
    trace: () => [{ set: 'TracingConfig.Mode', to: 'Active' }],
    'require-authentication': () => [{ set: 'UrlAuthType', to: 'AWS_IAM' }],
    'narrow-resource-policy': (_self, because) => because.map((drop) => ({ drop })),
  },
});

/** Somebody or something is known to call it; that nobody does cannot be told from code. */
const isInvoked = (self: View<typeof properties>, around: Around): boolean =>
  self.UrlAuthType.origin.is === 'written' ||
  self.Permissions.some(({ effect }) => effect.is === 'known') ||
  around.relatedBy().some(({ type }) => callers.has(type));
const callers = new Set(['AWS::Lambda::EventSourceMapping', 'AWS::Events::Target', 'AWS::Scheduler::Schedule']);

/** A permission is a statement of the function's policy; the source pins a service principal to one caller. */
function permissions({ type, attributes, place }: EvaluatedBlock): Statement[] {
  if (type !== 'aws_lambda_permission' && type !== 'AWS::Lambda::Permission') return [];
  const either = (one: string, other: string) => attributes[one] ?? attributes[other];
  return [
    permission({
      principal: either('principal', 'Principal'),
      action: either('action', 'Action'),
      otherwise: 'lambda:InvokeFunction',
      conditions: [
        ['ArnLike', 'aws:sourcearn', either('source_arn', 'SourceArn')],
        ['StringEquals', 'aws:sourceaccount', either('source_account', 'SourceAccount')],
        ['StringEquals', 'aws:principalorgid', either('principal_org_id', 'PrincipalOrgID')],
        ['StringEquals', 'lambda:eventsourcetoken', either('event_source_token', 'EventSourceToken')],
        ['StringEquals', 'lambda:functionurlauthtype', either('function_url_auth_type', 'FunctionUrlAuthType')],
      ],
      place,
    }),
  ];
}
