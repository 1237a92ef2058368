import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { madeUp } from './made-up.ts';
import { scanner } from './scanner.ts';
import { encodedForms, nameOf, plainForms } from './testing/forms.ts';

/** A kind, the names that people give it, and recipes of its values: see `made-up.ts`. */
interface Rendered {
  readonly kind: string;
  readonly names: readonly string[];
  readonly values: readonly string[];
}

const lines = <T>(name: string): readonly T[] =>
  readFileSync(`fixtures/secrets/neutral/${name}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const secrets = scanner();
/** Whether anything is shown without being asked for. */
const shown = (path: string, bytes: Uint8Array): boolean => secrets.scan({ path, bytes }).some((one) => one.confidence !== 'possible');
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('each kind in the files that people write', () => {
  test.for(lines<Rendered>('rendered').map((one, number) => [one.kind, one, number] as const))('%s', ([, { names, values }, number]) => {
    const missed: string[] = [];
    let all = 0;
    for (const form of [...plainForms, ...encodedForms])
      for (const name of names) {
        const seed = number * 7919 + all * 31 + 1;
        const text = form.write(nameOf(name), madeUp(values[all % values.length] ?? '', seed));
        for (const bytes of all % 5 === 0 ? [Buffer.from(text), utf16(text)] : [Buffer.from(text)]) {
          all++;
          if (!shown(form.file, bytes)) missed.push(`${form.id}: ${text}`);
        }
      }
    expect(all).toBeGreaterThanOrEqual(30);
    expect(missed.length / all, missed.join('\n')).toBeLessThanOrEqual(0.05);
  });
});

test.for([
  ['everyday', 330, 'passwords in programs, settings, commands and prose'],
  ['azure-lines', 380, 'keys of Azure in calls, commands and addresses'],
  ['cloud-lines', 320, 'keys of AWS, Google Cloud and the usual services'],
] as const)('%s: %i lines of %s', ([name, least]) => {
  const rows = lines<{ readonly file: string; readonly text: string }>(name);
  expect(rows.length).toBeGreaterThan(least);
  const missed = rows.flatMap(({ file, text }, number) =>
    [1, 2, 3].flatMap((round) => {
      const made = madeUp(text, number * 101 + round * 7919);
      return shown(file, Buffer.from(made)) ? [] : [`${file}: ${made}`];
    }),
  );
  expect(missed.length / (rows.length * 3), missed.join('\n')).toBeLessThanOrEqual(0.03);
});
