import { expect, test } from 'vitest';
import { verdictsOf, type Expected, type Project } from './verdicts-of.ts';

const read = 'anonymous-object-read';
const bucket = 'resource "aws_s3_bucket" "a" { bucket = "photos" }\n';
const block = (more: string): string => `resource "aws_s3_bucket_public_access_block" "a" {\n  bucket = aws_s3_bucket.a.id\n  ${more}\n}\n`;
const off = block('');
const acl = 'resource "aws_s3_bucket_acl" "a" {\n  bucket = aws_s3_bucket.a.id\n  acl    = "public-read"\n}\n';
const statements = (...all: string[]): string =>
  `${bucket}${off}resource "aws_s3_bucket_policy" "a" {\n  bucket = aws_s3_bucket.a.id\n  policy = jsonencode({ Statement = [${all.join(', ')}] })\n}\n`;
const everyone = (condition: string, action = 's3:GetObject'): string =>
  `{ Effect = "Allow", Principal = "*", Action = "${action}", Resource = "*", Condition = { ${condition} } }`;
const document = (body: string): string =>
  `${bucket}${off}${body}\nresource "aws_s3_bucket_policy" "a" {\n  bucket = aws_s3_bucket.a.id\n  policy = data.aws_iam_policy_document.d.json\n}\n`;
const opens = `
  statement {
    sid       = "read"
    actions   = ["s3:GetObject"]
    resources = ["\${aws_s3_bucket.a.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }`;
const failing = 'fail aws_s3_bucket.a';

