import type { EscalationMethod } from '../identity.ts';

/** A way through Entra ID: a data row. One of `actions` (Entra roles, owners) or of `grants` (Graph app permissions) is enough. */
export interface EntraMethod extends EscalationMethod {
  readonly actions: readonly string[];
  readonly grants: readonly string[];
  /** Also open to owners of the target. */
  readonly owners: boolean;
  /** What else must hold that no input tells. */
  readonly doubt?: string;
  /** Whom it reaches; `itself`: it becomes an administrator. */
  readonly reaches:
    | 'itself'
    | 'application'
    | 'owned-application'
    | 'service-principal'
    | 'group'
    | 'pim-group'
    | 'package-group'
    | 'user-password'
    | 'user-method'
    | 'federated-user'
    | 'device-user';
}

type Sentence = readonly [en: string, ja: string];
const row = (
  id: string,
  title: Sentence,
  does: Sentence,
  reaches: EntraMethod['reaches'],
  { actions = [], grants = [], owners = false, doubt }: { actions?: readonly string[]; grants?: readonly string[]; owners?: boolean; doubt?: string },
  source: string,
): EntraMethod => ({
  id,
  title: { en: title[0], ja: title[1] },
  does: { en: does[0], ja: does[1] },
  permissions: [...actions, ...grants],
  source,
  actions,
  grants,
  owners,
  reaches,
  ...(doubt !== undefined && { doubt }),
});
const roles = 'https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference';
const graph = 'https://learn.microsoft.com/graph/permissions-reference';
const directory = 'microsoft.directory/';

