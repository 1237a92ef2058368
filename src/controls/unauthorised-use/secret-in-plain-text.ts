import { control, judgeEach } from '../control.ts';

export default control({
  id: 'secret-in-plain-text',
  severity: 'high',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'service-misconfiguration',
  approach: 'credential-protection',
  layer: 'identity',
  intents: {
    'AWS::EC2::Instance': ['aws-ec2-instance-secrets-in-user-data'],
    'AWS::EC2::LaunchTemplate': ['aws-ec2-launch-template-secrets-in-user-data'],
    'AWS::AutoScaling::LaunchConfiguration': ['aws-ec2-instance-secrets-in-user-data'],
    'AWS::Lambda::Function': ['aws-lambda-function-secrets-in-environment', 'aws-lambda-function-secrets-hardcoded'],
    'AWS::ECS::TaskDefinition': ['aws-ecs-task-definition-secrets-in-environment'],
    'AWS::CodeBuild::Project': ['aws-codebuild-project-secrets-in-environment'],
  },
  title: { en: 'A secret stands in the code', ja: 'コードに書き込まれた秘密情報' },
  why: {
    en: 'Whoever can read the repository, its history, the state or the console has it, and it is never rotated.',
    ja: 'リポジトリやその履歴、ステート、コンソールを読める人すべてに知られ、ローテーションもされません。',
  },
  fix: {
    aws: {
      en: 'Rotate it first. Then keep it in Secrets Manager or SSM Parameter Store and refer to it.',
      ja: 'まず値をローテーションします。その後 Secrets Manager か SSM パラメータストアに移し、参照で渡します。',
    },
  },
  remedy: undefined,
  facet: 'plainSecrets',
  check: (secrets) => (secrets.found.length > 0 ? judgeEach(secrets.found, (found) => found?.name) : undefined),
  message: {
    en: (names) => `In plain text: ${names.join(', ')}.`,
    ja: (names) => `平文で書かれています: ${names.join('、')}`,
  },
  examples: {
    pass: `
      variable "password" { sensitive = true }
      resource "aws_lambda_function" "a" {
        function_name = "a"
        environment {
          variables = {
            DB_PASSWORD_ARN = "arn:aws:secretsmanager:us-east-1:111122223333:secret:a"
            STAGE           = "prod"
          }
        }
      }`,
    fail: `
      resource "aws_lambda_function" "a" {
        function_name = "a"
        environment {
          variables = { DB_PASSWORD = "Tr0ub4dor-3" }
        }
      }`,
  },
});
