import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { scanSecrets } from '#cli/scan-secrets';
import { madeUp } from '../made-up.ts';
import { scanner } from '../scanner.ts';
import type { SecretFinding } from '../report/secret-finding.ts';
import { removeTemporary, temporaryFolder } from '../testing/temporary-repository.ts';
import { pairKinds } from './pair-kinds.ts';

afterAll(removeTemporary);

const secrets = scanner();
/** Invented values by short names: i = AWS key id, s = AWS secret, c = client id, e = Entra secret, t = tenant, k = storage key, ... */
const recipes: Readonly<Record<string, string>> = {
  i: '{{aws-id:AKIA}}',
  s: '{{awssecret}}',
  c: '{{uuid}}',
  t: '{{uuid}}',
  e: '{{b62:3}}8Q~{{azsec:34}}',
  a: 'AC{{hex:32}}',
  w: '{{hex:32}}',
  g: 'GOCSPX-{{b64url:28}}',
  o: '{{digits:12}}-{{b36:32}}.apps.googleusercontent.com',
  h: 'GOOG1E{{B36:55}}',
  m: '{{awssecret}}',
  d: '{{hex:32}}',
  D: '{{hex:40}}',
  p: '{{pw:14}}',
  l: '{{b62:40}}',
};
const made = new Map<string, string>();
const value = (name: string): string => {
  const known = made.get(name);
  if (known !== undefined) return known;
  const one = madeUp(recipes[name.charAt(0)] ?? '', 1000 * name.charCodeAt(0) + Number(name.slice(1)));
  made.set(name, one);
  return one;
};
const storage = madeUp('{{azure:86:+ASt:Default0}}', 5);
const filled = (text: string): string =>
  text
    .replaceAll('<k1>', storage)
    .replaceAll(/<64:([a-zA-Z]\d)>/g, (_, name: string) => Buffer.from(value(name)).toString('base64'))
    .replaceAll(/<([a-zA-Z]\d)>/g, (_, name: string) => value(name));
const nameOf = (one: string): string => [...made].find(([, known]) => known === one)?.[0] ?? (one === storage ? 'k1' : one);

const scan = async (files: Readonly<Record<string, string>>): Promise<readonly SecretFinding[]> => {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), filled(text));
  }
  const target = { is: 'tree', path: folder, allFiles: false } as const;
  const { run } = await scanSecrets({
    target,
    path: folder,
    scanner: secrets,
    environment: {},
    baseline: undefined,
    baselineFromHead: false,
    today: '2026-11-25',
  });
  return run.findings;
};
const pairSecrets = new Set(pairKinds.flatMap((one) => one.secrets));
/** `secret fact=part@place reason` of what was joined, `secret fact?count` of what was not. */
const told = (findings: readonly SecretFinding[]): string[] =>
  findings
    .filter(({ detector }) => pairSecrets.has(detector.id))
    .flatMap((one) => {
      const parts = one.halves
        .filter(({ is }) => is === 'joined')
        .map(
          ({ fact, value: part, place }) => `${nameOf(one.value)} ${fact}=${nameOf(part ?? one.facts[fact] ?? 'hidden')}@${place.path}:${place.region.line}`,
        );
      return one.candidateCount > 0 ? [...parts, `${nameOf(one.value)} ?${one.candidateCount}`] : parts.length > 0 ? parts : [`${nameOf(one.value)} -`];
    })
    .toSorted();

const id = (n: number, prefix = ''): string => `${prefix}AWS_ACCESS_KEY_ID=<i${n}>\n`;
const secret = (n: number, prefix = ''): string => `${prefix}AWS_SECRET_ACCESS_KEY=<s${n}>\n`;
const client = (n: number): string => `client_id = "<c${n}>"\n`;
const clientSecret = (n: number): string => `client_secret = "<e${n}>"\n`;

