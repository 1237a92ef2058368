import type { Diagnostic } from '#core/diagnostic';
import { isFields } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import { attribute, closedList, flagOf, nested, sourceOf, textOf } from '../azure/blocks-values.ts';
import { conditionOf, personKey, readGrants } from './blocks-grants.ts';
import { emailOfBlock, namesOf, slug, type Names } from './blocks-names.ts';
import { readThings } from './blocks-things.ts';
import type {
  Binding,
  BoundaryBinding,
  BoundaryPolicy,
  Constraint,
  CustomRole,
  DenyPolicy,
  DenyRule,
  Folder,
  GcpInput,
  Group,
  IdentityPool,
  Organization,
  PoolProvider,
  Project,
  ServiceAccount,
  TagBinding,
} from './input.ts';

/**
 * The organization that Terraform code describes. Numbers that exist after deployment only are made up. What nobody knows before deployment stays
 * undefined and is told. Projects that the code only names lie in the one organization it knows, if there is one.
 */
export const fromBlocks = (blocks: readonly EvaluatedBlock[]): { input: GcpInput; diagnostics: readonly Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const google = blocks.filter(({ format, type }) => format === 'terraform' && /^google(_|workspace_)/.test(type));
  const names = namesOf(google);
  const of = (...types: readonly string[]): EvaluatedBlock[] => google.filter(({ type }) => types.includes(type));
  const bindings = readGrants(google, names, report);
  const resources = readThings(google, names);
  const denyPolicies = of('google_iam_deny_policy').map((block) => denyOf(block, names));
  const boundaries = of('google_iam_principal_access_boundary_policy').map((block) => boundaryOf(block, names));
  const constraints = constraintsOf(google, names);
  const accounts = accountsOf(google, bindings, resources, names);
  const folders = of('google_folder').map((block): Folder => ({
    id: names.place(block),
    name: names.text(block, 'display_name'),
    parent: parentOf(names.text(block, 'parent')),
    ...sourceOf(block),
  }));
  const organizations = organizationsOf(google, bindings, folders, names);
  const groups = groupsOf(google, names);
  const tags = tagsOf(google, names);
  return {
    input: {
      organizations,
      folders,
      projects: projectsOf(google, bindings, resources, accounts, constraints, organizations, names),
      resources,
      roles: of('google_project_iam_custom_role', 'google_organization_iam_custom_role').map((block) => roleOf(block, names)),
      bindings: bindings.map((binding) => named(binding, google, names)),
      denyPolicies: denyPolicies.length > 0 ? denyPolicies : undefined,
      boundaries: boundaries.length > 0 ? boundaries : undefined,
      boundaryBindings: google
        .filter(({ type }) => /^google_iam_(organizations|folders|projects)_policy_binding$/.test(type))
        .map((block) => boundaryBindingOf(block, names)),
      serviceAccounts: accounts,
      users: [],
      groups,
      pools: poolsOf(google, names),
      constraints,
      tags: tags.length > 0 ? tags : undefined,
    },
    diagnostics,
  };
};

