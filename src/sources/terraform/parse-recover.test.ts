import { describe, expect, test } from 'vitest';
import { positionAt } from '#core/origin';
import { parseHcl } from './parse.ts';
import type { Body } from './syntax.ts';

const read = (text: string) => parseHcl({ path: 'main.tf', text });
/** `block.label(attribute block(...))` */
const outline = (body: Body): string =>
  [
    ...body.attributes.map(({ name }) => name),
    ...body.blocks.map((block) => `${[block.type, ...block.labels.map(({ text }) => text)].join('.')}(${outline(block.body)})`),
  ].join(' ');
/** Code and line of each diagnostic. */
const told = (text: string): string[] => {
  const { file, diagnostics } = read(text);
  return diagnostics.map(({ code, at }) => `${code}:${at ? positionAt(file, at.start).line : 0}`);
};

describe('what stays when something is wrong', () => {
  test.for<[string, string, string, string[]]>([
    ['a bad value', 'r "a" {\n  p = 1\n  q = = 2\n  s = 3\n}\nr "b" {}\n', 'r.a(p s) r.b()', ['hcl-expected-expression:3']],
    ['a bad value of several lines', 'r "a" {\n  q = {\n    x = ]\n  }\n  s = 3\n}\n', 'r.a(s)', ['hcl-expected-expression:3']],
    ['two values on a line', 'r "a" {\n  p = 1 q = 2\n  s = 3\n}\n', 'r.a(p s)', ['hcl-expected-newline:2']],
    ['a comma behind a value', 'r "a" {\n  p = 1,\n  s = 3\n}\n', 'r.a(p s)', ['hcl-expected-newline:2']],
    ['a brace behind a value', 'r "a" {\n  p = 1 }\nr "b" {}\n', 'r.a(p) r.b()', ['hcl-expected-newline:2']],
    ['no value', 'r "a" {\n  p =\n  s = 3\n}\n', 'r.a(s)', ['hcl-expected-expression:2']],
    ['a quoted name', 'r "a" {\n  "p" = 1\n  s = 3\n}\n', 'r.a(s)', ['hcl-expected-name:2']],
    ['an unclosed string', 'r "a" {\n  p = "abc\n  s = 3\n}\nr "b" {}\n', 'r.a(s) r.b()', ['hcl-unclosed-string:2']],
    ['an unclosed interpolation', 'r "a" {\n  p = "${abc"\n  s = 3\n}\nr "b" {}\n', 'r.a(s) r.b()', ['hcl-unclosed-interpolation:2']],
    ['an unclosed list', 'r "a" {\n  p = [1, 2\n  s = 3\n}\nr "b" {}\n', 'r.a(s) r.b()', ['hcl-expected-sign:3']],
    ['an unclosed list at the end of a block', 'r "a" {\n  s = 3\n  p = f([1, 2\n}\nr "b" {}\n', 'r.a(s) r.b()', ['hcl-expected-sign:4']],
    ['braces within strings', 'r "a" {\n  p = = "${a ? "{" : "}"} {"\n  s = 3\n}\n', 'r.a(s)', ['hcl-expected-expression:2']],
    [
      'brackets within comments',
      'r "a" {\n  p = = 1 # {\n  q = = /* { */ 1 // (\n  s = 3\n}\n',
      'r.a(s)',
      ['hcl-expected-expression:2', 'hcl-expected-expression:3'],
    ],
    ['brackets within a heredoc', 'r "a" {\n  p = = <<EOT\n{ ( "\nEOT\n  s = 3\n}\n', 'r.a(s)', ['hcl-expected-expression:2']],
    [
      'an unclosed heredoc',
      'r "a" {\n  s = 3\n  p = <<EOT\n    text\n}\nresource "b" "c" {\n  q = 1\n}\n',
      'r.a(s) resource.b.c(q)',
      ['hcl-unclosed-heredoc:3', 'hcl-expected-block:4'],
    ],
    ['a heredoc at the very end', 'p = 1\nq = <<EOT\nx\nEOT', 'p q', ['hcl-heredoc-at-end:2']],
    ['an unclosed comment', 'p = 1\n/* q = 2\nr = 3\n', 'p r', ['hcl-unclosed-comment:2']],
    [
      'an unclosed block',
      'resource "a" "b" {\n  p = 1\n  c {\n    q = 2\n\nresource "a" "d" {\n  s = 3\n}\n',
      'resource.a.b(p c(q)) resource.a.d(s)',
      ['hcl-unclosed-block:3', 'hcl-unclosed-block:1'],
    ],
    ['an unclosed block at the end', 'r "a" {\n  p = 1\n', 'r.a(p)', ['hcl-unclosed-block:1']],
    ['a stray brace', '}\nr "b" {}\n}\np = 1\n', 'p r.b()', ['hcl-stray-brace:1', 'hcl-stray-brace:3']],
    ['an equals sign before a block', 'r "a" = {\n  p = 1\n}\nr "b" {}\n', 'r.b()', ['hcl-expected-block:1']],
    ['a brace on the next line', 'r "a"\n{\n  p = 1\n}\nr "b" {}\n', 'r.b()', ['hcl-expected-block:1', 'hcl-expected-name:2']],
    ['a computed label', 'r "${a}" {\n  p = 1\n}\nr "b" {}\n', 'r.b()', ['hcl-label:1']],
    ['an argument twice', 'r "a" {\n  p = 1\n  p = 2\n}\n', 'r.a(p)', ['hcl-duplicate:3']],
    ['several arguments on one line', 'r "a" { p = 1, q = 2 }\nr "b" { p = 1 q = 2 }\n', 'r.a(p q) r.b(p q)', ['hcl-one-line-block:1', 'hcl-one-line-block:2']],
    ['a block within a line', 'r "a" { b { p = 1 } }\n', 'r.a(b(p))', ['hcl-one-line-block:1']],
    ['a line that goes on', 'r "a" { p = 1\n  q = 2\n}\n', 'r.a(p q)', ['hcl-one-line-block:1']],
    ['two blocks on a line', 'r "a" {} r "b" {}\nr "c" {}\n', 'r.a() r.c()', ['hcl-expected-newline:1']],
    ['a foreign language', '<html>\n{"a": 1}\np = 1\n', 'p', ['hcl-expected-name:1', 'hcl-expected-name:2']],
    ['a null character', 'p = 1\n\0\nq = 2\n', 'p q', ['hcl-expected-name:2']],
    ['a lone carriage return', 'p = 1\rq = 2\n', 'p', ['hcl-expected-newline:1']],
  ])('%s', ([, text, tree, codes]) => {
    expect(outline(read(text).body)).toBe(tree);
    expect(told(text)).toEqual(codes);
  });

  test('ten arguments, one of them twice', () => {
    const text = Array.from({ length: 10 }, (_, i) => `a${i} = ${i}\n`).join('');
    expect(told(`${text}a9 = 1\na3 = 1\n`)).toEqual(['hcl-duplicate:11', 'hcl-duplicate:12']);
  });

  test('twenty diagnostics at most, and the good rest', () => {
    const { body, diagnostics } = read(`${'a = = 1\n'.repeat(100)}b = 1\n`);
    expect(diagnostics.length).toBe(20);
    expect(outline(body)).toBe('b');
  });

  test('a diagnostic has both languages and a place', () => {
    const [diagnostic] = read('a = "x\n').diagnostics;
    expect(diagnostic).toMatchObject({ code: 'hcl-unclosed-string', severity: 'error', at: { start: 4, end: 6 } });
    expect(diagnostic?.message).toEqual({ en: 'This string is not closed on its line.', ja: '文字列がこの行の中で閉じられていません。' });
    expect(diagnostic?.hint?.en).toContain('heredoc');
  });
});

