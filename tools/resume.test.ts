import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { madeUp } from '#secrets/made-up';

// The shipped command over a long history, killed in the middle of it.
const folder = mkdtempSync(path.join(tmpdir(), 'ippo-resume-'));
const cache = path.join(folder, '.git', 'ippo-resume');
const versions = 4000;
const environment = { PATH: process.env['PATH'], HOME: folder };
const secretOf = new Map([10, 1500, 3990].map((n) => [n, madeUp('{{crc62:ghp_}}', n)]));

beforeAll(() => {
  spawnSync('git', ['init', '-q', '-b', 'main', folder], { env: environment });
  const stream = Array.from({ length: versions }, (_, n) => {
    const text = `${Array.from({ length: 150 }, (_unused, line) => `const value${n}x${line} = compute(${n * line}); // line of ordinary code`).join('\n')}\n${secretOf.get(n) ?? ''}\n`;
    return `commit refs/heads/main\ncommitter A <a@example.com> ${1_600_000_000 + n} +0000\ndata 4\nmore\nM 100644 inline part-${n % 40}.ts\ndata ${text.length}\n${text}\n`;
  });
  spawnSync('git', ['fast-import', '--quiet'], { cwd: folder, input: stream.join(''), env: environment });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const command = [path.resolve('bin/ippo.js'), 'secrets', '--history', '--cache', cache, '--format', 'json'];
const answer = z.object({
  scan: z.object({ files: z.number(), complete: z.boolean() }),
  findings: z.array(z.looseObject({ id: z.string() })),
});
const run = () => answer.parse(JSON.parse(spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8', env: environment, maxBuffer: 1e8 }).stdout));

/** Kills it when so much has been remembered. Resolves with the signal that ended it. */
const killed = async (bytes: number): Promise<NodeJS.Signals | null> => {
  const child = spawn(process.execPath, command, { cwd: folder, stdio: 'ignore', env: environment });
  const timer = setInterval(() => {
    if (existsSync(cache) && statSync(cache).size > bytes) child.kill('SIGKILL');
  }, 1);
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_, by) => resolve(by)));
  clearInterval(timer);
  return signal;
};

test('a run that was killed goes on where it was, and finds the same', async () => {
  const whole = run();
  expect([whole.scan.files, whole.scan.complete, whole.findings.length]).toEqual([2 * versions, true, secretOf.size]);
  rmSync(cache);
  let read = 0;
  for (const bytes of [10_000, 60_000]) {
    expect(await killed(bytes)).toBe('SIGKILL');
    const remembered = readFileSync(cache, 'latin1').split('\n').length - 2;
    expect(remembered).toBeGreaterThan(read);
    read = remembered;
  }
  const rest = run();
  // Those with a finding are read again, so that they are told.
  expect(rest.scan.files).toBeLessThanOrEqual(2 * versions - read + secretOf.size);
  expect(rest.findings).toEqual(whole.findings);
  expect(rest.scan.complete).toBe(true);
  expect(run().scan.files).toBe(secretOf.size);
});
