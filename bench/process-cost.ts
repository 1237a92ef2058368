import { spawnSync } from 'node:child_process';

/** CPU seconds, user and system, of a command with all that it starts. */
export const cpuOf = (command: readonly string[], folder: string): number => {
  const found = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$0" "$@" >/dev/null', ...command], { cwd: folder, encoding: 'utf8' });
  const [user = 0, system = 0] = (/([\d.]+) ([\d.]+)\s*$/.exec(found.stderr)?.slice(1) ?? []).map(Number);
  return user + system;
};

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
