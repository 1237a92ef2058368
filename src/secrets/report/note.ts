import type { Locale, Text } from '#framework/text';

/** What the person has to know besides the findings: what was not read, and what that means. Gathered and shown together. */
export interface Note {
  readonly code: NoteCode;
  readonly path?: string;
  /** Of the history of a submodule; `path` then counts from there. */
  readonly submodule?: string;
  readonly detail?: string;
  readonly count?: number;
}

export type NoteCode = keyof typeof texts;

/** `gap`: something was not looked at, so nobody may call the result clean. */
interface NoteText {
  readonly gap: boolean;
  readonly text: (note: Note) => Text;
}

const more = ({ count }: Note): string => (count !== undefined && count > 1 ? ` (${count})` : '');
const why = ({ detail }: Note): string => (detail === undefined ? '' : ` (${detail})`);

const texts = {
  'folder-unreadable': {
    gap: true,
    text: (note) => ({ en: `${note.path} could not be read${why(note)}.`, ja: `${note.path} を読み取れませんでした${why(note)}。` }),
  },
  'file-unreadable': {
    gap: true,
    text: (note) => ({ en: `${note.path} could not be read${why(note)}.`, ja: `${note.path} を読み取れませんでした${why(note)}。` }),
  },
  'link-outside': {
    gap: false,
    text: ({ path }) => ({
      en: `${path} leads out of the folder and was not followed.`,
      ja: `${path} はフォルダーの外を指すリンクのため、たどりませんでした。`,
    }),
  },
  'folder-skipped': {
    gap: true,
    text: ({ path }) => ({ en: `${path} was skipped; --all-files scans it too.`, ja: `${path} は対象外としました。--all-files で対象に含められます。` }),
  },
  'archive-broken': {
    gap: true,
    text: (note) => ({
      en: `${note.path}: the archive is broken and was read only in part${why(note)}.`,
      ja: `${note.path} はアーカイブが壊れているため、一部しか読み取れませんでした${why(note)}。`,
    }),
  },
  'archive-too-large': {
    gap: true,
    text: ({ path }) => ({
      en: `${path} unpacks to more than ippo reads from an archive; the rest was not scanned.`,
      ja: `${path} は展開後のサイズが上限を超えるため、残りは検査していません。`,
    }),
  },
  'archive-too-deep': {
    gap: true,
    text: ({ path }) => ({
      en: `${path} is an archive within archives, too deep to be opened.`,
      ja: `${path} はアーカイブの入れ子が深すぎるため、開いていません。`,
    }),
  },
  'archive-encrypted': {
    gap: true,
    text: ({ path }) => ({ en: `${path} is encrypted and was not scanned.`, ja: `${path} は暗号化されているため、検査していません。` }),
  },
  'archive-method': {
    gap: true,
    text: (note) => ({
      en: `${note.path} is packed in a way ippo does not read${why(note)}.`,
      ja: `${note.path} は未対応の圧縮方式のため、検査していません${why(note)}。`,
    }),
  },
  'no-git': {
    gap: true,
    text: () => ({
      en: 'git was not found: files that are tracked although .gitignore names them may have been left out.',
      ja: 'git が見つからないため、.gitignore に該当する追跡済みファイルを検査できていない可能性があります。',
    }),
  },
  'git-refuses': {
    gap: true,
    text: (note) => ({ en: `git did not answer${why(note)}.`, ja: `git の処理に失敗しました${why(note)}。` }),
  },
  shallow: {
    gap: true,
    text: () => ({
      en: 'This is a shallow clone: older commits are not here and were not scanned. "git fetch --unshallow" brings them (actions/checkout: fetch-depth: 0).',
      ja: 'shallow clone のため、古いコミットは手元になく、検査していません。git fetch --unshallow で取得できます(actions/checkout では fetch-depth: 0)。',
    }),
  },
  partial: {
    gap: true,
    text: (note) => ({
      en: `This is a partial clone: objects that are not here were not fetched and not scanned${more(note)}. "git fetch --refetch --no-filter" brings them.`,
      ja: `partial clone のため、手元にないオブジェクトは取得も検査もしていません${more(note)}。git fetch --refetch --no-filter で取得できます。`,
    }),
  },
  'objects-missing': {
    gap: true,
    text: (note) => ({
      en: `Objects of this repository are missing or broken, and were not scanned${more(note)}. "git fsck" tells more.`,
      ja: `リポジトリに欠けている、または壊れているオブジェクトがあり、検査していません${more(note)}。詳細は git fsck で確認できます。`,
    }),
  },
  'history-broken': {
    gap: true,
    text: (note) => ({ en: `The history could not be read to its end${why(note)}.`, ja: `履歴を最後まで読み取れませんでした${why(note)}。` }),
  },
  'lost-unplaced': {
    gap: false,
    text: (note) => ({
      en: `Commits that no branch reaches are here only in part, so places in them have no commit${why(note)}.`,
      ja: `どのブランチからも到達できないコミットの一部が失われているため、該当箇所のコミットを特定できていません${why(note)}。`,
    }),
  },
  submodule: {
    gap: true,
    text: ({ path }) => ({
      en: `${path} is a submodule that is not checked out here and was not scanned. "git submodule update --init" brings it.`,
      ja: `${path} は未取得のサブモジュールのため、検査していません。git submodule update --init で取得できます。`,
    }),
  },
  'submodule-outside': {
    gap: true,
    text: ({ path }) => ({
      en: `${path} is a submodule that leads out of this repository and was not entered.`,
      ja: `${path} はリポジトリの外を指すサブモジュールのため、検査していません。`,
    }),
  },
  'submodule-too-deep': {
    gap: true,
    text: ({ path }) => ({
      en: `${path} is a submodule too deep within others, or one too many, and was not scanned.`,
      ja: `${path} はサブモジュールの入れ子の深さまたは数が上限を超えているため、検査していません。`,
    }),
  },
  'submodule-unreadable': {
    gap: true,
    text: (note) => ({
      en: `${note.path} is a submodule that git does not read${why(note)}.`,
      ja: `サブモジュール ${note.path} を git で読み取れませんでした${why(note)}。`,
    }),
  },
  'no-commits': { gap: false, text: () => ({ en: 'There are no commits yet.', ja: 'コミットがまだありません。' }) },
  'cache-ignored': {
    gap: false,
    text: (note) => ({
      en: `The memory of earlier runs was not used${why(note)}; everything was scanned again.`,
      ja: `前回までの検査の記録は使わず、すべて検査し直しました${why(note)}。`,
    }),
  },
  'cache-not-written': {
    gap: false,
    text: (note) => ({
      en: `What was scanned could not be noted for the next run${why(note)}.`,
      ja: `次回のための検査記録を保存できませんでした${why(note)}。`,
    }),
  },
  'halves-cut': {
    gap: false,
    text: () => ({
      en: 'There were too many files round some secrets: the ids that belong to them were looked for in the nearest ones only.',
      ja: '周囲のファイルが多いため、対になる ID は近くのファイルのみから探しました。',
    }),
  },
  'too-many-in-file': {
    gap: true,
    text: ({ path, detail, count }) => ({
      en: `${path} holds more than ${count} secrets of one kind (${detail}); the others are not listed.`,
      ja: `${path} では同じ種類(${detail})の検出が ${count} 件を超えたため、以降は一覧から省いています。`,
    }),
  },
  'too-many-found': {
    gap: true,
    text: ({ count }) => ({
      en: `More than ${count} secrets were found; the others are not listed.`,
      ja: `検出が ${count} 件を超えたため、以降は一覧から省いています。`,
    }),
  },
  'too-many-places': {
    gap: true,
    text: ({ count }) => ({
      en: `The versions of the files hold secrets in more than ${count} places; in the older versions they were not looked for.`,
      ja: `各バージョンのファイルでの検出が ${count} か所を超えたため、それより古いバージョンの検出結果は含めていません。`,
    }),
  },
  'baseline-without-key': {
    gap: false,
    text: ({ path }) => ({
      en: `${path} is not used: its key is not here. Set IPPO_BASELINE_KEY or IPPO_BASELINE_KEY_FILE.`,
      ja: `鍵がないため、${path} は使っていません。IPPO_BASELINE_KEY または IPPO_BASELINE_KEY_FILE を設定してください。`,
    }),
  },
  'baseline-other-key': {
    gap: false,
    text: ({ path }) => ({
      en: `${path} was made with another key, so none of its entries can match.`,
      ja: `${path} は別の鍵で作られているため、どの行も一致しません。`,
    }),
  },
  'baseline-line': {
    gap: false,
    text: (note) => ({
      en: `${note.path}: this line is not an entry (kind fingerprint last-day owner reason) and lets nothing pass${why(note)}.`,
      ja: `${note.path} の行は形式(種類 フィンガープリント 期限 担当 理由)に合わないため、許容として扱っていません${why(note)}。`,
    }),
  },
  'baseline-conflict': {
    gap: false,
    text: ({ path }) => ({
      en: `${path}: a merge conflict is not resolved. The entries of both sides count; "ippo secrets --update-baseline" or deleting the marks puts the file in order.`,
      ja: `${path} にマージの競合マーカーが残っています。両側の行を有効として扱いました。マーカーを削除するか、ippo secrets --update-baseline で整理してください。`,
    }),
  },
  'baseline-two-keys': {
    gap: false,
    text: ({ path }) => ({
      en: `${path} was made with several keys: entries of the others cannot match. Agree on one key and take the entries in again.`,
      ja: `${path} は複数の鍵で作られています。別の鍵による行は一致しません。鍵を 1 つに統一し、登録し直してください。`,
    }),
  },
  'allow-without-day': {
    gap: false,
    text: ({ path }) => ({
      en: `${path}: "until=" of ippo:allow takes a day such as 2027-03-31; it was not honoured.`,
      ja: `${path} の ippo:allow の until= には 2027-03-31 のような日付が必要なため、適用していません。`,
    }),
  },
  'allow-without-reason': {
    gap: false,
    text: ({ path }) => ({
      en: `${path}: "ippo:allow" takes the fingerprint and a reason; it was not honoured.`,
      ja: `${path} の ippo:allow にはフィンガープリントと理由の両方が必要なため、適用していません。`,
    }),
  },
} as const satisfies Record<string, NoteText>;

export const noteText = (note: Note, locale: Locale): string => {
  const found: NoteText = texts[note.code];
  return (note.submodule === undefined ? '' : `${note.submodule}: `) + found.text(note)[locale];
};

/** Something was not looked at. */
export const isGap = (note: Note): boolean => texts[note.code].gap;
