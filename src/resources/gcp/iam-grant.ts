import type { ServiceModel } from '#framework/responsibility';
import type { Resource } from '#core/resource';
import { known, map, type Fact } from '#core/value';
import type { Facets } from '../facets.ts';
import { names, raw } from '../property.ts';
import { resourceType, type ResourceType } from '../resource-type.ts';
import { bindings } from './allow-policy.ts';
import { grantsOf, inForce, placeText, policyOf, type GrantType } from './grants.ts';
import { narrowed } from './narrow-role.ts';

interface Spec {
  readonly service: string;
  readonly model: ServiceModel;
  /** Terraform's names of the things, without `_iam_member` and the like, and the arguments that name one. */
  readonly things: readonly string[];
  readonly on: readonly string[];
  readonly what: Facets['resourcePolicy']['what'];
  /** Who is admitted may run its code: an endpoint, not a store. */
  readonly runs?: boolean;
  /** The type of the thing, if it has a switch that keeps everyone out. */
  readonly guarded?: { readonly by: string; readonly keepsOut: (thing: Resource) => Fact<boolean> };
}

/** Part of an allow policy of one resource. The names of these types are ours. https://cloud.google.com/iam/docs/reference/rest/v1/Policy */
export const iamGrant = (name: string, { service, model, things, on, what, runs = false, guarded }: Spec): ResourceType => {
  const type = resourceType(name, {
    cloud: 'gcp',
    service,
    model,
    terraform: things.flatMap((thing) => ['member', 'binding', 'policy'].map((kind) => `${thing}_iam_${kind}`)),
    properties: { on: guarded ? names(guarded.by, [...on]) : raw([...on]), bindings: bindings() },
    facets: {
      roleGrant: (self, around, resource) => ({ grants: grantsOf(self.bindings, known('part', resource.place), around) }),
      power: (_self, around) => around.power(),
      endpointAuthentication: (self, around, resource) => {
        const policy = runs ? policyOf(what, self.bindings, () => inForce(resource, around, grants)) : undefined;
        return policy && { what: 'function', required: map(policy.admits, (who) => who === 'nobody') };
      },
      resourcePolicy: (self, around, resource) => {
        const policy = runs ? undefined : policyOf(what, self.bindings, () => inForce(resource, around, grants));
        const [thing] = guarded ? around.related('on') : [];
        const out = thing && guarded?.keepsOut(thing);
        if (!policy || !out || (policy.admits.is === 'known' && policy.admits.value === 'nobody')) return policy;
        return { ...policy, admits: out.is === 'unknown' ? out : out.value ? known('nobody', out.origin, out.assumed) : policy.admits };
      },
    },
    remedies: {
      'narrow-policy': (_self, because) => because.flatMap(narrowed),
      'require-authentication': (_self, because) => because.map((origin) => ({ drop: origin })),
      'narrow-resource-policy': (_self, because) => because.map((origin) => ({ drop: origin })),
    },
  });
  const grants: GrantType = { ...type, placeOf: (resource) => placeText([type.view(resource).on]) };
  return type;
};
