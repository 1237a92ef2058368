import { absent } from '#core/origin';
import { isAbsent, isFields, isList, known, map, type Fact, type Value } from '#core/value';
import { always, document, flag, names, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { ifKnown, keyed, notEmpty, secretIn, tags } from './facts.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codebuild-project.html
export default resourceType('AWS::CodeBuild::Project', {
  cloud: 'aws',
  service: 'AWS CodeBuild',
  model: 'paas',
  terraform: ['aws_codebuild_project'],
  folds: { aws_codebuild_resource_policy: 'resource_arn' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    ServiceRole: names('AWS::IAM::Role', ['service_role']),
    BuildBatchConfig: raw(['build_batch_config']),
    Tags: tags(),
    // Own name: who else may see and start builds.
    ResourcePolicy: document(['aws_codebuild_resource_policy#policy']),
    EncryptionKey: names('AWS::KMS::Key', ['encryption_key']),
    'Environment.PrivilegedMode': flag(['environment.privileged_mode'], always(false, '2016-12-01')),
    'Environment.EnvironmentVariables': raw(['environment.environment_variable']),
    'LogsConfig.CloudWatchLogs.Status': text(['logs_config.cloudwatch_logs.status'], always('ENABLED', '2019-01-01')),
    'LogsConfig.S3Logs.Status': text(['logs_config.s3_logs.status'], always('DISABLED', '2019-01-01')),
  },
  facets: {
    dataAtRest: (project) => ({ holds: 'build', encryption: keyed(project.EncryptionKey) }),
    runsAs: (project, around) => ({ roles: around.related('ServiceRole'), facts: ifKnown('batch', notEmpty(project.BuildBatchConfig)) }),
    container: (project) => ({
      privileged: project['Environment.PrivilegedMode'],
      hostNamespace: known(false, absent),
      readOnlyRoot: undefined,
      runsAsRoot: undefined,
    }),
    resourcePolicy: (project) => resourcePolicy('build', statementsOf(project.ResourcePolicy)),
    plainSecrets: (project) => ({ where: 'environment', found: variables(project['Environment.EnvironmentVariables']) }),
    serviceLog: (project) => ({
      kind: 'build',
      on: logging(project['LogsConfig.CloudWatchLogs.Status'], project['LogsConfig.S3Logs.Status']),
      missing: undefined,
    }),
  },
  remedies: { 'drop-privilege': () => [{ set: 'Environment.PrivilegedMode', to: false }] },
});

const logging = (cloudWatch: Fact<string>, s3: Fact<string>): Fact<boolean> =>
  s3.is === 'known' && s3.value === 'ENABLED' ? known(true, s3.origin) : map(cloudWatch, (status) => status === 'ENABLED');

/** Variables of type PLAINTEXT (the default); the others name a store. */
const variables = (value: Value): ReturnType<typeof secretIn>[] =>
  isAbsent(value) || value.is !== 'known' || !isList(value.value)
    ? []
    : value.value.flatMap((one) => {
        if (one.is !== 'known' || !isFields(one.value)) return [];
        const { name, value: content, type } = one.value;
        if (type?.is === 'known' && type.value !== 'PLAINTEXT' && type.value !== null) return [];
        return name?.is === 'known' && content ? [secretIn(String(name.value), content)] : [];
      });
