import type { Found, Identity, Principal, Target } from '../identity.ts';
import { looksLike, meant, type Nameable } from '../names.ts';
import { isDirectoryAction } from './directory-plane.ts';
import { keyOf } from './directory.ts';
import type { Source } from './input.ts';
import { normalScope, typeOf } from './scope.ts';
import type { World } from './world.ts';

/** What people type for the principals, operations and scopes of Azure and Entra. */
export const azureNames = (world: World): Pick<Identity, 'findPrincipal' | 'findAction' | 'findResource'> => {
  const principals = [...world.directory.members.values()].map(({ key, principal }) => ({ ...principal, also: alsoOf(world, key) }));
  let operations: ReadonlyMap<string, string> | undefined;
  return {
    findPrincipal: (word) => {
      const { matches, near } = meant(principals, word);
      if (matches.length === 0 && isObjectId(word)) return { matches: [outsider(world, word)], near: [] };
      return { matches: matches.map(({ also: _, ...principal }): Principal => principal), near };
    },
    findAction: (word) => findAction((operations ??= operationsOf(world)), word),
    findResource: (word, action) => findResource(world, word, action),
  };
};

/** The user principal name; the client id of an application. */
const alsoOf = ({ directory }: World, key: string): readonly string[] =>
  [directory.users.get(key)?.upn, directory.servicePrincipals.get(key)?.appId].filter((one) => one !== undefined);

const isObjectId = (word: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word);
const outsider = (world: World, id: string): Principal => ({ id, name: id, kind: 'service-principal', account: world.input.tenant.id, at: undefined });

/** Operations that roles spell out, by their lower case. Azure has more. */
const operationsOf = ({ roles }: World): ReadonlyMap<string, string> =>
  new Map(
    roles.all
      .flatMap(({ permissions = [] }) => permissions)
      .flatMap(({ written }) => [written.actions, written.notActions ?? [], written.dataActions ?? [], written.notDataActions ?? []].flat())
      .filter((one) => !one.includes('*'))
      .map((one) => [one.toLowerCase(), one]),
  );

const findAction = (operations: ReadonlyMap<string, string>, word: string): Found<string> => {
  const lower = word.toLowerCase();
  const known = operations.get(lower);
  if (known !== undefined) return { matches: [known], near: [] };
  if (isDirectoryAction(word) || lower === 'sql:query') return { matches: [word], near: [] };
  const all = [...operations.values()];
  const [provider = ''] = lower.split('/');
  const own = all.filter((one) => one.toLowerCase().startsWith(`${provider}/`));
  if (lower.includes('*')) return { matches: [], near: own.filter((one) => one.toLowerCase().startsWith(lower.slice(0, lower.indexOf('*')))).slice(0, 3) };
  // A provider that no role names is a slip, or its operation is without its provider.
  if (own.length === 0)
    return {
      matches: [],
      near: looksLike(word, all)
        .concat(all.filter((one) => one.toLowerCase().endsWith(`/${lower}`)).slice(0, 3))
        .slice(0, 3),
    };
  return { matches: [word], near: looksLike(word, own) };
};

const findResource = (world: World, word: string, action: string): Found<Target> => {
  const { input, directory } = world;
  if (normalScope(word) !== undefined) return { matches: [{ id: word, name: word }], near: [] };
  const named = ({ id, name, address }: Source & { id: string; name?: string | undefined }): Nameable => ({
    id,
    name: name ?? id.slice(id.lastIndexOf('/') + 1),
    address,
  });
  const objects: readonly Nameable[] = [...input.applications, ...input.groups, ...input.servicePrincipals, ...input.users, ...input.administrativeUnits].map(
    named,
  );
  const scopes: readonly Nameable[] = [...input.resources, ...input.resourceGroups, ...input.subscriptions, ...input.managementGroups].map(named);
  const found = meant(isDirectoryAction(action) ? objects : scopes, word);
  if (found.matches.length === 0 && isObjectId(word))
    return { matches: [{ id: word, name: directory.members.get(keyOf(word))?.principal.name ?? word }], near: [] };
  if (found.matches.length < 2) return found;
  // Of several things with one name the operation tells which: its own type, else what such a thing can lie in.
  const own = found.matches.filter(({ id }) => action.toLowerCase().startsWith(`${typeOf(id.toLowerCase()) ?? '-'}/`));
  const around = found.matches.filter(({ id }) => typeOf(id.toLowerCase()) === undefined);
  return own.length > 0 ? { ...found, matches: own } : around.length > 0 ? { ...found, matches: around } : found;
};
