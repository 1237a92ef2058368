// Writes data/catalogue/core.generated.ts from core.csv, so that the bundle carries the rows.
import { readFileSync, writeFileSync } from 'node:fs';

const cells = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '');
const [header = '', ...lines] = readFileSync('data/catalogue/core.csv', 'utf8').trimEnd().split('\n');
const names = cells(header);
const at = (row: string[], name: string): string => row[names.indexOf(name)] ?? '';
const rows = lines.map((line) => cells(line)).map((row) => [at(row, 'id'), at(row, 'service'), at(row, 'intent'), at(row, 'cis'), at(row, 'fsbp')]);
writeFileSync(
  'data/catalogue/core.generated.ts',
  `// Generated from core.csv by tools/catalogue.ts; do not edit. Origin, licence and date: README.md.\nexport const rows: readonly (readonly [id: string, service: string, intent: string, cis: string, fsbp: string])[] = [\n${rows.map((row) => `  ${JSON.stringify(row)},`).join('\n')}\n];\n`,
);
