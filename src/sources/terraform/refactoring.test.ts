import { describe, expect, test } from 'vitest';
import { positionAt } from '#core/origin';
import { readTerraform } from './terraform.ts';
import { textFiles } from './text-files.ts';

/** `address=name` of all resources, of code joined with a state of resources with these names. */
const joined = (texts: Readonly<Record<string, string>>, state: Readonly<Record<string, string>>): string[] => {
  const resources = Object.entries(state).map(([address, name]) => ({ address, mode: 'managed', type: /(\w+)\.[^.]*$/.exec(address)?.[1], values: { name } }));
  const plan = { path: 's.json', text: JSON.stringify({ format_version: '1.0', values: { root_module: { resources } } }) };
  return readTerraform({ ...textFiles(texts), plan })
    .blocks.map(({ address, attributes }) => `${address}=${attributes['name']?.is === 'known' ? String(attributes['name'].value) : '?'}`)
    .toSorted();
};
const queue = (name: string, more = ''): string => `resource "aws_sqs_queue" "${name}" {\n  name = var.n\n  ${more}\n}\n`;
const moved = (from: string, to: string): string => `moved {\n  from = ${from}\n  to   = ${to}\n}\n`;
const n = 'variable "n" {}\n';
const call = (name: string, more = ''): string => `module "${name}" {\n  source = "./m"\n  n = "?"\n  ${more}\n}\n`;

describe('a state of before a move is joined with the code of after it', () =>
  test.for<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string[]]>([
    ['no move', { 'a.tf': n + queue('b') }, { 'aws_sqs_queue.a': 'x' }, ['aws_sqs_queue.a=x']],
    ['a resource', { 'a.tf': n + queue('b') + moved('aws_sqs_queue.a', 'aws_sqs_queue.b') }, { 'aws_sqs_queue.a': 'x' }, ['aws_sqs_queue.b=x']],
    [
      'twice',
      { 'a.tf': n + queue('c') + moved('aws_sqs_queue.b', 'aws_sqs_queue.c') + moved('aws_sqs_queue.a', 'aws_sqs_queue.b') },
      { 'aws_sqs_queue.a': 'x' },
      ['aws_sqs_queue.c=x'],
    ],
    [
      'all instances',
      { 'a.tf': n + queue('b', 'count = 2') + moved('aws_sqs_queue.a', 'aws_sqs_queue.b') },
      { 'aws_sqs_queue.a[0]': 'x', 'aws_sqs_queue.a[1]': 'y' },
      ['aws_sqs_queue.b[0]=x', 'aws_sqs_queue.b[1]=y'],
    ],
    [
      'one instance',
      { 'a.tf': n + queue('b', 'for_each = toset(["k"])') + moved('aws_sqs_queue.a[0]', 'aws_sqs_queue.b["k"]') },
      { 'aws_sqs_queue.a[0]': 'x' },
      ['aws_sqs_queue.b["k"]=x'],
    ],
    ['a count that came, without any block', { 'a.tf': n + queue('a', 'count = 1') }, { 'aws_sqs_queue.a': 'x' }, ['aws_sqs_queue.a[0]=x']],
    [
      'no second move of its own after a written one',
      { 'a.tf': n + queue('b', 'count = 1') + moved('aws_sqs_queue.a[0]', 'aws_sqs_queue.b') },
      { 'aws_sqs_queue.a[0]': 'x' },
      ['aws_sqs_queue.b=x'],
    ],
    ['a count that went', { 'a.tf': n + queue('a') }, { 'aws_sqs_queue.a[0]': 'x' }, ['aws_sqs_queue.a=x']],
    [
      'into a module',
      { 'a.tf': call('m') + moved('aws_sqs_queue.a', 'module.m.aws_sqs_queue.b'), 'm/a.tf': n + queue('b') },
      { 'aws_sqs_queue.a': 'x' },
      ['module.m.aws_sqs_queue.b=x'],
    ],
    [
      'a module',
      { 'a.tf': call('m') + moved('module.old', 'module.m'), 'm/a.tf': n + queue('b') },
      { 'module.old.aws_sqs_queue.b': 'x' },
      ['module.m.aws_sqs_queue.b=x'],
    ],
    [
      'a module that got for_each',
      { 'a.tf': call('m', 'for_each = toset(["k"])') + moved('module.m', 'module.m["k"]'), 'm/a.tf': n + queue('b') },
      { 'module.m.aws_sqs_queue.b': 'x' },
      ['module.m["k"].aws_sqs_queue.b=x'],
    ],
    [
      'within each instance of a module',
      { 'a.tf': call('m', 'for_each = toset(["k", "l"])'), 'm/a.tf': n + queue('b') + moved('aws_sqs_queue.a', 'aws_sqs_queue.b') },
      { 'module.m["k"].aws_sqs_queue.a': 'x', 'module.m["l"].aws_sqs_queue.a': 'y' },
      ['module.m["k"].aws_sqs_queue.b=x', 'module.m["l"].aws_sqs_queue.b=y'],
    ],
    [
      'a place that is taken',
      { 'a.tf': n + queue('b') + moved('aws_sqs_queue.a', 'aws_sqs_queue.b') },
      { 'aws_sqs_queue.a': 'x', 'aws_sqs_queue.b': 'y' },
      ['aws_sqs_queue.a=x', 'aws_sqs_queue.b=y'],
    ],
    [
      'to another type: nothing is known of it',
      { 'a.tf': n + queue('b') + moved('null_resource.a', 'aws_sqs_queue.b') },
      { 'null_resource.a': 'x' },
      ['aws_sqs_queue.b=?'],
    ],
    [
      'round and round',
      { 'a.tf': n + queue('b') + moved('aws_sqs_queue.a', 'aws_sqs_queue.b') + moved('aws_sqs_queue.b', 'aws_sqs_queue.a') },
      { 'aws_sqs_queue.b': 'x' },
      ['aws_sqs_queue.b=x'],
    ],
    [
      'JSON syntax',
      { 'a.tf.json': JSON.stringify({ resource: { aws_sqs_queue: { b: {} } }, moved: { from: 'aws_sqs_queue.a', to: 'aws_sqs_queue.b' } }) },
      { 'aws_sqs_queue.a': 'x' },
      ['aws_sqs_queue.b=x'],
    ],
    ['what is no address', { 'a.tf': n + queue('b') + moved('1 + 1', 'f(x)') + 'moved {}\n' }, { 'aws_sqs_queue.b': 'x' }, ['aws_sqs_queue.b=x']],
  ])('%s', ([, texts, state, expected]) => expect(joined(texts, state)).toEqual(expected)));

