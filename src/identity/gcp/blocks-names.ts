import { at, type Target } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import { attribute, textOf, type Read, type Resolve } from '../azure/blocks-values.ts';
import { blockTypes } from './blocks-types.ts';

/** Ids that exist after deployment only, made up so that references between blocks meet. */
export interface Names {
  readonly resolve: Resolve;
  readonly get: (block: EvaluatedBlock, path: string) => Read;
  readonly text: (block: EvaluatedBlock, path: string) => string | undefined;
  /** `projects/<id>` of a block. */
  readonly project: (block: EvaluatedBlock) => string;
  /** Full resource name. */
  readonly place: (block: EvaluatedBlock) => string;
  /** `projects/<id>` for what an argument says: an id, a number, a name with `projects/`. */
  readonly projectNamed: (found: Read) => string;
}

export const namesOf = (blocks: readonly EvaluatedBlock[]): Names => {
  const byAddress = new Map(blocks.map((block) => [block.address, block]));
  const sole = soleProject(blocks);
  const visiting = new Set<string>();
  const resolve = (target: Target): string | undefined => {
    const key = `${target.address}.${target.attribute}`;
    // Blocks that refer to each other in a circle have no text.
    if (visiting.has(key)) return undefined;
    visiting.add(key);
    const found = resolved(target);
    visiting.delete(key);
    return found;
  };
  const resolved = ({ address, attribute: name }: Target): string | undefined => {
    const block = byAddress.get(address);
    if (block) return blockText(names, block, name);
    const type = /(?:^|[.:])data\.([a-z_0-9]+)\./.exec(address)?.[1];
    return type === undefined ? slug(name === '' ? address : `${address}.${name}`) : dataText(type, address, name, sole);
  };
  const get = (block: EvaluatedBlock, path: string): Read => attribute(block.attributes, path, resolve);
  const names: Names = {
    resolve,
    get,
    text: (block, path) => textOf(get(block, path)),
    project: (block) => (block.type === 'google_project' ? projectId(names, block) : names.projectNamed(withProvider(get(block, 'project'), block.scope))),
    projectNamed: (found) => projectNamed(found, sole),
    place: (block) => placeOf(names, block),
  };
  return names;
};

/** What is not written is the provider's: its alias tells providers apart. */
const withProvider = (found: Read, scope: string): Read => {
  const alias = /\/google(?:-beta)?\.([\w-]+)$/.exec(scope)?.[1];
  return found.is === 'absent' && alias !== undefined ? { is: 'text', text: `provider-${alias}` } : found;
};

