import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Finding } from '#core/finding';
import type { CredentialReach } from '#resources/facets';
import { gathering } from '#secrets/report/secret-finding';
import { scanner } from '#secrets/scanner';
import { scanWhole } from '#secrets/tree/chunks';
import { textFiles } from '#sources/terraform/text-files';
import { foundCredentials } from '../credentials.ts';
import { run, type Run } from '../run.ts';

const detectors = scanner();
export type Texts = Readonly<Record<string, string>>;

/** An assessment of these files, with the credentials that the scanner finds in them. */
export const assessed = (files: Texts, mostSteps = 0): Run => {
  const gather = gathering({ key: undefined, baseline: undefined, today: '2026-01-01', note: () => undefined });
  for (const [path, text] of Object.entries(files))
    scanWhole(detectors, path, Buffer.from(text), (sighting) =>
      gather.add(sighting, { path, region: sighting.region, in: 'file', commit: undefined, at: undefined, isInHead: undefined }),
    );
  return run(textFiles(files), {
    only: ['credential-in-code', 'credential-opens-data'],
    mostSteps,
    scan: { found: foundCredentials(gather.result().findings, '2026-11-25'), files: 1, notes: [] },
  });
};

export interface Opened extends Pick<CredentialReach, 'is' | 'names' | 'state' | 'administrator' | 'private'> {
  readonly severity: Finding['severity'];
  readonly priority: number;
  readonly control: string;
  readonly becomes: boolean;
  readonly stores: readonly string[];
  readonly limits: string;
  readonly why: string;
  readonly next: string;
  readonly path: readonly string[];
  readonly message: Finding['message'];
}
/** What is said of the credential in a file. */
export const opened = (files: Texts, path: string): Opened => {
  const { inventory, assessment } = assessed(files);
  const found = assessment.findings.filter((one) => inventory.resource(one.resource).id.includes(` in ${path}`)).toSorted((a, b) => b.priority - a.priority);
  const [finding] = found;
  if (!finding || finding.verdict.is !== 'fail') throw new Error(`Nothing was found in ${path}`);
  const { opens } = finding.verdict.evidence as { readonly opens: CredentialReach };
  return {
    ...opens,
    severity: finding.severity,
    priority: finding.priority,
    control: finding.control,
    becomes: opens.ascent !== undefined,
    stores: opens.stores.map(({ name }) => name),
    limits: opens.limits.map(({ en }) => en).join('; '),
    why: opens.why.en,
    next: opens.next?.en ?? '',
    path: opens.path.map(({ to }) => to),
    message: finding.message,
  };
};

/** What is expected; a text has to be part of what is said. */
export interface Row {
  readonly name: string;
  readonly files: Texts;
  /** The file with the credential; `.env` if left out. */
  readonly in?: string;
  readonly is: CredentialReach['is'];
  readonly names?: readonly string[];
  readonly state?: CredentialReach['state'];
  readonly administrator?: boolean;
  readonly becomes?: boolean;
  /** All of these are among the stores. */
  readonly stores?: readonly string[];
  readonly private?: boolean;
  readonly severity?: Finding['severity'];
  readonly limits?: string;
  readonly why?: string;
  readonly next?: string;
}

export const table = (rows: readonly Row[]): void => {
  test.for(rows)('$name', (row) => {
    const found = opened(row.files, row.in ?? '.env');
    const { is, names, state, administrator, becomes, severity } = row;
    const same = { is, names, state, administrator, becomes, severity, private: row.private };
    const wanted = Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined));
    expect(found).toMatchObject(wanted);
    if (row.stores) expect(found.stores.toSorted()).toEqual(expect.arrayContaining(row.stores.toSorted()));
    if (row.stores?.length === 0) expect(found.stores).toEqual([]);
    if (row.limits !== undefined) expect(found.limits).toContain(row.limits);
    if (row.why !== undefined) expect(found.why).toContain(row.why);
    if (row.next !== undefined) expect(found.next).toContain(row.next);
    // Both languages say it, and neither shows a hole.
    expect(`${found.message.en}${found.message.ja}`).not.toMatch(/undefined|\[object/);
    expect(found.message.ja).toMatch(/[ぁ-ん]/);
  });
};

/** Letters that look like those of a generator, the same in each run. Made here, so that no file of ours looks as if it held a secret. */
export const bytes = (seed: string, length: number): Buffer => createHash('sha512').update(seed).digest().subarray(0, length);
export const base64 = (seed: string, length: number): string => bytes(seed, length).toString('base64');
export const letters = (seed: string, length: number): string => (base64(seed, 64) + base64(`${seed}2`, 64)).replace(/[^A-Za-z0-9]/g, '').slice(0, length);
export const uuid = (seed: string): string =>
  bytes(seed, 16)
    .toString('hex')
    .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');

/** A key id that holds an account, as those since 2019 do: a bit, then forty of the account, in Base32. */
export const awsKeyId = (account: string, seed: string): string => {
  const fill = BigInt(`0x${bytes(seed, 5).toString('hex')}`) & ((1n << 39n) - 1n);
  let bits = (((1n << 40n) | BigInt(account)) << 39n) | fill;
  let text = '';
  for (let i = 0; i < 16; i++) {
    text = ('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return `AKIA${text}`;
};
export const awsSecret = (seed: string): string => `aB3${letters(seed, 35)}/x`;
export const awsPair = (account: string, seed = account): string => `AWS_ACCESS_KEY_ID=${awsKeyId(account, seed)}\nAWS_SECRET_ACCESS_KEY=${awsSecret(seed)}\n`;

/** A Terraform state with one instance of each. */
export const state = (
  things: readonly { readonly type: string; readonly name: string; readonly key?: string | number; readonly module?: string; readonly values: object }[],
): string =>
  JSON.stringify({
    version: 4,
    terraform_version: '1.9.0',
    serial: 1,
    lineage: uuid('lineage'),
    outputs: {},
    resources: things.map(({ type, name, key, module, values }) => ({
      ...(module === undefined ? {} : { module }),
      mode: 'managed',
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ ...(key === undefined ? {} : { index_key: key }), schema_version: 0, attributes: values }],
    })),
  });

export const jwt = (claims: object): string =>
  `${Buffer.from('{"alg":"RS256","typ":"JWT","kid":"a1b2c3"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${letters(JSON.stringify(claims), 86)}`;
