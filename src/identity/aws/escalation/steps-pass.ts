import type { HolderState } from '../estate.ts';
import { best, both, gather, noKeys, onExisting, onNew, tagged, type Gathered, type Keys } from './gather.ts';
import type { PassMethod } from './methods.ts';
import { ask, couldBeOn, mentions, type Node } from './node.ts';
import { assumable } from './steps-target.ts';
import { gains, speaksOf, type Step, type Terrain } from './terrain.ts';

/** Something new is made that runs as a role which the actor hands over. */
export function* passSteps(terrain: Terrain, node: Node, method: PassMethod): Generator<Step> {
  const roles = method.services.flatMap((service) =>
    (terrain.rolesByService.get(service) ?? []).flatMap((role) =>
      role.is.account === node.holder.is.account && couldBeOn(node, 'iam:passrole', role.is.arn) ? [[service, role] as const] : [],
    ),
  );
  if (roles.length === 0) return;
  // Most policies do not look at the role where the thing is made: then one answer holds for all roles.
  const perRole = method.needs.some(({ action }) => roleKeys.some((key) => mentions(node, action, key)));
  const common = perRole ? undefined : made(terrain, node, method, noKeys);
  if (common?.truth === false) return;
  for (const [service, role] of roles) {
    const profiles = 'instanceProfiles' in role.is ? role.is.instanceProfiles : undefined;
    if (method.profile && profiles?.length === 0) continue;
    if (method.roleMay && !method.roleMay.some((action) => speaksOf(role, action))) continue;
    const reached = method.through ? through(terrain, role) : [[role, undefined] as const];
    const useful = reached.filter(([target]) => gains(terrain, node, target));
    if (useful.length === 0) continue;
    const passed = passedAs(terrain, node, method, service, role);
    if (passed.truth === false) continue;
    const thing = common ?? best((method.profile ? (profiles ?? ['new']) : ['new']).map((name) => made(terrain, node, method, keysOf(role.is.arn, name))));
    for (const [target, condition] of useful) {
      const whole = both(passed, thing, { truth: condition ?? true, asked: [] });
      const via = method.through ? role.is.name : thing.via;
      yield* tagged(terrain.nodes.of(target), method.id, via, whole);
    }
  }
}
/** Keys by which the making of a thing may be limited to certain roles. */
const roleKeys = ['ec2:instanceprofile', 'cloudformation:rolearn', 'codebuild:servicerole'];
const keysOf = (role: string, profile: string): Keys => ({
  'ec2:InstanceProfile': `${role.slice(0, role.indexOf(':role/'))}:instance-profile/${profile}`,
  'cloudformation:RoleArn': role,
  'codebuild:serviceRole': role,
});

const made = (terrain: Terrain, node: Node, method: PassMethod, keys: Keys): Gathered => {
  const type = method.needs.find(({ existing }) => existing !== undefined)?.existing;
  return type === undefined ? onNew(terrain, node, method.needs, keys) : onExisting(terrain, node, type, method.needs);
};

const passedAs = (terrain: Terrain, node: Node, method: PassMethod, service: string, role: HolderState): Gathered =>
  best(passedTo(service, method.id).map((value) => gather(terrain, node, [['iam:PassRole', role.is.arn, { 'iam:PassedToService': value }]])));

/** The service that the key names may differ from the one that the trust policy names: App Runner, Batch. */
const passedTo = (service: string, method: PassMethod['id']): readonly string[] => [
  ...new Set([`${service}.amazonaws.com`, `${service.replace(/^tasks\./, '')}.amazonaws.com`, ...(method === 'batch-001' ? ['batch.amazonaws.com'] : [])]),
];

type Reached = readonly (readonly [HolderState, Gathered['truth'] | undefined])[];
const remembered = new WeakMap<Terrain, Map<HolderState, Reached>>();
/** An administration role of stack sets does its work in the execution roles that it may assume. */
const through = (terrain: Terrain, role: HolderState): Reached => {
  const known = remembered.get(terrain) ?? new Map<HolderState, Reached>();
  remembered.set(terrain, known);
  const found = known.get(role) ?? assumedBy(terrain, role);
  known.set(role, found);
  return found;
};
const assumedBy = (terrain: Terrain, role: HolderState): Reached => {
  const node = terrain.nodes.of(role);
  return [...assumable(terrain, node)].flatMap((target) => {
    const truth = target === role ? false : ask(terrain.engine, node, 'sts:AssumeRole', target.is.arn);
    return truth === false ? [] : [[target, truth === true ? undefined : truth] as const];
  });
};
