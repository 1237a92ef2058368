// Makes a repository of 12,000 commits, runs the shipped bundle over its history, and writes CPU seconds and peak memory, both with git's own, against the
// budgets of issue 5: a full run at most 3 s and 150 MB, a second run under 1 s, the hook for one staged file at most 0.15 s.
// `node bench/secrets-history.ts [--runs=5] [--keep=FOLDER] [--repository=FOLDER]`. One JSON line a row goes to bench/out/results.jsonl.
import { cpuOf, median } from './process-cost.ts';
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const option = (name: string): string | undefined => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
const commits = 12_000;
const paths = 420;

/** The same numbers in every run. https://en.wikipedia.org/wiki/Linear_congruential_generator */
const randomNumbers = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const words =
  'account address amount await bucket cache client column config const context count current data default else entry error event export file filter format function group handle header import index input item key kind length level limit line list map message method model module name node number object option order output page parse path policy port prefix print process query range read record region request resource response result return role rule schema server service session size source stack start state status store string table target test text time token topic total trace type update user value version view width worker zone'.split(
    ' ',
  );

/** A stream for `git fast-import`: 420 files of code that grow and change, one or two of them in each commit. */
const stream = function* (): Generator<string> {
  const random = randomNumbers(42);
  const word = (): string => words[random(words.length)] ?? 'word';
  const codeLine = (): string => {
    const indent = '  '.repeat(random(4));
    switch (random(6)) {
      case 0:
        return `${indent}const ${word()}${random(90)} = ${word()}.${word()}(${word()}, '${word()}-${word()}');`;
      case 1:
        return `${indent}// The ${word()} of a ${word()} is the ${word()} that the ${word()} has ${random(1000)} times.`;
      case 2:
        return `${indent}if (${word()} === undefined || ${word()}.${word()} > ${random(500)}) return ${word()};`;
      case 3:
        return `${indent}${word()}: { ${word()}: '${word()}', ${word()}: ${random(9999)} },`;
      case 4:
        return `${indent}${word()}_${word()} = "${word()}/${word()}/${word()}"`;
      default:
        return `${indent}}`;
    }
  };
  const files = Array.from({ length: paths }, () => Array.from({ length: 50 + random(430) }, codeLine));
  const secretAt = new Set([400, 3000, 7000, 11_000]);
  for (let n = 0; n < commits; n++) {
    const message = `Change the ${word()} of the ${word()}\n\nIt took ${random(100)} ${word()}s.\n`;
    yield `commit refs/heads/main\ncommitter A <a@example.com> ${1_600_000_000 + n * 3600} +0000\ndata ${Buffer.byteLength(message)}\n${message}`;
    for (const at of n < paths ? [n] : random(4) === 0 ? [random(paths), random(paths)] : [random(paths)]) {
      const lines = files[at] ?? [];
      if (n >= paths) for (let i = 0; i < 1 + random(6); i++) lines.splice(random(lines.length), random(3) === 0 ? 1 : 0, codeLine());
      // A made-up key, put together here, that the next change of the file leaves in the history.
      const secret = secretAt.has(n)
        ? `id = "${['AK', 'IA'].join('')}${Array.from({ length: 16 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(random(32))).join('')}"\n`
        : '';
      const text = `${lines.join('\n')}\n${secret}`;
      yield `M 100644 inline src/${['app', 'lib', 'web', 'infra'][at % 4]}/part-${at % 20}/file-${at}.ts\ndata ${Buffer.byteLength(text)}\n${text}\n`;
    }
  }
};

const make = async (folder: string): Promise<void> => {
  spawnSync('git', ['init', '-q', '-b', 'main', folder]);
  const child = spawn('git', ['fast-import', '--quiet', '--date-format=raw'], { cwd: folder, stdio: ['pipe', 'inherit', 'inherit'] });
  for (const piece of stream()) if (!child.stdin.write(piece)) await new Promise((resolve) => child.stdin.once('drain', resolve));
  child.stdin.end();
  await new Promise((resolve) => child.on('close', resolve));
  spawnSync('git', ['repack', '-a', '-d', '-f', '-q'], { cwd: folder });
  spawnSync('git', ['reset', '-q', '--hard', 'main'], { cwd: folder });
};

interface Figure {
  readonly cpu: number;
  readonly megabytes: number;
}

/** CPU seconds of a command with all that it starts, and the highest sum of their resident memory. */
const measure = async (command: readonly string[], folder: string): Promise<Figure> => {
  const cpu = cpuOf(command, folder);
  const child = spawn(command[0] ?? '', command.slice(1), { cwd: folder, stdio: 'ignore' });
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, familyMemory(child.pid ?? 0));
  }, 10);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(timer);
  return { cpu, megabytes: Math.round(most / 1024) };
};

/** Proportional memory in kB of a process and its children: pages of a pack that are mapped count once. */
const familyMemory = (pid: number): number => {
  const children = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && (name === String(pid) || read(`/proc/${name}/stat`).split(') ')[1]?.split(' ')[1] === String(pid)),
  );
  return children.reduce((sum, one) => sum + Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${one}/smaps_rollup`))?.[1] ?? 0), 0);
};
const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

if (!existsSync('dist/secrets.cjs')) throw new Error('The bundle is missing: npm run build');
const bundle = path.resolve('bin/ippo.js');
const given = option('repository') ?? option('keep');
const folder = given ?? mkdtempSync(path.join(tmpdir(), 'ippo-bench-history-'));
if (!existsSync(path.join(folder, '.git'))) await make(folder);
mkdirSync('bench/out', { recursive: true });
const runs = Number(option('runs') ?? 5);
const cache = path.join(folder, '.git/ippo-bench-cache');
const ippo = [process.execPath, bundle, 'secrets'];
let ok = true;
const row = async (name: string, command: readonly string[], seconds: number, megabytes: number | undefined, before: () => void): Promise<void> => {
  const figures: Figure[] = [];
  for (let n = 0; n < runs; n++) {
    before();
    figures.push(await measure(command, folder));
  }
  const [cpu, memory] = [median(figures.map((one) => one.cpu)), median(figures.map((one) => one.megabytes))];
  const holds = cpu <= seconds && (megabytes === undefined || memory <= megabytes);
  ok &&= holds;
  appendFileSync(
    'bench/out/results.jsonl',
    `${JSON.stringify({ at: new Date().toISOString(), work: name, cpu, megabytes: memory, budget: { seconds, megabytes }, runs, ok: holds })}\n`,
  );
  console.log(
    `${holds ? 'ok  ' : 'OVER'}  ${name.padEnd(34)} ${cpu.toFixed(2)} s CPU (budget ${seconds})  ${memory} MB${megabytes === undefined ? '' : ` (budget ${megabytes})`}`,
  );
};
try {
  await row('history, nothing remembered', [...ippo, '--history', '--no-cache', '--fail-on', 'never'], 3, 150, () => undefined);
  spawnSync(ippo[0] ?? '', [...ippo.slice(1), '--history', '--cache', cache, '--fail-on', 'never'], { cwd: folder, stdio: 'ignore' });
  await row('history, second run', [...ippo, '--history', '--cache', cache, '--fail-on', 'never'], 1, undefined, () => undefined);
  writeFileSync(path.join(folder, 'staged.ts'), 'export const answer = 42;\n');
  spawnSync('git', ['add', 'staged.ts'], { cwd: folder });
  await row('one staged file', [...ippo, '--staged'], 0.15, undefined, () => undefined);
} finally {
  if (given === undefined) rmSync(folder, { recursive: true, force: true });
}
process.exitCode = ok ? 0 : 1;
