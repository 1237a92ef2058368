import type { Cloud, Resource } from '#core/resource';
import { accountOf, type Inventory } from '#inventory/inventory';
import type { Around } from '#resources/facets';
import { accessOf, type Access } from './access.ts';
import { openingOf } from './opens.ts';
import { roleLevel, roleNamed } from './role-level.ts';

/** Who looked at what: if that changes, they are judged again. */
export interface Readers {
  readonly of: Map<number, Set<number>>;
  /** Of all resources of a type in a scope (`scope type`). */
  readonly scopes: Map<string, Set<number>>;
  /** Of what the identity engine of a cloud says. */
  readonly access: Readonly<Record<Cloud, Set<number>>>;
  /** Of what a block issues, by its address. */
  readonly issued: Map<string, Set<number>>;
}
export const noReaders = (): Readers => ({ of: new Map(), scopes: new Map(), access: { aws: new Set(), azure: new Set(), gcp: new Set() }, issued: new Map() });

/** What the facets of a resource may see beside it. Everything asked is noted in `readers`. */
export const lookAround = (inventory: Inventory, i: number, readers: Readers = noReaders()): Around => {
  const note = (found: number): Resource => {
    if (found !== i) readers.of.set(found, (readers.of.get(found) ?? new Set()).add(i));
    return inventory.resource(found);
  };
  const asked = (scope: string, type: string): readonly Resource[] => {
    const key = `${scope} ${type}`;
    readers.scopes.set(key, (readers.scopes.get(key) ?? new Set()).add(i));
    return inventory.inScope(scope, type).map(note);
  };
  const { cloud } = inventory.resource(i);
  const access = (): Access | undefined => {
    if (cloud === 'none') return undefined;
    readers.access[cloud].add(i);
    return accessOf(inventory, cloud);
  };
  return {
    related: (property) => inventory.related(i, property).map(note),
    relatedBy: (property) => inventory.relatedBy(i, property).map(note),
    inScope: (type) => asked(inventory.resource(i).scope, type),
    inAccount: (type) => asked(accountOf(inventory.resource(i).scope), type),
    typesInAccount: () => inventory.typesIn(accountOf(inventory.resource(i).scope)),
    isExported: () => inventory.isExported(i),
    isMentioned: () => inventory.isMentioned(i),
    namesUnseen: (property) => inventory.namesUnseen(i, property),
    facet: (other, name) => {
      const found = inventory.indexOf(other.id);
      return found === undefined ? undefined : inventory.type(found).facet(name, other, lookAround(inventory, found, readers));
    },
    power: () => access()?.power(i),
    role: (name) => (cloud === 'none' ? undefined : roleNamed(cloud, name)),
    roleLevel: (permissions) => (cloud === 'none' ? 'other' : roleLevel(cloud, permissions)),
    holders: () => access()?.holders(i),
    opens: (kind, facts) => {
      const reach = openingOf(inventory, kind, facts);
      if (reach.issuer) readers.issued.set(reach.issuer.address, (readers.issued.get(reach.issuer.address) ?? new Set()).add(i));
      return reach;
    },
  };
};
