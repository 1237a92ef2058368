import type { GcpInput, Resource } from './input.ts';

/** Organization, folders, projects, and the resources below them. */
export interface Hierarchy {
  /** One spelling for each place: a level of the hierarchy or a full resource name. Undefined: no name of either kind. */
  readonly canonical: (name: string) => string | undefined;
  /** The place itself and everything above it. */
  readonly chain: (canonical: string) => readonly string[];
  /** The level whose place in the hierarchy nobody knows, if there is one. */
  readonly open: (canonical: string) => string | undefined;
  /** `projects/p` of a place, if it lies in one. */
  readonly projectOf: (canonical: string) => string | undefined;
  readonly numberOf: (project: string) => string | undefined;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Levels that lie below themselves. */
  readonly cyclic: readonly string[];
  /** Resources that appear twice, and names that are none. */
  readonly duplicates: readonly string[];
  readonly unreadable: readonly Resource[];
}

export const hierarchyOf = (input: GcpInput): Hierarchy => {
  const ids = new Map(input.projects.flatMap(({ id, number }) => (number === undefined ? [] : [[number, id.replace(/^projects\//, '')] as const])));
  const numbers = new Map(input.projects.flatMap(({ id, number }) => (number === undefined ? [] : [[id, number] as const])));
  const emails = new Map(input.serviceAccounts.map(({ email, project }) => [email.toLowerCase(), project]));
  const canonical = (name: string): string | undefined => canonicalName(name, ids, emails);
  const parents = new Map<string, string>();
  const unplaced = new Set<string>();
  for (const { id, parent } of [...input.folders, ...input.projects]) {
    const above = parent === undefined ? undefined : parent === null ? null : canonical(parent);
    if (above === undefined) unplaced.add(id);
    else if (above !== null) parents.set(id, above);
  }
  const declared = new Set([...input.folders, ...input.projects, ...input.organizations].map(({ id }) => id));
  const resources = new Map<string, Resource>();
  const duplicates: string[] = [];
  const unreadable: Resource[] = [];
  for (const resource of input.resources.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const place = canonical(resource.id);
    if (place === undefined) unreadable.push(resource);
    else if (resources.has(place)) duplicates.push(resource.id);
    else resources.set(place, resource);
  }
  const cyclic = new Set<string>();
  const known = new Map<string, { links: readonly string[]; open: string | undefined }>();
  const walk = (place: string): { links: readonly string[]; open: string | undefined } => {
    const found = known.get(place);
    if (found) return found;
    const { links, top } = within(place, (name) => {
      const parent = resources.get(name)?.parent;
      return parent === undefined ? undefined : canonical(parent);
    });
    let open = top === undefined ? place : undefined;
    for (let here = top; here !== undefined; here = parents.get(here)) {
      if (links.includes(here)) {
        // A ring is told once, by its first member.
        cyclic.add(links.slice(links.indexOf(here)).toSorted()[0] ?? here);
        open = here;
        break;
      }
      links.push(here);
      if (unplaced.has(here) || (!declared.has(here) && !here.startsWith('organizations/'))) open = here;
    }
    const made = { links, open };
    known.set(place, made);
    return made;
  };
  for (const { id } of [...input.folders, ...input.projects]) walk(id);
  return {
    canonical,
    chain: (place) => walk(place).links,
    open: (place) => walk(place).open,
    projectOf: (place) => walk(place).links.find((level) => level.startsWith('projects/')),
    numberOf: (project) => numbers.get(project),
    resources,
    cyclic: [...cyclic].toSorted(),
    duplicates,
    unreadable,
  };
};

/** The name and its prefixes, up to the level it hangs below: told by the name, or by the resource. */
const within = (place: string, parentOf: (name: string) => string | undefined): { links: string[]; top: string | undefined } => {
  if (isLevel(place)) return { links: [], top: place };
  const links: string[] = [];
  const segments = place.split('/');
  for (let end = segments.length; end > 3; end--) {
    const name = segments.slice(0, end).join('/');
    const level = segments.slice(3, end).join('/');
    if (isLevel(level) && level !== 'projects/_') return { links, top: level };
    links.push(name);
    const parent = parentOf(name);
    if (parent !== undefined) return { links, top: parent };
  }
  return { links, top: undefined };
};

export const isLevel = (place: string): boolean => /^(organizations|folders|projects)\/[^/]+$/.test(place);

const canonicalName = (written: string, projectIds: ReadonlyMap<string, string>, accounts: ReadonlyMap<string, string | undefined>): string | undefined => {
  const text = written.trim().replace(/\/+$/, '');
  const bare = text.replace(/^serviceAccount:/, '');
  if (/^[^/\s@]+@[^/\s@]+gserviceaccount\.com$/.test(bare)) {
    const project = accounts.get(bare.toLowerCase()) ?? projectOfEmail(bare);
    return project === undefined ? undefined : accountName(bare, projectNamed(project, projectIds));
  }
  const bucket = /^gs:\/\/(?<bucket>[^/]+)(?:\/(?<object>.+))?$/.exec(text)?.groups;
  if (bucket) return `//storage.googleapis.com/projects/_/buckets/${bucket['bucket']}${bucket['object'] === undefined ? '' : `/objects/${bucket['object']}`}`;
  const link = /^https:\/\/(?:www\.googleapis\.com\/(?<service>\w+)|(?<host>\w+)\.googleapis\.com(?:\/\w+)?)\/(?:v\d\w*|beta)\/(?<rest>.+)$/.exec(text)?.groups;
  if (link) return canonicalName(`//${link['service'] ?? link['host']}.googleapis.com/${link['rest']}`, projectIds, accounts);
  const full = /^\/\/(?<service>[a-z0-9.-]+)\/(?<rest>\S.*)$/.exec(text)?.groups;
  const rest = projectNamed(full?.['rest'] ?? text, projectIds);
  if (!full) {
    if (isLevel(rest)) return rest;
    const service = serviceOf(rest);
    return service === undefined ? undefined : `//${service}/${rest}`;
  }
  if (full['service'] === 'cloudresourcemanager.googleapis.com' && isLevel(rest)) return rest;
  // Cloud Asset Inventory leaves out the project of a bucket, which has none in its name.
  if (full['service'] === 'storage.googleapis.com' && !rest.startsWith('projects/')) return `//storage.googleapis.com/projects/_/buckets/${rest}`;
  return `//${full['service']}/${rest}`;
};

/** Numbers of projects become ids, where they are known. */
const projectNamed = (rest: string, ids: ReadonlyMap<string, string>): string =>
  rest.replace(/^projects\/(\d+)(?=\/|$)/, (whole, number: string) => (ids.has(number) ? `projects/${ids.get(number)}` : whole));

export const accountName = (email: string, project: string): string => `//iam.googleapis.com/${project}/serviceAccounts/${email.toLowerCase()}`;

/** Service accounts carry their project in the address; agents of Google's own projects do not lie in any of yours. */
export const projectOfEmail = (email: string): string | undefined => {
  const [, project] = /@([a-z][a-z0-9-]+)\.iam\.gserviceaccount\.com$/i.exec(email) ?? [];
  if (project !== undefined) return /^gcp-sa-|^gcp-gae-service$|^cloud-/.test(project) ? undefined : `projects/${project.toLowerCase()}`;
  const [, engine] = /^([a-z][a-z0-9-]+)@appspot\.gserviceaccount\.com$/i.exec(email) ?? [];
  if (engine !== undefined) return `projects/${engine.toLowerCase()}`;
  const [, number] = /^([a-z0-9-]+)-compute@developer\.gserviceaccount\.com$/i.exec(email) ?? [];
  return number === undefined ? undefined : `projects/${number}`;
};

/** Names without their service, as people and Terraform write them. */
const collections: readonly (readonly [RegExp, string])[] = [
  [/\/serviceAccounts\//, 'iam'],
  [/\/roles\//, 'iam'],
  [/(workloadIdentityPools|workforcePools)\//, 'iam'],
  [/\/secrets\//, 'secretmanager'],
  [/\/(zones|regions)\/|\/global\/(images|networks|instanceTemplates|snapshots)\//, 'compute'],
  [/\/(topics|subscriptions|snapshots|schemas)\//, 'pubsub'],
  [/\/keyRings\//, 'cloudkms'],
  [/\/datasets\//, 'bigquery'],
  [/\/buckets\//, 'storage'],
  [/\/locations\/[^/]+\/functions\//, 'cloudfunctions'],
  [/\/locations\/[^/]+\/(services|jobs)\//, 'run'],
  [/\/locations\/[^/]+\/repositories\//, 'artifactregistry'],
  [/\/locations\/[^/]+\/clusters\//, 'container'],
  [/\/instances\//, 'sqladmin'],
];
const serviceOf = (rest: string): string | undefined => {
  if (!/^(projects|folders|organizations|locations)\/[^/]+\/\S/.test(rest)) return undefined;
  const found = collections.find(([pattern]) => pattern.test(`${rest}/`));
  return found && `${found[1]}.googleapis.com`;
};

/** `resource.type` of a place: what is said of it, else what the last collection of its name tells. */
export const typeOfPlace = (place: string, resources: ReadonlyMap<string, Resource>): string => {
  const said = resources.get(place)?.type;
  if (said !== undefined) return said;
  if (isLevel(place)) return `cloudresourcemanager.googleapis.com/${singular(place.slice(0, place.indexOf('/')))}`;
  const [, , service = '', ...path] = place.split('/');
  const objects = path.indexOf('objects');
  const collection = service === 'storage.googleapis.com' && objects > 0 ? 'objects' : (path.at(path.length % 2 === 0 ? -2 : -1) ?? '');
  return `${service}/${collection === 'versions' && path.includes('secrets') ? 'SecretVersion' : singular(collection)}`;
};
const singular = (collection: string): string => {
  const one = collection.endsWith('ies') ? `${collection.slice(0, -3)}y` : collection.replace(/(ss)es$|s$/, '$1');
  return one.charAt(0).toUpperCase() + one.slice(1);
};
