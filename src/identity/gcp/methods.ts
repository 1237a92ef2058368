import type { EscalationMethod } from '../identity.ts';

/** A way to a service account: a data row. */
export interface GcpMethod extends EscalationMethod {
  /** Every one of them is needed. `on`: the thing used, its project, or the service account that is gained. */
  readonly needs: readonly Need[];
  /** What the service may demand as well; without it the way is doubtful. */
  readonly helps: readonly Need[];
  /** Asset types of the thing used. */
  readonly things: readonly string[];
  readonly yields: Yields;
  /** It gives less than the credentials of the account, so no chain goes on from it. */
  readonly partial: boolean;
  /** Constraint of the organization policy that closes the way. */
  readonly constraint?: string;
}
export interface Need {
  readonly action: string;
  /** One that serves as well. */
  readonly or?: string;
  readonly on: 'thing' | 'place' | 'account';
}
/**
 * `account`: the account that the permission is held on. `chosen`: any account of the project, put on a new thing. `chosen-on-thing`: put on one that
 * exists. `its-accounts`: whom an existing thing runs as. `code-it-keeps`: whom the things run as whose code it keeps. `pods`: whom the pods of a cluster
 * run as. `build-account`, `google-apis`: the account that Google's service acts with. `pool`: everybody of an identity pool.
 */
type Yields = 'account' | 'chosen' | 'chosen-on-thing' | 'its-accounts' | 'code-it-keeps' | 'pods' | 'build-account' | 'google-apis' | 'pool';

type Sentence = readonly [en: string, ja: string];
const cloud = 'https://cloud.google.com/';
const need = (written: string, byDefault: Need['on']): Need => {
  const [first = '', second] = written.split(' ');
  const [action = '', or] = (second ?? first).split('|');
  const on = second === undefined ? byDefault : first === 'place' ? 'place' : first === 'account' ? 'account' : 'thing';
  return { action, on, ...(or !== undefined && { or }) };
};
/** `read` names the page below Google Cloud's site. */
const row = (
  id: string,
  title: Sentence,
  does: Sentence,
  yields: Yields,
  needs: readonly string[],
  read: string,
  more: { things?: readonly string[]; helps?: readonly string[]; partial?: boolean; constraint?: string } = {},
): GcpMethod => {
  const byDefault = yields === 'account' ? 'account' : yields === 'chosen' || yields === 'build-account' || yields === 'google-apis' ? 'place' : 'thing';
  const wanted = needs.map((one) => need(one, byDefault));
  return {
    id,
    title: { en: title[0], ja: title[1] },
    does: { en: does[0], ja: does[1] },
    permissions: wanted.map(({ action }) => action),
    source: `${cloud}${read}`,
    needs: wanted,
    helps: (more.helps ?? []).map((one) => need(one, byDefault)),
    things: more.things ?? [],
    yields,
    partial: more.partial ?? false,
    ...(more.constraint !== undefined && { constraint: more.constraint }),
  };
};

const actAs = 'account iam.serviceAccounts.actAs';
const token: Sentence = ['takes the token of {target} from the metadata server', 'メタデータ サーバーから {target} のトークンを取得します'];
const runs = (en: string, ja: string): Sentence => [`${en} and ${token[0]}.`, `${ja}、${token[1]}。`];
const instance = 'compute.googleapis.com/Instance';
const run = 'run.googleapis.com';

