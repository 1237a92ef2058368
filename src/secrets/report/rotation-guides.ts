import type { Text } from '#framework/text';

/** One step of a rotation. In commands `{fact|PLACEHOLDER}` stands for what is known of the credential, else for what the person fills in. */
export interface GuideStep {
  readonly text: Text;
  readonly command?: string;
  /** Where it is done by hand. */
  readonly at?: string;
}

/** How credentials of some kinds are rotated: the new one first, then the switch, then the old one is turned off and its use looked through. */
export interface Guide {
  /** Ids of kinds, or their beginning with `*`. */
  readonly kinds: readonly string[];
  readonly steps: readonly GuideStep[];
}

const text = (en: string, ja: string): Text => ({ en, ja });
const issue = text('Issue a new one and switch to it.', '新しいものを発行し、切り替えます。');
const turnOff = text('Turn the old one off.', '古いものを無効化します。');
const remove = text('Delete it once nothing misses it.', '影響がないことを確認してから削除します。');
const revoke = text('Revoke the old one and issue a new one with the fewest rights.', '古いものを失効させ、必要最小限の権限で発行し直します。');
const secondFirst = text(
  'Switch clients to the second key, then regenerate this one.',
  'クライアントを 2 つ目のキーへ切り替えてから、このキーを再生成します。',
);
const looked = text('Look through what was done with it.', '不正に利用されていないか、記録を確認します。');

/**
 * Written after the vendors' own references: docs.aws.amazon.com/cli, learn.microsoft.com/cli/azure, cloud.google.com/sdk/gcloud/reference, docs.github.com,
 * docs.gitlab.com, docs.npmjs.com/cli, developer.hashicorp.com/vault, kubernetes.io/docs/reference/kubectl, and the documentation of each service.
 */
