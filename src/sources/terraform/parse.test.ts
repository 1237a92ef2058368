import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJsonSyntax } from './json-syntax.ts';
import { parseExpression, parseHcl } from './parse.ts';
import type { Body, Expression, TemplatePart } from './syntax.ts';
import { readTerraform } from './terraform.ts';
import { textFiles } from './text-files.ts';

const file = (text: string) => ({ path: 'main.tf', text });

/** The tree in short: operators first. */
const short = (node: Expression): string => {
  switch (node.kind) {
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'variable':
      return node.name;
    case 'parentheses':
      return `(${short(node.inner)})`;
    case 'tuple':
      return `[${node.items.map(short).join(' ')}]`;
    case 'object':
      return `{${node.items.map((item) => `${item.bare && item.key.kind === 'string' ? item.key.value : short(item.key)}:${short(item.value)}`).join(' ')}}`;
    case 'attribute':
      return `${short(node.of)}.${node.name}`;
    case 'index':
      return `${short(node.of)}[${short(node.key)}]`;
    case 'splat':
      return `${short(node.of)}${node.full ? '[*]' : '.*'}${node.steps.map((step) => ('attribute' in step ? `.${step.attribute}` : `[${short(step.index)}]`)).join('')}`;
    case 'call':
      return `${node.name}(${node.args.map(short).join(' ')}${node.spread ? '...' : ''})`;
    case 'unary':
      return `(${node.operator} ${short(node.operand)})`;
    case 'binary':
      return `(${node.operator} ${short(node.left)} ${short(node.right)})`;
    case 'conditional':
      return `(? ${short(node.condition)} ${short(node.then)} ${short(node.otherwise)})`;
    case 'for':
      return `(for ${node.key ?? '_'} ${node.value} ${short(node.collection)} ${node.resultKey ? `${short(node.resultKey)}=>` : ''}${short(node.result)}${node.group ? '...' : ''}${node.condition ? ` if ${short(node.condition)}` : ''})`;
    case 'template':
      return `"${node.parts.map(part).join('')}"`;
  }
};
const part = (one: TemplatePart): string => {
  switch (one.kind) {
    case 'text':
      return one.value.replaceAll('\n', '\\n');
    case 'interpolation':
      return `<${short(one.value)}>`;
    case 'template-if':
      return `<if ${short(one.condition)}: ${one.then.map(part).join('')}|${one.otherwise.map(part).join('')}>`;
    case 'template-for':
      return `<for ${one.key ?? '_'} ${one.value} ${short(one.collection)}: ${one.body.map(part).join('')}>`;
  }
};
const parsed = (text: string): string => {
  const { expression, diagnostics } = parseExpression(file(text));
  return expression ? short(expression) : (diagnostics[0]?.code ?? 'nothing');
};

describe('expressions', () =>
  test.for<[string, string]>([
    ['1 + 2 * 3', '(+ 1 (* 2 3))'],
    ['1 - 2 - 3', '(- (- 1 2) 3)'],
    ['-a.b + 1', '(+ (- a.b) 1)'],
    ['!a && b || c', '(|| (&& (! a) b) c)'],
    ['a == b && c != d', '(&& (== a b) (!= c d))'],
    ['a < b == c >= d', '(== (< a b) (>= c d))'],
    ['a ? b : c ? d : e', '(? a b (? c d e))'],
    ['a.b[0].c["k"]', 'a.b[0].c["k"]'],
    ['a.0.b', 'a[0].b'],
    ['a.*.b.c', 'a.*.b.c'],
    ['a.*.b[0]', 'a.*.b[0]'],
    ['a[*].b[0].c', 'a[*].b[0].c'],
    ['f(a, b...)', 'f(a b...)'],
    ['a::b::f(1)', 'a::b::f(1)'],
    ['[for x in l : x if x > 1]', '(for _ x l x if (> x 1))'],
    ['{for k, v in m : k => v...}', '(for k v m k=>v...)'],
    ['{ a = 1, "b" : 2\n (c) = 3 }', '{a:1 "b":2 (c):3}'],
    ['"x${a}y"', '"x<a>y"'],
    ['"$${a} %%{b}"', '"${a} %{b}"'],
    ['"%{ if a }b%{ else }c%{ endif }"', '"<if a: b|c>"'],
    ['"%{ for k, v in m }${k}%{ endfor }"', '"<for k v m: <k>>"'],
    ['"a ${~ b ~} c"', '"a<b>c"'],
    ['"\\u00e9\\n"', '"é\\n"'],
    ['"${"${a}"}"', '"<"<a>">"'],
    ['[\n  1, # one\n  2, // two\n  /* three */\n]', '[1 2]'],
    ['(a\n+ b)', '((+ a b))'],
    ['a-b', 'a-b'],
    ['a - b', '(- a b)'],
    ['1 +', 'hcl-expected-expression'],
    ['"abc', 'hcl-unclosed-string'],
    ['"${a"', 'hcl-unclosed-interpolation'],
    ['"\\q"', 'hcl-bad-escape'],
    ['[1 2]', 'hcl-expected-sign'],
    ['a b', 'hcl-unexpected'],
  ])('%s', ([text, tree]) => expect(parsed(text)).toBe(tree)));

