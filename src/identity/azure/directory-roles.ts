/**
 * Entra roles that matter for access, with those of their actions that lead further. "Microsoft Entra built-in roles" (permissions reference, Microsoft
 * Learn, 2026-01). Patterns are read without case.
 */
export interface DirectoryRole {
  /** Template id. */
  readonly id: string;
  readonly name: string;
  /** Patterns, without case. */
  readonly actions: readonly string[];
}

export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
export const privilegedRoleAdministrator = 'e8611ab8-c189-46e8-94e1-60213ab1f814';

const password = 'microsoft.directory/users/password/update';
const methods = 'microsoft.directory/users/authenticationMethods/create';
const members = 'microsoft.directory/groups/members/update';
const securityMembers = 'microsoft.directory/groups.security/members/update';
const packages = 'microsoft.directory/entitlementManagement/allProperties/allTasks';
const federation = 'microsoft.directory/domains/federation/update';
const owners = ['microsoft.directory/applications/owners/update', 'microsoft.directory/servicePrincipals/owners/update'];
const credentials = ['microsoft.directory/applications/credentials/update', 'microsoft.directory/servicePrincipals/credentials/update'];
const conditionalAccess = 'microsoft.directory/conditionalAccessPolicies/basic/update';
const sync = ['microsoft.directory/organization/dirSync/update', 'microsoft.directory/passwordHashSync/allProperties/allTasks'];

const row = (id: string, name: string, ...actions: readonly string[]): DirectoryRole => ({ id, name, actions });
export const directoryRoles: readonly DirectoryRole[] = [
  row(globalAdministrator, 'Global Administrator', 'microsoft.directory/*', 'microsoft.intune/*', 'microsoft.cloudPC/*'),
  row(
    privilegedRoleAdministrator,
    'Privileged Role Administrator',
    'microsoft.directory/roleAssignments/allProperties/allTasks',
    'microsoft.directory/groupsAssignableToRoles/allProperties/update',
    'microsoft.directory/servicePrincipals/managePermissionGrantsForAll.microsoft-company-admin',
    'microsoft.directory/permissionGrantPolicies/allProperties/update',
    'microsoft.directory/privilegedIdentityManagement/allProperties/allTasks',
  ),
  row('7be44c8a-adaf-4e2a-84d6-ab2649e08a13', 'Privileged Authentication Administrator', password, methods),
  row('c4e39bd9-1100-46d3-8c65-fb160da0071f', 'Authentication Administrator', password, methods),
  row('729827e3-9c14-49f7-bb1b-9608f156bbb8', 'Helpdesk Administrator', password),
  row('966707d0-3269-4727-9be2-8c3a10f19b9d', 'Password Administrator', password),
  row('fe930be7-5e62-47db-91af-98c3a49a38b1', 'User Administrator', password, members, packages),
  row('4ba39ca4-527c-499a-b93d-d9b492c50246', 'Partner Tier1 Support', password),
  row('e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8', 'Partner Tier2 Support', password),
  row('9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', 'Application Administrator', ...credentials, ...owners),
  row('158c047a-c907-4556-b7ef-446551a6b5f7', 'Cloud Application Administrator', ...credentials, ...owners),
  row('8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2', 'Hybrid Identity Administrator', federation, ...sync, ...owners),
  row('8329153b-31d0-4727-b945-745eb3bc5f31', 'Domain Name Administrator', 'microsoft.directory/domains/allProperties/allTasks', federation),
  row('be2f45a1-457d-42af-a067-6ec1fa63bc45', 'External Identity Provider Administrator', federation),
  row('d29b2b05-8046-44ba-8758-1e26182fcf32', 'Directory Synchronization Accounts', ...sync),
  row('194ae4cb-b126-40b2-bd5b-6091b380977d', 'Security Administrator', conditionalAccess, federation),
  row('b1be1c3e-b65d-4f19-8427-f6fa0d97feb9', 'Conditional Access Administrator', conditionalAccess),
  row('fdd7a751-b60b-444a-984c-02652fe8fa1c', 'Groups Administrator', members),
  row('9360feb5-f418-4baa-8175-e2a00bac4301', 'Directory Writers', members),
  row('45d8d3c5-c802-45c6-b32a-1d70b5e1e86e', 'Identity Governance Administrator', members, packages),
  row('59d46f88-662b-457b-bceb-5c3809e5908f', 'Lifecycle Workflows Administrator', 'microsoft.directory/lifecycleWorkflows/workflows/allProperties/allTasks'),
  row('b5a8dcf3-09d5-43a9-a639-8e29ef291470', 'Knowledge Administrator', securityMembers),
  row('744ec460-397e-42ad-a462-8b3f9747a02c', 'Knowledge Manager', securityMembers),
  row(
    '3a2c62db-5318-420d-8d74-23affee5d9d5',
    'Intune Administrator',
    securityMembers,
    'microsoft.intune/allEntities/allTasks',
    'microsoft.cloudPC/allEntities/allProperties/allTasks',
  ),
  row('11451d60-acb2-45eb-a7d6-43d0f0125c13', 'Windows 365 Administrator', securityMembers, 'microsoft.cloudPC/allEntities/allProperties/allTasks'),
  // Named in the password matrix only.
  row('88d8e3e3-8f55-4a1e-953a-9b9898b8876b', 'Directory Readers'),
  row('95e79109-95c0-4d8e-aee3-d01accf2d47b', 'Guest Inviter'),
  row('790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b', 'Message Center Reader'),
  row('4a5d8f65-41da-4de4-8968-e035b65339cf', 'Reports Reader'),
  row('27460883-1df1-4691-b032-3b79643e5e63', 'User Experience Success Manager'),
  row('75934031-6c7e-415a-99d7-48dbd49e875e', 'Usage Summary Reports Reader'),
  row('f2ef992c-3afb-46b9-b7cf-a126ee74c451', 'Global Reader'),
];

