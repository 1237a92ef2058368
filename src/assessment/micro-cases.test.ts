import { describe, expect, test } from 'vitest';
import { run } from './run.ts';
import { textFiles } from '#sources/terraform/text-files';

type Files = Readonly<Record<string, string>>;
/** `fail`, `fail?` (assumed), `unknown` or `pass` of one control over a folder; the worst finding counts. */
const verdict = (files: Files | string, control: string): string => {
  const { assessment } = run(textFiles(typeof files === 'string' ? { 'main.tf': files } : files), { only: [control], mostSteps: 0 });
  const failing = assessment.findings.filter(({ verdict: { is } }) => is === 'fail');
  if (failing.length > 0)
    return failing.every(({ verdict: one }) => one.is === 'fail' && one.assumed)
      ? 'fail?'
      : failing.every(({ lowered }) => lowered === 'not-in-use')
        ? 'not in use'
        : 'fail';
  return assessment.findings.length > 0 ? 'unknown' : assessment.judged.get(control) ? 'pass' : 'not judged';
};

const used = 'resource "aws_instance" "i" { vpc_security_group_ids = [aws_security_group.a.id] }\n';
const ssh = (rule: string): string =>
  `${used}resource "aws_security_group" "a" {\n  ingress {\n    protocol  = "tcp"\n    from_port = 22\n    to_port   = 22\n    ${rule}\n  }\n}\n`;
const bucket = 'resource "aws_s3_bucket" "a" { bucket = "photos" }\n';
const acl = 'resource "aws_s3_bucket_acl" "a" {\n  bucket = aws_s3_bucket.a.id\n  acl    = "public-read"\n}\n';
const block = (on: string): string =>
  `resource "aws_s3_bucket_public_access_block" "a" {\n  bucket                  = aws_s3_bucket.a.id\n  block_public_acls       = ${on}\n  block_public_policy     = ${on}\n  ignore_public_acls      = ${on}\n  restrict_public_buckets = ${on}\n}\n`;
const bucketPolicy = (statement: string): string =>
  `${bucket}${block('false')}resource "aws_s3_bucket_policy" "a" {\n  bucket = aws_s3_bucket.a.id\n  policy = jsonencode({ Statement = [${statement}] })\n}\n`;
const database = 'variable "encrypted" { default = false }\nresource "aws_db_instance" "a" { storage_encrypted = var.encrypted }\n';
const policy = (statement: string): string =>
  `resource "aws_iam_role_policy_attachment" "a" {\n  role       = "r"\n  policy_arn = aws_iam_policy.a.arn\n}\nresource "aws_iam_policy" "a" {\n  policy = jsonencode({ Statement = [${statement}] })\n}\n`;

