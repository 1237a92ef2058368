import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { batchPage } from './batch-page.ts';
import { identitySchema } from './identity-schema.ts';
import { main } from './main.ts';

const at = 'fixtures/identity/cli';
const details = ['--in', `${at}/aws/details.json`, '--in', `${at}/aws/more-details.json`];
const beside = ['--scps', `${at}/aws/beside-scps.json`, '--rcps', `${at}/aws/beside-rcps.json`, '--resource-policies', `${at}/aws/beside-resources.json`];
const read = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';

const folders: string[] = [];
const file = (name: string, text: string): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ippo-who-'));
  folders.push(folder);
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
afterEach(() => {
  vi.restoreAllMocks();
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true });
});

const ippo = (...args: readonly string[]): { readonly code: number | Promise<number>; readonly out: string; readonly err: string } => {
  let out = '';
  let err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
  const code = main([...args], { LANG: 'C' });
  vi.restoreAllMocks();
  return { code, out, err };
};

/** Assessing waits for archives. */
const assess = async (...args: readonly string[]): Promise<string> => {
  let out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  await main(['assess', ...args], { LANG: 'C' });
  vi.restoreAllMocks();
  return out;
};

const golden = (name: string, text: string): void => {
  const expected = path.join(at, 'golden', name);
  if (process.env['UPDATE']) writeFileSync(expected, text);
  expect(text).toBe(readFileSync(expected, 'utf8'));
};

const questions: Readonly<Record<string, readonly string[]>> = {
  'webshop-can': ['can', 'app', 's3:PutObject', 'invoices', 'examples/webshop'],
  'webshop-who-can': ['who-can', 's3:GetObject', 'photos', 'examples/webshop'],
  'webshop-principal': ['principal', 'app', 'examples/webshop'],
  'webshop-escalations': ['escalations', 'examples/webshop'],
  'terraform-can-conditional': ['can', 'dev', 's3:PutObject', 'photos', `${at}/terraform`],
  'terraform-can-nothing': ['can', 'dev', 's3:ListAllMyBuckets', `${at}/terraform`],
  'terraform-can-azure': ['can', 'aoi', 'Microsoft.Compute/virtualMachines/runCommand/action', 'build', `${at}/terraform`],
  'terraform-who-can': ['who-can', 's3:DeleteObject', 'photos', `${at}/terraform`],
  'terraform-who-can-google': ['who-can', 'storage.objects.get', 'pictures', `${at}/terraform`],
  'terraform-can-google': ['can', 'yui', 'storage.objects.delete', 'pictures', `${at}/terraform`],
  'terraform-principal-google': ['principal', 'ken', `${at}/terraform`],
  'terraform-principal': ['principal', 'dev', `${at}/terraform`],
  'terraform-escalations': ['escalations', `${at}/terraform`, '--all'],
  'details-can-denied': ['can', 'ann', 's3:GetObject', 'invoices', ...details, ...beside],
  'details-who-can': ['who-can', 's3:GetObject', 'photos/cat.jpg', ...details, ...beside],
  'details-principal': ['principal', 'ann', ...details],
  'details-escalations': ['escalations', ...details, ...beside],
  'tenant-who-can': ['who-can', read, 'photos', `${at}/azure/tenant.json`],
  'tenant-who-can-nobody': ['who-can', 'microsoft.directory/domains/federation/update', `${at}/azure/tenant.json`],
  'tenant-principal': ['principal', 'deploy@contoso.com', `${at}/azure/tenant.json`],
  'tenant-escalations': ['escalations', `${at}/azure/tenant.json`],
};

describe('what the commands print', () => {
  const validate = new Ajv2020({ strict: false }).compile(z.toJSONSchema(identitySchema));
  for (const [name, args] of Object.entries(questions)) {
    test.for(['en', 'ja'])(`${name}, %s`, (lang) => {
      const { code, out } = ippo(...args, '--lang', lang);
      expect(code).toBe(0);
      golden(`${name}.${lang}.txt`, out);
    });
    test(`${name}, JSON follows its schema`, () => {
      const { out } = ippo(...args, '--format', 'json');
      const data: unknown = JSON.parse(out);
      expect(validate(data), JSON.stringify(validate.errors)).toBe(true);
      // Long lists of actions belong to the data files, not to these pages.
      if (!name.includes('principal')) golden(`${name}.json`, out);
      expect(ippo(...args, '--format', 'json').out).toBe(out);
    });
  }
});

