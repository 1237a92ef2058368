import type { TerraformInput } from './terraform.ts';

/** A folder that exists in memory only: path to text. */
export const textFiles = (texts: Readonly<Record<string, string>>): TerraformInput => {
  const paths = Object.keys(texts).toSorted();
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, { file: { path, text }, bytes: Buffer.from(text, 'utf8') }]));
  return {
    paths,
    variables: [],
    variableFiles: [],
    plan: undefined,
    files: {
      read: (path) => files.get(path) ?? { missing: { code: 'unreadable-file', about: path } },
      list: (dir) => {
        const prefix = dir === '' ? '' : `${dir}/`;
        const found = paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
        return found.length > 0 ? found : undefined;
      },
    },
  };
};
