import { describe, expect, test } from 'vitest';
import type { Value } from '#core/value';
import { encodeJson } from './functions/json.ts';
import { rootInstance } from './module-calls.ts';
import { local } from './module-values.ts';
import { readTerraform } from './terraform.ts';
import { textFiles } from './text-files.ts';

const plain = (value: Value | undefined): unknown =>
  value?.is !== 'known'
    ? value?.is
    : typeof value.value !== 'object' || value.value === null
      ? value.value
      : Object.fromEntries(Object.entries(value.value).map(([name, inner]) => [name, plain(inner as Value)]));
const tagsOf = (texts: Readonly<Record<string, string>>, address: string): unknown =>
  plain(readTerraform(textFiles(texts)).blocks.find((block) => block.address === address)?.attributes['tags_all']);

const provider = (more = '', tags = '{ Team = "a", Cost = "1" }'): string => `provider "aws" {\n${more}\n  default_tags {\n    tags = ${tags}\n  }\n}\n`;
const queue = (more = '', type = 'aws_sqs_queue'): string => `resource "${type}" "q" {\n${more}\n}\n`;
const module_ = (more = ''): string => `module "m" {\n  source = "./m"\n${more}\n}\n`;

describe('tags_all', () =>
  test.for<[string, Readonly<Record<string, string>>, unknown, string?]>([
    ['default tags alone', { 'a.tf': provider() + queue() }, { Team: 'a', Cost: '1' }],
    ['the tags of the resource win', { 'a.tf': provider() + queue('tags = { Team = "b", Name = "q" }') }, { Team: 'b', Cost: '1', Name: 'q' }],
    ['without default tags those of the resource', { 'a.tf': queue('tags = { Name = "q" }') }, { Name: 'q' }],
    ['neither', { 'a.tf': `provider "aws" {}\n${queue()}` }, undefined],
    ['numbers become texts', { 'a.tf': provider('', '{ Cost = 1 }') + queue() }, { Cost: '1' }],
    ['keys to ignore', { 'a.tf': provider('ignore_tags {\n keys = ["Cost"]\n}') + queue('tags = { Name = "q" }') }, { Team: 'a', Name: 'q' }],
    [
      'key prefixes to ignore',
      {
        'a.tf': `provider "aws" {\n  ignore_tags {\n    key_prefixes = ["kubernetes.io/"]\n  }\n}\n${queue('tags = { "kubernetes.io/x" = "1", Name = "q" }')}`,
      },
      { Name: 'q' },
    ],
    [
      'from variables and locals',
      { 'a.tf': `${provider('', 'merge(local.t, { Env = var.e })')}locals {\n  t = { Team = "a" }\n}\nvariable "e" {\n  default = "dev"\n}\n${queue()}` },
      { Team: 'a', Env: 'dev' },
    ],
    ['one tag that is not known', { 'a.tf': `${provider('', '{ Env = var.e, Team = "a" }')}variable "e" {}\n${queue()}` }, { Env: 'unknown', Team: 'a' }],
    ['default tags that are not known', { 'a.tf': `${provider('', 'var.t')}variable "t" {}\n${queue('tags = { Name = "q" }')}` }, 'unknown'],
    ['tags that are not known', { 'a.tf': `${provider()}variable "t" {}\n${queue('tags = var.t')}` }, 'unknown'],
    ['another configuration', { 'a.tf': `${provider()}${provider('alias = "b"', '{ Team = "b" }')}${queue('provider = aws.b')}` }, { Team: 'b' }],
    ['an autoscaling group has none', { 'a.tf': provider() + queue('', 'aws_autoscaling_group') }, undefined, 'aws_autoscaling_group.q'],
    ['other providers have none', { 'a.tf': provider() + queue('tags = { a = "b" }', 'azurerm_subnet') }, undefined, 'azurerm_subnet.q'],
    [
      'a module inherits the default configuration',
      { 'a.tf': provider() + module_(), 'm/a.tf': queue() },
      { Team: 'a', Cost: '1' },
      'module.m.aws_sqs_queue.q',
    ],
    [
      'a configuration passed to a module',
      { 'a.tf': provider() + provider('alias = "b"', '{ Team = "b" }') + module_('providers = { aws = aws.b }'), 'm/a.tf': queue() },
      { Team: 'b' },
      'module.m.aws_sqs_queue.q',
    ],
    [
      'passed on twice, under another name',
      {
        'a.tf': provider('alias = "b"', '{ Team = "b" }') + module_('providers = { aws.x = aws.b }'),
        'm/a.tf': module_('providers = { aws = aws.x }').replace('./m', '../n'),
        'n/a.tf': queue(),
      },
      { Team: 'b' },
      'module.m.module.m.aws_sqs_queue.q',
    ],
    [
      'a module with a configuration of its own',
      { 'a.tf': provider() + module_('team = "m"'), 'm/a.tf': `${provider('', '{ Team = var.team }')}variable "team" {}\n${queue()}` },
      { Team: 'm' },
      'module.m.aws_sqs_queue.q',
    ],
    [
      'an empty block in a module inherits',
      { 'a.tf': provider() + module_(), 'm/a.tf': `provider "aws" {}\n${queue()}` },
      { Team: 'a', Cost: '1' },
      'module.m.aws_sqs_queue.q',
    ],
    [
      'provider for_each',
      {
        'a.tf': `provider "aws" {\n  alias    = "by"\n  for_each = { x = "1", y = "2" }\n  default_tags {\n    tags = { Key = each.key, Value = each.value }\n  }\n}\n${queue('for_each = toset(["x", "y"])\n  provider = aws.by[each.key]')}`,
      },
      { Key: 'y', Value: '2' },
      'aws_sqs_queue.q["y"]',
    ],
    [
      'provider for_each through a module',
      {
        'a.tf': `provider "aws" {\n  alias    = "by"\n  for_each = toset(["x", "y"])\n  default_tags {\n    tags = { Key = each.key }\n  }\n}\n${module_('for_each  = toset(["x", "y"])\n  providers = { aws = aws.by[each.value] }')}`,
        'm/a.tf': queue(),
      },
      { Key: 'x' },
      'module.m["x"].aws_sqs_queue.q',
    ],
    [
      'JSON syntax',
      {
        'a.tf.json': JSON.stringify({
          provider: { aws: { default_tags: { tags: { Team: 'a' } }, ignore_tags: [{ keys: ['X'] }] } },
          resource: { aws_sqs_queue: { q: { tags: { X: '1', Y: '2' } } } },
        }),
      },
      { Team: 'a', Y: '2' },
    ],
  ])('%s', ([, texts, expected, address = 'aws_sqs_queue.q']) => expect(tagsOf(texts, address)).toEqual(expected)));

