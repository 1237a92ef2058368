import { isAbsent, known } from '#core/value';
import type { RoleGrant } from '../facets.ts';
import { raw } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { bindings } from './allow-policy.ts';
import { grantsOf, inForce, placeText, policyOf, type GrantType } from './grants.ts';
import { narrowed } from './narrow-role.ts';

// Part of an allow policy of a project, folder or organization: the name is ours. https://cloud.google.com/iam/docs/reference/rest/v1/Policy
const type = resourceType('cloudresourcemanager.googleapis.com/IamGrant', {
  cloud: 'gcp',
  service: 'Google Cloud IAM',
  model: 'saas',
  terraform: ['project', 'folder', 'organization'].flatMap((level) => ['member', 'binding', 'policy'].map((kind) => `google_${level}_iam_${kind}`)),
  properties: { project: raw(['project']), folder: raw(['folder']), organization: raw(['org_id']), bindings: bindings() },
  facets: {
    roleGrant: (self, around, resource) => {
      const breadth: RoleGrant['breadth'] = known(isAbsent(self.folder) && isAbsent(self.organization) ? 'account' : 'organisation', resource.place);
      const all = grantsOf(self.bindings, breadth, around);
      const weighty = all.some(({ level }) => level.is === 'known' && level.value !== 'other');
      return { grants: weighty ? grantsOf(inForce(resource, around, grants), breadth, around) : all };
    },
    resourcePolicy: (self, around, resource) => policyOf('organization', self.bindings, () => inForce(resource, around, grants)),
    power: (_self, around) => around.power(),
  },
  remedies: {
    'narrow-policy': (_self, because) => because.flatMap(narrowed),
    'narrow-resource-policy': (_self, because) => because.map((origin) => ({ drop: origin })),
  },
});
export default type;

const grants: GrantType = {
  ...type,
  placeOf: (resource) => {
    const { project, folder, organization } = type.view(resource);
    return placeText([project, folder, organization]);
  },
};
