import { expect, test } from 'vitest';
import { verdictsOf, type Expected, type Project } from './verdicts-of.ts';

const encryption = 'data-not-encrypted-at-rest';
const ssh = 'admin-port-open-to-world';
/** Somebody uses the group, so that an opening counts. */
const used = 'resource "aws_instance" "i" { vpc_security_group_ids = [aws_security_group.a.id] }\n';
const group = 'resource "aws_security_group" "a" { name = "a" }\n';
const rule = (count: string, port: string, from: string): string => `
  resource "aws_vpc_security_group_ingress_rule" "r" {
    ${count}
    security_group_id = aws_security_group.a.id
    ip_protocol       = "tcp"
    from_port         = ${port}
    to_port           = ${port}
    cidr_ipv4         = ${from}
  }
`;
const open = { a: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}' };

test.for<readonly [string, Project, string, Expected]>([
  // functions
  [
    'setproduct',
    `${used}${group}
      locals { pairs = { for pair in setproduct([22, 443], ["10.0.0.0/8", "0.0.0.0/0"]) : "\${pair[0]}-\${pair[1]}" => pair } }
      ${rule('for_each = { for name, pair in local.pairs : name => pair if !(pair[0] == 22 && pair[1] == "0.0.0.0/0") }', 'each.value[0]', 'each.value[1]')}`,
    ssh,
    'pass',
  ],
  [
    'flatten of nested lists of objects',
    `${used}${group}
      locals {
        teams = { a = { ports = [443, 22] }, b = { ports = [80] } }
        rules = flatten([for team, it in local.teams : [for port in it.ports : { team = team, port = port }]])
      }
      ${rule('for_each = { for one in local.rules : "${one.team}-${one.port}" => one }', 'each.value.port', '"0.0.0.0/0"')}`,
    ssh,
    'fail aws_security_group.a',
  ],
  [
    'cidrsubnet makes a half of the world',
    `${used}${group}${rule('count = 2', '22', 'cidrsubnet("0.0.0.0/0", 1, count.index)')}`,
    ssh,
    'fail aws_security_group.a',
  ],
  ['cidrsubnet of a private range', `${used}${group}${rule('', '22', 'cidrsubnet("10.0.0.0/8", 8, 3)')}`, ssh, 'pass'],
  [
    'rules from a YAML file',
    {
      'main.tf': `${used}${group}${rule('for_each = { for one in yamldecode(file("${path.module}/rules.yaml")).rules : one.name => one }', 'each.value.port', 'each.value.from')}`,
      'rules.yaml': 'rules:\n  - name: office\n    port: 22\n    from: 203.0.113.0/24\n  - name: all\n    port: 22\n    from: 0.0.0.0/0\n',
    },
    ssh,
    'fail aws_security_group.a',
  ],
  [
    'rules from a CSV file',
    {
      'main.tf': `${used}${group}${rule('for_each = { for one in csvdecode(file("rules.csv")) : one.name => one }', 'tonumber(each.value.port)', 'each.value.from')}`,
      'rules.csv': 'name,port,from\noffice,22,203.0.113.0/24\nweb,443,0.0.0.0/0\n',
    },
    ssh,
    'pass',
  ],
  [
    'a policy from a template file',
    {
      'main.tf': `
        resource "aws_s3_bucket" "a" { bucket = "photos" }
        resource "aws_s3_bucket_public_access_block" "a" { bucket = aws_s3_bucket.a.id }
        resource "aws_s3_bucket_policy" "a" {
          bucket = aws_s3_bucket.a.id
          policy = templatefile("\${path.module}/policy.json.tftpl", { arn = aws_s3_bucket.a.arn, verbs = ["Get", "List"] })
        }`,
      'policy.json.tftpl':
        '{"Statement":[%{ for i, verb in verbs }%{ if i > 0 },%{ endif }{"Effect":"Allow","Principal":"*","Action":"s3:${verb}*","Resource":"${arn}/*"}%{ endfor }]}',
    },
    'anonymous-object-read',
    'fail aws_s3_bucket.a',
  ],
  [
    'a policy from a file',
    {
      'main.tf': `
        resource "aws_s3_bucket" "a" { bucket = "photos" }
        resource "aws_s3_bucket_public_access_block" "a" { bucket = aws_s3_bucket.a.id }
        resource "aws_s3_bucket_policy" "a" {
          bucket = aws_s3_bucket.a.id
          policy = file("policy.json")
        }`,
      'policy.json': open.a,
    },
    'anonymous-object-read',
    'fail aws_s3_bucket.a',
  ],
  [
    'coalesce skips null, try catches what is missing',
    `
      variable "given" {
        type    = bool
        default = null
      }
      variable "settings" { default = {} }
      resource "aws_db_instance" "a" { storage_encrypted = coalesce(var.given, try(var.settings.encrypted, true)) }`,
    encryption,
    'pass',
  ],
  [
    'merge: the last one wins',
    'locals { all = merge({ encrypted = true }, { encrypted = false }) }\nresource "aws_db_instance" "a" { storage_encrypted = local.all.encrypted }\n',
    encryption,
    'fail aws_db_instance.a',
  ],
  [
    'lookup with the default in a chain of locals',
    `
      variable "stage" { default = "dev" }
      locals {
        table = { prod = { on = true }, dev = { on = false } }
        mine  = lookup(local.table, var.stage, local.table["prod"])
        on    = local.mine["on"]
        ready = [for one in [local.on] : one][0]
      }
      resource "aws_db_instance" "a" { storage_encrypted = local.ready }`,
    encryption,
    'fail? aws_db_instance.a',
  ],
  ['a sensitive value', 'resource "aws_db_instance" "a" { storage_encrypted = nonsensitive(sensitive(true)) }\n', encryption, 'pass'],
  [
    'contains, anytrue and a regular expression',
    'locals { name = "db-prod-1" }\nresource "aws_db_instance" "a" { storage_encrypted = anytrue([contains(["x"], local.name), can(regex("^db-(prod|stg)-", local.name))]) }\n',
    encryption,
    'pass',
  ],
  // how things are joined
  ...(
    [
      ['by index', 'aws_s3_bucket.a[0].id'],
      ['by one()', 'one(aws_s3_bucket.a[*].id)'],
      ['by join', 'join("", aws_s3_bucket.a.*.id)'],
      ['by element and concat', 'element(concat(aws_s3_bucket.a.*.id, [""]), 0)'],
      ['by try', 'try(aws_s3_bucket.a[0].id, "")'],
      ['by coalesce', 'coalesce(try(aws_s3_bucket.a[0].bucket, null), "other")'],
      ['by a condition', 'var.create ? aws_s3_bucket.a[0].id : "other"'],
      ['by a local map', 'local.made["a"]'],
      ['by for and values', 'values({ for one in aws_s3_bucket.a : one.bucket => one.id })[0]'],
    ] as const
  ).map(
    ([name, how]) =>
      [
        `a bucket is named ${name}`,
        `
          variable "create" { default = true }
          locals { made = { a = one(aws_s3_bucket.a).id } }
          resource "aws_s3_bucket" "a" {
            count  = var.create ? 1 : 0
            bucket = "photos"
            acl    = "public-read"
          }
          resource "aws_s3_bucket_public_access_block" "a" {
            count                   = var.create ? 1 : 0
            bucket                  = ${how}
            block_public_acls       = true
            block_public_policy     = true
            ignore_public_acls      = true
            restrict_public_buckets = true
          }`,
        'anonymous-object-read',
        'pass',
      ] as const,
  ),
  [
    'a policy from the older data source for templates',
    {
      'main.tf': `
        data "template_file" "p" {
          template = file("policy.json")
          vars     = { verb = "Get" }
        }
        resource "aws_s3_bucket" "a" { bucket = "photos" }
        resource "aws_s3_bucket_public_access_block" "a" { bucket = aws_s3_bucket.a.id }
        resource "aws_s3_bucket_policy" "a" {
          bucket = aws_s3_bucket.a.id
          policy = data.template_file.p.rendered
        }`,
      'policy.json': open.a.replace('GetObject', '${verb}Object'),
    },
    'anonymous-object-read',
    'fail aws_s3_bucket.a',
  ],
  // what may or may not exist, as in modules whose switch comes from a module that is not there
  ...(
    [
      ['by join', 'join("", aws_security_group.a.*.id)'],
      ['by one()', 'one(aws_security_group.a[*].id)'],
      ['by element and concat', 'element(concat(aws_security_group.a.*.id, [""]), 0)'],
      ['by index', 'aws_security_group.a[0].id'],
      ['by a local list', 'local.made[0]'],
    ] as const
  ).map(
    ([name, how]) =>
      [
        `a group that may not exist is named ${name}`,
        `
          module "this" { source = "acme/label/null" }
          locals { made = [for one in aws_security_group.a : one.id] }
          resource "aws_security_group" "a" { count = module.this.enabled ? 1 : 0 }
          resource "aws_security_group_rule" "r" {
            count             = module.this.enabled ? 1 : 0
            type              = "ingress"
            security_group_id = ${how}
            protocol          = "tcp"
            from_port         = 22
            to_port           = 22
            cidr_blocks       = ["0.0.0.0/0"]
          }
          resource "aws_instance" "i" { vpc_security_group_ids = compact(concat(["sg-1"], aws_security_group.a.*.id)) }`,
        ssh,
        'fail? aws_security_group.a[*]',
      ] as const,
  ),
  [
    'for_each over what may exist',
    `
      variable "names" { type = set(string) }
      resource "aws_s3_bucket" "a" {
        for_each = var.names
        acl      = "public-read"
      }
      resource "aws_s3_bucket_public_access_block" "a" {
        for_each           = aws_s3_bucket.a
        bucket             = each.value.id
        ignore_public_acls = true
      }`,
    'anonymous-object-read',
    'pass',
  ],
  [
    'a placeholder in a policy document is replaced',
    `
      resource "aws_s3_bucket" "a" { bucket = "photos" }
      resource "aws_s3_bucket_public_access_block" "a" { bucket = aws_s3_bucket.a.id }
      data "aws_iam_policy_document" "d" {
        statement {
          actions   = ["s3:GetObject"]
          resources = ["BUCKET_ARN/*", "\${aws_s3_bucket.a.arn}/*"]
          principals {
            type        = "*"
            identifiers = ["*"]
          }
        }
      }
      resource "aws_s3_bucket_policy" "a" {
        bucket = aws_s3_bucket.a.id
        policy = replace(data.aws_iam_policy_document.d.json, "BUCKET_ARN", aws_s3_bucket.a.arn)
      }`,
    'anonymous-object-read',
    'fail aws_s3_bucket.a',
  ],
  // files
  [
    'a nested block in an override file replaces all of its kind',
    {
      'main.tf': `${used}resource "aws_security_group" "a" {\n  ingress {\n    protocol = "tcp"\n    from_port = 22\n    to_port = 22\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n`,
      'override.tf':
        'resource "aws_security_group" "a" {\n  ingress {\n    protocol = "tcp"\n    from_port = 22\n    to_port = 22\n    cidr_blocks = ["10.0.0.0/8"]\n  }\n}\n',
    },
    ssh,
    'pass',
  ],
  [
    'JSON syntax: templates, for_each and repeated blocks',
    {
      'main.tf.json': JSON.stringify({
        locals: { world: '0.0.0.0/0' },
        resource: {
          aws_instance: { i: { vpc_security_group_ids: ['${aws_security_group.a["x"].id}'] } },
          aws_security_group: {
            a: {
              for_each: '${toset(["x"])}',
              ingress: [
                { protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ['${local.world}'] },
                { protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: ['${local.world}'] },
              ],
            },
          },
        },
      }),
    },
    ssh,
    'fail aws_security_group.a["x"]',
  ],
  [
    'JSON syntax: a dynamic block',
    {
      'main.tf.json': JSON.stringify({
        resource: {
          aws_instance: { i: { vpc_security_group_ids: ['${aws_security_group.a.id}'] } },
          aws_security_group: {
            a: {
              dynamic: {
                ingress: {
                  for_each: [22, 443],
                  content: { protocol: 'tcp', from_port: '${ingress.value}', to_port: '${ingress.value}', cidr_blocks: ['0.0.0.0/0'] },
                },
              },
            },
          },
        },
      }),
    },
    ssh,
    'fail aws_security_group.a',
  ],
  [
    'a renamed resource is there once',
    'moved {\n  from = aws_db_instance.old\n  to = aws_db_instance.a\n}\nresource "aws_db_instance" "a" { storage_encrypted = false }\n',
    encryption,
    'fail aws_db_instance.a',
  ],
  // providers
  [
    'the default encryption of disks in another region',
    `
      provider "aws" { region = "ap-northeast-1" }
      provider "aws" {
        alias  = "us"
        region = "us-east-1"
      }
      resource "aws_ebs_encryption_by_default" "us" { provider = aws.us }
      resource "aws_ebs_volume" "a" { size = 1 }
      resource "aws_ebs_volume" "us" {
        provider = aws.us
        size     = 1
      }`,
    encryption,
    'unknown aws_ebs_volume.a',
  ],
  [
    'a module takes another provider',
    {
      'main.tf': `
        provider "aws" { region = "ap-northeast-1" }
        provider "aws" {
          alias  = "us"
          region = "us-east-1"
        }
        resource "aws_ebs_encryption_by_default" "us" { provider = aws.us }
        module "disk" {
          source    = "./disk"
          providers = { aws = aws.us }
        }`,
      'disk/main.tf': 'resource "aws_ebs_volume" "a" { size = 1 }\n',
    },
    encryption,
    'pass',
  ],
])('%s', ([, project, control, expected]) => expect(verdictsOf(project, control)).toBe(expected));
