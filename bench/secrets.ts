// Speed of the secret scanner: `node bench/secrets.ts [FOLDER]` (default: node_modules). CPU seconds of this process, one thread: making the scanner,
// a tree with its reads, and the same texts again from memory. One JSON line a run goes to bench/out/secrets.jsonl.
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { scanner } from '#secrets/scanner';

const root = path.resolve(process.argv[2] ?? 'node_modules');
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
const withReads = cpu(() => {
  for (const file of filesOf(root)) {
    if (bytes > most) break;
    const one = { path: path.relative(root, file), bytes: readFileSync(file) };
    bytes += one.bytes.length;
    texts.push(one);
    found += secrets.scan(one).filter((match) => match.confidence !== 'possible').length;
  }
});
const inMemory = cpu(() => {
  for (const text of texts) secrets.scan(text);
});

const megabytes = bytes / 1e6;
const row = {
  at: new Date().toISOString(),
  files: texts.length,
  megabytes: Math.round(megabytes),
  startMilliseconds: Math.round(made.seconds * 1000),
  withReadsMegabytesPerSecond: Math.round(megabytes / withReads.seconds),
  inMemoryMegabytesPerSecond: Math.round(megabytes / inMemory.seconds),
  found,
  foundPerThousandFiles: Math.round((found / texts.length) * 10_000) / 10,
  budget: { startMilliseconds: 20, withReads: 60, inMemory: 100 },
};
mkdirSync('bench/out', { recursive: true });
appendFileSync('bench/out/secrets.jsonl', `${JSON.stringify(row)}\n`);
console.log(JSON.stringify(row, undefined, 2));