describe('bounds', () => {
  test.for<[string, string, string]>([
    ['199 brackets are read', `a = ${'['.repeat(199)}1${']'.repeat(199)}\nb = 1\n`, 'a b'],
    ['200 brackets are too deep', `a = ${'['.repeat(200)}1${']'.repeat(200)}\nb = 1\n`, 'b'],
    ['1,000 operators are read', `a = 1${' + 1'.repeat(1000)}\nb = 1\n`, 'a b'],
    ['1,001 operators are too many', `a = 1${' + 1'.repeat(1001)}\nb = 1\n`, 'b'],
    ['1,001 attributes are too many', `a = a${'.b'.repeat(1001)}\nb = 1\n`, 'b'],
    ['10,000 operators in a list of short ones are read', `a = [${'1 + 1, '.repeat(10_000)}]\nb = 1\n`, 'a b'],
    ['chains within chains are too deep', `a = ${'('.repeat(10)}1${`${' + 1'.repeat(200)})`.repeat(10)}\nb = 1\n`, 'b'],
  ])('%s', ([, text, tree]) => expect(outline(read(text).body)).toBe(tree));

  test.for<[string, string]>([
    ['parentheses', `a = ${'('.repeat(100_000)}`],
    ['objects', `a = ${'{a='.repeat(100_000)}`],
    ['blocks', 'a {\n'.repeat(100_000)],
    ['closed blocks', `${'a {\n'.repeat(100_000)}${'}\n'.repeat(100_000)}`],
    ['interpolations', `a = ${'"${'.repeat(100_000)}`],
    ['directives', `a = "${'%{if a}'.repeat(100_000)}"`],
    ['unary operators', `a = ${'-'.repeat(100_000)}1`],
    ['conditions', `a = ${'a?b:'.repeat(100_000)}c`],
    ['splats', `a = a${'[*]'.repeat(100_000)}`],
    ['unclosed quotes', 'a = "\n'.repeat(100_000)],
    ['unclosed heredocs', Array.from({ length: 100_000 }, (_, i) => `a = <<A${i}\n`).join('')],
    ['unclosed comments', 'a = /*\n'.repeat(100_000)],
    ['unclosed brackets closed wrongly', `a = ${'('.repeat(100_000)}${']'.repeat(100_000)}`],
    ['unclosed resources', 'resource "a" "b" {\n  a = [\n'.repeat(50_000)],
    ['one line', `a = [${'"b", { c = d.e[0] }, '.repeat(100_000)}]`],
  ])('%s take time in proportion to their length', ([, text]) => {
    const { body, diagnostics } = read(text);
    expect(diagnostics.length + body.attributes.length + body.blocks.length).toBeGreaterThan(0);
  });
});
