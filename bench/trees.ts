import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A folder with this many resources of ten kinds, 200 a file, some good and some bad, with references between neighbours. */
export const flatTree = (folder: string, count: number): void => {
  const perFile = 200;
  for (let from = 0; from < count; from += perFile) {
    const blocks: string[] = [];
    for (let i = from; i < Math.min(count, from + perFile); i++) blocks.push(resource(i));
    writeFileSync(path.join(folder, `part-${String(from / perFile).padStart(3, '0')}.tf`), `${blocks.join('\n')}\n`);
  }
  writeFileSync(
    path.join(folder, 'main.tf'),
    'provider "aws" { region = "eu-west-1" }\nvariable "stage" { default = "prod" }\nlocals { prefix = "bench-${var.stage}" }\n',
  );
};

const resource = (i: number): string => {
  const bad = i % 3 === 0;
  switch (i % 10) {
    case 0:
      return `resource "aws_s3_bucket" "b${i}" {\n  bucket = "\${local.prefix}-${i}"\n  tags   = { Name = "b${i}", Stage = var.stage }\n}\n`;
    case 1:
      return `resource "aws_s3_bucket_public_access_block" "p${i}" {\n  bucket                  = aws_s3_bucket.b${i - 1}.id\n  block_public_acls       = ${!bad}\n  block_public_policy     = true\n  ignore_public_acls      = true\n  restrict_public_buckets = true\n}\n`;
    case 2:
      return `resource "aws_security_group" "g${i}" {\n  name = "\${local.prefix}-${i}"\n  ingress {\n    protocol    = "tcp"\n    from_port   = ${bad ? 22 : 443}\n    to_port     = ${bad ? 22 : 443}\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n`;
    case 3:
      return `resource "aws_instance" "i${i}" {\n  ami                    = "ami-1"\n  instance_type          = "t3.micro"\n  vpc_security_group_ids = [aws_security_group.g${i - 1}.id]\n  metadata_options {\n    http_tokens = "${bad ? 'optional' : 'required'}"\n  }\n}\n`;
    case 4:
      return `resource "aws_db_instance" "d${i}" {\n  identifier        = "\${local.prefix}-${i}"\n  engine            = "postgres"\n  storage_encrypted = ${!bad}\n}\n`;
    case 5:
      return `resource "aws_sqs_queue" "q${i}" {\n  name = "\${local.prefix}-${i}"\n}\n`;
    case 6:
      return `resource "aws_iam_role" "r${i}" {\n  name = "\${local.prefix}-${i}"\n  assume_role_policy = jsonencode({\n    Version   = "2012-10-17"\n    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]\n  })\n}\n`;
    case 7:
      return `resource "aws_iam_role_policy" "rp${i}" {\n  role = aws_iam_role.r${i - 1}.id\n  policy = jsonencode({\n    Version   = "2012-10-17"\n    Statement = [{ Effect = "Allow", Action = ["${bad ? 's3:*' : 's3:GetObject'}"], Resource = "*" }]\n  })\n}\n`;
    case 8:
      return `resource "aws_kms_key" "k${i}" {\n  description         = "key ${i}"\n  enable_key_rotation = ${!bad}\n}\n`;
    default:
      return `resource "aws_cloudwatch_log_group" "l${i}" {\n  name              = "/\${local.prefix}/${i}"\n  retention_in_days = ${bad ? 7 : 365}\n}\n`;
  }
};

