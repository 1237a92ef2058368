import { expect, test } from 'vitest';
import { verdictsOf, type Expected, type Project } from './verdicts-of.ts';

const ssh = 'admin-port-open-to-world';
const imds = 'metadata-without-token';
const encryption = 'data-not-encrypted-at-rest';
const unused = 'unused-security-group';
const tokens = (tokens: string): string => `metadata_options { http_tokens = "${tokens}" }`;
const template = (body: string): string => `resource "aws_launch_template" "t" {\n  name = "t"\n  ${body}\n}\n`;
const from = (body = ''): string => `resource "aws_instance" "a" {\n  launch_template { id = aws_launch_template.t.id }\n  ${body}\n}\n`;
const open = (port: number, ranges: string): string =>
  `resource "aws_security_group" "a" {\n  ingress {\n    protocol = "tcp"\n    from_port = ${port}\n    to_port = ${port}\n    ${ranges}\n  }\n}\n`;
const world = 'cidr_blocks = ["0.0.0.0/0"]';
const used = 'resource "aws_instance" "i" { vpc_security_group_ids = [aws_security_group.a.id] }\n';
const rule = (body: string): string =>
  `${used}resource "aws_security_group" "a" {}\nresource "aws_vpc_security_group_ingress_rule" "r" {\n  security_group_id = aws_security_group.a.id\n  ip_protocol = "tcp"\n  from_port = 22\n  to_port = 22\n  ${body}\n}\n`;
const db = (body: string, ranges: string): string =>
  `resource "aws_db_instance" "d" {\n  vpc_security_group_ids = [aws_security_group.a.id]\n  ${body}\n}\n${open(5432, ranges)}`;
const listener = (body: string, scheme = ''): string =>
  `resource "aws_lb" "a" { ${scheme} }\nresource "aws_lb_listener" "a" {\n  load_balancer_arn = aws_lb.a.arn\n  ${body}\n}\n`;
const cdn = (body: string): string =>
  `resource "aws_cloudfront_distribution" "a" {\n  default_cache_behavior { viewer_protocol_policy = "redirect-to-https" }\n  ${body}\n}\n`;
const eks = (body: string): string => `resource "aws_eks_cluster" "a" {\n  vpc_config {\n    subnet_ids = ["subnet-1"]\n    ${body}\n  }\n}\n`;
const acl = (...rules: readonly (readonly [number, string, number, number])[]): string =>
  `resource "aws_network_acl" "a" {\n${rules.map(([no, action, low, high]) => `  ingress {\n    rule_no = ${no}\n    action = "${action}"\n    protocol = "tcp"\n    from_port = ${low}\n    to_port = ${high}\n    cidr_block = "0.0.0.0/0"\n  }\n`).join('')}}\n`;
const isUsedBy = (name: string, block: string): readonly [string, string, string, string] => [
  `a group in use by ${name}`,
  `resource "aws_security_group" "a" {}\n${block}`,
  unused,
  'pass',
];

