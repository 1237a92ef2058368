import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GitError } from '#secrets/git/git';
import { hookCommand } from './hook-command.ts';
import { secretsCommand, type SecretsTools } from './secrets-command.ts';
import { readSecretsOptions } from './secrets-options.ts';
import { secretsUsage } from './secrets-usage.ts';
import { UsageError } from './usage-error.ts';
import { localeOf } from './usage.ts';
import { version } from './version.ts';

/**
 * The command line of `ippo secrets` and `ippo hook`, apart from `main.ts` since a hook runs at every commit: it loads the scanner and nothing of the
 * assessment. Returns the exit code.
 */
export const secretsMain = async (args: readonly string[], tools: SecretsTools): Promise<number> => {
  const { environment, out, error } = tools;
  let locale = localeOf(args.find((one) => one.startsWith('--lang='))?.slice(7) ?? args[args.indexOf('--lang') + 1], environment);
  try {
    const options = readSecretsOptions(args, environment, tools.columns !== undefined);
    ({ locale } = options);
    if (options.help) {
      out(secretsUsage[locale]);
      return 0;
    }
    return await (options.command === 'secrets' ? secretsCommand(options, tools) : hookCommand(options, tools));
  } catch (problem) {
    if (problem instanceof UsageError) {
      error(`${problem.text[locale]}\n${locale === 'ja' ? '使い方は ippo secrets --help で表示します。' : 'ippo secrets --help shows the usage.'}\n`);
      return 3;
    }
    if (problem instanceof GitError) {
      error(`${locale === 'ja' ? 'git がエラーを返しました' : 'git failed'}: ${problem.message}\n`);
      return 2;
    }
    const detail = problem instanceof Error ? (problem.stack ?? problem.message) : JSON.stringify(problem);
    error(
      `ippo failed. This is a bug in ippo: please report it with these lines.\nippo の不具合です。次の内容を添えてご報告ください。\n  ippo ${version} ${args.join(' ')}\n  ${detail.split('\n').slice(0, 6).join('\n  ')}\n`,
    );
    return 2;
  }
};

/** The world as it is. */
export const realTools = (scanner: SecretsTools['scanner'], reasons: SecretsTools['reasons'], environment: SecretsTools['environment']): SecretsTools => ({
  scanner,
  reasons,
  environment,
  folder: '.',
  // Seen from the bundle, dist/secrets.cjs.
  program: { node: process.execPath, ippo: fileURLToPath(new URL('../bin/ippo.js', import.meta.url)) },
  now: () => new Date(),
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  input: () => (process.stdin.isTTY ? '' : readFileSync(0, 'utf8')),
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
});
