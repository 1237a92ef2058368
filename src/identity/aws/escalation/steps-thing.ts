import type { HolderState, ThingState } from '../estate.ts';
import { both, doubt, granted, onNew, onThing, stepOf, tagged } from './gather.ts';
import type { ThingMethod } from './methods.ts';
import { couldBeOn, type Node } from './node.ts';
import { gains, missingThings, speaksOf, type Step, type Terrain } from './terrain.ts';

/** Something that is there already runs as a role, and the actor can make it do what he wants. */
export function* thingSteps(terrain: Terrain, node: Node, method: ThingMethod): Generator<Step> {
  const things = terrain.things.get(method.type) ?? [];
  const on = method.needs.filter((need) => need.on !== 'new');
  const beside = method.needs.filter((need) => need.on === 'new');
  const besides = beside.length === 0 ? granted : onNew(terrain, node, beside);
  if (besides.truth === false) return;
  for (const { is } of things) {
    if (method.unless && Object.entries(method.unless).some(([fact, ruledOut]) => is.facts[fact] === ruledOut)) continue;
    if (!on.every(({ action }) => couldBeOn(node, action.toLowerCase(), is.arn))) continue;
    const roles = rolesOf(terrain, method, is).filter(({ role }) => gains(terrain, node, role));
    if (roles.length === 0) continue;
    const needed = both(...on.map(({ action }) => onThing(terrain, node, action, is.arn)), besides);
    if (needed.truth === false) continue;
    for (const { role, certain } of roles) {
      const parts = [needed];
      if (!certain) parts.push(doubt(`${is.name} runs as ${role.is.name}`));
      const { roleMay } = method;
      if (roleMay && is.facts[roleMay.fact] !== true && !roleMay.actions.some((action) => speaksOf(role, action)))
        parts.push(doubt(`${is.name} ${roleMay.else}`));
      yield* tagged(terrain.nodes.of(role), method.id, is.name, both(...parts));
    }
  }
  if (things.length > 0 || !missingThings(terrain)) return;
  // Nobody looked for things: a role for such things stands for one.
  const needed = both(
    onNew(
      terrain,
      node,
      on.map(({ action }) => ({ action, on: 'new' })),
    ),
    besides,
  );
  if (needed.truth === false) return;
  for (const role of trusting(terrain, method, node.holder.is.account))
    if (gains(terrain, node, role))
      yield* stepOf(terrain.nodes.of(role), method.id, undefined, both(needed, doubt(`a ${method.type} runs as ${role.is.name}`)));
}

/** Roles that such a thing could run as. */
const trusting = (terrain: Terrain, method: ThingMethod, account: string): readonly HolderState[] =>
  method.services.flatMap((service) =>
    (terrain.rolesByService.get(service) ?? []).filter(
      ({ is }) => is.account === account && (service !== 'ec2' || !('instanceProfiles' in is) || is.instanceProfiles?.length !== 0),
    ),
  );

interface RunsAs {
  readonly role: HolderState;
  readonly certain: boolean;
}
/** A new version of a launch template may name any instance profile: who launches it passes the role, not who writes it. */
const rolesOf = (terrain: Terrain, method: ThingMethod, is: ThingState['is']): readonly RunsAs[] => {
  const sure = (role: HolderState): RunsAs => ({ role, certain: true });
  if (is.type === 'AWS::EC2::LaunchTemplate') return trusting(terrain, method, is.account).map(sure);
  // It has a role, but the code leaves open which.
  if (is.runsAs.length === 0 && is.facts['role'] === 'unknown') return trusting(terrain, method, is.account).map((role) => ({ role, certain: false }));
  return is.runsAs.flatMap((arn) => terrain.engine.estate.byArn.get(arn) ?? []).map(sure);
};
