import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { textOf } from './decoded-text.ts';
import { madeUp } from './made-up.ts';
import { reasonTexts } from './reasons.ts';
import { allDetectors, scanner } from './scanner.ts';
import type { Dismissed, SecretMatch } from './secret.ts';

interface Line {
  readonly kind: string;
  readonly file: string;
  readonly text: string;
  /** Another kind that names the same thing as well. */
  readonly also?: string;
  readonly encoding?: 'utf16le' | 'utf8-bom' | 'latin1';
  readonly confidence?: string;
  readonly facts?: Readonly<Record<string, string>>;
  readonly what?: string;
}

const lines = (name: string): readonly Line[] =>
  readFileSync(`fixtures/secrets/neutral/${name}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const encoded = (text: string, encoding: Line['encoding']): Buffer =>
  encoding === 'utf16le'
    ? Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    : encoding === 'utf8-bom'
      ? Buffer.from(`\ufeff${text}`)
      : Buffer.from(text, encoding === 'latin1' ? 'latin1' : 'utf8');

const secrets = scanner();
const scan = (path: string, text: string, dismissed?: (one: Dismissed) => void): readonly SecretMatch[] =>
  secrets.scan({ path, bytes: Buffer.from(text) }, dismissed);
const shown = (matches: readonly SecretMatch[]): readonly SecretMatch[] => matches.filter((one) => one.confidence !== 'possible');

const matches = lines('matches');
const negatives = lines('negatives');

describe('labelled lines', () => {
  test('at least 350 lines of at least 150 kinds, every kind among them, and 500 hard negatives', () => {
    const kinds = new Set(matches.map((one) => one.kind));
    expect(allDetectors.length).toBeGreaterThanOrEqual(150);
    expect(matches.length).toBeGreaterThanOrEqual(350);
    expect(negatives.length).toBeGreaterThanOrEqual(500);
    expect(allDetectors.map((one) => one.id).filter((id) => !kinds.has(id) && id !== 'private-key-keystore')).toEqual([]);
  });

  test('97 % are found and named, each Azure kind in 95 %', () => {
    const seeds = [11, 12, 13];
    const missed: string[] = [];
    const azure = new Map<string, { all: number; found: number }>();
    for (const seed of seeds)
      for (const [number, line] of matches.entries()) {
        const bytes = encoded(madeUp(line.text, seed * 7919 + number), line.encoding);
        const found = secrets.scan({ path: line.file, bytes });
        const good = line.confidence === 'possible' ? found : shown(found);
        const named = good.some((one) => one.detector.id === line.kind || one.detector.id === line.also);
        if (!named) missed.push(`${line.kind} ${line.file}`);
        if (line.kind.startsWith('azure')) {
          const count = azure.get(line.kind) ?? { all: 0, found: 0 };
          azure.set(line.kind, { all: count.all + 1, found: count.found + Number(named) });
        }
      }
    expect(1 - missed.length / (matches.length * seeds.length), missed.join('\n')).toBeGreaterThanOrEqual(0.97);
    // Of few lines a kind, one in three seeds may be one of the rare values that look made by hand.
    const weak = [...azure].filter(([, { all, found }]) => found < all * 0.95 && all - found > 1);
    expect(weak).toEqual([]);
  });

  test('at most 1 % of the negatives are shown', () => {
    const flagged = negatives.flatMap((line, number) =>
      shown(scan(line.file, madeUp(line.text, number))).map((one) => `${line.file} ${one.detector.id} ${line.text}`),
    );
    expect(flagged.length, flagged.join('\n')).toBeLessThanOrEqual(negatives.length * 0.01);
  });

  test('near-misses are not the kind that they resemble', () => {
    const near = lines('near-misses');
    expect(near.length).toBeGreaterThan(300);
    const wrong = near.flatMap((line, number) =>
      shown(scan(line.file, madeUp(line.text, number)))
        .filter((one) => one.detector.id === line.kind)
        .map((one) => `${one.detector.id} ${line.what ?? ''} ${line.text}`),
    );
    expect(wrong).toEqual([]);
  });

  test('facts of the lines that state some', () => {
    for (const line of matches.filter((one) => one.facts !== undefined)) {
      const found = scan(line.file, madeUp(line.text, 3)).map((one) => one.facts);
      expect(found).toContainEqual(expect.objectContaining(line.facts));
    }
  });
});

describe('places', () => {
  test('offsets are those of the decoded text, whatever the encoding', () => {
    const secret = madeUp('{{crc62:ghp_}}');
    const text = `# 本番のトークン 🗝\r\ntoken=${secret}\r\n`;
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]),
    ]) {
      const [match] = secrets.scan({ path: 'a.env', bytes });
      expect(textOf(bytes).slice(match?.start, match?.end)).toBe(secret);
      expect(match?.value).toBe(secret);
    }
    const latin = Buffer.concat([Buffer.from([0xe9, 0x20, 0xfc, 0x0a]), Buffer.from(`token=${secret}`)]);
    const [match] = secrets.scan({ path: 'a.env', bytes: latin });
    expect(textOf(latin).slice(match?.start, match?.end)).toBe(secret);
  });

  test('the same value in another wrapping has the same canonical value', () => {
    const secret = madeUp('{{crc62:ghp_}}', 5);
    const plain = scan('a.env', `X=${secret}\n`)[0];
    const wrapped = scan('a.yml', `data: ${Buffer.from(`x: ${secret}\n`).toString('base64')}\n`)[0];
    expect(wrapped?.value).toBe(plain?.value);
    expect(wrapped?.reasons).toContain('decoded-base64');
    const key = madeUp('{{pem:rsa}}');
    const values = [key, `{"k":"${key.replaceAll('\n', '\\n')}"}`, key.replace(/^/gm, '    ')].map((text) => scan('k.txt', text)[0]?.value);
    expect(new Set(values).size).toBe(1);
  });

  test('an AWS pair knows its other half and its account', () => {
    const text = madeUp('[default]\naws_access_key_id = {{aws-id:AKIA}}\nregion = ap-northeast-1\naws_secret_access_key = {{awssecret}}\n', 9);
    const pair = scan('.aws/credentials', text).find((one) => one.detector.id === 'aws-secret-access-key');
    expect(pair?.with?.value).toMatch(/^AKIA/);
    expect(text.slice(pair?.with?.start, pair?.with?.end)).toBe(pair?.with?.value);
    expect(pair?.facts['account']).toMatch(/^\d{12}$/);
    expect(pair?.confidence).toBe('certain');
  });

  test('long lines and chunk borders lose nothing', () => {
    const secret = madeUp('{{crc62:ghp_}}', 7);
    const size = 4 * 1024 * 1024;
    for (const at of [0, size - 40, size - 20, size - 4, size, size + 9]) {
      const bytes = Buffer.alloc(size + 40_000, 'x ');
      bytes.write(` ${secret} `, at, 'latin1');
      const found = secrets.scan({ path: 'a.log', bytes });
      expect(found.map((one) => [one.value, one.start])).toEqual([[secret, at + 1]]);
    }
  });

  test('a flood of one kind, or of one value, hides no other', () => {
    const other = madeUp('{{crc62:ghp_}}', 8);
    const password = (n: number): string => `db_password=Xk${(n * 7919).toString(36)}q!${n}Zr\n`;
    const many = scan('dump.env', `${Array.from({ length: 30_000 }, (_, n) => password(n)).join('')}x=${other}\n`);
    expect(many.filter(({ detector }) => detector.id === 'password-assignment').length).toBeGreaterThan(19_000);
    expect(many.length).toBeLessThan(22_000);
    expect(many.map(({ value }) => value)).toContain(other);
    const same = scan('app.env', `${password(7).repeat(30_000)}${password(8)}x=${other}\n`);
    expect(new Set(same.map(({ value }) => value)).size).toBe(3);
    expect(same.length).toBeLessThan(1200);
  });

  test('never throws on any bytes', () => {
    let state = 7;
    for (let round = 0; round < 200; round++) {
      const bytes = Buffer.from(
        Array.from({ length: 500 }, () => {
          state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
          return (state >>> 16) & 0xff;
        }),
      );
      expect(() => secrets.scan({ path: 'a.txt', bytes: round % 2 === 0 ? bytes : bytes.map((one) => one | 1) })).not.toThrow();
    }
  });

  test('of binary files only key stores are looked at', () => {
    const store = Buffer.concat([
      Buffer.from('30820a0002010330820900', 'hex'),
      Buffer.from('06092a864886f70d010701', 'hex'),
      Buffer.alloc(900, 1),
      Buffer.alloc(50),
    ]);
    expect(secrets.scan({ path: 'a.p12', bytes: store }).map((one) => one.detector.id)).toEqual(['private-key-keystore']);
    expect(secrets.scan({ path: 'a.bin', bytes: Buffer.concat([Buffer.from(madeUp('{{crc62:ghp_}}')), Buffer.alloc(20)]) })).toEqual([]);
  });
});

