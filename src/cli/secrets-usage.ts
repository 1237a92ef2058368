import type { Text } from '#framework/text';

export const secretsUsage: Text = {
  en: `ippo secrets: credentials in files, in the history of git, and on their way into it

Usage
  ippo secrets [PATH]           files, tracked or not, without what .gitignore names; - reads standard input
  ippo secrets --history        every version of every file in the history, and the messages
  ippo secrets --staged         what the next commit adds
  ippo secrets --range A..B     what these commits add (for CI)
  ippo hook install             stop commits and pushes that add a secret (pre-commit, pre-push)
  ippo hook install pre-receive the same on a server, in a bare repository
  ippo hook status | uninstall

Options
  --fail-on SEVERITY[/CONFIDENCE]  exit with 1 from here on (default high/likely; certain, likely, possible; never)
  --format FORMAT[=FILE]   text, json, sarif; may be given several times
  --baseline FILE          accepted secrets, by fingerprint (default .ippo-secrets-baseline at the top of the repository)
  --update-baseline        accept what is found now; --reason TEXT, --owner NAME, --expires 2027-03-31
  --rekey                  give the baseline a new key; entries that still meet something stay
  --verify[=ISSUER,...]    ask issuers (aws, github, ...) whether the secrets are live; off by default, never in hooks; see docs/secrets.md
  --verify-in-ci           let --verify work where a CI system runs it
  --cache FILE, --no-cache where --history remembers what it has scanned (default: in the git directory)
  --all-files              also what .gitignore names, and node_modules
  --all                    also what is below the bar, and what is accepted
  --lang en|ja, --no-color, --quiet, --help

Exit codes: 0 nothing at or over the bar, 1 secrets at or over it, 2 ippo failed, 3 wrong usage
`,
  ja: `ippo secrets: ファイル、git の履歴、コミット前の変更に含まれる認証情報を検出します

使い方
  ippo secrets [パス]           ファイルを検査する(未追跡を含み、.gitignore の対象は除く)。- で標準入力を読み取る
  ippo secrets --history        履歴にある全ファイルの全バージョンと、コミットメッセージを検査する
  ippo secrets --staged         次のコミットで追加される行を検査する
  ippo secrets --range A..B     指定した範囲のコミットで追加された行を検査する(CI 向け)
  ippo hook install             認証情報を含むコミットとプッシュを止める(pre-commit、pre-push)
  ippo hook install pre-receive 同じことをサーバー側(ベアリポジトリ)で行う
  ippo hook status | uninstall

オプション
  --fail-on 重要度[/確度]    終了コードを 1 にする基準(既定は high/likely。確度は certain、likely、possible。never も可)
  --format 形式[=ファイル]   text、json、sarif(複数指定可)
  --baseline ファイル        許容済みの認証情報をフィンガープリントで記録したファイル(既定はリポジトリ直下の .ippo-secrets-baseline)
  --update-baseline          今回の検出結果を許容済みとして記録する。--reason 理由、--owner 担当、--expires 2027-03-31
  --rekey                    ベースラインの鍵を新しくする(該当のある行は維持)
  --verify[=発行元,...]      認証情報が有効かどうかを発行元(aws、github など)に問い合わせる。既定では行わず、フックでは使えない(docs/secrets.ja.md)
  --verify-in-ci             CI 上での --verify を許可する
  --cache ファイル、--no-cache  --history で検査済みのものを記録する場所(既定は git ディレクトリー内)
  --all-files                .gitignore の対象と node_modules も検査する
  --all                      基準に満たないものと許容済みのものも表示する
  --lang en|ja、--no-color、--quiet、--help

終了コード: 0 基準以上の検出なし、1 基準以上の検出あり、2 ippo の失敗、3 使い方の誤り
`,
};
