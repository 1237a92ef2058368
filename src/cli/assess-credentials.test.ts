import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { assessmentSchema } from '#reports/assessment-schema';
import { awsKeyId, awsPair, awsSecret, base64, state } from '../assessment/opens/opened.test-support.ts';
import { main } from './main.ts';
import { main as secrets } from './secrets.ts';

const folders: string[] = [];
const folder = (files: Readonly<Record<string, string | Buffer>>): string => {
  const made = mkdtempSync(path.join(tmpdir(), 'ippo-credentials-'));
  folders.push(made);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(made, name)), { recursive: true });
    writeFileSync(path.join(made, name), text);
  }
  return made;
};
afterEach(() => {
  vi.restoreAllMocks();
  for (const one of folders.splice(0)) rmSync(one, { recursive: true, force: true });
});

const run = async (program: typeof main | typeof secrets, args: readonly string[]): Promise<{ code: number; out: string; err: string }> => {
  let out = '';
  let err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
  const code = await program([...args], { LANG: 'C', PATH: process.env['PATH'] });
  vi.restoreAllMocks();
  return { code, out, err };
};
const ippo = (...args: string[]) => run(main, args);

const account = '111122223333';
const secret = awsSecret('a');
const pair = awsPair(account, 'a');
const code =
  'resource "aws_iam_user" "ci" { name = "ci" }\nresource "aws_iam_user_policy" "ci" {\n  user   = aws_iam_user.ci.name\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })\n}\nresource "aws_iam_access_key" "ci" {\n  user = aws_iam_user.ci.name\n}\nresource "aws_s3_bucket" "photos" { bucket = "photos" }\n';
const told = state([{ type: 'aws_iam_access_key', name: 'ci', values: { id: awsKeyId(account, 'a'), user: 'ci' } }]);

