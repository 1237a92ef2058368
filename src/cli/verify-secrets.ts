import type { Text } from '#framework/text';
import type { SecretsRun } from '#secrets/report/secrets-run';
import { verified } from '#secrets/report/verified';
import type { Verifier } from '#secrets/verify/verifier';
import { ciMark } from './ci.ts';
import type { Progress, SecretsTools } from './secrets-command.ts';
import type { SecretsOptions } from './secrets-options.ts';
import { UsageError } from './usage-error.ts';

/** Throws `UsageError` where nobody may be asked. Judged before the scan, so that nobody waits for a refusal. */
export const mayVerify = async ({ verify, verifyInCi, scan, updateBaseline, rekey }: SecretsOptions, tools: SecretsTools): Promise<void> => {
  const { environment } = tools;
  if (verify === undefined) {
    if (verifyInCi) throw new UsageError('--verify-in-ci goes with --verify.', '--verify-in-ci は --verify と一緒に指定してください。');
    return;
  }
  if (verify !== 'all' && verify.length === 0) throw new UsageError('--verify= names no issuer.', '--verify= に発行元が指定されていません。');
  if (scan === 'staged')
    throw new UsageError(
      '--verify does not go with --staged: nothing is asked on the way to a commit.',
      '--verify は --staged と同時に指定できません。コミット時の問い合わせは行いません。',
    );
  if (updateBaseline || rekey)
    throw new UsageError('--verify does not go with --update-baseline or --rekey.', '--verify は --update-baseline や --rekey と同時に指定できません。');
  // Git names its own folder to every hook that it runs, and to aliases.
  const hook = ['GIT_INDEX_FILE', 'GIT_QUARANTINE_PATH', 'PRE_COMMIT', 'GIT_EXEC_PATH'].find((name) => environment[name]);
  if (hook !== undefined)
    throw new UsageError(
      `Git has started this, as a hook or an alias (${hook} is set): nobody is asked from here.`,
      `git のフックまたはエイリアスから実行されています(${hook} が設定されています)。発行元への問い合わせは行いません。`,
    );
  const mark = ciMark(environment);
  if (mark !== undefined && !verifyInCi)
    throw new UsageError(
      `This is a CI system (${mark} is set), where --verify is refused: every run would use the secrets that it finds. --verify-in-ci allows it.`,
      `CI で実行されています(${mark} が設定されています)。実行のたびに検出した認証情報を使うことになるため、--verify は受け付けません。許可するには --verify-in-ci を付けてください。`,
    );
  if (verify === 'all') return;
  const { providers } = await (tools.verifier ?? load)();
  const unknown = verify.find((id) => !providers.includes(id));
  if (unknown !== undefined)
    throw new UsageError(
      `There is no issuer "${unknown}": ${providers.join(', ')}.`,
      `発行元「${unknown}」はありません。${providers.join('、')} から選んでください。`,
    );
};

/** Asks the issuers that were chosen, after having said so. Without `--verify` the run is handed back as it is. Throws `UsageError`. */
export const verifiedRun = async (run: SecretsRun, { verify, all, locale }: SecretsOptions, tools: SecretsTools, progress: Progress): Promise<SecretsRun> => {
  if (verify === undefined) return run;
  const { plan: planned, ask } = await (tools.verifier ?? load)();
  const plan = planned(run.findings, { providers: verify, accepted: all });
  tools.error(`${announcement(plan.requests, plan.hosts)[locale]}\n`);
  let sent = 0;
  const counted: typeof ask = (request) => {
    sent++;
    return ask(request);
  };
  const verifications = await plan.carryOut(counted, tools.now, progress.on);
  progress.done();
  return { ...run, findings: verified(run.findings, verifications), verification: { providers: verify, requests: sent } };
};

/** A file of its own in the bundle: no hook and no other scan has to load it. */
const load = async (): Promise<Verifier> => (await import('#secrets/verify/verifier')).verifier;

const announcement = (requests: number, hosts: ReadonlyMap<string, number>): Text => {
  if (requests === 0)
    return { en: 'Nothing that was found can be asked about; nothing was sent.', ja: '発行元に確認できるものはありませんでした。何も送信していません。' };
  const list = [...hosts].map(([host, count]) => `${host} (${count})`);
  return {
    en: `Asking the issuers about ${requests} secret${requests === 1 ? '' : 's'}: ${list.join(', ')}. Each request leaves a trace in the issuer's log, as a use from this machine, and may set off a canary token.`,
    ja: `認証情報 ${requests} 件を発行元に問い合わせます: ${list.join('、')}。問い合わせは、このマシンからの利用として発行元のログに記録されます。カナリアトークンであれば作動するおそれがあります。`,
  };
};