describe('blocks', () => {
  test('positions are exact', () => {
    const text = '# top\nresource "aws_s3_bucket" "a" {\n  bucket = "x"\n  tags   = { a = 1 }\n\n  rule {\n    id = "r"\n  }\n}\n';
    const { body, comments, diagnostics } = parseHcl(file(text));
    const [block] = body.blocks;
    expect(diagnostics).toEqual([]);
    expect(comments.map(({ start, end }) => text.slice(start, end))).toEqual(['# top']);
    expect(block && text.slice(block.start, block.start + 8)).toBe('resource');
    expect(block && [text[block.open], text[block.close], text.slice(block.close, block.end)]).toEqual(['{', '}', '}']);
    expect(block?.body.attributes.map((one) => text.slice(one.start, one.end))).toEqual(['bucket = "x"', 'tags   = { a = 1 }']);
    expect(block?.body.attributes.map(({ value }) => text.slice(value.start, value.end))).toEqual(['"x"', '{ a = 1 }']);
  });

  test.for<[string, string, string[], string[]]>([
    ['one bad line', 'resource "a" "x" {\n  p = 1\n  q = = 2\n  r = 3\n}\nresource "a" "y" {}\n', ['a.x p r', 'a.y'], ['hcl-expected-expression']],
    ['one bad block', 'resource "a" {{\n}\nresource "b" "y" { p = 1 }\n', ['a', 'b.y p'], ['hcl-expected-name']],
    ['an unclosed block', 'resource "a" "x" {\n  p = 1\n\nresource "b" "y" {\n  q = 1\n}\n', ['a.x p', 'b.y q'], ['hcl-unclosed-block']],
    ['an unclosed string', 'resource "a" "x" {\n  p = "abc\n  q = 1\n}\nresource "b" "y" {}\n', ['a.x q', 'b.y'], ['hcl-unclosed-string']],
    ['an unclosed list', 'resource "a" "x" {\n  p = [1, 2\n}\nresource "b" "y" {}\n', ['a.x', 'b.y'], ['hcl-expected-sign', 'hcl-unclosed-block']],
    ['a stray brace', '}\nresource "b" "y" {}\n', ['b.y'], ['hcl-stray-brace']],
    ['the same attribute twice', 'resource "a" "x" {\n  p = 1\n  p = 2\n}\n', ['a.x p'], ['hcl-duplicate']],
    ['CRLF and a byte order mark', '\ufeffresource "a" "x" {\r\n  p = 1\r\n}\r\n', ['a.x p'], []],
    ['a heredoc that never ends', 'resource "a" "x" {\n  p = <<EOT\nabc\n}\n', ['a.x'], ['hcl-unclosed-heredoc', 'hcl-unclosed-block']],
    ['nothing', '', [], []],
    ['only a comment', '/* x */', [], []],
    ['a comment that never ends', 'resource "a" "x" {}\n/* x', ['a.x'], ['hcl-unclosed-comment']],
  ])('%s', ([, text, blocks, codes]) => {
    const { body, diagnostics } = parseHcl(file(text));
    expect(
      body.blocks.map((block) => [block.labels.map((label) => label.text).join('.'), ...block.body.attributes.map(({ name }) => name)].join(' ').trim()),
    ).toEqual(blocks);
    expect(diagnostics.slice(0, 1).map(({ code }) => code)).toEqual(codes.slice(0, 1));
  });

  test('JSON syntax makes the same tree', () => {
    const { body, diagnostics } = parseJsonSyntax({
      path: 'a.tf.json',
      text: '{"resource":{"aws_x":{"y":{"a":"${var.b}","n":[1,true,null],"lifecycle":{"prevent_destroy":true}}}},"locals":{"z":{"k":"v"}}}',
    });
    expect(diagnostics).toEqual([]);
    const [resource, locals] = body.blocks;
    expect(resource?.labels.map(({ text }) => text)).toEqual(['aws_x', 'y']);
    expect(resource?.body.attributes.map(({ name, value }) => `${name}=${short(value)}`)).toEqual(['a="<var.b>"', 'n=[1 true null]']);
    expect(resource?.body.blocks.map(({ type }) => type)).toEqual(['lifecycle']);
    expect(locals?.body.attributes.map(({ name, value }) => `${name}=${short(value)}`)).toEqual(['z={k:"v"}']);
  });
});

