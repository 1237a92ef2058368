import path from 'node:path';
import { received, pushing, type Pushed } from '#secrets/git/pushed';
import type { Repository } from '#secrets/git/repository';
import { hookNames, type HookName } from '#secrets/hook/hook-script';
import { HookError, hookStates, installHooks, uninstallHooks, type HookChange, type HookState } from '#secrets/hook/install-hooks';
import { managerEntry, managersOf } from '#secrets/hook/managers';
import { blockText, type Stopped } from '#secrets/report/block';
import { isOver } from '#secrets/report/secret-finding';
import { scanSecrets, type Target } from './scan-secrets.ts';
import { repositoryNamed, textOptions, type SecretsTools } from './secrets-command.ts';
import type { SecretsOptions } from './secrets-options.ts';
import { UsageError } from './usage-error.ts';

/** `ippo hook install | uninstall | status | run`. Returns the exit code. Throws `UsageError`. */
export const hookCommand = async (options: SecretsOptions, tools: SecretsTools): Promise<number> => {
  if (options.verify !== undefined)
    throw new UsageError(
      'A hook never asks issuers: --verify is for ippo secrets.',
      'フックから発行元への問い合わせは行いません。--verify は ippo secrets で使用してください。',
    );
  try {
    return await runVerb(options, tools);
  } catch (error) {
    if (!(error instanceof HookError)) throw error;
    throw new UsageError(
      `${error.file} cannot be written (${error.code}). Hooks run from there: see "git config core.hooksPath" and the rights of the folder.`,
      `${error.file} に書き込めません(${error.code})。フックの置き場所です。git config core.hooksPath の設定とフォルダーの権限を確認してください。`,
    );
  }
};

const runVerb = async (options: SecretsOptions, tools: SecretsTools): Promise<number> => {
  const [verb, ...words] = options.words;
  const repository = repositoryNamed(tools.folder, tools.environment);
  switch (verb) {
    case 'install': {
      const names = namesIn(words, repository);
      const kept = [...(options.localeGiven ? ['--lang', options.locale] : []), ...(barGiven(options) ?? [])];
      const changes = installHooks(repository, names, { ...tools.program, options: kept });
      for (const change of changes) tools.out(`${changeText(change, options)}\n`);
      tools.out(sharedText(repository, changes, options));
      tools.out(managerTexts(repository, names, options));
      return 0;
    }
    case 'uninstall':
      for (const change of uninstallHooks(repository, words.length > 0 ? namesIn(words, repository) : hookNames)) tools.out(`${changeText(change, options)}\n`);
      return 0;
    case 'status': {
      const { hooks } = hookStates(repository, namesIn(words, repository));
      for (const state of hooks) tools.out(`${stateText(state, options)}\n`);
      return hooks.every((state) => state.is === 'active' || state.is === 'managed') ? 0 : 1;
    }
    case 'run': {
      const name = hookNames.find((one) => one === words[0]);
      if (!name) throw unknownHook(words[0] ?? '');
      return runHook(name, words.slice(1), repository, options, tools);
    }
    default:
      throw new UsageError('ippo hook takes install, uninstall or status.', 'ippo hook には install、uninstall、status のいずれかを指定してください。');
  }
};

const namesIn = (words: readonly string[], repository: Repository): readonly HookName[] => {
  if (words.length === 0) return repository.top === undefined ? ['pre-receive'] : ['pre-commit', 'pre-push'];
  return words.map((word) => {
    const name = hookNames.find((one) => one === word);
    if (!name) throw unknownHook(word);
    return name;
  });
};

const unknownHook = (word: string): UsageError =>
  new UsageError(`There is no hook "${word}": ${hookNames.join(', ')}.`, `フック「${word}」はありません。${hookNames.join('、')} から選んでください。`);

/** What differs from the default and has to be kept in the script. */
const barGiven = ({ bar: { severity, confidence } }: SecretsOptions): readonly string[] | undefined =>
  severity === 'high' && confidence === 'likely' ? undefined : ['--fail-on', `${severity}/${confidence}`];

const stops: Readonly<Record<HookName, Stopped>> = { 'pre-commit': 'commit', 'pre-push': 'push', 'pre-receive': 'receive' };

