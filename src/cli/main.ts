import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { controls } from '#controls/index';
import { severities } from '#core/finding';
import type { SourceFile } from '#core/origin';
import { accessInputOf } from '#assessment/identity-of';
import { run as assess, type Run } from '#assessment/run';
import type { Text } from '#framework/text';
import { nearest } from '#sources/terraform/functions/index';
import type { TerraformInput } from '#sources/terraform/terraform';
import { foundCredentials, type CredentialScan } from '#assessment/credentials';
import { isGap, noteText } from '#secrets/report/note';
import { scanner } from '#secrets/scanner';
import { assessmentDocument, jsonPieces, type Circumstances } from '#reports/document';
import { markdownReport } from '#reports/markdown';
import { sarifReport } from '#reports/sarif';
import { safe, textReport } from '#reports/text';
import { controlsReport, coverageReport, explainReport } from './control-pages.ts';
import { isTerraform, readTree, type FileTree } from './file-tree.ts';
import { batchPage } from './batch-page.ts';
import { identitySource, type IdentitySource } from './identity-input.ts';
import { escalationsPage } from './identity-escalations-page.ts';
import { canPage, whoCanPage } from './identity-pages.ts';
import { principalPage } from './identity-principal-page.ts';
import { scanSecrets, type Environment } from './scan-secrets.ts';
import { progressLine } from './progress.ts';
import { readOptions, UsageError, type Options } from './options.ts';
import { stepsReport, whatIf } from './step-pages.ts';
import { localeOf, usage } from './usage.ts';
import { version } from './version.ts';

/** The command line: the one place where files, the clock and the terminal are touched. Returns the exit code. */
export const main = (args: readonly string[], environment: Readonly<Record<string, string | undefined>>): number | Promise<number> => {
  // Whoever reads may have enough (`| head`).
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  let options: Options;
  try {
    options = readOptions(args, environment, process.stdout.isTTY === true);
  } catch (error) {
    if (!(error instanceof UsageError)) return failed(error, args);
    const locale = localeOf(args.find((one) => one.startsWith('--lang='))?.slice(7) ?? args[args.indexOf('--lang') + 1], environment);
    process.stderr.write(`${safe(error.text[locale])}\n${locale === 'ja' ? '使い方は ippo --help で表示します。' : 'ippo --help shows the usage.'}\n`);
    return 3;
  }
  const said = (error: unknown): number => {
    if (!(error instanceof UsageError)) return failed(error, args);
    process.stderr.write(`${safe(error.text[options.locale])}\n`);
    return 3;
  };
  try {
    const code = command(options, environment);
    // Only archives make anybody wait.
    return typeof code === 'number' ? code : code.catch(said);
  } catch (error) {
    return said(error);
  }
};

const command = (options: Options, environment: Environment): number | Promise<number> => {
  const { locale } = options;
  if (options.version) return print(`${version}\n`);
  if (options.help || options.command === 'help') return print(usage[locale]);
  switch (options.command) {
    case 'controls':
      return print(options.coverage ? coverageReport(options) : controlsReport(options));
    case 'explain':
      return print(explainReport(options.words[0], options));
    case 'steps':
      return performed(options, options.words[0], 200, environment).then(({ run }) => print(stepsReport(run, options)));
    case 'what-if': {
      const numbers = options.words.filter((word) => /^\d+$/.test(word) || word.includes('@'));
      const rest = options.words.filter((word) => !numbers.includes(word));
      return performed(options, rest[0], 200, environment).then(({ run, tree }) =>
        print(whatIf(run, numbers, options, (file, text) => writeFileSync(path.join(tree.root, file), text))),
      );
    }
    case 'can':
    case 'who-can':
    case 'principal':
    case 'escalations':
      return identityCommand(options.command, options);
    case 'assess':
      return assessCommand(options, environment);
  }
};

/** Words before the path: who, which action, on what. */
const mostWords = { can: 3, 'who-can': 2, principal: 1, escalations: 0 } as const;
const leastWords = { can: 2, 'who-can': 1, principal: 1, escalations: 0 } as const;

