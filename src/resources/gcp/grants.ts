import { absent } from '#core/origin';
import type { Resource } from '#core/resource';
import { blank, isAbsent, known, unknown, type Fact, type Value } from '#core/value';
import type { Around, Audience, Facets, RoleGrant } from '../facets.ts';
import { granteeOf, textOf, type Binding } from './allow-policy.ts';
import role from './iam-role.ts';

/** The grants of bindings over a level of the hierarchy. */
export const grantsOf = (list: readonly Binding[], breadth: RoleGrant['breadth'], around: Around): RoleGrant[] =>
  list
    .filter(({ members }) => members.length > 0)
    .map((binding) => {
      const { level, name, definition, custom } = roleOf(binding.role, around);
      return {
        role: name,
        level: limited(level, binding.condition),
        breadth: narrowed(breadth, binding.condition),
        to: binding.members.map(granteeOf),
        who: binding.members,
        definition,
        custom,
      };
    });

const roleOf = (
  written: Fact<string>,
  around: Around,
): { name: Fact<string>; level: RoleGrant['level']; definition: Resource | undefined; custom: boolean } => {
  if (written.is === 'unknown') return { name: written, level: written, definition: undefined, custom: false };
  const { value, origin, assumed } = written;
  if (value.startsWith('roles/')) {
    const found = around.role(value);
    return { name: written, level: found ? known(found.level, origin, assumed) : unknown('account-fact', value, origin), definition: undefined, custom: false };
  }
  const definition = around.inAccount('iam.googleapis.com/Role').find((one) => value.startsWith(`\${${one.id}.`) || endsWithId(value, role.view(one).roleId));
  const level = definition && around.facet(definition, 'roleDefinition')?.level;
  const name = definition ? known(definition.id, origin) : written;
  return { name, level: level ?? unknown('account-fact', value, origin), definition, custom: true };
};
const endsWithId = (value: string, id: Fact<string>): boolean => id.is === 'known' && value.endsWith(`/roles/${id.value}`);

/** A condition on which roles may be given takes the right to give all of them away. */
const limited = (level: RoleGrant['level'], condition: Fact<string> | undefined): RoleGrant['level'] => {
  if (condition === undefined || level.is === 'unknown' || level.value === 'other') return level;
  if (condition.is === 'unknown') return blank(condition);
  return /modifiedGrantsByRole/.test(condition.value) && level.value === 'grants-access' ? known('other', level.origin, level.assumed) : level;
};
/** A condition on the resource leaves a part. One on the time leaves the whole, for a while. */
const narrowed = (breadth: RoleGrant['breadth'], condition: Fact<string> | undefined): RoleGrant['breadth'] =>
  condition?.is === 'known' && /resource\.(name|type|service|matchTag)/.test(condition.value) ? known('part', condition.origin) : breadth;

/** Those of a kind of resource, and what tells on which one they are. */
export interface GrantType {
  readonly type: string;
  view(resource: Resource): { readonly bindings: readonly Binding[] };
  placeOf(resource: Resource): string;
}

/** Without what another block takes away at the next run: a policy is all there is of a resource, a binding all there is of a role. */
export const inForce = (resource: Resource, around: Around, { type, view, placeOf }: GrantType): readonly Binding[] => {
  const on = placeOf(resource);
  const others = around.inAccount(type).flatMap((other) => (other.id !== resource.id && placeOf(other) === on ? view(other).bindings : []));
  return view(resource).bindings.filter(
    (one) =>
      one.kind === 'policy' ||
      !others.some(({ kind, role: its }) => kind === 'policy' || (one.kind === 'member' && kind === 'binding' && textIn(its) === textIn(one.role))),
  );
};
/** What names a place: one variable names one place, whatever its value. */
export const placeText = (values: readonly Value[]): string => JSON.stringify(values.map((value) => (isAbsent(value) ? '' : textIn(textOf(value)))));
const textIn = (fact: Fact<string>): string => (fact.is === 'known' ? fact.value : fact.why.about);

/** The widest audience of some bindings. */
const admittedBy = (list: readonly Binding[]): Fact<Audience> => {
  const members = list.flatMap((one) => one.members);
  const everyone = members.find((one) => one.is === 'known' && one.value === 'allUsers');
  if (everyone?.is === 'known') return known('everyone', everyone.origin, everyone.assumed);
  const signedIn = members.find((one) => one.is === 'known' && one.value === 'allAuthenticatedUsers');
  if (signedIn?.is === 'known') return known('any-account', signedIn.origin, signedIn.assumed);
  const open = members.find(({ is }) => is === 'unknown');
  return open?.is === 'unknown' ? blank(open) : known('nobody', absent);
};

/** Undefined: there is no binding. `effective` is asked only where somebody unnamed is admitted. */
export const policyOf = (
  what: Facets['resourcePolicy']['what'],
  list: readonly Binding[],
  effective: () => readonly Binding[],
): Facets['resourcePolicy'] | undefined => {
  if (list.length === 0) return undefined;
  const admits = admittedBy(list);
  return { what, admits: admits.is === 'known' && admits.value !== 'nobody' ? admittedBy(effective()) : admits, statements: [] };
};
