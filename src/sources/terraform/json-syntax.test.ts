import { describe, expect, test } from 'vitest';
import { parseJsonSyntax, parseTfvarsJson } from './json-syntax.ts';
import { printExpression } from './print.ts';
import type { Body } from './syntax.ts';

const read = (text: string) => parseJsonSyntax({ path: 'main.tf.json', text });
const outline = ({ attributes, blocks }: Body): string =>
  [
    ...attributes.map(({ name, value }) => `${name}=${printExpression(value).replaceAll(/\s+/g, ' ')}`),
    ...blocks.map(({ type, labels, body }) => `${[type, ...labels.map(({ text }) => text)].join('.')}(${outline(body)})`),
  ].join('; ');

describe('the tree', () => {
  test.for<[string, unknown, string]>([
    ['a resource', { resource: { aws_x: { a: { b: 'c', n: 1, t: true, z: null } } } }, 'resource.aws_x.a(b="c"; n=1; t=true; z=null)'],
    ['two resources of a type', { resource: { aws_x: { a: {}, b: {} } } }, 'resource.aws_x.a(); resource.aws_x.b()'],
    ['arrays of labels', { resource: [{ aws_x: [{ a: {} }, { b: {} }] }, { aws_y: { c: {} } }] }, 'resource.aws_x.a(); resource.aws_x.b(); resource.aws_y.c()'],
    ['several blocks without labels', { locals: [{ a: 1 }, { b: 2 }] }, 'locals(a=1); locals(b=2)'],
    ['an array at the top', [{ locals: { a: 1 } }, { output: { b: { value: 2 } } }], 'locals(a=1); output.b(value=2)'],
    ['templates', { locals: { a: '${var.b}', c: 'x${d}y', e: '$${f}', g: 'plain' } }, 'locals(a="${var.b}"; c="x${d}y"; e="$${f}"; g="plain")'],
    ['directives', { locals: { a: '%{ if b }c%{ endif }' } }, 'locals(a="%{ if b }c%{ endif }")'],
    ['escapes within a template', { locals: { a: '${f("x\\n")}\n"' } }, 'locals(a="${f("x\\n")}\\n\\"")'],
    ['computed keys', { locals: { a: { '${b}': 1, c: 2 } } }, 'locals(a={ "${b}" = 1 c = 2 })'],
    ['numbers', { locals: { a: -1.5, b: 1e21, c: 0 } }, 'locals(a=-1.5; b=1e+21; c=0)'],
    [
      'comments',
      { '//': 'x', locals: { '//': 'y', a: { '//': 'z', b: 1 } }, resource: { '//': 'x', aws_x: { '//': 'y', c: {} } } },
      'locals(a={ b = 1 }); resource.aws_x.c()',
    ],
    ['a type', { variable: { a: { type: 'list(string)', default: 'list(string)' } } }, 'variable.a(type=list(string); default="list(string)")'],
    ['a type in the old form', { variable: { a: { type: '${map(string)}' } } }, 'variable.a(type=map(string))'],
    [
      'references',
      { resource: { aws_x: { a: { provider: 'aws.east', depends_on: ['aws_y.b', 'module.c'] } } } },
      'resource.aws_x.a(provider=aws.east; depends_on=[aws_y.b, module.c, ])',
    ],
    ['providers of a module', { module: { a: { source: './a', providers: { aws: 'aws.east' } } } }, 'module.a(source="./a"; providers={ aws = aws.east })'],
    [
      'lifecycle',
      { resource: { aws_x: { a: { lifecycle: { ignore_changes: ['tags'], prevent_destroy: true } } } } },
      'resource.aws_x.a(lifecycle(ignore_changes=[tags, ]; prevent_destroy=true))',
    ],
    [
      'conditions',
      { resource: { aws_x: { a: { lifecycle: [{ precondition: { condition: '${b}' } }] } } } },
      'resource.aws_x.a(lifecycle(precondition(condition="${b}")))',
    ],
    [
      'dynamic blocks',
      { resource: { aws_x: { a: { dynamic: { b: { for_each: '${c}', iterator: 'd', content: { e: '${d.value}' } } } } } } },
      'resource.aws_x.a(dynamic.b(for_each="${c}"; iterator=d; content(e="${d.value}")))',
    ],
    [
      'provisioners',
      { resource: { aws_x: { a: { provisioner: [{ 'local-exec': { command: 'b' } }, { 'local-exec': { command: 'c' } }] } } } },
      'resource.aws_x.a(provisioner.local-exec(command="b"); provisioner.local-exec(command="c"))',
    ],
    [
      'terraform',
      { terraform: { required_version: '>= 1', required_providers: { aws: { source: 'hashicorp/aws' } }, backend: { s3: { bucket: 'b' } } } },
      'terraform(required_version=">= 1"; required_providers(aws={ source = "hashicorp/aws" }); backend.s3(bucket="b"))',
    ],
    [
      'moved, import and removed',
      { moved: { from: 'a.b', to: 'a.c' }, import: [{ to: 'a.b', id: 'x' }], removed: { from: 'a.d' } },
      'moved(from=a.b; to=a.c); import(to=a.b; id="x"); removed(from=a.d)',
    ],
    [
      'validation',
      { variable: { a: { validation: [{ condition: '${true}' }, { condition: '${false}' }] } } },
      'variable.a(validation(condition="${true}"); validation(condition="${false}"))',
    ],
    ['blocks of a provider stay values', { resource: { aws_x: { a: { rule: [{ b: 1 }, { b: 2 }] } } } }, 'resource.aws_x.a(rule=[{ b = 1 }, { b = 2 }, ])'],
    ['names that objects inherit', { locals: { constructor: 1, toString: 2 }, hasOwnProperty: 3 }, 'hasOwnProperty=3; locals(constructor=1; toString=2)'],
    ['nothing', {}, ''],
    ['absent blocks', { locals: null, resource: { aws_x: null } }, ''],
  ])('%s', ([, value, tree]) => {
    const { body, diagnostics } = read(JSON.stringify(value));
    expect(diagnostics).toEqual([]);
    expect(outline(body)).toBe(tree);
  });

  test('a byte order mark and CRLF', () => {
    const { body, diagnostics } = read('\ufeff{\r\n  "locals": {\r\n    "a": 1\r\n  }\r\n}\r\n');
    expect(diagnostics).toEqual([]);
    expect(outline(body)).toBe('locals(a=1)');
  });

  test('a key twice: arguments keep the first, blocks are gathered', () => {
    const { body, diagnostics } = read('{"locals":{"a":1,"a":2},"locals":{"b":3}}');
    expect(outline(body)).toBe('locals(a=1); locals(b=3)');
    expect(diagnostics.map(({ code, at }) => [code, at?.start])).toEqual([['hcl-duplicate', 17]]);
  });

  test('variable values are plain', () => {
    const { body } = parseTfvarsJson({ path: 'terraform.tfvars.json', text: '{"a": "${b}", "type": "x", "c": {"//": "d", "e": [1]}}' });
    expect(outline(body)).toBe('a="$${b}"; type="x"; c={ e = [1, ] }');
  });
});