describe('small cases', () =>
  test.for<readonly [string, Files | string, string, string]>([
    // modules, repetition, values
    [
      'a module argument decides',
      { 'main.tf': 'module "m" {\n  source    = "./m"\n  encrypted = true\n}\n', 'm/main.tf': database },
      'data-not-encrypted-at-rest',
      'pass',
    ],
    ['a module default decides', { 'main.tf': 'module "m" { source = "./m" }\n', 'm/main.tf': database }, 'data-not-encrypted-at-rest', 'fail'],
    ['a module that is never called rests on its defaults', { 'm/main.tf': database }, 'data-not-encrypted-at-rest', 'fail?'],
    [
      'tfvars win over the default',
      { 'main.tf': `provider "aws" { region = "a" }\n${database}`, 'terraform.tfvars': 'encrypted = true\n' },
      'data-not-encrypted-at-rest',
      'pass',
    ],
    [
      'auto.tfvars win over tfvars',
      { 'main.tf': database, 'terraform.tfvars': 'encrypted = true\n', 'z.auto.tfvars': 'encrypted = false\n' },
      'data-not-encrypted-at-rest',
      'fail',
    ],
    [
      'for_each with one bad instance',
      'resource "aws_db_instance" "a" {\n  for_each          = { x = true, y = false }\n  storage_encrypted = each.value\n}\n',
      'data-not-encrypted-at-rest',
      'fail',
    ],
    [
      'for_each over an empty map',
      'resource "aws_db_instance" "a" {\n  for_each          = {}\n  storage_encrypted = false\n}\n',
      'data-not-encrypted-at-rest',
      'not judged',
    ],
    ['count = 0', 'resource "aws_db_instance" "a" {\n  count             = 0\n  storage_encrypted = false\n}\n', 'data-not-encrypted-at-rest', 'not judged'],
    [
      'count from a condition',
      'variable "on" { default = false }\nresource "aws_db_instance" "a" {\n  count             = var.on ? 1 : 0\n  storage_encrypted = false\n}\n',
      'data-not-encrypted-at-rest',
      'not judged',
    ],
    [
      'count that nobody knows',
      'variable "on" {}\nresource "aws_db_instance" "a" {\n  count             = var.on ? 1 : 0\n  storage_encrypted = false\n}\n',
      'data-not-encrypted-at-rest',
      'fail?',
    ],
    [
      'a conditional',
      'locals { stage = "prod" }\nresource "aws_db_instance" "a" { storage_encrypted = local.stage == "prod" ? true : false }\n',
      'data-not-encrypted-at-rest',
      'pass',
    ],
    [
      'both branches are bad',
      'variable "x" {}\nresource "aws_instance" "a" {\n  metadata_options { http_tokens = var.x ? "optional" : "optional" }\n}\n',
      'metadata-without-token',
      'fail',
    ],
    [
      'one branch is bad',
      'variable "x" {}\nresource "aws_instance" "a" {\n  metadata_options { http_tokens = var.x ? "optional" : "required" }\n}\n',
      'metadata-without-token',
      'unknown',
    ],
    [
      'functions: lookup, merge, try',
      'locals { defaults = { encrypted = true } }\nresource "aws_db_instance" "a" { storage_encrypted = lookup(merge(local.defaults, { x = 1 }), "encrypted", false) && try(local.defaults.nosuch, true) }\n',
      'data-not-encrypted-at-rest',
      'pass',
    ],
    [
      'optional() default',
      'variable "db" {\n  type    = object({ encrypted = optional(bool, true) })\n  default = {}\n}\nresource "aws_db_instance" "a" { storage_encrypted = var.db.encrypted }\n',
      'data-not-encrypted-at-rest',
      'pass',
    ],
    ['null is absent', 'resource "aws_db_instance" "a" { storage_encrypted = null }\n', 'data-not-encrypted-at-rest', 'fail'],
    ['a text that is a truth', 'resource "aws_db_instance" "a" { storage_encrypted = "true" }\n', 'data-not-encrypted-at-rest', 'pass'],
    [
      'nested modules with for_each',
      {
        'main.tf': 'module "a" {\n  source   = "./a"\n  for_each = { x = false }\n  on       = each.value\n}\n',
        'a/main.tf': 'variable "on" {}\nmodule "b" {\n  source    = "./b"\n  encrypted = var.on\n}\n',
        'a/b/main.tf': database,
      },
      'data-not-encrypted-at-rest',
      'fail',
    ],
    ['an override file', { 'main.tf': database, 'main_override.tf': 'variable "encrypted" { default = true }\n' }, 'data-not-encrypted-at-rest', 'pass'],
    ['JSON syntax', { 'main.tf.json': '{"resource":{"aws_db_instance":{"a":{"storage_encrypted":false}}}}' }, 'data-not-encrypted-at-rest', 'fail'],
    [
      'JSON syntax, a nested block',
      { 'main.tf.json': '{"resource":{"aws_instance":{"a":{"metadata_options":{"http_tokens":"optional"}}}}}' },
      'metadata-without-token',
      'fail',
    ],
    // networks
    ['SSH to the world', ssh('cidr_blocks = ["0.0.0.0/0"]'), 'admin-port-open-to-world', 'fail'],
    ['SSH to the world, IPv6', ssh('ipv6_cidr_blocks = ["::/0"]'), 'admin-port-open-to-world', 'fail'],
    ['SSH to two halves of the world', ssh('cidr_blocks = ["0.0.0.0/1", "128.0.0.0/1"]'), 'admin-port-open-to-world', 'fail'],
    ['SSH to a private range', ssh('cidr_blocks = ["10.0.0.0/8"]'), 'admin-port-open-to-world', 'pass'],
    ['SSH to one address', ssh('cidr_blocks = ["203.0.113.7/32"]'), 'admin-port-open-to-world', 'pass'],
    [
      'a range that contains 22',
      ssh('cidr_blocks = ["0.0.0.0/0"]').replace('from_port = 22', 'from_port = 20').replace('to_port   = 22', 'to_port   = 25'),
      'admin-port-open-to-world',
      'fail',
    ],
    ['a group that nothing uses', ssh('cidr_blocks = ["0.0.0.0/0"]').replace(used, ''), 'admin-port-open-to-world', 'not in use'],
    [
      'a dynamic ingress',
      `${used}variable "ports" { default = [443, 22] }\nresource "aws_security_group" "a" {\n  dynamic "ingress" {\n    for_each = var.ports\n    content {\n      protocol    = "tcp"\n      from_port   = ingress.value\n      to_port     = ingress.value\n      cidr_blocks = ["0.0.0.0/0"]\n    }\n  }\n}\nprovider "aws" { region = "a" }\n`,
      'admin-port-open-to-world',
      'fail',
    ],
    [
      'a dynamic ingress over objects, closed',
      `${used}resource "aws_security_group" "a" {\n  dynamic "ingress" {\n    for_each = [{ port = 22, from = "10.0.0.0/8" }, { port = 443, from = "0.0.0.0/0" }]\n    iterator = rule\n    content {\n      protocol    = "tcp"\n      from_port   = rule.value.port\n      to_port     = rule.value.port\n      cidr_blocks = [rule.value.from]\n    }\n  }\n}\n`,
      'admin-port-open-to-world',
      'pass',
    ],
    [
      'a rule in a resource of its own',
      `${used}resource "aws_security_group" "a" {}\nresource "aws_security_group_rule" "r" {\n  type              = "ingress"\n  security_group_id = aws_security_group.a.id\n  protocol          = "tcp"\n  from_port         = 22\n  to_port           = 22\n  cidr_blocks       = ["0.0.0.0/0"]\n}\n`,
      'admin-port-open-to-world',
      'fail',
    ],
    [
      'an egress rule is no opening',
      `${used}resource "aws_security_group" "a" {}\nresource "aws_security_group_rule" "r" {\n  type              = "egress"\n  security_group_id = aws_security_group.a.id\n  protocol          = "tcp"\n  from_port         = 22\n  to_port           = 22\n  cidr_blocks       = ["0.0.0.0/0"]\n}\n`,
      'admin-port-open-to-world',
      'pass',
    ],
    ['all protocols are everything, not one port', ssh('cidr_blocks = ["0.0.0.0/0"]').replace('"tcp"', '"-1"'), 'admin-port-open-to-world', 'pass'],
    ['all protocols', ssh('cidr_blocks = ["0.0.0.0/0"]').replace('"tcp"', '"-1"'), 'all-ports-open-to-world', 'fail'],
    [
      'a rule through a module output',
      {
        'main.tf':
          'module "g" { source = "./g" }\nresource "aws_instance" "i" { vpc_security_group_ids = [module.g.id] }\nresource "aws_vpc_security_group_ingress_rule" "r" {\n  security_group_id = module.g.id\n  ip_protocol       = "tcp"\n  from_port         = 3389\n  to_port           = 3389\n  cidr_ipv4         = "0.0.0.0/0"\n}\n',
        'g/main.tf': 'resource "aws_security_group" "a" {}\noutput "id" { value = aws_security_group.a.id }\n',
      },
      'admin-port-open-to-world',
      'fail',
    ],
    [
      'a listener that only redirects',
      'resource "aws_lb_listener" "a" {\n  protocol = "HTTP"\n  default_action {\n    type = "redirect"\n    redirect {\n      protocol    = "HTTPS"\n      status_code = "HTTP_301"\n    }\n  }\n}\n',
      'plain-text-accepted',
      'pass',
    ],
    // storage
    ['a public ACL, nothing blocks it', `${bucket}${acl}`, 'anonymous-object-read', 'fail?'],
    ['a public ACL, the bucket blocks it', `${bucket}${acl}${block('true')}`, 'anonymous-object-read', 'pass'],
    ['a public ACL, the block is off', `${bucket}${acl}${block('false')}`, 'anonymous-object-read', 'fail'],
    [
      'a public ACL, the account blocks it',
      `${bucket}${acl}${block('false')}resource "aws_s3_account_public_access_block" "a" {\n  ignore_public_acls      = true\n  restrict_public_buckets = true\n}\n`,
      'anonymous-object-read',
      'pass',
    ],
    [
      'a public ACL, ACLs are disabled',
      `${bucket}${acl}${block('false')}resource "aws_s3_bucket_ownership_controls" "a" {\n  bucket = aws_s3_bucket.a.id\n  rule { object_ownership = "BucketOwnerEnforced" }\n}\n`,
      'anonymous-object-read',
      'pass',
    ],
    ['the block names the bucket in plain text', `${bucket}${acl}${block('true').replace('aws_s3_bucket.a.id', '"photos"')}`, 'anonymous-object-read', 'pass'],
    [
      'the block comes through for_each',
      'resource "aws_s3_bucket" "a" {\n  for_each = toset(["x", "y"])\n  bucket   = each.key\n}\nresource "aws_s3_bucket_acl" "a" {\n  for_each = aws_s3_bucket.a\n  bucket   = each.value.id\n  acl      = "public-read"\n}\nresource "aws_s3_bucket_public_access_block" "a" {\n  for_each           = aws_s3_bucket.a\n  bucket             = each.value.id\n  ignore_public_acls = true\n}\n',
      'anonymous-object-read',
      'pass',
    ],
    ['a plain bucket', bucket, 'anonymous-object-read', 'pass'],
    ['a plain bucket has its default block', bucket, 'public-access-block-off', 'pass'],
    ['a plain bucket is encrypted', bucket, 'data-not-encrypted-at-rest', 'pass'],
    [
      'versioning in a resource of its own',
      `${bucket}resource "aws_s3_bucket_versioning" "a" {\n  bucket = aws_s3_bucket.a.bucket\n  versioning_configuration { status = "Enabled" }\n}\n`,
      'objects-not-versioned',
      'pass',
    ],
    // policies
    ['a policy for everybody', bucketPolicy('{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }'), 'anonymous-object-read', 'fail'],
    [
      'a policy for every AWS principal',
      bucketPolicy('{ Effect = "Allow", Principal = { AWS = ["*"] }, Action = "s3:*", Resource = "*" }'),
      'anonymous-object-read',
      'fail',
    ],
    [
      'tied to the organisation',
      bucketPolicy(
        '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } } }',
      ),
      'anonymous-object-read',
      'pass',
    ],
    [
      'tied to an address',
      bucketPolicy(
        '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }',
      ),
      'anonymous-object-read',
      'pass',
    ],
    [
      'tied to every address',
      bucketPolicy(
        '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "0.0.0.0/0" } } }',
      ),
      'anonymous-object-read',
      'fail',
    ],
    [
      'a condition on TLS ties nobody',
      bucketPolicy('{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }'),
      'anonymous-object-read',
      'fail',
    ],
    [
      'a referer ties nobody',
      bucketPolicy(
        '{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*", Condition = { StringLike = { "aws:Referer" = "https://example.jp/*" } } }',
      ),
      'anonymous-object-read',
      'fail',
    ],
    [
      'a Deny is no opening',
      bucketPolicy('{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }'),
      'anonymous-object-read',
      'pass',
    ],
    [
      'only CloudFront',
      bucketPolicy('{ Effect = "Allow", Principal = { Service = "cloudfront.amazonaws.com" }, Action = "s3:GetObject", Resource = "*" }'),
      'anonymous-object-read',
      'pass',
    ],
    [
      'a policy document',
      `${bucket}${block('false')}data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = ["\${aws_s3_bucket.a.arn}/*"]\n    principals {\n      type        = "*"\n      identifiers = ["*"]\n    }\n  }\n}\nresource "aws_s3_bucket_policy" "a" {\n  bucket = aws_s3_bucket.a.id\n  policy = data.aws_iam_policy_document.d.json\n}\n`,
      'anonymous-object-read',
      'fail',
    ],
    [
      'a heredoc policy',
      `${bucket}${block('false')}resource "aws_s3_bucket_policy" "a" {\n  bucket = aws_s3_bucket.a.id\n  policy = <<EOT\n{"Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":"\${aws_s3_bucket.a.arn}/*"}]}\nEOT\n}\n`,
      'anonymous-object-read',
      'fail',
    ],
    [
      'an override document takes the statement away',
      `data "aws_iam_policy_document" "base" {\n  statement {\n    sid       = "x"\n    actions   = ["*"]\n    resources = ["*"]\n  }\n}\ndata "aws_iam_policy_document" "d" {\n  source_policy_documents = [data.aws_iam_policy_document.base.json]\n  statement {\n    sid       = "x"\n    actions   = ["s3:GetObject"]\n    resources = ["*"]\n  }\n}\nresource "aws_iam_role_policy_attachment" "a" {\n  role       = "r"\n  policy_arn = aws_iam_policy.a.arn\n}\nresource "aws_iam_policy" "a" { policy = data.aws_iam_policy_document.d.json }\n`,
      'administrator-policy',
      'pass',
    ],
    ['everything', policy('{ Effect = "Allow", Action = "*", Resource = "*" }'), 'administrator-policy', 'fail'],
    ['everything, in a list', policy('{ Effect = "Allow", Action = ["s3:Get*", "*"], Resource = ["*"] }'), 'administrator-policy', 'fail'],
    ['NotAction', policy('{ Effect = "Allow", NotAction = ["s3:DeleteBucket"], Resource = "*" }'), 'administrator-policy', 'fail'],
    ['everything is denied', policy('{ Effect = "Deny", Action = "*", Resource = "*" }'), 'administrator-policy', 'pass'],
    [
      'the managed administrator policy',
      'resource "aws_iam_user_policy_attachment" "a" {\n  user       = "u"\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n',
      'administrator-attached',
      'fail',
    ],
    [
      'the managed policy by partition',
      'data "aws_partition" "p" {}\nresource "aws_iam_role_policy_attachment" "a" {\n  role       = "u"\n  policy_arn = "arn:${data.aws_partition.p.partition}:iam::aws:policy/AdministratorAccess"\n}\n',
      'administrator-attached',
      'fail?',
    ],
    [
      'the managed policy by name',
      'data "aws_iam_policy" "p" { name = "AdministratorAccess" }\nresource "aws_iam_role_policy_attachment" "a" {\n  role       = "u"\n  policy_arn = data.aws_iam_policy.p.arn\n}\n',
      'administrator-attached',
      'fail?',
    ],
    [
      'an own policy is not the managed one',
      'resource "aws_iam_policy" "p" { policy = "{}" }\nresource "aws_iam_role_policy_attachment" "a" {\n  role       = "u"\n  policy_arn = aws_iam_policy.p.arn\n}\n',
      'administrator-attached',
      'pass',
    ],
    [
      'a policy that nothing attaches',
      'resource "aws_iam_policy" "p" { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] }) }\n',
      'administrator-policy',
      'not in use',
    ],
    ['a whole service', policy('{ Effect = "Allow", Action = ["s3:*"], Resource = "*" }'), 'whole-service-allowed', 'fail'],
    ['a whole service on one bucket', policy('{ Effect = "Allow", Action = ["s3:*"], Resource = "arn:aws:s3:::a/*" }'), 'whole-service-allowed', 'pass'],
    [
      'disks follow the account',
      'resource "aws_ebs_encryption_by_default" "a" { enabled = true }\nresource "aws_ebs_volume" "a" { size = 1 }\n',
      'data-not-encrypted-at-rest',
      'pass',
    ],
    [
      'a disk that says no',
      'resource "aws_ebs_encryption_by_default" "a" { enabled = true }\nresource "aws_ebs_volume" "a" { encrypted = false }\n',
      'data-not-encrypted-at-rest',
      'fail',
    ],
    ['a root disk that says no', 'resource "aws_instance" "a" {\n  root_block_device { encrypted = false }\n}\n', 'data-not-encrypted-at-rest', 'fail'],
    [
      'metadata switched off',
      'resource "aws_instance" "a" {\n  metadata_options {\n    http_endpoint = "disabled"\n    http_tokens   = "optional"\n  }\n}\n',
      'metadata-without-token',
      'pass',
    ],
    [
      'metadata that only sets the endpoint',
      'resource "aws_instance" "a" {\n  metadata_options { http_endpoint = "enabled" }\n}\n',
      'metadata-without-token',
      'unknown',
    ],
  ])('%s', ([, files, control, expected]) => expect(verdict(files, control)).toBe(expected)));
