import type { Found, Identity, Principal, PrincipalKind, Target } from '../identity.ts';
import { looksLike, meant, type Nameable } from '../names.ts';

/** What names of things are taken from: lists of an input of Google Cloud. */
export interface GcpThings {
  readonly organizations: readonly Thing[];
  readonly folders: readonly Thing[];
  readonly projects: readonly Thing[];
  readonly resources: readonly Thing[];
  readonly serviceAccounts: readonly { readonly email: string; readonly project?: string | undefined; readonly address?: string | undefined }[];
}
interface Thing {
  readonly id: string;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
}

/** What people type for the principals, permissions and resources of Google Cloud. `permissions`: sorted, such as `storage.objects.get`. */
export const gcpNames = (
  things: GcpThings,
  principals: readonly Principal[],
  permissions: readonly string[],
): Pick<Identity, 'findPrincipal' | 'findAction' | 'findResource'> => {
  const named = [...things.organizations, ...things.folders, ...things.projects, ...things.resources].map(({ id, name, address }): Nameable => ({
    id,
    name: name ?? lastOf(id),
    address,
    also: [lastOf(id)],
  }));
  const accounts = things.serviceAccounts.map(({ email, project, address }): Nameable => ({
    id: `//iam.googleapis.com/${project ?? `projects/${projectOf(email)}`}/serviceAccounts/${email}`,
    name: email,
    address,
  }));
  const people = principals.map((one) => ({ ...one, also: [one.id.slice(one.id.indexOf(':') + 1)] }));
  return {
    findPrincipal: (word) => {
      const { matches, near } = meant(people, word);
      const kind = matches.length === 0 ? kindOf(word) : undefined;
      if (kind) return { matches: [{ id: word, name: word, kind, account: '', at: undefined }], near: [] };
      return { matches: matches.map(({ also: _, ...principal }): Principal => principal), near };
    },
    findAction: (word) => findPermission(permissions, word),
    findResource: (word): Found<Target> =>
      /^(\/\/[\w.-]+\/|(organizations|folders|projects)\/[^/]+$)/.test(word)
        ? { matches: [{ id: word, name: word }], near: [] }
        : meant([...named, ...accounts], word),
  };
};

const lastOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
const projectOf = (email: string): string => /@([^.]+)\./.exec(email)?.[1] ?? '-';

/** Of somebody who was not read, by the form of an allow policy's member. */
const kindOf = (member: string): PrincipalKind | undefined => {
  if (member === 'allUsers' || member === 'allAuthenticatedUsers') return 'anyone';
  const prefix = /^(user|group|serviceAccount|domain|principal|principalSet):\S+$/.exec(member)?.[1];
  return prefix === undefined ? undefined : kinds[prefix];
};
const kinds: Readonly<Record<string, PrincipalKind>> = {
  user: 'user',
  group: 'group',
  serviceAccount: 'service-account',
  domain: 'group',
  principal: 'federated',
  principalSet: 'federated',
};

const findPermission = (permissions: readonly string[], word: string): Found<string> => {
  // Deny policies write `storage.googleapis.com/objects.get`.
  const plain = word.replace(/\.googleapis\.com\//, '.');
  const known = permissions.find((one) => one.toLowerCase() === plain.toLowerCase());
  if (known !== undefined) return { matches: [known], near: [] };
  const service = plain.slice(0, plain.indexOf('.') + 1).toLowerCase();
  const own = permissions.filter((one) => service !== '' && one.toLowerCase().startsWith(service));
  if (own.length > 0) {
    const near = looksLike(plain, own);
    return { matches: near.length === 0 ? [plain] : [], near };
  }
  const ends = permissions.filter((one) => one.toLowerCase().endsWith(`.${plain.toLowerCase()}`)).slice(0, 3);
  return { matches: [], near: ends.length > 0 ? ends : looksLike(plain, permissions) };
};