test.for<readonly [string, Project, string, Expected]>([
  // networks
  [
    'ingress as a list of objects',
    `${used}resource "aws_security_group" "a" {\n  ingress = [{\n    description = "", protocol = "tcp", from_port = 22, to_port = 22, cidr_blocks = [], ipv6_cidr_blocks = ["::/0"], prefix_list_ids = [], security_groups = [], self = false\n  }]\n}\n`,
    ssh,
    'fail aws_security_group.a',
  ],
  ['no ingress, as an empty list', `${used}resource "aws_security_group" "a" { ingress = [] }\n`, ssh, 'pass'],
  ['IPv6 in a rule of its own', rule('cidr_ipv6 = "::/0"'), ssh, 'fail aws_security_group.a'],
  ['two halves of IPv6', `${used}${open(22, 'ipv6_cidr_blocks = ["::/1", "8000::/1"]')}`, ssh, 'fail aws_security_group.a'],
  ['all of IPv6 that is in use', `${used}${open(22, 'ipv6_cidr_blocks = ["2000::/3"]')}`, ssh, 'fail aws_security_group.a'],
  ['a private IPv6 range', `${used}${open(22, 'ipv6_cidr_blocks = ["fd00::/8"]')}`, ssh, 'pass'],
  ['a range with host bits', `${used}${open(22, 'cidr_blocks = ["203.0.113.7/0"]')}`, ssh, 'fail aws_security_group.a'],
  [
    'four quarters of the world',
    `${used}${open(22, 'cidr_blocks = ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"]')}`,
    ssh,
    'fail aws_security_group.a',
  ],
  ['every private range', `${used}${open(22, 'cidr_blocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]')}`, ssh, 'pass'],
  ['only itself', `${used}${open(22, 'self = true')}`, ssh, 'pass'],
  ['from another group', rule('referenced_security_group_id = "sg-1"'), ssh, 'pass'],
  ['halves in two rules', `${rule('count = 2\n  cidr_ipv4 = ["0.0.0.0/1", "128.0.0.0/1"][count.index]')}`, ssh, 'fail aws_security_group.a'],
  [
    'a prefix list of the code that is the world',
    `${rule('prefix_list_id = aws_ec2_managed_prefix_list.p.id')}resource "aws_ec2_managed_prefix_list" "p" {\n  entry { cidr = "0.0.0.0/0" }\n}\n`,
    ssh,
    'fail aws_security_group.a',
  ],
  [
    'a prefix list of the code, by entries of their own',
    `${used}${open(22, 'prefix_list_ids = [aws_ec2_managed_prefix_list.p.id]')}resource "aws_ec2_managed_prefix_list" "p" { name = "p" }\nresource "aws_ec2_managed_prefix_list_entry" "e" {\n  for_each = toset(["0.0.0.0/1", "128.0.0.0/1"])\n  prefix_list_id = aws_ec2_managed_prefix_list.p.id\n  cidr = each.key\n}\n`,
    ssh,
    'fail aws_security_group.a',
  ],
  [
    'a prefix list of offices',
    `${rule('prefix_list_id = aws_ec2_managed_prefix_list.p.id')}resource "aws_ec2_managed_prefix_list" "p" {\n  entry { cidr = "203.0.113.0/24" }\n  entry { cidr = "198.51.100.0/24" }\n}\n`,
    ssh,
    'pass',
  ],
  [
    'a prefix list of AWS',
    `data "aws_ec2_managed_prefix_list" "cdn" { name = "com.amazonaws.global.cloudfront.origin-facing" }\n${rule('prefix_list_id = data.aws_ec2_managed_prefix_list.cdn.id')}`,
    ssh,
    'pass',
  ],
  ['ICMP has no ports', `${used}${open(22, world).replace('"tcp"', '"icmp"')}`, ssh, 'pass'],
  ['protocol 6 is TCP', `${used}${open(22, world).replace('"tcp"', '"6"')}`, ssh, 'fail aws_security_group.a'],
  [
    'all TCP ports',
    `${used}${open(22, world).replace('from_port = 22', 'from_port = 0').replace('to_port = 22', 'to_port = 65535')}`,
    'all-ports-open-to-world',
    'fail aws_security_group.a',
  ],
  [
    'a rule over for_each with a group instead of ranges',
    `${used}resource "aws_security_group" "a" {}\nlocals { rules = { office = { cidr = "203.0.113.0/24" }, app = { group = "sg-1" } } }\nresource "aws_security_group_rule" "r" {\n  for_each = local.rules\n  type = "ingress"\n  security_group_id = aws_security_group.a.id\n  protocol = "tcp"\n  from_port = 22\n  to_port = 22\n  cidr_blocks = try([each.value.cidr], null)\n  source_security_group_id = try(each.value.group, null)\n}\n`,
    ssh,
    'pass',
  ],
  ['an HTTPS port is no finding', `${used}${open(443, world)}`, ssh, 'pass'],
  ['the default group, emptied', 'resource "aws_default_security_group" "a" { vpc_id = "vpc-1" }\n', 'default-security-group-open', 'pass'],
  ['an access list that denies first', acl([90, 'deny', 20, 1000], [100, 'allow', 22, 22]), 'network-acl-open-to-admin-ports', 'pass'],
  ['an access list that allows first', acl([90, 'allow', 22, 22], [100, 'deny', 22, 22]), 'network-acl-open-to-admin-ports', 'fail aws_network_acl.a'],
  [
    'one address that nobody knows',
    `data "http" "me" { url = "https://ip.example.jp" }\n${used}${open(22, 'cidr_blocks = ["${chomp(data.http.me.response_body)}/32"]')}`,
    ssh,
    'pass',
  ],
  [
    'the range of a network that exists already',
    `data "aws_vpc" "main" { default = true }\n${used}${open(22, 'cidr_blocks = [data.aws_vpc.main.cidr_block]')}`,
    ssh,
    'pass',
  ],
  ['a range that nobody knows', `variable "range" {}\n${used}${open(22, 'cidr_blocks = [var.range]')}`, ssh, 'unknown aws_security_group.a'],
  [
    'a range that nobody knows, beside the world',
    `variable "range" {}\n${used}${open(22, 'cidr_blocks = [var.range, "0.0.0.0/0"]')}`,
    ssh,
    'fail aws_security_group.a',
  ],
  [
    'all protocols in a rule of its own',
    rule('cidr_ipv4 = "0.0.0.0/0"')
      .replace('"tcp"', '"-1"')
      .replace(/  (from|to)_port = 22\n/g, ''),
    'all-ports-open-to-world',
    'fail aws_security_group.a',
  ],
  // groups that are in use somewhere
  isUsedBy(
    'a function',
    'resource "aws_lambda_function" "f" {\n  vpc_config {\n    subnet_ids = ["subnet-1"]\n    security_group_ids = [aws_security_group.a.id]\n  }\n}\n',
  ),
  isUsedBy('a network interface', 'resource "aws_network_interface" "n" { security_groups = [aws_security_group.a.id] }\n'),
  isUsedBy(
    'an attachment',
    'resource "aws_network_interface_sg_attachment" "n" {\n  security_group_id = aws_security_group.a.id\n  network_interface_id = "eni-1"\n}\n',
  ),
  isUsedBy('a mount target', 'resource "aws_efs_mount_target" "m" { security_groups = [aws_security_group.a.id] }\n'),
  isUsedBy(
    'a cluster of Kubernetes',
    'resource "aws_eks_cluster" "k" {\n  vpc_config {\n    security_group_ids = [aws_security_group.a.id]\n    subnet_ids = ["subnet-1"]\n  }\n}\n',
  ),
  isUsedBy('a resource that ippo does not know', 'resource "aws_something_new" "s" {\n  network { groups = [aws_security_group.a.id] }\n}\n'),
  [
    'a group that a module may use that is not there',
    'resource "aws_security_group" "a" {}\nmodule "m" {\n  source = "acme/app/aws"\n  groups = [aws_security_group.a.id]\n}\n',
    unused,
    'unknown aws_security_group.a',
  ],
  [
    'a group that only its own rules name',
    'resource "aws_security_group" "a" {}\nresource "aws_vpc_security_group_ingress_rule" "r" {\n  security_group_id = aws_security_group.a.id\n  ip_protocol = "-1"\n  referenced_security_group_id = aws_security_group.a.id\n}\n',
    unused,
    'fail? aws_security_group.a',
  ],
  // databases
  ['a public address, the group is open', db('publicly_accessible = true', world), 'database-with-public-address', 'fail aws_db_instance.d'],
  [
    'a public address, the group is closed',
    db('publicly_accessible = true', 'cidr_blocks = ["10.0.0.0/8"]'),
    'database-with-public-address',
    'fail aws_db_instance.d',
  ],
  ['no public address', db('', world), 'database-with-public-address', 'pass'],
  ['the group of a database is open', db('', world), 'data-port-open-to-world', 'fail aws_security_group.a'],
  [
    'Redshift with provider 6',
    'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n      version = "~> 6.0"\n    }\n  }\n}\nresource "aws_redshift_cluster" "a" { cluster_identifier = "a" }\n',
    'database-with-public-address',
    'pass',
  ],
  [
    'Redshift with provider 5',
    'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n      version = "~> 5.0"\n    }\n  }\n}\nresource "aws_redshift_cluster" "a" { cluster_identifier = "a" }\n',
    'database-with-public-address',
    'fail aws_redshift_cluster.a',
  ],
  [
    'a cluster says it for its members',
    'resource "aws_rds_cluster" "c" { storage_encrypted = true }\nresource "aws_rds_cluster_instance" "a" {\n  count = 2\n  cluster_identifier = aws_rds_cluster.c.id\n}\n',
    encryption,
    'pass',
  ],
  [
    'a replica follows its source',
    'resource "aws_db_instance" "a" { storage_encrypted = true }\nresource "aws_db_instance" "b" { replicate_source_db = aws_db_instance.a.identifier }\n',
    encryption,
    'pass',
  ],
  [
    'a database from a snapshot follows the snapshot',
    'resource "aws_db_instance" "a" { snapshot_identifier = "s" }\n',
    encryption,
    'unknown aws_db_instance.a',
  ],
  [
    'a database from a snapshot that says no',
    'resource "aws_db_instance" "a" {\n  snapshot_identifier = "s"\n  storage_encrypted = false\n}\n',
    encryption,
    'fail aws_db_instance.a',
  ],
  // machines
  ['the template requires tokens', `${template(tokens('required'))}${from()}`, imds, 'pass'],
  ['the template does not, the instance does', `${template(tokens('optional'))}${from(tokens('required'))}`, imds, 'fail aws_launch_template.t'],
  ['the template does, the instance does not', `${template(tokens('required'))}${from(tokens('optional'))}`, imds, 'fail aws_instance.a'],
  [
    'the account requires tokens',
    'resource "aws_ec2_instance_metadata_defaults" "d" { http_tokens = "required" }\nresource "aws_instance" "a" { ami = "ami-1" }\n',
    imds,
    'pass',
  ],
  [
    'the account requires tokens, the instance does not',
    `resource "aws_ec2_instance_metadata_defaults" "d" { http_tokens = "required" }\nresource "aws_instance" "a" { ${tokens('optional')} }\n`,
    imds,
    'fail aws_instance.a',
  ],
  ['the template turns metadata off', `${template('metadata_options { http_endpoint = "disabled" }')}${from()}`, imds, 'pass'],
  ['a launch configuration', `resource "aws_launch_configuration" "a" { ${tokens('optional')} }\n`, imds, 'fail aws_launch_configuration.a'],
  [
    'the disks of a template',
    'resource "aws_ebs_encryption_by_default" "d" { enabled = true }\nresource "aws_launch_template" "t" {\n  block_device_mappings {\n    ebs { volume_size = 8 }\n  }\n}\n',
    encryption,
    'pass',
  ],
  [
    'the default of disks is off',
    'resource "aws_ebs_encryption_by_default" "d" { enabled = false }\nresource "aws_ebs_volume" "a" { size = 1 }\n',
    encryption,
    'fail? aws_ebs_volume.a',
  ],
  // TLS
  [
    'the redirect of a balancer',
    listener(
      'protocol = "HTTP"\n  default_action {\n    type = "redirect"\n    redirect {\n      protocol = "HTTPS"\n      port = "443"\n      status_code = "HTTP_301"\n    }\n  }',
    ),
    'plain-text-accepted',
    'pass',
  ],
  [
    'a redirect that stays on HTTP',
    listener(
      'protocol = "HTTP"\n  default_action {\n    type = "redirect"\n    redirect {\n      protocol = "HTTP"\n      host = "www.example.jp"\n      status_code = "HTTP_301"\n    }\n  }',
    ),
    'plain-text-accepted',
    'fail aws_lb_listener.a',
  ],
  [
    'plain text behind an internal balancer',
    listener('protocol = "HTTP"\n  default_action { type = "forward" }', 'internal = true'),
    'plain-text-accepted',
    'pass',
  ],
  [
    'a policy that accepts TLS 1.0',
    listener('protocol = "HTTPS"\n  ssl_policy = "ELBSecurityPolicy-2016-08"\n  default_action { type = "forward" }'),
    'old-tls-accepted',
    'fail aws_lb_listener.a',
  ],
  [
    'a policy of TLS 1.2 and 1.3',
    listener('protocol = "HTTPS"\n  ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"\n  default_action { type = "forward" }'),
    'old-tls-accepted',
    'pass',
  ],
  [
    'the second behaviour of a distribution',
    cdn('ordered_cache_behavior {\n    path_pattern = "/img/*"\n    viewer_protocol_policy = "allow-all"\n  }'),
    'plain-text-accepted',
    'fail aws_cloudfront_distribution.a',
  ],
  [
    'a distribution that is off',
    cdn('enabled = false\n  ordered_cache_behavior { viewer_protocol_policy = "allow-all" }'),
    'plain-text-accepted',
    'not judged',
  ],
  [
    'an origin with access control',
    `resource "aws_s3_bucket" "b" {}\nresource "aws_cloudfront_origin_access_control" "o" { name = "o" }\n${cdn('origin {\n    domain_name = aws_s3_bucket.b.bucket_regional_domain_name\n    origin_access_control_id = aws_cloudfront_origin_access_control.o.id\n  }')}`,
    'bucket-origin-not-protected',
    'pass',
  ],
  [
    'an origin that anybody reads',
    `resource "aws_s3_bucket" "b" {}\n${cdn('origin { domain_name = aws_s3_bucket.b.bucket_regional_domain_name }')}`,
    'bucket-origin-not-protected',
    'fail aws_cloudfront_distribution.a',
  ],
  // endpoints
  [
    'the API of a cluster for the world',
    eks('endpoint_public_access = true\n    public_access_cidrs = ["0.0.0.0/0"]'),
    'kubernetes-api-open-to-world',
    'fail aws_eks_cluster.a',
  ],
  ['the API of a cluster by default', eks(''), 'kubernetes-api-open-to-world', 'fail? aws_eks_cluster.a'],
  ['the API of a cluster for the office', eks('public_access_cidrs = ["203.0.113.0/24"]'), 'kubernetes-api-open-to-world', 'pass'],
  ['the API of a cluster inside', eks('endpoint_public_access = false\n    endpoint_private_access = true'), 'kubernetes-api-open-to-world', 'pass'],
  [
    'a function URL for everybody',
    'resource "aws_lambda_function" "a" { function_name = "f" }\nresource "aws_lambda_function_url" "u" {\n  function_name = aws_lambda_function.a.function_name\n  authorization_type = "NONE"\n}\n',
    'function-url-without-authentication',
    'fail aws_lambda_function.a',
  ],
  [
    'a function URL with IAM',
    'resource "aws_lambda_function" "a" { function_name = "f" }\nresource "aws_lambda_function_url" "u" {\n  function_name = "f"\n  authorization_type = "AWS_IAM"\n}\n',
    'function-url-without-authentication',
    'pass',
  ],
  // trails and keys
  ['a trail in one region', 'resource "aws_cloudtrail" "a" { s3_bucket_name = "b" }\n', 'audit-trail-in-one-region', 'fail aws_cloudtrail.a'],
  [
    'a trail that is stopped',
    'resource "aws_cloudtrail" "a" {\n  s3_bucket_name = "b"\n  enable_logging = false\n}\n',
    'audit-trail-stopped',
    'fail aws_cloudtrail.a',
  ],
  [
    'a trail, validated everywhere',
    'resource "aws_cloudtrail" "a" {\n  s3_bucket_name = "b"\n  is_multi_region_trail = true\n  enable_log_file_validation = true\n}\n',
    'audit-trail-not-validated',
    'pass',
  ],
  [
    'the store of a trail is public',
    'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n  acl = "public-read"\n}\nresource "aws_s3_bucket_public_access_block" "b" { bucket = aws_s3_bucket.b.id }\nresource "aws_cloudtrail" "a" { s3_bucket_name = aws_s3_bucket.b.id }\n',
    'audit-trail-public',
    'fail aws_cloudtrail.a',
  ],
  [
    'a key for signing does not rotate',
    'resource "aws_kms_key" "a" {\n  customer_master_key_spec = "RSA_2048"\n  key_usage = "SIGN_VERIFY"\n}\n',
    'key-not-rotated',
    'not judged',
  ],
  ['a detector that is off', 'resource "aws_guardduty_detector" "a" { enable = false }\n', 'threat-detection-off', 'fail aws_guardduty_detector.a'],
  // secrets
  [
    'a password from a variable that is handed over',
    'variable "password" { sensitive = true }\nresource "aws_db_instance" "a" { password = var.password }\n',
    'secret-in-plain-text',
    'pass',
  ],
  [
    'a password that is made',
    'resource "random_password" "p" { length = 20 }\nresource "aws_db_instance" "a" { password = random_password.p.result }\n',
    'secret-in-plain-text',
    'pass',
  ],
  [
    'a password in the code',
    'locals { pw = join("-", ["correct", "horse", "battery"]) }\nresource "aws_db_instance" "a" { password = local.pw }\n',
    'secret-in-plain-text',
    'fail aws_db_instance.a',
  ],
  [
    'a secret in the environment of a function, by merge',
    'resource "aws_lambda_function" "a" {\n  environment {\n    variables = merge({ STAGE = "prod" }, { DB_PASSWORD = "correct-horse-battery" })\n  }\n}\n',
    'secret-in-plain-text',
    'fail aws_lambda_function.a',
  ],
  [
    'a secret by its ARN',
    'resource "aws_secretsmanager_secret" "s" {}\nresource "aws_ecs_task_definition" "a" {\n  container_definitions = jsonencode([{ name = "a", environment = [{ name = "DB_SECRET_ARN", value = aws_secretsmanager_secret.s.arn }], secrets = [{ name = "DB_PASSWORD", valueFrom = aws_secretsmanager_secret.s.arn }] }])\n}\n',
    'secret-in-plain-text',
    'pass',
  ],
  // settings that are safe unless somebody says otherwise
  ['a table', 'resource "aws_dynamodb_table" "a" { hash_key = "id" }\n', encryption, 'pass'],
  ['a queue', 'resource "aws_sqs_queue" "a" {}\n', encryption, 'pass'],
  ['a file system', 'resource "aws_efs_file_system" "a" {}\n', encryption, 'fail aws_efs_file_system.a'],
  [
    'a file system, only from inside its network',
    'resource "aws_efs_file_system" "a" { encrypted = true }\nresource "aws_efs_file_system_policy" "a" {\n  file_system_id = aws_efs_file_system.a.id\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = ["elasticfilesystem:ClientMount"], Resource = "*", Condition = { Bool = { "elasticfilesystem:AccessedViaMountTarget" = "true" } } }] })\n}\n',
    'resource-policy-admits-everyone',
    'pass',
  ],
])('%s', ([, project, control, expected]) => expect(verdictsOf(project, control)).toBe(expected));
