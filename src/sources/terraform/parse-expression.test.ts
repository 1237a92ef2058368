import { describe, expect, test } from 'vitest';
import { parseExpression, parseTemplateText } from './parse.ts';
import type { Expression, TemplatePart } from './syntax.ts';

const file = (text: string) => ({ path: 'main.tf', text });

/** The tree in short, operators first. */
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
    case 'template':
      return `(template${node.parts.map(shortPart).join('')})`;
    case 'tuple':
      return `[${node.items.map(short).join(' ')}]`;
    case 'object':
      return `{${node.items.map(({ key, bare, value }) => `${bare && key.kind === 'string' ? key.value : short(key)}=${short(value)}`).join(' ')}}`;
    case 'variable':
      return node.name;
    case 'attribute':
      return `(. ${short(node.of)} ${node.name})`;
    case 'index':
      return `(at ${short(node.of)} ${short(node.key)})`;
    case 'splat':
      return `(${node.full ? '[*]' : '.*'} ${short(node.of)}${node.steps.map((step) => ('attribute' in step ? ` .${step.attribute}` : ` ${short(step.index)}`)).join('')})`;
    case 'call':
      return `(${[node.name, ...node.args.map(short)].join(' ')}${node.spread ? ' ...' : ''})`;
    case 'unary':
      return `(${node.operator} ${short(node.operand)})`;
    case 'binary':
      return `(${node.operator} ${short(node.left)} ${short(node.right)})`;
    case 'conditional':
      return `(? ${short(node.condition)} ${short(node.then)} ${short(node.otherwise)})`;
    case 'for': {
      const names = node.key === undefined ? node.value : `${node.key},${node.value}`;
      const key = node.resultKey ? ` ${short(node.resultKey)} =>` : '';
      const condition = node.condition ? ` if ${short(node.condition)}` : '';
      return `(for ${names} ${short(node.collection)}${key} ${short(node.result)}${node.group ? ' ...' : ''}${condition})`;
    }
    case 'parentheses':
      return `(() ${short(node.inner)})`;
  }
};
const shortPart = (part: TemplatePart): string => {
  switch (part.kind) {
    case 'text':
      return ` ${JSON.stringify(part.value)}`;
    case 'interpolation':
      return ` ${short(part.value)}`;
    case 'template-if':
      return ` (if ${short(part.condition)}${part.then.map(shortPart).join('')}${part.otherwise.length === 0 ? '' : ` else${part.otherwise.map(shortPart).join('')}`})`;
    case 'template-for':
      return ` (for ${part.key === undefined ? part.value : `${part.key},${part.value}`} ${short(part.collection)}${part.body.map(shortPart).join('')})`;
  }
};
const read = (text: string): string => {
  const { expression, diagnostics } = parseExpression(file(text));
  return [...(expression ? [short(expression)] : []), ...diagnostics.map(({ code }) => code)].join(' ');
};

describe('numbers, names and literals', () => {
  test.for<[string, string]>([
    ['1', '1'],
    ['1.5', '1.5'],
    ['1e3', '1e3'],
    ['1.e5', '1.e5'],
    ['2E-7', '2E-7'],
    ['007', '007'],
    ['1.10', '1.10'],
    ['10.0.0.0', 'hcl-bad-number'],
    ['1.5.', 'hcl-expected-name'],
    ['1e', 'hcl-unexpected'],
    ['0x10', 'hcl-unexpected'],
    ['true', 'true'],
    ['null', 'null'],
    ['a-b', 'a-b'],
    ['_a', '_a'],
    ['名前', '名前'],
    ['été', 'été'],
    ['for', 'for'],
    ['a1-', 'a1-'],
    ['-1', '(- 1)'],
    ['- 1', '(- 1)'],
    ['"\u30ab\u3099"', '"\u30ac"'],
  ])('%j', ([text, tree]) => expect(read(text)).toBe(tree));
});

