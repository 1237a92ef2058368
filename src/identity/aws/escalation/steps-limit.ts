import { compile, type CompiledPolicy } from '../compile.ts';
import { both, doubt, gather, noKeys, onThing, stepOf, tagged, type Keys } from './gather.ts';
import { everythingPolicy, type Node } from './node.ts';
import type { PolicyDocument } from '../statement.ts';
import { isOwn, type Step, type Terrain } from './terrain.ts';

/** Rights that lift a limit: another version of a policy, an own boundary, a Deny that can be taken off, own tags. */
export function* limitSteps(terrain: Terrain, node: Node): Generator<Step> {
  yield* rollbackSteps(terrain, node);
  yield* boundarySteps(terrain, node);
  if (node.holder.untouchable) return;
  yield* denySteps(terrain, node);
  const { is, kind } = node.holder;
  const tag = kind === 'user' ? 'iam:TagUser' : 'iam:TagRole';
  if (!node.ownTags && node.actions.has(tag.toLowerCase()) && usesOwnTags(node))
    yield* stepOf(terrain.nodes.changed(node, { ownTags: true }), 'tag-002', undefined, gather(terrain, node, [[tag, is.arn]]), true);
}

/** A policy of the actor goes back to an earlier version that allows more. */
function* rollbackSteps(terrain: Terrain, node: Node): Generator<Step> {
  if (!node.plain || !node.actions.has('iam:setdefaultpolicyversion')) return;
  const { estate } = terrain.engine;
  for (const policy of terrain.attachments.get(node.holder.is.arn) ?? []) {
    const gathered = gather(terrain, node, [['iam:SetDefaultPolicyVersion', policy.policy.id]]);
    if (gathered.truth === false) continue;
    const managed = estate.input.managed.find(({ id }) => id === policy.policy.id);
    if (!managed) continue;
    const others = node.identity.filter((one) => one !== policy);
    for (const version of managed.versions) {
      if (version.isDefault || !allowsMore(version.document, managed.document)) continue;
      const rolled = compile({ ...managed, name: `${managed.name} ${version.id}`, document: version.document });
      yield* stepOf(terrain.nodes.changed(node, { identity: [...others, rolled] }), 'rollback-001', rolled.policy.name, gathered, true);
    }
    // Code tells of one version; the account keeps up to five, the earlier ones of the same code among them.
    if (managed.versions.length === 0)
      yield* stepOf(
        terrain.nodes.changed(node, { identity: [...others, earlier(policy)] }),
        'rollback-001',
        managed.name,
        both(gathered, doubt(`an earlier version of ${managed.name} allows more`)),
        true,
      );
  }
}
/** Some Allow is only in the other version, or some Deny only in this one. */
const allowsMore = (other: PolicyDocument, current: PolicyDocument): boolean => {
  const texts = ({ statements }: PolicyDocument, effect: string): string[] =>
    statements.filter((one) => one.effect === effect || one.effect === 'unknown').map((one) => JSON.stringify({ ...one, at: undefined, sid: undefined }));
  const allowed = new Set(texts(current, 'Allow'));
  const denied = new Set(texts(other, 'Deny'));
  return texts(other, 'Allow').some((one) => !allowed.has(one)) || texts(current, 'Deny').some((one) => !denied.has(one));
};

const known = new WeakMap<CompiledPolicy, CompiledPolicy>();
/** What an earlier version says nobody knows: at the worst everything. */
const earlier = (policy: CompiledPolicy): CompiledPolicy => {
  const made =
    known.get(policy) ??
    compile({
      ...everythingPolicy.policy,
      id: policy.policy.id,
      name: `${policy.policy.name} ?`,
      document: everythingPolicy.policy.document,
      at: policy.policy.at,
    });
  known.set(policy, made);
  return made;
};

function* boundarySteps(terrain: Terrain, node: Node): Generator<Step> {
  if (!node.boundary) return;
  const { is, kind, untouchable } = node.holder;
  const free = (): Node => terrain.nodes.changed(node, { boundary: undefined });
  const [remove, put] =
    kind === 'user'
      ? (['iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary'] as const)
      : (['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'] as const);
  if (!untouchable) {
    if (node.actions.has(remove.toLowerCase())) yield* tagged(free(), 'boundary-001', undefined, onThing(terrain, node, remove, is.arn), true);
    if (node.actions.has(put.toLowerCase())) yield* tagged(free(), 'boundary-002', undefined, onThing(terrain, node, put, is.arn, wideBoundary), true);
  }
  const [boundary] = node.boundary;
  if (boundary && isOwn(boundary.policy.id) && node.actions.has('iam:createpolicyversion'))
    yield* stepOf(free(), 'boundary-003', boundary.policy.name, gather(terrain, node, [['iam:CreatePolicyVersion', boundary.policy.id]]), true);
}
const wideBoundary: Keys = { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' };

/** Policies with a Deny are taken off the actor: all that he can take off at once. */
function* denySteps(terrain: Terrain, node: Node): Generator<Step> {
  if (!node.plain) return;
  const { is, kind } = node.holder;
  const [detach, remove] =
    kind === 'user' ? (['iam:DetachUserPolicy', 'iam:DeleteUserPolicy'] as const) : (['iam:DetachRolePolicy', 'iam:DeleteRolePolicy'] as const);
  const inline = new Set(is.inline.map(({ id }) => id));
  const parts = [];
  const gone = new Set<CompiledPolicy>();
  for (const policy of node.identity) {
    if (!policy.statements.some(({ source }) => source.effect === 'Deny')) continue;
    const action = inline.has(policy.policy.id) ? remove : is.attached.includes(policy.policy.id) ? detach : undefined;
    if (action === undefined || !node.actions.has(action.toLowerCase())) continue;
    const part = onThing(terrain, node, action, is.arn, action === detach ? { 'iam:PolicyARN': policy.policy.id } : noKeys);
    if (part.truth === false) continue;
    parts.push(part);
    gone.add(policy);
  }
  if ('groups' in is && node.actions.has('iam:removeuserfromgroup'))
    for (const arn of is.groups) {
      const denying = terrain.engine.estate.groupPolicies(arn).filter((policy) => policy.statements.some(({ source }) => source.effect === 'Deny'));
      if (denying.length === 0 || !denying.every((policy) => node.identity.includes(policy))) continue;
      const part = gather(terrain, node, [['iam:RemoveUserFromGroup', arn]]);
      if (part.truth === false) continue;
      parts.push(part);
      for (const policy of terrain.engine.estate.groupPolicies(arn)) gone.add(policy);
    }
  if (gone.size === 0) return;
  const names = [...gone].filter((policy) => policy.statements.some(({ source }) => source.effect === 'Deny')).map(({ policy }) => policy.name);
  yield* stepOf(terrain.nodes.changed(node, { identity: node.identity.filter((one) => !gone.has(one)) }), 'detach-001', names.join(', '), both(...parts), true);
}

const usesOwnTags = ({ identity }: Node): boolean =>
  identity.some(({ statements }) =>
    statements.some(({ source }) => JSON.stringify([source.conditions, source.resources?.list]).toLowerCase().includes('aws:principaltag')),
  );