describe('places', () => {
  test('of blocks, labels and arguments', () => {
    const text = '{\n  "resource": {\n    "aws_x": {\n      "a": { "b": "c" }\n    }\n  }\n}\n';
    const [block] = read(text).body.blocks;
    const slice = ({ start, end }: { readonly start: number; readonly end: number }) => text.slice(start, end);
    expect(block && [slice(block), text[block.open], text[block.close]]).toEqual(['"a": { "b": "c" }', '{', '}']);
    expect(block?.labels.map(slice)).toEqual(['"aws_x"', '"a"']);
    expect(block?.body.attributes.map((attribute) => [slice(attribute), slice(attribute.value)])).toEqual([['"b": "c"', '"c"']]);
  });

  test.for<[string, string]>([
    ['{"locals": {"a": "x ${var.b}"}}', 'var.b'],
    ['{"locals": {"a": "\\"\\u00e9\\n ${var.b}"}}', 'var.b'],
    ['{"locals": {"a": "${f(\\"x\\", var.b)}"}}', 'f(\\"x\\", var.b)'],
    ['{"locals": {"a": "日本 ${var.b} \\t"}}', 'var.b'],
  ])('of what stands in %j', ([text, inner]) => {
    const value = read(text).body.blocks[0]?.body.attributes[0]?.value;
    const part = value?.kind === 'template' ? value.parts.find((one) => one.kind === 'interpolation') : undefined;
    const expression = part?.kind === 'interpolation' ? part.value : undefined;
    expect(expression && text.slice(expression.start, expression.end)).toBe(inner);
    expect(part && text.slice(part.start, part.end)).toBe(`\${${inner}}`);
  });

  test('of a problem within a text', () => {
    const text = '{"locals": {"a": "\\n${b +}", "c": 1}}';
    const { body, diagnostics } = read(text);
    expect(diagnostics.map(({ code, at }) => [code, at && text.slice(at.start, at.end)])).toEqual([['hcl-expected-expression', '}']]);
    expect(body.blocks[0]?.body.attributes.map(({ name }) => name)).toEqual(['a', 'c']);
  });
});

describe('mistakes keep what was read before them', () => {
  test.for<[string, string, string, number]>([
    ['', '', 'hcl-json', 0],
    ['{', '', 'hcl-json', 1],
    ['{"locals": {"a": 1, "b": }}', 'locals(a=1)', 'hcl-json', 25],
    ['{"locals": {"a": 1 "b": 2}}', 'locals(a=1)', 'hcl-json', 19],
    ['{"locals": {"a": 1,}, "output": {}}', 'locals(a=1)', 'hcl-json', 18],
    ['{"locals": {"a": [1, 2}}', 'locals(a=[1, 2, ])', 'hcl-json', 22],
    ['{"locals": {"a": 1}} x', 'locals(a=1)', 'hcl-json', 21],
    ['{"locals": {"a": "b\n"}}', 'locals()', 'hcl-json', 19],
    ['{"locals": {"a": "b', 'locals()', 'hcl-json', 17],
    ['{"locals": {"a": "\\x"}}', 'locals()', 'hcl-json', 17],
    ['{"locals": {"a": "\\u00"}}', 'locals()', 'hcl-json', 17],
    ['{"locals": {"a": 1., "b": 2}}', 'locals()', 'hcl-json', 17],
    ['{"locals": {"a": TRUE}}', 'locals()', 'hcl-json', 17],
    ['{locals: {}}', '', 'hcl-json', 1],
    ['{"locals": 1}', '', 'hcl-json-shape', 11],
    ['{"resource": {"aws_x": "y"}}', '', 'hcl-json-shape', 23],
    ['"x"', '', 'hcl-json-shape', 0],
  ])('%#', ([text, tree, code, start]) => {
    const { body, diagnostics } = read(text);
    expect(outline(body)).toBe(tree);
    expect(diagnostics.map((one) => [one.code, one.at?.start])).toEqual([[code, start]]);
  });

  test('arrays in arrays, too deep', () => {
    const { body, diagnostics } = read(`{"locals": {"a": ${'['.repeat(100_000)}`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['hcl-too-deep']);
    expect(body.blocks.length).toBe(1);
  });
});
