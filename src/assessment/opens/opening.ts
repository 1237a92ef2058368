import type { Text } from '#framework/text';
import type { CredentialIssuer, CredentialReach, CredentialState, ReachHop, StoreReach } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import type { Identity, Permissions, Reached } from '#identity/identity';
import { ascentOf } from '../ascent.ts';
import { writtenAt, type Owned } from './estate.ts';

/** What the text of a credential tells. */
export type Facts = Readonly<Record<string, string>>;

/** What a joiner has found out beyond rights. */
export interface Found {
  readonly why: Text;
  readonly state?: CredentialState;
  readonly next?: Text | undefined;
  readonly issuer?: CredentialIssuer | undefined;
  readonly limits?: readonly Text[];
  readonly private?: boolean;
  /** It works for these services only, whatever else the rights of its owner are: prefixes of actions. */
  readonly only?: { readonly actions: RegExp; readonly limit: Text } | undefined;
  /** How the credential leads there; without it, by itself. */
  readonly path?: readonly ReachHop[];
}

const bare = ({ why, state = 'unknown', next, issuer, limits = [], path = [], private: inside = false }: Found): Omit<CredentialReach, 'is' | 'names'> => ({
  state,
  administrator: false,
  ascent: undefined,
  stores: [],
  storeCount: 0,
  rights: [],
  limits,
  private: inside,
  path,
  issuer,
  why,
  next,
});

/** It could not be joined: why, and what would settle it. */
export const apart = (why: Text, next: Text | undefined, state: CredentialState = 'unknown'): CredentialReach => ({
  ...bare({ why, next, state }),
  is: 'unknown',
  names: [],
});
export const inAccount = (name: string, why: Text, next: Text): CredentialReach => ({ ...bare({ why, next }), is: 'account', names: [name] });
/** One of several, nobody can say which from here. */
export const oneOf = (names: readonly string[], found: Found): CredentialReach => ({ ...bare(found), is: 'candidates', names: [...names].toSorted() });

/** Whose it is, and what that may do and can become. */
export const ofPrincipal = ({ identity, principal }: Owned, found: Found): CredentialReach => {
  const { only } = found;
  const { administrators, becomeAdministrator, methods } = identity.escalations();
  const administrator = only === undefined && administrators.has(principal.id);
  const edges = administrator || only ? undefined : becomeAdministrator.get(principal.id);
  const ascent = edges && ascentOf(identity, edges, methods);
  const stores = dataOf({ identity, principal })
    .map(({ on, actions, conditional }): StoreReach => ({
      name: nameOf(on),
      actions: only ? actions.filter((action) => only.actions.test(action)) : actions,
      conditional,
    }))
    .filter(({ actions }) => actions.length > 0);
  const where = found.path?.at(-1)?.to ?? start;
  const at = principal.at?.line === undefined ? undefined : { file: principal.at.file, line: principal.at.line };
  const own: ReachHop = { from: where, to: principal.name, how: found.why, at };
  return {
    ...bare(only ? { ...found, limits: [...(found.limits ?? []), only.limit] } : found),
    is: 'principal',
    names: [principal.name],
    administrator,
    ascent,
    ...counted(stores),
    rights: administrator ? [] : rightsOf({ identity, principal }, only?.actions),
    path: [
      ...(found.path ?? []),
      own,
      ...(ascent?.hops ?? []).map((hop, i): ReachHop => ({
        from: hop.from,
        to: hop.to,
        how: hop.does.en === '' ? hop.title : hop.does,
        at: placeOfHop(edges?.[i]),
      })),
      ...(administrator || ascent ? [{ from: ascent?.hops.at(-1)?.to ?? principal.name, to: administratorName, how: administratorText, at: undefined }] : []),
      ...stores.slice(0, mostHops).map((store): ReachHop => ({ from: principal.name, to: store.name, how: doing(store.actions), at: undefined })),
    ],
  };
};
/** Asked once for each principal: many credentials may be of one, and what-ifs ask again. */
const remembered = new WeakMap<Identity, Map<string, { readonly data: readonly Reached[]; readonly services: Permissions['services'] }>>();
const powerOf = ({ identity, principal: { id } }: Owned): { readonly data: readonly Reached[]; readonly services: Permissions['services'] } => {
  const all = remembered.get(identity) ?? new Map();
  remembered.set(identity, all);
  const found = all.get(id) ?? { data: identity.reaches(id).filter(({ what }) => what === 'data'), services: identity.permissionsOf(id).services };
  all.set(id, found);
  return found;
};
/** The data that a principal gets at. */
export const dataOf = (owned: Owned): readonly Reached[] => powerOf(owned).data;