const identityCommand = (command: keyof typeof mostWords, options: Options): number => {
  const { locale, quiet, outputs } = options;
  const [output, ...more] = outputs;
  if (!output || more.length > 0 || (output.format !== 'text' && output.format !== 'json'))
    throw new UsageError(`${command} prints text or json.`, `${command} の形式は text か json です。`);
  const tell = (texts: readonly Text[]): void => {
    if (!quiet) for (const text of texts) process.stderr.write(`${safe(text[locale])}\n`);
  };
  if (options.batch !== undefined) {
    if (command !== 'can') throw new UsageError('--batch belongs to "ippo can".', '--batch は ippo can で使います。');
    const undecided = batchPage(options.batch, (text) => process.stdout.write(text));
    if (undecided > 0)
      tell([{ en: `${undecided} lines could not be decided; see "problems".`, ja: `${undecided} 行を判定できませんでした。理由は problems にあります。` }]);
    return 0;
  }
  const { words } = options;
  const last = words.at(-1);
  const isPath = options.in.length === 0 && last !== undefined && words.length > leastWords[command] && (words.length > mostWords[command] || isInput(last));
  const asked = isPath ? words.slice(0, -1) : words;
  if (asked.length > mostWords[command])
    throw new UsageError(`${command} takes fewer words; see ippo --help.`, `${command} の引数が多すぎます。使い方は ippo --help で表示します。`);
  const needed = leastWords[command] === 0 ? '' : asked[leastWords[command] - 1];
  // A path in the place of a word: the word was forgotten.
  if (needed === undefined || (options.in.length === 0 && /[/\\.]/.test(needed) && isInput(needed))) throw missingWords(command);
  const source = identitySource(options.in.length > 0 ? options.in : [isPath ? last : '.'], options, (folder) => {
    const tree = treeOf(folder);
    return hasTerraform(tree) || options.plan !== undefined ? terraformInput(tree, options, folder) : undefined;
  });
  try {
    const page = identityPage(command, source, asked, output.file === undefined ? options : { ...options, colour: false }, tell);
    if (output.file === undefined) return print(page);
    save(output.file, [page], options);
    return 0;
  } finally {
    tell(shortened(source.diagnostics.map(({ message }) => message)));
  }
};

const missingWords = (command: keyof typeof mostWords): UsageError => {
  const forms = {
    can: ['WHO ACTION [WHAT] [PATH]', 'プリンシパル アクション [対象] [パス]', 'app s3:GetObject photos'],
    'who-can': ['ACTION [WHAT] [PATH]', 'アクション [対象] [パス]', 's3:GetObject photos'],
    principal: ['WHO [PATH]', 'プリンシパル [パス]', 'app'],
    escalations: ['[PATH]', '[パス]', '.'],
  } as const;
  const [en, ja, example] = forms[command];
  return new UsageError(
    `Something is missing: ippo ${command} ${en}. For example: ippo ${command} ${example}`,
    `引数が足りません。使い方は ippo ${command} ${ja} です。例: ippo ${command} ${example}`,
  );
};

const identityPage = (
  command: keyof typeof mostWords,
  source: IdentitySource,
  asked: readonly string[],
  options: Options,
  tell: (texts: readonly Text[]) => void,
): string => {
  switch (command) {
    case 'can':
      return canPage(source, asked, options, tell);
    case 'who-can':
      return whoCanPage(source, asked, options, tell);
    case 'principal':
      return principalPage(source, asked[0] ?? '', options);
    case 'escalations':
      return escalationsPage(source, options);
  }
};

/** A word that is both a thing and a folder means the folder only if that holds something to read. */
const isInput = (word: string): boolean => {
  if (/^(arn:|\*|\/+$)/.test(word) || !existsSync(word)) return false;
  return !/^[\w-]+$/.test(word) || readdirSync(word).some((name) => /\.(tf|tofu|json)$/.test(name));
};

const shortened = (texts: readonly Text[]): readonly Text[] => {
  const most = 20;
  const more = texts.length - most;
  return more > 0 ? [...texts.slice(0, most), { en: `… and ${more} more`, ja: `…ほか ${more} 件` }] : texts;
};