export const gcpMethods: readonly GcpMethod[] = [
  row(
    'gcp-access-token',
    ['Access token of a service account', 'サービス アカウントのアクセス トークン'],
    ['Has an access token of {target} made.', '{target} のアクセス トークンを発行させます。'],
    'account',
    ['iam.serviceAccounts.getAccessToken'],
    'iam/docs/create-short-lived-credentials-direct',
  ),
  row(
    'gcp-account-key',
    ['Key of a service account', 'サービス アカウント キーの作成'],
    ['Creates a key of {target} that does not expire.', '{target} の無期限のキーを作成します。'],
    'account',
    ['iam.serviceAccountKeys.create'],
    'iam/docs/keys-create-delete',
    { constraint: 'iam.disableServiceAccountKeyCreation' },
  ),
  row(
    'gcp-account-policy',
    ['Policy of a service account', 'サービス アカウントの許可ポリシーの変更'],
    ['Grants itself the right to make tokens of {target}.', '{target} のトークンを発行する権限を自分に付与します。'],
    'account',
    ['iam.serviceAccounts.setIamPolicy'],
    'iam/docs/manage-access-service-accounts',
  ),
  row(
    'gcp-sign-blob',
    ['Signing as a service account', 'サービス アカウントによるデータ署名'],
    [
      'Has a self-made token signed as {target} and exchanges it for an access token.',
      '自作のトークンに {target} として署名させ、アクセス トークンと交換します。',
    ],
    'account',
    ['iam.serviceAccounts.signBlob'],
    'iam/docs/create-short-lived-credentials-direct',
  ),
  row(
    'gcp-sign-jwt',
    ['Signing a JWT as a service account', 'サービス アカウントによる JWT 署名'],
    ['Has a JWT signed as {target} and exchanges it for an access token.', 'JWT に {target} として署名させ、アクセス トークンと交換します。'],
    'account',
    ['iam.serviceAccounts.signJwt'],
    'iam/docs/create-short-lived-credentials-direct',
  ),
  row(
    'gcp-identity-token',
    ['Identity token of a service account', 'サービス アカウントの ID トークン'],
    ['Has an identity token made and calls services that trust {target}.', 'ID トークンを発行させ、{target} を信頼するサービスを呼び出します。'],
    'account',
    ['iam.serviceAccounts.getOpenIdToken'],
    'iam/docs/create-short-lived-credentials-direct',
    { partial: true },
  ),
  row(
    'gcp-hmac-key',
    ['HMAC key for Cloud Storage', 'Cloud Storage の HMAC キー'],
    ['Creates an HMAC key and reads and writes storage as {target}.', 'HMAC キーを作成し、{target} としてストレージを読み書きします。'],
    'chosen',
    ['storage.hmacKeys.create'],
    'storage/docs/authentication/managing-hmackeys',
    { partial: true },
  ),
  row(
    'gcp-api-key',
    ['API key bound to a service account', 'サービス アカウントに紐づく API キー'],
    ['Creates an API key that calls some APIs as {target}.', '一部の API を {target} として呼び出せる API キーを作成します。'],
    'chosen',
    ['apikeys.keys.create', 'account iam.serviceAccountApiKeyBindings.create'],
    'docs/authentication/api-keys',
    { partial: true },
  ),
  row(
    'gcp-api-key-read',
    ['Reading an API key', 'API キーの読み取り'],
    [
      'Reads the string of the key and calls the APIs that it opens, as {target}.',
      'キー文字列を読み取り、{target} としてそのキーで使える API を呼び出します。',
    ],
    'its-accounts',
    ['apikeys.keys.getKeyString'],
    'docs/authentication/api-keys',
    { things: ['apikeys.googleapis.com/Key'], partial: true },
  ),
  row(
    'gcp-act-as-instance',
    ['Virtual machine with a chosen service account', '任意のサービス アカウントを付けた VM'],
    runs('Creates a machine that runs as the account', 'そのアカウントで動く VM を作成し'),
    'chosen',
    ['compute.instances.create', actAs],
    'compute/docs/access/create-enable-service-accounts-for-instances',
  ),
  row(
    'gcp-act-as-template',
    ['Instance template with a chosen service account', '任意のサービス アカウントを付けたインスタンス テンプレート'],
    runs('Writes a template from which a group starts machines', 'インスタンス グループが使うテンプレートを作成して VM を起動させ'),
    'chosen',
    ['compute.instanceTemplates.create', actAs],
    'compute/docs/instance-templates',
    { helps: ['place compute.instanceGroupManagers.create'] },
  ),
  row(
    'gcp-instance-account',
    ['Service account of an existing machine', '既存 VM のサービス アカウントの変更'],
    runs('Puts the account on a machine', 'VM にそのアカウントを付け替え'),
    'chosen-on-thing',
    ['compute.instances.setServiceAccount', actAs],
    'compute/docs/access/change-service-account',
    { things: [instance] },
  ),
  row(
    'gcp-instance-metadata',
    ['Metadata of a machine', 'VM のメタデータの変更'],
    runs('Writes an SSH key or a startup script into the metadata', 'SSH 鍵や起動スクリプトをメタデータに書き込み'),
    'its-accounts',
    ['compute.instances.setMetadata'],
    'compute/docs/metadata/setting-custom-metadata',
    { things: [instance], helps: [actAs] },
  ),
  row(
    'gcp-project-metadata',
    ['Metadata of a project', 'プロジェクトのメタデータの変更'],
    runs('Writes an SSH key or a startup script for every machine', '全 VM に効く SSH 鍵や起動スクリプトを書き込み'),
    'its-accounts',
    ['place compute.projects.setCommonInstanceMetadata'],
    'compute/docs/metadata/setting-custom-metadata',
    { things: [instance], helps: [actAs] },
  ),
  row(
    'gcp-os-admin-login',
    ['Signing in to a machine as administrator', 'OS Login による管理者ログイン'],
    runs('Signs in with OS Login', 'OS Login でサインインし'),
    'its-accounts',
    ['compute.instances.osAdminLogin'],
    'compute/docs/oslogin/set-up-oslogin',
    { things: [instance], helps: [actAs] },
  ),
  row(
    'gcp-act-as-function',
    ['Function with a chosen service account', '任意のサービス アカウントを付けた関数'],
    runs('Deploys a function that runs as the account', 'そのアカウントで動く関数をデプロイし'),
    'chosen',
    ['cloudfunctions.functions.create', actAs],
    'functions/docs/securing/function-identity',
  ),
  row(
    'gcp-function-update',
    ['Changing a function', '既存の関数の変更'],
    runs('Changes code and account of a function', '関数のコードとアカウントを書き換え'),
    'chosen-on-thing',
    ['cloudfunctions.functions.update', actAs],
    'functions/docs/securing/function-identity',
    { things: ['cloudfunctions.googleapis.com/Function', 'cloudfunctions.googleapis.com/CloudFunction'] },
  ),
  row(
    'gcp-act-as-run-service',
    ['Cloud Run service with a chosen service account', '任意のサービス アカウントを付けた Cloud Run サービス'],
    runs('Deploys a container that runs as the account', 'そのアカウントで動くコンテナをデプロイし'),
    'chosen',
    ['run.services.create', actAs],
    'run/docs/securing/service-identity',
  ),
  row(
    'gcp-run-service-update',
    ['Changing a Cloud Run service', '既存の Cloud Run サービスの変更'],
    runs('Changes container and account of a service', 'サービスのコンテナとアカウントを書き換え'),
    'chosen-on-thing',
    ['run.services.update', actAs],
    'run/docs/securing/service-identity',
    { things: [`${run}/Service`] },
  ),
  row(
    'gcp-act-as-run-job',
    ['Cloud Run job with a chosen service account', '任意のサービス アカウントを付けた Cloud Run ジョブ'],
    runs('Creates a job that runs as the account', 'そのアカウントで動くジョブを作成し'),
    'chosen',
    ['run.jobs.create', actAs],
    'run/docs/create-jobs',
    { helps: ['place run.jobs.run'] },
  ),
  row(
    'gcp-run-job-overrides',
    ['Running a job with other arguments', '引数を差し替えたジョブの実行'],
    runs('Runs an existing job with a command of its own', '既存のジョブを自分のコマンドで実行し'),
    'its-accounts',
    ['run.jobs.runWithOverrides'],
    'run/docs/execute/jobs',
    { things: [`${run}/Job`] },
  ),
  row(
    'gcp-run-job',
    ['Running a job', '既存のジョブの実行'],
    ['Has an existing job do its work as {target}.', '既存のジョブを {target} として実行させます。'],
    'its-accounts',
    ['run.jobs.run'],
    'run/docs/execute/jobs',
    { things: [`${run}/Job`], partial: true },
  ),
  row(
    'gcp-act-as-trigger',
    ['Eventarc trigger with a chosen service account', '任意のサービス アカウントを付けた Eventarc トリガー'],
    ['Creates a trigger that starts workflows and services as {target}.', 'ワークフローやサービスを {target} として起動するトリガーを作成します。'],
    'chosen',
    ['eventarc.triggers.create', actAs],
    'eventarc/docs/authentication',
  ),
  row(
    'gcp-act-as-scheduler',
    ['Scheduled call with a chosen service account', '任意のサービス アカウントによる定期呼び出し'],
    ['Has Cloud Scheduler call any Google API with a token of {target}.', 'Cloud Scheduler に {target} のトークンで任意の Google API を呼び出させます。'],
    'chosen',
    ['cloudscheduler.jobs.create', actAs],
    'scheduler/docs/http-target-auth',
  ),
  row(
    'gcp-act-as-task',
    ['Cloud Tasks call with a chosen service account', '任意のサービス アカウントによる Cloud Tasks の呼び出し'],
    ['Queues a task that calls any Google API with a token of {target}.', '{target} のトークンで任意の Google API を呼び出すタスクを登録します。'],
    'chosen-on-thing',
    ['cloudtasks.tasks.create', actAs],
    'tasks/docs/creating-http-target-tasks',
    { things: ['cloudtasks.googleapis.com/Queue'] },
  ),
  row(
    'gcp-act-as-workflow',
    ['Workflow with a chosen service account', '任意のサービス アカウントを付けたワークフロー'],
    ['Deploys a workflow that calls any Google API as {target}.', '任意の Google API を {target} として呼び出すワークフローをデプロイします。'],
    'chosen',
    ['workflows.workflows.create', actAs],
    'workflows/docs/authentication',
  ),
  row(
    'gcp-act-as-dataflow',
    ['Dataflow job with a chosen service account', '任意のサービス アカウントを付けた Dataflow ジョブ'],
    runs('Starts a job whose workers run as the account', 'ワーカーがそのアカウントで動くジョブを開始し'),
    'chosen',
    ['dataflow.jobs.create', actAs],
    'dataflow/docs/concepts/security-and-permissions',
  ),
  row(
    'gcp-act-as-batch',
    ['Batch job with a chosen service account', '任意のサービス アカウントを付けた Batch ジョブ'],
    runs('Starts a batch job that runs as the account', 'そのアカウントで動くバッチ ジョブを開始し'),
    'chosen',
    ['batch.jobs.create', actAs],
    'batch/docs/create-run-job-custom-service-account',
  ),
  row(
    'gcp-act-as-dataproc',
    ['Dataproc cluster with a chosen service account', '任意のサービス アカウントを付けた Dataproc クラスタ'],
    runs('Creates a cluster that runs as the account', 'そのアカウントで動くクラスタを作成し'),
    'chosen',
    ['dataproc.clusters.create', actAs],
    'dataproc/docs/concepts/configuring-clusters/service-accounts',
  ),
  row(
    'gcp-dataproc-job',
    ['Job on a Dataproc cluster', 'Dataproc クラスタへのジョブの投入'],
    runs('Submits a job to a cluster', 'クラスタにジョブを投入し'),
    'its-accounts',
    ['place dataproc.jobs.create'],
    'dataproc/docs/concepts/iam/iam',
    { things: ['dataproc.googleapis.com/Cluster'], helps: ['dataproc.clusters.use'] },
  ),
  row(
    'gcp-act-as-composer',
    ['Composer environment with a chosen service account', '任意のサービス アカウントを付けた Composer 環境'],
    runs('Creates an environment whose workflows run as the account', 'ワークフローがそのアカウントで動く環境を作成し'),
    'chosen',
    ['composer.environments.create', actAs],
    'composer/docs/composer-2/access-control',
  ),
  row(
    'gcp-composer-command',
    ['Airflow command in a Composer environment', 'Composer 環境での Airflow コマンドの実行'],
    runs('Runs a command in an environment', '環境内でコマンドを実行し'),
    'its-accounts',
    ['composer.environments.executeAirflowCommand'],
    'composer/docs/composer-2/access-airflow-cli',
    { things: ['composer.googleapis.com/Environment'] },
  ),
  row(
    'gcp-act-as-notebook',
    ['Notebook with a chosen service account', '任意のサービス アカウントを付けたノートブック'],
    runs('Creates a notebook that runs as the account', 'そのアカウントで動くノートブックを作成し'),
    'chosen',
    ['notebooks.instances.create', actAs],
    'vertex-ai/docs/workbench/instances/service-account',
  ),
  row(
    'gcp-act-as-vertex-job',
    ['Vertex AI job with a chosen service account', '任意のサービス アカウントを付けた Vertex AI ジョブ'],
    runs('Starts a custom job that runs as the account', 'そのアカウントで動くカスタム ジョブを開始し'),
    'chosen',
    ['aiplatform.customJobs.create', actAs],
    'vertex-ai/docs/general/custom-service-account',
  ),
  row(
    'gcp-act-as-data-fusion',
    ['Data Fusion instance with a chosen service account', '任意のサービス アカウントを付けた Data Fusion インスタンス'],
    runs('Creates an instance whose pipelines run as the account', 'パイプラインがそのアカウントで動くインスタンスを作成し'),
    'chosen',
    ['datafusion.instances.create', actAs],
    'data-fusion/docs/concepts/service-accounts',
  ),
  row(
    'gcp-act-as-app-engine',
    ['App Engine version with a chosen service account', '任意のサービス アカウントを付けた App Engine バージョン'],
    runs('Deploys a version that runs as the account', 'そのアカウントで動くバージョンをデプロイし'),
    'chosen-on-thing',
    ['appengine.versions.create', actAs],
    'appengine/docs/standard/configure-service-accounts',
    { things: ['appengine.googleapis.com/Application'] },
  ),
  row(
    'gcp-act-as-build',
    ['Build with a chosen service account', '任意のサービス アカウントによるビルド'],
    ['Starts a build whose steps run as {target}.', '各ステップが {target} として動くビルドを開始します。'],
    'chosen',
    ['cloudbuild.builds.create', actAs],
    'build/docs/securing-builds/configure-user-specified-service-accounts',
  ),
  row(
    'gcp-build',
    ['Build with the default account', '既定のアカウントによるビルド'],
    ['Starts a build whose steps run as {target}.', '各ステップが {target} として動くビルドを開始します。'],
    'build-account',
    ['cloudbuild.builds.create'],
    'build/docs/cloud-build-service-account',
  ),
  row(
    'gcp-deployment',
    ['Deployment Manager deployment', 'Deployment Manager のデプロイ'],
    ['Has resources created with the rights of {target}.', '{target} の権限でリソースを作成させます。'],
    'google-apis',
    ['deploymentmanager.deployments.create'],
    'deployment-manager/docs/access-control',
  ),
  row(
    'gcp-cluster-exec',
    ['Commands in the pods of a cluster', 'クラスタの Pod 内でのコマンド実行'],
    ['Runs commands in pods and takes the token of {target}.', 'Pod 内でコマンドを実行し、{target} のトークンを取得します。'],
    'pods',
    ['container.clusters.getCredentials|container.clusters.get', 'container.pods.exec'],
    'kubernetes-engine/docs/concepts/workload-identity',
    { things: ['container.googleapis.com/Cluster'] },
  ),
  row(
    'gcp-cluster-admin',
    ['Administrator of a cluster', 'クラスタ管理者の取得'],
    [
      'Binds itself to cluster-admin and takes the token of {target} from a pod.',
      '自分に cluster-admin を割り当て、Pod から {target} のトークンを取得します。',
    ],
    'pods',
    ['container.clusters.getCredentials|container.clusters.get', 'container.clusterRoleBindings.create'],
    'kubernetes-engine/docs/how-to/role-based-access-control',
    { things: ['container.googleapis.com/Cluster'] },
  ),
  row(
    'gcp-fleet-gateway',
    ['Cluster behind the Connect gateway', 'Connect ゲートウェイ経由のクラスタ操作'],
    ['Sends commands to the cluster and takes the token of {target} from a pod.', 'クラスタにコマンドを送り、Pod から {target} のトークンを取得します。'],
    'pods',
    ['gkehub.gateway.post'],
    'kubernetes-engine/enterprise/multicluster-management/gateway',
    { things: ['gkehub.googleapis.com/Membership'] },
  ),
  row(
    'gcp-artifact-upload',
    ['Replacing an artifact', 'アーティファクトの差し替え'],
    ['Uploads an image that is run as {target}.', '{target} として実行されるイメージをアップロードします。'],
    'code-it-keeps',
    ['artifactregistry.repositories.uploadArtifacts'],
    'artifact-registry/docs/access-control',
    { things: ['artifactregistry.googleapis.com/Repository'] },
  ),
  row(
    'gcp-source-push',
    ['Pushing to a source repository', 'ソース リポジトリへのプッシュ'],
    ['Pushes code that is run as {target}.', '{target} として実行されるコードをプッシュします。'],
    'code-it-keeps',
    ['source.repos.update'],
    'source-repositories/docs/configure-access-control',
    { things: ['sourcerepo.googleapis.com/Repo'] },
  ),
  row(
    'gcp-pool-provider-create',
    ['Provider in an identity pool', 'ID プールへのプロバイダの追加'],
    ['Adds an identity provider of its own and comes in as {target}.', '自分の管理する ID プロバイダを追加し、{target} として認証します。'],
    'pool',
    ['iam.googleapis.com/workloadIdentityPoolProviders.create'],
    'iam/docs/manage-workload-identity-pools-providers',
  ),
  row(
    'gcp-pool-provider-update',
    ['Changing a provider of an identity pool', 'ID プールのプロバイダの変更'],
    ['Rewrites issuer or condition of the provider and comes in as {target}.', 'プロバイダの発行元や条件を書き換え、{target} として認証します。'],
    'pool',
    ['iam.googleapis.com/workloadIdentityPoolProviders.update'],
    'iam/docs/manage-workload-identity-pools-providers',
  ),
];