test.for<readonly [string, Project, string, Expected]>([
  // the three levels of the public access block
  [
    'the account block of another account',
    `
      provider "aws" { region = "eu-west-1" }
      provider "aws" {
        alias  = "other"
        region = "eu-west-1"
        assume_role { role_arn = "arn:aws:iam::111122223333:role/deploy" }
      }
      resource "aws_s3_account_public_access_block" "a" {
        provider           = aws.other
        ignore_public_acls = true
      }
      ${bucket}${acl}${off}`,
    read,
    failing,
  ],
  [
    'the account block, made in another region, holds in the whole account',
    `
      provider "aws" { region = "eu-west-1" }
      provider "aws" {
        alias  = "us"
        region = "us-east-1"
      }
      resource "aws_s3_account_public_access_block" "a" {
        provider           = aws.us
        ignore_public_acls = true
      }
      ${bucket}${acl}${off}`,
    read,
    'pass',
  ],
  ['an account block that says nothing blocks nothing', `resource "aws_s3_account_public_access_block" "a" {}\n${bucket}${acl}${off}`, read, failing],
  [
    'the block of a module, over the output of another',
    {
      'main.tf': 'module "store" { source = "./store" }\nmodule "lock" {\n  source = "./lock"\n  names = { photos = module.store.name }\n}\n',
      'store/main.tf': `${bucket}${acl}output "name" { value = aws_s3_bucket.a.id }\n`,
      'lock/main.tf':
        'variable "names" { type = map(string) }\nresource "aws_s3_bucket_public_access_block" "a" {\n  for_each = var.names\n  bucket = each.value\n  ignore_public_acls = true\n  restrict_public_buckets = true\n}\n',
    },
    read,
    'pass',
  ],
  [
    'blocks over literal names, one is left out',
    `
      resource "aws_s3_bucket" "a" {
        for_each = toset(["x", "y"])
        bucket   = each.key
        acl      = "public-read"
      }
      resource "aws_s3_bucket_public_access_block" "a" {
        for_each           = { x = true, y = false }
        bucket             = each.key
        ignore_public_acls = each.value
      }`,
    read,
    'fail aws_s3_bucket.a["y"]',
  ],
  [
    'a policy is not stopped by what ignores ACLs',
    `${statements(everyone('Bool = { "aws:SecureTransport" = "true" }')).replace(off, block('ignore_public_acls = true'))}`,
    read,
    failing,
  ],
  [
    'a policy is stopped where public buckets are restricted',
    `${statements('{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }').replace(off, block('restrict_public_buckets = true'))}`,
    read,
    'pass',
  ],
  ['an ACL is not stopped by restricting public policies', `${bucket}${acl}${block('restrict_public_buckets = true')}`, read, failing],
  // ACLs
  ['every AWS account', `${bucket}${off}resource "aws_s3_bucket_acl" "a" {\n  bucket = "photos"\n  acl = "authenticated-read"\n}\n`, read, failing],
  [
    'a grant to all users',
    `${bucket}${off}
      resource "aws_s3_bucket_acl" "a" {
        bucket = aws_s3_bucket.a.id
        access_control_policy {
          grant {
            permission = "READ"
            grantee {
              type = "Group"
              uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
            }
          }
          owner { id = "x" }
        }
      }`,
    read,
    failing,
  ],
  [
    'a grant to log delivery',
    `${bucket}${off}
      resource "aws_s3_bucket_acl" "a" {
        bucket = aws_s3_bucket.a.id
        access_control_policy {
          grant {
            permission = "WRITE"
            grantee {
              type = "Group"
              uri  = "http://acs.amazonaws.com/groups/s3/LogDelivery"
            }
          }
          owner { id = "x" }
        }
      }`,
    'anonymous-object-write',
    'pass',
  ],
  ['everybody writes', `${bucket}${off}${acl.replace('public-read', 'public-read-write')}`, 'anonymous-object-write', failing],
  ['an ACL that is null', `${bucket}${off}${acl.replace('"public-read"', 'null')}`, read, 'pass'],
  // conditions of a bucket policy
  ['only through one endpoint', statements(everyone('StringEquals = { "aws:SourceVpce" = "vpce-1" }')), read, 'pass'],
  ['only through one network', statements(everyone('StringEquals = { "aws:sourceVpc" = ["vpc-1", "vpc-2"] }')), read, 'pass'],
  ['an operator that lets a missing key through', statements(everyone('StringEqualsIfExists = { "aws:SourceVpce" = "vpce-1" }')), read, failing],
  ['a user agent ties nobody', statements(everyone('StringEquals = { "aws:UserAgent" = "mine" }')), read, failing],
  ['any organisation at all', statements(everyone('StringLike = { "aws:PrincipalOrgID" = "*" }')), read, failing],
  ['roles of one account', statements(everyone('ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::111122223333:role/app-*" }')), read, 'pass'],
  ['a role of any account', statements(everyone('ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/app" }')), read, failing],
  ['paths of an organisation', statements(everyone('"ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = "o-1/*" }')), read, 'pass'],
  ['for all values holds when there are none', statements(everyone('"ForAllValues:StringLike" = { "aws:PrincipalOrgPaths" = "o-1/*" }')), read, failing],
  ['one narrow address and the world', statements(everyone('IpAddress = { "aws:SourceIp" = ["203.0.113.7/32", "0.0.0.0/0"] }')), read, failing],
  ['a half of the world', statements(everyone('IpAddress = { "aws:SourceIp" = ["0.0.0.0/1", "128.0.0.0/1"] }')), read, failing],
  ['everywhere but one address', statements(everyone('NotIpAddress = { "aws:SourceIp" = "203.0.113.7/32" }')), read, failing],
  [
    'two conditions, of which one ties',
    statements(everyone('Bool = { "aws:SecureTransport" = "true" }, StringEquals = { "aws:PrincipalOrgID" = "o-1" }')),
    read,
    'pass',
  ],
  ['a condition on what is read', statements(everyone('StringEquals = { "s3:ExistingObjectTag/public" = "yes" }')), read, failing],
  [
    'the second of two statements',
    statements(
      everyone('StringEquals = { "aws:PrincipalOrgID" = "o-1" }'),
      '{ Effect = "Allow", Principal = { AWS = "*" }, Action = ["s3:Get*"], Resource = "*" }',
    ),
    read,
    failing,
  ],
  [
    'another account',
    statements('{ Effect = "Allow", Principal = { AWS = ["111122223333", "arn:aws:iam::444455556666:root"] }, Action = "s3:*", Resource = "*" }'),
    read,
    'pass',
  ],
  [
    'everybody but one',
    statements('{ Effect = "Allow", NotPrincipal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:GetObject", Resource = "*" }'),
    read,
    failing,
  ],
  ['everything but deleting', statements('{ Effect = "Allow", Principal = "*", NotAction = "s3:DeleteObject", Resource = "*" }'), read, failing],
  ['everything but reading', statements('{ Effect = "Allow", Principal = "*", NotAction = ["s3:Get*", "s3:List*"], Resource = "*" }'), read, 'pass'],
  [
    'one statement that is no list',
    `${statements('x').replace('[x]', '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }')}`,
    read,
    failing,
  ],
  ['writing for everybody is not reading', statements('{ Effect = "Allow", Principal = "*", Action = "s3:PutObject", Resource = "*" }'), read, 'pass'],
  ['writing for everybody', statements('{ Effect = "Allow", Principal = "*", Action = "s3:PutObject", Resource = "*" }'), 'anonymous-object-write', failing],
  ['any action by a wildcard in the middle', statements('{ Effect = "Allow", Principal = "*", Action = "s3:*Object", Resource = "*" }'), read, failing],
  // Deny takes it away again
  [
    'denied outside the network',
    statements(
      '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }',
      '{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { StringNotEquals = { "aws:SourceVpce" = "vpce-1" } } }',
    ),
    read,
    'pass',
  ],
  [
    'denied outside the organisation, for what was allowed',
    statements(
      '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::photos/*" }',
      '{ Effect = "Deny", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::photos/*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-1" } } }',
    ),
    read,
    'pass',
  ],
  [
    'denied without TLS only',
    statements(
      '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }',
      '{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }',
    ),
    read,
    failing,
  ],
  [
    'another action is denied',
    statements(
      '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }',
      '{ Effect = "Deny", Principal = "*", Action = "s3:DeleteObject", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-1" } } }',
    ),
    read,
    failing,
  ],
  [
    'denied outside one address, to which there is an exception',
    statements(
      '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }',
      '{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = ["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"], Condition = { NotIpAddress = { "aws:SourceIp" = ["203.0.113.0/24"] } } }',
    ),
    read,
    'pass',
  ],
  [
    'denied to all but one',
    statements(
      '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }',
      '{ Effect = "Deny", NotPrincipal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:*", Resource = "*" }',
    ),
    read,
    'pass',
  ],
  [
    'an account block that may not exist',
    `variable "on" { type = bool }\n${bucket}${acl}${off}resource "aws_s3_account_public_access_block" "a" {\n  count = var.on ? 1 : 0\n  ignore_public_acls = true\n}\n`,
    read,
    'unknown aws_s3_bucket.a',
  ],
  [
    'a block that may not exist',
    `variable "on" { type = bool }\n${bucket}${acl}${block('ignore_public_acls = true\n  count = var.on ? 1 : 0')}`,
    read,
    'unknown aws_s3_bucket.a',
  ],
  // policy documents
  [
    'a document, pinned',
    document(
      `data "aws_iam_policy_document" "d" {${opens.replace(/\}$/, '  condition {\n      test = "StringEquals"\n      variable = "aws:PrincipalOrgID"\n      values = ["o-1"]\n    }\n  }')}\n}`,
    ),
    read,
    'pass',
  ],
  [
    'a document, tied to nobody',
    document(
      `data "aws_iam_policy_document" "d" {${opens.replace(/\}$/, '  condition {\n      test = "StringLike"\n      variable = "aws:Referer"\n      values = ["https://x/*"]\n    }\n  }')}\n}`,
    ),
    read,
    failing,
  ],
  [
    'an override takes the opening away',
    document(
      `data "aws_iam_policy_document" "closed" {${opens.replace('"*"', '"111122223333"')}\n}\ndata "aws_iam_policy_document" "d" {\n  override_policy_documents = [data.aws_iam_policy_document.closed.json]${opens}\n}`,
    ),
    read,
    'pass',
  ],
  [
    'a source brings the opening in',
    document(
      `data "aws_iam_policy_document" "open" {${opens}\n}\ndata "aws_iam_policy_document" "d" {\n  source_policy_documents = [data.aws_iam_policy_document.open.json]\n  statement {\n    effect = "Deny"\n    actions = ["s3:DeleteBucket"]\n    resources = ["*"]\n    principals {\n      type = "*"\n      identifiers = ["*"]\n    }\n  }\n}`,
    ),
    read,
    failing,
  ],
  [
    'statements from a dynamic block',
    document(
      `data "aws_iam_policy_document" "d" {\n  dynamic "statement" {\n    for_each = { photos = "*" }\n    content {\n      actions = ["s3:GetObject"]\n      resources = ["*"]\n      principals {\n        type = "AWS"\n        identifiers = [statement.value]\n      }\n    }\n  }\n}`,
    ),
    read,
    failing,
  ],
  [
    'not_principals',
    document(`data "aws_iam_policy_document" "d" {${opens.replace('principals', 'not_principals').replace('"*"', '"111122223333"')}\n}`),
    read,
    failing,
  ],
  [
    'only the distribution',
    document(`data "aws_iam_policy_document" "d" {${opens.replace('"AWS"', '"Service"').replace('"*"', '"cloudfront.amazonaws.com"')}\n}`),
    read,
    'pass',
  ],
  // settings in resources of their own
  [
    'versioning that is suspended',
    `${bucket}resource "aws_s3_bucket_versioning" "a" {\n  bucket = "photos"\n  versioning_configuration { status = "Suspended" }\n}\n`,
    'objects-not-versioned',
    failing,
  ],
  [
    'versioning as it was written before',
    'resource "aws_s3_bucket" "a" {\n  bucket = "photos"\n  versioning { enabled = true }\n}\n',
    'objects-not-versioned',
    'pass',
  ],
  [
    'a key of its own, in a resource of its own',
    `${bucket}
      resource "aws_kms_key" "a" { enable_key_rotation = true }
      resource "aws_s3_bucket_server_side_encryption_configuration" "a" {
        bucket = aws_s3_bucket.a.id
        rule {
          apply_server_side_encryption_by_default {
            sse_algorithm     = "aws:kms"
            kms_master_key_id = aws_kms_key.a.arn
          }
        }
      }`,
    'provider-key-on-data',
    'pass',
  ],
  [
    'logs, and the bucket that takes them',
    `${bucket}
      resource "aws_s3_bucket" "logs" { bucket = "logs" }
      resource "aws_s3_bucket_logging" "a" {
        bucket        = aws_s3_bucket.a.bucket
        target_bucket = aws_s3_bucket.logs.id
        target_prefix = "photos/"
      }`,
    'access-not-logged',
    'pass',
  ],
  [
    'TLS only, by a document',
    document(
      'data "aws_iam_policy_document" "d" {\n  statement {\n    effect = "Deny"\n    actions = ["s3:*"]\n    resources = ["*"]\n    principals {\n      type = "*"\n      identifiers = ["*"]\n    }\n    condition {\n      test = "Bool"\n      variable = "aws:SecureTransport"\n      values = [false]\n    }\n  }\n}',
    ),
    'plain-text-accepted',
    'pass',
  ],
  [
    'the block is off though nothing is public',
    `${bucket}${block('block_public_acls = true\n  block_public_policy = true\n  ignore_public_acls = true')}`,
    'public-access-block-off',
    failing,
  ],
])('%s', ([, project, control, expected]) => expect(verdictsOf(project, control)).toBe(expected));
