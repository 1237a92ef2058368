import { absent } from '#core/origin';
import { isAbsent, known, map, unknown } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Statement } from '../facets.ts';
import { always, gathered, names, number, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { atLeastTwo, encryption, noCapacity, notEmpty, secretsInMap } from './facts.ts';
import { admitted, doubtfulStatement } from './policy.ts';
import { runtimeEnds } from './lambda-runtimes.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
export default resourceType('AWS::Lambda::Function', {
  cloud: 'aws',
  service: 'AWS Lambda',
  model: 'paas',
  terraform: ['aws_lambda_function'],
  folds: { aws_lambda_permission: 'function_name', aws_lambda_function_url: 'function_name' },
  name: 'FunctionName',
  properties: {
    FunctionName: text(['function_name']),
    Runtime: text(['runtime']),
    KmsKeyArn: names('AWS::KMS::Key', ['kms_key_arn']),
    'Environment.Variables': raw(['environment.variables']),
    'TracingConfig.Mode': text(['tracing_config.mode'], always('PassThrough', '2017-04-19')),
    'DeadLetterConfig.TargetArn': raw(['dead_letter_config.target_arn']),
    ReservedConcurrentExecutions: number(['reserved_concurrent_executions'], always(-1, '2017-11-30')),
    'VpcConfig.SubnetIds': names('AWS::EC2::Subnet', ['vpc_config.subnet_ids']),
    Role: names('AWS::IAM::Role', ['role']),
    Permissions: gathered<Statement>(permission, (why) => doubtfulStatement(why)),
    // Own name: the authentication type of a function URL.
    UrlAuthType: text(['aws_lambda_function_url#authorization_type']),
  },
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
    resourcePolicy: (self) =>
      self.Permissions.length === 0 ? undefined : { what: 'function', admits: admitted(self.Permissions), statements: self.Permissions },
    endpointAuthentication: (self) =>
      isAbsent(self.UrlAuthType) ? undefined : { what: 'function', required: map(self.UrlAuthType, (type) => type !== 'NONE') },
  },
  remedies: {
    trace: () => [{ set: 'TracingConfig.Mode', to: 'Active' }],
    'require-authentication': () => [{ set: 'UrlAuthType', to: 'AWS_IAM' }],
    'narrow-resource-policy': (_self, because) => because.map((drop) => ({ drop })),
  },
});

/** A permission is a statement of the function's policy; the source pins a service principal to one caller. */
function permission({ type, attributes, place }: EvaluatedBlock): Statement[] {
  if (type !== 'aws_lambda_permission') return [];
  const principal = attributes['principal'];
  const who = principal ? text().read(principal) : unknown('absent-undecided', 'principal', place);
  const condition = (key: string, name: string) => (attributes[name] ? [{ operator: 'StringEquals', key, values: [text().read(attributes[name])] }] : []);
  return [
    {
      effect: known('Allow', place),
      actions: [attributes['action'] ? text().read(attributes['action']) : known('lambda:InvokeFunction', place)],
      notActions: [],
      resources: [known('*', place)],
      notResources: [],
      principals: [map(who, (name) => (name === '*' ? '*' : name.endsWith('.amazonaws.com') ? `Service:${name}` : `AWS:${name}`))],
      notPrincipals: [],
      conditions: [
        ...condition('aws:sourcearn', 'source_arn'),
        ...condition('aws:sourceaccount', 'source_account'),
        ...condition('aws:principalorgid', 'principal_org_id'),
      ],
      origin: place,
      sid: undefined,
    },
  ];
}
