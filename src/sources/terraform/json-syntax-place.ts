import type { Expression, TemplatePart } from './syntax.ts';

/** Where a unit of a decoded text stands in the file. */
export type Offset = (at: number) => number;

/** The same tree with other offsets. */
export const moved = (node: Expression, to: Offset): Expression => {
  const place = { is: 'written', file: node.file, start: to(node.start), end: to(node.end), from: undefined } as const;
  const one = (inner: Expression): Expression => moved(inner, to);
  const maybe = (inner: Expression | undefined): Expression | undefined => inner && moved(inner, to);
  switch (node.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'variable':
      return { ...node, ...place };
    case 'template':
      return { ...node, ...place, parts: movedParts(node.parts, to) };
    case 'tuple':
      return { ...node, ...place, items: node.items.map(one) };
    case 'object':
      return {
        ...node,
        ...place,
        items: node.items.map((item) => ({ ...item, start: to(item.start), end: to(item.end), key: one(item.key), value: one(item.value) })),
      };
    case 'attribute':
      return { ...node, ...place, of: one(node.of) };
    case 'index':
      return { ...node, ...place, of: one(node.of), key: one(node.key) };
    case 'splat':
      return { ...node, ...place, of: one(node.of), steps: node.steps.map((step) => ('attribute' in step ? step : { index: one(step.index) })) };
    case 'call':
      return { ...node, ...place, args: node.args.map(one) };
    case 'unary':
      return { ...node, ...place, operand: one(node.operand) };
    case 'binary':
      return { ...node, ...place, left: one(node.left), right: one(node.right) };
    case 'conditional':
      return { ...node, ...place, condition: one(node.condition), then: one(node.then), otherwise: one(node.otherwise) };
    case 'for': {
      const { collection, resultKey, result, condition } = node;
      return { ...node, ...place, collection: one(collection), resultKey: maybe(resultKey), result: one(result), condition: maybe(condition) };
    }
    case 'parentheses':
      return { ...node, ...place, inner: one(node.inner) };
  }
};

export const movedParts = (parts: readonly TemplatePart[], to: Offset): TemplatePart[] =>
  parts.map((part) => {
    const place = { is: 'written', file: part.file, start: to(part.start), end: to(part.end), from: undefined } as const;
    switch (part.kind) {
      case 'text':
        return { ...part, ...place };
      case 'interpolation':
        return { ...part, ...place, value: moved(part.value, to) };
      case 'template-if':
        return { ...part, ...place, condition: moved(part.condition, to), then: movedParts(part.then, to), otherwise: movedParts(part.otherwise, to) };
      case 'template-for':
        return { ...part, ...place, collection: moved(part.collection, to), body: movedParts(part.body, to) };
    }
  });
