import { map } from '#core/value';
import { widths } from '../policy-width.ts';
import { control, judgeEach } from '../control.ts';

export default control({
  id: 'whole-service-allowed',
  severity: 'medium',
  viewpoints: ['unauthorised-use', 'information-handling'],
  leakPath: 'excess-permission',
  approach: 'least-privilege',
  layer: 'identity',
  intents: {
    'AWS::IAM::ManagedPolicy': ['aws-iam-policy-policy-wildcard-actions', 'aws-iam-policy-wildcard-service-all-wild-card'],
    'AWS::IAM::Role': ['aws-iam-policy-policy-wildcard-actions', 'aws-iam-policy-wildcard-service-all-wild-card'],
    'AWS::IAM::User': ['aws-iam-policy-policy-wildcard-actions'],
    'AWS::IAM::Group': ['aws-iam-policy-policy-wildcard-actions'],
  },
  title: { en: 'A policy allows every action of a service on every resource', ja: 'サービスのすべての操作をすべてのリソースに許可するポリシー' },
  why: {
    en: 'Reading one object needs one action. With all of them, whoever steals the credentials can delete, publish or encrypt everything.',
    ja: '必要な操作は一部だけなのに、認証情報を盗まれると、削除や公開、暗号化まで何でもできてしまいます。',
  },
  fix: { aws: { en: 'List the actions that are used, and name the resources.', ja: '使うアクションだけを列挙し、リソースを指定します。' } },
  remedy: undefined,
  facet: 'identityPolicy',
  check: (policy) => judgeEach(widths(policy.statements, 'service'), (found) => found),
  inUse: (policy) => map(policy.attachedTo, (holder) => holder !== 'nobody'),
  cancelled: (policy, found) => {
    const holders = policy.holders();
    return holders !== undefined && found.flat().every((action) => action !== '*' && !holders.whole(action.slice(0, action.indexOf(':')).toLowerCase()));
  },
  severityOf: (found) =>
    found.flat().some((action) => /^(iam|sts|organizations|kms|secretsmanager):/i.test(action))
      ? 'high'
      : found
            .flat()
            .some((action) =>
              /^(\*|s3|dynamodb|rds|rds-data|redshift|ec2|lambda|ssm|ecs|eks|ecr|cloudformation|es|elasticfilesystem|sqs|sns|kinesis|codebuild|codepipeline|glue|sagemaker|cognito-idp|route53|cloudfront|backup|config|cloudtrail|guardduty):/i.test(
                action,
              ),
            )
        ? 'medium'
        : 'low',
  message: {
    en: (found) => `Allowed on every resource: ${[...new Set(found.flat())].join(', ')}.`,
    ja: (found) => `すべてのリソースに許可: ${[...new Set(found.flat())].join('、')}`,
  },
  examples: {
    pass: `
      resource "aws_iam_policy" "a" {
        policy = jsonencode({
          Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"] }]
        })
      }`,
    fail: `
      resource "aws_iam_policy" "a" {
        policy = jsonencode({
          Statement = [{ Effect = "Allow", Action = ["s3:*", "logs:PutLogEvents"], Resource = "*" }]
        })
      }`,
    unknown: `
      variable "actions" {}
      resource "aws_iam_policy" "a" {
        policy = jsonencode({
          Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }]
        })
      }`,
  },
});