export const start = 'credential';
const administratorName = 'administrator';
const administratorText: Text = { en: 'Administrator of the account', ja: 'アカウントの管理者権限' };
const mostHops = 10;
const mostStores = 50;
export const counted = (stores: readonly StoreReach[]): Pick<CredentialReach, 'stores' | 'storeCount'> => ({
  stores: stores.slice(0, mostStores),
  storeCount: stores.length,
});

const placeOfHop = (edge: ReturnType<Owned['identity']['escalations']>['edges'][number] | undefined): ReachHop['at'] => {
  const at = edge?.permissions.flatMap(({ because }) => because).find((one) => one.effect === 'allow' && one.at?.line !== undefined)?.at;
  return at?.line === undefined ? undefined : { file: at.file, line: at.line };
};

/** A thing that it opens by itself. `through`: the identities that act for whoever calls it. */
export const ofThing = (block: EvaluatedBlock, name: string, holdsData: boolean, found: Found, through: readonly Owned[] = []): CredentialReach => {
  const stores: StoreReach[] = holdsData ? [{ name, actions: [], conditional: (found.limits?.length ?? 0) > 0 }] : [];
  const reached = through.flatMap((owned) =>
    dataOf(owned).map(({ on, actions }) => ({ from: owned.principal.name, store: { name: nameOf(on), actions, conditional: true } satisfies StoreReach })),
  );
  return {
    ...bare(found),
    is: 'resource',
    names: [name],
    ...counted([...stores, ...reached.map(({ store }) => store)]),
    path: [
      ...(found.path ?? []),
      { from: found.path?.at(-1)?.to ?? start, to: name, how: found.why, at: writtenAt(block) },
      ...through.map(({ principal }): ReachHop => ({ from: name, to: principal.name, how: runsAs, at: undefined })),
      ...reached.slice(0, mostHops).map(({ from, store }): ReachHop => ({ from, to: store.name, how: doing(store.actions), at: undefined })),
    ],
  };
};
const runsAs: Text = {
  en: 'Its code runs as this identity: what it does for its callers, it does with these rights',
  ja: 'この ID で動作するため、呼び出しに応じた処理はこの ID の権限で行われます',
};
const doing = (actions: readonly string[]): Text => {
  const some = actions.slice(0, 3).join(', ');
  return { en: some, ja: some };
};

/** Service by service: all of it, or how much, the weightiest actions first. At most six. */
const rightsOf = (owned: Owned, only: RegExp | undefined): string[] => {
  const order = ['permissions', 'write', 'read', 'tagging', 'list'] as const;
  return powerOf(owned)
    .services.filter(({ service }) => only === undefined || only.test(`${service}:`) || only.test(`${service}.`))
    .toSorted((a, b) => weight(b.levels) - weight(a.levels) || (a.service < b.service ? -1 : 1))
    .slice(0, 6)
    .map(({ service, levels, allowed, total, everywhere }) => {
      if (everywhere && allowed === total && total > 1) return `${service}:*`;
      const actions = order.flatMap((level) => levels[level] ?? []);
      return `${service}: ${actions.slice(0, 3).join(', ')}${allowed > 3 ? ` (+${allowed - 3})` : ''}`;
    });
};
const weight = (levels: Readonly<Record<string, readonly string[] | undefined>>): number =>
  (levels['permissions'] ? 4 : 0) + (levels['write'] ? 2 : 0) + (levels['read'] ? 1 : 0);

/** The last part of an ARN, ARM id or full resource name. */
export const nameOf = (id: string): string => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);

export const issuerOf = (block: EvaluatedBlock, off?: CredentialIssuer['off']): CredentialIssuer => ({ address: block.address, ...writtenAt(block), off });
/** Terraform makes a new one and drops the old: the command names the block. */
export const replacing = (block: EvaluatedBlock): Text => {
  const { file, line } = writtenAt(block);
  const command = `terraform apply -replace='${block.address.replace(/^[^"[\]]*?:(?=\w)/, '')}'`;
  return {
    en: `${file}:${line} issues it: rotate with ${command}.`,
    ja: `発行元は ${file}:${line} です。${command} でローテーションできます。`,
  };
};
