import { describe, expect, test } from 'vitest';
import { positionAt } from '#core/origin';
import { revise } from './revise.ts';
import { readTerraform, type TerraformInput } from './terraform.ts';
import { textFiles } from './text-files.ts';

const told = (input: TerraformInput): string[] =>
  readTerraform(input).diagnostics.map(({ code, severity, at, message }) => {
    expect(message.ja).not.toBe('');
    return `${severity} ${code} ${at ? `${at.file.path}:${positionAt(at.file, at.start).line}` : ''} ${message.en}`;
  });

const deployed = 'provider "aws" {\n  region = "eu-west-1"\n}\n';
const rule = (kind: string, condition: string, message = '"no good"'): string =>
  `${kind} {\n    condition     = ${condition}\n    error_message = ${message}\n  }`;
const variable = (validation: string, more = ''): string => `variable "x" {\n  ${more}\n  ${validation}\n}\n`;
const queue = (...rules: string[]): string => `resource "aws_sqs_queue" "q" {\n  name = "a"\n  lifecycle {\n  ${rules.join('\n')}\n  }\n}\n`;

describe('conditions that are known not to hold are told', () =>
  test.for<[string, Readonly<Record<string, string>>, string[]]>([
    [
      'a validation, where the value is given',
      { 'a.tf': variable(rule('validation', 'var.x > 1')), 'terraform.tfvars': '\n\nx = 1\n' },
      ['warning tf-validation terraform.tfvars:3 var.x is not valid: no good'],
    ],
    ['one that holds', { 'a.tf': variable(rule('validation', 'var.x > 1')), 'terraform.tfvars': 'x = 2\n' }, []],
    [
      'a default',
      { 'a.tf': deployed + variable(rule('validation', 'length(var.x) > 3'), 'default = "abc"') },
      ['warning tf-validation a.tf:5 var.x is not valid: no good'],
    ],
    ['a default that a caller may replace', { 'a.tf': variable(rule('validation', 'length(var.x) > 3'), 'default = "abc"') }, []],
    ['no value', { 'a.tf': deployed + variable(rule('validation', 'var.x > 1')) }, []],
    [
      'the argument of a module',
      { 'a.tf': 'module "m" {\n  source = "./m"\n  x      = 1\n}\n', 'm/a.tf': variable(rule('validation', 'var.x > 1', '"${var.x} is too little"')) },
      ['warning tf-validation a.tf:3 var.x is not valid: 1 is too little'],
    ],
    [
      'a validation that reads another variable',
      { 'a.tf': `${variable(rule('validation', 'var.x > var.least'))}variable "least" {}\n`, 'terraform.tfvars': 'x = 1\nleast = 3\n' },
      ['warning tf-validation terraform.tfvars:1 var.x is not valid: no good'],
    ],
    [
      'a message over several lines',
      { 'a.tf': variable(rule('validation', 'var.x > 1', '<<EOT\n  one\n  two\nEOT\n')), 'terraform.tfvars': 'x = 1\n' },
      ['warning tf-validation terraform.tfvars:1 var.x is not valid: one two'],
    ],
    [
      'a sensitive message is kept back',
      { 'a.tf': variable(rule('validation', 'length(var.x) > 20', '"${var.x} is too short"'), 'sensitive = true'), 'terraform.tfvars': 'x = "hunter2"\n' },
      ['warning tf-validation terraform.tfvars:1 var.x is not valid (the message is sensitive).'],
    ],
    [
      'so is one with the value of what is called a password',
      {
        'a.tf': variable(rule('validation', 'length(var.db_password) > 20', '"${var.db_password} is too short"')).replace('"x"', '"db_password"'),
        'terraform.tfvars': 'db_password = "hunter2"\n',
      },
      ['warning tf-validation terraform.tfvars:1 var.db_password is not valid (the message is sensitive).'],
    ],
    [
      'a precondition',
      { 'a.tf': deployed + queue(rule('precondition', '1 > 2')) },
      ['warning tf-precondition a.tf:8 The precondition of aws_sqs_queue.q fails: no good'],
    ],
    [
      'a precondition of one instance',
      { 'a.tf': deployed + queue(rule('precondition', 'each.key != "b"', '"${each.key}"')).replace('name = "a"', 'for_each = toset(["a", "b"])') },
      ['warning tf-precondition a.tf:8 The precondition of aws_sqs_queue.q["b"] fails: b'],
    ],
    [
      'a postcondition on itself',
      { 'a.tf': deployed + queue(rule('postcondition', 'self.name != "a"')) },
      ['warning tf-postcondition a.tf:8 The postcondition of aws_sqs_queue.q fails: no good'],
    ],
    [
      'a null in a nested block, which the provider fills in',
      {
        'a.tf': `${deployed}resource "aws_eks_cluster" "c" {\n  network {\n    cidr = null\n  }\n}\n${queue(rule('precondition', 'aws_eks_cluster.c.network[0].cidr != null'))}`,
      },
      [],
    ],
    ['a postcondition on what only the provider knows', { 'a.tf': deployed + queue(rule('postcondition', 'self.url != ""')) }, []],
    [
      'a precondition of an output',
      { 'a.tf': `${deployed}output "o" {\n  value = 1\n  ${rule('precondition', 'false')}\n}\n` },
      ['warning tf-precondition a.tf:7 The precondition of output.o fails: no good'],
    ],
    ['a check', { 'a.tf': `${deployed}check "c" {\n  ${rule('assert', '1 == 2')}\n}\n` }, ['warning tf-check a.tf:6 check "c" fails: no good']],
    [
      'a check on a data source of its own',
      {
        'a.tf': `${deployed}check "c" {\n  data "http" "d" {\n    url = "https://example.com"\n  }\n  ${rule('assert', 'data.http.d.status_code == 200')}\n}\n`,
      },
      [],
    ],
    ['what may not exist', { 'a.tf': `${deployed}variable "n" {}\n${queue(rule('precondition', 'false')).replace('name = "a"', 'count = var.n')}` }, []],
    ['what does not exist', { 'a.tf': deployed + queue(rule('precondition', 'false')).replace('name = "a"', 'count = 0') }, []],
    ['a condition that cannot be evaluated', { 'a.tf': deployed + queue(rule('precondition', 'tonumber("x") > 1')) }, []],
    [
      'a name that is not declared',
      { 'a.tf': deployed + queue(rule('precondition', 'var.nowhere')) },
      ['warning tf-evaluation a.tf:8 There is no variable "nowhere".'],
    ],
    ['no condition', { 'a.tf': `${deployed}variable "x" {\n  validation {}\n}\ncheck "c" {\n  assert {}\n}\n` }, []],
    [
      'JSON syntax',
      {
        'a.tf.json': JSON.stringify({ variable: { x: { validation: { condition: '${var.x > 1}', error_message: 'no good' } } } }),
        'terraform.tfvars': 'x = 1\n',
      },
      ['warning tf-validation terraform.tfvars:1 var.x is not valid: no good'],
    ],
  ])('%s', ([, texts, expected]) => expect(told(textFiles(texts))).toEqual(expected)));

describe('an edit that breaks a condition is broken', () =>
  test.for<[string, string, boolean]>([
    ['the value of a validated variable', 'locals { y = 0 }', true],
    ['another value that is valid', 'locals { y = 3 }', false],
  ])('%s', ([, text, broken]) => {
    const input = textFiles({
      'a.tf': 'module "m" {\n  source = "./m"\n  x      = local.y\n}\n',
      'm/a.tf': variable(rule('validation', 'var.x > 1')),
      'y.tf': 'locals { y = 2 }',
    });
    const { project } = readTerraform(input);
    expect(revise(project, new Map([['y.tf', text]])).broken).toBe(broken);
  }));
