import type { EscalationMethod } from '../identity.ts';

/** A way through Azure RBAC: a data row. */
export interface AzureMethod extends EscalationMethod {
  /** Every one of them is needed. `on`: the thing used, the place where a new thing may be put, or the identity that is taken along. */
  readonly needs: readonly { readonly action: string; readonly on: 'thing' | 'place' | 'identity' }[];
  /** ARM types of the thing used. */
  readonly things: readonly string[];
  /**
   * What it yields: the identities the thing runs as; an identity of the attacker's choice put on a thing; the identity that is itself the thing; whom a
   * store keeps code or credentials of.
   */
  readonly yields: 'its-identities' | 'chosen-identity' | 'the-identity' | 'code-it-keeps' | 'credentials-it-keeps';
  /** A fact of the thing that must hold; unknown makes the way doubtful. */
  readonly must?: { readonly fact: 'sharedKeys' | 'localAuth' | 'entraLogin' | 'rbacMode'; readonly be: boolean };
}

type Sentence = readonly [en: string, ja: string];
const learn = 'https://learn.microsoft.com/azure/';
/** `read` names the page below Microsoft Learn's Azure part. */
const row = (
  id: string,
  title: Sentence,
  does: Sentence,
  yields: AzureMethod['yields'],
  things: readonly string[],
  needs: readonly string[],
  read: string,
  must?: AzureMethod['must'],
): AzureMethod => ({
  id,
  title: { en: title[0], ja: title[1] },
  does: { en: does[0], ja: does[1] },
  permissions: needs.map((need) => need.replace(/^(place|identity) /, '')),
  source: `${learn}${read}`,
  needs: needs.map((need) => {
    const [on, action] = need.split(' ');
    return action === undefined ? { action: need, on: 'thing' } : { action, on: on === 'place' ? 'place' : 'identity' };
  }),
  things,
  yields,
  ...(must && { must }),
});

const vm = 'Microsoft.Compute/virtualMachines';
const scaleSet = 'Microsoft.Compute/virtualMachineScaleSets';
const arc = 'Microsoft.HybridCompute/machines';
const site = 'Microsoft.Web/sites';
const automation = 'Microsoft.Automation/automationAccounts';
const cluster = 'Microsoft.ContainerService/managedClusters';
const assign = 'identity Microsoft.ManagedIdentity/userAssignedIdentities/assign/action';
const token: Sentence = ['asks the metadata service for a token of {target}', 'メタデータサービスから {target} のトークンを取得します'];
const runs = (en: string, ja: string): Sentence => [`${en} and ${token[0]}.`, `${ja}、${token[1]}。`];

