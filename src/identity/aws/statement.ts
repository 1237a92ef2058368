import type { Written } from '../identity.ts';

/** A policy document as the evaluators read it: lists everywhere, names as the provider spells them. Plain data, so that it goes into a saved assessment. */
export interface PolicyDocument {
  /** `2012-10-17`, or `2008-10-17` (also if it is missing): then `${...}` is literal text. */
  readonly version: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | undefined;
  /** `unknown`: it could allow or deny; nobody may take it for one of them. */
  readonly effect: 'Allow' | 'Deny' | 'unknown';
  readonly actions: Patterns;
  /** Undefined: the statement has no Resource element (trust policies). */
  readonly resources: Patterns | undefined;
  /** Undefined: the statement has no Principal element (identity policies). Members are `*`, or kind and value: `AWS:arn:...`, `Service:ec2.amazonaws.com`. */
  readonly principals: Patterns | undefined;
  readonly conditions: readonly Condition[];
  /** Why the statement as a whole cannot be judged, such as an unknown operator. */
  readonly doubt: string | undefined;
  readonly at: Written | undefined;
}

export interface Patterns {
  /** NotAction, NotResource, NotPrincipal. */
  readonly not: boolean;
  readonly list: readonly string[];
  /** The list has members that nobody knows (a variable without a value): what it does not match may still match. */
  readonly open: string | undefined;
}

export interface Condition {
  /** As written, with its set operator and `IfExists`: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  /** As written; compared without case. */
  readonly key: string;
  readonly values: readonly string[];
  readonly open: string | undefined;
}

/** A document with what people know it by. */
export interface Policy {
  /** ARN of a managed policy; else holder and name. Unique in an account. */
  readonly id: string;
  readonly name: string;
  readonly document: PolicyDocument;
  readonly at: Written | undefined;
}

export type PolicyKind = 'identity' | 'resource' | 'trust' | 'boundary' | 'session' | 'scp' | 'rcp' | 'endpoint';
