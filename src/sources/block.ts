import type { Place } from '#core/origin';
import type { Fields, Unknown } from '#core/value';

export type Format = 'terraform' | 'cloudformation' | 'arm' | 'cloud-asset';

/**
 * One resource as a source hands it over: evaluated, but still under the source's own names.
 * Nested blocks are lists of fields among the attributes. `calls` is the chain of module calls, outermost first.
 */
export interface EvaluatedBlock {
  readonly format: Format;
  /** With module path and instance keys: `module.a["x"].aws_s3_bucket.b[0]`. */
  readonly address: string;
  readonly type: string;
  /** The whole block in its file. */
  readonly place: Place;
  /** Stands for account and region: provider configuration and, where known, the region. */
  readonly scope: string;
  /** Major version of the provider (Terraform) or of the API (ARM); undefined when the code does not pin it. */
  readonly version: number | undefined;
  readonly attributes: Fields;
  readonly calls: readonly Place[];
  /** Set when `count` or `for_each` is not known: it may exist never, once or many times. */
  readonly maybe: Unknown | undefined;
}

/** A block that does not exist because its `count` is 0 or its `for_each` is empty, with the place that says so. */
export interface WithheldBlock {
  readonly address: string;
  readonly type: string;
  readonly place: Place;
  readonly because: Place | undefined;
}
