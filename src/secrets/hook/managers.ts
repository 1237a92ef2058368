import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { frameworkMark, type HookName } from './hook-script.ts';

/** What else manages the hooks of a repository. */
export type HookManager = 'husky' | 'lefthook' | 'pre-commit';

export const managersOf = (top: string | undefined): readonly HookManager[] => {
  if (top === undefined) return [];
  const has = (...names: readonly string[]): boolean => names.some((name) => existsSync(path.join(top, name)));
  const found: HookManager[] = [];
  if (has('.husky')) found.push('husky');
  for (const manager of ['lefthook', 'pre-commit'] as const) if (has(...configurations[manager])) found.push(manager);
  return found;
};

const configurations: Readonly<Record<Exclude<HookManager, 'husky'>, readonly string[]>> = {
  lefthook: ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml', 'lefthook.toml', 'lefthook.json'],
  'pre-commit': ['.pre-commit-config.yaml', '.pre-commit-config.yml'],
};

/** The configuration by which a manager calls ippo from a hook of its own; undefined: none does. */
export const callingConfiguration = (top: string | undefined, name: HookName, hook: string): string | undefined => {
  if (top === undefined) return undefined;
  const files = hook.includes(frameworkMark) ? configurations['pre-commit'] : hook.includes('lefthook') ? configurations.lefthook : [];
  const called =
    name === 'pre-commit'
      ? /ippo hook run pre-commit|\bippo-secrets\b(?!-)/
      : name === 'pre-push'
        ? /ippo hook run pre-push|\bippo-secrets-push\b/
        : /ippo hook run pre-receive/;
  return files.find((file) => existsSync(path.join(top, file)) && called.test(readFileSync(path.join(top, file), 'utf8')));
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
