import type { Locale, Text } from '#framework/text';

/** What people type. Every command takes `--lang` and, where it has a result, `--format json`. */
export const usage: Text = {
  en: `ippo (一歩): a security assessment of what you run on AWS, from its Terraform, that ends with the next step

Usage
  ippo assess [PATH]            find and assess what is there (default: this folder)
  ippo steps [PATH]             all steps: the smallest changes that remove the most risk
  ippo what-if STEP... [PATH]   apply steps in memory and show what remains; --write edits the files
  ippo secrets [PATH]           credentials in files, history and staged changes: ippo secrets --help
  ippo hook install             stop commits and pushes that add a secret
  ippo controls                 the list of controls; --coverage: the rows of the catalogue they answer
  ippo explain CONTROL          what a control finds, why it matters, how to fix it

Who may do what (AWS, Azure, Google Cloud)
  ippo can WHO ACTION [WHAT] [PATH]     may WHO do this? with the statements that decide, and on what it depends
  ippo who-can ACTION [WHAT] [PATH]     everybody who may
  ippo principal WHO [PATH]             what WHO may do and become, and who can become WHO
  ippo escalations [PATH]               administrators, and who can become one, step by step
  ippo can --batch FILE                 one self-contained request of AWS a line (JSON; "-": standard input)

  WHO     a name, an id (ARN, object id, e-mail address) or a Terraform address
  ACTION  such as s3:GetObject, Microsoft.Compute/virtualMachines/runCommand/action, storage.objects.get
  WHAT    a name, an id or an address; left out: everything
  PATH    a folder with Terraform, a saved assessment, the output of
          "aws iam get-account-authorization-details", an Azure tenant or a Google Cloud
          organization as JSON (docs/identity.md)

  --in PATH                instead of PATH; may be given several times
  --context KEY=VALUE      a fact of the request, such as aws:SourceIp=203.0.113.9; may be given several
                           times. A key that is not given is not known: the answer says what depends on it
  --scps, --rcps FILE      policies of the organization, by level; --resource-policies FILE

Options
  --format FORMAT[=FILE]   text, json, sarif, markdown; may be given several times
  --save FILE              write the assessment as JSON too; the commands above can read it
  --lang en|ja             language (default: from the environment)
  --all                    list all findings, also the small ones and the undecided
  --only CONTROL           only this control; may be given several times
  --fail-on SEVERITY       exit with 1 from this severity on (critical, high, medium, low, info, never; default high)
  --var NAME=VALUE         a Terraform variable; --var-file FILE: a file of them
  --plan FILE              the output of "terraform show -json" (plan or state), joined with the code
  --no-color, --quiet, --help, --version

Exit codes: 0 nothing at or over the bar, 1 findings at or over it, 2 ippo failed, 3 wrong usage
`,
  ja: `ippo(一歩): AWS の構成を Terraform のコードから診断し、次の一歩を示します

使い方
  ippo assess [パス]            コードを見つけて診断する(省略時は現在のフォルダー)
  ippo steps [パス]             すべての「一歩」(小さな変更で大きくリスクを減らす案)を表示する
  ippo what-if 一歩... [パス]   一歩をメモリー上で適用し、残るものを表示する。--write でファイルを書き換える
  ippo secrets [パス]           ファイルや履歴に含まれる認証情報を検出する(詳細は ippo secrets --help)
  ippo hook install             認証情報を含むコミットとプッシュを止める
  ippo controls                 コントロールの一覧。--coverage でカタログの対応状況を表示する
  ippo explain コントロール名   何を検出するか、なぜ重要か、どう直すかを表示する

アクセス権の確認(AWS、Azure、Google Cloud)
  ippo can プリンシパル アクション [対象] [パス]
                                実行できるかどうかを、根拠のステートメントと条件とともに表示する
  ippo who-can アクション [対象] [パス]
                                実行できるプリンシパルをすべて表示する
  ippo principal プリンシパル [パス]
                                権限と、なれるプリンシパル、これになれるプリンシパルを表示する
  ippo escalations [パス]       管理者と、管理者になれるプリンシパルを、手順とともに表示する
  ippo can --batch ファイル     1 行 1 件の AWS のリクエスト(JSON)を判定する(- で標準入力)

  プリンシパル  名前、ID(ARN、オブジェクト ID、メールアドレス)、または Terraform のアドレス
  アクション    例: s3:GetObject、Microsoft.Compute/virtualMachines/runCommand/action、storage.objects.get
  対象          名前、ID、またはアドレス。省略時は全体
  パス          Terraform のフォルダー、保存した診断結果、aws iam get-account-authorization-details の
                出力、または Azure テナントか Google Cloud の組織の JSON(docs/identity.ja.md を参照)

  --in パス                  パスの代わりに指定する(複数指定可)
  --context キー=値          リクエストの条件。例: aws:SourceIp=203.0.113.9(複数指定可)
                             指定のないキーは不明とみなし、結果が左右される場合は条件として表示する
  --scps、--rcps ファイル    組織のポリシー(階層ごと)。--resource-policies ファイルも指定できる

オプション
  --format 形式[=ファイル]   text、json、sarif、markdown(複数指定可)
  --save ファイル            診断結果を JSON でも保存する(上のコマンドで読み取れる)
  --lang en|ja               表示言語(省略時は環境変数から判断)
  --all                      軽微なものや判断できなかったものも、すべて表示する
  --only コントロール名      指定したコントロールだけで診断する(複数指定可)
  --fail-on 重要度           この重要度以上があれば終了コード 1 にする(critical、high、medium、low、info、never。既定は high)
  --var 名前=値              Terraform の変数。--var-file ファイルでまとめて指定する
  --plan ファイル            terraform show -json の出力(プランまたはステート)。コードと突き合わせて使う
  --no-color、--quiet、--help、--version

終了コード: 0 基準以上の検出なし、1 基準以上の検出あり、2 ippo の失敗、3 使い方の誤り
`,
};

export const localeOf = (given: string | undefined, environment: Readonly<Record<string, string | undefined>>): Locale => {
  if (given === 'en' || given === 'ja') return given;
  return /^ja/i.test(environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '') ? 'ja' : 'en';
};
