import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonSyntax } from './json-syntax.ts';
import { parseExpression, parseHcl, parseTemplateText } from './parse.ts';
import { print, printExpression } from './print.ts';

/** All places of a tree lie within the file and within the place around them, and those of a list follow one another. */
const checkPlaces = (node: unknown, start: number, end: number): void => {
  if (Array.isArray(node)) {
    let last = start;
    for (const item of node) {
      checkPlaces(item, start, end);
      if (!isPlace(item)) continue;
      expect(item.start).toBeGreaterThanOrEqual(last);
      last = item.end;
    }
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  let [from, to] = [start, end];
  if (isPlace(node)) {
    expect(node.start).toBeGreaterThanOrEqual(start);
    expect(node.end).toBeLessThanOrEqual(end);
    expect(node.start).toBeLessThanOrEqual(node.end);
    [from, to] = [node.start, node.end];
  }
  for (const [key, value] of Object.entries(node)) if (key !== 'file' && key !== 'from') checkPlaces(value, from, to);
};
const isPlace = (node: unknown): node is { readonly start: number; readonly end: number } =>
  typeof node === 'object' && node !== null && 'start' in node && 'end' in node && typeof node.start === 'number' && typeof node.end === 'number';

/** The tree without places. Empty texts, which strip marks leave behind, have no spelling of their own. */
const bare = (node: unknown): unknown => {
  if (Array.isArray(node))
    return node.filter((item) => !(typeof item === 'object' && item !== null && 'kind' in item && item.kind === 'text' && item.value === '')).map(bare);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).flatMap(([key, value]) => (placeKeys.has(key) ? [] : [[key, bare(value)]])));
};
const placeKeys = new Set(['is', 'file', 'start', 'end', 'from', 'open', 'close']);

const words = [
  'resource',
  '"a"',
  'x',
  '名',
  '=',
  '==',
  '=>',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '"',
  '${',
  '$${',
  '%{',
  '~}',
  '${~',
  '<<EOT\n',
  '<<-E\n',
  'EOT\n',
  'E\n',
  '\n',
  '\r\n',
  ',',
  '.',
  '...',
  '.*',
  '[*]',
  '?',
  ':',
  '::',
  'for',
  'in',
  'if',
  'endif',
  'null',
  '1',
  '1.5',
  '.0',
  '-',
  '!',
  '&&',
  '||',
  '<',
  '#',
  '/*',
  '*/',
  '//',
  '\\',
  '\\n',
  '\u0000',
  '🤔',
  ' ',
  '\t',
  '\ufeff',
];
const soup = fc
  .array(fc.oneof({ arbitrary: fc.constantFrom(...words), weight: 9 }, fc.string({ maxLength: 3, unit: 'binary' })), { maxLength: 60 })
  .map((all) => all.join(''));

test('any text is read, with all places in order', () => {
  fc.assert(
    fc.property(soup, (text) => {
      const file = { path: 'x', text };
      for (const { body, comments, diagnostics } of [
        parseHcl(file),
        parseJsonSyntax(file),
        parseJsonSyntax({ path: 'x', text: JSON.stringify({ locals: { a: text } }) }),
      ]) {
        const { length } = diagnostics[0]?.at?.file.text ?? body.blocks[0]?.file.text ?? text;
        checkPlaces(body.attributes, 0, length);
        checkPlaces(body.blocks, 0, length);
        checkPlaces(comments, 0, length);
        for (const { at } of diagnostics) checkPlaces(at, 0, length);
        expect(diagnostics.length).toBeLessThanOrEqual(20);
      }
      checkPlaces(parseExpression(file).expression, 0, text.length);
      checkPlaces(parseTemplateText(file).parts, 0, text.length);
    }),
    { numRuns: 3000 },
  );
});