describe('verdicts', () => {
  const verdict = (path: string, template: string) => scan(path, madeUp(template, 21)).map((one) => [one.detector.id, one.confidence, one.severity] as const);

  test.for([
    ['a checksum that holds outweighs a test path', 'tests/a.py', "T = '{{crc62:ghp_}}'", [['github-pat', 'certain', 'critical']]],
    ['a checksum that fails lowers and does not silence', 'a.py', "T = 'ghp_{{b62:36}}'", [['github-pat', 'possible', 'critical']]],
    ['a password in a test is possible', 'tests/a.py', "password = 'Summer2031!'", [['password-assignment', 'possible', 'high']]],
    ['an expired token opens nothing', 'a.log', '{{jwt:{"iss":"a","sub":"b","exp":1500000000}}}', [['jwt', 'likely', 'info']]],
    ['an encrypted key is milder', 'a.pem', '{{pem:encrypted}}', [['private-key-pem', 'certain', 'medium']]],
    [
      'an expired SAS opens nothing',
      'a.txt',
      'https://a1b.blob.core.windows.net/c?sv=2020-08-04&sr=c&sp=r&se=2021-01-01T00:00:00Z&sig={{sigenc}}',
      [['azure-sas-service', 'certain', 'info']],
    ],
    ['a default password is possible', 'a.env', 'DB_PASSWORD=postgres', [['password-assignment', 'possible', 'high']]],
  ] as const)('%s', ([, path, template, wanted]) => {
    expect(verdict(path, template)).toEqual(wanted);
  });

  test.for([
    ['a.env', 'DB_PASSWORD=${DB_PASSWORD}', 'reference'],
    ['a.env', 'DB_PASSWORD=changeme', 'placeholder'],
    ['a.yml', 'password: ENC[AES256_GCM,data:x]', 'encrypted'],
    ['a.json', '{"password": "string"}', 'keyword'],
    ['a.yml', 'password_file: /run/secrets/db', undefined],
    ['a.yml', 'db_password: /run/secrets/db', 'reference'],
    ['a.yml', 'api_token: tokyo-region-primary', 'not-random'],
  ] as const)('%s %s is left alone: %s', ([path, text, why]) => {
    const reasons: string[] = [];
    expect(scan(path, text, (one) => reasons.push(one.why))).toEqual([]);
    expect(reasons[0]).toBe(why);
  });

  test('every reason that is given has its texts', () => {
    const given = new Set<string>();
    for (const [number, line] of [...matches, ...negatives].entries())
      for (const one of scan(line.file, madeUp(line.text, number), (dismissed) => given.add(dismissed.why)))
        for (const reason of one.reasons) given.add(reason);
    expect([...given].filter((one) => reasonTexts[one] === undefined)).toEqual([]);
  });
});

