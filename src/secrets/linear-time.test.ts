import { expect, test } from 'vitest';
import { allDetectors, scanner } from './scanner.ts';

// What a hostile repository would hold: the anchor of a kind over and over, with whatever makes its pattern look far.
const fills = ['', 'A1b/', ' ', '\n ', ';a=', '&a=b', '@:/', '"', '{"a":"b",'];
const names = ['password', 'client_secret', 'api_key', 'access_token'];

const seconds = (path: string, text: string): number => {
  const bytes = Buffer.from(text);
  // A new text each time: nothing is remembered from the last.
  const before = process.cpuUsage();
  secrets.scan({ path, bytes });
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
};
const secrets = scanner();
const filled = (unit: string, size: number): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

/** CPU seconds for all hostile texts of one kind at a size. */
const cost = (units: readonly string[], size: number): number => units.reduce((sum, unit) => sum + seconds('a.yml', filled(unit, size)), 0);

const unitsOf = (anchors: readonly string[]): readonly string[] =>
  anchors.flatMap((anchor) => fills.map((fill) => anchor + fill.repeat(fill === '' ? 0 : Math.ceil(40 / fill.length))));

// Four times the text may cost eight times as much (machines breathe), never sixteen; and what takes under a tenth of a second is not judged by its growth.
const grows = (units: readonly string[]): boolean => {
  const small = cost(units, 3_000);
  const large = cost(units, 12_000);
  return large > 0.1 && large > small * 8;
};

test('the time of every detector grows with the text, not with its square', { timeout: 240_000 }, () => {
  const slow = allDetectors.filter(({ look }) => {
    const units =
      look.by === 'anchor' ? unitsOf(look.anchors.slice(0, 1)) : look.by === 'neighbour' ? unitsOf(look.names.slice(0, 1).map((name) => `${name}_key `)) : [];
    return units.length > 0 && grows(units) && grows(units);
  });
  expect(slow.map((one) => one.id)).toEqual([]);
});

test('so does the time of assignments, encoded runs and files', { timeout: 240_000 }, () => {
  const units = [
    ...unitsOf(names),
    ...unitsOf(['"password"', 'password: "', "secret = '", 'token=`']),
    'password:\n  x\n',
    '"password" {',
    '%3d',
    "' + '",
    'QUtJQUlPU0ZPRE5ON0VY',
    'cGFzc3dvcmQ9aHVudGVyMjIK\n',
    '%22password%22%3a',
    '\\u0070\\u0061',
    '&quot;key&quot;:',
    'kind: Secret\n\n\n\n\n\n',
    'machine a login b ',
    '-----BEGIN RSA PRIVATE KEY-----',
  ];
  expect(units.filter((unit) => grows([unit]) && grows([unit]))).toEqual([]);
});

test('a megabyte of the worst of them takes seconds, not minutes', { timeout: 240_000 }, () => {
  const worst = ['sig=&a=b&a=b&a=b&a=b', 'accountkey=;a=;a=;a=;a=', 'password=', '"password": "', '://a:b@', '-----BEGIN PRIVATE KEY-----'];
  for (const unit of worst) expect(seconds('a.yml', filled(unit, 250_000)), unit).toBeLessThan(10);
});