type Files = Readonly<Record<string, string>>;
const cases: readonly (readonly [what: string, files: Files, wanted: readonly string[]])[] = [
  // The same folder.
  ['.env and a YAML file', { '.env': id(1), 'secrets.yaml': 'aws:\n  secret_access_key: <s1>\n' }, ['s1 key-id=i1@.env:1']],
  [
    'backend.tf and terraform.tfvars',
    { 'backend.tf': `terraform {\n  backend "azurerm" {\n    ${client(1)}  }\n}\n`, 'terraform.tfvars': clientSecret(1) },
    ['e1 client-id=c1@backend.tf:3'],
  ],
  [
    'client id, tenant and secret in three files',
    { 'main.tf': client(1), 'vars.tf': 'variable "tenant_id" {\n  default = "<t1>"\n}\n', 'a.tfvars': clientSecret(1) },
    ['e1 client-id=c1@main.tf:1', 'e1 tenant=t1@vars.tf:2'],
  ],
  [
    'docker-compose and .env',
    { 'docker-compose.yml': 'services:\n  api:\n    environment:\n      - AWS_ACCESS_KEY_ID=<i1>\n', '.env': secret(1) },
    ['s1 key-id=i1@docker-compose.yml:4'],
  ],
  [
    'a storage account and its key',
    { 'a.env': 'AZURE_STORAGE_ACCOUNT=shopdata01\n', 'key.env': 'AZURE_STORAGE_KEY=<k1>\n' },
    ['k1 account=shopdata01@a.env:1'],
  ],
  ['Twilio', { 'config.yml': 'twilio:\n  account_sid: <a1>\n', '.env': 'TWILIO_AUTH_TOKEN=<w1>\n' }, ['w1 account-sid=a1@config.yml:2']],
  ['Google OAuth', { 'app.json': '{"clientId": "<o1>"}', 'secret.env': 'GOOGLE_CLIENT_SECRET=<g1>\n' }, ['g1 client-id=o1@app.json:1']],
  ['Google HMAC', { 'a.env': 'GCS_ACCESS_KEY=<h1>\n', 'b.env': 'GCS_HMAC_SECRET=<m1>\n' }, ['m1 key-id=h1@a.env:1']],
  ['Datadog: the other half is a secret, too', { 'a.env': 'DD_API_KEY=<d1>\n', 'b.env': 'DD_APP_KEY=<D1>\n' }, ['D1 api-key=hidden@a.env:1']],
  ['OAuth of any vendor', { 'a.env': 'BILLING_CLIENT_ID=shop-web-4711\n', 'b.env': 'BILLING_CLIENT_SECRET=<l1>\n' }, ['l1 client-id=shop-web-4711@a.env:1']],
  [
    'a password, its user and its host',
    { 'a.env': 'DB_HOST=orders.abc123.ap-northeast-1.rds.amazonaws.com\nDB_USER=app\n', 'b.env': 'DB_PASSWORD=<p1>\n' },
    ['p1 host=orders.abc123.ap-northeast-1.rds.amazonaws.com@a.env:1', 'p1 user=app@a.env:2'],
  ],
  [
    'a password in a URL of the host',
    { 'a.yml': 'database:\n  url: postgresql://shop.postgres.database.azure.com:5432/shop\ndb_user: app\n', 'b.env': 'POSTGRES_PASSWORD=<p1>\n' },
    ['p1 host=shop.postgres.database.azure.com@a.yml:2', 'p1 user=app@a.yml:3'],
  ],
  ['code and configuration', { 'settings.py': "CLIENT_ID = '<c1>'\n", 'settings.ini': 'client_secret = <e1>\n' }, ['e1 client-id=c1@settings.py:1']],
  [
    'JSON list, value first',
    { 'task.json': '[{"value":"<c1>","name":"ARM_CLIENT_ID"}]', 'b.env': 'ARM_CLIENT_SECRET=<e1>\n' },
    ['e1 client-id=c1@task.json:1'],
  ],
  [
    'XML settings',
    { 'web.config': '<add key="ida:ClientId" value="<c1>" />\n', 'secret.config': '<add key="ida:ClientSecret" value="<e1>" />\n' },
    ['e1 client-id=c1@web.config:1'],
  ],
  [
    'the tenant in an address',
    { 'a.env': 'AZURE_AUTHORITY_HOST=https://login.microsoftonline.com/<t1>\nAZURE_CLIENT_ID=<c1>\n', 'b.env': 'AZURE_CLIENT_SECRET=<e1>\n' },
    ['e1 client-id=c1@a.env:2', 'e1 tenant=t1@a.env:1'],
  ],
  [
    'a ConfigMap and a Secret',
    {
      'config.yaml': 'kind: ConfigMap\ndata:\n  AWS_ACCESS_KEY_ID: <i1>\n  DB_HOST: db.tansu-shop.jp\n',
      'secret.yaml': 'kind: Secret\nmetadata:\n  name: app\ndata:\n  AWS_SECRET_ACCESS_KEY: <64:s1>\n  DB_PASSWORD: <64:p1>\n',
    },
    ['p1 host=db.tansu-shop.jp@config.yaml:4', 's1 key-id=i1@config.yaml:3'],
  ],
  // The same file, too far apart for one window.
  ['far apart in one file', { 'a.env': `${secret(1)}${'X_OTHER=1234 # a remark\n'.repeat(60)}${id(1)}` }, ['s1 key-id=i1@a.env:62']],
  [
    'two applications in one file',
    { 'a.tfvars': `dev_${client(1)}dev_${clientSecret(1)}prod_${client(2)}prod_${clientSecret(2)}` },
    ['e1 client-id=c1@a.tfvars:1', 'e2 client-id=c2@a.tfvars:3'],
  ],
  [
    'all ids, then all secrets',
    { 'a.tfvars': `app_a_${client(1)}app_b_${client(2)}app_a_${clientSecret(1)}app_b_${clientSecret(2)}` },
    ['e1 client-id=c1@a.tfvars:1', 'e2 client-id=c2@a.tfvars:2'],
  ],
  [
    'secrets before ids, no names',
    { 'a.json': '[{"secretAccessKey":"<s1>","accessKeyId":"<i1>"},{"secretAccessKey":"<s2>","accessKeyId":"<i2>"}]' },
    ['s1 key-id=i1@a.json:1', 's2 key-id=i2@a.json:1'],
  ],
  ['concatenated literals', { 'a.js': `const accessKeyId = '<i1>';\nconst secretAccessKey = '${'<s1>'}';\n` }, ['s1 key-id=i1@a.js:1']],
  // Folders.
  ['the folder above', { 'docker-compose.yml': 'environment:\n  AWS_ACCESS_KEY_ID: <i1>\n', 'api/.env': secret(1) }, ['s1 key-id=i1@docker-compose.yml:2']],
  ['a folder below', { '.env': secret(1), 'config/aws.yml': 'access_key_id: <i1>\n' }, ['s1 key-id=i1@config/aws.yml:1']],
  [
    'the nearest common folder',
    { 'infra/azure/main.tf': client(1), 'infra/vars/a.tfvars': clientSecret(1), 'other/main.tf': client(2) },
    ['e1 client-id=c1@infra/azure/main.tf:1'],
  ],
  ['nearer wins', { 'x/.env': id(1), 'x/secrets.env': secret(1), 'y/.env': id(2) }, ['s1 key-id=i1@x/.env:1']],
  // Names, profiles, environments.
  ['by the words of the name', { 'a.env': `${id(1, 'BILLING_')}${id(2, 'MAIL_')}`, 'b.env': secret(1, 'BILLING_') }, ['s1 key-id=i1@a.env:1']],
  [
    'by profile',
    {
      config: `[prod]\naws_access_key_id=<i1>\n[dev]\naws_access_key_id=<i2>\n`,
      credentials: `[prod]\naws_secret_access_key=<s1>\n[dev]\naws_secret_access_key=<s2>\n`,
    },
    ['s1 key-id=i1@config:2', 's2 key-id=i2@config:4'],
  ],
  ['by the environment of the files', { 'prod.env': id(1), 'dev.env': id(2), 'secrets.prod.yaml': 'secret_access_key: <s1>\n' }, ['s1 key-id=i1@prod.env:1']],
  [
    'production is prod',
    { '.env.production': id(1), '.env.development': id(2), 'prod-secrets.yml': 'aws_secret_access_key: <s1>\n' },
    ['s1 key-id=i1@.env.production:1'],
  ],
  [
    'by the environment of folders',
    { 'envs/prod/main.tf': client(1), 'envs/dev/main.tf': client(2), 'vars/prod/a.tfvars': clientSecret(1) },
    ['e1 client-id=c1@envs/prod/main.tf:1'],
  ],
  [
    'by a key of YAML',
    { 'values.yaml': `prod:\n  clientId: <c1>\ndev:\n  clientId: <c2>\n`, 'prod.yaml': 'clientSecret: <e1>\n' },
    ['e1 client-id=c1@values.yaml:2'],
  ],
  [
    'two services, two pairs',
    { 'services/a/.env': id(1), 'services/a/key.env': secret(1), 'services/b/.env': id(2), 'services/b/key.env': secret(2) },
    ['s1 key-id=i1@services/a/.env:1', 's2 key-id=i2@services/b/.env:1'],
  ],
  [
    'a service of docker-compose and its folder',
    {
      'docker-compose.yml': 'services:\n  api:\n    environment:\n      CLIENT_ID: <c1>\n  web:\n    environment:\n      CLIENT_ID: <c2>\n',
      'api/.env': 'CLIENT_SECRET=<e1>\n',
    },
    ['e1 client-id=c1@docker-compose.yml:4'],
  ],
  ['the id of a pair is taken', { 'a.env': `${id(1)}${secret(1)}`, 'b.env': id(2), 'c.env': secret(2) }, ['s1 key-id=i1@a.env:1', 's2 key-id=i2@b.env:1']],
  [
    'a tenant belongs to many',
    { 'main.tf': 'tenant_id = "<t1>"\n', 'a.tfvars': `client_id = "<c1>"\n${clientSecret(1)}`, 'b.tfvars': `client_id = "<c2>"\n${clientSecret(2)}` },
    ['e1 client-id=c1@a.tfvars:1', 'e1 tenant=t1@main.tf:1', 'e2 client-id=c2@b.tfvars:1', 'e2 tenant=t1@main.tf:1'],
  ],
  // Near misses.
  ['two candidates', { 'a.env': id(1), 'b.env': id(2), 'c.env': secret(1) }, ['s1 ?2']],
  ['two secrets, one id', { 'a.env': id(1), 'b.env': secret(1), 'c.env': secret(2) }, ['s1 ?1', 's2 ?1']],
  ['prod and dev', { 'prod.env': id(1), 'dev.env': secret(1) }, ['s1 -']],
  ['other profiles', { config: '[a]\naws_access_key_id=<i1>\n', credentials: '[b]\naws_secret_access_key=<s1>\n' }, ['s1 -']],
  ['other words in the names', { 'a.env': id(1, 'BILLING_'), 'b.env': secret(1, 'MAIL_') }, ['s1 -']],
  ['a test and the rest', { 'tests/fixtures/a.env': id(1), '.env': secret(1) }, ['s1 -']],
  ['an example and the rest', { '.env.example': id(1), '.env': secret(1) }, ['s1 -']],
  ['two services beside each other', { 'services/a/.env': id(1), 'services/b/.env': secret(1) }, ['s1 -']],
  ['packages of a monorepo', { 'packages/web/app.tf': client(1), 'packages/api/a.tfvars': clientSecret(1) }, ['e1 -']],
  ['a placeholder is no id', { 'main.tf': 'client_id = "00000000-0000-0000-0000-000000000000"\n', 'a.tfvars': clientSecret(1) }, ['e1 -']],
  ['a reference is no id', { 'main.tf': 'client_id = var.client_id\n', 'a.tfvars': clientSecret(1) }, ['e1 -']],
  ['another uuid', { 'main.tf': 'subscription_id = "<c1>"\nobject_id = "<c2>"\n', 'a.tfvars': clientSecret(1) }, ['e1 -']],
  ['the published key id', { 'a.env': `AWS_ACCESS_KEY_ID=AKIA${'IOSFODNN7EXAMPLE'}\n`, 'b.env': secret(1) }, ['s1 -']],
  ['a host of another database', { 'a.env': 'CACHE_HOST=cache.tansu-shop.jp\n', 'b.env': 'DB_PASSWORD=<p1>\n' }, ['p1 -']],
  ['the host of another block', { 'a.yml': 'cache:\n  host: cache.tansu-shop.jp\n', 'b.yml': 'database:\n  password: <p1>\n' }, ['p1 -']],
  ['a user two folders off', { 'a/x.env': 'DB_USER=app\n', 'b/y.env': 'DB_PASSWORD=<p1>\n' }, ['p1 -']],
  ['local hosts say nothing', { 'a.env': 'DB_HOST=localhost\n', 'b.env': 'DB_PASSWORD=<p1>\n' }, ['p1 -']],
  ['what is taken is no candidate', { 'a.env': `${id(1)}${secret(1)}`, 'b.env': secret(2) }, ['s1 key-id=i1@a.env:1', 's2 -']],
  ['lock files are not read', { 'package-lock.json': '{"clientId": "<c1>"}', 'a.tfvars': clientSecret(1) }, ['e1 -']],
];

