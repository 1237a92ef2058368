import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from '../identity.ts';
import { azureIdentity } from './azure.ts';
import type { AzureInput, DenyAssignment, RoleAssignment } from './input.ts';
import { container, fewRoles, group, machine, production, root, smallTenant, subscription } from './small-tenant.ts';

// Assignments, denials and groups over few names, so that they meet.
const scope = fc.constantFrom('/', root, production, subscription, group, machine, container, `${subscription}/resourceGroups/other`, 'no scope', undefined);
const principal = fc.constantFrom('alice', 'bob', 'g', 'h', 'open', undefined);
const condition = fc.constantFrom(null, null, "@Request[a] StringEquals 'x'", "!(ActionMatches{'*/write'}) OR Exists @Request[b]", 'broken (', {
  doubt: 'var.condition',
});
const state = fc.constantFrom<RoleAssignment['state']>(
  undefined,
  { is: 'active', until: '2020-01-01T00:00:00Z' },
  { is: 'eligible', activation: { mfa: true, approval: true } },
  { is: 'eligible' },
);
const assignment: fc.Arbitrary<RoleAssignment> = fc.record({
  id: fc.uuid(),
  principal,
  role: fc.constantFrom('Owner', 'Contributor', 'Reader', 'Virtual Machine Contributor', 'Storage Blob Data Reader', 'nowhere', undefined),
  scope,
  condition,
  state,
});
const permissions = fc.constantFrom(
  [{ actions: ['*'] }],
  [{ actions: ['*/action'], notActions: ['Microsoft.Compute/*'] }],
  [{ actions: [], dataActions: ['*'] }],
  [{ actions: ['*'], condition: 'Exists @Request[c]' }],
);
const denial: fc.Arbitrary<DenyAssignment> = fc.record({
  id: fc.uuid(),
  permissions,
  scope: fc.constantFrom('/', subscription, group, machine, container, 'no scope'),
  principals: fc.array(fc.constantFrom('00000000-0000-0000-0000-000000000000', 'alice', 'g', 'open'), { minLength: 1, maxLength: 2 }),
  excludePrincipals: fc.array(fc.constantFrom('alice', 'h', 'open'), { maxLength: 1 }),
  doNotApplyToChildScopes: fc.boolean(),
  condition: fc.constantFrom(null, "@Resource[d] StringEquals 'y'", '('),
});
const members = fc.subarray(['alice', 'bob', 'g', 'h']);
const groups = fc.tuple(members, members).map(([a, b]) => [
  { id: 'g', name: 'G', members: a },
  { id: 'h', name: 'H', members: b },
  { id: 'open', name: 'Open' },
]);
const assignments = fc.array(assignment, { maxLength: 5 });
const denials = fc.array(denial, { maxLength: 2 });
const tenant = fc.record({ assignments, denyAssignments: denials, groups });

const questions = [
  ['Microsoft.Compute/virtualMachines/start/action', machine],
  ['Microsoft.Compute/virtualMachines/write', group],
  ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read', container],
  ['Microsoft.Authorization/roleAssignments/write', subscription],
] as const;
const answers = (input: AzureInput): Outcome[] => {
  const identity = azureIdentity(input, fewRoles);
  return questions.flatMap(([action, what]) => ['alice', 'bob', 'g'].map((who) => identity.can(who, action, what).decision));
};
const rank = (outcome: Outcome): number => (outcome === 'allow' ? 2 : outcome === 'allow-if' ? 1 : 0);
const ranks = (input: AzureInput): number[] => answers(input).map(rank);

test('a further denial never allows more', () =>
  fc.assert(
    fc.property(tenant, denial, (input, more) => {
      const before = ranks(smallTenant(input));
      const after = ranks(smallTenant({ ...input, denyAssignments: [...input.denyAssignments, more] }));
      expect(after.every((one, i) => one <= (before[i] ?? 0))).toBe(true);
    }),
    { numRuns: 300 },
  ));

test('a further assignment never allows less', () =>
  fc.assert(
    fc.property(tenant, assignment, (input, more) => {
      const before = ranks(smallTenant(input));
      const after = ranks(smallTenant({ ...input, assignments: [...input.assignments, more] }));
      expect(after.every((one, i) => one >= (before[i] ?? 0))).toBe(true);
    }),
    { numRuns: 300 },
  ));

test('what is known can only settle what was open', () =>
  fc.assert(
    fc.property(tenant, fc.constantFrom('x', 'z'), (input, value) => {
      const identity = azureIdentity(smallTenant(input), fewRoles);
      for (const [action, what] of questions) {
        const open = identity.can('alice', action, what).decision;
        const known = identity.can('alice', action, what, { keys: { '@Request[a]': value }, is: 'partial' }).decision;
        if (open === 'allow' || rank(open) === 0) expect(rank(known)).toBe(rank(open));
      }
    }),
    { numRuns: 200 },
  ));

test('order changes nothing', () =>
  fc.assert(
    fc.property(tenant, fc.nat(), (input, seed) => {
      const turn = <T>(list: readonly T[]): T[] => list.map((_, i) => list[(i + seed) % list.length]!).toReversed();
      const ask = (one: AzureInput): unknown => {
        const identity = azureIdentity(one, fewRoles);
        return [
          questions.map(([action, what]) => [identity.can('alice', action, what), identity.whoCan(action, what)]),
          identity.escalations().edges,
          identity.permissionsOf('alice'),
        ];
      };
      const turned = {
        assignments: turn(input.assignments),
        denyAssignments: turn(input.denyAssignments),
        groups: turn(input.groups).map((one) => ('members' in one ? { ...one, members: turn(one.members) } : one)),
      };
      expect(ask(smallTenant(turned))).toEqual(ask(smallTenant(input)));
    }),
    { numRuns: 150 },
  ));

test('every chain hangs together and ends in an administrator', () =>
  fc.assert(
    fc.property(tenant, (input) => {
      const identity = azureIdentity(smallTenant(input), fewRoles);
      const { administrators, becomeAdministrator, edges } = identity.escalations();
      for (const [who, chain] of becomeAdministrator) {
        expect(administrators.has(who)).toBe(false);
        expect(chain[0]?.from).toBe(who);
        for (const [i, edge] of chain.entries()) {
          expect(edges).toContain(edge);
          if (i > 0) expect(edge.from).toBe(chain[i - 1]?.to);
        }
        const last = chain.at(-1);
        expect(last && (administrators.has(last.to) || last.widens)).toBe(true);
      }
    }),
    { numRuns: 150 },
  ));
