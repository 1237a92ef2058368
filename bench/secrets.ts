// Speed of the secret scanner: `node bench/secrets.ts [FOLDER] [--runs=3]` (default: node_modules). CPU seconds: the shipped bundle over the folder (median),
// and in this process, one thread, making the scanner and the texts of the folder from memory (second pass). One JSON line a run goes to bench/out/secrets.jsonl.
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { scanner } from '#secrets/scanner';
import { cpuOf, median } from './process-cost.ts';

const root = path.resolve(process.argv.slice(2).find((one) => !one.startsWith('--')) ?? 'node_modules');
const most = 400 * 1024 * 1024;

const cpu = <T>(work: () => T): { readonly seconds: number; readonly result: T } => {
  const before = process.cpuUsage();
  const result = work();
  const used = process.cpuUsage(before);
  return { seconds: (used.user + used.system) / 1e6, result };
};

function* filesOf(folder: string): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') yield* filesOf(file);
    else if (entry.isFile() && /\.(?:[cm]?[jt]sx?|json|md|ya?ml|py|go|java|rb|php|tf|txt|html?|css|sh)$/.test(entry.name)) yield file;
  }
}

const made = cpu(() => scanner());
const secrets = made.result;

const texts: { readonly path: string; readonly bytes: Uint8Array }[] = [];
let bytes = 0;
let found = 0;
for (const file of filesOf(root)) {
  if (bytes > most) break;
  const one = { path: path.relative(root, file), bytes: readFileSync(file) };
  bytes += one.bytes.length;
  texts.push(one);
  found += secrets.scan(one).filter((match) => match.confidence !== 'possible').length;
}
const inMemory = cpu(() => {
  for (const text of texts) secrets.scan(text);
});

const command = [process.execPath, path.resolve('bin/ippo.js'), 'secrets', root, '--all-files', '--fail-on', 'never', '--format', 'json'];
const { scan } = z
  .object({ scan: z.object({ files: z.number(), bytes: z.number() }) })
  .parse(JSON.parse(spawnSync(command[0] ?? '', command.slice(1), { encoding: 'utf8', maxBuffer: 2 ** 30 }).stdout));
const runs = Number(process.argv.find((one) => one.startsWith('--runs='))?.slice(7) ?? 3);
const tree = median(Array.from({ length: runs }, () => cpuOf(command, root)));

const megabytes = bytes / 1e6;
const row = {
  at: new Date().toISOString(),
  files: texts.length,
  megabytes: Math.round(megabytes),
  startMilliseconds: Math.round(made.seconds * 1000),
  tree: { files: scan.files, megabytes: Math.round(scan.bytes / 1e6), cpuSeconds: tree, megabytesPerSecond: Math.round(scan.bytes / 1e6 / tree) },
  inMemoryMegabytesPerSecond: Math.round(megabytes / inMemory.seconds),
  found,
  foundPerThousandFiles: Math.round((found / texts.length) * 10_000) / 10,
  budget: { startMilliseconds: 20, tree: 60, inMemory: 100 },
};
mkdirSync('bench/out', { recursive: true });
appendFileSync('bench/out/secrets.jsonl', `${JSON.stringify(row)}\n`);
console.log(JSON.stringify(row, undefined, 2));
