import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { secretsMain } from '#cli/secrets-main';
import { openingOf } from '#assessment/opens';
import { madeUp } from '../made-up.ts';
import { reasonTexts } from '../reasons.ts';
import { scanner } from '../scanner.ts';
import { removeTemporary, temporaryFolder, temporaryRepository, testEnvironment } from '../testing/temporary-repository.ts';
import { treeNeighbours } from './neighbours.ts';

afterAll(removeTemporary);

const secrets = scanner();
const id = madeUp('{{aws-id:AKIA}}', 1);
const secret = madeUp('{{awssecret}}', 2);
const client = madeUp('{{uuid}}', 3);
const clientSecret = madeUp('{{b62:3}}8Q~{{azsec:34}}', 4);

const ippo = async (...args: readonly string[]): Promise<string> => {
  let out = '';
  await secretsMain(['secrets', ...args], {
    scanner: () => secrets,
    reasons: reasonTexts,
    environment: testEnvironment,
    folder: '.',
    program: { node: '', ippo: '' },
    now: () => new Date('2026-11-25T00:00:00Z'),
    out: (text) => void (out += text),
    error: () => undefined,
    input: () => '',
    columns: undefined,
  });
  return out;
};
const folderOf = (files: Readonly<Record<string, string>>): string => {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
};
interface Document {
  readonly findings: readonly {
    readonly kind: string;
    readonly confidence: string;
    readonly facts: Readonly<Record<string, string>>;
    readonly reasons: readonly { readonly id: string }[];
    readonly related: readonly { readonly part: string; readonly certain: boolean; readonly place: { readonly file: string; readonly line: number } }[];
    readonly candidates: number;
  }[];
}
const document = async (...args: readonly string[]): Promise<Document> => {
  const read: Document = JSON.parse(await ippo(...args, '--format', 'json'));
  return read;
};

describe('reports of joined halves', () => {
  const folder = folderOf({
    'a.env': `AWS_ACCESS_KEY_ID=${id}\n`,
    'b.yml': `x: 1\naws_secret_access_key: ${secret}\n`,
    'm.tf': `client_id = "${client}"\n`,
    'm.tfvars': `client_secret = "${clientSecret}"\n`,
  });

  test('the text names both places, in both languages', async () => {
    const [en, ja] = [await ippo(folder), await ippo(folder, '--lang', 'ja')];
    expect(en).toContain('Its key id: a.env:1:19');
    expect(en).toContain('Its secret: b.yml:2:24');
    expect(en).toContain(`Its client id: m.tf:1:14  ${client}`);
    expect(ja).toContain('対になるキー ID: a.env:1:19');
    for (const text of [en, ja]) for (const value of [id, secret, clientSecret]) expect(text).not.toContain(value);
  });

  test('JSON holds to its schema and tells the other half; the key id is masked there too', async () => {
    const read = await document(folder);
    const valid = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync('docs/secrets.schema.json', 'utf8')));
    expect(valid(read), JSON.stringify(valid.errors)).toBe(true);
    const one = read.findings.find(({ kind }) => kind === 'aws-secret-access-key');
    expect(one).toMatchObject({ confidence: 'certain', related: [{ part: 'key-id', certain: true, place: { file: 'a.env', line: 1 } }], candidates: 0 });
    expect(one?.facts['key-id']).toMatch(/^AKIA….{4}$/);
    expect(one?.reasons.map((reason) => reason.id)).toContain('id-in-folder');
    expect(read.findings.find(({ kind }) => kind === 'azure-client-secret')?.facts).toMatchObject({ 'client-id': client });
    expect(JSON.stringify(read)).not.toContain(id);
  });

  test('SARIF has related locations', async () => {
    const sarif: { runs: { results: { ruleId: string; relatedLocations: { id: number; message?: { text: string } }[] }[] }[] } = JSON.parse(
      await ippo(folder, '--format', 'sarif'),
    );
    const one = sarif.runs[0]?.results.find(({ ruleId }) => ruleId === 'aws-secret-access-key');
    expect(one?.relatedLocations).toMatchObject([
      { id: 1, message: { text: 'Its key id' }, physicalLocation: { artifactLocation: { uri: 'a.env' }, region: { startLine: 1 } } },
    ]);
  });

  test('candidates are counted and named', async () => {
    const unsure = folderOf({
      'a.env': `AWS_ACCESS_KEY_ID=${id}\n`,
      'b.env': `AWS_ACCESS_KEY_ID=${madeUp('{{aws-id:AKIA}}', 8)}\n`,
      'c.yml': `aws_secret_access_key: ${secret}\n`,
    });
    const text = await ippo(unsure);
    expect(text).toContain('Its key id is not certain, 2 candidates:');
    for (const place of ['a.env:1:19', 'b.env:1:19']) expect(text).toContain(`      ${place}`);
    expect(await ippo(unsure, '--lang', 'ja')).toContain('対になるキー ID を特定できません(候補 2 件)');
    const one = (await document(unsure)).findings.find(({ kind }) => kind === 'aws-secret-access-key');
    expect(one).toMatchObject({ confidence: 'likely', candidates: 2, related: [{ certain: false }, { certain: false }] });
  });
});