/** All answers of one input, to compare two ways of giving it. */
const answers = (given: readonly string[], asked: readonly (readonly string[])[]): string[] =>
  asked.map((words) => {
    const { code, out } = ippo(...words, '--in', ...given, '--format', 'json');
    expect(code).toBe(0);
    return out;
  });

describe('a saved assessment answers as what it was made of', () => {
  test.for([['--save'], ['--format']])('%s', async ([option]) => {
    const saved = file('shop.ippo.json', '');
    await assess(`${at}/terraform`, option ?? '', option === '--save' ? saved : `json=${saved}`, '--quiet', '--fail-on', 'never');
    const asked = [
      ['can', 'dev', 's3:PutObject', 'photos'],
      ['who-can', 's3:GetObject', 'photos'],
      ['who-can', 'iam:CreateAccessKey', 'ops'],
      ['principal', 'dev'],
      ['can', 'aoi', 'Microsoft.Compute/virtualMachines/runCommand/action', 'build'],
      ['who-can', 'Microsoft.Authorization/roleAssignments/write', 'shop'],
      ['principal', 'Operators'],
      ['can', 'yui', 'storage.objects.delete', 'pictures'],
      ['who-can', 'iam.serviceAccounts.getAccessToken', 'build'],
      ['principal', 'ken'],
      ['escalations'],
    ];
    expect(answers([saved], asked)).toEqual(answers([`${at}/terraform`], asked));
  });
  test('the example', async () => {
    const saved = file('webshop.ippo.json', '');
    await assess('examples/webshop', '--save', saved, '--quiet', '--fail-on', 'never', '--format', 'sarif');
    expect(ippo('who-can', 's3:GetObject', 'photos', saved).out).toBe(ippo('who-can', 's3:GetObject', 'photos', 'examples/webshop').out);
  });
  test('guardrails may be given beside it', async () => {
    const saved = file('webshop.ippo.json', '');
    await assess('examples/webshop', '--save', saved, '--quiet', '--fail-on', 'never', '--format', 'sarif');
    const deny = file('scps.json', JSON.stringify([[{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }] }]]));
    expect(ippo('can', 'app', 's3:PutObject', 'invoices', saved).out).toContain('Answer: yes');
    expect(ippo('can', 'app', 's3:PutObject', 'invoices', saved, '--scps', deny).out).toContain('nothing allows it in: SCP (level 1)');
  });
});

test('values of tags that look like secrets are not saved', async () => {
  const secret = ['hunter', '2', 'hunter'].join('');
  const made = file(
    'main.tf',
    `resource "aws_iam_role" "a" {\n  name = "a"\n  assume_role_policy = "{}"\n  tags = { password = "${secret}", Stage = "prod" }\n}\n`,
  );
  const out = await assess(path.dirname(made), '--format', 'json', '--fail-on', 'never');
  const { identity } = JSON.parse(out) as { identity: { aws: { roles: { tags: unknown }[] } } };
  expect(identity.aws.roles[0]?.tags).toEqual({ password: '****', Stage: 'prod' });
});

describe('facts of the request', () => {
  const can = (...context: string[]): string =>
    (
      JSON.parse(ippo('can', 'dev', 's3:PutObject', 'photos', `${at}/terraform`, '--format', 'json', ...context.flatMap((one) => ['--context', one])).out) as {
        decision: string;
      }
    ).decision;
  test.for([
    [[], 'allow-if'],
    [['aws:MultiFactorAuthPresent=true', 'aws:SourceIp=203.0.113.9', 'aws:SecureTransport=true'], 'allow'],
    [['aws:SourceIp=198.51.100.1'], 'implicit-deny'],
    [['aws:SecureTransport=false'], 'explicit-deny'],
  ] as const)('%s', ([context, decision]) => expect(can(...context)).toBe(decision));
});

