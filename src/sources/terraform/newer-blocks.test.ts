import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Value } from '#core/value';
import { readTerraform } from './terraform.ts';
import { textFiles } from './text-files.ts';

const read = (text: string, more: Readonly<Record<string, string>> = {}) => readTerraform(textFiles({ 'a.tf': text, ...more }));
const plain = (value: Value | undefined): unknown =>
  value?.is === 'known'
    ? value.value
    : value?.is === 'unknown'
      ? `${value.why.code} ${value.why.about}`
      : value?.parts.map((part) => (typeof part === 'string' ? part : `<${part.address}.${part.attribute}>`)).join('');

const password = 'ephemeral "aws_secretsmanager_secret_version" "p" {\n  secret_id = "prod"\n}\n';
const database = (more: string): string => `resource "aws_db_instance" "d" {\n  ${more}\n}\n`;

describe('values of newer blocks', () =>
  test.for<[string, string, string, unknown]>([
    [
      'an ephemeral resource',
      password + database('password_wo = ephemeral.aws_secretsmanager_secret_version.p.secret_string'),
      'password_wo',
      'not-reproducible ephemeral.aws_secretsmanager_secret_version.p.secret_string',
    ],
    ['what is written in it', password + database('x = ephemeral.aws_secretsmanager_secret_version.p.secret_id'), 'x', 'prod'],
    [
      'as a whole',
      password + database('x = ephemeral.aws_secretsmanager_secret_version.p'),
      'x',
      'not-reproducible ephemeral.aws_secretsmanager_secret_version.p',
    ],
    [
      'one of several',
      password.replace('secret_id', 'for_each = toset(["k"])\n  secret_id') + database('x = ephemeral.aws_secretsmanager_secret_version.p["k"].secret_id'),
      'x',
      'prod',
    ],
    [
      'decoded',
      password + database('x = jsondecode(ephemeral.aws_secretsmanager_secret_version.p.secret_string)["password"]'),
      'x',
      'not-reproducible ephemeral.aws_secretsmanager_secret_version.p.secret_string',
    ],
    [
      'an ephemeral variable',
      `variable "p" {\n  type      = string\n  ephemeral = true\n}\n${database('password_wo = var.p')}`,
      'password_wo',
      'no-value-given var.p',
    ],
    ['a write-only argument written out', database('password_wo = "hunter2"\n  password_wo_version = 1'), 'password_wo', 'hunter2'],
    [
      'a write-only argument read back is null',
      `${database('password_wo = "hunter2"')}resource "x_y" "r" {\n  x = aws_db_instance.d.password_wo == null\n}\n`,
      'x',
      true,
    ],
    ['terraform_data', `resource "terraform_data" "t" {\n  input = "a"\n}\n${database('x = terraform_data.t.output')}`, 'x', 'a'],
    ['terraform_data without input', `resource "terraform_data" "t" {}\n${database('x = terraform_data.t.output')}`, 'x', '<terraform_data.t.output>'],
    [
      'a function of a provider',
      database('x = provider::time::rfc3339_parse("2026-01-01T00:00:00Z").year'),
      'x',
      'not-reproducible provider::time::rfc3339_parse',
    ],
  ])('%s', ([, text, name, expected]) => {
    const { blocks, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(plain(blocks.find(({ attributes }) => attributes[name])?.attributes[name])).toEqual(expected);
  }));

describe('read without a word', () =>
  test.for<[string, string]>([
    [
      'an action and its trigger',
      `action "aws_lambda_invoke" "a" {\n  config {\n    function_name = "f"\n  }\n}\n${database('lifecycle {\n    action_trigger {\n      events  = [after_create]\n      actions = [action.aws_lambda_invoke.a]\n    }\n  }')}`,
    ],
    ['a list', `list "aws_instance" "l" {\n  provider = aws\n}\n${database('')}`],
    ['an ephemeral output', `${password}output "o" {\n  value     = ephemeral.aws_secretsmanager_secret_version.p.secret_string\n  ephemeral = true\n}\n`],
    [
      'a provider with an ephemeral value',
      `${password}provider "aws" {\n  secret_key = ephemeral.aws_secretsmanager_secret_version.p.secret_string\n}\n${database('')}`,
    ],
    [
      'encryption of the state',
      `terraform {\n  encryption {\n    key_provider "pbkdf2" "k" {\n      passphrase = var.p\n    }\n  }\n}\nvariable "p" {}\n${database('')}`,
    ],
    [
      'ephemeral conditions',
      `ephemeral "random_password" "p" {\n  length = 3\n  lifecycle {\n    postcondition {\n      condition     = length(self.result) > 2\n      error_message = "x"\n    }\n  }\n}\n`,
    ],
  ])('%s', ([, text]) => expect(read(text).diagnostics).toEqual([])));

describe('told', () =>
  test.for<[string, string, string[]]>([
    ['a block that is none', `resorce "aws_s3_bucket" "b" {}\n${database('')}`, ['tf-unknown-block']],
    ['an ephemeral resource that is not declared', database('x = ephemeral.aws_a.b.c'), ['tf-evaluation']],
    ['labels that are missing', 'ephemeral "x" {}\ncheck {}\n', ['tf-labels', 'tf-labels']],
  ])('%s', ([, text, expected]) => expect(read(text).diagnostics.map(({ code }) => code)).toEqual(expected)));

test('a plan has no write-only argument: that of the code stays', () => {
  const text = JSON.stringify({
    resource_changes: [
      {
        address: 'aws_db_instance.d',
        mode: 'managed',
        type: 'aws_db_instance',
        change: { actions: ['create'], after: { password_wo: null, name: 'n' }, after_unknown: {} },
      },
    ],
  });
  const { blocks } = readTerraform({ ...textFiles({ 'a.tf': database('password_wo = "hunter2"') }), plan: { path: 'p.json', text } });
  expect(plain(blocks[0]?.attributes['password_wo'])).toBe('hunter2');
});

test('whatever stands in these blocks, reading ends without failing', () => {
  const expression = fc.constantFrom(
    '1',
    'null',
    '"x"',
    'var.a',
    'local.b',
    'aws_s3_bucket.a',
    'aws_s3_bucket.a[0].id',
    'module.m',
    'module.m["k"].aws_x.y',
    'each.key',
    'self.id',
    'ephemeral.a.b',
    'terraform.workspace',
    '[1, 2]',
    '{ a = 1 }',
    'f(1)',
    'data.a_b.c',
  );
  const name = fc.constantFrom(
    'from',
    'to',
    'id',
    'for_each',
    'count',
    'condition',
    'error_message',
    'destroy',
    'enabled',
    'default',
    'ephemeral',
    'source',
    'provider',
    'providers',
    'alias',
    'value',
    'input',
    'tags',
  );
  const body = fc.dictionary(name, expression, { maxKeys: 4 }).map((entries) =>
    Object.entries(entries)
      .map(([key, value]) => `  ${key} = ${value}\n`)
      .join(''),
  );
  const inner = fc
    .tuple(fc.constantFrom('lifecycle', 'validation', 'precondition', 'assert', 'default_tags', 'ignore_tags', 'data "a_b" "c"', 'config'), body)
    .map(([kind, text]) => `  ${kind} {\n${text}  }\n`);
  const head = fc.constantFrom(
    'moved',
    'import',
    'removed',
    'check "c"',
    'ephemeral "a" "b"',
    'action "a" "b"',
    'list "a" "b"',
    'provider "aws"',
    'variable "a"',
    'output "o"',
    'resource "aws_s3_bucket" "a"',
    'resource "terraform_data" "t"',
    'module "m"',
    'locals',
    'terraform',
  );
  const block = fc.tuple(head, body, fc.array(inner, { maxLength: 2 })).map(([kind, text, blocks]) => `${kind} {\n${text}${blocks.join('')}}\n`);
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      const { diagnostics } = read(blocks.join(''), { 'm/a.tf': 'variable "k" {}\n' });
      for (const { message } of diagnostics) expect(message.ja).not.toBe('');
    }),
    { numRuns: 500 },
  );
});