export const azureMethods: readonly AzureMethod[] = [
  row(
    'azure-vm-run-command',
    ['Run Command on a virtual machine', '仮想マシンでの実行コマンド'],
    runs('Runs a script on the machine', 'マシン上でスクリプトを実行し'),
    'its-identities',
    [vm],
    [`${vm}/runCommand/action`],
    'virtual-machines/run-command-overview',
  ),
  row(
    'azure-vm-managed-run-command',
    ['Managed Run Command on a virtual machine', '仮想マシンでのマネージド実行コマンド'],
    runs('Creates a run command resource on the machine', 'マシンに実行コマンドのリソースを作成し'),
    'its-identities',
    [vm],
    [`${vm}/runCommands/write`],
    'virtual-machines/run-command-overview',
  ),
  row(
    'azure-vm-extension',
    ['Extension on a virtual machine', '仮想マシンの拡張機能'],
    runs('Installs a script extension', 'スクリプト拡張機能をインストールし'),
    'its-identities',
    [vm],
    [`${vm}/extensions/write`],
    'virtual-machines/extensions/overview',
  ),
  row(
    'azure-vm-rewrite',
    ['Rewriting a virtual machine', '仮想マシンの書き換え'],
    runs('Changes the machine so that it runs code at the next start', '次回の起動時にコードが実行されるようマシンを変更し'),
    'its-identities',
    [vm],
    [`${vm}/write`, `${vm}/restart/action`],
    'virtual-machines/user-data',
  ),
  row(
    'azure-vm-with-identity',
    ['Virtual machine with a chosen identity', '任意の ID を付けた仮想マシン'],
    runs('Creates or changes a machine that carries the identity', 'その ID を付けたマシンを作成または変更し'),
    'chosen-identity',
    [vm],
    [`place ${vm}/write`, assign],
    'entra/identity/managed-identities-azure-resources/how-manage-user-assigned-managed-identities',
  ),
  row(
    'azure-vm-admin-login',
    ['Signing in to a virtual machine as administrator', '仮想マシンへの管理者サインイン'],
    runs('Signs in with Entra ID', 'Entra ID でサインインし'),
    'its-identities',
    [vm],
    [`${vm}/loginAsAdmin/action`],
    'active-directory/devices/howto-vm-sign-in-azure-ad-windows',
    { fact: 'entraLogin', be: true },
  ),
  row(
    'azure-vm-login',
    ['Signing in to a virtual machine', '仮想マシンへのサインイン'],
    runs('Signs in with Entra ID as an ordinary user', '一般ユーザーとして Entra ID でサインインし'),
    'its-identities',
    [vm],
    [`${vm}/login/action`],
    'active-directory/devices/howto-vm-sign-in-azure-ad-linux',
    { fact: 'entraLogin', be: true },
  ),
  row(
    'azure-vmss-run-command',
    ['Run Command on a scale set', 'スケールセットでの実行コマンド'],
    runs('Runs a script on an instance', 'インスタンス上でスクリプトを実行し'),
    'its-identities',
    [scaleSet],
    [`${scaleSet}/virtualMachines/runCommand/action`],
    'virtual-machines/run-command-overview',
  ),
  row(
    'azure-vmss-extension',
    ['Extension on a scale set', 'スケールセットの拡張機能'],
    runs('Installs a script extension on the instances', 'インスタンスにスクリプト拡張機能をインストールし'),
    'its-identities',
    [scaleSet],
    [`${scaleSet}/extensions/write`],
    'virtual-machine-scale-sets/virtual-machine-scale-sets-extension-sequencing',
  ),
  row(
    'azure-vmss-with-identity',
    ['Scale set with a chosen identity', '任意の ID を付けたスケールセット'],
    runs('Creates or changes a scale set that carries the identity', 'その ID を付けたスケールセットを作成または変更し'),
    'chosen-identity',
    [scaleSet],
    [`place ${scaleSet}/write`, assign],
    'virtual-machine-scale-sets/overview',
  ),
  row(
    'azure-arc-extension',
    ['Extension on an Arc machine', 'Arc マシンの拡張機能'],
    runs('Installs a script extension on the connected machine', '接続済みマシンにスクリプト拡張機能をインストールし'),
    'its-identities',
    [arc],
    [`${arc}/extensions/write`],
    'azure-arc/servers/security-extensions',
  ),
  row(
    'azure-arc-run-command',
    ['Run Command on an Arc machine', 'Arc マシンでの実行コマンド'],
    runs('Runs a script on the connected machine', '接続済みマシン上でスクリプトを実行し'),
    'its-identities',
    [arc],
    [`${arc}/runCommands/write`],
    'azure-arc/servers/run-command',
  ),
  row(
    'azure-federated-credential',
    ['Federated credential on a managed identity', 'マネージド ID へのフェデレーション資格情報'],
    [
      'Trusts an identity provider of its own and signs in as {target} from outside.',
      '自分の管理する ID プロバイダーを信頼させ、外部から {target} としてサインインします。',
    ],
    'the-identity',
    ['Microsoft.ManagedIdentity/userAssignedIdentities'],
    ['Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write'],
    'entra/workload-id/workload-identity-federation',
  ),
  row(
    'azure-web-app-code',
    ['Code of a web app or function', 'Web アプリや関数のコード'],
    ['Deploys code of its own to the app, which runs as {target}.', '{target} として動くアプリに自分のコードをデプロイします。'],
    'its-identities',
    [site],
    [`${site}/write`],
    'app-service/overview-managed-identity',
  ),
  row(
    'azure-web-app-publish',
    ['Publishing credentials of a web app', 'Web アプリの発行資格情報'],
    ['Reads the publishing credentials and deploys code that runs as {target}.', '発行資格情報を読み取り、{target} として動くコードをデプロイします。'],
    'its-identities',
    [site],
    [`${site}/publishxml/action`],
    'app-service/deploy-configure-credentials',
  ),
  row(
    'azure-web-app-settings',
    ['Settings of a web app', 'Web アプリの設定'],
    [
      'Reads the publishing credentials among the settings and deploys code that runs as {target}.',
      '設定に含まれる発行資格情報を読み取り、{target} として動くコードをデプロイします。',
    ],
    'its-identities',
    [site],
    [`${site}/config/list/action`],
    'app-service/deploy-configure-credentials',
  ),
  row(
    'azure-function-keys',
    ['Master key of a function app', '関数アプリのマスターキー'],
    ['Reads the master key and changes functions that run as {target}.', 'マスターキーを読み取り、{target} として動く関数を書き換えます。'],
    'its-identities',
    [site],
    [`${site}/host/listkeys/action`],
    'azure-functions/function-keys-how-to',
  ),
  row(
    'azure-web-app-with-identity',
    ['Web app with a chosen identity', '任意の ID を付けた Web アプリ'],
    ['Creates or changes an app that carries {target} and runs code in it.', '{target} を付けたアプリを作成または変更し、その中でコードを実行します。'],
    'chosen-identity',
    [site],
    [`place ${site}/write`, assign],
    'app-service/overview-managed-identity',
  ),
  row(
    'azure-storage-code',
    ['Code kept in a storage account', 'ストレージアカウントに置かれたコード'],
    [
      'Changes the code or the profile that the account keeps for {target} with an account key.',
      'アカウントキーを使い、{target} のために保管されているコードやプロファイルを書き換えます。',
    ],
    'code-it-keeps',
    ['Microsoft.Storage/storageAccounts'],
    ['Microsoft.Storage/storageAccounts/listKeys/action'],
    'storage/common/storage-account-keys-manage',
    { fact: 'sharedKeys', be: true },
  ),
  row(
    'azure-storage-code-blob',
    ['Code kept in blobs', 'BLOB に置かれたコード'],
    ['Writes over the code that the account keeps for {target}.', '{target} のために保管されているコードを上書きします。'],
    'code-it-keeps',
    ['Microsoft.Storage/storageAccounts'],
    ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'],
    'azure-functions/storage-considerations',
  ),
  row(
    'azure-vault-secret',
    ['Credentials kept in a key vault', 'Key Vault に保管された資格情報'],
    ['Reads the credentials of {target} from the vault.', 'Key Vault から {target} の資格情報を読み取ります。'],
    'credentials-it-keeps',
    ['Microsoft.KeyVault/vaults'],
    ['Microsoft.KeyVault/vaults/secrets/getSecret/action'],
    'key-vault/general/rbac-guide',
  ),
  row(
    'azure-vault-access-policy',
    ['Access policy of a key vault', 'Key Vault のアクセスポリシー'],
    ['Adds an access policy for itself and reads the credentials of {target}.', '自分のアクセスポリシーを追加し、{target} の資格情報を読み取ります。'],
    'credentials-it-keeps',
    ['Microsoft.KeyVault/vaults'],
    ['Microsoft.KeyVault/vaults/accessPolicies/write'],
    'key-vault/general/rbac-access-policy',
    { fact: 'rbacMode', be: false },
  ),
  row(
    'azure-vault-write',
    ['Rewriting a key vault', 'Key Vault の書き換え'],
    [
      'Puts an access policy for itself on the vault and reads the credentials of {target}.',
      'Key Vault に自分のアクセスポリシーを設定し、{target} の資格情報を読み取ります。',
    ],
    'credentials-it-keeps',
    ['Microsoft.KeyVault/vaults'],
    ['Microsoft.KeyVault/vaults/write'],
    'key-vault/general/rbac-access-policy',
    { fact: 'rbacMode', be: false },
  ),
  row(
    'azure-automation-runbook',
    ['Runbook of an Automation account', 'Automation アカウントの Runbook'],
    ['Rewrites a runbook and starts it; it runs as {target}.', 'Runbook を書き換えて起動します。Runbook は {target} として動きます。'],
    'its-identities',
    [automation],
    [`${automation}/runbooks/draft/write`, `${automation}/runbooks/publish/action`, `${automation}/jobs/write`],
    'automation/automation-security-overview',
  ),
  row(
    'azure-automation-draft-test',
    ['Test job of a runbook', 'Runbook のテストジョブ'],
    [
      'Rewrites the draft of a runbook and starts a test, which runs as {target}.',
      'Runbook の下書きを書き換えてテストを開始します。テストは {target} として動きます。',
    ],
    'its-identities',
    [automation],
    [`${automation}/runbooks/draft/write`, `${automation}/runbooks/draft/testJob/write`],
    'automation/manage-runbooks',
  ),
  row(
    'azure-deployment-script',
    ['Deployment script', 'デプロイスクリプト'],
    ['Starts a deployment script that carries {target}.', '{target} を付けたデプロイスクリプトを実行します。'],
    'chosen-identity',
    ['Microsoft.Resources/deploymentScripts'],
    ['place Microsoft.Resources/deploymentScripts/write', assign],
    'azure-resource-manager/templates/deployment-script-template',
  ),
  row(
    'azure-container-group',
    ['Container instance', 'コンテナーインスタンス'],
    ['Starts a container that carries {target}.', '{target} を付けたコンテナーを起動します。'],
    'chosen-identity',
    ['Microsoft.ContainerInstance/containerGroups'],
    ['place Microsoft.ContainerInstance/containerGroups/write', assign],
    'container-instances/container-instances-managed-identity',
  ),
  row(
    'azure-container-exec',
    ['Command in a container instance', 'コンテナーインスタンスでのコマンド実行'],
    runs('Opens a shell in the container', 'コンテナー内でシェルを開き'),
    'its-identities',
    ['Microsoft.ContainerInstance/containerGroups'],
    ['Microsoft.ContainerInstance/containerGroups/containers/exec/action'],
    'container-instances/container-instances-exec',
  ),
  row(
    'azure-container-app',
    ['Container app', 'コンテナーアプリ'],
    ['Creates or changes a container app that carries {target}.', '{target} を付けたコンテナーアプリを作成または変更します。'],
    'chosen-identity',
    ['Microsoft.App/containerApps'],
    ['place Microsoft.App/containerApps/write', assign],
    'container-apps/managed-identity',
  ),
  row(
    'azure-container-app-code',
    ['Image of a container app', 'コンテナーアプリのイメージ'],
    ['Replaces the image of the app, which runs as {target}.', '{target} として動くコンテナーアプリのイメージを差し替えます。'],
    'its-identities',
    ['Microsoft.App/containerApps'],
    ['Microsoft.App/containerApps/write'],
    'container-apps/managed-identity',
  ),
  row(
    'azure-container-app-job',
    ['Container apps job', 'Container Apps ジョブ'],
    ['Creates or changes a job that carries {target} and starts it.', '{target} を付けたジョブを作成または変更して起動します。'],
    'chosen-identity',
    ['Microsoft.App/jobs'],
    ['place Microsoft.App/jobs/write', 'place Microsoft.App/jobs/start/action', assign],
    'container-apps/jobs',
  ),
  row(
    'azure-aks-admin',
    ['Cluster administrator of AKS', 'AKS のクラスター管理者'],
    ['Takes the local administrator credential and runs a pod that uses {target}.', 'ローカル管理者の資格情報を取得し、{target} を使う Pod を実行します。'],
    'its-identities',
    [cluster],
    [`${cluster}/listClusterAdminCredential/action`],
    'aks/manage-local-accounts-managed-azure-ad',
    { fact: 'localAuth', be: true },
  ),
  row(
    'azure-aks-run-command',
    ['Command in an AKS cluster', 'AKS クラスターでのコマンド実行'],
    ['Runs a command as cluster administrator and uses {target} from a pod.', 'クラスター管理者としてコマンドを実行し、Pod から {target} を使います。'],
    'its-identities',
    [cluster],
    [`${cluster}/runCommand/action`],
    'aks/access-private-cluster',
  ),
  row(
    'azure-data-factory',
    ['Pipeline of a data factory', 'Data Factory のパイプライン'],
    ['Changes a pipeline so that it calls services as {target}.', '{target} として各サービスを呼び出すようパイプラインを変更します。'],
    'its-identities',
    ['Microsoft.DataFactory/factories'],
    ['Microsoft.DataFactory/factories/pipelines/write', 'Microsoft.DataFactory/factories/pipelines/createRun/action'],
    'data-factory/data-factory-service-identity',
  ),
  row(
    'azure-logic-app',
    ['Workflow of a logic app', 'ロジックアプリのワークフロー'],
    ['Changes a workflow so that it calls services as {target}.', '{target} として各サービスを呼び出すようワークフローを変更します。'],
    'its-identities',
    ['Microsoft.Logic/workflows'],
    ['Microsoft.Logic/workflows/write'],
    'logic-apps/authenticate-with-managed-identity',
  ),
  row(
    'azure-ml-compute',
    ['Machine learning compute', '機械学習のコンピューティング'],
    ['Creates compute that carries {target} and runs code on it.', '{target} を付けたコンピューティングを作成し、コードを実行します。'],
    'chosen-identity',
    ['Microsoft.MachineLearningServices/workspaces'],
    ['place Microsoft.MachineLearningServices/workspaces/computes/write', assign],
    'machine-learning/how-to-identity-based-service-authentication',
  ),
  row(
    'azure-batch-pool',
    ['Batch pool', 'Batch プール'],
    ['Runs a task in the pool, whose nodes carry {target}.', '{target} を付けたノードを持つプールでタスクを実行します。'],
    'its-identities',
    ['Microsoft.Batch/batchAccounts'],
    ['Microsoft.Batch/batchAccounts/listKeys/action'],
    'batch/managed-identity-pools',
    { fact: 'localAuth', be: true },
  ),
  row(
    'azure-policy-assignment',
    ['Remediation identity of a policy', 'ポリシーの修復 ID'],
    [
      'Changes a policy assignment so that its remediation deploys what the attacker wants as {target}.',
      '修復時に {target} として任意のデプロイが行われるよう、ポリシーの割り当てを変更します。',
    ],
    'its-identities',
    ['Microsoft.Authorization/policyAssignments'],
    ['Microsoft.Authorization/policyAssignments/write', 'Microsoft.Authorization/policyDefinitions/write'],
    'governance/policy/how-to/remediate-resources',
  ),
];

