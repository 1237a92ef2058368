import type { Text } from '#framework/text';
import { keyOf } from './directory.ts';
import type { ConditionalAccessPolicy, Who } from './input.ts';
import type { World } from './world.ts';

/** Does signing in to Azure and the admin portals demand MFA of a user? */
export interface Mfa {
  readonly is: 'yes' | 'no' | 'unknown';
  /** Id of the policy, `security-defaults`, or undefined. */
  readonly policy: string | undefined;
  readonly why: Text;
}

const azureManagement = '797f4846-ba00-4fd7-ba43-dac1f8f63013';

/**
 * "Conditional Access: Grant", "Users, groups, agents, and workload identities", "Target resources" (Microsoft Learn). A policy that asks for MFA only in
 * some places or as one of several choices leaves it open.
 */
export const mfaFor = (world: World, key: string): Mfa => {
  const policies = world.input.conditionalAccess;
  if (world.input.tenant.securityDefaults === true)
    return { is: 'yes', policy: 'security-defaults', why: { en: 'Security defaults are on.', ja: 'セキュリティの既定値群が有効です。' } };
  if (policies === undefined)
    return {
      is: 'unknown',
      policy: undefined,
      why: { en: 'Conditional Access policies were not read.', ja: '条件付きアクセスポリシーを読み込んでいません。' },
    };
  let open: Mfa | undefined;
  for (const policy of policies.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const demand = demandOf(world, policy, key);
    if (demand === 'no') continue;
    if (demand === 'yes')
      return { is: 'yes', policy: policy.id, why: { en: `The policy ${policy.name} demands MFA.`, ja: `ポリシー「${policy.name}」が MFA を要求します。` } };
    open ??= { is: 'unknown', policy: policy.id, why: demand };
  }
  if (open) return open;
  if (world.input.tenant.securityDefaults === undefined && policies.length === 0)
    return {
      is: 'unknown',
      policy: undefined,
      why: { en: 'Whether security defaults are on is unknown.', ja: 'セキュリティの既定値群が有効かどうかは不明です。' },
    };
  return { is: 'no', policy: undefined, why: { en: 'No enabled policy demands MFA.', ja: 'MFA を要求する有効なポリシーがありません。' } };
};

const demandOf = (world: World, policy: ConditionalAccessPolicy, key: string): 'yes' | 'no' | Text => {
  const unsure = (en: string, ja: string): Text => ({ en: `${policy.name}: ${en}`, ja: `${policy.name}: ${ja}` });
  if (policy.state === 'disabled' || policy.state === 'report-only') return 'no';
  const included = covers(world, policy.include, key);
  const excluded = policy.exclude === undefined ? false : covers(world, policy.exclude, key);
  if (included === false || excluded === true) return 'no';
  const grant = policy.grant?.map((one) => one.toLowerCase());
  if (grant && grant.length > 0 && !grant.some((one) => one === 'mfa' || one === 'strength' || one === 'block')) return 'no';
  const apps = policy.applications?.map((one) => one.toLowerCase());
  if (apps && !apps.some((one) => one === 'all' || one === azureManagement || one === 'microsoftadminportals')) return 'no';
  if (policy.excludeApplications?.some((one) => one.toLowerCase() === azureManagement)) return 'no';
  if (policy.state === undefined) return unsure('whether it is enabled is unknown.', '有効かどうか不明です。');
  if (included === undefined || excluded === undefined) return unsure('whom it covers is unknown.', '対象ユーザーが不明です。');
  if (!grant || !apps) return unsure('what it demands is unknown.', '要求内容が不明です。');
  if (policy.grantOperator !== 'AND' && grant.length > 1) return unsure('MFA is one of several choices.', 'MFA 以外の要件でも満たせます。');
  if (policy.narrowedBy === undefined || policy.narrowedBy.length > 0)
    return unsure('it applies under further conditions only.', '追加の条件を満たすサインインにだけ適用されます。');
  return 'yes';
};

/** Undefined: nobody knows. */
const covers = (world: World, who: Who | undefined, key: string): boolean | undefined => {
  if (!who) return undefined;
  const users = who.users?.map(keyOf) ?? [];
  if (users.includes('all') || users.includes(key)) return true;
  if (users.includes('guestsorexternalusers') && world.directory.users.get(key)?.guest === true) return true;
  const groups = who.groups?.map(keyOf) ?? [];
  if (groups.some((group) => world.directory.groupsOf(key).has(group))) return true;
  const roles = new Set(who.roles?.map(keyOf) ?? []);
  const held = world.entra.rolesOf(key).filter(({ timing }) => !timing.eligible);
  if (held.some(({ role }) => role && roles.has(role.id.toLowerCase()))) return true;
  if (groups.some((group) => world.directory.open.has(group)) || (roles.size > 0 && held.some(({ role }) => !role))) return undefined;
  return who.users === undefined && who.groups === undefined && who.roles === undefined ? undefined : false;
};
