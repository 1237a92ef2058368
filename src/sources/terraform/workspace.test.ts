import { describe, expect, test } from 'vitest';
import type { Value } from '#core/value';
import { readTerraform } from './terraform.ts';
import { textFiles } from './text-files.ts';

const plain = (value: Value | undefined): unknown => {
  if (!value) return undefined;
  if (value.is === 'reference') return value.parts.map((part) => (typeof part === 'string' ? part : `<${part.address}.${part.attribute}>`)).join('');
  if (value.is === 'unknown') return value.oneOf ? { oneOf: value.oneOf.map((one) => plain(one as Value)) } : `${value.why.code} ${value.why.about}`;
  return Array.isArray(value.value) ? value.value.map(plain) : value.value;
};
const provider = 'provider "aws" {\n  region = "eu-west-1"\n}\n';
const read = (expression: string, variables: { name: string; value: string }[] = [], more = '') =>
  readTerraform({ ...textFiles({ 'a.tf': `${provider}${more}resource "aws_db_instance" "d" {\n  x = ${expression}\n}\n` }), variables });

describe('what depends on the workspace is a doubt between all that it may be', () =>
  test.for<[string, string, unknown]>([
    ['alone', 'terraform.workspace', 'no-value-given terraform.workspace'],
    ['OpenTofu spells it so too', 'tofu.workspace', 'no-value-given terraform.workspace'],
    ['a choice', 'terraform.workspace == "prod" ? true : false', { oneOf: [true, false] }],
    ['a choice that makes no difference', 'terraform.workspace == "prod" ? 7 : 7', { oneOf: [7, 7] }],
    ['a choice by another function', 'startswith(terraform.workspace, "prod") ? "a" : "b"', { oneOf: ['a', 'b'] }],
    ['a map', '{ prod = 1, dev = 2 }[terraform.workspace]', { oneOf: [1, 2] }],
    ['lookup', 'lookup({ prod = 1, dev = 2 }, terraform.workspace, 3)', { oneOf: [1, 2, 3] }],
    ['an attribute of an element', '{ prod = { size = 1 }, dev = { size = 2 } }[terraform.workspace].size', { oneOf: [1, 2] }],
    ['reckoning with it', '(terraform.workspace == "prod" ? 30 : 1) + 1', { oneOf: [31, 2] }],
    ['the same whatever it is', '(terraform.workspace == "prod" ? 30 : 1) > 0', true],
    ['a part of a name', '"app-${terraform.workspace}"', 'app-<terraform.workspace>'],
    ['a part of a name that decides', '"app-${terraform.workspace}" == "web" ? 1 : 2', 2],
    ['try() of a map', 'try({ prod = 1 }[terraform.workspace], 9)', { oneOf: [1] }],
  ])('%s: %s', ([, expression, expected]) => {
    const { blocks, diagnostics } = read(expression);
    expect(diagnostics).toEqual([]);
    expect(plain(blocks[0]?.attributes['x'])).toEqual(expected);
  }));

describe('--var terraform.workspace=NAME chooses', () =>
  test.for<[string, unknown]>([
    ['terraform.workspace', 'prod'],
    ['terraform.workspace == "prod" ? true : false', true],
    ['"app-${terraform.workspace}"', 'app-prod'],
  ])('%s', ([expression, expected]) =>
    expect(plain(read(expression, [{ name: 'terraform.workspace', value: 'prod' }]).blocks[0]?.attributes['x'])).toBe(expected),
  ));

test('a resource of some workspaces may not exist', () => {
  const { blocks } = read('1', [], 'resource "aws_sqs_queue" "q" {\n  count = terraform.workspace == "prod" ? 1 : 0\n}\n');
  expect(blocks.map(({ address, maybe }) => [address, maybe?.why.about])).toEqual([
    ['aws_sqs_queue.q[*]', 'terraform.workspace'],
    ['aws_db_instance.d', undefined],
  ]);
});
