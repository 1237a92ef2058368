import { elementName } from './parse-expression.ts';
import type { Body, Expression, SplatStep, TemplatePart } from './syntax.ts';

/** Source text in native syntax that reads as the same tree. Comments, blank lines and the spelling of strings are not kept. */
export const print = (body: Body, indent = ''): string => {
  const items = [
    ...body.attributes.map((attribute) => ({ start: attribute.start, text: `${indent}${attribute.name} = ${printExpression(attribute.value)}\n` })),
    ...body.blocks.map((block) => ({
      start: block.start,
      text: `${indent}${[block.type, ...block.labels.map(({ text }) => quoted(text))].join(' ')} {\n${print(block.body, `${indent}  `)}${indent}}\n`,
    })),
  ];
  return items
    .toSorted((a, b) => a.start - b.start)
    .map(({ text }) => text)
    .join('');
};

/** The text of an expression. */
export const printExpression = (node: Expression): string => {
  switch (node.kind) {
    case 'string':
      return node.heredoc ? heredoc(escaped(node.value, false)) : quoted(node.value);
    case 'template':
      return node.heredoc ? heredoc(heredocParts(node.parts)) : `"${parts(node.parts, true)}"`;
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'variable':
      return node.name;
    case 'tuple':
      return `[${node.items.map(separated).join('')}]`;
    case 'object':
      return `{${node.items.map(({ key, bare, value }) => ` ${bare && key.kind === 'string' ? key.value : printExpression(key)} = ${line(value)}`).join('')}}`;
    case 'attribute':
      return `${printExpression(node.of)}.${node.name}`;
    case 'index':
      return `${printExpression(node.of)}[${printExpression(node.key)}]`;
    case 'splat':
      return `${printExpression(node.of)}${node.full ? '[*]' : '.*'}${node.steps.map((step) => printStep(step, node.full)).join('')}`;
    case 'call':
      return `${node.name}(${node.args.map((arg, i) => `${printExpression(arg)}${i < node.args.length - 1 ? ', ' : node.spread ? '...' : ''}`).join('')})`;
    case 'unary':
      return `${node.operator}${printExpression(node.operand)}`;
    case 'binary':
      return `${printExpression(node.left)} ${node.operator} ${printExpression(node.right)}`;
    case 'conditional':
      return `${printExpression(node.condition)} ? ${printExpression(node.then)} : ${printExpression(node.otherwise)}`;
    case 'for': {
      // A splat within a splat.
      if (node.value === elementName) return `${printExpression(node.collection)}${printExpression(node.result).slice(elementName.length)}`;
      const names = node.key === undefined ? node.value : `${node.key}, ${node.value}`;
      const condition = node.condition ? ` if ${printExpression(node.condition)}` : '';
      const result = `${printExpression(node.result)}${node.group ? '...' : ''}${condition}`;
      const introduction = `for ${names} in ${printExpression(node.collection)} : `;
      return node.resultKey ? `{${introduction}${printExpression(node.resultKey)} => ${result}}` : `[${introduction}${result}]`;
    }
    case 'parentheses':
      return `(${printExpression(node.inner)})`;
  }
};

const separated = (node: Expression): string => `${printExpression(node)}, `;
/** A line of an object; a newline separates as a comma does, and may stand behind a heredoc. */
const line = (node: Expression): string => `${printExpression(node)}\n`;

const printStep = (step: SplatStep, full: boolean): string => {
  if ('attribute' in step) return `.${step.attribute}`;
  return full || step.index.kind !== 'number' ? `[${printExpression(step.index)}]` : `.${step.index.text}`;
};

/** An empty text at the end is a newline that a strip mark took away. */
const heredocParts = (all: readonly TemplatePart[]): string => {
  const last = all.at(-1);
  const text = parts(all, false);
  return last?.kind === 'text' && last.value === '' ? `${text.slice(0, -1)} ~}\n` : text;
};

const parts = (all: readonly TemplatePart[], inQuotes: boolean): string => {
  let text = '';
  for (const part of all) {
    switch (part.kind) {
      case 'text':
        text += escaped(part.value, inQuotes);
        break;
      case 'interpolation':
        text = joined(text, `\${${printExpression(part.value)}}`, inQuotes);
        break;
      case 'template-if':
        text = joined(text, `%{ if ${printExpression(part.condition)} }${parts(part.then, inQuotes)}`, inQuotes);
        if (part.otherwise.length > 0) text = joined(text, `%{ else }${parts(part.otherwise, inQuotes)}`, inQuotes);
        text = joined(text, '%{ endif }', inQuotes);
        break;
      case 'template-for': {
        const names = part.key === undefined ? part.value : `${part.key}, ${part.value}`;
        text = joined(text, `%{ for ${names} in ${printExpression(part.collection)} }${parts(part.body, inQuotes)}`, inQuotes);
        text = joined(text, '%{ endfor }', inQuotes);
      }
    }
  }
  return text;
};

/** A text that ends in `$` right before `${` would read as an escape: it is spelled otherwise, or kept apart by a strip mark. */
const joined = (text: string, sequence: string, inQuotes: boolean): string => {
  const sign = sequence.charAt(0);
  if (!text.endsWith(sign)) return text + sequence;
  return inQuotes ? `${text.slice(0, -1)}${sign === '$' ? '\\u0024' : '\\u0025'}${sequence}` : `${text} ${sign}{~${sequence.slice(2)}`;
};

const quoted = (text: string): string => `"${escaped(text, true)}"`;

/** In quotes the usual signs are escaped, in a heredoc only what would begin a sequence. */
const escaped = (text: string, inQuotes: boolean): string => {
  const sequences = text.replaceAll(/([$%])\{/g, '$1$1{');
  if (!inQuotes) return sequences;
  return sequences.replaceAll(/["\\\n\r\t]/g, (sign) => (sign === '\n' ? '\\n' : sign === '\r' ? '\\r' : sign === '\t' ? '\\t' : `\\${sign}`));
};

/** The marker is a name that stands on no line of its own in the text. */
const heredoc = (text: string): string => {
  const lines = new Set(text.split('\n').map((one) => one.trim()));
  let marker = 'EOT';
  for (let i = 1; lines.has(marker); i++) marker = `EOT${i}`;
  return `<<${marker}\n${text}${marker}\n`;
};