describe('halves over files', () => {
  test('the table has at least forty cases, fifteen of them near misses', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
    expect(cases.filter(([, , wanted]) => wanted.some((one) => / -$| \?/.test(one))).length).toBeGreaterThanOrEqual(15);
  });
  test.for(cases)('%s', async ([, files, wanted]) => expect(told(await scan(files))).toEqual(wanted));
});

describe('a flood', () => {
  test('of ids and secrets ends in no answer, with few candidates each', async () => {
    const uuids = (from: number): string => Array.from({ length: 400 }, (_, n) => `client_id: ${madeUp('{{uuid}}', from * 1000 + n)}\n`).join('');
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`c${n}.yml`, uuids(n)]));
    const many = Array.from({ length: 200 }, (_, n) => `SECRET_${n}=${madeUp(recipes['e'] ?? '', 9000 + n)}\n`).join('');
    const found = (await scan({ ...files, '.env': many })).filter(({ detector }) => detector.id === 'azure-client-secret');
    expect(found.length).toBeGreaterThan(150);
    for (const one of found) {
      expect(one.facts['client-id']).toBeUndefined();
      expect(one.halves.length).toBeLessThanOrEqual(10);
      expect(one.candidateCount).toBeLessThanOrEqual(64);
      expect(one.candidateCount).toBeGreaterThan(1);
    }
  });
});