describe('operators', () => {
  test.for<[string, string]>([
    ['1 + 2 * 3', '(+ 1 (* 2 3))'],
    ['1 - 2 - 3', '(- (- 1 2) 3)'],
    ['1 * 2 + 3', '(+ (* 1 2) 3)'],
    ['a || b && c', '(|| a (&& b c))'],
    ['a && b || c', '(|| (&& a b) c)'],
    ['a == b && c != d', '(&& (== a b) (!= c d))'],
    ['a == b != c', '(!= (== a b) c)'],
    ['a < b == c >= d', '(== (< a b) (>= c d))'],
    ['a <= b + 1', '(<= a (+ b 1))'],
    ['a % b / c', '(/ (% a b) c)'],
    ['!a && b', '(&& (! a) b)'],
    ['-a.b + 1', '(+ (- (. a b)) 1)'],
    ['!-a.b', '(! (- (. a b)))'],
    ['!!a', '(! (! a))'],
    ['(a || b) && c', '(&& (() (|| a b)) c)'],
    ['a-b', 'a-b'],
    ['a - b', '(- a b)'],
    ['a -b', '(- a b)'],
    ['a ? b : c', '(? a b c)'],
    ['a?b:c?d:e', '(? a b (? c d e))'],
    ['a ? b ? c : d : e', '(? a (? b c d) e)'],
    ['a == 1 ? b : c', '(? (== a 1) b c)'],
    ['(a\n+ b)', '(() (+ a b))'],
    ['a/b // c', '(/ a b)'],
    ['a /* b */ * c', '(* a c)'],
    ['1 +', 'hcl-expected-expression'],
    ['1 2', 'hcl-unexpected'],
    ['a = b', 'hcl-unexpected'],
    ['a ? b', 'hcl-expected-sign'],
    ['a ? b :: c', 'hcl-expected-sign'],
    ['a & b', 'hcl-unexpected'],
    ['a ** b', 'hcl-expected-expression'],
    ["'a'", 'hcl-expected-expression'],
  ])('%j', ([text, tree]) => expect(read(text)).toBe(tree));
});

describe('steps', () => {
  test.for<[string, string]>([
    ['a.b.c', '(. (. a b) c)'],
    ['a. b', '(. a b)'],
    ['(a\n.b)', '(() (. a b))'],
    ['a.for', '(. a for)'],
    ['a[0][1]["k"][b]', '(at (at (at (at a 0) 1) "k") b)'],
    ['a [0]', '(at a 0)'],
    ['a[\n0\n]', '(at a 0)'],
    ['a[true]', '(at a true)'],
    ['a["x${b}"]', '(at a (template "x" b))'],
    ['a.0.b', '(. (at a 0) b)'],
    ['a.0.1', '(at (at a 0) 1)'],
    ['a.0', '(at a 0)'],
    ['f(x).b[0]', '(at (. (f x) b) 0)'],
    ['[1][0]', '(at [1] 0)'],
    ['{a = 1}.a', '(. {a=1} a)'],
    ['(a).b', '(. (() a) b)'],
    ['"x".y', '(. "x" y)'],
    ['a.*.b.c', '(.* a .b .c)'],
    ['a.*.b[0]', '(at (.* a .b) 0)'],
    ['a.*.b.0.c[1]', '(at (.* a .b 0 .c) 1)'],
    ['a.b.*', '(.* (. a b))'],
    ['a[*]', '([*] a)'],
    ['a[*].b[0].c', '([*] a .b 0 .c)'],
    ['a[*][0]', '([*] a 0)'],
    ['a[*].b[c]', '([*] a .b c)'],
    ['a[ * ].b', '([*] a .b)'],
    ['a[*].b[*].c', '(for * ([*] a) ([*] (. * b) .c))'],
    ['a[*].b.*.c[0]', '(for * ([*] a) (at (.* (. * b) .c) 0))'],
    ['a[*][*][*]', '(for * ([*] a) (for * ([*] *) ([*] *)))'],
    ['a.*.b[*].c', '([*] (.* a .b) .c)'],
    ['a.*.*', 'hcl-expected-name'],
    ['a..b', 'hcl-unexpected'],
    ['a.', 'hcl-expected-name'],
    ['a[', 'hcl-expected-expression'],
    ['a[]', 'hcl-expected-expression'],
    ['a[1', 'hcl-expected-sign'],
    ['a[*', 'hcl-expected-sign'],
    ['a."b"', 'hcl-expected-name'],
  ])('%j', ([text, tree]) => expect(read(text)).toBe(tree));
});

