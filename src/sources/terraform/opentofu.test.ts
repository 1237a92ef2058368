import { describe, expect, test } from 'vitest';
import { encodeJson } from './functions/json.ts';
import { rootInstance } from './module-calls.ts';
import { local } from './module-values.ts';
import { readTerraform } from './terraform.ts';
import { textFiles } from './text-files.ts';

const read = (texts: Readonly<Record<string, string>>) => readTerraform(textFiles(texts));
const addresses = (texts: Readonly<Record<string, string>>): string[] => read(texts).blocks.map(({ address, maybe }) => `${address}${maybe ? '?' : ''}`);
const queue = (name: string, more = ''): string => `resource "aws_sqs_queue" "${name}" {\n  ${more}\n}\n`;

describe('files', () =>
  test.for<[string, Readonly<Record<string, string>>, string[], string[]]>([
    ['.tofu', { 'a.tofu': queue('a') }, ['aws_sqs_queue.a'], []],
    ['beside .tf', { 'a.tf': queue('a'), 'b.tofu': queue('b') }, ['aws_sqs_queue.a', 'aws_sqs_queue.b'], []],
    ['instead of the .tf of that name', { 'a.tf': queue('a'), 'a.tofu': queue('b') }, ['aws_sqs_queue.b'], ['note tf-shadowed a.tf']],
    ['in JSON syntax', { 'a.tf.json': '{', 'a.tofu.json': '{"resource":{"aws_sqs_queue":{"b":{}}}}' }, ['aws_sqs_queue.b'], ['note tf-shadowed a.tf.json']],
    [
      'of the other syntax both are read',
      { 'a.tf.json': '{"resource":{"aws_sqs_queue":{"a":{}}}}', 'a.tofu': queue('b') },
      ['aws_sqs_queue.a', 'aws_sqs_queue.b'],
      [],
    ],
    ['elsewhere both are read', { 'x/a.tf': queue('a'), 'y/a.tofu': queue('b') }, ['x:aws_sqs_queue.a', 'y:aws_sqs_queue.b'], []],
    ['override', { 'a.tf': queue('a', 'count = 1'), 'override.tofu': queue('a', 'count = 2') }, ['aws_sqs_queue.a[0]', 'aws_sqs_queue.a[1]'], []],
    ['tests are no configuration', { 'a.tf': queue('a'), 'x.tofutest.hcl': queue('b') }, ['aws_sqs_queue.a'], []],
  ])('%s', ([, texts, expected, told]) => {
    expect(addresses(texts)).toEqual(expected);
    expect(read(texts).diagnostics.map(({ severity, code, at }) => `${severity} ${code} ${at?.file.path}`)).toEqual(told);
  }));

describe('functions', () =>
  test.for<[string, string]>([
    ['cidrcontains("192.168.2.0/20", "192.168.2.1")', 'true'],
    ['cidrcontains("192.168.2.0/20", "192.168.2.0/22")', 'true'],
    ['cidrcontains("192.168.2.0/20", "192.126.2.1")', 'false'],
    ['cidrcontains("192.168.2.0/20", "192.126.2.0/18")', 'false'],
    ['cidrcontains("10.0.0.0/16", "10.0.0.0/8")', 'false'],
    ['cidrcontains("0.0.0.0/0", "8.8.8.8")', 'true'],
    ['cidrcontains("fe80::/48", "fe80::1")', 'true'],
    ['cidrcontains("fe80::/48", "fe81::1")', 'false'],
    ['cidrcontains("fe80::/48", "10.0.0.1")', 'error'],
    ['cidrcontains("10.0.0.1", "10.0.0.1")', 'error'],
    ['urldecode("a%20b+c")', '"a b c"'],
    ['urldecode("%")', 'error'],
    ['base64gunzip("H4sIAAAAAAACA8tIzcnJBwCGphA2BQAAAA==")', '"hello"'],
    ['base64gunzip("aGVsbG8=")', 'error'],
    ['convert("true", bool)', 'true'],
    ['convert({}, object({ name = optional(string, "x") }))', '{"name":"x"}'],
    ['convert("x", number)', 'error'],
    ['convert(1)', 'error'],
    ['assumenotnull("a")', '"a"'],
    ['assumeequal("a", "b")', '"b"'],
    ['assumestringprefix("vpc-1", "vpc-")', '"vpc-1"'],
    ['assumelistlengthmin([1], 1)', '[1]'],
    ['assumemaplength({ a = 1 }, 1, 2)', '{"a":1}'],
    ['provider::aws::arn_parse("arn:aws:iam::444455556666:role/a/b").resource', '"role/a/b"'],
    ['provider::aws::arn_build("aws", "iam", "", "444455556666", "role/a")', '"arn:aws:iam::444455556666:role/a"'],
    ['provider::aws::trim_iam_role_path("arn:aws:iam::444455556666:role/with/path/example")', '"arn:aws:iam::444455556666:role/example"'],
    ['provider::aws::arn_parse("x")', 'error'],
    ['provider::other::thing(1)', 'not-reproducible'],
  ])('%s', ([expression, expected]) => {
    const { project, diagnostics } = read({ 'a.tofu': `locals {\n  q = ${expression}\n}\n` });
    const [root] = project.roots;
    const val = root && local(project.evaluator, rootInstance(root), 'q');
    if (expected === 'error') expect(diagnostics.map(({ code }) => code)).toEqual(['tf-evaluation']);
    else expect(val?.kind === 'unknown' ? val.why.code : val && encodeJson(val)).toBe(expected);
  }));

