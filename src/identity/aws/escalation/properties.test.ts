import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { account, roleArn, smallAccount, userArn, type SmallAccount, type Words } from './small-account.ts';

/** Small accounts of all kinds: whatever is taken from a principal, nobody gains. */
const action = fc.constantFrom(
  'iam:PassRole',
  'lambda:CreateFunction',
  'lambda:InvokeFunction',
  'lambda:UpdateFunctionCode',
  'iam:PutUserPolicy',
  'iam:CreateAccessKey',
  'iam:AddUserToGroup',
  'iam:AttachRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'sts:AssumeRole',
  'iam:*',
  '*',
);
const resource = fc.constantFrom('*', userArn('u0'), userArn('u1'), roleArn('r0'), roleArn('r1'), `arn:aws:iam::${account}:group/g`);
const statement = fc.record({ Action: action, Resource: resource }).map((one): Words => one);
const statements = fc.array(statement, { maxLength: 4 });
const trust = fc.constantFrom('lambda', 'ec2', account, userArn('u0'), roleArn('r0'));
const accounts = fc
  .record({ u0: statements, u1: statements, r0: statements, r1: statements, g: statements, t0: trust, t1: trust })
  .map(({ u0, u1, r0, r1, g, t0, t1 }): SmallAccount => ({
    users: { u0: { inline: u0, keys: 1, password: false }, u1: { inline: u1, keys: 1, password: false } },
    roles: { r0: { trust: t0, inline: r0 }, r1: { trust: t1, inline: r1 } },
    groups: { g: { inline: g } },
    things: [{ arn: `arn:aws:lambda:us-east-1:${account}:function:f`, runsAs: 'r0' }],
  }));

/** Everybody who is or can become administrator. */
const strong = (small: SmallAccount): string[] => {
  const { administrators, becomeAdministrator } = smallAccount(small).escalations();
  return [...administrators, ...becomeAdministrator.keys()].sort();
};
const isWithin = (less: readonly string[], more: readonly string[]): boolean => less.every((one) => more.includes(one));

describe('nobody gains', () => {
  test('by a service control policy with a Deny', () => {
    fc.assert(
      fc.property(accounts, action, (small, denied) => {
        expect(
          isWithin(
            strong({
              ...small,
              scps: [
                [
                  { Action: '*', Resource: '*' },
                  { Effect: 'Deny', Action: denied === '*' ? 'iam:PassRole' : denied, Resource: '*' },
                ],
              ],
            }),
            strong(small),
          ),
        ).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
  test('by a Deny of one user', () => {
    fc.assert(
      fc.property(accounts, statement, (small, one) => {
        const u0 = small.users?.['u0'];
        const denied: SmallAccount = { ...small, users: { ...small.users, u0: { ...u0, inline: [...(u0?.inline ?? []), { ...one, Effect: 'Deny' }] } } };
        expect(isWithin(strong(denied), strong(small))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
  test('by a boundary', () => {
    fc.assert(
      fc.property(accounts, statements, (small, boundary) => {
        const bounded: SmallAccount = { ...small, policies: { cage: [boundary] }, users: { ...small.users, u0: { ...small.users?.['u0'], boundary: 'cage' } } };
        expect(isWithin(strong(bounded), strong(small))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

test('every chain leads somewhere: its steps follow each other and end at an administrator or at more rights of one', () => {
  fc.assert(
    fc.property(accounts, (small) => {
      const { administrators, becomeAdministrator } = smallAccount(small).escalations();
      for (const [who, chain] of becomeAdministrator) {
        expect(chain[0]?.from).toBe(who);
        for (const [i, { from }] of chain.entries()) if (i > 0) expect(from).toBe(chain[i - 1]?.to);
        const last = chain.at(-1);
        expect(last !== undefined && (administrators.has(last.to) || last.widens)).toBe(true);
        for (const { permissions } of chain) for (const { because } of permissions) expect(because.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 40 },
  );
});