describe('words that mean nothing', () => {
  const cases: readonly (readonly [args: readonly string[], en: string, ja: string])[] = [
    [['can', 'dve', 's3:GetObject', 'photos', `${at}/terraform`], 'There is no principal "dve". Did you mean "dev"?', '「dev」ではありませんか'],
    [['can', 'dev', 's3:GetObjct', 'photos', `${at}/terraform`], 'Did you mean "s3:GetObject"', '「s3:GetObject」'],
    [['can', 'dev', 'GetObject', 'photos', `${at}/terraform`], 'Did you mean "s3:GetObject"', 'というアクションはありません'],
    [['can', 'dev', 's3:Get*', 'photos', `${at}/terraform`], 'is a pattern', 'パターンです'],
    [['can', 'dev', 's3:GetObject', 'fotos', `${at}/terraform`], 'There is no resource "fotos". Did you mean "photos"?', 'リソースはありません'],
    [['can', 'dev', 'storage.objects.get', 'photos', 'examples/webshop'], 'is an action of Google Cloud', 'AWS だけ'],
    [['can', 'kenn', 'storage.objects.get', 'pictures', `${at}/terraform`], 'Did you mean "ken"', '「ken」ではありませんか'],
    [['can', 'dev', 's3:GetObject', 'photos', `${at}/azure/tenant.json`], 'holds Azure only', 'Azure だけ'],
    [['can', 'aoi', 's3:GetObject', 'photos', `${at}/terraform`], 'is a principal of Azure', 'Azure のプリンシパル'],
    [['can'], 'ippo can WHO ACTION [WHAT] [PATH]', '引数が足りません'],
    [['can', 'dev', `${at}/terraform`], 'Something is missing', '引数が足りません'],
    [['who-can', 'examples/webshop'], 'Something is missing', '引数が足りません'],
    [['can', 'dev', '', '--in', `${at}/terraform`], 'There is no action ""', 'アクションはありません'],
    [['can', 'dev', 's3:GetObject', 'photos', 'one', `${at}/terraform`], 'takes fewer words', '多すぎます'],
    [['who-can'], 'ippo who-can ACTION [WHAT] [PATH]', '引数が足りません'],
    [['principal', '--in', `${at}/terraform`], 'ippo principal WHO [PATH]', '引数が足りません'],
    [['principal', 'deploy', `${at}/terraform`], 'several principals, in 2 clouds', '2 つのクラウド'],
    [['principal', 'arn:aws:iam::999999999999:user/x', `${at}/terraform`], 'not among the principals that were read', '含まれない'],
    [['escalations', '/nowhere/at/all'], 'cannot be read', '読み取れません'],
    [['escalations', 'docs'], 'nothing about access was found', '見つかりません'],
    [['escalations', 'package.json'], 'nothing about access was found', '見つかりません'],
    [['escalations', 'fixtures/identity/azure/README.md'], 'is not JSON', 'JSON として読み取れません'],
    [['escalations', '--in', `${at}/terraform`, '--in', `${at}/aws/details.json`], 'both describe aws', 'どちらも'],
    [['escalations', `${at}/azure/tenant.json`, '--scps', `${at}/aws/beside-scps.json`], 'nothing of AWS was read', 'AWS の情報が読み取られていません'],
    [['escalations', 'examples/webshop', '--format', 'sarif'], 'prints text or json', '形式は text か json'],
    [['principal', 'x', '--batch', 'y'], '--batch belongs to', '--batch は'],
    [['can', '--batch', '/nowhere/at/all'], 'cannot be read', '読み取れません'],
    [['can', 'dev', 's3:GetObject', `${at}/terraform`, '--context', 'x'], 'KEY=VALUE', 'キー=値'],
  ];
  test.for(cases)('%s', ([args, en, ja]) => {
    const english = ippo(...args);
    expect(english).toMatchObject({ code: 3, out: '' });
    expect(english.err).toContain(en);
    expect(ippo(...args, '--lang', 'ja').err).toContain(ja);
  });
});