test('a broken block does not touch its neighbours', () => {
  const closed = soup.filter((text) => !/["{}[\]()<]|\/\*/.test(text.replaceAll('"a"', '')));
  fc.assert(
    fc.property(closed, (text) => {
      const { body } = parseHcl({ path: 'x', text: `resource "a" "b" {\n  p = 1\n  q = ${text}\n}\nresource "c" "d" {\n  r = 1\n}\n` });
      const names = body.blocks.filter(({ type }) => type === 'resource').map(({ labels }) => labels.map((label) => label.text).join('.'));
      expect(names.slice(0, 1)).toEqual(['a.b']);
      expect(names).toContain('c.d');
    }),
    { numRuns: 1000 },
  );
});

const name = fc.constantFrom('a', 'b-c', '_d', 'été', 'for_each', 'var', 'x1');
const text = fc
  .array(fc.constantFrom('a', ' ', '\n', '\t', '"', '\\', '$', '%', '{', '}', '${', '%{', '~', 'EOT', '名', '#'), { maxLength: 6 })
  .map((all) => all.join(''));
const quoted = (value: string): string =>
  printExpression({ is: 'written', file: { path: '', text: '' }, start: 0, end: 0, from: undefined, kind: 'string', value, heredoc: false });
const { expression } = fc.letrec<{ expression: string; operand: string; step: string; part: string }>((tie) => {
  const expression_ = tie('expression');
  const part = tie('part');
  return {
    expression: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'e', withCrossShrink: true },
      tie('operand'),
      fc.tuple(tie('operand'), fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||'), expression_).map((all) => all.join(' ')),
      fc.tuple(tie('operand'), expression_, expression_).map(([a, b, c]) => `${a} ? ${b} : ${c}`),
    ),
    operand: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'e', withCrossShrink: true },
      fc.constantFrom('1', '2.50', '1e3', 'true', 'false', 'null'),
      name,
      text.map(quoted),
      fc.tuple(name, fc.array(tie('step'), { maxLength: 4 })).map(([root, steps]) => root + steps.join('')),
      fc.array(part, { maxLength: 3 }).map((all) => `"${all.join('')}"`),
      fc
        .tuple(fc.constantFrom('<<EOT\n', '<<-EOT\n  '), fc.array(part, { maxLength: 3 }))
        .map(([open, all]) => `(${open}${all.join('').replaceAll('\\', '/')}\nEOT\n)`),
      fc.tuple(fc.constantFrom('-', '!'), tie('operand')).map((all) => all.join('')),
      expression_.map((inner) => `(${inner})`),
      fc.array(expression_, { maxLength: 3 }).map((all) => `[${all.join(', ')}]`),
      fc
        .array(
          fc.tuple(
            fc.oneof(
              name,
              text.map(quoted),
              expression_.map((inner) => `(${inner})`),
            ),
            expression_,
          ),
          { maxLength: 3 },
        )
        .map((all) => `{${all.map(([key, value]) => `\n${key} = ${value}`).join('')}\n}`),
      fc.tuple(fc.constantFrom('f', 'core::f'), fc.array(expression_, { maxLength: 3 })).map(([called, args]) => `${called}(${args.join(', ')})`),
      fc.tuple(name, expression_).map(([called, last]) => `${called}(${last}...)`),
      fc.tuple(expression_, expression_).map(([list, result]) => `[for i, x in ${list} : ${result}]`),
      fc
        .tuple(expression_, expression_, expression_, expression_)
        .map(([map, key, value, condition]) => `{for k in ${map} : ${key} => ${value}... if ${condition}}`),
    ),
    step: fc.oneof(
      name.map((one) => `.${one}`),
      fc.constantFrom('.0', '[*]', '.*'),
      expression_.map((key) => `[${key}]`),
    ),
    part: fc.oneof(
      { maxDepth: 5, depthIdentifier: 'e' },
      text.map((value) => quoted(value).slice(1, -1)),
      fc.tuple(fc.constantFrom('${', '${~'), expression_, fc.constantFrom('}', '~}')).map((all) => all.join('')),
      fc.tuple(expression_, part, part).map(([condition, then, otherwise]) => `%{ if ${condition} ~}${then}%{ else }${otherwise}%{~ endif }`),
      fc.tuple(expression_, part).map(([list, body]) => `%{ for k, v in ${list} }${body}%{ endfor }`),
    ),
  };
});
const item = fc.letrec<{ item: string }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'i' },
    fc.tuple(fc.uuid(), expression).map(([suffix, value]) => `a${suffix} = ${value}\n`),
    fc
      .tuple(name, fc.array(text.map(quoted), { maxLength: 2 }), fc.array(tie('item'), { maxLength: 3 }))
      .map(([type, labels, items]) => `${[type, ...labels].join(' ')} {\n${items.join('')}}\n`),
  ),
})).item;

test('what is printed reads as the same tree', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(item, { maxLength: 4 }), (items) => {
      const file = { path: 'x', text: items.join('') };
      const { body, diagnostics } = parseHcl(file);
      checkPlaces(
        [body.attributes, body.blocks].flat().toSorted((a, b) => a.start - b.start),
        0,
        file.text.length,
      );
      // Labels may hold no sequence, and `.*.*` is none.
      if (diagnostics.length > 0) return;
      read++;
      const again = parseHcl({ path: 'x', text: print(body) });
      expect(again.diagnostics).toEqual([]);
      expect(bare(again.body)).toEqual(bare(body));
    }),
    { numRuns: 1500 },
  );
  expect(read).toBeGreaterThan(750);
});