const other = (id: string, title: Sentence, does: Sentence, permissions: readonly string[], read: string): EscalationMethod => ({
  id,
  title: { en: title[0], ja: title[1] },
  does: { en: does[0], ja: does[1] },
  permissions,
  source: `${cloud}${read}`,
});

/** Ways that are more than a row: they widen a principal's own rights, or go through other principals. */
export const otherMethods = {
  delegation: other(
    'gcp-implicit-delegation',
    ['Token through another service account', '別のサービス アカウント経由のトークン'],
    [
      'Has a token of {target} made through a service account that may make one.',
      '{target} のトークンを発行できるサービス アカウントを経由して、トークンを発行させます。',
    ],
    ['iam.serviceAccounts.implicitDelegation', 'iam.serviceAccounts.getAccessToken'],
    'iam/docs/create-short-lived-credentials-delegated',
  ),
  projects: other(
    'gcp-project-policy',
    ['Policy of a project', 'プロジェクトの許可ポリシーの変更'],
    ['Grants itself a role on the project.', 'プロジェクトのロールを自分に付与します。'],
    ['resourcemanager.projects.setIamPolicy'],
    'iam/docs/granting-changing-revoking-access',
  ),
  folders: other(
    'gcp-folder-policy',
    ['Policy of a folder', 'フォルダの許可ポリシーの変更'],
    ['Grants itself a role on the folder.', 'フォルダのロールを自分に付与します。'],
    ['resourcemanager.folders.setIamPolicy'],
    'resource-manager/docs/access-control-folders',
  ),
  organizations: other(
    'gcp-organization-policy',
    ['Policy of an organization', '組織の許可ポリシーの変更'],
    ['Grants itself a role on the organization.', '組織のロールを自分に付与します。'],
    ['resourcemanager.organizations.setIamPolicy'],
    'resource-manager/docs/access-control-org',
  ),
  role: other(
    'gcp-role-update',
    ['Custom role that is held', '保有するカスタムロールの変更'],
    ['Adds permissions to a custom role that it holds.', '自分が保有するカスタムロールに権限を追加します。'],
    ['iam.roles.update'],
    'iam/docs/creating-custom-roles',
  ),
  denial: other(
    'gcp-deny-policy',
    ['Removing a deny policy', '拒否ポリシーの解除'],
    ['Removes the deny policy that stands in the way.', '妨げになっている拒否ポリシーを解除します。'],
    ['iam.denypolicies.update', 'iam.denypolicies.delete'],
    'iam/docs/deny-access',
  ),
  boundary: other(
    'gcp-access-boundary',
    ['Removing a principal access boundary', 'プリンシパル アクセス境界の解除'],
    ['Widens or unbinds the boundary policy that stands in the way.', '妨げになっている境界ポリシーを広げるか、割り当てを解除します。'],
    ['iam.principalaccessboundarypolicies.update', 'iam.principalaccessboundarypolicies.unbind'],
    'iam/docs/principal-access-boundary-policies-edit',
  ),
  constraint: other(
    'gcp-org-policy',
    ['Lifting an organization policy', '組織のポリシーの解除'],
    ['Lifts the constraint and creates a key of {target}.', '制約を解除し、{target} のキーを作成します。'],
    ['orgpolicy.policy.set', 'iam.serviceAccountKeys.create'],
    'resource-manager/docs/organization-policy/restricting-service-accounts',
  ),
  tag: other(
    'gcp-tag-binding',
    ['Setting the tag that a condition asks for', '条件が参照するタグの付け替え'],
    [
      'Binds a tag so that the condition of a role holds, or that of a denial no longer does.',
      'ロールの条件を満たす、または拒否の条件を外れるようにタグを付け替えます。',
    ],
    ['resourcemanager.tagValueBindings.create'],
    'iam/docs/tags-access-control',
  ),
  group: other(
    'gcp-group-manager',
    ['Manager of a group', 'グループの管理者'],
    ['Adds itself to {target}.', '{target} に自分を追加します。'],
    [],
    'identity/docs/groups',
  ),
  workspace: other(
    'gcp-domain-wide-delegation',
    ['Domain-wide delegation', 'ドメイン全体の委任'],
    ['Signs a token for {target} and acts as that user.', '{target} を対象とするトークンに署名し、そのユーザーとして操作します。'],
    ['iam.serviceAccounts.signJwt'],
    'iam/docs/best-practices-service-accounts',
  ),
} as const;
