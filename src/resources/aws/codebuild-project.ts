import { absent } from '#core/origin';
import { isAbsent, isFields, isList, known, map, type Fact, type Value } from '#core/value';
import { always, flag, names, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { keyed, secretIn } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codebuild-project.html
export default resourceType('AWS::CodeBuild::Project', {
  cloud: 'aws',
  service: 'AWS CodeBuild',
  model: 'paas',
  terraform: ['aws_codebuild_project'],
  name: 'Name',
  properties: {
    Name: text(['name']),
    EncryptionKey: names('AWS::KMS::Key', ['encryption_key']),
    'Environment.PrivilegedMode': flag(['environment.privileged_mode'], always(false, '2016-12-01')),
    'Environment.EnvironmentVariables': raw(['environment.environment_variable']),
    'LogsConfig.CloudWatchLogs.Status': text(['logs_config.cloudwatch_logs.status'], always('ENABLED', '2019-01-01')),
    'LogsConfig.S3Logs.Status': text(['logs_config.s3_logs.status'], always('DISABLED', '2019-01-01')),
  },
  facets: {
    dataAtRest: (project) => ({ holds: 'build', encryption: keyed(project.EncryptionKey) }),
    container: (project) => ({
      privileged: project['Environment.PrivilegedMode'],
      hostNamespace: known(false, absent),
      readOnlyRoot: undefined,
      runsAsRoot: undefined,
    }),
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
