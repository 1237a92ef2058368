import type { Text } from '#framework/text';
import type { Origin, Place } from './origin.ts';
import type { Literal, Reason } from './value.ts';

export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** `because`: the origins of the facts that decided; a remedy that takes something away takes away these. */
export type Verdict<E> =
  | { readonly is: 'pass'; readonly assumed: boolean }
  | { readonly is: 'fail'; readonly evidence: E; readonly because: readonly Origin[]; readonly assumed: boolean }
  | { readonly is: 'unknown'; readonly why: Reason; readonly because: readonly Origin[] };

/** `cancelled`: a boundary or a Deny takes it away again today. */
export type Lowered = 'not-in-use' | 'cancelled' | 'not-reachable' | 'may-not-exist';

export interface Finding {
  /** Stable across runs and moved lines: control and resource address. */
  readonly id: string;
  readonly control: string;
  /** Number of the resource in the inventory. */
  readonly resource: number;
  readonly severity: Severity;
  /** 0 to 100. */
  readonly priority: number;
  /** Why the priority is below the severity. */
  readonly lowered: Lowered | undefined;
  readonly verdict: Exclude<Verdict<unknown>, { is: 'pass' }>;
  /** Made from the evidence by the control. */
  readonly message: Text;
}

/** One change in one file, in the source's own names. `recreates`: the provider can only carry it out by making the resource anew. */
export type Edit = (
  | { readonly do: 'replace'; readonly at: Place; readonly value: Literal | readonly string[] }
  | { readonly do: 'remove'; readonly at: Place }
  /**
   * Below the block at `at` if `block` is undefined, else in a new resource block of the kind `block` beside it, which names it by its attribute `by`.
   * `path`: nested block names, then the attribute.
   */
  | {
      readonly do: 'add';
      readonly at: Place;
      readonly block: string | undefined;
      readonly by: string | undefined;
      readonly path: readonly string[];
      readonly value: Literal;
    }
) & { readonly recreates?: true };

/** Findings that the same edits remove. Without edits: what a person has to decide, one cause per place and control. */
export interface Cause {
  readonly id: string;
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}