export const entraMethods: readonly EntraMethod[] = [
  row(
    'entra-application-credential',
    ['Credential on an application', 'アプリケーションへの資格情報の追加'],
    ['Adds a secret to the application and signs in as {target}.', 'アプリケーションにシークレットを追加し、{target} としてサインインします。'],
    'application',
    { actions: [`${directory}applications/credentials/update`], owners: true },
    roles,
  ),
  row(
    'entra-service-principal-credential',
    ['Credential on a service principal', 'サービスプリンシパルへの資格情報の追加'],
    ['Adds a secret to the service principal and signs in as {target}.', 'サービスプリンシパルにシークレットを追加し、{target} としてサインインします。'],
    'service-principal',
    { actions: [`${directory}servicePrincipals/credentials/update`], owners: true },
    roles,
  ),
  row(
    'entra-application-owner',
    ['Becoming owner of an application', 'アプリケーションの所有者になる'],
    [
      'Makes itself owner of the application, adds a secret and signs in as {target}.',
      '自分をアプリケーションの所有者にしてシークレットを追加し、{target} としてサインインします。',
    ],
    'application',
    { actions: [`${directory}applications/owners/update`] },
    roles,
  ),
  row(
    'entra-service-principal-owner',
    ['Becoming owner of a service principal', 'サービスプリンシパルの所有者になる'],
    [
      'Makes itself owner of the service principal, adds a secret and signs in as {target}.',
      '自分をサービスプリンシパルの所有者にしてシークレットを追加し、{target} としてサインインします。',
    ],
    'service-principal',
    { actions: [`${directory}servicePrincipals/owners/update`] },
    roles,
  ),
  row(
    'entra-group-member',
    ['Joining a group', 'グループへの参加'],
    ['Adds itself to the group {target} and takes over its roles.', 'グループ {target} に自分を追加し、そのロールを得ます。'],
    'group',
    { actions: [`${directory}groups/members/update`], owners: true },
    'https://learn.microsoft.com/entra/identity/role-based-access-control/groups-concept',
  ),
  row(
    'entra-security-group-member',
    ['Joining a security group', 'セキュリティグループへの参加'],
    ['Adds itself to the security group {target} and takes over its roles.', 'セキュリティグループ {target} に自分を追加し、そのロールを得ます。'],
    'group',
    { actions: [`${directory}groups.security/members/update`] },
    roles,
  ),
  row(
    'entra-lifecycle-workflow',
    ['Lifecycle workflow', 'ライフサイクルワークフロー'],
    ['Runs a workflow that adds itself to the group {target}.', '自分をグループ {target} に追加するワークフローを実行します。'],
    'group',
    { actions: [`${directory}lifecycleWorkflows/workflows/allProperties/allTasks`] },
    'https://learn.microsoft.com/entra/id-governance/lifecycle-workflow-tasks',
  ),
  row(
    'entra-access-package',
    ['Access package', 'アクセスパッケージ'],
    ['Gives itself an access package that contains the group {target}.', 'グループ {target} を含むアクセスパッケージを自分に割り当てます。'],
    'package-group',
    { actions: [`${directory}entitlementManagement/allProperties/allTasks`], grants: ['EntitlementManagement.ReadWrite.All'] },
    'https://learn.microsoft.com/entra/id-governance/entitlement-management-overview',
  ),
  row(
    'entra-reset-password',
    ['Resetting a password', 'パスワードのリセット'],
    ['Sets a new password and signs in as {target}.', '新しいパスワードを設定し、{target} としてサインインします。'],
    'user-password',
    { actions: [`${directory}users/password/update`] },
    'https://learn.microsoft.com/entra/identity/role-based-access-control/privileged-roles-permissions#who-can-reset-passwords',
  ),
  row(
    'entra-new-method',
    ['New sign-in method for a user', 'ユーザーの認証方法の追加'],
    [
      'Issues a Temporary Access Pass, which also satisfies MFA, and signs in as {target}.',
      'MFA も満たす一時アクセスパスを発行し、{target} としてサインインします。',
    ],
    'user-method',
    { actions: [`${directory}users/authenticationMethods/create`] },
    'https://learn.microsoft.com/entra/identity/authentication/howto-authentication-temporary-access-pass',
  ),
  row(
    'entra-federate-domain',
    ['Federating a domain', 'ドメインのフェデレーション'],
    [
      'Federates the domain with an identity provider of its own and signs in as {target}.',
      '自分の管理する ID プロバイダーとドメインをフェデレーションし、{target} としてサインインします。',
    ],
    'federated-user',
    { actions: [`${directory}domains/federation/update`], grants: ['Domain.ReadWrite.All'] },
    'https://learn.microsoft.com/entra/identity/hybrid/connect/whatis-fed',
  ),
  row(
    'entra-synchronisation',
    ['Directory synchronisation', 'ディレクトリ同期'],
    ['Changes what synchronisation writes and takes over {target}.', '同期で書き込まれる内容を変え、{target} を乗っ取ります。'],
    'federated-user',
    { actions: [`${directory}organization/dirSync/update`, `${directory}passwordHashSync/allProperties/allTasks`] },
    roles,
  ),
  row(
    'graph-synchronisation',
    ['App permission over synchronisation', '同期を管理するアプリのアクセス許可'],
    ['Changes what synchronisation writes and takes over {target}.', '同期で書き込まれる内容を変え、{target} を乗っ取ります。'],
    'federated-user',
    { grants: ['Synchronization.ReadWrite.All'], doubt: 'whether a synchronisation job writes this user' },
    graph,
  ),
  row(
    'entra-managed-device',
    ['Script on a managed device', '管理対象デバイスでのスクリプト実行'],
    ['Runs a script on the device where {target} is signed in.', '{target} がサインインしているデバイスでスクリプトを実行します。'],
    'device-user',
    {
      actions: ['microsoft.intune/allEntities/allTasks', 'microsoft.cloudPC/allEntities/allProperties/allTasks'],
      grants: ['DeviceManagementConfiguration.ReadWrite.All', 'DeviceManagementScripts.ReadWrite.All'],
    },
    'https://learn.microsoft.com/mem/intune/apps/intune-management-extension',
  ),
  row(
    'graph-role-management',
    ['App permission over directory roles', 'ディレクトリロールを管理するアプリのアクセス許可'],
    ['Assigns itself Global Administrator.', '自分にグローバル管理者を割り当てます。'],
    'itself',
    { grants: ['RoleManagement.ReadWrite.Directory'] },
    graph,
  ),
  row(
    'graph-role-assignment-schedule',
    ['App permission over active role assignments', 'アクティブなロール割り当てを管理するアプリのアクセス許可'],
    ['Creates an active assignment of Global Administrator for itself.', 'グローバル管理者のアクティブな割り当てを自分に作成します。'],
    'itself',
    { grants: ['RoleAssignmentSchedule.ReadWrite.Directory'] },
    graph,
  ),
  row(
    'graph-role-eligibility-schedule',
    ['App permission over eligible role assignments', '資格のあるロール割り当てを管理するアプリのアクセス許可'],
    ['Makes a principal that it controls eligible for Global Administrator.', '自分が制御するプリンシパルに、グローバル管理者の資格を与えます。'],
    'itself',
    { grants: ['RoleEligibilitySchedule.ReadWrite.Directory'] },
    graph,
  ),
  row(
    'graph-app-role-assignment',
    ['App permission over app permissions', 'アプリのアクセス許可を付与できるアプリのアクセス許可'],
    ['Grants itself RoleManagement.ReadWrite.Directory without consent.', '同意なしで RoleManagement.ReadWrite.Directory を自分に付与します。'],
    'itself',
    { grants: ['AppRoleAssignment.ReadWrite.All'] },
    graph,
  ),
  row(
    'graph-permission-grant-policy',
    ['App permission over consent policies', '同意ポリシーを管理するアプリのアクセス許可'],
    ['Allows consent to any permission and has a stronger one granted.', 'あらゆるアクセス許可への同意を可能にし、より強い許可を得ます。'],
    'itself',
    { grants: ['Policy.ReadWrite.PermissionGrant'], doubt: 'whether somebody it controls consents' },
    graph,
  ),
  row(
    'graph-application',
    ['App permission over applications', 'アプリケーションを管理するアプリのアクセス許可'],
    ['Adds a secret to the application and signs in as {target}.', 'アプリケーションにシークレットを追加し、{target} としてサインインします。'],
    'application',
    { grants: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'] },
    graph,
  ),
  row(
    'graph-service-principal',
    ['App permission over service principals', 'サービスプリンシパルを管理するアプリのアクセス許可'],
    ['Adds a secret to the service principal and signs in as {target}.', 'サービスプリンシパルにシークレットを追加し、{target} としてサインインします。'],
    'service-principal',
    { grants: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'] },
    graph,
  ),
  row(
    'graph-owned-application',
    ['App permission over owned applications', '所有するアプリケーションを管理するアプリのアクセス許可'],
    [
      'Adds a secret to an application that it owns and signs in as {target}.',
      '自分が所有するアプリケーションにシークレットを追加し、{target} としてサインインします。',
    ],
    'owned-application',
    { grants: ['Application.ReadWrite.OwnedBy'] },
    graph,
  ),
  row(
    'graph-group-member',
    ['App permission over groups', 'グループを管理するアプリのアクセス許可'],
    ['Adds itself to the group {target}.', 'グループ {target} に自分を追加します。'],
    'group',
    { grants: ['Group.ReadWrite.All', 'GroupMember.ReadWrite.All', 'Directory.ReadWrite.All'] },
    graph,
  ),
  row(
    'graph-pim-group',
    ['App permission over groups in PIM', 'PIM 管理のグループに対するアプリのアクセス許可'],
    ['Makes itself a member of the group {target}, which PIM manages.', 'PIM で管理されているグループ {target} のメンバーに自分を加えます。'],
    'pim-group',
    {
      grants: [
        'PrivilegedAccess.ReadWrite.AzureADGroup',
        'PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup',
        'PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup',
      ],
    },
    graph,
  ),
  row(
    'graph-user-password',
    ['App permission over passwords', 'パスワードを管理するアプリのアクセス許可'],
    [
      'Sets a new password with the permission and its Entra role, and signs in as {target}.',
      'アクセス許可と Entra ロールを使って新しいパスワードを設定し、{target} としてサインインします。',
    ],
    'user-password',
    { grants: ['User.ReadWrite.All', 'User-PasswordProfile.ReadWrite.All'] },
    'https://learn.microsoft.com/graph/api/user-update',
  ),
  row(
    'graph-user-method',
    ['App permission over sign-in methods', '認証方法を管理するアプリのアクセス許可'],
    ['Issues a Temporary Access Pass and signs in as {target}.', '一時アクセスパスを発行し、{target} としてサインインします。'],
    'user-method',
    { grants: ['UserAuthenticationMethod.ReadWrite.All'] },
    graph,
  ),
  row(
    'graph-certificate-trust',
    ['App permission over certificate sign-in', '証明書サインインを管理するアプリのアクセス許可'],
    ['Trusts a certificate authority of its own and signs in as {target}.', '自分の認証局を信頼させ、{target} としてサインインします。'],
    'federated-user',
    { grants: ['Organization.ReadWrite.All'] },
    graph,
  ),
];

const own = (id: string, title: Sentence, does: Sentence, permissions: readonly string[], source: string): EscalationMethod => ({
  id,
  title: { en: title[0], ja: title[1] },
  does: { en: does[0], ja: does[1] },
  permissions,
  source,
});
export const otherEntraMethods = {
  activate: own(
    'entra-pim-activation',
    ['Activating an eligible Entra role', '資格のある Entra ロールのアクティブ化'],
    ['Activates the Entra role for which it is eligible.', '資格のある Entra ロールをアクティブ化します。'],
    [],
    'https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-how-to-activate-role',
  ),
  weaken: own(
    'entra-drop-mfa',
    ['Dropping MFA before a password reset', 'MFA 要件を外したうえでのパスワードのリセット'],
    [
      'Takes {target} out of the policy that demands MFA, sets a new password and signs in.',
      'MFA を要求するポリシーから {target} を外し、新しいパスワードを設定してサインインします。',
    ],
    [`${directory}conditionalAccessPolicies/basic/update`, `${directory}users/password/update`, 'Policy.ReadWrite.ConditionalAccess'],
    'https://learn.microsoft.com/entra/identity/conditional-access/overview',
  ),
  federated: own(
    'entra-federated-sign-in',
    ['Signing in by a federated credential', 'フェデレーション資格情報によるサインイン'],
    ['Signs in as {target} with a token of the trusted identity provider.', '信頼されている ID プロバイダーのトークンで {target} としてサインインします。'],
    [],
    'https://learn.microsoft.com/entra/workload-id/workload-identity-federation',
  ),
} as const;