test('several roots: references resolve, and things of one name are told', () => {
  const folder = path.dirname(file('x.txt', ''));
  for (const stage of ['a', 'b']) cpSync(`${at}/terraform`, path.join(folder, stage), { recursive: true });
  const { out, err } = ippo('can', 'dev', 's3:PutObject', 'photos', folder);
  expect(out.replaceAll('a/aws.tf', 'aws.tf')).toBe(ippo('can', 'dev', 's3:PutObject', 'photos', `${at}/terraform`).out);
  expect(err).toContain('user/dev is described twice, in a/aws.tf:17 and in b/aws.tf:17');
  const found = JSON.parse(ippo('escalations', folder, '--format', 'json').out) as { administrators: string[] };
  expect(found.administrators).toHaveLength(4);
});

test('the answer may go to a file', () => {
  const made = file('out.json', '');
  expect(ippo('escalations', 'examples/webshop', '--format', `json=${made}`)).toMatchObject({ code: 0, out: '' });
  expect(readFileSync(made, 'utf8')).toBe(ippo('escalations', 'examples/webshop', '--format', 'json').out);
});
test('the root user needs no policy', () => {
  expect(ippo('principal', 'root', ...details).out).toContain('Administrator');
  expect(JSON.parse(ippo('principal', 'root', ...details, '--format', 'json').out)).toMatchObject({ administrator: true });
});
test('what the engine could not resolve is told, beside the answer', () => {
  const made = file(
    'd.json',
    JSON.stringify({
      UserDetailList: [
        { Arn: 'arn:aws:iam::111122223333:user/ann', UserName: 'ann', AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::111122223333:policy/gone' }] },
      ],
    }),
  );
  const { err } = ippo('can', 'ann', 's3:ListAllMyBuckets', made);
  expect(err).toContain('policy/gone is not among what was read');
});

describe('files that cannot be asked', () => {
  test.for([
    ['an empty folder', '', 'nothing about access was found'],
    ['a saved assessment without identities', '{"schema":"ippo.assessment/1"}', 'Save it again: ippo assess PATH --save'],
    ['one without any cloud', '{"schema":"ippo.assessment/1","identity":{}}', 'does not hold who may do what'],
    ['a damaged one', '{"schema":"ippo.assessment/1","identity":{"aws":{"users":[{}]}}}', 'was saved by another version of ippo, or it is damaged'],
    ['a plan', '{"format_version":"1.2","planned_values":{}}', 'is a Terraform plan or state. Give the folder of the code'],
    ['half a file', '{"UserDetailList": [', 'is not JSON'],
    ['a list', '[]', 'nothing about access was found'],
  ] as const)('%s', ([, text, message]) => {
    const made = file('a.json', text);
    if (text === '') rmSync(made);
    const { code, out, err } = ippo('escalations', text === '' ? path.dirname(made) : made);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain(message);
  });
  test('a file that is too large is not read', () => {
    const made = file('huge.json', '{');
    truncateSync(made, 600_000_000);
    const { code, err } = ippo('escalations', made);
    expect(code).toBe(3);
    expect(err).toContain('is larger than 500 MB');
  });
  test('code without any access', () => {
    const made = file('main.tf', 'locals { a = 1 }\n');
    expect(ippo('escalations', path.dirname(made))).toMatchObject({ code: 3, err: expect.stringContaining('nothing about access was found') });
  });
  test('a tenant of which some entries are malformed', () => {
    const tenant = JSON.parse(readFileSync(`${at}/azure/tenant.json`, 'utf8')) as Record<string, unknown[]>;
    tenant['assignments']?.push({ id: 'a-9', principal: 7, role: 'Owner', scope: '/' });
    delete tenant['appGrants'];
    const { code, out, err } = ippo(
      'who-can',
      'Microsoft.Compute/virtualMachines/read',
      'shop',
      file('tenant.json', JSON.stringify(tenant)),
      '--format',
      'json',
    );
    expect(code).toBe(0);
    expect(err).toContain('/assignments/4/principal: expected string');
    const { who } = JSON.parse(out) as { who: { who: string; missing: string[] }[] };
    expect(who.map((one) => one.who)).toEqual(['mi-shop']);
    expect(who[0]?.missing).toEqual(expect.arrayContaining(['appGrants', 'assignments[4]']));
  });
  test('an organization of which some entries are malformed', () => {
    const made = file(
      'organization.json',
      JSON.stringify({
        projects: [{ id: 'projects/p' }, { id: 7 }],
        bindings: [{ resource: 'projects/p', role: 'roles/owner', members: ['user:ann@example.com'] }],
      }),
    );
    const { code, out, err } = ippo('who-can', 'resourcemanager.projects.delete', 'p', made, '--format', 'json');
    expect(code).toBe(0);
    expect(err).toContain('/projects/1/id: expected string');
    const { who } = JSON.parse(out) as { who: { who: string; missing: string[]; because: { at: unknown }[] }[] };
    expect(who.map((one) => one.who)).toEqual(['user:ann@example.com']);
    expect(who[0]?.missing).toEqual(expect.arrayContaining(['projects[1]', 'serviceAccounts']));
    expect(who[0]?.because[0]?.at).toEqual({ file: made, line: 1 });
  });
  test('names that would forge lines or steer the terminal', () => {
    const name = 'ann\nAnswer: yes\u001b[2J';
    const made = file('details.json', JSON.stringify({ UserDetailList: [{ Arn: 'arn:aws:iam::111122223333:user/x', UserName: name }] }));
    const { out } = ippo('can', 'arn:aws:iam::111122223333:user/x', 's3:ListAllMyBuckets', made);
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('\nAnswer: yes');
    expect(out).toContain('Answer: no');
  });
  test('authorization details of which some entries are malformed', () => {
    const made = file(
      'details.json',
      JSON.stringify({ UserDetailList: [7, { UserName: 'x' }, { Arn: 'arn:aws:iam::111122223333:user/ann', UserName: 'ann' }] }),
    );
    const { code, out, err } = ippo('principal', 'ann', made);
    expect(code).toBe(0);
    expect(out).toContain('No permissions.');
    expect(err).toContain('UserDetailList[0]: an entry without Arn');
  });
});

describe('a word that could be a thing or a folder', () => {
  test.for([
    ['bench', 'There is no resource "bench"'],
    ['fixtures/identity/cli/azure', 'holds Azure only'],
  ] as const)('%s', ([word, message]) => expect(ippo('who-can', 's3:GetObject', word, '--quiet').err).toContain(message));
});

describe('can --batch', () => {
  const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] };
  const request = (name: string): string =>
    JSON.stringify({
      name,
      principal: 'arn:aws:iam::111122223333:user/ann',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
      context: {},
      identityPolicies: [allow],
    });
  test('one answer a line, also for lines that are none', () => {
    const { code, out, err } = ippo('can', '--batch', file('r.jsonl', `\uFEFF${request('one')}\r\n\nnot json\n[]\n${request('two')}`));
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { name: string; decision?: string; because?: unknown[]; problems?: string[] });
    expect(lines.map(({ name, decision }) => [name, decision])).toEqual([
      ['one', 'allow'],
      ['', undefined],
      ['', undefined],
      ['two', 'allow'],
    ]);
    expect(lines[0]?.because).toHaveLength(1);
    expect(lines[1]?.problems?.[0]).toContain('line 3 is not JSON');
    expect(lines[2]?.problems?.[0]).toContain('line 4: the line is not an object');
    expect(code).toBe(0);
    expect(err).toContain('2 lines could not be decided');
  });
  test('many lines come in pieces and in their order', () => {
    const count = 20_000;
    const made = file('many.jsonl', Array.from({ length: count }, (_, i) => request(`文 ${i}`)).join('\n'));
    const pieces: string[] = [];
    expect(batchPage(made, (text) => void pieces.push(text))).toBe(0);
    expect(pieces.length).toBeGreaterThan(5);
    const lines = pieces.join('').trimEnd().split('\n');
    expect(lines).toHaveLength(count);
    expect(lines.every((line, i) => (JSON.parse(line) as { name: string }).name === `文 ${i}`)).toBe(true);
  });
});
