import { isFields, isList, type Unknown, type Value } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Statement } from '../facets.ts';
import { gathered } from '../property.ts';
import { doubtfulStatement, statementsOf } from './policy.ts';

/** The statements of inline policies: nested blocks `inline_policy`, and blocks of a kind of their own. */
export const inlineStatements = (own: string) =>
  gathered<Statement>(
    ({ type, attributes }: EvaluatedBlock) => {
      if (type === own) return attributes['policy'] ? read(attributes['policy']) : [];
      const nested = attributes['inline_policy'] ?? attributes['Policies'];
      if (nested?.is !== 'known' || !isList(nested.value)) return [];
      return nested.value.flatMap((one) => {
        const policy = one.is === 'known' && isFields(one.value) ? (one.value['policy'] ?? one.value['PolicyDocument']) : undefined;
        return policy ? read(policy) : [];
      });
    },
    (why: Unknown) => doubtfulStatement(why),
  );
const read = (policy: Value): Statement[] => statementsOf(policy.document ?? policy);
