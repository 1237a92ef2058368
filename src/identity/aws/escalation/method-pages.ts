import type { EscalationMethod } from '../../identity.ts';
import { methods } from './methods.ts';
import { methodTexts, type MethodId } from './texts.ts';

/** What the ways need that are no rows of `methods`: they lift a limit. One of the listed permissions is enough. */
const lifting: Readonly<Partial<Record<MethodId, readonly string[]>>> = {
  'widen-001': ['iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:CreatePolicyVersion'],
  'rollback-001': ['iam:SetDefaultPolicyVersion'],
  'boundary-001': ['iam:DeleteUserPermissionsBoundary', 'iam:DeleteRolePermissionsBoundary'],
  'boundary-002': ['iam:PutUserPermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
  'boundary-003': ['iam:CreatePolicyVersion'],
  'detach-001': ['iam:DetachUserPolicy', 'iam:DetachRolePolicy', 'iam:DeleteUserPolicy', 'iam:DeleteRolePolicy', 'iam:RemoveUserFromGroup'],
  'tag-001': ['iam:TagRole', 'iam:TagUser', 'ec2:CreateTags', 'lambda:TagResource'],
  'tag-002': ['iam:TagUser', 'iam:TagRole'],
};

const pageOf = ([id, { title, does, source }]: readonly [string, (typeof methodTexts)[MethodId]]): readonly [string, EscalationMethod] => {
  const method = methods.find((one) => one.id === id);
  const permissions = method
    ? [...new Set([...(method.is === 'pass' ? ['iam:PassRole'] : []), ...method.needs.map(({ action }) => action)])]
    : (Object.entries(lifting).find(([one]) => one === id)?.[1] ?? []);
  return [id, { id, title, does, permissions, source: source ?? `https://pathfinding.cloud/paths/${id}` }];
};

/** Every way with its texts, by id. */
export const methodsById: ReadonlyMap<string, EscalationMethod> = new Map(Object.entries(methodTexts).map(pageOf));
