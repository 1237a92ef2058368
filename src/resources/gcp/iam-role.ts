import { absent } from '#core/origin';
import type { Resource } from '#core/resource';
import { isAbsent, isList, known, unknown } from '#core/value';
import type { Around } from '../facets.ts';
import { raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://cloud.google.com/iam/docs/reference/rest/v1/projects.roles
export default resourceType('iam.googleapis.com/Role', {
  cloud: 'gcp',
  service: 'Google Cloud IAM',
  model: 'saas',
  terraform: ['google_project_iam_custom_role', 'google_organization_iam_custom_role'],
  name: 'roleId',
  properties: { roleId: text(['role_id']), includedPermissions: raw(['permissions']) },
  facets: {
    roleDefinition: ({ includedPermissions: list }, around, resource) => {
      if (isAbsent(list)) return undefined;
      const inUse = () => known(around.isMentioned() || around.isExported() || isGiven(resource, around), absent);
      if (list.is !== 'known' || !isList(list.value)) {
        const doubt = unknown('after-apply', 'permissions', list.origin);
        return { permissions: [doubt], level: doubt, inUse };
      }
      const permissions = list.value.map((one) => text().read(one));
      const open = permissions.find(({ is }) => is === 'unknown');
      const level = around.roleLevel([{ actions: permissions.flatMap((one) => (one.is === 'known' ? [one.value] : [])), notActions: [] }]);
      const setting = permissions.find((one) => one.is === 'known' && one.value.endsWith('.setIamPolicy'));
      return {
        permissions,
        inUse,
        level:
          open?.is === 'unknown' && level !== 'administrator'
            ? unknown(open.why.code, open.why.about, open.origin)
            : known(level, setting?.origin ?? list.origin),
      };
    },
  },
});

/** Also by its name alone. */
const isGiven = ({ id }: Resource, around: Around): boolean =>
  around
    .inAccount('cloudresourcemanager.googleapis.com/IamGrant')
    .some((other) => around.facet(other, 'roleGrant')?.grants.some(({ definition }) => definition?.id === id));