const own = (id: string, title: Sentence, does: Sentence, permissions: readonly string[], read: string): EscalationMethod => ({
  id,
  title: { en: title[0], ja: title[1] },
  does: { en: does[0], ja: does[1] },
  permissions,
  source: `${learn}${read}`,
});
/** Ways to widen one's own rights. */
export const wideningMethods = {
  assign: own(
    'azure-role-assignment',
    ['Assigning oneself a role', '自分へのロール割り当て'],
    ['Assigns itself a stronger role at that scope.', 'そのスコープで、より強いロールを自分に割り当てます。'],
    ['Microsoft.Authorization/roleAssignments/write'],
    'role-based-access-control/delegate-role-assignments-overview',
  ),
  scheduled: own(
    'azure-pim-request',
    ['Making oneself active or eligible', '自分をアクティブまたは資格ありにする要求'],
    ['Requests an active assignment of a stronger role for itself.', 'より強いロールのアクティブな割り当てを、自分に対して作成します。'],
    ['Microsoft.Authorization/roleAssignmentScheduleRequests/write'],
    'role-based-access-control/pim-integration',
  ),
  eligible: own(
    'azure-pim-eligibility',
    ['Making oneself eligible', '自分を資格ありにする要求'],
    ['Makes itself eligible for a stronger role and activates it.', 'より強いロールの資格を自分に与え、アクティブ化します。'],
    ['Microsoft.Authorization/roleEligibilityScheduleRequests/write'],
    'role-based-access-control/pim-integration',
  ),
  definition: own(
    'azure-role-definition',
    ['Widening a custom role that one holds', '保有するカスタムロールの拡張'],
    ['Adds every action to a custom role that it holds.', '自分が保有するカスタムロールに、すべての操作を追加します。'],
    ['Microsoft.Authorization/roleDefinitions/write'],
    'role-based-access-control/custom-roles',
  ),
  activate: own(
    'azure-pim-activation',
    ['Activating an eligible role', '資格のあるロールのアクティブ化'],
    ['Activates the role for which it is eligible.', '資格のあるロールをアクティブ化します。'],
    ['Microsoft.Authorization/roleAssignments/write'],
    'role-based-access-control/pim-integration',
  ),
  policy: own(
    'azure-pim-policy',
    ['Weakening the rules of activation', 'アクティブ化の要件の緩和'],
    [
      'Takes MFA and approval out of the rules and activates the role for which it is eligible.',
      'MFA と承認の要件を外したうえで、資格のあるロールをアクティブ化します。',
    ],
    ['Microsoft.Authorization/roleManagementPolicies/write'],
    'role-based-access-control/pim-integration',
  ),
} as const;
