import type { Text } from '#framework/text';
import { writeBaseline, type BaselineEntry } from '#secrets/baseline/baseline-file';
import { fingerprint, keyMark } from '#secrets/baseline/fingerprint';
import { randomKey, replaceKey, shortestKey } from '#secrets/baseline/key';
import type { Repository } from '#secrets/git/repository';
import type { SecretFinding, SecretPlace } from '#secrets/report/secret-finding';
import { scanSecrets, type Environment, type ScanRequest } from './scan-secrets.ts';
import { refuseBroken, writeFile } from './update-baseline.ts';
import { UsageError } from './usage-error.ts';

/**
 * Gives the baseline another key. A fingerprint cannot be turned into one of another key without the value, so everything is scanned, history and files,
 * with the old key, and what meets an entry is entered anew with its reason, owner and last day. Throws `UsageError`.
 */
export const rekeyBaseline = async (request: Omit<ScanRequest, 'target'>, repository: Repository): Promise<readonly Text[]> => {
  const given = newKey(request.environment);
  const history = await scanSecrets({ ...request, target: { is: 'history', repository, cache: undefined } });
  const { baseline, baselineFile, key } = history;
  if (key === undefined)
    throw new UsageError(
      'The present key is not here: set IPPO_BASELINE_KEY or IPPO_BASELINE_KEY_FILE.',
      '今の鍵が手元にありません。IPPO_BASELINE_KEY または IPPO_BASELINE_KEY_FILE を設定してください。',
    );
  if (!baseline || baseline.entries.length === 0) throw new UsageError('There is no baseline with entries.', '許容済みの行があるベースラインがありません。');
  refuseBroken(baseline, baselineFile);
  if (baseline.keyMarks.length > 0 && !baseline.keyMarks.includes(keyMark(key)))
    throw new UsageError(`${baselineFile} was made with another key.`, `${baselineFile} は別の鍵で作られています。`);
  const files = repository.top === undefined ? undefined : await scanSecrets({ ...request, target: { is: 'tree', path: repository.top, allFiles: false } });
  if (!history.run.complete || files?.run.complete === false)
    throw new UsageError(
      'Not everything could be read (ippo secrets --history tells what), so entries might be lost. Nothing was changed.',
      '読み取れない部分があるため(詳細は ippo secrets --history)、行が失われるおそれがあります。何も変更していません。',
    );
  const findings = [...history.run.findings, ...(files?.run.findings ?? [])];
  const fresh = given ?? randomKey();
  const renamed = new Map(findings.flatMap((one) => (one.fingerprint === undefined ? [] : [[one.fingerprint, fingerprint(fresh, one.value)] as const])));
  const kept: BaselineEntry[] = [];
  const lost: BaselineEntry[] = [];
  for (const entry of baseline.entries) {
    const now = renamed.get(entry.fingerprint);
    if (now === undefined) lost.push(entry);
    else kept.push({ ...entry, fingerprint: now });
  }
  writeFile(baselineFile, writeBaseline({ ...baseline, keyMarks: [keyMark(fresh)], entries: kept }));
  // After the baseline: with the old key in place an interrupted change is told as another key.
  if (given === undefined) replaceKey(repository.commonDir, fresh);
  return [
    { en: `${baselineFile}: ${kept.length} entries have the new key.`, ja: `${baselineFile}: ${kept.length} 件を新しい鍵に切り替えました。` },
    ...lost.map(({ kind, fingerprint: print, reason }) => ({
      en: `Met nothing any more and was left out: ${kind} ${print} ${reason ?? '-'}`,
      ja: `どこにも該当しないため除きました: ${kind} ${print} ${reason ?? '-'}`,
    })),
    ...commentsToChange(files?.run.findings ?? history.run.findings, fresh).map(({ place, from, to }) => ({
      en: `Change the comment at ${place.path}:${place.region.line}: ippo:allow ${from} is now ippo:allow ${to}`,
      ja: `${place.path}:${place.region.line} のコメントを書き換えてください: ippo:allow ${from} → ippo:allow ${to}`,
    })),
    given === undefined
      ? {
          en: 'The new key is in the git directory, the old one beside it as baseline.key.old. Give the new one to your team and CI as IPPO_BASELINE_KEY.',
          ja: '新しい鍵は git ディレクトリーにあります(古い鍵は baseline.key.old として残しました)。チームと CI には新しい鍵を IPPO_BASELINE_KEY として渡してください。',
        }
      : {
          en: 'From now on the value of IPPO_BASELINE_NEW_KEY is IPPO_BASELINE_KEY.',
          ja: '今後は IPPO_BASELINE_NEW_KEY の値を IPPO_BASELINE_KEY に設定してください。',
        },
  ];
};

/** Undefined: the key is the one in the git directory, and a new one is made there. */
const newKey = (environment: Environment): string | undefined => {
  const given = environment['IPPO_BASELINE_NEW_KEY']?.trim();
  if (given !== undefined && given.length < shortestKey)
    throw new UsageError(
      `IPPO_BASELINE_NEW_KEY: a key for fingerprints has at least ${shortestKey} characters.`,
      `IPPO_BASELINE_NEW_KEY: フィンガープリントの鍵は ${shortestKey} 文字以上にしてください。`,
    );
  if (given === undefined && (environment['IPPO_BASELINE_KEY'] || environment['IPPO_BASELINE_KEY_FILE']))
    throw new UsageError(
      'Give the new key as IPPO_BASELINE_NEW_KEY ("openssl rand -hex 32" makes one), beside the present one.',
      '今の鍵に加えて、新しい鍵を IPPO_BASELINE_NEW_KEY で指定してください(openssl rand -hex 32 で作成できます)。',
    );
  return given;
};

interface Change {
  readonly place: SecretPlace;
  readonly from: string;
  readonly to: string;
}

/** Comments carry fingerprints, too. Of the history only what is still there can be changed. */
const commentsToChange = (findings: readonly SecretFinding[], key: string): readonly Change[] => {
  const changes = new Map<string, Change>();
  for (const { accepted, value } of findings)
    for (const place of accepted?.by === 'comment' ? accepted.places : [])
      if (accepted?.by === 'comment' && place.isInHead !== false)
        changes.set(`${place.path}:${place.region.line}`, { place, from: accepted.comment.fingerprint, to: fingerprint(key, value).slice(0, 12) });
  return [...changes.values()];
};
