import { existsSync } from 'node:fs';
import path from 'node:path';
import type { HookName } from './hook-script.ts';

/** What else manages the hooks of a repository. */
export type HookManager = 'husky' | 'lefthook' | 'pre-commit';

export const managersOf = (top: string | undefined): readonly HookManager[] => {
  if (top === undefined) return [];
  const has = (...names: readonly string[]): boolean => names.some((name) => existsSync(path.join(top, name)));
  const found: HookManager[] = [];
  if (has('.husky')) found.push('husky');
  if (has('lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml', 'lefthook.toml', 'lefthook.json')) found.push('lefthook');
  if (has('.pre-commit-config.yaml', '.pre-commit-config.yml')) found.push('pre-commit');
  return found;
};

/** The entry that makes a manager run ippo wherever its configuration is used, to be put there by hand. */
export const managerEntry = (manager: Exclude<HookManager, 'husky'>, names: readonly HookName[]): { readonly file: string; readonly text: string } => {
  switch (manager) {
    case 'lefthook':
      return {
        file: 'lefthook.yml',
        text: names
          .map(
            (name) =>
              `${name}:\n  commands:\n    ippo:\n      run: npx --no-install ippo hook run ${name}${name === 'pre-push' ? ' -- {1} {2}\n      use_stdin: true' : ''}\n`,
          )
          .join(''),
      };
    case 'pre-commit':
      return {
        file: '.pre-commit-config.yaml',
        text: `repos:\n  - repo: local\n    hooks:\n${names
          .map(
            (name) =>
              `      - id: ippo-${name}\n        name: ippo (${name})\n        entry: npx --no-install ippo hook run ${name}\n        language: system\n        pass_filenames: false\n        always_run: true\n        stages: [${name}]\n`,
          )
          .join('')}`,
      };
  }
};

/** husky runs files that the team keeps in the repository, so the line must hold on every machine. */
export const huskyBegin = '# ippo: stops secrets';
export const huskyEnd = '# ippo: end';
export const huskyLines = (name: HookName, options: readonly string[]): string =>
  `${huskyBegin}\nnpx --no-install ippo hook run ${name}${options.map((one) => ` ${one}`).join('')} -- "$@"\n${huskyEnd}\n`;