describe('detectors', () => {
  test('ids are unique and kebab-case; texts stand in both languages', () => {
    const ids = allDetectors.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const one of allDetectors) {
      expect(one.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      for (const text of [one.title, one.fix, one.opens]) {
        expect(text.en).not.toBe('');
        expect(text.ja, one.id).toMatch(/[ぁ-んァ-ヶ一-龠]|Token|Webhook|Basic/);
      }
    }
  });
  test('the cheap refusal refuses nothing that would be found', () => {
    let asked = 0;
    let found = 0;
    for (const [number, line] of [...matches, ...negatives].entries()) {
      const text = Buffer.from(madeUp(line.text, number)).toString('latin1');
      const lower = text.toLowerCase();
      for (const { id, look } of allDetectors) {
        if (look.by !== 'anchor' || !look.may) continue;
        for (const anchor of look.anchors)
          for (let at = lower.indexOf(anchor.toLowerCase()); at >= 0; at = lower.indexOf(anchor.toLowerCase(), at + 1)) {
            if (look.exact && !text.startsWith(anchor, at)) continue;
            const first = Math.max(0, at - look.window.before);
            const candidates = [...look.find(text.slice(first, at + look.window.after), at - first, line.file)];
            asked++;
            if (candidates.length === 0) continue;
            found++;
            expect(look.may(text, at), `${id} ${text}`).toBe(true);
          }
      }
    }
    expect(found).toBeGreaterThan(400);
    expect(asked).toBeGreaterThan(found);
  });
  test('the version changes with the rules', () => {
    expect(scanner(allDetectors.slice(1)).version).not.toBe(secrets.version);
    expect(scanner().version).toBe(secrets.version);
  });
});
