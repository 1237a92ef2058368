import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { reasonTexts } from '#secrets/reasons';
import { scanner } from '#secrets/scanner';
import { removeTemporary, temporaryFolder, temporaryRepository, testEnvironment } from '#secrets/testing/temporary-repository';
import type { Answer, AskRequest } from '#secrets/verify/ask';
import { body, hex } from '#secrets/verify/finding.test-support';
import { verifier } from '#secrets/verify/verifier';
import { secretsMain } from './secrets-main.ts';

afterAll(removeTemporary);

const heard = (status: number, json: unknown = {}): Answer => ({ is: 'heard', status, headers: {}, body: JSON.stringify(json) });
const refuses = (): Answer => heard(401);
const real = scanner();

/** Runs the command line with the real scanner and a network that is a function. */
const ippo = async (
  args: readonly string[],
  { answer = refuses, environment = {} }: { answer?: (request: AskRequest) => Answer; environment?: Record<string, string> } = {},
) => {
  const told: string[] = [];
  const requests: AskRequest[] = [];
  let out = '';
  let err = '';
  let loaded = 0;
  const code = await secretsMain(args, {
    scanner: () => real,
    reasons: reasonTexts,
    verifier: () => {
      loaded++;
      return Promise.resolve({
        ...verifier,
        ask: (request) => {
          told.push('asked');
          requests.push(request);
          return Promise.resolve(answer(request));
        },
      });
    },
    environment: { ...testEnvironment, ...environment },
    folder: '.',
    program: { node: 'node', ippo: 'ippo' },
    now: () => new Date('2026-11-25T12:00:00Z'),
    out: (text) => void (out += text),
    error: (text) => {
      told.push('told');
      err += text;
    },
    input: () => '',
    columns: undefined,
  });
  return { code, out, err, requests, told, loaded };
};

const github = `github_pat_${body(22)}_${body(59)}`;
const keyId = `AKIA${body(16, 3, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`;
const awsSecret = body(40, 4);
const folderWith = (text: string): string => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'config'));
  writeFileSync(path.join(folder, 'config', 'a.env'), text);
  return folder;
};
const both = `AWS_ACCESS_KEY_ID=${keyId}\nAWS_SECRET_ACCESS_KEY=${awsSecret}\nGITHUB_TOKEN=${github}\nDB=postgres://app:${body(18, 5)}@db.internal.acme.io/main\n`;
const answers = ({ host }: AskRequest): Answer =>
  host === 'sts.amazonaws.com'
    ? { is: 'heard', status: 200, headers: {}, body: '<Arn>arn:aws:iam::123456789012:user/build</Arn><Account>123456789012</Account>' }
    : heard(401);

describe('nobody is asked', () => {
  test('without --verify, and the room that asks is not loaded', async () => {
    const { code, requests, loaded, out } = await ippo(['secrets', folderWith(both), '--format', 'json']);
    expect({ code, requests, loaded }).toEqual({ code: 1, requests: [], loaded: 0 });
    expect(JSON.parse(out)).toMatchObject({ verification: null, findings: expect.arrayContaining([expect.objectContaining({ verification: null })]) });
  });

  test.for<[string, readonly string[], Record<string, string>, string]>([
    ['in CI', ['--verify'], { CI: 'true' }, '--verify-in-ci'],
    ['in GitHub Actions', ['--verify=aws'], { GITHUB_ACTIONS: 'true' }, 'GITHUB_ACTIONS'],
    ['in GitLab', ['--verify'], { GITLAB_CI: 'true' }, 'GITLAB_CI'],
    ['in Azure Pipelines', ['--verify'], { TF_BUILD: 'True' }, 'TF_BUILD'],
    ['in Jenkins', ['--verify'], { JENKINS_URL: 'https://ci' }, 'JENKINS_URL'],
    ['on the way to a commit', ['--staged', '--verify'], {}, '--staged'],
    ['in a hook, whatever else allows it', ['--verify', '--verify-in-ci'], { GIT_INDEX_FILE: '.git/index' }, 'GIT_INDEX_FILE'],
    ['in a pre-push hook', ['--verify'], { GIT_EXEC_PATH: '/usr/lib/git-core' }, 'GIT_EXEC_PATH'],
    ['by the pre-commit framework', ['--verify'], { PRE_COMMIT: '1' }, 'PRE_COMMIT'],
    ['with a new key for the baseline', ['--verify', '--rekey'], {}, '--rekey'],
    ['with a baseline to be written', ['--verify', '--update-baseline'], {}, '--update-baseline'],
    ['with the second flag alone', ['--verify-in-ci'], {}, 'goes with --verify'],
    ['without a name', ['--verify='], {}, 'names no issuer'],
    ['of a name that is none', ['--verify=aws,nobody'], {}, 'There is no issuer "nobody": airtable, anthropic, apify'],
  ])('%s', async ([, options, environment, message]) => {
    const { code, err, requests } = await ippo(['secrets', folderWith(both), ...options], { environment });
    expect({ code, requests, told: err.includes(message) ? message : err }).toEqual({ code: 3, requests: [], told: message });
  });

  test('by hooks', async () => {
    for (const args of [
      ['hook', 'run', 'pre-commit', '--verify'],
      ['hook', 'install', '--verify=aws'],
    ]) {
      const { code, err, loaded } = await ippo(args);
      expect({ code, loaded, told: err.includes('A hook never asks issuers') }).toEqual({ code: 3, loaded: 0, told: true });
    }
  });

  test('where nothing can be asked', async () => {
    const { requests, err } = await ippo(['secrets', folderWith(`PASSWORD=${body(18, 5)}\n`), '--verify']);
    expect(requests).toEqual([]);
    expect(err).toContain('nothing was sent');
  });
});

