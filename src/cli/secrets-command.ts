import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Text } from '#framework/text';
import { GitError } from '#secrets/git/git';
import { inRange } from '#secrets/git/pushed';
import { repositoryAt, type Repository } from '#secrets/git/repository';
import { isOver } from '#secrets/report/secret-finding';
import { secretsDocument } from '#secrets/report/secrets-json';
import { secretsSarif } from '#secrets/report/secrets-sarif';
import { withoutUnsure, type SecretsRun } from '#secrets/report/secrets-run';
import { secretsText } from '#secrets/report/secrets-text';
import type { Scanner } from '#secrets/secret';
import type { Verifier } from '#secrets/verify/verifier';
import { assessHint } from './assess-hint.ts';
import { rekeyBaseline } from './rekey-baseline.ts';
import { scanSecrets, type Environment, type Target } from './scan-secrets.ts';
import type { SecretsOptions } from './secrets-options.ts';
import { updateBaseline } from './update-baseline.ts';
import { UsageError } from './usage-error.ts';
import { mayVerify, verifiedRun } from './verify-secrets.ts';
import { version } from './version.ts';

/** What the middle needs of the world: the scanner and its texts, and where to write. */
export interface SecretsTools {
  readonly scanner: () => Scanner;
  readonly reasons: Readonly<Record<string, Text>>;
  /** Who asks issuers, for tests; undefined: the real one, which is loaded only for `--verify`. */
  readonly verifier?: () => Promise<Verifier>;
  readonly environment: Environment;
  /** Where the person stands. Paths of `ippo secrets` are taken as they are. */
  readonly folder: string;
  /** How an installed hook finds us: absolute paths. */
  readonly program: { readonly node: string; readonly ippo: string };
  readonly now: () => Date;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** All of standard input. */
  readonly input: () => string;
  /** Of the terminal; undefined: none. */
  readonly columns: number | undefined;
}

/** `ippo secrets`. Returns the exit code. Throws `UsageError`. */
export const secretsCommand = async (options: SecretsOptions, tools: SecretsTools): Promise<number> => {
  if (options.words.length > 1) throw new UsageError('secrets takes one path.', 'secrets に指定できるパスは 1 つです。');
  const given = options.words[0] ?? '.';
  await mayVerify(options, tools);
  if (options.rekey) {
    const request = { path: given, scanner: tools.scanner(), environment: tools.environment, baseline: options.baseline, baselineFromHead: false };
    const today = tools.now().toISOString().slice(0, 10);
    for (const text of await rekeyBaseline({ ...request, today }, repositoryNamed(given, tools.environment))) tools.error(`${text[options.locale]}\n`);
    return 0;
  }
  const target = targetOf(options, given, tools.environment);
  const progress = progressLine(options, tools, 64, scanning);
  const result = await scanSecrets({
    target,
    path: target.is === 'range' ? `${given} ${options.range}` : given,
    scanner: tools.scanner(),
    environment: tools.environment,
    baseline: options.baseline,
    baselineFromHead: false,
    today: tools.now().toISOString().slice(0, 10),
    onProgress: progress.on,
  });
  progress.done();
  if (options.updateBaseline) {
    for (const text of updateBaseline(result, options)) tools.error(`${text[options.locale]}\n`);
    return 0;
  }
  const run = await verifiedRun(result.run, options, tools, progressLine(options, tools, 1, asking));
  for (const { format, file } of options.outputs) {
    const text = rendered(run, format, file === undefined, options, tools);
    if (file === undefined) tools.out(text);
    else save(file, text, options, tools);
  }
  const hint = options.quiet || !options.outputs.some(({ format }) => format === 'text') ? undefined : assessHint(run, given);
  if (hint) tools.error(`${hint[options.locale]}\n`);
  // What git did not tell is not known to be free of secrets, whatever the bar.
  if (run.notes.some(({ code }) => code === 'history-broken' || code === 'git-refuses')) return 2;
  return run.findings.some((one) => isOver(one, options.bar)) ? 1 : 0;
};

