import type { SourceFile } from '#core/origin';
import { readPlan } from '#sources/terraform/plan';
import type { TerraformInput } from '#sources/terraform/terraform';

/** One instance in a Terraform state, with what only the provider could tell: ids, hosts, keys. */
export interface StateThing {
  /** Of the state, relative; empty for the top. */
  readonly folder: string;
  readonly file: string;
  /** With module path and instance key. */
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The states that lie beside the code. Those that cannot be read are passed over: they only help to join. */
export const readStates = ({ paths, files }: Pick<TerraformInput, 'paths' | 'files'>): readonly StateThing[] =>
  paths
    .filter((path) => path.endsWith('.tfstate'))
    .flatMap((path) => {
      const found = files.read(path);
      return 'file' in found && found.file.text.includes('"resources"') ? thingsOf(found.file) : [];
    });

const thingsOf = (file: SourceFile): StateThing[] => {
  const folder = file.path.includes('/') ? file.path.slice(0, file.path.lastIndexOf('/')) : '';
  return [...readPlan(file).resources.values()].flatMap(({ address, type, values }): StateThing[] =>
    typeof values === 'object' && values !== null ? [{ folder, file: file.path, address, type, values: Object.fromEntries(Object.entries(values)) }] : [],
  );
};

/** A text of a thing; of the first member below lists, as in `identity.principal_id`. */
export const stateText = ({ values }: StateThing, path: string): string | undefined => {
  let here: unknown = values;
  for (const part of path.split('.')) {
    if (Array.isArray(here)) here = here[0];
    here = typeof here === 'object' && here !== null ? new Map<string, unknown>(Object.entries(here)).get(part) : undefined;
  }
  return typeof here === 'string' && here !== '' ? here : typeof here === 'number' || typeof here === 'boolean' ? String(here) : undefined;
};

/** Every text within, with the names that lead to it. Bounded in depth, as whatever a stranger wrote is. */
export function* stateTexts(value: unknown, path = '', depth = 0): Generator<readonly [path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null && depth < 20)
    for (const [name, inner] of Object.entries(value))
      yield* stateTexts(inner, Array.isArray(value) ? path : path === '' ? name : `${path}.${name}`, depth + 1);
}
