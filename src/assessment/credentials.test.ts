import { describe, expect, test } from 'vitest';
import { awsAccountOf } from '#secrets/checksums';
import { joinHalves } from '#secrets/pairs/join';
import { noNeighbours } from '#secrets/pairs/neighbours';
import { gathering } from '#secrets/report/secret-finding';
import { scanner } from '#secrets/scanner';
import { scanWhole } from '#secrets/tree/chunks';
import { textFiles } from '#sources/terraform/text-files';
import { positionAt } from '#core/origin';
import { credentialBlocks, foundCredentials, type FoundCredential } from './credentials.ts';
import { run } from './run.ts';

const detectors = scanner();
/** What is said of credentials in these files: control, severity and the English message. */
const said = (files: Readonly<Record<string, string>>): string[] => {
  const gather = gathering({ key: undefined, baseline: undefined, today: '2026-01-01', note: () => undefined });
  for (const [path, text] of Object.entries(files))
    scanWhole(detectors, path, Buffer.from(text), (sighting) =>
      gather.add(sighting, { path, region: sighting.region, in: 'file', commit: undefined, at: undefined, isInHead: undefined }),
    );
  const { assessment, inventory } = run(textFiles(files), {
    only: ['credential-in-code', 'credential-opens-data', 'secret-in-plain-text'],
    mostSteps: 0,
    scan: { found: foundCredentials(joinHalves(gather.result().findings, noNeighbours)), files: 1, notes: [] },
  });
  return assessment.findings.map(({ control, severity, resource, message }) => `${control} ${severity} ${inventory.resource(resource).id}: ${message.en}`);
};
// Made here, so that no file of ours looks as if it held one.
const keyId = `AKIA${'Q3EGRIJKLMNOPQRS'}`;
const secret = 'kR7pQ2vX9mN4bT6yH1cZ8wL3jF5sD0aG/eU+iOzB';
const pair = `AWS_ACCESS_KEY_ID=${keyId}\nAWS_SECRET_ACCESS_KEY=${secret}\n`;
const user = (policy: string): string =>
  `resource "aws_iam_user" "ci" { name = "ci" }\nresource "aws_iam_user_policy" "ci" {\n  user   = aws_iam_user.ci.name\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "${policy}", Resource = "*" }] })\n}\n`;

describe('places of credentials', () => {
  const at = (line: number, column: number, endLine = line): FoundCredential => ({
    kind: 'jwt',
    title: { en: 'a', ja: 'あ' },
    fix: { en: 'a', ja: 'あ' },
    opens: { en: 'a', ja: 'あ' },
    severity: 'high',
    confidence: 'likely',
    facts: {},
    masked: 'eyJ…',
    digest: '',
    isKey: false,
    at: { path: 'app.log', line, column, endLine, endColumn: column + 9 },
    places: 1,
  });

  test('lines and columns are those of the file, however far down and out, in a text that holds nothing else', () => {
    const blocks = credentialBlocks([at(1, 1), at(7, 30), at(5_000_000, 2), at(1, 900_000_000), at(3, 4, 9)]);
    expect(blocks.map(({ place: { file, start } }) => positionAt(file, start))).toEqual([
      { line: 1, column: 1 },
      { line: 7, column: 30 },
      { line: 5_000_000, column: 2 },
      { line: 1, column: 900_000_000 },
      { line: 3, column: 4 },
    ]);
    for (const { place } of blocks) expect(place.file.text.length).toBeLessThan(20);
  });

  test('two in one file are two causes', () => {
    const { causes } = run(textFiles({}), {
      only: ['credential-in-code'],
      mostSteps: 0,
      scan: { found: [at(4, 1), at(2, 1)], files: 1, notes: [] },
    });
    expect(causes.length).toBe(2);
  });
});

describe('what a credential opens', () => {
  test('a key of which only the account can be read', () => {
    const [found = '', ...others] = said({ 'main.tf': user('*'), '.env': pair });
    expect(others).toEqual([]);
    expect(found).toContain('credential-in-code critical aws-secret-access-key in .env');
    expect(found).toContain('account 058264207956; for which account this code is, it does not tell');
    expect(found).not.toContain(secret);
    expect(found).not.toContain(keyId);
  });
  test('a pair over two files is one credential, joined as in one', () => {
    // The made-up id above counts up, so by itself it is none.
    const other = `AKIA${'Q3EGRIJW5TZ2VNXB'}`;
    const [found = '', ...others] = said({ 'main.tf': user('*'), 'a.env': `AWS_ACCESS_KEY_ID=${other}\n`, 'b.yml': `aws_secret_access_key: ${secret}\n` });
    expect(others).toEqual([]);
    expect(found).toContain('credential-in-code critical aws-secret-access-key in b.yml');
    expect(found).toContain(`account ${awsAccountOf(other)}`);
    expect(found).not.toContain(other);
  });
  test('a database by its host', () => {
    const text = 'DATABASE_URL=postgres://shop:Vq8rT2mWx9Lp@orders.c1abcdefgh.ap-northeast-1.rds.amazonaws.com:5432/shop\n';
    expect(said({ 'main.tf': 'resource "aws_db_instance" "orders" {\n  identifier = "orders"\n  publicly_accessible = true\n}\n', '.env': text })).toEqual([
      expect.stringContaining('credential-opens-data critical database-url in .env'),
    ]);
    expect(said({ 'main.tf': 'resource "aws_db_instance" "other" { identifier = "other" }\n', '.env': text })).toEqual([
      expect.stringContaining('credential-in-code'),
    ]);
  });
  test('what is a finding of its resource is said once, also within a text of several lines', () => {
    const files = {
      'main.tf': `resource "aws_instance" "web" {\n  user_data = <<-EOF\n    #!/bin/sh\n    export AWS_ACCESS_KEY_ID=${keyId}\n    export AWS_SECRET_ACCESS_KEY=${secret}\n  EOF\n}\n`,
    };
    expect(said(files).map((one) => one.split(' ')[0])).toEqual(['secret-in-plain-text']);
  });
  test('an accepted one and a mere possibility are left out', () => expect(said({ 'main.tf': 'locals { password = "changeme" }\n' })).toEqual([]));
});
