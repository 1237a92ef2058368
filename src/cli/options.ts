import { parseArgs } from 'node:util';
import type { Locale } from '#framework/text';
import { severities, type Severity } from '#core/finding';
import type { Context } from '#identity/identity';
import { nearest } from '#sources/terraform/functions/index';
import { UsageError } from './usage-error.ts';
import { localeOf } from './usage.ts';

export { UsageError } from './usage-error.ts';
export const formats = ['text', 'json', 'sarif', 'markdown'] as const;
export type Format = (typeof formats)[number];
export const commands = ['assess', 'steps', 'what-if', 'can', 'who-can', 'principal', 'escalations', 'controls', 'explain', 'help'] as const;
export type Command = (typeof commands)[number];

export interface Options {
  readonly command: Command;
  readonly words: readonly string[];
  readonly locale: Locale;
  readonly outputs: readonly { readonly format: Format; readonly file: string | undefined }[];
  readonly save: string | undefined;
  readonly only: readonly string[];
  readonly failOn: Severity | 'never';
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  readonly variableFiles: readonly string[];
  readonly plan: string | undefined;
  /** The folders and files of the identity commands. */
  readonly in: readonly string[];
  readonly batch: string | undefined;
  readonly scps: string | undefined;
  readonly rcps: string | undefined;
  readonly resourcePolicies: string | undefined;
  readonly context: Context;
  readonly all: boolean;
  readonly write: boolean;
  readonly coverage: boolean;
  readonly colour: boolean;
  readonly quiet: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

const spec = {
  format: { type: 'string', multiple: true },
  save: { type: 'string' },
  lang: { type: 'string' },
  only: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  var: { type: 'string', multiple: true },
  'var-file': { type: 'string', multiple: true },
  plan: { type: 'string' },
  in: { type: 'string', multiple: true },
  batch: { type: 'string' },
  scps: { type: 'string' },
  rcps: { type: 'string' },
  'resource-policies': { type: 'string' },
  context: { type: 'string', multiple: true },
  all: { type: 'boolean' },
  write: { type: 'boolean' },
  coverage: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

export const readOptions = (args: readonly string[], environment: Readonly<Record<string, string | undefined>>, terminal: boolean): Options => {
  const { values, positionals } = parse(args);
  const [first, ...rest] = positionals;
  const isCommand = (word: string | undefined): word is Command => commands.some((one) => one === word);
  if (values.lang !== undefined && values.lang !== 'en' && values.lang !== 'ja')
    throw new UsageError(`There is no language "${values.lang}": en or ja.`, `言語「${values.lang}」はありません。en か ja を指定してください。`);
  // A word that is neither a command nor a path is a slip of the keyboard.
  if (first !== undefined && !isCommand(first) && /^[a-z-]+$/.test(first)) {
    const near = nearest(first, commands);
    if (near)
      throw new UsageError(`There is no command "${first}". Did you mean "${near}"?`, `「${first}」というコマンドはありません。「${near}」ではありませんか。`);
  }
  return {
    command: isCommand(first) ? first : first === undefined && args.length === 0 ? 'help' : 'assess',
    words: isCommand(first) ? rest : positionals,
    locale: localeOf(values.lang, environment),
    outputs: (values.format ?? ['text']).map(output),
    save: values.save,
    only: values.only ?? [],
    failOn: bar(values['fail-on'] ?? 'high'),
    variables: (values.var ?? []).map(variable),
    variableFiles: values['var-file'] ?? [],
    plan: values.plan,
    in: values.in ?? [],
    batch: values.batch,
    scps: values.scps,
    rcps: values.rcps,
    resourcePolicies: values['resource-policies'],
    context: contextOf(values.context ?? []),
    all: values.all ?? false,
    write: values.write ?? false,
    coverage: values.coverage ?? false,
    quiet: values.quiet ?? false,
    help: values.help ?? false,
    version: values.version ?? false,
    colour: terminal && !(values['no-color'] ?? false) && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb',
  };
};

export const isJson = ({ outputs }: Options): boolean => outputs[0]?.format === 'json';

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: spec, allowPositionals: true });
  } catch (error) {
    const option = /'(--?[\w-]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
      throw new UsageError(`${option} needs a value, or takes none.`, `${option} の値の指定が正しくありません。`);
    const near = nearest(option.replace(/^-+/, ''), Object.keys(spec));
    throw new UsageError(
      `There is no option ${option}.${near ? ` Did you mean --${near}?` : ''}`,
      `${option} というオプションはありません。${near ? `--${near} ではありませんか。` : ''}`,
    );
  }
};

const output = (written: string): Options['outputs'][number] => {
  const [name = '', ...file] = written.split('=');
  const format = formats.find((one) => one === (name === 'md' ? 'markdown' : name));
  if (!format)
    throw new UsageError(`There is no format "${name}": ${formats.join(', ')}.`, `形式「${name}」はありません。${formats.join('、')} から選んでください。`);
  return { format, file: file.length > 0 ? file.join('=') : undefined };
};
const bar = (name: string): Severity | 'never' => {
  const found = name === 'never' ? 'never' : severities.find((one) => one === name);
  if (!found)
    throw new UsageError(
      `There is no severity "${name}": ${severities.join(', ')}, never.`,
      `重要度「${name}」はありません。${severities.join('、')}、never から選んでください。`,
    );
  return found;
};
/** `KEY=VALUE`, several times for a multivalued key. What is not given is not known. */
const contextOf = (written: readonly string[]): Context => {
  const keys: Record<string, string | readonly string[]> = {};
  for (const one of written) {
    const at = one.indexOf('=');
    if (at < 1) throw new UsageError(`--context takes KEY=VALUE, not "${one}".`, `--context は「キー=値」の形で指定してください(「${one}」)。`);
    const [key, value] = [one.slice(0, at), one.slice(at + 1)];
    const before = keys[key];
    keys[key] = before === undefined ? value : [...(typeof before === 'string' ? [before] : before), value];
  }
  return { is: 'partial', keys };
};
const variable = (written: string): { name: string; value: string } => {
  const at = written.indexOf('=');
  if (at < 1) throw new UsageError(`--var takes NAME=VALUE, not "${written}".`, `--var は「名前=値」の形で指定してください(「${written}」)。`);
  return { name: written.slice(0, at), value: written.slice(at + 1) };
};