test('the ARN of something that is not made yet is known but for what the provider decides', () => {
  const { blocks } = read({
    'a.tf':
      'data "aws_caller_identity" "me" {}\nresource "aws_iam_role_policy_attachment" "a" {\n  policy_arn = provider::aws::arn_build("aws", "iam", "", data.aws_caller_identity.me.account_id, "policy/x")\n}\n',
  });
  expect(blocks[0]?.attributes['policy_arn']).toMatchObject({
    is: 'reference',
    parts: ['arn:aws:iam::', { address: 'data.aws_caller_identity', attribute: 'account_id' }, ':policy/x'],
  });
});

const call = (source: string): string => `module "m" {\n  source = ${source}\n}\n`;
describe('the source of a module as an expression', () =>
  test.for<[string, Readonly<Record<string, string>>, string[], string[]]>([
    [
      'of a variable with a default',
      { 'a.tf': `variable "kind" {\n  default = "x"\n}\n${call('"./modules/${var.kind}"')}`, 'modules/x/a.tf': queue('x') },
      ['module.m.aws_sqs_queue.x'],
      [],
    ],
    [
      'of a local value',
      { 'a.tf': `locals {\n  at = "./modules/x"\n}\n${call('local.at')}`, 'modules/x/a.tf': queue('x'), 'modules/y/a.tf': queue('y') },
      ['module.m.aws_sqs_queue.x', 'modules/y:aws_sqs_queue.y'],
      [],
    ],
    [
      'of a value that nobody gives',
      { 'a.tf': `variable "kind" {}\n${call('"./modules/${var.kind}"')}`, 'modules/x/a.tf': queue('x') },
      ['modules/x:aws_sqs_queue.x'],
      ['unknown-source'],
    ],
    ['of what is not declared', { 'a.tf': call('"./${var.nowhere}"') }, [], ['unknown-source']],
    [
      'fetched by init',
      {
        'a.tf': `variable "v" {}\n${call('"app.example.com/${var.v}/vpc"')}`,
        '.terraform/modules/modules.json': '{"Modules":[{"Key":"m","Source":"x","Dir":".terraform/modules/m"}]}',
        '.terraform/modules/m/a.tf': queue('x'),
      },
      ['module.m.aws_sqs_queue.x'],
      [],
    ],
    [
      'two that call each other',
      { 'a/a.tf': `locals {\n  s = "../b"\n}\n${call('local.s')}${queue('a')}`, 'b/b.tf': `locals {\n  s = "../a"\n}\n${call('local.s')}${queue('b')}` },
      ['aws_sqs_queue.a', 'module.m.aws_sqs_queue.b'],
      ['recursive'],
    ],
  ])('%s', ([, texts, expected, unresolved]) => {
    const result = read(texts);
    expect(result.blocks.map(({ address }) => address).toSorted()).toEqual(expected);
    expect(result.unresolved.map(({ why }) => why)).toEqual(unresolved);
    expect(result.diagnostics).toEqual([]);
  }));

const lifecycle = (enabled: string): string => `lifecycle {\n    enabled = ${enabled}\n  }`;
describe('lifecycle.enabled', () =>
  test.for<[string, Readonly<Record<string, string>>, string[]]>([
    ['true', { 'a.tofu': queue('a', lifecycle('true')) }, ['aws_sqs_queue.a']],
    ['false', { 'a.tofu': queue('a', lifecycle('false')) }, []],
    ['not known', { 'a.tofu': `variable "on" {}\n${queue('a', lifecycle('var.on'))}` }, ['aws_sqs_queue.a?']],
    ['of a module', { 'a.tofu': `module "m" {\n  source = "./m"\n  ${lifecycle('false')}\n}\n`, 'm/a.tofu': queue('a') }, []],
    ['read from elsewhere', { 'a.tofu': `${queue('a', lifecycle('false'))}${queue('b', 'count = aws_sqs_queue.a == null ? 1 : 2')}` }, ['aws_sqs_queue.b[0]']],
    ['in JSON syntax', { 'a.tofu.json': JSON.stringify({ resource: { aws_sqs_queue: { a: { lifecycle: { enabled: false } } } } }) }, []],
  ])('%s', ([, texts, expected]) => expect(addresses(texts)).toEqual(expected)));

test('what is disabled is told as withheld', () =>
  expect(read({ 'a.tofu': queue('a', lifecycle('false')) }).withheld.map(({ address }) => address)).toEqual(['aws_sqs_queue.a']));
