import { isAbsent, known, map, type Fact } from '#core/value';
import type { Around, Facets } from '../facets.ts';
import { namesOwner, sharedIssuer } from '../federation.ts';
import { raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { textOf } from './allow-policy.ts';
import accountGrant from './iam-service-account-iam-grant.ts';
import projectGrant from './cloudresourcemanager-iam-grant.ts';

// https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers
export default resourceType('iam.googleapis.com/WorkloadIdentityPoolProvider', {
  cloud: 'gcp',
  service: 'Google Cloud IAM',
  model: 'saas',
  terraform: ['google_iam_workload_identity_pool_provider'],
  properties: { issuerUri: raw(['oidc.issuer_uri']), attributeCondition: raw(['attribute_condition']), disabled: text(['disabled']) },
  facets: {
    federation: (self, around): Facets['federation'] | undefined => {
      const off = self.disabled.is === 'known' && self.disabled.value === 'true';
      if (off || isAbsent(self.issuerUri)) return undefined;
      const issuer = sharedIssuer(self.issuerUri);
      if (issuer.is === 'known' && issuer.value === '') return undefined;
      const written = self.attributeCondition;
      const pinned: Fact<boolean> =
        issuer.is === 'unknown' ? issuer : isAbsent(written) ? known(false, issuer.origin, issuer.assumed) : map(textOf(written), limitsOwner);
      return { trusts: [{ by: 'attribute_condition', pinned, pinnedWhereUsed: whereUsed(around) }] };
    },
  },
});

/** It asks for a claim that tells owners apart; one on the branch alone lets everybody in who has a branch of that name. */
const limitsOwner = (condition: string): boolean =>
  /(repository|repository_id|repository_owner|repository_owner_id|repo|owner|namespace_path|namespace_id|project_path|project_id|organization\w*|terraform_\w+)\b/.test(
    condition,
  ) ||
  /\b(sub|subject)\b[^&|]*['"](repo:|project_path:|organization:)?[^'"*:/]+[/:]/.test(condition) ||
  /\b(hd|email)\b/.test(condition);

/** The members that name the pool: an attribute, or a subject. */
const whereUsed = (around: Around): boolean | undefined => {
  const members = [accountGrant, projectGrant]
    .flatMap(({ type }) => around.inAccount(type))
    .flatMap((other) => around.facet(other, 'roleGrant')?.grants ?? [])
    .flatMap(({ who }) => who)
    .flatMap((one) => (one.is === 'known' && /^principal(Set)?:/.test(one.value) ? [one.value] : []));
  return members.length === 0
    ? undefined
    : members.every(
        (member) => /\/attribute\.\w*(repo|owner|project|namespace|org)\w*\//i.test(member) || namesOwner(/\/subject\/(.+)$/.exec(member)?.[1] ?? '*'),
      );
};