describe('where else', () => {
  test('in the history, in the commit that brought it', async () => {
    const one = temporaryRepository();
    one.write('infra/m.tf', `client_id = "${client}"\n`);
    one.write('infra/m.tfvars', `client_secret = "${clientSecret}"\n`);
    one.write('a.env', `AWS_ACCESS_KEY_ID=${id}\n`);
    one.commit('one');
    one.write('b.yml', `aws_secret_access_key: ${secret}\n`);
    one.commit('two');
    one.git('rm', '-q', '-r', 'infra', 'a.env', 'b.yml');
    one.write('README', 'clean\n');
    one.commit('three');
    const { findings } = await document(one.folder, '--history');
    expect(findings.find(({ kind }) => kind === 'azure-client-secret')?.related).toMatchObject([{ part: 'client-id', place: { file: 'infra/m.tf', line: 1 } }]);
    expect(findings.find(({ kind }) => kind === 'aws-secret-access-key')?.related).toMatchObject([{ part: 'key-id', place: { file: 'a.env' } }]);
  });

  test('in the index, also from a folder below', async () => {
    const one = temporaryRepository();
    one.write('infra/m.tf', `client_id = "${client}"\n`);
    one.commit('one');
    one.write('infra/m.tfvars', `client_secret = "${clientSecret}"\n`);
    one.git('add', '--all');
    // Only what is staged counts.
    one.write('infra/m.tf', 'x = 1\n');
    for (const folder of [one.folder, path.join(one.folder, 'infra')]) {
      const { findings } = await document(folder, '--staged');
      expect(findings[0]?.related).toMatchObject([{ part: 'client-id', certain: true, place: { file: 'infra/m.tf', line: 1 } }]);
    }
  });

  test('what git ignores is not read, and a file asked for alone stays alone', async () => {
    const one = temporaryRepository();
    one.write('.gitignore', 'm.tf\n');
    one.write('m.tf', `client_id = "${client}"\n`);
    one.write('m.tfvars', `client_secret = "${clientSecret}"\n`);
    expect((await document(one.folder)).findings[0]?.related).toEqual([]);
    const folder = folderOf({ 'm.tf': `client_id = "${client}"\n`, 'm.tfvars': `client_secret = "${clientSecret}"\n` });
    expect((await document(path.join(folder, 'm.tfvars'))).findings[0]?.related).toEqual([]);
  });

  test('a large tree is read in part, and that is told', async () => {
    const files = Object.fromEntries(Array.from({ length: 320 }, (_, n) => [`c/f${n}.yml`, 'x: 1\n']));
    const folder = folderOf({ ...files, 'm.tfvars': `client_secret = "${clientSecret}"\n` });
    expect((await ippo(folder)).replace(/\s+/g, ' ')).toContain('in the nearest ones only');
    const neighbours = treeNeighbours({ root: folder, all: false, excludes: undefined });
    const place = {
      path: 'm.tfvars',
      region: { line: 1, column: 1, endLine: 1, endColumn: 2 },
      in: 'file',
      commit: undefined,
      at: undefined,
      isInHead: undefined,
    } as const;
    expect(neighbours.files(place, 1).length).toBeLessThanOrEqual(300);
    expect(neighbours.isCut()).toBe(true);
  });

  test('the other half joins the credential with what was read', () => {
    const nothing = { blocks: () => [], base: undefined };
    const without = openingOf(nothing as never, 'azure-client-secret', {});
    const with_ = openingOf({ ...nothing } as never, 'azure-client-secret', { 'client-id': client });
    expect(without.why.en).toContain('No client id');
    expect(with_.why.en).toContain(client);
  });
});
