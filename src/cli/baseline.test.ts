import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { madeUp } from '#secrets/made-up';
import { reasonTexts } from '#secrets/reasons';
import { scanner } from '#secrets/scanner';
import { removeTemporary, temporaryRepository, testEnvironment, type TemporaryRepository } from '#secrets/testing/temporary-repository';
import { secretsMain } from './secrets-main.ts';

afterAll(removeTemporary);

const secrets = scanner();
const key = { IPPO_BASELINE_KEY: 'a key of more than sixteen characters' };
const ippo = async (args: readonly string[], environment: Readonly<Record<string, string>> = key, today = '2026-11-25') => {
  let out = '';
  let err = '';
  const code = await secretsMain(['secrets', ...args], {
    scanner: () => secrets,
    reasons: reasonTexts,
    environment: { ...testEnvironment, ...environment },
    folder: '.',
    program: { node: '', ippo: '' },
    now: () => new Date(`${today}T00:00:00Z`),
    out: (text) => void (out += text),
    error: (text) => void (err += text),
    input: () => '',
    columns: undefined,
  });
  return { code, out: out.replace(/\s+/g, ' '), err };
};
const password = madeUp('{{pw:16}}', 3);
const token = madeUp('{{crc62:ghp_}}', 4);
const secret = madeUp('{{b62:40}}', 5);
const baselineOf = (one: TemporaryRepository): string => readFileSync(path.join(one.folder, '.ippo-secrets-baseline'), 'utf8');
const accepted = async (text: string, name = 'a.env'): Promise<TemporaryRepository> => {
  const one = temporaryRepository();
  one.write(name, text);
  one.commit('one');
  await ippo([one.folder, '--update-baseline', '--reason', 'known']);
  return one;
};
const fingerprintOf = async (one: TemporaryRepository): Promise<string> => /Fingerprint ([0-9a-f]{12})/.exec((await ippo([one.folder])).out)?.[1] ?? '';

describe('what is accepted stays accepted', () => {
  test.for([
    ['in another folder', `DB_PASSWORD=${password}\n`, { 'deep/er/a.env': `X=1\n\nDB_PASSWORD=${password}\n` }],
    ['under another extension, which changes its kind', `DB_PASSWORD=${password}\n`, { 'a.tfvars': `db_password = "${password}"\n` }],
    ['under another name', `DB_PASSWORD=${password}\n`, { 'b.yml': `spring.datasource.password: "${password}"\n` }],
    ['in a template', `DB_PASSWORD=${password}\n`, { 't.json': `{"MasterUserPassword": "${password}"}` }],
    [
      'in a manifest, in Base64',
      `DB_PASSWORD=${password}\n`,
      { 's.yaml': `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  password: ${Buffer.from(password).toString('base64')}\n` },
    ],
    ['in Base64', `TOKEN=${token}\n`, { 'b.yml': `data: ${Buffer.from(`token: ${token}\n`).toString('base64')}\n` }],
    ['in hexadecimal', `TOKEN=${token}\n`, { 'b.yml': `data: ${Buffer.from(`token: ${token}\n`).toString('hex')}\n` }],
    ['with escapes', `TOKEN=${token}\n`, { 'b.js': `const t = "${token.replace('_', '\\u005f')}";\n` }],
    ['in an address', `DB_PASSWORD=${password}\n`, { 'b.env': `URL=postgres://app:${encodeURIComponent(password)}@db.shop.jp:5432/shop\n` }],
    ['as a key of another vendor by name', `API_SECRET=${secret}\n`, { 'b.tf': `client_secret = "${secret}"\n` }],
  ] as const)('%s', async ([, text, files]) => {
    const one = await accepted(text);
    one.git('rm', '-q', 'a.env');
    for (const [name, content] of Object.entries(files)) one.write(name, content);
    const { code, out } = await ippo([one.folder, '--fail-on', 'low/possible']);
    expect({ code, accepted: /(\d+) accepted/.exec(out)?.[1] !== undefined, out: code === 0 ? '' : out }).toEqual({ code: 0, accepted: true, out: '' });
  });

  test('another value on the same line is reported', async () => {
    const one = await accepted(`DB_PASSWORD=${password}\n`);
    one.write('a.env', `DB_PASSWORD=${madeUp('{{pw:16}}', 33)}\n`);
    expect((await ippo([one.folder])).code).toBe(1);
  });
});

