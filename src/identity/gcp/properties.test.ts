import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gcpRoles } from '#identity/data/files';
import type { Outcome } from '../identity.ts';
import { gcpIdentity } from './gcp.ts';
import type { Binding, BoundaryBinding, DenyPolicy, GcpInput } from './input.ts';
import { admin, alice, bucket, folder, instance, organization, other, pool, project, robotPlace, smallOrganization } from './small-organization.ts';

// Grants, denials, boundaries and groups over few names, so that they meet.
const place = fc.constantFrom(organization, folder, project, other, bucket, robotPlace, instance, 'no place', undefined);
const subject = `principal://iam.googleapis.com/${pool}/subject/main`;
const member = fc.constantFrom(
  alice,
  'user:bob@example.com',
  admin,
  'group:g@example.com',
  'group:h@example.com',
  'group:open@example.com',
  'domain:example.com',
  'allUsers',
  'allAuthenticatedUsers',
  'projectOwner:prod-app',
  subject,
  `principalSet://iam.googleapis.com/${pool}/attribute.a/x`,
  `deleted:${alice}?uid=1`,
  'nobody',
);
const condition = fc.constantFrom<Binding['condition']>(
  null,
  null,
  { expression: 'request.path == "/a"' },
  { expression: '!(request.path == "/a") || resource.name.startsWith("projects/_/buckets/data")' },
  { expression: 'resource.matchTag("1000/env", "prod")' },
  { expression: 'request.time < "x"' },
  { expression: 'broken (' },
  { doubt: 'var.condition' },
);
const binding: fc.Arbitrary<Binding> = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd'),
  resource: place,
  role: fc.constantFrom(
    'roles/owner',
    'roles/editor',
    'roles/viewer',
    'roles/storage.objectViewer',
    'roles/iam.serviceAccountTokenCreator',
    'roles/resourcemanager.projectIamAdmin',
    'roles/nowhere',
    undefined,
  ),
  members: fc.option(fc.array(member, { maxLength: 3 }), { nil: undefined, freq: 8 }),
  condition,
});
const principals = fc.array(
  fc.constantFrom(
    'principalSet://goog/public:all',
    'principal://goog/subject/alice@example.com',
    'principalSet://goog/group/g@example.com',
    'principalSet://goog/group/open@example.com',
    'who?',
  ),
  { minLength: 1, maxLength: 2 },
);
const denial: fc.Arbitrary<DenyPolicy> = fc.record({
  id: fc.uuid(),
  attachedTo: fc.constantFrom(organization, folder, project, 'no place', undefined),
  rules: fc.array(
    fc.record({
      principals,
      exceptPrincipals: fc.oneof(fc.constant([]), principals),
      permissions: fc.subarray(
        ['storage.googleapis.com/*.*', 'iam.googleapis.com/serviceAccounts.*', 'cloudresourcemanager.googleapis.com/projects.setIamPolicy'],
        { minLength: 1 },
      ),
      exceptPermissions: fc.constantFrom([], ['storage.googleapis.com/objects.get']),
      condition: fc.constantFrom(null, { expression: 'resource.matchTag("1000/env", "prod")' }, { expression: '(' }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
});
const boundaryBinding: fc.Arbitrary<BoundaryBinding> = fc.record({
  id: fc.constantFrom('x', 'y'),
  policy: fc.constantFrom('p', 'q', 'nowhere'),
  target: fc.constantFrom(`//cloudresourcemanager.googleapis.com/${organization}`, '//cloudresourcemanager.googleapis.com/projects/111', undefined),
  condition: fc.constantFrom(null, { expression: "principal.type == 'iam.googleapis.com/ServiceAccount'" }),
});
const members = fc.subarray([alice, 'user:bob@example.com', 'group:g@example.com', 'group:h@example.com']);
const groups = fc
  .tuple(members, members)
  .map(([a, b]) => [{ email: 'g@example.com', members: a }, { email: 'h@example.com', members: b }, { email: 'open@example.com' }]);
const estate = fc.record({
  bindings: fc.array(binding, { maxLength: 5 }),
  denyPolicies: fc.array(denial, { maxLength: 2 }),
  boundaryBindings: fc.array(boundaryBinding, { maxLength: 1 }),
  groups,
  tags: fc.constantFrom(undefined, [], [{ on: project, key: '1000/env', value: 'prod' }]),
});
const boundaries = [
  { id: 'p', resources: [project] },
  { id: 'q', resources: [other] },
];

const questions = [
  ['storage.objects.get', bucket],
  ['compute.instances.setMetadata', instance],
  ['iam.serviceAccounts.getAccessToken', robotPlace],
  ['resourcemanager.projects.setIamPolicy', project],
] as const;
const identityFor = (input: Partial<GcpInput>) => gcpIdentity(smallOrganization({ boundaries, ...input }), gcpRoles());
const answers = (input: Partial<GcpInput>): Outcome[] => {
  const identity = identityFor(input);
  return questions.flatMap(([action, what]) =>
    [alice, 'user:bob@example.com', admin, subject, 'group:g@example.com', 'allUsers'].map((who) => identity.can(who, action, what).decision),
  );
};
const rank = (outcome: Outcome): number => (outcome === 'allow' ? 2 : outcome === 'allow-if' ? 1 : 0);
const ranks = (input: Partial<GcpInput>): number[] => answers(input).map(rank);

test('a further denial never allows more', () =>
  fc.assert(
    fc.property(estate, denial, (input, more) => {
      const before = ranks(input);
      const after = ranks({ ...input, denyPolicies: [...input.denyPolicies, more] });
      expect(after.every((one, i) => one <= (before[i] ?? 0))).toBe(true);
    }),
    { numRuns: 300 },
  ));

test('a further grant never allows less', () =>
  fc.assert(
    fc.property(estate, binding, (input, more) => {
      const before = ranks(input);
      const after = ranks({ ...input, bindings: [...input.bindings, more] });
      expect(after.every((one, i) => one >= (before[i] ?? 0))).toBe(true);
    }),
    { numRuns: 300 },
  ));

test('a boundary where there is none never allows more', () =>
  fc.assert(
    fc.property(estate, boundaryBinding, (input, more) => {
      const before = ranks({ ...input, boundaryBindings: [] });
      const after = ranks({ ...input, boundaryBindings: [more] });
      expect(after.every((one, i) => one <= (before[i] ?? 0))).toBe(true);
    }),
    { numRuns: 200 },
  ));

test('what is known can only settle what was open', () =>
  fc.assert(
    fc.property(estate, fc.constantFrom('/a', '/b'), (input, value) => {
      const identity = identityFor(input);
      for (const [action, what] of questions) {
        const open = identity.can(alice, action, what).decision;
        const known = identity.can(alice, action, what, { keys: { 'request.path': value }, is: 'partial' }).decision;
        if (open === 'allow' || rank(open) === 0) expect(rank(known)).toBe(rank(open));
      }
    }),
    { numRuns: 200 },
  ));

test('order changes nothing', () =>
  fc.assert(
    fc.property(estate, fc.nat(), (input, seed) => {
      const turn = <T>(list: readonly T[]): T[] => list.map((_, i) => list[(i + seed) % list.length]!).toReversed();
      const ask = (one: Partial<GcpInput>): unknown => {
        const identity = identityFor(one);
        return [
          identity.principals.map(({ id }) => id),
          identity.diagnostics,
          questions.map(([action, what]) => [identity.can(alice, action, what), identity.whoCan(action, what)]),
          identity.escalations().edges,
          [...identity.escalations().becomeAdministrator],
        ];
      };
      const turned = {
        bindings: turn(input.bindings).map((one) => (one.members ? { ...one, members: turn(one.members) } : one)),
        denyPolicies: turn(input.denyPolicies),
        boundaryBindings: turn(input.boundaryBindings),
        groups: turn(input.groups).map((one) => ('members' in one ? { ...one, members: turn(one.members) } : one)),
        tags: input.tags,
      };
      expect(ask(turned)).toEqual(ask(input));
    }),
    { numRuns: 150 },
  ));

test('every chain hangs together and ends in an administrator', () =>
  fc.assert(
    fc.property(estate, (input) => {
      const { administrators, becomeAdministrator, edges } = identityFor(input).escalations();
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
    { numRuns: 100 },
  ));
