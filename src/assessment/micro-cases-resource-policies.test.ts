import { expect, test } from 'vitest';
import { verdictsOf, type Expected, type Project } from './verdicts-of.ts';

const resource = 'resource-policy-admits-everyone';
const queue = (statement: string): string =>
  `resource "aws_sqs_queue" "a" { name = "a" }\nresource "aws_sqs_queue_policy" "a" {\n  queue_url = aws_sqs_queue.a.id\n  policy = jsonencode({ Statement = [${statement}] })\n}\n`;

test.for<readonly [string, Project, string, Expected]>([
  // policies of other resources
  ['a queue for everybody', queue('{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }'), resource, 'fail aws_sqs_queue.a'],
  [
    'a queue for one topic',
    queue(
      '{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:eu-west-1:111122223333:t" } } }',
    ),
    resource,
    'pass',
  ],
  [
    'a queue for the topic of the same code',
    `resource "aws_sns_topic" "t" { name = "t" }\n${queue('{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sqs:SendMessage", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = aws_sns_topic.t.arn } } }')}`,
    resource,
    'pass',
  ],
  [
    'a queue for any topic of the world',
    queue(
      '{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:sns:*:*:*" } } }',
    ),
    resource,
    'fail aws_sqs_queue.a',
  ],
  [
    'a queue over a template with the account',
    `data "aws_caller_identity" "me" {}\n${queue('{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root" }, Action = "sqs:*", Resource = "*" }')}`,
    resource,
    'pass',
  ],
  [
    'the default policy of a topic',
    'resource "aws_sns_topic" "a" { name = "a" }\nresource "aws_sns_topic_policy" "a" {\n  arn = aws_sns_topic.a.arn\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = ["SNS:Publish"], Resource = "*", Condition = { StringEquals = { "AWS:SourceOwner" = "111122223333" } } }] })\n}\n',
    resource,
    'pass',
  ],
  [
    'a key for every account, through one service',
    'resource "aws_kms_key" "a" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*", Condition = { StringEquals = { "kms:CallerAccount" = "111122223333", "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } } }] })\n}\n',
    resource,
    'pass',
  ],
  [
    'a key for every account that comes through S3',
    'resource "aws_kms_key" "a" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*", Condition = { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } } }] })\n}\n',
    resource,
    'fail aws_kms_key.a',
  ],
  [
    'a key for its own account',
    'resource "aws_kms_key" "a" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }] })\n}\n',
    resource,
    'pass',
  ],
  ['a key without a policy', 'resource "aws_kms_key" "a" {}\n', resource, 'pass'],
  [
    'a secret, by a policy of its own',
    'resource "aws_secretsmanager_secret" "a" { name = "a" }\nresource "aws_secretsmanager_secret_policy" "a" {\n  secret_arn = aws_secretsmanager_secret.a.arn\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" }] })\n}\n',
    resource,
    'fail aws_secretsmanager_secret.a',
  ],
  [
    'a registry, by name',
    'resource "aws_ecr_repository" "a" { name = "shop" }\nresource "aws_ecr_repository_policy" "a" {\n  repository = "shop"\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = ["ecr:BatchGetImage"] }] })\n}\n',
    resource,
    'fail aws_ecr_repository.a',
  ],
  [
    'a registry for the organisation',
    'resource "aws_ecr_repository" "a" { name = "shop" }\nresource "aws_ecr_repository_policy" "a" {\n  repository = aws_ecr_repository.a.name\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = ["ecr:BatchGetImage"], Condition = { "ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = ["o-1/r-1/*"] } } }] })\n}\n',
    resource,
    'pass',
  ],
  [
    'a function for every account',
    'resource "aws_lambda_function" "a" { function_name = "f" }\nresource "aws_lambda_permission" "a" {\n  function_name = aws_lambda_function.a.function_name\n  action = "lambda:InvokeFunction"\n  principal = "*"\n}\n',
    resource,
    'fail aws_lambda_function.a',
  ],
  [
    'a function for one bucket',
    'resource "aws_s3_bucket" "b" {}\nresource "aws_lambda_function" "a" { function_name = "f" }\nresource "aws_lambda_permission" "a" {\n  function_name = aws_lambda_function.a.arn\n  action = "lambda:InvokeFunction"\n  principal = "s3.amazonaws.com"\n  source_arn = aws_s3_bucket.b.arn\n}\n',
    resource,
    'pass',
  ],
  [
    'a search domain for everybody',
    'resource "aws_opensearch_domain" "a" {\n  domain_name = "d"\n  access_policies = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*" }] })\n}\n',
    resource,
    'fail aws_opensearch_domain.a',
  ],
  [
    'a search domain for one address',
    'resource "aws_opensearch_domain" "a" {\n  domain_name = "d"\n}\nresource "aws_opensearch_domain_policy" "a" {\n  domain_name = aws_opensearch_domain.a.domain_name\n  access_policies = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "es:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = ["203.0.113.0/24"] } } }] })\n}\n',
    resource,
    'pass',
  ],
  [
    'a search domain inside a network',
    'resource "aws_opensearch_domain" "a" {\n  domain_name = "d"\n  vpc_options { subnet_ids = ["subnet-1"] }\n  access_policies = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*" }] })\n}\n',
    resource,
    'pass',
  ],
])('%s', ([, project, control, expected]) => expect(verdictsOf(project, control)).toBe(expected));
