import fc from 'fast-check';
import { expect, test } from 'vitest';
import { awsActions } from '#identity/data/files';
import type { Residual } from '#identity/identity';
import { decideLine, type BatchAnswer } from './batch.ts';
import { pickWith, randomContext, randomOf, randomRequest, randomStatement, type Kind, type Random } from './random-requests.test-support.ts';
import { conditionHolds, referenceDecision, resourceMatches, type PlainDocument, type PlainRequest } from './reference.test-support.ts';

const decided = (request: PlainRequest): BatchAnswer => decideLine(request, awsActions());
const withoutContext = ({ context: _, ...request }: PlainRequest): PlainRequest => request;
/** A seed of a request and one of what is done to it. */
const seeds = [fc.nat(2 ** 31 - 1), fc.nat(2 ** 31 - 1)] as const;
const runs = { numRuns: 1500, seed: 20261125 };
const rank = { 'explicit-deny': 0, 'implicit-deny': 0, 'allow-if': 1, allow: 2 };
const rankOf = ({ decision }: BatchAnswer): number => rank[decision!];

test('the engine equals the slow reference on 100,000 random requests', { timeout: 180_000 }, () => {
  const random = randomOf(1);
  const seen: Record<string, number> = {};
  for (let i = 0; i < 100_000; i++) {
    const request = randomRequest(random);
    const expected = referenceDecision(request);
    const { decision, problems } = decided(request);
    if (decision !== expected || problems !== undefined)
      expect({ i, request, decision, problems }).toEqual({ i, request, decision: expected, problems: undefined });
    seen[expected] = (seen[expected] ?? 0) + 1;
  }
  // The vocabulary meets: no answer is a rarity.
  for (const outcome of ['allow', 'explicit-deny', 'implicit-deny']) expect(seen[outcome]).toBeGreaterThan(10_000);
});

test('what is left over for an unknown context holds exactly when the request with a context is allowed', () => {
  let open = 0;
  fc.assert(
    fc.property(...seeds, (seed, other) => {
      const request = randomRequest(randomOf(seed));
      const answer = decided(withoutContext(request));
      expect(answer.because!.length).toBeGreaterThan(0);
      const random = randomOf(other);
      for (let i = 0; i < 4; i++) {
        const asked = { ...request, context: randomContext(random) };
        const holds = answer.decision === 'allow-if' ? residualHolds(answer.condition!, asked) : answer.decision === 'allow';
        expect({ asked, answer, holds }).toEqual({ asked, answer, holds: referenceDecision(asked) === 'allow' });
      }
      if (answer.decision === 'allow-if') open++;
    }),
    { ...runs, numRuns: 3500 },
  );
  expect(open).toBeGreaterThan(100);
});

const residualHolds = (residual: Residual, request: PlainRequest): boolean => {
  if ('all' in residual) return residual.all.every((one) => residualHolds(one, request));
  if ('any' in residual) return residual.any.some((one) => residualHolds(one, request));
  if ('not' in residual) return !residualHolds(residual.not, request);
  if ('doubt' in residual) throw new Error(residual.doubt);
  if (residual.operator === 'ResourceMatches') return resourceMatches(residual.values[0]!, request);
  return conditionHolds(residual.operator, residual.key, [...residual.values], '2012-10-17', request);
};

/** The documents of a request with their kind; a document can be changed in place. */
const documentsOf = (request: PlainRequest): [Kind, PlainDocument][] => [
  ...request.identityPolicies.map((one): [Kind, PlainDocument] => ['identity', one]),
  ...(request.boundaries ?? []).map((one): [Kind, PlainDocument] => ['boundary', one]),
  ...(request.sessionPolicy ? [['session', request.sessionPolicy] as [Kind, PlainDocument]] : []),
  ...(request.resourcePolicy ? [[request.action === 'sts:AssumeRole' ? 'trust' : 'resource', request.resourcePolicy] as [Kind, PlainDocument]] : []),
  ...(request.scps ?? []).flat().map((one): [Kind, PlainDocument] => ['scp', one]),
  ...(request.rcps ?? []).flat().map((one): [Kind, PlainDocument] => ['rcp', one]),
  ...(request.endpointPolicies ?? []).map((one): [Kind, PlainDocument] => ['endpoint', one]),
];
const withOneMore = (request: PlainRequest, random: Random, effect: 'Allow' | 'Deny'): PlainRequest => {
  const changed = structuredClone(request);
  // Resource control policies of customers deny only.
  const choice = documentsOf(changed).filter(([kind]) => effect === 'Deny' || kind !== 'rcp');
  if (choice.length === 0) return changed;
  const [kind, document] = pickWith(random)(choice);
  document.Statement.splice(Math.floor(random() * (document.Statement.length + 1)), 0, { ...randomStatement(random, kind, 1), Effect: effect });
  return changed;
};

test.for(['with a context', 'without'])('adding a Deny never allows more, %s', (context) => {
  fc.assert(
    fc.property(...seeds, (seed, other) => {
      const request = context === 'without' ? withoutContext(randomRequest(randomOf(seed))) : randomRequest(randomOf(seed));
      const more = withOneMore(request, randomOf(other), 'Deny');
      expect(rankOf(decided(more))).toBeLessThanOrEqual(rankOf(decided(request)));
    }),
    runs,
  );
});

test.for(['with a context', 'without'])('adding an Allow never allows less, %s', (context) => {
  fc.assert(
    fc.property(...seeds, (seed, other) => {
      const request = context === 'without' ? withoutContext(randomRequest(randomOf(seed))) : randomRequest(randomOf(seed));
      const more = withOneMore(request, randomOf(other), 'Allow');
      expect(rankOf(decided(more))).toBeGreaterThanOrEqual(rankOf(decided(request)));
    }),
    runs,
  );
});

test.for(['with a context', 'without'])('the order of statements and policies changes nothing, %s', (context) => {
  fc.assert(
    fc.property(...seeds, (seed, other) => {
      const request = context === 'without' ? withoutContext(randomRequest(randomOf(seed))) : randomRequest(randomOf(seed));
      const random = randomOf(other);
      const shuffled = structuredClone(request);
      for (const [, document] of documentsOf(shuffled)) shuffle(document.Statement, random);
      shuffle(shuffled.identityPolicies, random);
      for (const level of shuffled.scps ?? []) shuffle(level, random);
      expect(decided(shuffled).decision).toBe(decided(request).decision);
    }),
    runs,
  );
});

const shuffle = (list: unknown[], random: Random): void => {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
};