test('a provider with for_each gives each resource its region', () => {
  const text = `provider "aws" {\n  alias    = "by"\n  for_each = toset(["us-east-1", "eu-west-1"])\n  region   = each.value\n}\n${queue('for_each = toset(["us-east-1", "eu-west-1"])\n  provider = aws.by[each.key]')}`;
  expect(readTerraform(textFiles({ 'a.tf': text })).blocks.map(({ scope }) => scope)).toEqual(['/eu-west-1', '/us-east-1']);
});

describe('read by others', () =>
  test.for<[string, string, string]>([
    ['tags_all of a resource', 'aws_sqs_queue.q.tags_all', '{"Cost":"1","Name":"q","Team":"a"}'],
    ['one tag of it', 'aws_sqs_queue.q.tags_all["Team"]', '"a"'],
    ['the data source', 'data.aws_default_tags.d.tags', '{"Cost":"1","Team":"a"}'],
  ])('%s', ([, expression, expected]) => {
    const text = `${provider()}${queue('tags = { Name = "q" }')}data "aws_default_tags" "d" {}\nlocals {\n  q = ${expression}\n}\n`;
    const { project, diagnostics } = readTerraform(textFiles({ 'a.tf': text }));
    expect(diagnostics).toEqual([]);
    const [root] = project.roots;
    expect(root && encodeJson(local(project.evaluator, rootInstance(root), 'q'))).toBe(expected);
  }));
