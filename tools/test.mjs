// Everything that has to hold: types, lint, format, dead code, fresh generated files, tests. The last line counts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const bin = (name) => path.join('node_modules', '.bin', name);
const steps = [
  ['generated files are fresh', process.execPath, ['tools/index-folders.ts', '--check']],
  ['types', bin('tsc'), ['--noEmit']],
  ['lint', bin('oxlint'), ['--deny-warnings']],
  ['format', bin('oxfmt'), ['--check']],
  ['dead code', bin('knip'), []],
  ['bundle', bin('rolldown'), ['-c', 'rolldown.config.mjs', '--silent']],
  ['docs are fresh', process.execPath, ['tools/docs.ts', '--check']],
];
let passed = 0;
let failed = 0;
for (const [name, command, args] of steps) {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  const ok = status === 0;
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name}  ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (ok) passed++;
  else {
    failed++;
    console.log(`${stdout ?? ''}${stderr ?? ''}${error ? String(error) : ''}`);
  }
}
const folder = mkdtempSync(path.join(tmpdir(), 'ippo-test-'));
const report = path.join(folder, 'report.json');
const { status } = spawnSync(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], { stdio: 'inherit' });
try {
  const { numPassedTests, numFailedTests, numTotalTestSuites, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  passed += numPassedTests;
  failed += numFailedTests;
  if (numTotalTestSuites === 0 || numPassedTests === 0 || (status !== 0 && numFailedTests === 0)) failed += Math.max(1, numFailedTestSuites);
} catch {
  failed++;
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
