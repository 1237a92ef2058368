import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Text } from '#framework/text';
import { type Baseline, baselineName, emptyBaseline, withEntries, writeBaseline } from '#secrets/baseline/baseline-file';
import { fingerprint, keyMark } from '#secrets/baseline/fingerprint';
import { makeKey } from '#secrets/baseline/key';
import type { ScanResult } from './scan-secrets.ts';
import { UsageError } from './usage-error.ts';

export interface Acceptance {
  readonly reason: string | undefined;
  readonly owner: string | undefined;
  readonly expires: string | undefined;
}

/** Writes what was found into the baseline and says what was done. What was accepted before stays as it is; what has expired is accepted anew. */
export const updateBaseline = ({ run, baseline, baselineFile, key: given, repository }: ScanResult, acceptance: Acceptance): readonly Text[] => {
  const said: Text[] = [];
  refuseBroken(baseline, baselineFile);
  let key = given;
  if (key === undefined) {
    if (!repository)
      throw new UsageError(
        'A baseline needs a key: set IPPO_BASELINE_KEY ("openssl rand -hex 32" makes one).',
        'ベースラインには鍵が必要です。IPPO_BASELINE_KEY を設定してください(openssl rand -hex 32 で作成できます)。',
      );
    if (baseline && baseline.entries.length > 0)
      throw new UsageError(
        `${baselineName} has entries made with a key that is not here: set IPPO_BASELINE_KEY or IPPO_BASELINE_KEY_FILE.`,
        `${baselineName} は、手元にない鍵で作られています。IPPO_BASELINE_KEY または IPPO_BASELINE_KEY_FILE を設定してください。`,
      );
    const made = makeKey(repository.commonDir);
    ({ key } = made);
    said.push({
      en: `A key was made in ${made.file}. It is not pushed: give it to your team and CI as IPPO_BASELINE_KEY.`,
      ja: `鍵を ${made.file} に作成しました。鍵はプッシュされません。チームと CI には IPPO_BASELINE_KEY として渡してください。`,
    });
  }
  const mark = keyMark(key);
  if (baseline && baseline.keyMarks.length > 0 && !baseline.keyMarks.includes(mark))
    throw new UsageError(`${baselineName} was made with another key.`, `${baselineName} は別の鍵で作られています。`);
  const fresh = run.findings
    .filter(({ accepted, confidence }) => accepted === undefined && confidence !== 'possible')
    .map(({ detector, value, fingerprint: known }) => ({ kind: detector.id, fingerprint: known ?? fingerprint(key, value), ...acceptance }));
  const renewed = new Set(run.findings.flatMap(({ expired }) => expired?.entry?.fingerprint ?? []));
  const kept = (baseline?.entries ?? []).filter((entry) => !renewed.has(entry.fingerprint));
  const before = baseline ?? emptyBaseline;
  const keyMarks = before.keyMarks.length > 0 ? before.keyMarks : [mark];
  const after = withEntries({ ...before, keyMarks, entries: kept }, fresh);
  writeFile(baselineFile, writeBaseline(after));
  said.push({
    en: `${baselineFile}: ${after.entries.length - kept.length} accepted now, ${kept.length} before.`,
    ja: `${baselineFile}: 今回 ${after.entries.length - kept.length} 件を許容しました(以前からのもの ${kept.length} 件)。`,
  });
  if (repository?.top !== undefined) said.push(...mergeByUnion(repository.top, baselineFile));
  return said;
};

/** Two branches that accept different secrets add neighbouring lines: git takes both if it is told so. */
const mergeByUnion = (top: string, baselineFile: string): readonly Text[] => {
  const name = path.relative(top, path.resolve(baselineFile)).split(path.sep).join('/');
  // Elsewhere, or with letters that a pattern reads in its own way.
  if (!/^[\w./-]+$/.test(name) || name.startsWith('..')) return [];
  const file = path.join(top, '.gitattributes');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text.split(/\r?\n/).some((line) => line.startsWith(`/${name} `) || line.startsWith(`${name} `))) return [];
  try {
    appendFileSync(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}/${name} merge=union\n`);
  } catch (error) {
    throw unwritable(file, error);
  }
  return [
    {
      en: '.gitattributes: "merge=union" for the baseline was added, so that two branches merge without a conflict. Commit both files.',
      ja: '.gitattributes にベースラインの merge=union を追加しました(2 つのブランチの変更が競合なくマージされます)。両方のファイルをコミットしてください。',
    },
  ];
};

/** Writing the file anew would take the lines that nobody could read away. */
export const refuseBroken = (baseline: Baseline | undefined, file: string): void => {
  const lines = baseline?.broken ?? [];
  if (lines.length === 0) return;
  const shown = `${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ' …' : ''}`;
  throw new UsageError(
    `${file} has lines that are no entries (${shown}). Put them right or delete them first: kind fingerprint last-day owner reason.`,
    `${file} に形式の合わない行があります(${shown} 行目)。先に修正または削除してください(種類 フィンガープリント 期限 担当 理由)。`,
  );
};

export const writeFile = (file: string, text: string): void => {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw unwritable(file, error);
  }
};

const unwritable = (file: string, error: unknown): UsageError => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new UsageError(`${file} cannot be written (${code}).`, `${file} に書き込めません(${code})。`);
};
