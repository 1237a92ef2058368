import { expect, test } from 'vitest';
import { verdictsOf, type Expected, type Project } from './verdicts-of.ts';

const encryption = 'data-not-encrypted-at-rest';
const ssh = 'admin-port-open-to-world';
const database = 'variable "encrypted" { default = false }\nresource "aws_db_instance" "a" { storage_encrypted = var.encrypted }\n';
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

test.for<readonly [string, Project, string, Expected]>([
  // modules
  [
    'the count of a module reaches its arguments',
    { 'main.tf': 'module "db" {\n  source = "./db"\n  count = 2\n  encrypted = count.index == 0\n}\n', 'db/main.tf': database },
    encryption,
    'fail module.db[1].aws_db_instance.a',
  ],
  [
    'a module of which there is none',
    { 'main.tf': 'module "db" {\n  source = "./db"\n  for_each = toset([])\n}\n', 'db/main.tf': database },
    encryption,
    'not judged',
  ],
  [
    'the same module twice',
    {
      'main.tf': 'module "x" {\n  source = "./db"\n  encrypted = true\n}\nmodule "y" { source = "./db" }\n',
      'db/main.tf': database,
    },
    encryption,
    'fail module.y.aws_db_instance.a',
  ],
  [
    'for_each over the instances of a module',
    {
      'main.tf': `
        module "kind" {
          source   = "./kind"
          for_each = { good = true, bad = false }
          on       = each.value
        }
        resource "aws_db_instance" "a" {
          for_each          = module.kind
          storage_encrypted = each.value.encrypted
        }`,
      'kind/main.tf': 'variable "on" { type = bool }\noutput "encrypted" { value = var.on }\n',
    },
    encryption,
    'fail aws_db_instance.a["bad"]',
  ],
  [
    'null for an argument that may be null is null, not the default',
    {
      'main.tf': 'module "db" {\n  source = "./db"\n  encrypted = null\n}\n',
      'db/main.tf': 'variable "encrypted" { default = true }\nresource "aws_db_instance" "a" { storage_encrypted = var.encrypted }\n',
    },
    encryption,
    'fail module.db.aws_db_instance.a',
  ],
  [
    'null for an argument that may not be null is the default',
    {
      'main.tf': 'module "db" {\n  source = "./db"\n  encrypted = null\n}\n',
      'db/main.tf': 'variable "encrypted" {\n  default = true\n  nullable = false\n}\nresource "aws_db_instance" "a" { storage_encrypted = var.encrypted }\n',
    },
    encryption,
    'pass',
  ],
  [
    'defaults of nested optional attributes',
    {
      'main.tf': 'module "db" {\n  source = "./db"\n  settings = {}\n}\n',
      'db/main.tf': `
        variable "settings" {
          type = object({ storage = optional(object({ encrypted = optional(bool, true) }), {}) })
        }
        resource "aws_db_instance" "a" { storage_encrypted = var.settings.storage.encrypted }`,
    },
    encryption,
    'pass',
  ],
  [
    'a module that terraform init has fetched',
    {
      'main.tf': 'module "db" {\n  source = "acme/db/aws"\n  version = "1.0.0"\n}\n',
      '.terraform/modules/modules.json': '{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"db","Source":"acme/db/aws","Dir":".terraform/modules/db"}]}',
      '.terraform/modules/db/main.tf': database,
    },
    encryption,
    'fail module.db.aws_db_instance.a',
  ],
  [
    'what a module that is not there hands out is not known',
    {
      'main.tf': `module "net" { source = "acme/net/aws" }\n${used}${group}${rule('', '22', 'module.net.range')}`,
    },
    ssh,
    'unknown aws_security_group.a',
  ],
  // values of variables
  [
    'auto.tfvars in the order of their names, JSON among them',
    { 'main.tf': database, 'a.auto.tfvars': 'encrypted = false\n', 'b.auto.tfvars.json': '{"encrypted": true}' },
    encryption,
    'pass',
  ],
  [
    'terraform.tfvars.json wins over terraform.tfvars',
    { 'main.tf': database, 'terraform.tfvars': 'encrypted = true\n', 'terraform.tfvars.json': '{"encrypted": false}' },
    encryption,
    'fail aws_db_instance.a',
  ],
  [
    'tfvars of the root do not reach a module',
    {
      'main.tf': 'variable "encrypted" { type = bool }\nmodule "db" { source = "./db" }\n',
      'terraform.tfvars': 'encrypted = true\n',
      'db/main.tf': database,
    },
    encryption,
    'fail module.db.aws_db_instance.a',
  ],
  [
    'tfvars of another stage are not taken',
    { 'main.tf': database, 'terraform.tfvars': 'encrypted = true\n', 'envs/dev.tfvars': 'encrypted = false\n' },
    encryption,
    'pass',
  ],
  [
    'a text is converted to the type of the variable',
    {
      'main.tf': 'variable "on" { type = bool }\nresource "aws_db_instance" "a" { storage_encrypted = var.on == true }\n',
      'terraform.tfvars': 'on = "true"\n',
    },
    encryption,
    'pass',
  ],
  [
    'the workspace is chosen when it is run',
    'resource "aws_db_instance" "a" { storage_encrypted = terraform.workspace == "prod" }\n',
    encryption,
    'unknown aws_db_instance.a',
  ],
  [
    'a value from a data source',
    'data "aws_ssm_parameter" "p" { name = "/on" }\nresource "aws_db_instance" "a" { storage_encrypted = data.aws_ssm_parameter.p.value == "1" }\n',
    encryption,
    'unknown aws_db_instance.a',
  ],
  // repetition and blocks
  [
    'for with a filter',
    `
      locals { all = { a = { on = true, encrypted = false }, b = { on = false, encrypted = false }, c = { on = true, encrypted = true } } }
      resource "aws_db_instance" "a" {
        for_each          = { for name, one in local.all : name => one if one.on }
        storage_encrypted = each.value.encrypted
      }`,
    encryption,
    'fail aws_db_instance.a["a"]',
  ],
  [
    'count from the length of a list in tfvars',
    {
      'main.tf':
        'variable "names" { default = ["x"] }\nresource "aws_db_instance" "a" {\n  count = length(var.names) > 0 ? 1 : 0\n  storage_encrypted = false\n}\n',
      'terraform.tfvars': 'names = []\n',
    },
    encryption,
    'not judged',
  ],
  [
    'a dynamic block in a dynamic block',
    `
      resource "aws_launch_template" "a" {
        dynamic "block_device_mappings" {
          for_each = [{ name = "/dev/sda1", disks = [{ on = true }] }, { name = "/dev/sdb", disks = [{ on = false }] }]
          iterator = device
          content {
            device_name = device.value.name
            dynamic "ebs" {
              for_each = device.value.disks
              content { encrypted = ebs.value.on }
            }
          }
        }
      }`,
    encryption,
    'fail aws_launch_template.a',
  ],
  [
    'a dynamic block over a map, by its key',
    `${used}
      resource "aws_security_group" "a" {
        dynamic "ingress" {
          for_each = { "22" = "10.0.0.0/8", "443" = "0.0.0.0/0" }
          content {
            protocol    = "tcp"
            from_port   = ingress.key
            to_port     = ingress.key
            cidr_blocks = [ingress.value]
          }
        }
      }`,
    ssh,
    'pass',
  ],
  [
    'a dynamic block that nobody knows how often',
    `${used}
      variable "ranges" { type = list(string) }
      resource "aws_security_group" "a" {
        dynamic "ingress" {
          for_each = var.ranges
          content {
            protocol    = "tcp"
            from_port   = 22
            to_port     = 22
            cidr_blocks = [ingress.value]
          }
        }
      }`,
    ssh,
    'unknown aws_security_group.a',
  ],
  [
    'each.value in a nested block',
    `
      resource "aws_instance" "a" {
        for_each = { good = "required", bad = "optional" }
        metadata_options { http_tokens = each.value }
      }`,
    'metadata-without-token',
    'fail aws_instance.a["bad"]',
  ],
])('%s', ([, project, control, expected]) => expect(verdictsOf(project, control)).toBe(expected));
