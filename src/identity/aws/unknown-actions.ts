import type { AwsActions } from '../data/aws-actions.ts';
import type { PolicyDocument } from './statement.ts';

/**
 * The action patterns of a document that fit no action of the data, with their statement. They are told of, not doubted: a misspelt action changes no answer
 * about another one, and the data may be older than the service.
 */
export function* unknownActions({ statements }: PolicyDocument, actions: AwsActions): Generator<readonly [statement: number, pattern: string]> {
  for (const [i, { actions: patterns, doubt }] of statements.entries())
    if (doubt === undefined) for (const pattern of patterns.list) if (pattern.includes(':') && actions.matching(pattern).length === 0) yield [i, pattern];
}
