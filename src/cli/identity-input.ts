import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { accessFrom, accessInputOf, identitiesOf, type AccessInput } from '#assessment/identity-of';
import type { Diagnostic } from '#core/diagnostic';
import type { AwsInput } from '#identity/aws/account';
import { readAuthorizationDetails, type JsonFile } from '#identity/aws/authorization-details';
import { readTenant } from '#identity/azure/saved';
import { readOrganization } from '#identity/gcp/saved';
import type { Identity, IdentityCloud, Written } from '#identity/identity';
import { buildInventory, typesOf } from '#inventory/inventory';
import { resourceTypes } from '#resources/index';
import { readTerraform, type TerraformInput } from '#sources/terraform/terraform';
import { linesOf } from './json-pointer.ts';
import { UsageError, type Options } from './options.ts';

/** What the identity commands ask: read from Terraform, saved assessments, authorization details, tenants. */
export interface IdentitySource {
  /** By cloud in a fixed order; at least one. Each engine is made when it is first asked for. */
  readonly clouds: ReadonlyMap<IdentityCloud, () => Identity>;
  /** What was read, as it was given. */
  readonly given: string;
  /** Grows by those of an engine when it is made. */
  readonly diagnostics: readonly Diagnostic[];
  /** `file:line`, as exactly as it can be said. */
  place(at: Written | undefined): string;
}

type Json = (file: string) => JsonFile;

/** `given`: folders and files. `terraform`: the code of a folder or file; undefined: there is none. */
export const identitySource = (given: readonly string[], options: Options, terraform: (folder: string) => TerraformInput | undefined): IdentitySource => {
  const texts = new Map<string, string>();
  const json: Json = (file) => {
    const text = readText(file);
    texts.set(file, text);
    return { path: file, data: parsed(file, text) };
  };
  const diagnostics: Diagnostic[] = [];
  const read: { readonly from: string; readonly access: AccessInput }[] = [];
  const details: JsonFile[] = [];
  const readFile = (file: JsonFile): boolean => {
    if (isDetails(file.data)) return details.push(file) > 0;
    const found = savedAccess(file) ?? collectedAccess(file, diagnostics);
    if (found) read.push({ from: file.path, access: found });
    return found !== undefined;
  };
  for (const one of given) {
    const code = isJsonFile(one) ? undefined : terraform(one);
    if (code) read.push({ from: one, access: codeAccess(code, diagnostics) });
    else if (isFolder(one)) {
      const found = jsonFilesOf(one).filter((file) => readFile(json(file)));
      if (found.length === 0) throw nothingIn(one);
    } else {
      const file = json(one);
      if (!readFile(file)) throw unknownFile(file);
    }
  }
  if (details.length > 0) read.push({ from: details[0]?.path ?? '', access: { aws: detailed(details, options, json, diagnostics) } });
  const access = together(read);
  const beside = options.scps ?? options.rcps ?? options.resourcePolicies;
  if (beside !== undefined && !access.aws)
    throw new UsageError(`${beside} is about AWS, and nothing of AWS was read.`, `${beside} は AWS 用の入力ですが、AWS の情報が読み取られていません。`);
  const limited = access.aws && details.length === 0 ? { ...access, aws: withGuardrails(access.aws, options, json) } : access;
  const clouds = new Map([...identitiesOf(limited)].map(([cloud, make]) => [cloud, telling(make, diagnostics)]));
  if (clouds.size === 0) throw nothingIn(given.join(', '));
  return { clouds, given: given.join(', '), diagnostics, place: placesIn(texts) };
};

const telling = (make: () => Identity, diagnostics: Diagnostic[]): (() => Identity) => {
  let told = false;
  return () => {
    const identity = make();
    if (!told) diagnostics.push(...identity.diagnostics.filter(({ severity }) => severity !== 'note'));
    told = true;
    return identity;
  };
};

const codeAccess = (input: TerraformInput, diagnostics: Diagnostic[]): AccessInput => {
  const source = readTerraform(input);
  const { access, diagnostics: more } = accessInputOf(source.blocks, buildInventory(source.blocks, typesOf(resourceTypes), source.exported));
  diagnostics.push(...source.diagnostics.filter(({ severity }) => severity === 'error'), ...more.filter(({ severity }) => severity !== 'note'));
  return access;
};

/** Undefined: this is no assessment. */
const savedAccess = ({ path: file, data }: JsonFile): AccessInput | undefined => {
  if (!isObject(data) || data['schema'] !== 'ippo.assessment/1') return undefined;
  const kept = data['identity'];
  if (!isObject(kept) || Object.keys(kept).length === 0)
    throw new UsageError(
      `${file} is an assessment that does not hold who may do what. Save it again: ippo assess PATH --save ${file}`,
      `${file} の診断結果には、アクセス権の情報が含まれていません。ippo assess パス --save ${file} で保存し直してください。`,
    );
  const access = accessFrom(kept);
  if (!access)
    throw new UsageError(
      `${file} was saved by another version of ippo, or it is damaged. Save it again: ippo assess PATH --save ${file}`,
      `${file} は別のバージョンの ippo で保存されたか、壊れています。ippo assess パス --save ${file} で保存し直してください。`,
    );
  return access;
};

/** A tenant of Azure or an organization of Google Cloud. Undefined: neither. */
const collectedAccess = ({ path: file, data }: JsonFile, diagnostics: Diagnostic[]): AccessInput | undefined => {
  const azure = readTenant(data, file);
  const gcp = azure ? undefined : readOrganization(data, file);
  for (const { pointer, expected } of (azure ?? gcp)?.problems ?? [])
    diagnostics.push({
      code: 'entry-malformed',
      severity: 'warning',
      at: undefined,
      message: {
        en: `${file}, ${pointer}: expected ${expected}. The entry is left out, and every answer is marked as incomplete.`,
        ja: `${file} の ${pointer}: ${expected} を想定していましたが、解釈できません。この項目を除いて判定し、結果に「未収集」と表示します。`,
      },
    });
  return azure ? { azure: azure.input } : gcp && { gcp: gcp.input };
};