/** `count` calls of a module that calls another with for_each, each with a few resources, dynamic blocks and optional attributes. */
export const moduleTree = (folder: string, count: number): void => {
  mkdirSync(path.join(folder, 'modules/service/modules/store'), { recursive: true });
  const calls = Array.from(
    { length: count },
    (_, i) =>
      `module "s${i}" {\n  source   = "./modules/service"\n  for_each = toset(["blue", "green"])\n  name     = "s${i}-\${each.key}"\n  stores   = { a = {}, b = { encrypted = false }, c = { days = 1 } }\n}\n`,
  );
  writeFileSync(path.join(folder, 'main.tf'), `provider "aws" { region = "eu-west-1" }\n${calls.join('\n')}`);
  writeFileSync(
    path.join(folder, 'modules/service/main.tf'),
    `variable "name" { type = string }\nvariable "stores" {\n  type = map(object({ encrypted = optional(bool, true), days = optional(number, 7), ports = optional(list(number), [5432]) }))\n}\nlocals { names = { for key, store in var.stores : key => "\${var.name}-\${key}" } }\nresource "aws_security_group" "this" {\n  name = var.name\n  dynamic "ingress" {\n    for_each = flatten([for store in var.stores : store.ports])\n    content {\n      protocol    = "tcp"\n      from_port   = ingress.value\n      to_port     = ingress.value\n      cidr_blocks = ["10.0.0.0/8"]\n    }\n  }\n}\nmodule "store" {\n  source    = "./modules/store"\n  for_each  = var.stores\n  name      = local.names[each.key]\n  encrypted = each.value.encrypted\n  days      = each.value.days\n  groups    = [aws_security_group.this.id]\n}\n`,
  );
  writeFileSync(
    path.join(folder, 'modules/service/modules/store/main.tf'),
    `variable "name" {}\nvariable "encrypted" { type = bool }\nvariable "days" { type = number }\nvariable "groups" { type = list(string) }\nresource "aws_db_instance" "this" {\n  identifier              = var.name\n  engine                  = "postgres"\n  instance_class          = "db.t4g.micro"\n  allocated_storage       = 20\n  storage_encrypted       = var.encrypted\n  backup_retention_period = var.days\n  vpc_security_group_ids  = var.groups\n}\nresource "aws_s3_bucket" "this" { bucket = var.name }\nresource "aws_s3_bucket_versioning" "this" {\n  bucket = aws_s3_bucket.this.id\n  versioning_configuration { status = var.days > 1 ? "Enabled" : "Suspended" }\n}\noutput "arn" { value = aws_db_instance.this.arn }\n`,
  );
};

/** Resources, and credentials that belong to some of them: keys of users by the ids in a state, databases by host, storage accounts by name. A third each. */
export const credentialTree = (folder: string, resources: number, credentials: number): void => {
  flatTree(folder, resources);
  const third = Math.ceil(credentials / 3);
  const lines: string[] = [];
  const blocks: string[] = [];
  const keys: object[] = [];
  for (let i = 0; i < third; i++) {
    const id = `AKIA${letters(`key ${i}`, 64)
      .toUpperCase()
      .replace(/[^A-Z2-7]/g, '')
      .slice(0, 16)}`;
    lines.push(
      `AWS_ACCESS_KEY_ID=${id}`,
      `AWS_SECRET_ACCESS_KEY=aB3${letters(`secret ${i}`, 35)}/x`,
      '\n\n\n',
      `DB_${i}=postgres://shop:Vq8rT2mWx9Lp${i}@orders${i}.c1abcdefgh.eu-west-1.rds.amazonaws.com:5432/shop`,
      `ST_${i}=DefaultEndpointsProtocol=https;AccountName=shopdata${i};AccountKey=${createHash('sha512').update(`account ${i}`).digest('base64')};EndpointSuffix=core.windows.net`,
    );
    blocks.push(
      `resource "aws_iam_user" "u${i}" { name = "u${i}" }`,
      `resource "aws_iam_user_policy" "u${i}" {\n  user   = aws_iam_user.u${i}.name\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] })\n}`,
      `resource "aws_iam_access_key" "u${i}" { user = aws_iam_user.u${i}.name }`,
      `resource "aws_db_instance" "orders${i}" { identifier = "orders${i}" }`,
      `resource "azurerm_storage_account" "s${i}" { name = "shopdata${i}" }`,
    );
    keys.push({ mode: 'managed', type: 'aws_iam_access_key', name: `u${i}`, instances: [{ attributes: { id, user: `u${i}` } }] });
  }
  writeFileSync(path.join(folder, '.env'), `${lines.join('\n')}\n`);
  writeFileSync(path.join(folder, 'credentials.tf'), `${blocks.join('\n')}\n`);
  writeFileSync(path.join(folder, 'terraform.tfstate'), JSON.stringify({ version: 4, terraform_version: '1.9.0', resources: keys }));
};
const letters = (seed: string, length: number): string =>
  (createHash('sha512').update(seed).digest('base64') + createHash('sha512').update(`${seed}2`).digest('base64')).replace(/[^A-Za-z0-9]/g, '').slice(0, length);