describe('calls', () => {
  test.for<[string, string]>([
    ['f()', '(f)'],
    ['f(1, a)', '(f 1 a)'],
    ['f(1,)', '(f 1)'],
    ['f(a...)', '(f a ...)'],
    ['f(1, a...)', '(f 1 a ...)'],
    ['f (1)', '(f 1)'],
    ['f(\n  1,\n  2\n)', '(f 1 2)'],
    ['a::b::f(1...)', '(a::b::f 1 ...)'],
    ['provider::aws::arn_parse(x).region', '(. (provider::aws::arn_parse x) region)'],
    ['f(g(h()))', '(f (g (h)))'],
    ['f(,)', 'hcl-expected-expression'],
    ['f(1 2)', 'hcl-expected-sign'],
    ['f(a..., b)', 'hcl-expected-sign'],
    ['f(', 'hcl-expected-expression'],
    ['a::b', 'hcl-expected-sign'],
    ['a::(1)', 'hcl-expected-name'],
  ])('%j', ([text, tree]) => expect(read(text)).toBe(tree));
});

describe('collections', () => {
  test.for<[string, string]>([
    ['[]', '[]'],
    ['[1, 2,]', '[1 2]'],
    ['[\n  1, # one\n  2, // two\n  /* three */\n]', '[1 2]'],
    ['[,]', 'hcl-expected-expression'],
    ['[1 2]', 'hcl-expected-sign'],
    ['[1', 'hcl-expected-sign'],
    ['{}', '{}'],
    ['{\n}', '{}'],
    ['{ a = 1 }', '{a=1}'],
    ['{ a = 1, b : 2 }', '{a=1 b=2}'],
    ['{\n  a = 1\n  "b" = 2\n\n  c : 3,\n}', '{a=1 "b"=2 c=3}'],
    ['{ (a) = 1 }', '{(() a)=1}'],
    ['{ (a).b = 1 }', '{(. (() a) b)=1}'],
    ['{ "x${a}" = 1 }', '{(template "x" a)=1}'],
    ['{ 1 = 2 }', '{1=2}'],
    ['{ true = 1, null : 2 }', '{true=1 null=2}'],
    ['{ a.b = 1 }', '{(. a b)=1}'],
    ['{ a + b = 1 }', '{(+ a b)=1}'],
    ['{ f(x) = 1 }', '{(f x)=1}'],
    ['{ a ? b : c = 1 }', '{(? a b c)=1}'],
    ['{ a-b = 1 }', '{a-b=1}'],
    ['{ a = [\n1,\n2] }', '{a=[1 2]}'],
    ['([{ a = 1\nb = 2 }])', '(() [{a=1 b=2}])'],
    ['{ a = 1 b = 2 }', 'hcl-expected-item-end'],
    ['{ a = 1,, b = 2 }', 'hcl-expected-expression'],
    ['{ a =\n1 }', 'hcl-expected-expression'],
    ['{ a\n= 1 }', 'hcl-expected-equals'],
    ['{ a == 1 }', 'hcl-expected-equals'],
    ['{ a => 1 }', 'hcl-expected-equals'],
    ['{ a :: 1 }', 'hcl-expected-name'],
    ['{ a }', 'hcl-expected-equals'],
    ['{ a = 1', 'hcl-expected-item-end'],
  ])('%j', ([text, tree]) => expect(read(text)).toBe(tree));
});