const assessCommand = async (options: Options, environment: Environment): Promise<number> => {
  if (options.words.length > 1) throw new UsageError('assess takes one path.', 'assess に指定できるパスは 1 つです。');
  const { run, given } = await performed(options, options.words[0], 50, environment);
  const circumstances: Circumstances = { version, at: new Date().toISOString(), path: given };
  for (const { format, file } of [...options.outputs, ...(options.save === undefined ? [] : [{ format: 'json' as const, file: options.save }])]) {
    const pieces =
      format === 'json'
        ? jsonPieces(run, { ...circumstances, access: accessInputOf(run.source.blocks, run.inventory).access })
        : [rendered(run, circumstances, format, options, file === undefined)];
    if (file === undefined) for (const piece of pieces) process.stdout.write(piece);
    else save(file, pieces, options);
  }
  if (options.failOn === 'never') return 0;
  const bar = severities.indexOf(options.failOn);
  return run.assessment.findings.some(
    ({ verdict, severity, lowered }) => verdict.is === 'fail' && lowered !== 'not-in-use' && severities.indexOf(severity) <= bar,
  )
    ? 1
    : 0;
};

const rendered = (
  run: Run,
  circumstances: Circumstances,
  format: Exclude<Options['outputs'][number]['format'], 'json'>,
  options: Options,
  toScreen: boolean,
): string => {
  const { locale } = options;
  switch (format) {
    case 'sarif':
      return `${JSON.stringify(sarifReport(run, assessmentDocument(run, circumstances), locale), undefined, 2)}\n`;
    case 'markdown':
      return markdownReport(assessmentDocument(run, circumstances), new Map(controls.map(({ id, title }) => [id, title[locale]])), locale);
    case 'text':
      return textReport(run, {
        locale,
        colour: options.colour && toScreen,
        width: Math.max(80, Math.min(process.stdout.columns ?? 100, 120)),
        path: circumstances.path,
        all: options.all,
      });
  }
};

/** Reads and assesses a folder, with the credentials in it. */
const performed = async (
  options: Options,
  word: string | undefined,
  mostSteps: number,
  environment: Environment,
): Promise<{ run: Run; tree: FileTree; given: string }> => {
  const given = word ?? '.';
  // A folder that is not there is told before anybody scans it.
  const tree = treeOf(given);
  return perform(options, given, mostSteps, tree, await credentialsOf(given, options, environment));
};

const perform = (
  options: Options,
  given: string,
  mostSteps: number,
  tree: FileTree,
  scan: CredentialScan | undefined,
): { run: Run; tree: FileTree; given: string } => {
  const wrong = options.only.find((id) => !controls.some((control) => control.id === id));
  if (wrong !== undefined)
    throw new UsageError(`There is no control "${wrong}".${suggestion(wrong, 'en')}`, `「${wrong}」というコントロールはありません。${suggestion(wrong, 'ja')}`);
  const input = terraformInput(tree, options, given, scan);
  const silent = options.quiet || process.stderr.isTTY !== true;
  const progress = progressLine(
    (text) => void (silent || process.stderr.write(text)),
    () => performance.now(),
    options.locale,
  );
  const run = assess(input, { only: options.only, mostSteps, ...(scan ? { scan } : {}), onPhase: progress.onPhase });
  progress.done();
  const all: Run = tree.diagnostics.length === 0 ? run : { ...run, source: { ...run.source, diagnostics: [...tree.diagnostics, ...run.source.diagnostics] } };
  return { run: all, tree, given };
};

/** Credentials in the files beside the code, if a control that is wanted looks at them. Archives are opened, as `ippo secrets` opens them. */
const credentialsOf = async (folder: string, { only }: Options, environment: Environment): Promise<CredentialScan | undefined> => {
  if (only.length > 0 && !only.some((id) => id.startsWith('credential-'))) return undefined;
  const today = new Date().toISOString().slice(0, 10);
  const target = { is: 'tree', path: folder, allFiles: false } as const;
  const { run } = await scanSecrets({ target, path: folder, scanner: scanner(), environment, baseline: undefined, baselineFromHead: false, today });
  return {
    found: foundCredentials(run.findings, today),
    files: run.files,
    notes: run.notes.filter(isGap).map((note) => ({ code: note.code, path: note.path ?? '', text: { en: noteText(note, 'en'), ja: noteText(note, 'ja') } })),
  };
};

