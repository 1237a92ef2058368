import type { Text } from '#framework/text';

/** What a person reads of a way. `{target}`: the name of the principal that is gained, or of the actor if its own rights grow. */
export interface MethodText {
  readonly title: Text;
  readonly does: Text;
  /** Undefined: the page of the catalogue. */
  readonly source: string | undefined;
}

type Sentence = readonly [en: string, ja: string];
const row = (title: Sentence, does: Sentence, source?: string): MethodText => ({
  title: { en: title[0], ja: title[1] },
  does: { en: does[0], ja: does[1] },
  source,
});
const docs = 'https://docs.aws.amazon.com/';

/** One row for each way; a way without one does not compile (`MethodId`). */
export const methodTexts = {
  'apprunner-001': row(
    ['New App Runner service with a passed role', 'ロールを渡した App Runner サービスの新規作成'],
    [
      'Creates an App Runner service that runs as {target} and has its start command use the role’s credentials.',
      '{target} を渡して App Runner サービスを作成し、起動コマンドからそのロールの認証情報を使います。',
    ],
  ),
  'apprunner-002': row(
    ['Changed App Runner service', '既存の App Runner サービスの変更'],
    [
      'Points the service at an image or start command of their own, which then runs as {target}.',
      'サービスのイメージや起動コマンドを自分のものに差し替え、{target} の権限で実行させます。',
    ],
  ),
  'bedrock-001': row(
    ['New AgentCore code interpreter with a passed role', 'ロールを渡した AgentCore コードインタープリターの新規作成'],
    [
      'Creates a code interpreter that runs as {target}, starts a session and executes code that reads the role’s credentials.',
      '{target} を渡してコードインタープリターを作成し、セッション内のコードからそのロールの認証情報を取り出します。',
    ],
  ),
  'bedrock-002': row(
    ['Session in an AgentCore code interpreter', '既存の AgentCore コードインタープリターの利用'],
    [
      'Starts a session in an existing code interpreter and executes code as {target}.',
      '既存のコードインタープリターでセッションを開始し、{target} の権限でコードを実行します。',
    ],
  ),
  'cloudformation-001': row(
    ['New stack with a passed service role', 'サービスロールを渡したスタックの新規作成'],
    [
      'Creates a stack whose template CloudFormation carries out with the rights of {target}, such as making a new administrator.',
      '{target} をサービスロールとして渡してスタックを作成し、その権限で管理者の作成などを CloudFormation に実行させます。',
    ],
  ),
  'cloudformation-002': row(
    ['Updated stack with a service role', 'サービスロールを持つスタックの更新'],
    [
      'Updates a stack that has {target} as its service role with a template of their own.',
      '{target} をサービスロールに持つスタックを、自分で用意したテンプレートで更新します。',
    ],
  ),
  'cloudformation-003': row(
    ['New stack set through an administration role', '管理ロールを渡したスタックセットの新規作成'],
    [
      'Creates a stack set and its instances through a passed administration role, so that the template is carried out as {target}.',
      '管理ロールを渡してスタックセットとスタックインスタンスを作成し、実行ロール {target} の権限でテンプレートを適用させます。',
    ],
  ),
  'cloudformation-004': row(
    ['Updated stack set', 'スタックセットの更新'],
    [
      'Updates a stack set with a template of their own, which is carried out as the execution role {target}.',
      'スタックセットを自分で用意したテンプレートで更新し、実行ロール {target} の権限で適用させます。',
    ],
  ),
  'cloudformation-005': row(
    ['Change set on a stack with a service role', 'サービスロールを持つスタックへの変更セット'],
    [
      'Creates and executes a change set on a stack that has {target} as its service role.',
      '{target} をサービスロールに持つスタックに変更セットを作成し、実行します。',
    ],
  ),
  'codebuild-001': row(
    ['New CodeBuild project with a passed role', 'ロールを渡した CodeBuild プロジェクトの新規作成'],
    [
      'Creates a build project that runs as {target} and starts a build whose commands use the role’s credentials.',
      '{target} を渡してビルドプロジェクトを作成し、ビルドコマンドからそのロールの認証情報を使います。',
    ],
  ),
  'codebuild-002': row(
    ['Build with an own buildspec', 'buildspec を差し替えたビルドの開始'],
    [
      'Starts a build of an existing project with a buildspec of their own, which runs as {target}.',
      '既存プロジェクトのビルドを自分の buildspec に差し替えて開始し、{target} の権限で実行させます。',
    ],
  ),
  'codebuild-003': row(
    ['Batch build with an own buildspec', 'buildspec を差し替えたバッチビルドの開始'],
    [
      'Starts a batch build of an existing project with a buildspec of their own, which runs as {target}.',
      '既存プロジェクトのバッチビルドを自分の buildspec に差し替えて開始し、{target} の権限で実行させます。',
    ],
  ),
  'codebuild-004': row(
    ['New CodeBuild project with a batch build', 'ロールを渡した CodeBuild プロジェクトのバッチビルド'],
    [
      'Creates a build project that runs as {target} and starts a batch build whose commands use the role’s credentials.',
      '{target} を渡してビルドプロジェクトを作成し、バッチビルドのコマンドからそのロールの認証情報を使います。',
    ],
  ),
  'datapipeline-001': row(
    ['New data pipeline with a passed role', 'ロールを渡したデータパイプラインの新規作成'],
    [
      'Creates and activates a pipeline whose shell commands run as {target}.',
      '{target} を渡してパイプラインを作成、有効化し、その権限でシェルコマンドを実行させます。',
    ],
  ),
  'ec2-001': row(
    ['New instance with a passed role', 'ロールを渡した EC2 インスタンスの起動'],
    [
      'Launches an instance with the instance profile of {target} and takes the role’s credentials from its metadata service.',
      '{target} のインスタンスプロファイルを付けてインスタンスを起動し、メタデータサービスから認証情報を取り出します。',
    ],
  ),
  'ec2-002': row(
    ['Replaced user data of an instance', 'EC2 インスタンスのユーザーデータの差し替え'],
    [
      'Stops the instance, replaces its user data with a script of their own and starts it again: the script runs with the credentials of {target}.',
      'インスタンスを停止してユーザーデータを自分のスクリプトに差し替え、再起動して {target} の認証情報で実行させます。',
    ],
  ),
  'ec2-003': row(
    ['Spot instance with a passed role', 'ロールを渡したスポットインスタンスの要求'],
    [
      'Requests a spot instance with the instance profile of {target} and takes the role’s credentials from it.',
      '{target} のインスタンスプロファイルを付けてスポットインスタンスを要求し、認証情報を取り出します。',
    ],
  ),
  'ec2-004': row(
    ['New default version of a launch template', '起動テンプレートの既定バージョンの差し替え'],
    [
      'Adds a version with a script of their own and the instance profile of {target} and makes it the default, so that the next instance launched from it runs the script.',
      '自分のスクリプトと {target} のインスタンスプロファイルを指定したバージョンを追加して既定にし、次に起動するインスタンスで実行させます。',
    ],
  ),
  'ec2instanceconnect-003': row(
    ['SSH through EC2 Instance Connect', 'EC2 Instance Connect による SSH 接続'],
    [
      'Sends an SSH key of their own to the instance, logs in and takes the credentials of {target} from the metadata service.',
      '自分の SSH 公開鍵をインスタンスに送ってログインし、メタデータサービスから {target} の認証情報を取り出します。',
    ],
  ),
  'ecs-001': row(
    ['New ECS cluster and service with a passed role', 'ロールを渡した ECS クラスターとサービスの新規作成'],
    [
      'Creates a cluster, registers a task definition that runs as {target} and creates a service that starts it.',
      'クラスターを作成し、{target} を渡したタスク定義を登録して、サービスとして起動します。',
    ],
  ),
  'ecs-002': row(
    ['New ECS cluster and task with a passed role', 'ロールを渡した ECS クラスターとタスクの実行'],
    [
      'Creates a cluster, registers a task definition that runs as {target} and runs it.',
      'クラスターを作成し、{target} を渡したタスク定義を登録して、タスクを実行します。',
    ],
  ),
  'ecs-003': row(
    ['ECS service with a passed role', 'ロールを渡した ECS サービスの作成'],
    [
      'Registers a task definition that runs as {target} and creates a service for it in an existing cluster.',
      '{target} を渡したタスク定義を登録し、既存クラスターにサービスを作成して起動します。',
    ],
  ),
  'ecs-004': row(
    ['ECS task with a passed role', 'ロールを渡した ECS タスクの実行'],
    [
      'Registers a task definition that runs as {target} and runs it in an existing cluster.',
      '{target} を渡したタスク定義を登録し、既存クラスターでタスクを実行します。',
    ],
  ),
  'ecs-005': row(
    ['ECS task on a container instance', 'コンテナインスタンスでの ECS タスクの開始'],
    [
      'Registers a task definition that runs as {target} and starts it on a container instance of an existing cluster.',
      '{target} を渡したタスク定義を登録し、既存クラスターのコンテナインスタンスでタスクを開始します。',
    ],
  ),
  'glue-001': row(
    ['New Glue development endpoint with a passed role', 'ロールを渡した Glue 開発エンドポイントの新規作成'],
    [
      'Creates a development endpoint that runs as {target} with an SSH key of their own and logs in.',
      '{target} を渡し、自分の SSH 鍵を登録した開発エンドポイントを作成してログインします。',
    ],
  ),
  'glue-002': row(
    ['SSH key on a Glue development endpoint', 'Glue 開発エンドポイントへの SSH 鍵の追加'],
    [
      'Adds an SSH key of their own to an existing development endpoint and logs in as {target}.',
      '既存の開発エンドポイントに自分の SSH 鍵を追加し、{target} の権限でログインします。',
    ],
  ),
  'glue-003': row(
    ['New Glue job with a passed role', 'ロールを渡した Glue ジョブの新規作成'],
    ['Creates a job that runs a script of their own as {target} and starts it.', '{target} を渡して自分のスクリプトを実行するジョブを作成し、開始します。'],
  ),
  'glue-004': row(
    ['New Glue job started by a trigger', 'トリガーで起動する Glue ジョブの新規作成'],
    [
      'Creates a job that runs a script of their own as {target} and a trigger that starts it.',
      '{target} を渡して自分のスクリプトを実行するジョブと、それを起動するトリガーを作成します。',
    ],
  ),
  'glue-005': row(
    ['Changed Glue job with a passed role', 'ロールを渡した Glue ジョブの変更'],
    [
      'Gives an existing job {target} as its role and a script of their own, and starts it.',
      '既存ジョブのロールを {target} に、スクリプトを自分のものに変更して開始します。',
    ],
  ),
  'glue-006': row(
    ['Changed Glue job started by a trigger', 'ロールを渡した Glue ジョブの変更とトリガー'],
    [
      'Gives an existing job {target} as its role and a script of their own, and creates a trigger that starts it.',
      '既存ジョブのロールを {target} に、スクリプトを自分のものに変更し、トリガーを作成して起動させます。',
    ],
  ),
  'iam-001': row(
    ['New version of an own policy', '自分に付いたポリシーの新バージョン作成'],
    [
      'Writes a new default version of a policy attached to {target} that allows everything.',
      '{target} にアタッチされたポリシーに、すべてを許可する新しい既定バージョンを作成します。',
    ],
  ),
  'iam-002': row(
    ['Access key for another user', '他ユーザーのアクセスキー作成'],
    ['Creates an access key for {target} and signs in with it.', '{target} のアクセスキーを作成し、そのユーザーとして操作します。'],
  ),
  'iam-003': row(
    ['Replaced access key of another user', '他ユーザーのアクセスキーの入れ替え'],
    [
      'Deletes one of the two access keys of {target}, creates a new one and signs in with it.',
      '{target} の 2 本のアクセスキーの一方を削除して新しいキーを作成し、そのユーザーとして操作します。',
    ],
  ),
  'iam-004': row(
    ['Console password for another user', '他ユーザーのコンソールパスワード作成'],
    ['Gives {target} a console password and signs in with it.', '{target} にコンソールパスワードを設定し、そのユーザーとしてサインインします。'],
  ),
  'iam-005': row(
    ['Inline policy on the own role', '自分のロールへのインラインポリシー追加'],
    ['Writes an inline policy that allows everything on {target}.', '{target} に、すべてを許可するインラインポリシーを書き込みます。'],
  ),
  'iam-006': row(
    ['Changed console password of another user', '他ユーザーのコンソールパスワード変更'],
    ['Changes the console password of {target} and signs in with it.', '{target} のコンソールパスワードを変更し、そのユーザーとしてサインインします。'],
  ),
  'iam-007': row(
    ['Inline policy on the own user', '自分のユーザーへのインラインポリシー追加'],
    ['Writes an inline policy that allows everything on {target}.', '{target} に、すべてを許可するインラインポリシーを書き込みます。'],
  ),
  'iam-008': row(
    ['Managed policy on the own user', '自分のユーザーへのポリシーのアタッチ'],
    ['Attaches a stronger managed policy to {target}.', '{target} に、より強い管理ポリシーをアタッチします。'],
  ),
  'iam-009': row(
    ['Managed policy on the own role', '自分のロールへのポリシーのアタッチ'],
    ['Attaches a stronger managed policy to {target}.', '{target} に、より強い管理ポリシーをアタッチします。'],
  ),
  'iam-010': row(
    ['Managed policy on an own group', '自分が属するグループへのポリシーのアタッチ'],
    ['Attaches a stronger managed policy to a group that {target} is in.', '{target} が属するグループに、より強い管理ポリシーをアタッチします。'],
  ),
  'iam-011': row(
    ['Inline policy on an own group', '自分が属するグループへのインラインポリシー追加'],
    [
      'Writes an inline policy that allows everything on a group that {target} is in.',
      '{target} が属するグループに、すべてを許可するインラインポリシーを書き込みます。',
    ],
  ),
  'iam-012': row(
    ['Changed trust policy', '信頼ポリシーの書き換え'],
    [
      'Makes the trust policy of {target} trust them and assumes the role.',
      '{target} の信頼ポリシーを自分を信頼するように書き換え、そのロールを引き受けます。',
    ],
  ),
  'iam-013': row(
    ['Joining a group', 'グループへの参加'],
    ['Adds {target} to a group and so gains its rights.', '{target} をグループに追加し、そのグループの権限を得ます。'],
  ),
  'iam-014': row(
    ['Managed policy on a role that can be assumed', '引き受け可能なロールへのポリシーのアタッチ'],
    ['Attaches a stronger managed policy to {target} and assumes the role.', '{target} により強い管理ポリシーをアタッチし、そのロールを引き受けます。'],
  ),
  'iam-015': row(
    ['Managed policy and access key for another user', '他ユーザーへのポリシーのアタッチとアクセスキー作成'],
    [
      'Attaches a stronger managed policy to {target} and creates an access key for the user.',
      '{target} により強い管理ポリシーをアタッチし、そのアクセスキーを作成します。',
    ],
  ),
  'iam-016': row(
    ['New policy version of a role that can be assumed', '引き受け可能なロールのポリシーの新バージョン作成'],
    [
      'Writes a new version of a policy attached to {target} that allows everything and assumes the role.',
      '{target} にアタッチされたポリシーに、すべてを許可する新しいバージョンを作成し、そのロールを引き受けます。',
    ],
  ),
  'iam-017': row(
    ['Inline policy on a role that can be assumed', '引き受け可能なロールへのインラインポリシー追加'],
    [
      'Writes an inline policy that allows everything on {target} and assumes the role.',
      '{target} に、すべてを許可するインラインポリシーを書き込み、そのロールを引き受けます。',
    ],
  ),
  'iam-018': row(
    ['Inline policy and access key for another user', '他ユーザーへのインラインポリシー追加とアクセスキー作成'],
    [
      'Writes an inline policy that allows everything on {target} and creates an access key for the user.',
      '{target} に、すべてを許可するインラインポリシーを書き込み、そのアクセスキーを作成します。',
    ],
  ),
  'iam-019': row(
    ['Managed policy and trust policy of a role', 'ロールへのポリシーのアタッチと信頼ポリシーの書き換え'],
    [
      'Attaches a stronger managed policy to {target}, makes its trust policy trust them and assumes the role.',
      '{target} により強い管理ポリシーをアタッチし、信頼ポリシーを書き換えてそのロールを引き受けます。',
    ],
  ),
  'iam-020': row(
    ['New policy version and trust policy of a role', 'ロールのポリシーの新バージョン作成と信頼ポリシーの書き換え'],
    [
      'Writes a new version of a policy attached to {target} that allows everything, makes its trust policy trust them and assumes the role.',
      '{target} にアタッチされたポリシーに、すべてを許可する新しいバージョンを作成し、信頼ポリシーを書き換えてそのロールを引き受けます。',
    ],
  ),
  'iam-021': row(
    ['Inline policy and trust policy of a role', 'ロールへのインラインポリシー追加と信頼ポリシーの書き換え'],
    [
      'Writes an inline policy that allows everything on {target}, makes its trust policy trust them and assumes the role.',
      '{target} に、すべてを許可するインラインポリシーを書き込み、信頼ポリシーを書き換えてそのロールを引き受けます。',
    ],
  ),
  'lambda-001': row(
    ['New Lambda function with a passed role, invoked', 'ロールを渡した Lambda 関数の作成と呼び出し'],
    ['Creates a function that runs code of their own as {target} and invokes it.', '{target} を渡して自分のコードを実行する関数を作成し、呼び出します。'],
  ),
  'lambda-002': row(
    ['New Lambda function with a passed role, fed by an event source', 'ロールを渡した Lambda 関数とイベントソースマッピング'],
    [
      'Creates a function that runs code of their own as {target} and connects it to a queue or stream that starts it.',
      '{target} を渡して自分のコードを実行する関数を作成し、キューやストリームに接続して起動させます。',
    ],
  ),
  'lambda-003': row(
    ['Replaced code of a Lambda function', 'Lambda 関数のコードの差し替え'],
    [
      'Replaces the code of a function that runs as {target} and waits for it to be invoked.',
      '{target} の権限で動く関数のコードを差し替え、次に呼び出されたときに実行させます。',
    ],
  ),
  'lambda-004': row(
    ['Replaced code of a Lambda function, invoked', 'Lambda 関数のコードの差し替えと呼び出し'],
    ['Replaces the code of a function that runs as {target} and invokes it.', '{target} の権限で動く関数のコードを差し替え、呼び出します。'],
  ),
  'lambda-005': row(
    ['Replaced code of a Lambda function, opened by a permission', 'Lambda 関数のコードの差し替えと呼び出し許可の追加'],
    [
      'Replaces the code of a function that runs as {target} and adds a permission so that others may invoke it.',
      '{target} の権限で動く関数のコードを差し替え、呼び出しを許可する権限を追加して実行させます。',
    ],
  ),
  'lambda-006': row(
    ['New Lambda function with a passed role, opened by a permission', 'ロールを渡した Lambda 関数の作成と呼び出し許可の追加'],
    [
      'Creates a function that runs code of their own as {target} and adds a permission so that others may invoke it.',
      '{target} を渡して自分のコードを実行する関数を作成し、呼び出しを許可する権限を追加して実行させます。',
    ],
  ),
  'sagemaker-001': row(
    ['New SageMaker notebook with a passed role', 'ロールを渡した SageMaker ノートブックの新規作成'],
    [
      'Creates a notebook instance that runs as {target} and uses the role’s credentials in it.',
      '{target} を渡してノートブックインスタンスを作成し、その中でロールの認証情報を使います。',
    ],
  ),
  'sagemaker-002': row(
    ['SageMaker training job with a passed role', 'ロールを渡した SageMaker トレーニングジョブ'],
    ['Creates a training job that runs a container of their own as {target}.', '{target} を渡して、自分のコンテナを実行するトレーニングジョブを作成します。'],
  ),
  'sagemaker-003': row(
    ['SageMaker processing job with a passed role', 'ロールを渡した SageMaker 処理ジョブ'],
    ['Creates a processing job that runs a container of their own as {target}.', '{target} を渡して、自分のコンテナを実行する処理ジョブを作成します。'],
  ),
  'sagemaker-004': row(
    ['Way into a SageMaker notebook', 'SageMaker ノートブックへの署名付き URL'],
    [
      'Creates a presigned URL to a running notebook instance and uses the credentials of {target} in it.',
      '実行中のノートブックインスタンスの署名付き URL を作成し、その中で {target} の認証情報を使います。',
    ],
  ),
  'sagemaker-005': row(
    ['Lifecycle script on a SageMaker notebook', 'SageMaker ノートブックのライフサイクルスクリプトの差し替え'],
    [
      'Stops the notebook instance, gives it a lifecycle script of their own and starts it again: the script runs as {target}.',
      'ノートブックインスタンスを停止して自分のライフサイクルスクリプトを設定し、再起動して {target} の権限で実行させます。',
    ],
  ),
  'ssm-001': row(
    ['Session Manager on an instance', 'Session Manager によるインスタンスへの接続'],
    [
      'Opens a shell on the instance and takes the credentials of {target} from the metadata service.',
      'インスタンスでシェルを開き、メタデータサービスから {target} の認証情報を取り出します。',
    ],
  ),
  'ssm-002': row(
    ['Run Command on an instance', 'Run Command によるインスタンスでのコマンド実行'],
    [
      'Runs a command on the instance and takes the credentials of {target} from the metadata service.',
      'インスタンスでコマンドを実行し、メタデータサービスから {target} の認証情報を取り出します。',
    ],
  ),
  'sts-001': row(['Assumed role', 'ロールの引き受け'], ['Assumes {target}.', '{target} を引き受けます。']),
  'lambda-007': row(
    ['Changed configuration of a Lambda function', 'Lambda 関数の設定変更'],
    [
      'Adds a layer or environment variable that loads code of their own into a function that runs as {target}.',
      '{target} の権限で動く関数に、自分のコードを読み込ませるレイヤーや環境変数を追加します。',
    ],
    `${docs}lambda/latest/api/API_UpdateFunctionConfiguration.html`,
  ),
  'ecs-006': row(
    ['Shell in a running ECS task', '実行中の ECS タスクへのシェル接続'],
    ['Opens a shell in a running task and takes the credentials of {target}.', '実行中のタスクでシェルを開き、{target} の認証情報を取り出します。'],
    `${docs}AmazonECS/latest/APIReference/API_ExecuteCommand.html`,
  ),
  'ecs-007': row(
    ['Own container instance in an ECS cluster', 'ECS クラスターへの自前のコンテナインスタンス登録'],
    [
      'Registers a machine of their own with the cluster and starts a task on it with {target} as its role.',
      '自分のマシンをクラスターに登録し、{target} をタスクロールに指定したタスクをその上で開始します。',
    ],
    `${docs}AmazonECS/latest/APIReference/API_StartTask.html`,
  ),
  'ecs-008': row(
    ['ECS task with an overridden role', 'タスクロールを上書きした ECS タスクの実行'],
    [
      'Runs an existing task definition with another command and with {target} as its role.',
      '既存のタスク定義のコマンドを変え、タスクロールを {target} に上書きして実行します。',
    ],
    `${docs}AmazonECS/latest/APIReference/API_TaskOverride.html`,
  ),
  'ecs-009': row(
    ['ECS task with an overridden role on a container instance', 'タスクロールを上書きした ECS タスクの開始'],
    [
      'Starts an existing task definition on a container instance with another command and with {target} as its role.',
      '既存のタスク定義のコマンドを変え、タスクロールを {target} に上書きしてコンテナインスタンスで開始します。',
    ],
    `${docs}AmazonECS/latest/APIReference/API_TaskOverride.html`,
  ),
  'glue-007': row(
    ['Glue interactive session with a passed role', 'ロールを渡した Glue インタラクティブセッション'],
    [
      'Creates an interactive session that runs as {target} and runs statements in it.',
      '{target} を渡してインタラクティブセッションを作成し、その権限でコードを実行します。',
    ],
    `${docs}glue/latest/dg/interactive-sessions-security.html`,
  ),
  'states-001': row(
    ['New state machine with a passed role', 'ロールを渡したステートマシンの新規作成'],
    ['Creates a state machine that calls AWS APIs as {target} and starts it.', '{target} を渡して AWS API を呼び出すステートマシンを作成し、実行します。'],
    `${docs}step-functions/latest/dg/supported-services-awssdk.html`,
  ),
  'scheduler-001': row(
    ['New schedule with a passed role', 'ロールを渡したスケジュールの新規作成'],
    ['Creates a schedule that calls an AWS API as {target}.', '{target} を渡して AWS API を呼び出すスケジュールを作成します。'],
    `${docs}scheduler/latest/UserGuide/managing-targets-universal.html`,
  ),
  'batch-001': row(
    ['New Batch job with a passed role', 'ロールを渡した Batch ジョブの新規作成'],
    [
      'Registers a job definition that runs a container of their own as {target} and submits it.',
      '{target} を渡して自分のコンテナを実行するジョブ定義を登録し、ジョブを投入します。',
    ],
    `${docs}batch/latest/userguide/create-job-definition.html`,
  ),
  'ssm-003': row(
    ['Automation with a passed role', 'ロールを渡したオートメーションの実行'],
    ['Starts an automation that calls AWS APIs as {target}.', '{target} を渡してオートメーションを開始し、その権限で AWS API を呼び出させます。'],
    `${docs}systems-manager/latest/userguide/automation-setup.html`,
  ),
  'profile-001': row(
    ['Passed role in a new instance profile', '新しいインスタンスプロファイルへのロールの追加'],
    [
      'Puts {target} into a new instance profile, launches an instance with it and takes the role’s credentials from its metadata service.',
      '{target} を新しいインスタンスプロファイルに追加し、それを付けて起動したインスタンスから認証情報を取り出します。',
    ],
    `${docs}IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html`,
  ),
  'profile-002': row(
    ['Swapped role of an instance profile', 'インスタンスプロファイルのロールの入れ替え'],
    [
      'Puts {target} in the place of the role of an existing instance profile, launches an instance with it and takes the role’s credentials.',
      '既存のインスタンスプロファイルのロールを {target} に入れ替え、それを付けて起動したインスタンスから認証情報を取り出します。',
    ],
    `${docs}IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html`,
  ),
  'profile-003': row(
    ['Passed role on a running instance', '稼働中のインスタンスへのロールの付与'],
    [
      'Associates the instance profile of {target} with a running instance, opens a session there and takes the role’s credentials.',
      '稼働中のインスタンスに {target} のインスタンスプロファイルを関連付け、セッションを開いて認証情報を取り出します。',
    ],
    `${docs}AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile.html`,
  ),
  'widen-001': row(
    ['More rights for a role, then its credentials', 'ロールの権限を広げてからの奪取'],
    [
      'Gives {target} a policy that allows everything and then gets its credentials by way of {via}.',
      '{target} にすべてを許可する権限を与えたうえで、{via} の方法でその認証情報を手に入れます。',
    ],
    `${docs}IAM/latest/UserGuide/access_policies_manage-attach-detach.html`,
  ),
  'rollback-001': row(
    ['Rollback to an earlier policy version', '以前のポリシーバージョンへの切り替え'],
    [
      'Makes an earlier version of a policy of {target}, which allows more, the default one.',
      '{target} に付いたポリシーを、より多くを許可する以前のバージョンに切り替えます。',
    ],
    `${docs}IAM/latest/UserGuide/access_policies_managed-versioning.html`,
  ),
  'boundary-001': row(
    ['Removed permissions boundary', 'アクセス許可の境界の削除'],
    ['Deletes the permissions boundary of {target}.', '{target} のアクセス許可の境界を削除します。'],
    `${docs}IAM/latest/UserGuide/access_policies_boundaries.html`,
  ),
  'boundary-002': row(
    ['Replaced permissions boundary', 'アクセス許可の境界の差し替え'],
    ['Replaces the permissions boundary of {target} with a wider one.', '{target} のアクセス許可の境界を、より広いものに差し替えます。'],
    `${docs}IAM/latest/UserGuide/access_policies_boundaries.html`,
  ),
  'boundary-003': row(
    ['Rewritten permissions boundary', 'アクセス許可の境界の書き換え'],
    [
      'Writes a new version of the policy that is the permissions boundary of {target}, one that allows everything.',
      '{target} の境界として使われているポリシーに、すべてを許可する新しいバージョンを作成します。',
    ],
    `${docs}IAM/latest/UserGuide/access_policies_boundaries.html`,
  ),
  'detach-001': row(
    ['Policies with a Deny taken off', '拒否ポリシーの取り外し'],
    ['Takes the policies that deny something off {target}.', '{target} から、操作を拒否しているポリシーを取り外します。'],
    `${docs}IAM/latest/UserGuide/access_policies_manage-attach-detach.html`,
  ),
  'tag-001': row(
    ['Changed tags of the target', '対象のタグの変更'],
    [
      'Changes the tags that the condition of a policy looks at, and so gets at {target}.',
      'ポリシーの条件が参照するタグを書き換え、{target} の権限に到達します。',
    ],
    `${docs}IAM/latest/UserGuide/access_tags.html`,
  ),
  'tag-002': row(
    ['Changed own tags', '自分のタグの変更'],
    ['Gives {target} the tags that the conditions of its policies ask for.', '{target} に、ポリシーの条件が求めるタグを付けます。'],
    `${docs}IAM/latest/UserGuide/access_iam-tags.html`,
  ),
} satisfies Readonly<Record<string, MethodText>>;

export type MethodId = keyof typeof methodTexts;