describe('for expressions', () => {
  test.for<[string, string]>([
    ['[for x in l : x]', '(for x l x)'],
    ['[for x in l : x if x > 1]', '(for x l x if (> x 1))'],
    ['[for i, x in l : i]', '(for i,x l i)'],
    ['{for k, v in m : k => v}', '(for k,v m k => v)'],
    ['{for k, v in m : k => v... if v}', '(for k,v m k => v ... if v)'],
    ['{\n  # c\n  for k in m :\n  k => 1\n}', '(for k m k => 1)'],
    ['[for x in [for y in z : y] : x]', '(for x (for y z y) x)'],
    ['[for x in l : { a = x }]', '(for x l {a=x})'],
    ['{for k, v in m : k.a => v.b[0]}', '(for k,v m (. k a) => (at (. v b) 0))'],
    ['{ for = 1 }', 'hcl-expected-name'],
    ['{ for-each = 1 }', '{for-each=1}'],
    ['{ "for" = 1 }', '{"for"=1}'],
    ['[for]', 'hcl-expected-name'],
    ['[for x l : x]', 'hcl-expected-in'],
    ['[for x in l x]', 'hcl-expected-sign'],
    ['{for x in l : x}', 'hcl-expected-arrow'],
    ['[for x in l : x => x]', 'hcl-unexpected'],
    ['[for x in l : x y]', 'hcl-expected-sign'],
    ['[for x, in l : x]', 'hcl-expected-in'],
  ])('%j', ([text, tree]) => expect(read(text)).toBe(tree));
});

describe('strings', () => {
  test.for<[string, string]>([
    ['""', '""'],
    ['"a b"', '"a b"'],
    ['"\\n\\r\\t\\"\\\\"', '"\\n\\r\\t\\"\\\\"'],
    ['"\\u00e9\\U0001F600"', '"é😀"'],
    ['"\\ud83d"', 'hcl-bad-escape'],
    ['"\\U00110000"', 'hcl-bad-escape'],
    ['"\\u00g0"', 'hcl-bad-escape'],
    ['"\\q"', 'hcl-bad-escape'],
    ['"\\', 'hcl-bad-escape'],
    ['"a', 'hcl-unclosed-string'],
    ['"a\nb"', 'hcl-unclosed-string'],
    ['"a\u0000b"', '"a\\u0000b"'],
    ['"$"', '"$"'],
    ['"$$"', '"$$"'],
    ['"$5"', '"$5"'],
    ['"100%"', '"100%"'],
    ['"$${a} %%{b}"', '"${a} %{b}"'],
    ['"$$${a}"', '"$${a}"'],
    ['"$$$${a}"', '"$$${a}"'],
    ['"%%x"', '"%%x"'],
  ])('%j', ([text, tree]) => expect(read(text)).toBe(tree));
});

describe('templates', () => {
  test.for<[string, string]>([
    ['"${a}"', '(template a)'],
    ['"x${a}y"', '(template "x" a "y")'],
    ['"${a}${b}"', '(template a b)'],
    ['"${"${a}"}"', '(template (template a))'],
    ['"${f("x", "}")}"', '(template (f "x" "}"))'],
    ['"${ {a = 1}.a }"', '(template (. {a=1} a))'],
    ['"${\n  a\n}"', '(template a)'],
    ['"${a /* } */}"', '(template a)'],
    ['"a ${~ b ~} c"', '(template "a" b "c")'],
    ['"${a ~} "', '(template a "")'],
    ['"\\n ${~ a ~}\\n x"', '(template "" a "x")'],
    ['"%{ if a }b%{ else }c%{ endif }"', '(template (if a "b" else "c"))'],
    ['"%{if a}${b}%{endif}"', '(template (if a b))'],
    ['"%{ if a ~} b %{~ else ~} c %{~ endif }"', '(template (if a "b" else "c"))'],
    ['"%{ for k, v in m }${k}%{ endfor }"', '(template (for k,v m k))'],
    ['"%{for x in l}%{if x}y%{endif}%{endfor}"', '(template (for x l (if x "y")))'],
    ['"${}"', 'hcl-expected-expression'],
    ['"${a"', 'hcl-unclosed-interpolation'],
    ['"${a b}"', 'hcl-unclosed-interpolation'],
    ['"${a', 'hcl-unclosed-interpolation'],
    ['"%{ if a }"', 'hcl-unclosed-directive'],
    ['"%{ endif }"', 'hcl-stray-directive'],
    ['"%{ if a }%{ else }%{ else }%{ endif }"', 'hcl-stray-directive'],
    ['"%{ for x in l }%{ endif }"', 'hcl-stray-directive'],
    ['"%{ while a }"', 'hcl-bad-directive'],
    ['"%{ for x }%{ endfor }"', 'hcl-expected-in'],
    ['"%{ else }"', 'hcl-stray-directive'],
  ])('%j', ([text, tree]) => expect(read(text)).toBe(tree));
});