// --- properties ---

const tokens = [
  'resource',
  'data',
  '"a"',
  'x',
  '=',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '"',
  '${',
  '%{',
  '~',
  '<<EOT\n',
  'EOT\n',
  '\n',
  ',',
  '.',
  '*',
  '?',
  ':',
  '=>',
  'for',
  'in',
  'if',
  '1',
  '1.5',
  '-',
  '!',
  '&&',
  '#',
  '/*',
  '*/',
  '//',
  '\\',
  '...',
  '\r\n',
  '\u0000',
  'é',
  '🤔',
  ' ',
];
const soup = fc.array(fc.oneof(fc.constantFrom(...tokens), fc.string({ maxLength: 3 })), { maxLength: 80 }).map((all) => all.join(''));

/** Every node lies within its parent and in the file. */
const nested = (body: Body, start: number, end: number): void => {
  for (const attribute of body.attributes) {
    expect(attribute.start).toBeGreaterThanOrEqual(start);
    expect(attribute.end).toBeLessThanOrEqual(end);
    expect(attribute.value.start).toBeGreaterThan(attribute.start);
    expect(attribute.value.end).toBeLessThanOrEqual(attribute.end);
  }
  for (const block of body.blocks) {
    expect(block.start).toBeGreaterThanOrEqual(start);
    expect(block.end).toBeLessThanOrEqual(end);
    nested(block.body, block.start, block.end);
  }
};

test('any text is read without a crash, and all offsets are within bounds', () =>
  fc.assert(
    fc.property(soup, (text) => {
      const { body, comments } = parseHcl(file(text));
      nested(body, 0, text.length);
      for (const { start, end } of comments) expect(start).toBeLessThan(end);
    }),
    { numRuns: 3000 },
  ));

test('any text as JSON syntax is read without a crash', () =>
  fc.assert(
    fc.property(fc.oneof(soup, fc.json()), (text) => void parseJsonSyntax({ path: 'a.tf.json', text })),
    { numRuns: 1000 },
  ));

test('any text is evaluated without a crash', () =>
  fc.assert(
    fc.property(
      soup,
      (text) => void readTerraform(textFiles({ 'main.tf': `locals {\n  a = ${text}\n}\nresource "aws_instance" "a" {\n  x = local.a\n}\n${text}` })),
    ),
    { numRuns: 1500 },
  ));

/** A random tree as text. */
const expression: fc.Arbitrary<string> = fc.letrec<{ e: string }>((tie) => ({
  e: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'e' },
    fc.constantFrom('1', '2.5', 'true', 'null', '"s"', 'a', 'a.b', 'var.x', '"x${a}y"'),
    fc.tuple(tie('e'), fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||'), tie('e')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.array(tie('e'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc.array(tie('e'), { maxLength: 3 }).map((items) => `{ ${items.map((item, i) => `k${i} = ${item}`).join(', ')} }`),
    fc.tuple(tie('e'), tie('e'), tie('e')).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
    fc.array(tie('e'), { maxLength: 2 }).map((args) => `f(${args.join(', ')})`),
    tie('e').map((e) => `[for x in ${e} : x]`),
  ),
})).e;

/** The text of a tree, rebuilt from its nodes alone. */
const print = (node: Expression, text: string): string => {
  switch (node.kind) {
    case 'binary':
      return `${print(node.left, text)} ${node.operator} ${print(node.right, text)}`;
    case 'parentheses':
      return `(${print(node.inner, text)})`;
    case 'tuple':
      return `[${node.items.map((item) => print(item, text)).join(', ')}]`;
    case 'object':
      return `{ ${node.items.map((item) => `${print(item.key, text)} = ${print(item.value, text)}`).join(', ')} }`;
    case 'conditional':
      return `${print(node.condition, text)} ? ${print(node.then, text)} : ${print(node.otherwise, text)}`;
    case 'call':
      return `${node.name}(${node.args.map((arg) => print(arg, text)).join(', ')})`;
    case 'for':
      return `[for ${node.value} in ${print(node.collection, text)} : ${print(node.result, text)}]`;
    default:
      return text.slice(node.start, node.end);
  }
};
test('what is printed and read again is the same', () =>
  fc.assert(
    fc.property(expression, (text) => {
      const { expression: first } = parseExpression(file(text));
      if (!first) throw new Error(`not read: ${text}`);
      const printed = print(first, text);
      expect(printed).toBe(text);
      const { expression: second } = parseExpression(file(printed));
      expect(second && short(second)).toBe(short(first));
    }),
    { numRuns: 1000 },
  ));