const targetOf = (options: SecretsOptions, given: string, environment: Environment): Target => {
  if (options.scan === 'tree') {
    if (given === '-') return { is: 'input' };
    readable(given);
    return { is: 'tree', path: given, allFiles: options.allFiles };
  }
  const repository = repositoryNamed(given, environment);
  switch (options.scan) {
    case 'history':
      return { is: 'history', repository, cache: options.cache };
    case 'staged':
      return { is: 'staged', repository };
    case 'range': {
      const pushed = inRange(repository, options.range);
      if ('unknown' in pushed)
        throw new UsageError(
          `There is no commit "${pushed.unknown}" in this clone. In CI, fetch the history (actions/checkout: fetch-depth: 0).`,
          `コミット「${pushed.unknown}」がこのクローンにありません。CI では履歴も取得してください(actions/checkout では fetch-depth: 0)。`,
        );
      return { is: 'range', repository, pushed };
    }
  }
};

const readable = (given: string): void => {
  try {
    statSync(given);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${given} cannot be read (${code}).`, `${given} を読み取れません(${code})。`);
  }
};

export const repositoryNamed = (given: string, environment: Environment): Repository => {
  readable(given);
  try {
    return repositoryAt({ folder: path.resolve(given), environment });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    switch (error.reason) {
      case 'no-git':
        throw new UsageError('git was not found.', 'git が見つかりません。');
      case 'not-a-repository':
        throw new UsageError(`${given} is not a git repository.`, `${given} は git リポジトリではありません。`);
      case 'failed':
        if (/dubious ownership/.test(error.message)) throw foreignOwner(given, /'(.*)'/.exec(error.message)?.[1] ?? path.resolve(given));
        throw new UsageError(`${given}: git refuses: ${error.message}`, `${given}: git がエラーを返しました: ${error.message}`);
    }
  }
};

/** https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory */
const foreignOwner = (given: string, top: string): UsageError =>
  new UsageError(
    `${given} belongs to another user, so git does not read it. If you trust what is configured there: git config --global --add safe.directory ${top}`,
    `${given} は別のユーザーが所有しているため、git が読み取りを拒否しました。設定内容を信頼できる場合は次を実行してください: git config --global --add safe.directory ${top}`,
  );

const rendered = (
  run: SecretsRun,
  format: SecretsOptions['outputs'][number]['format'],
  toScreen: boolean,
  options: SecretsOptions,
  tools: SecretsTools,
): string => {
  const told = options.all ? run : withoutUnsure(run, options.bar);
  switch (format) {
    case 'json':
      return `${JSON.stringify(secretsDocument(told, { version, at: tools.now().toISOString(), reasons: tools.reasons }), undefined, 2)}\n`;
    case 'sarif':
      return `${JSON.stringify(secretsSarif(told, version, tools.reasons, options.locale), undefined, 2)}\n`;
    case 'text':
      return secretsText(run, { ...textOptions(options, tools), colour: options.colour && toScreen });
  }
};

export const textOptions = ({ locale, colour, all, bar }: SecretsOptions, { columns, reasons }: SecretsTools) => ({
  locale,
  colour,
  width: Math.max(80, Math.min(columns ?? 100, 120)),
  all,
  bar,
  reasons,
});

const save = (file: string, text: string, { locale, quiet }: SecretsOptions, tools: SecretsTools): void => {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${file} cannot be written (${code}).`, `${file} に書き込めません(${code})。`);
  }
  if (!quiet) tools.error(locale === 'ja' ? `${file} に書き出しました。\n` : `Written to ${file}.\n`);
};

const scanning: Text = { en: 'Scanning', ja: '検査中' };
const asking: Text = { en: 'Asking', ja: '問い合わせ中' };

export interface Progress {
  on(done: number): void;
  done(): void;
}

/** One line on a terminal, from the second on in which the work still lasts; it is gone when the work is done. */
const progressLine = ({ locale, quiet }: SecretsOptions, { columns, error }: SecretsTools, every: number, label: Text): Progress => {
  const started = performance.now();
  let next = started + 1000;
  let shown = false;
  return {
    on: (done) => {
      if (quiet || columns === undefined || done % every !== 0 || performance.now() < next) return;
      next = performance.now() + 200;
      shown = true;
      error(`\r\u001b[2K${label[locale]} ${done} …`);
    },
    done: () => {
      if (shown) error('\r\u001b[2K');
    },
  };
};
