import { readFileSync, statSync } from 'node:fs';
import { awsIdentityFrom, awsInputFrom } from '#assessment/identity-of';
import { typesOf, buildInventory } from '#inventory/inventory';
import type { Diagnostic } from '#core/diagnostic';
import type { AwsInput } from '#identity/aws/account';
import type { AwsIdentity } from '#identity/aws/aws';
import { readAuthorizationDetails, type JsonFile } from '#identity/aws/authorization-details';
import { readSaved } from '#identity/aws/saved';
import { resourceTypes } from '#resources/index';
import { readTerraform, type TerraformInput } from '#sources/terraform/terraform';
import { lineOfPointer } from './json-pointer.ts';
import { UsageError, type Options } from './options.ts';
import type { Written } from '#identity/identity';

/** What the identity commands ask: read from Terraform, from a saved assessment or from authorization details. */
export interface IdentitySource {
  readonly identity: AwsIdentity;
  readonly diagnostics: readonly Diagnostic[];
  /** `file:line`, as exactly as it can be said. */
  place(at: Written | undefined): string;
}

/** `terraform`: reads a folder. `given`: a folder or a JSON file. */
export const identitySource = (given: string, options: Options, terraform: (folder: string) => TerraformInput): IdentitySource => {
  const texts = new Map<string, string>();
  const json = (file: string): JsonFile => {
    const text = readText(file);
    texts.set(file, text);
    try {
      return { path: file, data: JSON.parse(text) };
    } catch (error) {
      const why = error instanceof Error ? error.message : '';
      throw new UsageError(`${file} is not JSON: ${why}`, `${file} は JSON として読み取れません: ${why}`);
    }
  };
  const place = placesIn(texts);
  if (isFolder(given)) {
    const source = readTerraform(terraform(given));
    const input = awsInputFrom(buildInventory(source.blocks, typesOf(resourceTypes), source.exported));
    return {
      identity: awsIdentityFrom(withGuardrails(input, options, json)),
      diagnostics: source.diagnostics.filter(({ severity }) => severity === 'error'),
      place,
    };
  }
  const file = json(given);
  const saved = readSaved(file.data);
  if (saved === 'nothing')
    throw new UsageError(
      `${given} is a saved assessment without identities: save it again with this version.`,
      `${given} は ID の情報を含まない診断結果です。このバージョンで保存し直してください。`,
    );
  if (saved) return { identity: awsIdentityFrom(withGuardrails(saved, options, json)), diagnostics: [], place };
  const optional = (name: string | undefined): JsonFile | undefined => (name === undefined ? undefined : json(name));
  const { input, diagnostics } = readAuthorizationDetails({
    details: [file],
    resources: optional(options.resourcePolicies),
    scps: optional(options.scps),
    rcps: optional(options.rcps),
  });
  if (input.users.length + input.roles.length + input.groups.length + input.managed.length === 0 && diagnostics.length > 0)
    throw new UsageError(
      `${given}: ${diagnostics[0]?.message.en ?? ''} Give a folder with Terraform, a saved assessment, or the output of "aws iam get-account-authorization-details".`,
      `${given}: Terraform のフォルダー、保存した診断結果、または aws iam get-account-authorization-details の出力を指定してください。`,
    );
  const identity = awsIdentityFrom(input);
  return { identity, diagnostics: [...diagnostics, ...identity.diagnostics], place };
};

/** Guardrails that code does not tell may be given beside it. */
const withGuardrails = (input: AwsInput, { scps, rcps, resourcePolicies }: Options, json: (file: string) => JsonFile): AwsInput => {
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

const placesIn =
  (texts: ReadonlyMap<string, string>) =>
  (at: Written | undefined): string => {
    if (!at) return '';
    const text = at.line === undefined && at.pointer !== undefined ? texts.get(at.file) : undefined;
    const line = at.line ?? (text === undefined || at.pointer === undefined ? undefined : lineOfPointer(text, at.pointer));
    return line === undefined ? at.file : `${at.file}:${line}`;
  };

const isFolder = (given: string): boolean => {
  try {
    return statSync(given).isDirectory();
  } catch {
    throw new UsageError(`${given} cannot be read.`, `${given} を読み取れません。`);
  }
};
export const readText = (file: string): string => {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new UsageError(`${file} cannot be read.`, `${file} を読み取れません。`);
  }
};