export const guides: readonly Guide[] = [
  {
    kinds: ['aws-access-key-id', 'aws-secret-access-key', 'aws-ses-smtp'],
    steps: [
      {
        text: text('Find the user that it belongs to.', 'どのユーザーのものかを調べます。'),
        command: 'aws iam get-access-key-last-used --access-key-id {key-id|KEY_ID}',
      },
      { text: issue, command: 'aws iam create-access-key --user-name {user|USER}' },
      { text: turnOff, command: 'aws iam update-access-key --user-name {user|USER} --access-key-id {key-id|KEY_ID} --status Inactive' },
      { text: looked, command: 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=AccessKeyId,AttributeValue={key-id|KEY_ID}' },
      { text: remove, command: 'aws iam delete-access-key --user-name {user|USER} --access-key-id {key-id|KEY_ID}' },
    ],
  },
  {
    kinds: ['aws-temp-key-id', 'aws-session-token', 'aws-eks-token', 'aws-bedrock-short'],
    steps: [
      {
        text: text('Revoke the sessions of the role that are older than now.', 'ロールの現在より前のセッションを無効にします。'),
        at: 'IAM > Roles > {role|ROLE} > Revoke sessions',
      },
      { text: looked, command: 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=AccessKeyId,AttributeValue={key-id|KEY_ID}' },
    ],
  },
  {
    kinds: ['aws-bedrock-long', 'aws-git-credential'],
    steps: [
      { text: text('Find its id.', 'ID を調べます。'), command: 'aws iam list-service-specific-credentials --user-name {user|USER}' },
      { text: turnOff, command: 'aws iam update-service-specific-credential --user-name {user|USER} --service-specific-credential-id ID --status Inactive' },
      { text: remove, command: 'aws iam delete-service-specific-credential --user-name {user|USER} --service-specific-credential-id ID' },
    ],
  },
  {
    kinds: ['azure-client-secret', 'azure-client-secret-old', 'azure-client-secret-uuid', 'azure-client-cert'],
    steps: [
      { text: issue, command: 'az ad app credential reset --id {client-id|CLIENT_ID} --append' },
      {
        text: text('Find the old one by its hint and its dates.', '先頭 3 文字のヒントと日付から、古いものを特定します。'),
        command: 'az ad app credential list --id {client-id|CLIENT_ID}',
      },
      { text: text('Delete the old one.', '古いものを削除します。'), command: 'az ad app credential delete --id {client-id|CLIENT_ID} --key-id KEY_ID' },
      { text: looked, at: 'Entra ID > Sign-in logs > Service principal sign-ins' },
    ],
  },
  {
    kinds: ['azure-storage-key', 'azure-storage-conn'],
    steps: [
      { text: secondFirst, command: 'az storage account keys renew --account-name {account|ACCOUNT} --key key1' },
      {
        text: text('If nothing needs keys any more, turn them off.', 'キーが不要になったら、キーによるアクセスを無効にします。'),
        command: 'az storage account update --name {account|ACCOUNT} --allow-shared-key-access false',
      },
    ],
  },
  {
    kinds: ['azure-sas-*'],
    steps: [
      {
        text: text(
          'A token signed with an account key ends when that key is renewed.',
          'アカウントキーで署名されたトークンは、そのキーを再生成すると無効になります。',
        ),
        command: 'az storage account keys renew --account-name {account|ACCOUNT} --key key1',
      },
      {
        text: text(
          'One signed with a delegation key ends when those keys are revoked.',
          '委任キーで署名されたトークンは、委任キーを失効させると無効になります。',
        ),
        command: 'az storage account revoke-delegation-keys --name {account|ACCOUNT} --resource-group GROUP',
      },
    ],
  },
  {
    kinds: ['azure-cosmos-*'],
    steps: [{ text: secondFirst, command: 'az cosmosdb keys regenerate --name {account|ACCOUNT} --resource-group GROUP --key-kind primary' }],
  },
  {
    kinds: ['azure-servicebus-*', 'azure-relay-*'],
    steps: [
      {
        text: secondFirst,
        command:
          'az servicebus namespace authorization-rule keys renew --namespace-name NAMESPACE --resource-group GROUP --name {policy|POLICY} --key PrimaryKey',
      },
    ],
  },
  {
    kinds: ['azure-eventhub-*'],
    steps: [
      {
        text: secondFirst,
        command:
          'az eventhubs namespace authorization-rule keys renew --namespace-name NAMESPACE --resource-group GROUP --name {policy|POLICY} --key PrimaryKey',
      },
    ],
  },
  { kinds: ['azure-redis-*'], steps: [{ text: secondFirst, command: 'az redis regenerate-keys --name NAME --resource-group GROUP --key-type Primary' }] },
  {
    kinds: ['azure-search-*'],
    steps: [{ text: secondFirst, command: 'az search admin-key renew --service-name NAME --resource-group GROUP --key-kind primary' }],
  },
  { kinds: ['azure-acr-*'], steps: [{ text: secondFirst, command: 'az acr credential renew --name REGISTRY --password-name password' }] },
  {
    kinds: ['azure-ai-*'],
    steps: [{ text: secondFirst, command: 'az cognitiveservices account keys regenerate --name NAME --resource-group GROUP --key-name key1' }],
  },
  { kinds: ['azure-devops-*'], steps: [{ text: revoke, at: 'Azure DevOps > User settings > Personal access tokens' }] },
  {
    kinds: ['gcp-sa-json'],
    steps: [
      { text: issue, command: 'gcloud iam service-accounts keys create new.json --iam-account {client-email|ACCOUNT}' },
      { text: turnOff, command: 'gcloud iam service-accounts keys disable {key-id|KEY_ID} --iam-account {client-email|ACCOUNT}' },
      { text: looked, command: `gcloud logging read 'protoPayload.authenticationInfo.principalEmail="{client-email|ACCOUNT}"' --project {project|PROJECT}` },
      { text: remove, command: 'gcloud iam service-accounts keys delete {key-id|KEY_ID} --iam-account {client-email|ACCOUNT}' },
    ],
  },
  {
    kinds: ['gcp-hmac', 'gcp-hmac-secret'],
    steps: [
      { text: issue, command: 'gcloud storage hmac create ACCOUNT' },
      { text: turnOff, command: 'gcloud storage hmac update {key-id|ACCESS_ID} --deactivate' },
      { text: remove, command: 'gcloud storage hmac delete {key-id|ACCESS_ID}' },
    ],
  },
  {
    kinds: ['gcp-api-key', 'gcp-auth-key'],
    steps: [
      {
        text: text('Find its id, issue one that is restricted, and switch to it.', 'ID を調べ、制限付きのキーを発行して切り替えます。'),
        command: 'gcloud services api-keys list --project {project|PROJECT}',
      },
      { text: remove, command: 'gcloud services api-keys delete ID --project {project|PROJECT}' },
    ],
  },
  {
    kinds: ['gcp-oauth-secret', 'gcp-oauth-secret-old'],
    steps: [
      {
        text: text('Add a second secret, switch, disable the old one.', '2 つ目のシークレットを追加して切り替え、古いものを無効にします。'),
        at: 'https://console.cloud.google.com/auth/clients',
      },
    ],
  },
  {
    kinds: ['github-pat', 'github-fine-pat', 'github-old-token', 'github-user-token', 'github-oauth', 'github-refresh'],
    steps: [
      { text: revoke, at: 'https://github.com/settings/tokens' },
      { text: looked, at: 'https://github.com/settings/security-log' },
    ],
  },
  {
    kinds: ['github-app-token'],
    steps: [
      {
        text: text('It ends within an hour; end it now.', '1 時間以内に失効しますが、すぐに失効させます。'),
        command: 'gh api --method DELETE /installation/token',
      },
    ],
  },
  {
    kinds: ['gitlab-*'],
    steps: [
      { text: revoke, at: 'GitLab > Access tokens (user, project or group)' },
      { text: looked, at: 'GitLab > Audit events' },
    ],
  },
  {
    kinds: ['npm-token', 'npmrc'],
    steps: [
      { text: text('Find its id.', 'ID を調べます。'), command: 'npm token list' },
      { text: revoke, command: 'npm token revoke ID' },
      {
        text: text('Look for versions that you did not publish.', '身に覚えのないバージョンが公開されていないか確認します。'),
        command: 'npm view PACKAGE time',
      },
    ],
  },
  { kinds: ['pypi-token', 'pypirc'], steps: [{ text: revoke, at: 'https://pypi.org/manage/account/' }] },
  { kinds: ['docker-hub-*'], steps: [{ text: revoke, at: 'Docker Home > Account settings > Personal access tokens' }] },
  {
    kinds: ['slack-bot-token', 'slack-user-token', 'slack-app-token', 'slack-signing-secret'],
    steps: [
      {
        text: text('Revoke the tokens of the app, install it again.', 'アプリのトークンを失効させ、再インストールします。'),
        at: 'https://api.slack.com/apps > OAuth & Permissions',
      },
    ],
  },
  {
    kinds: ['slack-webhook'],
    steps: [{ text: text('Remove the webhook and add another.', 'Webhook を削除し、作り直します。'), at: 'https://api.slack.com/apps > Incoming Webhooks' }],
  },
  {
    kinds: ['stripe-live-key', 'stripe-test-key'],
    steps: [
      { text: text('Roll the key.', 'キーをローテーション(Roll key)します。'), at: 'https://dashboard.stripe.com/apikeys' },
      { text: looked, at: 'https://dashboard.stripe.com/logs' },
    ],
  },
  { kinds: ['openai-key'], steps: [{ text: revoke, at: 'https://platform.openai.com/api-keys' }] },
  { kinds: ['anthropic-key'], steps: [{ text: revoke, at: 'https://console.anthropic.com/settings/keys' }] },
  {
    kinds: ['twilio-auth-token'],
    steps: [
      {
        text: text('Request a secondary token, switch to it, promote it.', 'セカンダリトークンを発行して切り替え、プライマリに昇格させます。'),
        at: 'https://console.twilio.com > API keys & tokens',
      },
    ],
  },
  { kinds: ['datadog-api-key', 'datadog-app-key'], steps: [{ text: revoke, at: 'Datadog > Organization Settings > API Keys / Application Keys' }] },
  {
    kinds: ['cloudflare-*'],
    steps: [{ text: text('Roll the token.', 'トークンをローテーション(Roll)します。'), at: 'https://dash.cloudflare.com/profile/api-tokens' }],
  },
  {
    kinds: ['vault-token', 'vault-batch-token', 'vault-old-token'],
    steps: [
      { text: revoke, command: 'vault token revoke -accessor ACCESSOR' },
      { text: text('Rotate every secret that it could read.', '読み取れたシークレットもすべてローテーションします。') },
    ],
  },
  {
    kinds: ['database-url', 'database-dsn', 'go-dsn', 'azure-sql-conn', 'pgpass*', 'my-cnf', 'gcp-cloudsql-conn'],
    steps: [
      {
        text: text('Change the password of the database user.', 'データベースユーザーのパスワードを変更します。'),
        command: `ALTER USER {user|USER} WITH PASSWORD '...';  -- PostgreSQL`,
      },
      {
        text: text(
          'Better: let the cloud keep it (Amazon RDS), or sign in with an identity.',
          '可能であれば、クラウド側での管理(Amazon RDS)や ID による認証へ移行します。',
        ),
        command: 'aws rds modify-db-instance --db-instance-identifier NAME --manage-master-user-password',
      },
    ],
  },
  {
    kinds: ['private-key-openssh', 'private-key-pem', 'private-key-putty'],
    steps: [
      {
        text: text('Make a new pair, put its public half wherever the old one is trusted.', '新しい鍵ペアを作成し、公開鍵を登録先すべてで置き換えます。'),
        command: 'ssh-keygen -t ed25519',
      },
      {
        text: text(
          'Take the old public half out (authorized_keys, deploy keys); revoke its certificate if there is one.',
          '古い公開鍵を取り除きます(authorized_keys、デプロイキーなど)。証明書があれば失効させます。',
        ),
      },
    ],
  },
  {
    kinds: ['k8s-sa-token'],
    steps: [
      {
        text: text(
          'Delete the Secret that holds it; a token bound to a pod ends with the pod.',
          '保持している Secret を削除します。Pod に紐づくトークンは Pod とともに失効します。',
        ),
        command: 'kubectl delete secret NAME --namespace NAMESPACE',
      },
    ],
  },
  {
    kinds: ['kubeconfig-client-key', 'kubeconfig-token'],
    steps: [
      {
        text: text(
          'Take the rights away; a client certificate cannot be revoked, so rotate the authority if it matters.',
          '権限を取り除きます。クライアント証明書は個別に失効できないため、必要に応じて認証局をローテーションします。',
        ),
        command: 'kubectl delete clusterrolebinding NAME',
      },
    ],
  },
];

/** The last step of all. */
export const takeOut: Text = text(
  'Take it out of the files and read it from a secret store. The history keeps it: rewrite that after the rotation, if at all.',
  'ファイルから取り除き、シークレットストアから読み込みます。履歴には残るため、書き換える場合はローテーションの後に行います。',
);
