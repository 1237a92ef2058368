import { expect, test } from 'vitest';
import { readTerraform } from './terraform.ts';
import { textFiles } from './text-files.ts';

const deep = (kind: string, inner: string): string => `dynamic "${kind}" {\n  for_each = range(1000)\n  content {\n    ${inner}\n  }\n}\n`;
const modules = Object.fromEntries(
  [0, 1, 2, 3].map((i) => [
    `m${i}/main.tf`,
    `${i < 3 ? `module "m" {\n  source = "../m${i + 1}"\n  count = 100\n}\n` : ''}resource "aws_s3_bucket" "b" {}\nresource "aws_s3_bucket" "c" { count = 20 }\n`,
  ]),
);

test.for<readonly [string, Readonly<Record<string, string>>, string]>([
  ['dynamic blocks in dynamic blocks', { 'main.tf': `resource "aws_security_group" "a" {\n${deep('x', deep('y', deep('z', 'w = 1')))}}\n` }, 'tf-evaluation'],
  ['a count of a billion', { 'main.tf': 'resource "aws_s3_bucket" "a" { count = 1000000000 }\n' }, 'tf-too-many-instances'],
  ['modules in modules', { 'main.tf': 'module "m" {\n  source = "./m0"\n  count = 100\n}\n', ...modules }, 'tf-too-many-instances'],
  [
    'many that each pick one of many',
    {
      'main.tf':
        'resource "aws_s3_bucket" "a" { count = 5000 }\nresource "aws_s3_bucket_versioning" "a" {\n  count = 5000\n  bucket = aws_s3_bucket.a[count.index].id\n}\n',
    },
    '',
  ],
])('%s end soon', ([, files, code]) => {
  const started = performance.now();
  const { diagnostics, blocks } = readTerraform(textFiles({ ...files, 'other/main.tf': 'resource "aws_instance" "b" { ami = "ami-1" }\n' }));
  expect(performance.now() - started).toBeLessThan(8000);
  expect(blocks.some(({ address }) => address.endsWith('aws_instance.b'))).toBe(true);
  expect([...new Set(diagnostics.map((one) => one.code))]).toEqual(code ? [code] : []);
  for (const { at } of diagnostics) expect(at?.is === 'written' && at.file.path).toMatch(/main\.tf$/);
});