describe('a folder without Terraform', () => {
  test.for([
    ['en', 'Rotate first', 'No Terraform was found here', 'AWS secret access key'],
    ['ja', 'まずローテーション', 'Terraform のコード', 'AWS のシークレットアクセスキー'],
  ] as const)('text, %s', async ([lang, ...texts]) => {
    const { code: exit, out } = await ippo('assess', folder({ '.env': pair }), '--lang', lang);
    expect(exit).toBe(1);
    for (const text of texts) expect(out.replace(/\s+/g, '')).toContain(text.replace(/\s+/g, ''));
    expect(out).not.toContain(secret);
  });
  test.for(['json', 'sarif', 'markdown'])('%s', async (format) => {
    const { out } = await ippo('assess', folder({ '.env': pair }), '--format', format);
    expect(out).toContain('.env');
    expect(out).toContain(account);
    expect(out).not.toContain(secret);
    expect(out).not.toContain(awsKeyId(account, 'a'));
  });
  test('in archives: zip, tar, gzip, one within another', async () => {
    const made = folder({ 'in/.env': pair });
    execFileSync('tar', ['-cf', path.join(made, 'a.tar'), '-C', path.join(made, 'in'), '.env']);
    writeFileSync(path.join(made, 'b.tar.gz'), gzipSync(readFileSync(path.join(made, 'a.tar'))));
    rmSync(path.join(made, 'in'), { recursive: true });
    rmSync(path.join(made, 'a.tar'));
    const { code: exit, out } = await ippo('assess', made, '--format', 'json');
    expect(exit).toBe(1);
    expect(out).toContain('b.tar.gz!/.env');
  });
  test('nothing at all: what was looked for is said, in both languages', async () => {
    expect(await ippo('assess', folder({ 'a.txt': 'hello\n' }))).toMatchObject({
      code: 3,
      err: expect.stringMatching(/Looked for: Terraform .* credentials in 1 file/),
    });
    expect(await ippo('assess', folder({ 'a.txt': 'hello\n' }), '--lang', 'ja')).toMatchObject({
      code: 3,
      err: expect.stringContaining('1 ファイル(アーカイブの中身を含む)の認証情報も検査しました'),
    });
  });
  test('an archive that is cut off is told', async () => {
    const { out } = await ippo('assess', folder({ '.env': pair, 'a.zip': Buffer.from('PK\u0003\u0004 cut off') }));
    expect(out).toContain('a.zip');
    expect(out).toContain('Could not be read: 1');
  });
  test('a state alone tells what there is', async () => {
    const only = state([
      { type: 'aws_iam_user', name: 'ci', values: { name: 'ci', arn: `arn:aws:iam::${account}:user/ci` } },
      { type: 'aws_iam_user_policy', name: 'ci', values: { user: 'ci', policy: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}' } },
      { type: 'aws_iam_access_key', name: 'ci', values: { id: awsKeyId(account, 'a'), user: 'ci' } },
    ]);
    const { out } = await ippo('assess', folder({ 'terraform.tfstate': only, '.env': pair }));
    expect(out.replace(/\s+/g, ' ')).toContain('It is administrator');
  });
});

describe('with Terraform', () => {
  test('the assessment file: evidence, paths, the step that cuts them', async () => {
    const { out } = await ippo('assess', folder({ 'main.tf': code, 'terraform.tfstate': told, '.env': pair }), '--format', 'json');
    const document: z.infer<typeof assessmentSchema> = JSON.parse(out);
    const validate = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(z.toJSONSchema(assessmentSchema));
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    const [first] = document.findings;
    expect(first).toMatchObject({
      control: 'credential-opens-data',
      priority: 100,
      viewpoints: ['unauthorised-use', 'information-handling'],
      evidence: { opens: { is: 'principal', administrator: true, state: 'current', issuer: { address: 'aws_iam_access_key.ci', file: 'main.tf', line: 6 } } },
    });
    expect(document.inputs.map(({ kind }) => kind)).toEqual(['terraform', 'credentials']);
    expect(document.paths.map(({ to, hops }) => [to, hops.length])).toEqual([
      ['administrator', 2],
      ['photos', 2],
    ]);
    const step = document.steps.find(({ changes }) => changes.some(({ attribute }) => attribute === 'status'));
    expect(step).toMatchObject({
      proven: true,
      resolves: expect.arrayContaining([first?.id]),
      cuts: document.paths.map(({ id }) => id),
      changes: [{ file: 'main.tf', after: expect.stringContaining('status = "Inactive"') }],
    });
    expect(out).not.toContain(secret);
  });
  test('what-if writes the step, and then the key is off', async () => {
    const made = folder({ 'main.tf': code, 'terraform.tfstate': told, '.env': pair });
    const { out } = await ippo('assess', made, '--only', 'credential-opens-data', '--only', 'credential-in-code');
    expect(out).toContain('status = "Inactive"');
    writeFileSync(
      path.join(made, 'main.tf'),
      code.replace('user = aws_iam_user.ci.name\n}\nresource "aws_s3', 'user = aws_iam_user.ci.name\n  status = "Inactive"\n}\nresource "aws_s3'),
    );
    const after = await ippo('assess', made, '--only', 'credential-opens-data', '--only', 'credential-in-code', '--all');
    expect(after.code).toBe(0);
    expect(after.out.replace(/\s+/g, ' ')).toContain('It would be administrator');
  });
  test('ippo secrets names it', async () => {
    const made = folder({
      'main.tf': code,
      '.env': `A=DefaultEndpointsProtocol=https;AccountName=shopdata;AccountKey=${base64('k', 64)};EndpointSuffix=core.windows.net\n`,
    });
    expect((await run(secrets, ['secrets', made])).err).toContain('"ippo assess" tells what these credentials open');
    expect((await run(secrets, ['secrets', made, '--lang', 'ja'])).err).toContain('ippo assess を使うと');
    expect((await run(secrets, ['secrets', made, '--quiet'])).err).toBe('');
    expect((await run(secrets, ['secrets', made, '--format', 'json'])).err).toBe('');
    rmSync(path.join(made, 'main.tf'));
    expect((await run(secrets, ['secrets', made])).err).toBe('');
  });
});