describe('the file', () => {
  test('a line that cannot be read is told, lets nothing pass, and is never written over', async () => {
    const one = await accepted(`DB_PASSWORD=${password}\n`);
    const text = `${baselineOf(one).replace(' known', ' known to all')}github-pat 12 - - a note\n`;
    one.write('.ippo-secrets-baseline', text);
    const { code, out } = await ippo([one.folder]);
    expect(code).toBe(0);
    expect(out).toMatch(/\.ippo-secrets-baseline:\d+: this line is not an entry/);
    expect(await ippo([one.folder, '--update-baseline'])).toMatchObject({ code: 3, err: expect.stringMatching(/no entries \(\d+\)/) });
    expect(baselineOf(one)).toBe(text);
  });

  test('with line ends of Windows it works as before', async () => {
    const one = await accepted(`DB_PASSWORD=${password}\n`);
    one.write('.ippo-secrets-baseline', baselineOf(one).replaceAll('\n', '\r\n'));
    expect(await ippo([one.folder])).toMatchObject({ code: 0, out: expect.not.stringContaining('not an entry') });
  });

  test('keys of two people: told, and only the entries of the present one pass', async () => {
    const one = await accepted(`DB_PASSWORD=${password}\n`);
    const other = { IPPO_BASELINE_KEY: 'the key of somebody else, long' };
    one.write('b.env', `TOKEN=${token}\n`);
    const first = baselineOf(one);
    one.write('.ippo-secrets-baseline', '');
    await ippo([one.folder, '--update-baseline'], other);
    one.write('.ippo-secrets-baseline', first + baselineOf(one));
    for (const environment of [key, other]) expect((await ippo([one.folder], environment)).out).toContain('several keys');
    expect((await ippo([one.folder], key)).code).toBe(1);
    expect((await ippo([one.folder], other)).code).toBe(0);
  });

  test('one by another name merges, too', async () => {
    const one = temporaryRepository();
    one.write('a.env', `DB_PASSWORD=${password}\n`);
    one.write('ci/x', '');
    await ippo([one.folder, '--update-baseline', '--baseline', path.join(one.folder, 'ci/accepted')]);
    expect(readFileSync(path.join(one.folder, '.gitattributes'), 'utf8')).toBe('/ci/accepted merge=union\n');
  });

  test('stale is said after everything was read, not after a part or with a gap', async () => {
    const one = await accepted(`DB_PASSWORD=${password}\n`);
    one.git('rm', '-q', 'a.env');
    one.commit('gone');
    one.write('sub/x.env', 'X=1\n');
    expect((await ippo([one.folder])).out).toContain('met nothing in these files');
    expect((await ippo([path.join(one.folder, 'sub')])).out).not.toContain('of the baseline');
    // The history still holds it.
    expect((await ippo([one.folder, '--history'])).out).not.toContain('of the baseline');
    one.write('broken.zip', Buffer.from('PK\u0003\u0004broken', 'latin1'));
    expect((await ippo([one.folder])).out).not.toContain('met nothing');
  });
});

describe('comments', () => {
  const line = (print: string, more: string): string => `DB_PASSWORD=${password} # ippo:allow ${print} ${more}\n`;

  test('end on their last day, as entries do', async () => {
    const one = temporaryRepository();
    one.write('a.env', `DB_PASSWORD=${password}\n`);
    const print = await fingerprintOf(one);
    one.write('a.env', line(print, 'until=2027-03-31 owner=team-a a sample'));
    expect((await ippo([one.folder], key, '2027-03-31')).code).toBe(0);
    expect(await ippo([one.folder], key, '2027-04-01')).toMatchObject({ code: 1, out: expect.stringContaining('was accepted until 2027-03-31') });
    const read: { findings: { accepted: unknown }[] } = JSON.parse((await ippo([one.folder, '--format', 'json'])).out);
    expect(read.findings[0]?.accepted).toEqual({ by: 'comment', reason: 'a sample', owner: 'team-a', expires: '2027-03-31' });
    one.write('a.env', line(print, 'until=31.3.2027 a sample'));
    expect(await ippo([one.folder])).toMatchObject({ code: 1, out: expect.stringContaining('takes a day') });
    expect((await ippo([one.folder, '--lang', 'ja'])).out).toContain('日付が必要');
  });
});