/** Custom roles are named by id, by name, or by address. */
const named = (binding: Binding, blocks: readonly EvaluatedBlock[], names: Names): Binding => {
  if (binding.role === undefined || binding.role.includes('/')) return binding;
  const role = blocks.find(({ type, address }) => type.endsWith('_iam_custom_role') && (address === binding.role || slug(`${address}.name`) === binding.role));
  return role ? { ...binding, role: roleId(role, names) } : binding;
};
const roleId = (block: EvaluatedBlock, names: Names): string => names.place(block).replace(/^\/\/iam\.googleapis\.com\//, '');
const roleOf = (block: EvaluatedBlock, names: Names): CustomRole => ({
  id: roleId(block, names),
  title: names.text(block, 'title'),
  permissions: closedList(block.attributes['permissions'], names.resolve, undefined),
  off: names.text(block, 'stage') === 'DISABLED',
  ...sourceOf(block),
});

const parentOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : /^(organizations|folders)\//.test(text) ? text : undefined;

const organizationsOf = (blocks: readonly EvaluatedBlock[], bindings: readonly Binding[], folders: readonly Folder[], names: Names): Organization[] => {
  const found = new Set<string>();
  const add = (text: string | null | undefined): void => {
    const [, id] = /^(organizations\/[^/]+)/.exec(text ?? '') ?? [];
    if (id !== undefined) found.add(id);
  };
  for (const { resource } of bindings) add(resource);
  for (const { parent } of folders) add(parent);
  for (const block of blocks) {
    const organization = names.text(block, 'org_id') ?? names.text(block, 'organization');
    if (organization !== undefined && /^google_(project$|organization_|folder|iam_)/.test(block.type))
      add(`organizations/${organization.replace(/^organizations\//, '')}`);
  }
  return [...found].toSorted().map((id) => ({ id }));
};

const projectsOf = (
  blocks: readonly EvaluatedBlock[],
  bindings: readonly Binding[],
  resources: GcpInput['resources'],
  accounts: readonly ServiceAccount[],
  constraints: readonly Constraint[],
  organizations: readonly Organization[],
  names: Names,
): Project[] => {
  const [only, another] = organizations;
  const above = only && !another ? only.id : undefined;
  const written = blocks.filter(({ type }) => type === 'google_project');
  const stripped = new Set(blocks.filter(({ type }) => type === 'google_project_default_service_accounts').map((block) => names.project(block)));
  const whole = new Set(blocks.filter(({ type }) => type === 'google_project_iam_policy').map((block) => names.project(block)));
  const unasked = constraints.some(
    ({ name, enforced, on }) => name === 'iam.automaticIamGrantsForDefaultServiceAccounts' && enforced === true && /^(organizations|folders)\//.test(on),
  );
  const automatic = (id: string): boolean | undefined =>
    stripped.has(id) ||
    whole.has(id) ||
    unasked ||
    constraints.some(({ name, enforced, on }) => name === 'iam.automaticIamGrantsForDefaultServiceAccounts' && enforced === true && on === id)
      ? false
      : undefined;
  const found = new Map<string, Project>();
  for (const block of written) {
    const id = names.place(block);
    const [organization, folder] = [names.text(block, 'org_id'), names.text(block, 'folder_id')];
    const parent =
      folder !== undefined
        ? `folders/${folder.replace(/^folders\//, '')}`
        : organization !== undefined
          ? `organizations/${organization.replace(/^organizations\//, '')}`
          : above;
    found.set(id, { id, name: names.text(block, 'name'), parent, automaticEditor: automatic(id), ...sourceOf(block) });
  }
  const others = new Set([
    ...bindings.flatMap(({ resource }) => (resource !== undefined && /^projects\/[^/]+$/.test(resource) ? [resource] : [])),
    ...resources.flatMap(({ parent }) => parent ?? []),
    ...accounts.flatMap(({ project }) => project ?? []),
  ]);
  for (const id of [...others].toSorted()) if (!found.has(id)) found.set(id, { id, parent: above, automaticEditor: automatic(id) });
  return [...found.values()];
};

/** Those of the code, and default ones that something runs as or that a grant names. */
const accountsOf = (blocks: readonly EvaluatedBlock[], bindings: readonly Binding[], resources: GcpInput['resources'], names: Names): ServiceAccount[] => {
  const found = new Map<string, ServiceAccount>();
  for (const block of blocks.filter(({ type }) => type === 'google_service_account')) {
    const email = emailOfBlock(names, block);
    if (!found.has(email))
      found.set(email, {
        email,
        name: names.text(block, 'display_name'),
        project: names.project(block),
        disabled: flagOf(names.get(block, 'disabled')),
        ...sourceOf(block),
      });
  }
  const mentioned = [
    ...resources.flatMap(({ accounts }) => accounts ?? []),
    ...bindings.flatMap(({ members }) => (members ?? []).map((member) => member.replace(/^serviceAccount:/, ''))),
  ];
  for (const email of mentioned) {
    const [, project] = /^(.+)(?:-compute@developer|@appspot)\.gserviceaccount\.com$/.exec(email) ?? [];
    if (project !== undefined && !found.has(email)) found.set(email, { email, project: `projects/${project}` });
  }
  return [...found.values()];
};

const denyOf = (block: EvaluatedBlock, names: Names): DenyPolicy => {
  const parent = names.text(block, 'parent');
  const rules = nested(block.attributes, 'rules') ?? [];
  return {
    id: block.address,
    attachedTo: parent === undefined ? undefined : `//${decoded(parent).replace(/^\/\//, '')}`,
    rules: rules.flatMap((rule) => {
      const value = rule['deny_rule'];
      const first = value?.is === 'known' && Array.isArray(value.value) ? value.value[0] : value;
      const fields = first?.is === 'known' && isFields(first.value) ? first.value : undefined;
      if (!fields) return [];
      const list = (name: string, absent: readonly string[] | undefined): readonly string[] | undefined => closedList(fields[name], names.resolve, absent);
      const made: DenyRule = {
        principals: list('denied_principals', []),
        exceptPrincipals: list('exception_principals', []),
        permissions: list('denied_permissions', []),
        exceptPermissions: list('exception_permissions', []),
        condition: conditionOf(fields['denial_condition'], block.address, names),
      };
      return [made];
    }),
    ...sourceOf(block),
  };
};
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const boundaryId = (block: EvaluatedBlock, names: Names): string =>
  `organizations/${names.text(block, 'organization') ?? slug(block.address)}/locations/${names.text(block, 'location') ?? 'global'}/principalAccessBoundaryPolicies/${names.text(block, 'principal_access_boundary_policy_id') ?? slug(block.address)}`;
const boundaryOf = (block: EvaluatedBlock, names: Names): BoundaryPolicy => {
  const [details] = nested(block.attributes, 'details') ?? [];
  const rules = details && nested(details, 'rules');
  const lists = rules?.map((rule) => closedList(rule['resources'], names.resolve, []));
  return {
    id: boundaryId(block, names),
    resources: lists?.every((list) => list !== undefined) ? lists.flatMap((list) => list ?? []) : undefined,
    ...sourceOf(block),
  };
};
const boundaryBindingOf = (block: EvaluatedBlock, names: Names): BoundaryBinding => {
  const policy = names.text(block, 'policy');
  return {
    id: block.address,
    policy,
    target: names.text(block, 'target.principal_set'),
    condition: conditionOf(block.attributes['condition'], block.address, names),
    ...sourceOf(block),
  };
};

const poolsOf = (blocks: readonly EvaluatedBlock[], names: Names): IdentityPool[] =>
  blocks
    .filter(({ type }) => type === 'google_iam_workload_identity_pool' || type === 'google_iam_workforce_pool')
    .map((block) => {
      const workforce = block.type === 'google_iam_workforce_pool';
      const argument = workforce ? 'workforce_pool_id' : 'workload_identity_pool_id';
      const id = names.place(block).replace(/^\/\/iam\.googleapis\.com\//, '');
      const providers = blocks
        .filter(({ type }) => type === `${block.type}_provider`)
        .filter(
          (other) => names.text(other, argument) === names.text(block, argument) || id.endsWith(`/${names.text(other, argument)?.split('/').at(-1) ?? ''}`),
        )
        .map((other) => providerOf(other, workforce, names));
      return { id, disabled: flagOf(names.get(block, 'disabled')), providers: providers.length > 0 ? providers : undefined, ...sourceOf(block) };
    });
const providerOf = (block: EvaluatedBlock, workforce: boolean, names: Names): PoolProvider => {
  const mapping = block.attributes['attribute_mapping'];
  const condition = names.get(block, 'attribute_condition');
  const fields = mapping?.is === 'known' && isFields(mapping.value) ? mapping.value : {};
  return {
    name: names.text(block, workforce ? 'provider_id' : 'workload_identity_pool_provider_id') ?? block.address,
    disabled: flagOf(names.get(block, 'disabled')),
    issuer: names.text(block, 'oidc.issuer_uri'),
    mapping: Object.fromEntries(
      Object.keys(fields).flatMap((key) => {
        const value = fields[key];
        const text = value?.is === 'known' && typeof value.value === 'string' ? value.value : undefined;
        return text === undefined ? [] : [[key, text]];
      }),
    ),
    condition: condition.is === 'text' ? { expression: condition.text } : condition.is === 'unknown' ? { doubt: `the condition of ${block.address}` } : null,
    ...sourceOf(block),
  };
};

/** Groups of Cloud Identity, and of the Google Workspace provider. */
const groupsOf = (blocks: readonly EvaluatedBlock[], names: Names): Group[] => {
  const memberships = blocks.filter(({ type }) => type === 'google_cloud_identity_group_membership' || type === 'googleworkspace_group_member');
  const emails = new Set(blocks.flatMap((block) => emailOfGroup(block, names) ?? []));
  return blocks.flatMap((block): Group[] => {
    const email = emailOfGroup(block, names);
    if (email === undefined) return [];
    const own = memberships.filter((one) => [block.address, email].includes(names.text(one, 'group') ?? names.text(one, 'group_id') ?? ''));
    const members: string[] = [];
    const managers: string[] = [];
    let open = false;
    for (const one of own) {
      const member = names.text(one, 'preferred_member_key.id') ?? names.text(one, 'member_key.id') ?? names.text(one, 'email');
      if (member === undefined) {
        open = true;
        continue;
      }
      const key = emails.has(member) ? `group:${member}` : personKey(member);
      members.push(key);
      const roles = [...(nested(one.attributes, 'roles') ?? []).map((role) => textOf(attribute(role, 'name', names.resolve))), names.text(one, 'role')];
      if (roles.some((role) => role === 'OWNER' || role === 'MANAGER')) managers.push(key);
    }
    return [{ email, name: names.text(block, 'display_name') ?? names.text(block, 'name'), members, moreMembers: open, managers, ...sourceOf(block) }];
  });
};
const emailOfGroup = (block: EvaluatedBlock, names: Names): string | undefined =>
  block.type === 'google_cloud_identity_group'
    ? names.text(block, 'group_key.id')
    : block.type === 'googleworkspace_group'
      ? names.text(block, 'email')
      : undefined;

const constraintsOf = (blocks: readonly EvaluatedBlock[], names: Names): Constraint[] =>
  blocks.flatMap((block): Constraint[] => {
    const made = (on: string | undefined, name: string | undefined, enforced: boolean | undefined): Constraint[] =>
      on === undefined || name === undefined ? [] : [{ on, name: name.replace(/^constraints\//, ''), enforced, ...sourceOf(block) }];
    switch (block.type) {
      case 'google_project_organization_policy':
        return made(names.project(block), names.text(block, 'constraint'), flagOf(names.get(block, 'boolean_policy.enforced')));
      case 'google_folder_organization_policy':
        return made(levelNamed('folders', names.text(block, 'folder')), names.text(block, 'constraint'), flagOf(names.get(block, 'boolean_policy.enforced')));
      case 'google_organization_policy':
        return made(
          levelNamed('organizations', names.text(block, 'org_id')),
          names.text(block, 'constraint'),
          flagOf(names.get(block, 'boolean_policy.enforced')),
        );
      case 'google_org_policy_policy': {
        const enforce = names.text(block, 'spec.rules.enforce');
        const on = names.text(block, 'parent');
        return made(on, names.text(block, 'name')?.split('/policies/').at(-1), enforce === undefined ? undefined : enforce.toUpperCase() === 'TRUE');
      }
      default:
        return [];
    }
  });
const levelNamed = (kind: string, text: string | undefined): string | undefined =>
  text === undefined ? undefined : text.startsWith(`${kind}/`) ? text : `${kind}/${text}`;

const tagsOf = (blocks: readonly EvaluatedBlock[], names: Names): TagBinding[] => {
  const idOf = (block: EvaluatedBlock): string | undefined => names.resolve({ address: block.address, attribute: 'id' });
  const values = new Map(blocks.filter(({ type }) => type === 'google_tags_tag_value').map((block) => [idOf(block), block] as const));
  const keys = new Map(blocks.filter(({ type }) => type === 'google_tags_tag_key').map((block) => [idOf(block), block] as const));
  return blocks
    .filter(({ type }) => type === 'google_tags_tag_binding' || type === 'google_tags_location_tag_binding')
    .flatMap((block): TagBinding[] => {
      const on = names.text(block, 'parent');
      const valueId = names.text(block, 'tag_value');
      const value = values.get(valueId);
      const keyId = value && names.text(value, 'parent');
      const key = keyId === undefined ? undefined : keys.get(keyId);
      const space = key && names.text(key, 'parent')?.replace(/^(organizations|projects)\//, '');
      const short = key && names.text(key, 'short_name');
      if (on === undefined) return [];
      return [
        {
          on,
          key: space === undefined || short === undefined ? undefined : `${space}/${short}`,
          value: value && names.text(value, 'short_name'),
          keyId,
          valueId,
          ...sourceOf(block),
        },
      ];
    });
};
