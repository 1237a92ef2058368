import type { AzureInput } from './input.ts';

/** The tree of scopes: tenant `/`, management groups, subscriptions, resource groups, resources. All ids in lower case, without a slash at the end. */
export interface Scopes {
  /** The scope itself and everything above it, up to `/`. */
  readonly chain: (scope: string) => readonly string[];
  /** Management groups and subscriptions whose place in the tree nobody knows. */
  readonly unplaced: ReadonlySet<string>;
  /** Management groups that lie below themselves. */
  readonly cyclic: readonly string[];
}

export const scopesOf = (input: AzureInput): Scopes => {
  const parents = new Map<string, string>();
  const unplaced = new Set<string>();
  for (const { id, parent } of [...input.managementGroups, ...input.subscriptions]) {
    const scope = normalScope(id);
    if (scope === undefined) continue;
    const above = parent === null ? '/' : parent === undefined ? undefined : normalScope(parent);
    if (above === undefined) unplaced.add(scope);
    else parents.set(scope, above);
  }
  const cyclic = new Set<string>();
  const chains = new Map<string, readonly string[]>();
  const chain = (scope: string): readonly string[] => {
    const found = chains.get(scope);
    if (found) return found;
    const links = [...within(scope)];
    const top = links.at(-1);
    const seen = new Set(links);
    for (let above = top === undefined ? undefined : parents.get(top); above !== undefined && above !== '/'; above = parents.get(above)) {
      if (seen.has(above)) {
        cyclic.add(above);
        break;
      }
      seen.add(above);
      links.push(above);
    }
    if (scope !== '/') links.push('/');
    chains.set(scope, links);
    return links;
  };
  for (const scope of parents.keys()) chain(scope);
  return { chain, unplaced, cyclic: [...cyclic].toSorted() };
};

/** Lower case, one slash at the front, none at the end. Undefined: not an ARM id. */
export const normalScope = (id: string): string | undefined => {
  const text = id.trim().toLowerCase().replace(/\/+$/, '');
  if (text === '') return id.trim().startsWith('/') ? '/' : undefined;
  if (!/^\/(subscriptions|providers)\/[^/\s]+/.test(text) || text.includes('//')) return undefined;
  return text;
};

/** Levels that the id itself spells out: resource, parent resources, resource group, subscription. */
function* within(scope: string): Generator<string> {
  if (scope === '/') {
    yield '/';
    return;
  }
  const parts = scope.split('/').slice(1);
  if (parts[0] === 'providers') {
    yield* outwards(parts, 0);
    return;
  }
  const group = parts[2] === 'resourcegroups' && parts.length > 3;
  yield* outwards(parts, group ? 4 : 2);
  if (group) yield `/${parts.slice(0, 4).join('/')}`;
  yield `/${parts.slice(0, 2).join('/')}`;
}

/** `providers/P/type/name/type/name`, again after each further `providers`: from the innermost name to the outermost. */
const outwards = (parts: readonly string[], base: number): string[] => {
  const ends: number[] = [];
  for (let i = base; i < parts.length;) {
    if (parts[i] === 'providers') i += 2;
    else {
      i += 2;
      ends.push(Math.min(i, parts.length));
    }
  }
  return ends.toReversed().map((end) => `/${parts.slice(0, end).join('/')}`);
};

export const isManagementGroup = (scope: string): boolean => scope.startsWith('/providers/microsoft.management/managementgroups/');
export const isSubscription = (scope: string): boolean => /^\/subscriptions\/[^/]+$/.test(scope);
/** Subscription, management group or the tenant. */
export const isWide = (scope: string): boolean => scope === '/' || isSubscription(scope) || isManagementGroup(scope);

/** The ARM type of an id, in lower case: `microsoft.storage/storageaccounts/blobservices`. Undefined: a group or a subscription. */
export const typeOf = (scope: string): string | undefined => {
  const at = scope.lastIndexOf('/providers/');
  if (at < 0) return undefined;
  const [provider, ...rest] = scope.slice(at + '/providers/'.length).split('/');
  const types = rest.filter((_, i) => i % 2 === 0);
  return types.length > 0 ? [provider, ...types].join('/') : undefined;
};