describe('heredocs', () => {
  test.for<[string, string]>([
    ['<<EOT\na\n  b\nEOT\n', '"a\\n  b\\n"'],
    ['<<EOT\nEOT\n', '""'],
    ['<<EOT\n\nEOT\n', '"\\n"'],
    ['<<EOT\na ${b} $${c} \\n "q"\nEOT\n', '(template "a " b " ${c} \\\\n \\"q\\"\\n")'],
    ['<<EOT\ncost $\n100%\nEOT\n', '"cost $\\n100%\\n"'],
    ['<<EOT\na\n  EOT  \n', '"a\\n"'],
    ['<<EOT\nEOT x\nEOT\n', '"EOT x\\n"'],
    ['<<EOT\n${a}\nEOT\n', '(template a "\\n")'],
    ['<<EOT\n${"<<X"} EOT\nEOT\n', '(template "<<X" " EOT\\n")'],
    ['<<EOT\r\na\r\nEOT\r\n', '"a\\r\\n"'],
    ['<<-EOT\n    a\n      b\n\n   \n    c\n  EOT\n', '"a\\n  b\\n\\n   \\nc\\n"'],
    ['<<-EOT\n\ta\n\t\tb\nEOT\n', '"a\\n\\tb\\n"'],
    ['<<-EOT\n  ${a}\n    b\n  EOT\n', '(template "" a "\\n  b\\n")'],
    ['<<-EOT\n${a}\n    b\n  EOT\n', '(template a "\\n    b\\n")'],
    ['<<-EOT\n    a\n      ${b}\n    %{ if c ~}\n   d\n    %{ endif ~}\n  e\n  EOT\n', '(template "a\\n  " b "\\n" (if c "   d\\n") "  e\\n")'],
    ['<<EOT\n  ${~ a ~}\n  b\nEOT\n', '(template "" a "  b\\n")'],
    ['<<EOT\n%{ for x in l ~}\n- ${x}\n%{ endfor ~}\nEOT\n', '(template (for x l "- " x "\\n") "")'],
    ['[<<A\nx\nA\n, 1]', '["x\\n" 1]'],
    ['f(<<A\nx\nA\n)', '(f "x\\n")'],
    ['<<EOT\na\nEOT', '"a\\n" hcl-heredoc-at-end'],
    ['<<EOT\na\n', 'hcl-unclosed-heredoc'],
    ['<<EOT \na\nEOT\n', 'hcl-bad-heredoc'],
    ['<<\nEOT\n', 'hcl-bad-heredoc'],
    ['<<-EOT', 'hcl-bad-heredoc'],
    ['<<EOT\n${\nEOT\n', 'hcl-unclosed-interpolation'],
  ])('%j', ([text, tree]) => expect(read(text)).toBe(tree));
});

describe('texts that are templates as a whole', () => {
  test.for<[string, string]>([
    ['', ''],
    ['a', '"a"'],
    ['${a}', 'a'],
    ['a $${b} ${c}\n', '"a ${b} " c "\\n"'],
    ['  ${~ a ~}\n\n  x\n', '"" a "\\n  x\\n"'],
    ['a\r\nb', '"a\\r\\nb"'],
    ['"${a}" \\n', '"\\"" a "\\" \\\\n"'],
    ['%{ for x in l ~}\n${x}\n%{ endfor ~}\n', '(for x l "" x "\\n") ""'],
    ['${a', 'hcl-unclosed-interpolation'],
    ['%{ if a }', 'hcl-unclosed-directive'],
  ])('%j', ([text, tree]) => {
    const { parts, diagnostics } = parseTemplateText(file(text));
    expect([...parts.map(shortPart), ...diagnostics.map(({ code }) => code)].join('').trim()).toBe(tree);
  });
});