const terraformInput = (tree: FileTree, options: Options, given: string, scan?: CredentialScan): TerraformInput => {
  const variableFiles = options.variableFiles.map((file) => textFile(file));
  const input = { paths: tree.paths, files: tree, variables: options.variables, variableFiles };
  if (options.plan !== undefined) return { ...input, plan: textFile(options.plan) };
  if (hasTerraform(tree)) return { ...input, plan: undefined };
  // Without code a state tells what there is.
  const [state, ...more] = tree.paths.filter((one) => one.endsWith('.tfstate'));
  const found = state === undefined || more.length > 0 ? undefined : tree.read(state);
  const plan = scan && found && 'file' in found && found.file.text.includes('"instances"') ? found.file : undefined;
  if (plan === undefined && (scan === undefined || scan.found.length === 0)) throw nothingThere(given, scan);
  return { ...input, plan };
};
const nothingThere = (given: string, scan: CredentialScan | undefined): UsageError =>
  scan === undefined
    ? new UsageError(`${given}: no Terraform was found here (*.tf, *.tf.json).`, `${given}: Terraform のコード(*.tf、*.tf.json)が見つかりません。`)
    : new UsageError(
        `${given}: nothing was found that could be assessed. Looked for: Terraform (*.tf, *.tf.json, *.tofu; no Terraform was found here), a state (*.tfstate), and credentials in ${scan.files} ${scan.files === 1 ? 'file' : 'files'}, archives opened (none was found).${scan.notes.map(({ text }) => `\n  ${text.en}`).join('')}`,
        `${given}: 診断できるものが見つかりませんでした。Terraform のコード(*.tf、*.tf.json、*.tofu)とステート(*.tfstate)を探し、${scan.files} ファイル(アーカイブの中身を含む)の認証情報も検査しましたが、いずれも見つかりません。${scan.notes.map(({ text }) => `\n  ${text.ja}`).join('')}`,
      );

const hasTerraform = ({ paths }: FileTree): boolean => paths.some(isTerraform);

const suggestion = (id: string, locale: 'en' | 'ja'): string => {
  const near = nearest(
    id,
    controls.map((control) => control.id),
  );
  return near ? (locale === 'ja' ? `「${near}」ではありませんか。` : ` Did you mean "${near}"?`) : '';
};

const treeOf = (given: string): FileTree => {
  try {
    return readTree(given);
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new UsageError(`${given} cannot be read (${String(error.code)}).`, `${given} を読み取れません(${String(error.code)})。`);
    throw error;
  }
};

const textFile = (file: string): SourceFile => {
  try {
    return { path: file, text: readFileSync(file, 'utf8') };
  } catch {
    throw new UsageError(`${file} cannot be read.`, `${file} を読み取れません。`);
  }
};

const save = (file: string, pieces: Iterable<string>, { locale, quiet }: Options): void => {
  try {
    const handle = openSync(file, 'w');
    let waiting = '';
    for (const piece of pieces) {
      waiting += piece;
      if (waiting.length < 1_000_000) continue;
      writeSync(handle, waiting);
      waiting = '';
    }
    writeSync(handle, waiting);
    closeSync(handle);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw new UsageError(`${file} cannot be written (${code}).`, `${file} に書き込めません(${code})。`);
  }
  if (!quiet) process.stderr.write(locale === 'ja' ? `${file} に書き出しました。\n` : `Written to ${file}.\n`);
};

const print = (text: string): number => {
  process.stdout.write(text);
  return 0;
};

/** Our own bug: said plainly, with what helps to report it. */
const failed = (error: unknown, args: readonly string[]): number => {
  const detail = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
  process.stderr.write(
    `ippo failed. This is a bug in ippo: please report it with these lines.\nippo の不具合です。次の内容を添えてご報告ください。\n  ippo ${version} ${args.join(' ')}\n  ${detail.split('\n').slice(0, 6).join('\n  ')}\n`,
  );
  return 2;
};