describe('hostile texts end soon', () =>
  test.for<[string, string]>([
    ['10,000 parentheses', `locals {\n  a = ${'('.repeat(10_000)}1${')'.repeat(10_000)}\n}\n`],
    ['10,000 brackets', `locals {\n  a = ${'['.repeat(10_000)}\n}\n`],
    ['10,000 blocks', `${'a {\n'.repeat(10_000)}`],
    ['10,000 interpolations', `locals {\n  a = ${'"${'.repeat(10_000)}\n}\n`],
    ['100,000 quotes', `locals {\n  a = ${'"'.repeat(100_000)}\n}\n`],
    ['200,000 signs', `locals {\n  a = ${'-'.repeat(200_000)}1\n}\n`],
    ['a line of 5 MB', `locals {\n  a = "${'x'.repeat(5_000_000)}"\n}\n`],
    ['100,000 bad lines', 'a = = 1\n'.repeat(100_000)],
    ['100,000 comments', '# x\n'.repeat(100_000)],
    ['a heredoc of 100,000 lines', `locals {\n  a = <<EOT\n${'x\n'.repeat(100_000)}EOT\n}\n`],
    ['100,000 unclosed comments', '/* '.repeat(100_000)],
  ])('%s', ([, text]) => {
    const started = performance.now();
    parseHcl(file(text));
    expect(performance.now() - started).toBeLessThan(5000);
  }));

describe('hostile values end soon', () =>
  test.for<[string, string, string]>([
    ['setproduct explodes', 'setproduct(range(1000), range(1000), range(1000))', 'tf-evaluation'],
    ['nested for explodes', '[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : [for d in range(1000) : d]]]]', 'tf-evaluation'],
    ['a text doubles', 'join("", [for a in range(1000) : join("", [for b in range(1000) : join("", [for c in range(100) : "xxxxxxxxxx"])])])', 'tf-evaluation'],
    ['a regular expression that backtracks', 'regexall("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")', ''],
    ['a wide format', 'format("%999999d", 1)', 'tf-evaluation'],
    [
      'a YAML bomb',
      'yamldecode("a: &a [x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]")',
      'tf-evaluation',
    ],
    ['a chain of locals', 'local.c0', 'tf-evaluation'],
    ['texts that are long together', '[for i in range(1000) : "${join("", [for j in range(1000) : "xxxxxxxxxxxxxxxxxxxx"])}${i}"]', 'tf-evaluation'],
    ['a template that writes nothing', 'templatefile("t.tftpl", { n = range(1000) })', 'tf-evaluation'],
    ['values that hold others twice', 'local.d40', 'tf-evaluation'],
  ])('%s', ([, text, code]) => {
    const chain = Array.from({ length: 3000 }, (_, i) => `  c${i} = local.c${i + 1}`).join('\n');
    const doubling = Array.from({ length: 40 }, (_, i) => `  d${i + 1} = { a = local.d${i}, b = local.d${i} }`).join('\n');
    const around = text === 'local.c0' ? `${chain}\n  c3000 = 1` : text === 'local.d40' ? `  d0 = {}\n${doubling}` : '';
    const started = performance.now();
    const { diagnostics, blocks } = readTerraform(
      textFiles({
        'main.tf': `locals {\n  q = ${text}\n${around}\n}\nresource "aws_instance" "a" { user_data = local.q }\n`,
        'other/main.tf': 'resource "aws_instance" "b" { ami = join("-", ["ami", 1]) }\n',
        't.tftpl': '%{ for a in n }%{ for b in n }%{ for c in n }%{ endfor }%{ endfor }%{ endfor }',
      }),
    );
    expect(performance.now() - started).toBeLessThan(5000);
    // What is hostile in one root takes nothing from the others.
    expect(blocks.find(({ address }) => address.endsWith('aws_instance.b'))?.attributes['ami']).toMatchObject({ is: 'known', value: 'ami-1' });
    if (code) expect(diagnostics.map((one) => one.code)).toContain(code);
    else expect(diagnostics).toEqual([]);
  }));
