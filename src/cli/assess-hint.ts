import { readdirSync, statSync } from 'node:fs';
import type { Text } from '#framework/text';
import type { SecretsRun } from '#secrets/report/secrets-run';

const mostFolders = 200;
const deepest = 3;

/** Where code that can be joined with what was found lies beside it: who tells what it opens. */
export const assessHint = ({ findings, mode }: SecretsRun, given: string): Text | undefined => {
  const isOpen = findings.some(({ accepted, confidence }) => accepted === undefined && confidence !== 'possible');
  return isOpen && mode !== 'input' && hasTerraform(given)
    ? {
        en: 'There is Terraform beside it: "ippo assess" tells what these credentials open (whose they are, which rights and data, by which steps to administrator).',
        ja: 'Terraform のコードがあるため、ippo assess を使うと、これらの認証情報で何ができるか(所有者、権限、到達できるデータ、管理者権限に至る手順)が分かります。',
      }
    : undefined;
};

/** Near the top only: this is a hint, and no search. */
const hasTerraform = (given: string): boolean => {
  let waiting = [given];
  for (let depth = 0, folders = 0; depth <= deepest && waiting.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of waiting) {
      if (++folders > mostFolders) return false;
      for (const { name, directory } of entries(folder)) {
        if (!directory && /\.(?:tf|tofu)(?:\.json)?$|\.tfstate$/.test(name)) return true;
        if (directory && !name.startsWith('.') && name !== 'node_modules') next.push(`${folder}/${name}`);
      }
    }
    waiting = next;
  }
  return false;
};
const entries = (folder: string): { readonly name: string; readonly directory: boolean }[] => {
  try {
    return statSync(folder).isDirectory() ? readdirSync(folder, { withFileTypes: true }).map((one) => ({ name: one.name, directory: one.isDirectory() })) : [];
  } catch {
    // It vanished, or is not ours to read: no hint.
    return [];
  }
};