describe('asking', () => {
  test('the person is told whom, and what it leaves, before the first request', async () => {
    const { told, err, requests } = await ippo(['secrets', folderWith(both), '--verify'], { answer: answers });
    expect(told).toEqual(['told', 'asked', 'asked']);
    expect(err).toContain('Asking the issuers about 2 secrets: sts.amazonaws.com (1), api.github.com (1).');
    expect(err).toContain('canary');
    expect(requests.map(({ host }) => host).toSorted()).toEqual(['api.github.com', 'sts.amazonaws.com']);
  });

  test('only those that are named; in CI with the second flag', async () => {
    const some = await ippo(['secrets', folderWith(both), '--verify=github']);
    expect(some.requests.map(({ host }) => host)).toEqual(['api.github.com']);
    expect(some.out).toContain('not tried: its issuer was not chosen');
    const twice = await ippo(['secrets', '--verify=github', '--verify=aws', folderWith(both)]);
    expect(twice.requests).toHaveLength(2);
    const ci = await ippo(['secrets', folderWith(both), '--verify', '--verify-in-ci'], { environment: { CI: '1' } });
    expect(ci.requests).toHaveLength(2);
    expect((await ippo(['secrets', folderWith(both), '--verify'], { environment: { CI: 'false' } })).requests).toHaveLength(2);
  });

  test('--verify does not take the path for an issuer', async () => {
    const { code, requests } = await ippo(['secrets', '--verify', folderWith(both)]);
    expect({ code, requests: requests.length }).toEqual({ code: 1, requests: 2 });
  });

  test('the report: the live one first and certain, the refused one low and still there', async () => {
    const folder = folderWith(both);
    const { out, code } = await ippo(['secrets', folder, '--verify'], { answer: answers });
    expect(code).toBe(1);
    expect(out).toContain('Asked at the issuers: 2 live, 1 refused, 0 unclear; 1 not tried.');
    const at = (text: string): number => {
      expect(out).toContain(text);
      return out.indexOf(text);
    };
    expect(at('live: account 123456789012, arn arn:aws:iam::123456789012:user/build')).toBeLessThan(at('refused: it is not known there or was revoked'));
    expect(out).toMatch(/low {2}GitHub fine-grained token/);
    expect(out).toMatch(/critical {2}AWS secret access key .* certain/);
    expect(out).toContain('not tried: its issuer has no documented endpoint');
    for (const secret of [awsSecret, github]) expect(out).not.toContain(secret);
    const japanese = (await ippo(['secrets', folder, '--verify', '--lang', 'ja'], { answer: answers })).out;
    for (const text of ['発行元への確認結果: 有効 2 件、無効 1 件', '無効(発行元に存在しないか、失効済み)。ファイルからの除去は必要です'])
      expect(japanese).toContain(text);
  });

  test('what is refused no longer stops a build, what is unclear does', async () => {
    const folder = folderWith(`GITHUB_TOKEN=${github}\n`);
    expect((await ippo(['secrets', folder, '--verify'])).code).toBe(0);
    expect((await ippo(['secrets', folder, '--verify'], { answer: () => ({ is: 'unheard', why: 'network' }) })).code).toBe(1);
    // A token that would be milder by its kind stops it once it is live.
    const mild = folderWith(`GOOGLE_TOKEN=ya29.${body(120)}\n`);
    expect((await ippo(['secrets', mild])).code).toBe(0);
    expect((await ippo(['secrets', mild, '--verify'], { answer: () => heard(200, { sub: '1' }) })).code).toBe(1);
  });

  test('JSON fits its schema, ids stay the same, and SARIF tells it too', async () => {
    const folder = folderWith(`${both}A=ghp_${body(36)}\nB_TOKEN=github_pat_${body(22, 8)}_${body(59, 8)}\n`);
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync('docs/secrets.schema.json', 'utf8')));
    const answer = (request: AskRequest): Answer =>
      request.headers['authorization']?.includes(body(22, 8)) ? heard(200, { login: 'acme', id: 1 }) : answers(request);
    const plain = JSON.parse((await ippo(['secrets', folder, '--format', 'json', '--all'])).out);
    const asked = JSON.parse((await ippo(['secrets', folder, '--format', 'json', '--all', '--verify'], { answer })).out);
    for (const one of [plain, asked]) {
      validate(one);
      expect(validate.errors).toBeNull();
    }
    const named = (one: { findings: { id: string; kind: string; places: { line: number }[] }[] }) =>
      new Map(one.findings.map(({ id, places }) => [id, places[0]?.line]));
    expect(named(asked)).toEqual(named(plain));
    expect(asked.verification).toEqual({ providers: 'all', requests: 3 });
    expect(asked.findings[0]).toMatchObject({
      confidence: 'certain',
      verification: { is: 'live', why: null, provider: expect.any(String), endpoint: expect.stringMatching(/^https:/), at: '2026-11-25T12:00:00.000Z' },
    });
    expect(asked.findings.find(({ places }: { places: { line: number }[] }) => places[0]?.line === 3)).toMatchObject({
      severity: 'low',
      verification: { is: 'refused', why: 'unknown', who: null, endpoint: 'https://api.github.com/user' },
    });
    expect(asked.findings.find(({ kind }: { kind: string }) => kind === 'github-pat')).toMatchObject({
      verification: { is: 'not-tried', why: 'not-sure', endpoint: null },
    });
    const sarif = JSON.parse((await ippo(['secrets', folder, '--format', 'sarif', '--verify'], { answer })).out);
    expect(sarif.runs[0].results[0]).toMatchObject({
      properties: { confidence: 'certain', verification: { is: 'live' } },
      message: { text: expect.stringContaining('Issuer: live') },
    });
  });

  test('what is accepted is asked about only with --all, and stays accepted', async () => {
    const one = temporaryRepository();
    one.write('a.env', `GITHUB_TOKEN=${github}\n`);
    const environment = { IPPO_BASELINE_KEY: 'a key of more than sixteen characters' };
    await ippo(['secrets', one.folder, '--update-baseline', '--reason', 'revoked'], { environment });
    const live = (): Answer => heard(200, { login: 'acme', id: 1 });
    expect((await ippo(['secrets', one.folder, '--verify'], { environment, answer: live })).requests).toEqual([]);
    const all = await ippo(['secrets', one.folder, '--verify', '--all'], { environment, answer: live });
    expect({ requests: all.requests.length, code: all.code }).toEqual({ requests: 1, code: 0 });
    expect(all.out).toContain('live: user acme, id 1');
    expect(all.out).toContain('accepted in the baseline: revoked');
  });

  test('the history, with a secret that no file holds any more', async () => {
    const one = temporaryRepository();
    one.write('a.env', `GITHUB_TOKEN=${github}\n`);
    one.commit('one');
    one.write('a.env', 'clean\n');
    one.commit('two');
    const { requests, out } = await ippo(['secrets', one.folder, '--history', '--verify', '--no-cache'], {
      answer: () => heard(200, { login: 'acme', id: 1 }),
    });
    expect(requests).toHaveLength(1);
    expect(out).toContain('live: user acme, id 1');
    expect(out).toContain('no longer in HEAD');
  });

  test('halves in different files are asked about together', async () => {
    const folder = folderWith(`aws_access_key_id = ${keyId}\n`);
    writeFileSync(path.join(folder, 'config', 'b.env'), `aws_secret_access_key = ${awsSecret}\n`);
    const { requests, out } = await ippo(['secrets', folder, '--verify'], { answer: answers });
    expect(requests.map(({ headers }) => headers['authorization']?.includes(keyId))).toEqual([true]);
    expect(out).toContain('Asked at the issuers: 2 live');
  });

  test('a service account key: the address in its file is not the one that is asked', async () => {
    const { generateKeyPairSync } = await import('node:crypto');
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const key = {
      type: 'service_account',
      project_id: 'p-1',
      private_key_id: hex(40),
      private_key: privateKey,
      client_email: 'ci@p-1.iam.gserviceaccount.com',
      token_uri: 'https://evil.example.com/token',
    };
    const { requests } = await ippo(['secrets', folderWith(JSON.stringify(key, undefined, 2)), '--verify']);
    expect(requests.map(({ host, path: at }) => host + at)).toEqual(['oauth2.googleapis.com/token']);
    expect(JSON.stringify(requests)).not.toContain('evil');
  });
});