const runHook = async (name: HookName, words: readonly string[], repository: Repository, options: SecretsOptions, tools: SecretsTools): Promise<number> => {
  const target = hookTarget(name, words, repository, tools);
  if (target.is === 'push' && target.pushed.revisions.length === 0) return 0;
  const { run } = await scanSecrets({
    target,
    path: name,
    scanner: tools.scanner(),
    environment: tools.environment,
    baseline: options.baseline,
    // On a server there are no files, and what is just coming may not excuse itself.
    baselineFromHead: name === 'pre-receive',
    today: tools.now().toISOString().slice(0, 10),
  });
  tools.error(blockText(run, stops[name], textOptions(options, tools)));
  if (run.notes.some(({ code }) => code === 'history-broken' || code === 'git-refuses' || (code === 'objects-missing' && name !== 'pre-push'))) return 2;
  return run.findings.some((one) => isOver(one, options.bar)) ? 1 : 0;
};

const hookTarget = (name: HookName, words: readonly string[], repository: Repository, tools: SecretsTools): Extract<Target, { is: 'staged' | 'push' }> => {
  const pushed = (made: Pushed): Extract<Target, { is: 'push' }> => ({ is: 'push', repository, pushed: made });
  switch (name) {
    case 'pre-commit':
      return { is: 'staged', repository };
    case 'pre-push':
      return pushed(pushing(repository, tools.input(), words[0]));
    case 'pre-receive':
      return pushed(received(repository, tools.input()));
  }
};

const changeText = ({ name, file, did }: HookChange, { locale }: SecretsOptions): string => {
  const texts = {
    installed: { en: 'installed', ja: 'インストールしました' },
    chained: { en: 'installed; the hook that was there runs before it', ja: 'インストールしました(既存のフックは先に実行されます)' },
    renewed: { en: 'renewed', ja: '更新しました' },
    added: { en: 'added to the file that husky runs', ja: 'husky が実行するファイルに追加しました' },
    removed: { en: 'removed', ja: '削除しました' },
    restored: { en: 'removed; the hook from before is back', ja: '削除し、以前のフックに戻しました' },
    nothing: { en: 'nothing to do', ja: '変更はありません' },
  } as const satisfies Record<HookChange['did'], Record<'en' | 'ja', string>>;
  return `${name}: ${texts[did][locale]}  ${file}`;
};

const stateText = ({ name, file, is, chained, by }: HookState, { locale }: SecretsOptions): string => {
  const texts = {
    active: { en: 'active', ja: '有効' },
    absent: { en: 'not installed', ja: '未インストール' },
    managed: { en: `active, by ${by ?? ''}`, ja: `有効(${by ?? ''} から呼び出し)` },
    other: { en: 'another hook; ippo is not called from here', ja: '別のフックのみ(ippo は呼び出されません)' },
  } as const satisfies Record<HookState['is'], Record<'en' | 'ja', string>>;
  const after = chained ? (locale === 'ja' ? '(既存のフックの後に実行)' : ', after the hook from before') : '';
  return `${name}: ${texts[is][locale]}${after}  ${file}`;
};

/** A folder of hooks that the person's own configuration names serves all repositories. */
const sharedText = ({ commonDir, top }: Repository, changes: readonly HookChange[], { locale }: SecretsOptions): string => {
  const isOwn = ({ file }: HookChange): boolean => [commonDir, top].some((folder) => folder !== undefined && file.startsWith(folder + path.sep));
  if (changes.every(isOwn)) return '';
  return locale === 'ja'
    ? '\ncore.hooksPath がこのリポジトリの外を指しているため、同じ設定を使うすべてのリポジトリに適用されます。\n'
    : '\ncore.hooksPath lies outside of this repository: the hooks hold for every repository that uses it.\n';
};

const managerTexts = (repository: Repository, names: readonly HookName[], { locale }: SecretsOptions): string =>
  managersOf(repository.top)
    .flatMap((manager) => (manager === 'husky' ? [] : [managerEntry(manager, names)]))
    .map(({ file, text }) =>
      locale === 'ja'
        ? `\n${file} にも次の内容を追加してください。チーム全員に適用され、再インストール後も有効です。\n\n${text}`
        : `\nPut this into ${file} as well, so that it holds for everybody and after the next install:\n\n${text}`,
    )
    .join('');
