import { expect, test } from 'vitest';
import { positionAt } from '#core/origin';
import { readTerraform } from './terraform.ts';
import { textFiles } from './text-files.ts';

const fine = 'resource "aws_sqs_queue" "fine" { name = "fine" }\n';

test.for<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
  [
    'values that depend on each other, also through a module',
    {
      'a.tf': 'locals {\n  a = local.b\n  b = local.a\n}\nmodule "m" {\n  source = "./m"\n  in     = module.m.out\n}\n',
      'm/main.tf': 'variable "in" {}\noutput "out" { value = var.in }\n',
    },
    [
      'tf-cycle a.tf:2 These depend on each other: local.a -> local.b -> local.a.',
      'tf-cycle m/main.tf:1 These depend on each other: module.m.var.in -> module.m.output.out -> module.m.var.in.',
    ],
  ],
  [
    'resources that depend on each other',
    { 'a.tf': 'resource "aws_sqs_queue" "a" { name = aws_sqs_queue.b.name }\nresource "aws_sqs_queue" "b" { name = aws_sqs_queue.a.name }\n' },
    ['tf-cycle a.tf:2 These depend on each other: aws_sqs_queue.b.name -> aws_sqs_queue.a.name -> aws_sqs_queue.b.name.'],
  ],
  [
    'values of the wrong type, also where nobody asks for them',
    {
      'a.tf': 'variable "n" { type = number }\nvariable "o" { type = object({ a = number }) }\nvariable "t" { type = nosuch }\n',
      'terraform.tfvars': 'n = "many"\no = {}\n',
    },
    [
      'tf-type a.tf:3 This is not a type constraint.',
      'tf-variable-type terraform.tfvars:1 var.n: a number is required, not a string.',
      'tf-variable-type terraform.tfvars:2 var.o: Attribute "a" is required.',
    ],
  ],
  [
    'a list as for_each',
    { 'a.tf': 'resource "aws_sqs_queue" "a" {\n  for_each = ["x"]\n}\n' },
    ['tf-repetition a.tf:2 "for_each" must be a map or a set of strings, not a list: use toset().'],
  ],
  [
    'a local value twice',
    { 'a.tf': 'locals { x = 1 }\nlocals { x = 2 }\n' },
    ['tf-duplicate a.tf:2 local "x" is declared twice in this module; the first one counts.'],
  ],
  ['bytes that are no text', { 'a.tf': 'x\0y' }, ['file-not-utf8 a.tf:1 a.tf is not a text in UTF-8 and was left out.']],
  [
    'a byte order mark and Windows line ends',
    { 'a.tf': '\uFEFFlocals {\r\n  a = <<EOT\r\nx\r\nEOT\r\n}\r\nresource "aws_sqs_queue" "a" {\r\n  name = 1 + "x"\r\n}\r\n' },
    ['tf-evaluation a.tf:7 a number is required, not a string.'],
  ],
])('%s', ([, files, expected]) => {
  const { diagnostics, blocks } = readTerraform(textFiles({ ...files, 'fine.tf': fine }));
  const said = diagnostics.map(({ code, at, message }) =>
    at?.is === 'written' ? `${code} ${at.file.path}:${positionAt(at.file, at.start).line} ${message.en}` : `${code} ${message.en}`,
  );
  expect(said.toSorted()).toEqual(expected);
  expect(blocks.map(({ address }) => address)).toContain('aws_sqs_queue.fine');
});

test('bytes that are not UTF-8 are read as unknown letters, and said so', () => {
  const input = textFiles({ 'a.tf': 'resource "aws_sqs_queue" "a" {\n  name = "caf\uFFFD"\n}\n' });
  const latin = Buffer.from('resource "aws_sqs_queue" "a" {\n  name = "caf\xe9"\n}\n', 'latin1');
  const files = {
    ...input.files,
    read: (path: string) => {
      const found = input.files.read(path);
      return 'file' in found ? { ...found, bytes: latin } : found;
    },
  };
  const { diagnostics, blocks } = readTerraform({ ...input, files });
  expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning file-not-utf8']);
  expect(blocks).toHaveLength(1);
  // The sign itself is a letter like any other.
  expect(readTerraform(input).diagnostics).toEqual([]);
});

test('a values file that cannot be read is named', () => {
  const input = textFiles({ 'a.tf': fine, 'terraform.tfvars': 'x = 1\n' });
  const files = {
    ...input.files,
    read: (path: string) => (path === 'terraform.tfvars' ? { missing: { code: 'too-large' as const, about: path } } : input.files.read(path)),
  };
  const { diagnostics, blocks } = readTerraform({ ...input, files });
  expect(diagnostics.map(({ code, at }) => [code, at?.is === 'written' && at.file.path])).toEqual([['file-too-large', 'terraform.tfvars']]);
  expect(blocks).toHaveLength(1);
});
