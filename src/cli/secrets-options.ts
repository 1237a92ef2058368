import { parseArgs } from 'node:util';
import type { Locale } from '#framework/text';
import { severities, type Severity } from '#core/finding';
import { isDay } from '#secrets/baseline/day';
import type { Bar } from '#secrets/report/secret-finding';
import type { Confidence } from '#secrets/secret';
import { UsageError } from './usage-error.ts';
import { localeOf } from './usage.ts';

export const secretsFormats = ['text', 'json', 'sarif'] as const;
export type SecretsFormat = (typeof secretsFormats)[number];

/** Options of `ippo secrets` and `ippo hook`. */
export interface SecretsOptions {
  readonly command: 'secrets' | 'hook';
  readonly words: readonly string[];
  readonly locale: Locale;
  /** The language was asked for by name, so an installed hook keeps it. */
  readonly localeGiven: boolean;
  readonly outputs: readonly { readonly format: SecretsFormat; readonly file: string | undefined }[];
  readonly bar: Bar;
  readonly scan: 'tree' | 'history' | 'staged' | 'range';
  readonly range: string;
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  /** Give the baseline another key. */
  readonly rekey: boolean;
  readonly reason: string | undefined;
  readonly owner: string | undefined;
  readonly expires: string | undefined;
  /** Issuers to ask, by id; undefined: nobody. */
  readonly verify: 'all' | readonly string[] | undefined;
  readonly verifyInCi: boolean;
  /** Undefined: in the git directory. False: none. */
  readonly cache: string | false | undefined;
  readonly allFiles: boolean;
  readonly all: boolean;
  readonly colour: boolean;
  readonly quiet: boolean;
  readonly help: boolean;
}

const spec = {
  history: { type: 'boolean' },
  staged: { type: 'boolean' },
  range: { type: 'string' },
  baseline: { type: 'string' },
  'update-baseline': { type: 'boolean' },
  rekey: { type: 'boolean' },
  reason: { type: 'string' },
  owner: { type: 'string' },
  expires: { type: 'string' },
  verify: { type: 'string', multiple: true },
  'verify-in-ci': { type: 'boolean' },
  cache: { type: 'string' },
  'no-cache': { type: 'boolean' },
  'all-files': { type: 'boolean' },
  all: { type: 'boolean' },
  format: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  lang: { type: 'string' },
  'no-color': { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Throws `UsageError`. */
export const readSecretsOptions = (args: readonly string[], environment: Readonly<Record<string, string | undefined>>, terminal: boolean): SecretsOptions => {
  const { values, positionals } = parse(args);
  const [command, ...words] = positionals;
  if (values.lang !== undefined && values.lang !== 'en' && values.lang !== 'ja')
    throw new UsageError(`There is no language "${values.lang}": en or ja.`, `言語「${values.lang}」はありません。en か ja を指定してください。`);
  const scans = (['history', 'staged', 'range'] as const).filter((one) => values[one] !== undefined);
  if (scans.length > 1) throw new UsageError('--history, --staged and --range go one at a time.', '--history、--staged、--range は同時に指定できません。');
  if (values.expires !== undefined && !isDay(values.expires))
    throw new UsageError('--expires takes a day such as 2027-03-31.', '--expires は 2027-03-31 のような日付で指定してください。');
  if (values.owner !== undefined && /\s/.test(values.owner))
    throw new UsageError('--owner takes one word.', '--owner は空白を含まない 1 語で指定してください。');
  return {
    command: command === 'hook' ? 'hook' : 'secrets',
    words,
    locale: localeOf(values.lang, environment),
    localeGiven: values.lang !== undefined,
    outputs: (values.format ?? ['text']).map(output),
    bar: barOf(values['fail-on'] ?? 'high'),
    scan: scans[0] ?? 'tree',
    range: values.range ?? '',
    baseline: values.baseline,
    updateBaseline: values['update-baseline'] ?? false,
    rekey: values.rekey ?? false,
    reason: values.reason,
    owner: values.owner,
    expires: values.expires,
    verify: issuersIn(values.verify),
    verifyInCi: values['verify-in-ci'] ?? false,
    cache: values['no-cache'] === true ? false : values.cache,
    allFiles: values['all-files'] ?? false,
    all: values.all ?? false,
    colour: terminal && values['no-color'] !== true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb',
    quiet: values.quiet ?? false,
    help: values.help ?? false,
  };
};

/** `--verify` stands for all, `--verify=aws,github` for some; `parseArgs` knows no value that may be left out. */
const allIssuers = '*';
const issuersIn = (given: readonly string[] | undefined): SecretsOptions['verify'] => {
  if (given === undefined) return undefined;
  const named = given.flatMap((one) => one.split(',')).filter((one) => one !== '');
  return named.includes(allIssuers) && named.length === 1 ? 'all' : named.filter((one) => one !== allIssuers);
};

const parse = (args: readonly string[]) => {
  const words = args.includes('--') ? args.indexOf('--') : args.length;
  try {
    return parseArgs({ args: args.map((one, i) => (one === '--verify' && i < words ? `--verify=${allIssuers}` : one)), options: spec, allowPositionals: true });
  } catch (error) {
    const option = /'(--?[\w-]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    if (error instanceof Error && 'code' in error && error.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
      throw new UsageError(`${option} needs a value, or takes none.`, `${option} の値の指定が正しくありません。`);
    throw new UsageError(`There is no option ${option}.`, `${option} というオプションはありません。`);
  }
};

const output = (written: string): SecretsOptions['outputs'][number] => {
  const [name = '', ...file] = written.split('=');
  const format = secretsFormats.find((one) => one === name);
  if (!format)
    throw new UsageError(
      `There is no format "${name}" for secrets: ${secretsFormats.join(', ')}.`,
      `secrets に形式「${name}」はありません。${secretsFormats.join('、')} から選んでください。`,
    );
  return { format, file: file.length > 0 ? file.join('=') : undefined };
};

/** `high`, `high/certain`, `never`. */
const barOf = (written: string): Bar => {
  const [name, sure = 'likely'] = written.split('/');
  const severity: Severity | 'never' | undefined = name === 'never' ? 'never' : severities.find((one) => one === name);
  const confidence = (['certain', 'likely', 'possible'] satisfies Confidence[]).find((one) => one === sure);
  if (severity === undefined || confidence === undefined)
    throw new UsageError(
      `--fail-on takes a severity (${severities.join(', ')}, never), at most with a confidence: high/certain, high/likely, high/possible.`,
      `--fail-on には重要度(${severities.join('、')}、never)を指定してください。high/certain のように確度(certain、likely、possible)も付けられます。`,
    );
  return { severity, confidence };
};
