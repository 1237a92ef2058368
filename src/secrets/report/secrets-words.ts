import type { Locale } from '#framework/text';
import type { Severity } from '#core/finding';
import type { Keeper } from '../git/keepers.ts';
import type { Confidence } from '../secret.ts';
import type { Verification } from '../verify/verification.ts';
import type { ScanMode } from './secrets-run.ts';

/** The words of the reports on secrets. */
export interface SecretsWords {
  readonly severity: Readonly<Record<Severity, string>>;
  readonly confidence: Readonly<Record<Confidence, string>>;
  readonly scanned: Readonly<Record<ScanMode, (files: string, size: string) => string>>;
  readonly none: string;
  readonly noneButIncomplete: string;
  readonly found: (secrets: number, places: number) => string;
  readonly smaller: (n: number) => string;
  readonly moreOfKind: (title: string, n: number) => string;
  readonly accepted: (n: number) => string;
  readonly acceptedBy: { readonly baseline: string; readonly comment: string };
  readonly expired: (date: string) => string;
  readonly message: (id: string) => string;
  readonly commit: (id: string, date: string) => string;
  readonly inHead: string;
  readonly notInHead: string;
  readonly heldBy: Readonly<Record<Exclude<Keeper['by'], 'stash'>, string>> & { readonly stash: (name: string) => string };
  readonly more: (n: number) => string;
  /** Its client id, its key id, its secret. */
  readonly half: (title: string) => string;
  readonly candidates: (title: string, n: number) => string;
  readonly why: string;
  readonly opens: string;
  readonly fix: string;
  readonly rotation: string;
  readonly fingerprint: string;
  readonly notLooked: string;
  readonly notes: string;
  readonly stale: { readonly certain: (n: number) => string; readonly uncertain: (n: number) => string };
  readonly blocked: Readonly<Record<'commit' | 'push' | 'receive', (n: number) => string>>;
  readonly now: string;
  readonly rotateFirst: Readonly<Record<'commit' | 'push' | 'receive', readonly string[]>>;
  readonly letPass: (fingerprint: string) => string;
  readonly letPassWithoutKey: string;
  readonly atIssuer: string;
  /** How many were asked, and what came of it. */
  readonly verified: (counts: Readonly<Record<Verification['is'], number>>) => string;
}

const s = (n: number): string => (n === 1 ? '' : 's');