const isDetails = (data: unknown): boolean =>
  isObject(data) && ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'].some((name) => Array.isArray(data[name]));

const detailed = (details: readonly JsonFile[], options: Options, json: Json, diagnostics: Diagnostic[]): AwsInput => {
  const optional = (name: string | undefined): JsonFile | undefined => (name === undefined ? undefined : json(name));
  const { input, diagnostics: more } = readAuthorizationDetails({
    details,
    resources: optional(options.resourcePolicies),
    scps: optional(options.scps),
    rcps: optional(options.rcps),
  });
  diagnostics.push(...more);
  return input;
};

/** Guardrails that code does not tell may be given beside it. */
const withGuardrails = (input: AwsInput, { scps, rcps, resourcePolicies }: Options, json: Json): AwsInput => {
  if (scps === undefined && rcps === undefined && resourcePolicies === undefined) return input;
  const [account] = input.accounts;
  const { input: more } = readAuthorizationDetails({
    details: [{ path: '', data: { UserDetailList: [{ Arn: `arn:aws:iam::${account?.id ?? ''}:user/-`, UserName: '-' }] } }],
    resources: resourcePolicies === undefined ? undefined : json(resourcePolicies),
    scps: scps === undefined ? undefined : json(scps),
    rcps: rcps === undefined ? undefined : json(rcps),
  });
  const [limits] = more.accounts;
  return {
    ...input,
    accounts: input.accounts.map((one) => ({
      ...one,
      scps: scps === undefined ? one.scps : (limits?.scps ?? []),
      rcps: rcps === undefined ? one.rcps : (limits?.rcps ?? []),
    })),
    resources: [...input.resources, ...more.resources],
    collected: { ...input.collected, scps: input.collected.scps || scps !== undefined, rcps: input.collected.rcps || rcps !== undefined },
  };
};

/** One source for each cloud: two of them could contradict each other. */
const together = (read: readonly { readonly from: string; readonly access: AccessInput }[]): AccessInput => {
  const by = new Map<string, string>();
  for (const { from, access } of read)
    for (const cloud of Object.keys(access)) {
      const other = by.get(cloud);
      if (other !== undefined)
        throw new UsageError(
          `${other} and ${from} both describe ${cloud}. Give one of them.`,
          `${other} と ${from} は、どちらも ${cloud} の情報です。どちらか一方を指定してください。`,
        );
      by.set(cloud, from);
    }
  return Object.assign({}, ...read.map(({ access }) => access));
};

const nothingIn = (given: string): UsageError =>
  new UsageError(
    `${given}: nothing about access was found here. Give a folder with Terraform, a saved assessment, the output of "aws iam get-account-authorization-details", or an Azure tenant or Google Cloud organization as JSON.`,
    `${given}: アクセス権の情報が見つかりません。Terraform のフォルダー、保存した診断結果、aws iam get-account-authorization-details の出力、または Azure テナントか Google Cloud の組織の JSON を指定してください。`,
  );

const unknownFile = ({ path: file, data }: JsonFile): UsageError => {
  if (isObject(data) && 'format_version' in data && ('planned_values' in data || 'values' in data))
    return new UsageError(
      `${file} is a Terraform plan or state. Give the folder of the code, and --plan ${file}`,
      `${file} は Terraform のプランまたはステートです。コードのフォルダーを指定し、--plan ${file} を添えてください。`,
    );
  return nothingIn(file);
};

const placesIn = (texts: ReadonlyMap<string, string>): IdentitySource['place'] => {
  const lines = new Map<string, ReturnType<typeof linesOf>>();
  return (at) => {
    if (!at) return '';
    if (at.line !== undefined) return `${at.file}:${at.line}`;
    const text = texts.get(at.file);
    if (at.pointer === undefined || text === undefined) return at.file;
    const find = lines.get(at.file) ?? linesOf(text);
    lines.set(at.file, find);
    const line = find(at.pointer);
    return line === undefined ? at.file : `${at.file}:${line}`;
  };
};

const isObject = (data: unknown): data is Readonly<Record<string, unknown>> => typeof data === 'object' && data !== null && !Array.isArray(data);

const parsed = (file: string, text: string): unknown => {
  try {
    const data: unknown = JSON.parse(text);
    return data;
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new UsageError(`${file} is not JSON: ${why}`, `${file} は JSON として読み取れません: ${why}`);
  }
};

const unreadable = (file: string): UsageError => new UsageError(`${file} cannot be read.`, `${file} を読み取れません。`);
const isFolder = (given: string): boolean => {
  try {
    return given !== '-' && statSync(given).isDirectory();
  } catch {
    throw unreadable(given);
  }
};
const isJsonFile = (given: string): boolean => !isFolder(given) && !/\.(tf|tofu)(\.json)?$/.test(given);
const jsonFilesOf = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json') && statSync(path.join(folder, name)).isFile())
    .toSorted()
    .map((name) => path.join(folder, name));

/** The longest text that can be held. */
const mostBytes = 500_000_000;
const readText = (file: string): string => {
  try {
    if (file !== '-' && statSync(file).size > mostBytes)
      throw new UsageError(`${file} is larger than ${mostBytes / 1_000_000} MB.`, `${file} が大きすぎます(上限 ${mostBytes / 1_000_000} MB)。`);
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw error instanceof UsageError ? error : unreadable(file);
  }
};