const told = (texts: Readonly<Record<string, string>>): string[] =>
  readTerraform(textFiles(texts)).diagnostics.map(
    ({ code, severity, at, message }) =>
      `${severity} ${code} ${at ? `${at.file.path}:${positionAt(at.file, at.start).line}` : ''} ${/\S+(?= (?:is|exists))/.exec(message.en)?.[0] ?? ''}`,
  );
const removed = (from: string, destroy?: string): string =>
  `removed {\n  from = ${from}\n  ${destroy === undefined ? '' : `lifecycle {\n    destroy = ${destroy}\n  }`}\n}\n`;
const import_ = (to: string, more = ''): string => `import {\n  to = ${to}\n  id = "x"\n  ${more}\n}\n`;

describe('what is told of removed and import blocks', () =>
  test.for<[string, Readonly<Record<string, string>>, string[]]>([
    ['removed without destruction', { 'a.tf': removed('aws_sqs_queue.a', 'false') }, ['note tf-removed-stays a.tf:1 aws_sqs_queue.a']],
    ['a module', { 'a.tf': removed('module.m', 'false') }, ['note tf-removed-stays a.tf:1 module.m']],
    ['within a module', { 'a.tf': call('m'), 'm/a.tf': n + removed('aws_sqs_queue.a', 'false') }, ['note tf-removed-stays m/a.tf:2 module.m.aws_sqs_queue.a']],
    ['removed and destroyed', { 'a.tf': removed('aws_sqs_queue.a', 'true') + removed('aws_sqs_queue.b') }, []],
    ['OpenTofu forgets', { 'a.tofu': removed('aws_sqs_queue.a') + removed('aws_sqs_queue.b', 'true') }, ['note tf-removed-stays a.tofu:1 aws_sqs_queue.a']],
    ['removed but still there', { 'a.tf': n + queue('a') + removed('aws_sqs_queue.a', 'false') }, ['warning tf-removed-declared a.tf:6 aws_sqs_queue.a']],
    ['an import of what is declared', { 'a.tf': n + queue('a') + import_('aws_sqs_queue.a') }, []],
    ['of what is not', { 'a.tf': import_('aws_sqs_queue.a') }, ['warning tf-import-target a.tf:1 aws_sqs_queue.a']],
    [
      'in a module',
      { 'a.tf': call('m') + import_('module.m.aws_sqs_queue.a') + import_('module.m.aws_sqs_queue.b'), 'm/a.tf': n + queue('a') },
      ['warning tf-import-target a.tf:11 module.m.aws_sqs_queue.b'],
    ],
    ['in a module that is not there', { 'a.tf': 'module "m" {\n  source = "x/y/aws"\n}\n' + import_('module.m.aws_sqs_queue.b') }, []],
    ['with for_each', { 'a.tf': n + queue('a', 'for_each = toset(["k"])') + import_('aws_sqs_queue.a[each.key]', 'for_each = { k = "1" }') }, []],
    ['nonsense', { 'a.tf': 'import {}\nremoved {}\nimport {\n  to = 1\n}\nremoved {\n  from = f(x)\n}\n' }, []],
    [
      'JSON syntax',
      { 'a.tf.json': JSON.stringify({ removed: [{ from: 'aws_sqs_queue.a', lifecycle: { destroy: false } }], import: [{ to: 'aws_sqs_queue.b', id: 'x' }] }) },
      ['note tf-removed-stays a.tf.json:1 aws_sqs_queue.a', 'warning tf-import-target a.tf.json:1 aws_sqs_queue.b'],
    ],
  ])('%s', ([, texts, expected]) => expect(told(texts)).toEqual(expected)));