describe('another key', () => {
  const fresh = { IPPO_BASELINE_NEW_KEY: 'the next key, of enough length' };

  test('what still meets something keeps reason, owner and day; the rest is named', async () => {
    const one = temporaryRepository();
    one.write('a.env', `DB_PASSWORD=${password}\n`);
    one.commit('one');
    await ippo([one.folder, '--update-baseline', '--reason', 'in the history', '--owner', 'team-a', '--expires', '2027-03-31']);
    one.git('rm', '-q', 'a.env');
    one.commit('gone');
    one.write('b.env', `TOKEN=${token}\n`);
    await ippo([one.folder, '--update-baseline', '--reason', 'not committed']);
    one.write('c.env', `API_SECRET=${secret}\n`);
    await ippo([one.folder, '--update-baseline', '--reason', 'soon gone']);
    one.write('c.env', 'X=1\n');
    const before = baselineOf(one);
    const said = await ippo([one.folder, '--rekey'], { ...key, ...fresh });
    expect(said).toMatchObject({ code: 0, err: expect.stringMatching(/2 entries have the new key[\s\S]*left out: \S+ [0-9a-f]{32} soon gone/) });
    const next = { IPPO_BASELINE_KEY: fresh.IPPO_BASELINE_NEW_KEY };
    for (const more of [[], ['--history']]) expect((await ippo([one.folder, ...more], next)).code).toBe(0);
    expect(baselineOf(one)).toMatch(/ 2027-03-31 team-a in the history\n/);
    expect(baselineOf(one)).toMatch(/ - - not committed\n/);
    for (const [, print] of before.matchAll(/^\S+ ([0-9a-f]{32}) /gm)) expect(baselineOf(one)).not.toContain(print);
    expect(await ippo([one.folder], key)).toMatchObject({ code: 1, out: expect.stringContaining('another key') });
  });

  test('the key in the git directory is replaced, the old one kept, and comments are told', async () => {
    const one = temporaryRepository();
    one.write('a.env', `DB_PASSWORD=${password}\n`);
    one.commit('one');
    await ippo([one.folder, '--update-baseline'], {});
    one.write('b.env', `TOKEN=${token}\n`);
    const { out } = await ippo([one.folder], {});
    const print = /Fingerprint ([0-9a-f]{12})/.exec(out)?.[1] ?? '';
    one.write('b.env', `TOKEN=${token} # ippo:allow ${print} a sample\n`);
    const old = readFileSync(path.join(one.folder, '.git/ippo/baseline.key'), 'utf8');
    const { code, err } = await ippo([one.folder, '--rekey'], {});
    const to = /b\.env:1: ippo:allow [0-9a-f]+ is now ippo:allow ([0-9a-f]{12})/.exec(err)?.[1] ?? '';
    expect({ code, told: to.length }).toEqual({ code: 0, told: 12 });
    expect(readFileSync(path.join(one.folder, '.git/ippo/baseline.key.old'), 'utf8')).toBe(old);
    expect((await ippo([one.folder], {})).code).toBe(1);
    one.write('b.env', `TOKEN=${token} # ippo:allow ${to} a sample\n`);
    expect((await ippo([one.folder], {})).code).toBe(0);
  });

  test('nothing is changed if the history is not all there, or a key is missing', async () => {
    const one = await accepted(`DB_PASSWORD=${password}\n`);
    const before = baselineOf(one);
    expect(await ippo([one.folder, '--rekey'])).toMatchObject({ code: 3, err: expect.stringContaining('IPPO_BASELINE_NEW_KEY') });
    expect(await ippo([one.folder, '--rekey'], fresh)).toMatchObject({ code: 3, err: expect.stringContaining('present key') });
    expect(await ippo([one.folder, '--rekey'], { ...key, IPPO_BASELINE_NEW_KEY: 'short' })).toMatchObject({ code: 3 });
    expect(await ippo([one.folder, '--rekey'], { IPPO_BASELINE_KEY: 'a wrong key of enough length', ...fresh })).toMatchObject({
      code: 3,
      err: expect.stringContaining('another key'),
    });
    one.write('broken.zip', Buffer.from('PK\u0003\u0004broken', 'latin1'));
    expect(await ippo([one.folder, '--rekey'], { ...key, ...fresh })).toMatchObject({ code: 3, err: expect.stringContaining('Nothing was changed') });
    expect(baselineOf(one)).toBe(before);
    expect(existsSync(path.join(one.folder, '.git/ippo/baseline.key.old'))).toBe(false);
  });
});
