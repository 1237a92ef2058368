import { isAbsent, isList, known, unknown } from '#core/value';
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
    roleDefinition: ({ includedPermissions: list }, around) => {
      if (isAbsent(list)) return undefined;
      if (list.is !== 'known' || !isList(list.value)) {
        const doubt = unknown('after-apply', 'permissions', list.origin);
        return { permissions: [doubt], level: doubt };
      }
      const permissions = list.value.map((one) => text().read(one));
      const open = permissions.find(({ is }) => is === 'unknown');
      const level = around.roleLevel([{ actions: permissions.flatMap((one) => (one.is === 'known' ? [one.value] : [])), notActions: [] }]);
      const setting = permissions.find((one) => one.is === 'known' && one.value.endsWith('.setIamPolicy'));
      return {
        permissions,
        level:
          open?.is === 'unknown' && level !== 'administrator'
            ? unknown(open.why.code, open.why.about, open.origin)
            : known(level, setting?.origin ?? list.origin),
      };
    },
  },
});