export const secretsWords: Readonly<Record<Locale, SecretsWords>> = {
  en: {
    severity: { critical: 'critical', high: 'high', medium: 'medium', low: 'low', info: 'info' },
    confidence: { certain: 'certain', likely: 'likely', possible: 'possible' },
    scanned: {
      tree: (files, size) => `files scanned: ${files} (${size})`,
      history: (files, size) => `history, file versions and messages read: ${files} (${size})`,
      staged: (files, size) => `staged files scanned: ${files} (${size})`,
      range: (files, size) => `range, file versions and messages read: ${files} (${size})`,
      push: (files, size) => `push, file versions and messages read: ${files} (${size})`,
      input: (_, size) => `standard input (${size})`,
    },
    none: 'No secret was found.',
    noneButIncomplete: 'No secret was found in what could be read. That is not everything: see below.',
    found: (secrets, places) => `${secrets} secret${s(secrets)} in ${places} place${s(places)}`,
    moreOfKind: (title, n) => `${title}: ${n} more. --all shows ${n === 1 ? 'it' : 'them'}.`,
    smaller: (n) => `${n} more below the bar: --all shows ${n === 1 ? 'it' : 'them'}.`,
    accepted: (n) => `${n} accepted in the baseline or by a comment: --all shows ${n === 1 ? 'it' : 'them'}.`,
    acceptedBy: { baseline: 'accepted in the baseline', comment: 'accepted by a comment' },
    expired: (date) => `was accepted until ${date}; it counts again`,
    message: (id) => `message of ${id}`,
    commit: (id, date) => `since ${id}, ${date}`,
    inHead: 'still in HEAD',
    notInHead: 'no longer in HEAD, but in the history',
    heldBy: {
      stash: (name) => `in ${name}; "git stash drop ${name}" takes it out`,
      index: 'staged, in no commit',
      reflog: 'only in the reflog',
      nothing: 'reached by nothing; "git gc" will drop it',
    },
    more: (n) => `and ${n} more place${s(n)}`,
    half: (title) => `Its ${title}`,
    candidates: (title, n) => `Its ${title} is not certain, ${n} candidate${s(n)}`,
    why: 'Why',
    opens: 'Opens',
    fix: 'Now',
    rotation: 'How to rotate',
    fingerprint: 'Fingerprint',
    notLooked: 'Not looked at',
    notes: 'Notes',
    stale: {
      certain: (n) => `${n} entr${n === 1 ? 'y' : 'ies'} of the baseline met nothing any more and can be deleted:`,
      uncertain: (n) =>
        `${n} entr${n === 1 ? 'y' : 'ies'} of the baseline met nothing in these files; whether the history still has them is told by --history:`,
    },
    blocked: {
      commit: (n) => `ippo has stopped this commit: ${n} secret${s(n)}`,
      push: (n) => `ippo has stopped this push: ${n} secret${s(n)}`,
      receive: (n) => `This push was refused: ${n} secret${s(n)}`,
    },
    now: 'What to do now',
    rotateFirst: {
      commit: [
        'If the value was ever used or shared, rotate it first: make a new one where it was issued and disable the old one.',
        'Take it out of the file, read it from a secret store or the environment, "git add" the file and commit again.',
      ],
      push: [
        'Rotate it first: make a new one where it was issued and disable the old one. Deleting it in a further commit does not take it out of the history.',
        'Take it out of the commits that are not pushed yet ("git commit --amend", "git rebase -i"), then push again.',
      ],
      receive: [
        'Rotate it first: it has left the machine it was on. Make a new one where it was issued and disable the old one.',
        'Take it out of the commits ("git commit --amend", "git rebase -i") and push again. A further commit that deletes it does not help.',
      ],
    },
    letPass: (fingerprint) => `Not a secret? Put a comment on its line: ippo:allow ${fingerprint} REASON`,
    atIssuer: 'Issuer',
    verified: ({ live, refused, unclear, 'not-tried': notTried }) =>
      `Asked at the issuers: ${live} live, ${refused} refused, ${unclear} unclear; ${notTried} not tried. Requests leave a trace there and may set off canary tokens.`,
    letPassWithoutKey: 'Not a secret? ippo secrets --update-baseline --reason REASON lets it pass; see docs/secrets.md.',
  },
  ja: {
    severity: { critical: '緊急', high: '高', medium: '中', low: '低', info: '情報' },
    confidence: { certain: '確実', likely: '可能性が高い', possible: '可能性あり' },
    scanned: {
      tree: (files, size) => `検査したファイル ${files} 件(${size})`,
      history: (files, size) => `履歴: 検査したファイルの版とメッセージ ${files} 件(${size})`,
      staged: (files, size) => `ステージ済み: 検査したファイル ${files} 件(${size})`,
      range: (files, size) => `コミット範囲: 検査したファイルの版とメッセージ ${files} 件(${size})`,
      push: (files, size) => `プッシュ: 検査したファイルの版とメッセージ ${files} 件(${size})`,
      input: (_, size) => `標準入力(${size})`,
    },
    none: '認証情報は見つかりませんでした。',
    noneButIncomplete: '読み取れた範囲では、認証情報は見つかりませんでした。ただし、検査できていない部分があります(下記)。',
    found: (secrets, places) => `認証情報 ${secrets} 件(${places} か所)`,
    moreOfKind: (title, n) => `${title}: ほか ${n} 件。--all で表示します。`,
    smaller: (n) => `ほかに基準に満たないものが ${n} 件あります。--all で表示します。`,
    accepted: (n) => `ベースラインまたはコメントで許容済みのものが ${n} 件あります。--all で表示します。`,
    acceptedBy: { baseline: 'ベースラインで許容済み', comment: 'コメントで許容済み' },
    expired: (date) => `許容期限(${date})切れのため、再び検出対象`,
    message: (id) => `${id} のメッセージ`,
    commit: (id, date) => `${date} の ${id} で追加`,
    inHead: 'HEAD に残存',
    notInHead: 'HEAD にはないが履歴に残存',
    heldBy: {
      stash: (name) => `${name} に残存(git stash drop ${name} で削除可能)`,
      index: 'ステージ済み、未コミット',
      reflog: 'reflog にのみ残存',
      nothing: 'どこからも参照されていない(git gc で削除される)',
    },
    more: (n) => `ほか ${n} か所`,
    half: (title) => `対になる${title}`,
    candidates: (title, n) => `対になる${title}${/[A-Za-z]$/.test(title) ? ' ' : ''}を特定できません(候補 ${n} 件)`,
    why: '根拠',
    opens: '影響',
    fix: '対応',
    rotation: 'ローテーションの手順',
    fingerprint: 'フィンガープリント',
    notLooked: '検査できていない部分',
    notes: '補足',
    stale: {
      certain: (n) => `どこにも該当しなくなったベースラインの行が ${n} 件あります。削除できます。`,
      uncertain: (n) => `今のファイルに該当しないベースラインの行が ${n} 件あります。履歴に残っているかどうかは --history で確認できます。`,
    },
    blocked: {
      commit: (n) => `ippo がこのコミットを止めました: 認証情報 ${n} 件`,
      push: (n) => `ippo がこのプッシュを止めました: 認証情報 ${n} 件`,
      receive: (n) => `このプッシュは拒否されました: 認証情報 ${n} 件`,
    },
    now: 'いま行うこと',
    rotateFirst: {
      commit: [
        '一度でも使用・共有した値であれば、まずローテーションしてください。発行元で新しい値を発行し、古い値を無効にします。',
        'ファイルから値を取り除き、シークレットストアや環境変数から読み込むように直したうえで、git add してコミットし直してください。',
      ],
      push: [
        'まずローテーションしてください。発行元で新しい値を発行し、古い値を無効にします。後のコミットで削除しても、履歴からは消えません。',
        'まだプッシュしていないコミットから値を取り除き(git commit --amend、git rebase -i)、プッシュし直してください。',
      ],
      receive: [
        'まずローテーションしてください。値はすでに手元のマシンの外に出ています。発行元で新しい値を発行し、古い値を無効にします。',
        'コミットから値を取り除き(git commit --amend、git rebase -i)、プッシュし直してください。後のコミットで削除するだけでは解消しません。',
      ],
    },
    letPass: (fingerprint) => `認証情報ではない場合は、その行にコメントを付けてください: ippo:allow ${fingerprint} 理由`,
    atIssuer: '発行元への確認',
    verified: ({ live, refused, unclear, 'not-tried': notTried }) =>
      `発行元への確認結果: 有効 ${live} 件、無効 ${refused} 件、判定不能 ${unclear} 件、未確認 ${notTried} 件。問い合わせは発行元のログに記録され、カナリアトークンを作動させることもあります。`,
    letPassWithoutKey: '認証情報ではない場合は、ippo secrets --update-baseline --reason 理由 で許容できます(docs/secrets.ja.md)。',
  },
};

/** `12,345`. By hand: the first number that `Intl` writes takes as long as the whole scan of a staged file. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** `12.3 MB`. */
export const sizeText = (bytes: number): string =>
  bytes < 1000 ? `${bytes} B` : bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Text of strangers without what could steer a terminal or turn the order of letters. */
// oxlint-disable-next-line no-control-regex -- they are what is taken out
export const harmless = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
