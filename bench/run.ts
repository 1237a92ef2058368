// Generates Terraform trees, runs the shipped bundle on each, and writes CPU seconds and peak memory against the budgets.
// `npm run bench` (add --checkov to run Checkov 3.3.30 beside it: pip install checkov==3.3.30). One JSON line a run goes to bench/out/results.jsonl.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cpuOf, median } from './process-cost.ts';
import { credentialTree, flatTree, moduleTree } from './trees.ts';

interface Work {
  readonly name: string;
  readonly make: (folder: string) => void;
  readonly seconds: number;
  readonly megabytes: number | undefined;
}
const works: readonly Work[] = [
  { name: 'one small template', make: (folder) => flatTree(folder, 3), seconds: 0.3, megabytes: undefined },
  { name: '111 resources', make: (folder) => flatTree(folder, 111), seconds: 0.6, megabytes: undefined },
  { name: 'module-heavy, nested for_each', make: (folder) => moduleTree(folder, 12), seconds: 2, megabytes: undefined },
  { name: '2,000 flat resources', make: (folder) => flatTree(folder, 2000), seconds: 1.5, megabytes: undefined },
  { name: '2,000 resources, 300 credentials', make: (folder) => credentialTree(folder, 2000, 300), seconds: 4, megabytes: undefined },
  { name: '10,000 flat resources', make: (folder) => flatTree(folder, 10_000), seconds: 5, megabytes: 400 },
];

interface Figure {
  readonly cpu: number;
  readonly megabytes: number;
}

/** CPU seconds of a command with its children, and its peak memory. */
const measure = (command: readonly string[]): Figure => ({ cpu: cpuOf(command, '.'), megabytes: peak(command) });

/** Peak resident memory of the process itself, in MB. */
const peak = (command: readonly string[]): number => {
  const inner = `const{spawn}=require('node:child_process');const fs=require('node:fs');const p=spawn(process.argv[1],process.argv.slice(2),{stdio:'ignore'});let most=0;const read=()=>{try{const m=/VmHWM:\\s+(\\d+)/.exec(fs.readFileSync('/proc/'+p.pid+'/status','utf8'));if(m)most=Math.max(most,Number(m[1]))}catch{}};const t=setInterval(read,5);p.on('exit',()=>{clearInterval(t);console.log(most)});`;
  const found = spawnSync(process.execPath, ['-e', inner, ...command], { encoding: 'utf8' });
  return Math.round(Number(found.stdout.trim()) / 1024);
};

const bundle = path.resolve('bin/ippo.js');
if (!existsSync('dist/ippo.js')) throw new Error('The bundle is missing: npm run build');
mkdirSync('bench/out', { recursive: true });
const runs = Number(process.argv.find((one) => one.startsWith('--runs='))?.slice(7) ?? 5);
const rows: { name: string; cpu: number; megabytes: number; ok: boolean }[] = [];
for (const work of works) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ippo-bench-'));
  try {
    work.make(folder);
    const command = [process.execPath, bundle, 'assess', folder, '--format', `json=${folder}.json`, '--quiet', '--fail-on', 'never'];
    const figures = Array.from({ length: runs }, () => measure(command));
    const cpu = median(figures.map((one) => one.cpu));
    const megabytes = median(figures.map((one) => one.megabytes));
    const ok = cpu <= work.seconds && (work.megabytes === undefined || megabytes <= work.megabytes);
    rows.push({ name: work.name, cpu, megabytes, ok });
    appendFileSync(
      'bench/out/results.jsonl',
      `${JSON.stringify({ at: new Date().toISOString(), work: work.name, cpu, megabytes, budget: { seconds: work.seconds, megabytes: work.megabytes }, runs, ok })}\n`,
    );
    console.log(
      `${ok ? 'ok  ' : 'OVER'}  ${work.name.padEnd(32)} ${cpu.toFixed(2)} s CPU (budget ${work.seconds})  ${megabytes} MB${work.megabytes === undefined ? '' : ` (budget ${work.megabytes})`}`,
    );
    if (process.argv.includes('--checkov')) {
      const figure = measure(['checkov', '-d', folder, '--framework', 'terraform', '--quiet', '--compact', '-o', 'json']);
      console.log(`      ${'Checkov'.padEnd(32)} ${figure.cpu.toFixed(2)} s CPU  ${figure.megabytes} MB`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    // Beside the tree: it is no part of what is assessed.
    rmSync(`${folder}.json`, { force: true });
  }
}
const small = rows.find(({ name }) => name.startsWith('2,000 flat'))?.cpu ?? 1;
const large = rows.find(({ name }) => name.startsWith('10,000'))?.cpu ?? 0;
console.log(`${large / small <= 5.2 ? 'ok  ' : 'OVER'}  growth from 2,000 to 10,000      x${(large / small).toFixed(2)} (budget x5.2)`);
process.exitCode = rows.every(({ ok }) => ok) && large / small <= 5.2 ? 0 : 1;