/** Before deployment nobody knows the provider's project; where the code names one only, that is taken. */
const soleProject = (blocks: readonly EvaluatedBlock[]): string => {
  const found = new Set<string>();
  for (const { type, attributes } of blocks) {
    const value = at(attributes, [type === 'google_project' ? 'project_id' : 'project']);
    if (value?.is === 'known' && typeof value.value === 'string') found.add(value.value.replace(/^projects\//, ''));
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : 'default-project';
};

const projectNamed = (found: Read, sole: string): string => {
  if (found.is === 'text') return `projects/${found.text.replace(/^projects\//, '')}`;
  // Variables with such names stand for the provider's own project.
  if (found.is === 'absent' || /^(var\.)?((gcp|google)_)?project(_id|_name)?$/.test(found.why)) return `projects/${sole}`;
  return `projects/${slug(found.why)}`;
};

const projectId = (names: Names, block: EvaluatedBlock): string => {
  const found = names.get(block, 'project_id');
  return `projects/${found.is === 'text' ? found.text : slug(block.address)}`;
};

/** An address as one segment of a name. */
export const slug = (text: string): string => text.replace(/[^A-Za-z0-9-]+/g, '-').replace(/^-|-$/g, '');

export const emailOfBlock = (names: Names, block: EvaluatedBlock): string =>
  `${names.text(block, 'account_id') ?? slug(block.address)}@${names.project(block).replace(/^projects\//, '')}.iam.gserviceaccount.com`;
export const defaultAccount = (project: string): string => `${project.replace(/^projects\//, '')}-compute@developer.gserviceaccount.com`;
export const appAccount = (project: string): string => `${project.replace(/^projects\//, '')}@appspot.gserviceaccount.com`;

const placeOf = (names: Names, block: EvaluatedBlock): string => {
  if (block.type === 'google_project') return projectId(names, block);
  if (block.type === 'google_folder') return `folders/${slug(block.address)}`;
  const known = blockTypes[block.type];
  const project = names.project(block);
  if (!known) return `//${block.type.replaceAll('_', '-')}.invalid/${project}/${slug(block.address)}`;
  const path = known.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'email') return emailOfBlock(names, block);
    if (name === 'project') return project.replace(/^projects\//, '');
    if (name === 'zone' || name === 'region' || name === 'location') return names.text(block, name)?.split('/').at(-1) ?? '-';
    return names.text(block, name) ?? slug(block.address);
  });
  const service = known.type.slice(0, known.type.indexOf('/'));
  return path.startsWith('/') ? `//${service}${path}` : `//${service}/${project}/${path}`;
};

const blockText = (names: Names, block: EvaluatedBlock, name: string): string | undefined => {
  const written = names.text(block, name);
  const place = placeOf(names, block);
  const relative = place.replace(/^\/\/[^/]+\//, '');
  const project = names.project(block).replace(/^projects\//, '');
  switch (block.type) {
    case 'google_project':
      if (name === 'project_id' || name === 'number' || name === 'name') return written ?? project;
      return name === 'id' || name === '' ? place : written;
    case 'google_folder':
      return name === 'folder_id' ? place.slice('folders/'.length) : name === 'name' || name === 'id' ? place : written;
    case 'google_service_account':
      if (name === 'email') return emailOfBlock(names, block);
      if (name === 'member') return `serviceAccount:${emailOfBlock(names, block)}`;
      if (name === 'unique_id') return slug(block.address);
      break;
    case 'google_storage_bucket':
      if (name === 'id' || name === 'name') return names.text(block, 'name') ?? slug(block.address);
      break;
    case 'google_cloud_identity_group':
      return name === 'id' || name === 'name' ? block.address : written;
    case 'google_tags_tag_key':
    case 'google_tags_tag_value':
      return name === 'id' || name === 'name' ? `${block.type === 'google_tags_tag_key' ? 'tagKeys' : 'tagValues'}/${slug(block.address)}` : written;
    default:
  }
  if (name === 'project') return project;
  if (name === 'id' || name === 'self_link' || (name === 'name' && written === undefined)) return relative;
  return written ?? (name === 'service_account_email' || name === 'email' ? undefined : slug(`${block.address}.${name}`));
};

const dataText = (type: string, address: string, name: string, sole: string): string | undefined => {
  switch (type) {
    case 'google_project':
    case 'google_client_config':
      if (name === 'id') return `projects/${sole}`;
      return /^(project_id|project|number|name)$/.test(name) ? sole : undefined;
    case 'google_compute_default_service_account':
      return name === 'member'
        ? `serviceAccount:${defaultAccount(sole)}`
        : name === 'email'
          ? defaultAccount(sole)
          : `projects/${sole}/serviceAccounts/${defaultAccount(sole)}`;
    case 'google_app_engine_default_service_account':
      return name === 'member'
        ? `serviceAccount:${appAccount(sole)}`
        : name === 'email'
          ? appAccount(sole)
          : `projects/${sole}/serviceAccounts/${appAccount(sole)}`;
    case 'google_organization':
      if (name === 'org_id') return slug(address);
      return name === 'name' || name === 'id' ? `organizations/${slug(address)}` : undefined;
    case 'google_folder':
    case 'google_active_folder':
      return name === 'folder_id' ? slug(address) : `folders/${slug(address)}`;
    case 'google_service_account': {
      const email = `${slug(address)}@${sole}.iam.gserviceaccount.com`;
      return name === 'email' ? email : name === 'member' ? `serviceAccount:${email}` : `projects/${sole}/serviceAccounts/${email}`;
    }
    default:
      return slug(`${address}.${name}`);
  }
};