/** Built-in roles without any of these actions, so that they are not taken for unknown ones. */
const harmless: readonly (readonly [id: string, name: string])[] = [
  ['cf1c38e5-3621-4004-a7cb-879624dced7c', 'Application Developer'],
  ['0526716b-113d-4c15-b2c8-68e3c22b9f80', 'Authentication Policy Administrator'],
  ['58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d', 'Attribute Assignment Administrator'],
  ['8424c6f0-a189-499e-bbd0-26c1753c96d4', 'Attribute Definition Administrator'],
  ['7495fdc4-34c4-4d15-a289-98788ce399fd', 'Azure Information Protection Administrator'],
  ['e3973bdf-4987-49ae-837a-ba8e231c7286', 'Azure DevOps Administrator'],
  ['b0f54661-2d74-4c50-afa3-1ec803f12efe', 'Billing Administrator'],
  ['892c5842-a9a6-463a-8041-72aa08ca3cf6', 'Cloud App Security Administrator'],
  ['7698a772-787b-4ac8-901f-60d6b08affd2', 'Cloud Device Administrator'],
  ['17315797-102d-40b4-93e0-432062caca18', 'Compliance Administrator'],
  ['44367163-eba1-44c3-98af-f5787879f96a', 'Dynamics 365 Administrator'],
  ['29232cdf-9323-42fd-ade2-1d097af3e4de', 'Exchange Administrator'],
  ['a9ea8996-122f-4c74-9520-8edcd192826c', 'Fabric Administrator'],
  ['4d6ac14f-3453-41d0-bef9-a3e0c569773a', 'License Administrator'],
  ['ac16e43d-7b2d-40e0-ac05-243ff356ab5b', 'Message Center Privacy Reader'],
  ['2b745bdf-0803-4d80-aa65-822c4493daac', 'Office Apps Administrator'],
  ['11648597-926c-4cf3-9c36-bcebb0ba8dcc', 'Power Platform Administrator'],
  ['0964bb5e-9bdb-4d7b-ac29-58e794862a40', 'Search Administrator'],
  ['5f2222b1-57c3-48ba-8ad5-d4759f1fde6f', 'Security Operator'],
  ['5d6b6bb7-de71-4623-b4af-96380a352509', 'Security Reader'],
  ['f023fd81-a637-4b56-95fd-791ac0226033', 'Service Support Administrator'],
  ['f28a1f50-f6e7-4571-818b-6a12f2af6b6c', 'SharePoint Administrator'],
  ['69091246-20e8-4a56-aa4d-066075b2a7a8', 'Teams Administrator'],
];

const everyRole: readonly DirectoryRole[] = [...directoryRoles, ...harmless.map(([id, name]) => row(id, name))];
const byKey = new Map(everyRole.flatMap((role) => [[role.id, role] as const, [role.name.toLowerCase(), role] as const]));
/** By template id or by name. Undefined: not one of the roles above. */
export const directoryRole = (idOrName: string): DirectoryRole | undefined => byKey.get(idOrName.toLowerCase());

const named = (...names: readonly string[]): ReadonlySet<string> => new Set(names);
const readers = ['Directory Readers', 'Guest Inviter', 'Password Administrator'];
const more = ['Message Center Reader', 'Reports Reader', 'User Experience Success Manager', 'Usage Summary Reports Reader'];
/**
 * Whose password a role may reset: holders of no role but these. `all`: everybody. "Who can reset passwords" (Privileged roles and permissions in
 * Microsoft Entra ID, Microsoft Learn).
 */
const resets: ReadonlyMap<string, ReadonlySet<string> | 'all'> = new Map<string, ReadonlySet<string> | 'all'>([
  ['Password Administrator', named(...readers)],
  ['Helpdesk Administrator', named(...readers, ...more, 'Helpdesk Administrator')],
  ['Authentication Administrator', named(...readers, ...more, 'Authentication Administrator')],
  ['User Administrator', named(...readers, ...more, 'Groups Administrator', 'Helpdesk Administrator', 'User Administrator')],
  ['Partner Tier1 Support', named()],
  ['Privileged Authentication Administrator', 'all'],
  ['Partner Tier2 Support', 'all'],
  ['Global Administrator', 'all'],
]);

/** What protects a user against a reset. */
export interface Protection {
  /** Names of the Entra roles held, also those that one may activate; ids where the name is not known. */
  readonly roles: readonly string[];
  /** Member or owner of a role-assignable group. Undefined: nobody knows. */
  readonly inProtectedGroup: boolean | undefined;
}

/** May a holder of `role` at tenant scope reset the password of such a user? Undefined: nobody knows. */
export const mayReset = (role: string, user: Protection): boolean | undefined => {
  const allowed = resets.get(role);
  if (!allowed) return false;
  if (allowed === 'all') return true;
  if (user.roles.some((held) => !allowed.has(held))) return false;
  return user.inProtectedGroup === undefined ? undefined : !user.inProtectedGroup;
};
