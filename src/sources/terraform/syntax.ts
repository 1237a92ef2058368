import type { Place, SourceFile } from '#core/origin';
import type { Diagnostic } from '#core/diagnostic';

/** The syntax tree of one file. Every node is a place: `file`, `start` and `end` (UTF-16 offsets, end exclusive), `from` undefined. */
export interface ParsedFile {
  readonly file: SourceFile;
  readonly body: Body;
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

/** `name = value`; the place spans both. */
export interface Attribute extends Place {
  readonly name: string;
  readonly value: Expression;
}

/** The place spans from the first letter of the type to the closing brace. */
export interface Block extends Place {
  readonly type: string;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** Offset of `{` and of `}`. In JSON syntax those of the object. */
  readonly open: number;
  readonly close: number;
}

export interface Label extends Place {
  readonly text: string;
}

export interface Comment {
  readonly start: number;
  readonly end: number;
}

export type Expression =
  | StringNode
  | NumberNode
  | BooleanNode
  | NullNode
  | Template
  | Tuple
  | ObjectNode
  | Variable
  | GetAttribute
  | Index
  | Splat
  | Call
  | Unary
  | Binary
  | Conditional
  | For
  | Parentheses;

/** A quoted string or heredoc without any interpolation or directive; `value` is decoded. */
export interface StringNode extends Place {
  readonly kind: 'string';
  readonly value: string;
  readonly heredoc: boolean;
}
/** `text` as written, such as `1.10` or `1e3`. */
export interface NumberNode extends Place {
  readonly kind: 'number';
  readonly text: string;
}
export interface BooleanNode extends Place {
  readonly kind: 'boolean';
  readonly value: boolean;
}
export interface NullNode extends Place {
  readonly kind: 'null';
}
/** A quoted string or heredoc with interpolations or directives. Strip marks (`~`) and heredoc indentation are already applied to the text parts. */
export interface Template extends Place {
  readonly kind: 'template';
  readonly parts: readonly TemplatePart[];
  readonly heredoc: boolean;
}
export type TemplatePart = TemplateText | TemplateInterpolation | TemplateIf | TemplateFor;
export interface TemplateText extends Place {
  readonly kind: 'text';
  readonly value: string;
}
export interface TemplateInterpolation extends Place {
  readonly kind: 'interpolation';
  readonly value: Expression;
}
export interface TemplateIf extends Place {
  readonly kind: 'template-if';
  readonly condition: Expression;
  readonly then: readonly TemplatePart[];
  readonly otherwise: readonly TemplatePart[];
}
export interface TemplateFor extends Place {
  readonly kind: 'template-for';
  readonly key: string | undefined;
  readonly value: string;
  readonly collection: Expression;
  readonly body: readonly TemplatePart[];
}
export interface Tuple extends Place {
  readonly kind: 'tuple';
  readonly items: readonly Expression[];
}
/** A bare name as key (`a = 1`) is a StringNode with `bare: true`; `(expr) = 1` is a Parentheses; `"${x}" = 1` a Template. */
export interface ObjectNode extends Place {
  readonly kind: 'object';
  readonly items: readonly ObjectItem[];
}
export interface ObjectItem extends Place {
  readonly key: Expression;
  /** The key is a bare name, taken literally: `a = 1`. Then `key` is a StringNode. */
  readonly bare: boolean;
  readonly value: Expression;
}
/** The root of a traversal: `var`, `local`, `aws_s3_bucket`, `each`, or the name that a `for` introduces. */
export interface Variable extends Place {
  readonly kind: 'variable';
  readonly name: string;
}
/** `of.name` (also the legacy `of.0`, which is an Index with a NumberNode instead). */
export interface GetAttribute extends Place {
  readonly kind: 'attribute';
  readonly of: Expression;
  readonly name: string;
}
export interface Index extends Place {
  readonly kind: 'index';
  readonly of: Expression;
  readonly key: Expression;
}
/**
 * `of[*].a[0].b` (`full`: all following steps, indexes too, apply to each element) and `of.*.a.b` (attribute steps only; an index after it is an Index
 * around the splat). `each` is evaluated per element with `element` standing for it.
 */
export interface Splat extends Place {
  readonly kind: 'splat';
  readonly of: Expression;
  readonly full: boolean;
  readonly steps: readonly SplatStep[];
}
export type SplatStep = { readonly attribute: string } | { readonly index: Expression };
export interface Call extends Place {
  readonly kind: 'call';
  /** With namespaces: `core::abs`, `provider::aws::arn_parse`. */
  readonly name: string;
  readonly args: readonly Expression[];
  /** The last argument is spread: `max(var.list...)`. */
  readonly spread: boolean;
}
export interface Unary extends Place {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operand: Expression;
}
export interface Binary extends Place {
  readonly kind: 'binary';
  readonly operator: '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';
  readonly left: Expression;
  readonly right: Expression;
}
export interface Conditional extends Place {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}
/** `[for key, value in collection : result if condition]`, or with braces `{for ... : resultKey => result...}`. */
export interface For extends Place {
  readonly kind: 'for';
  readonly key: string | undefined;
  readonly value: string;
  readonly collection: Expression;
  /** Set for an object. */
  readonly resultKey: Expression | undefined;
  readonly result: Expression;
  readonly condition: Expression | undefined;
  /** `=> v...` */
  readonly group: boolean;
}
export interface Parentheses extends Place {
  readonly kind: 'parentheses';
  readonly inner: Expression;
}
