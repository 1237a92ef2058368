import { isFields, type Fields } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import { attribute, flagOf, listOf, nested, sourceOf, textOf } from '../azure/blocks-values.ts';
import { blockTypes } from './blocks-types.ts';
import { appAccount, defaultAccount, type Names } from './blocks-names.ts';
import type { Resource, ResourceFacts } from './input.ts';

/** Everything that runs as somebody, keeps data or keeps code. */
export const readThings = (blocks: readonly EvaluatedBlock[], names: Names): Resource[] => {
  const known = blocks.filter(({ type }) => type in blockTypes && !/^google_(service_account|project_iam|organization_iam|iam_)/.test(type));
  const things = known.map((block) => thingOf(block, blocks, names));
  return [...things, ...groupsOf(blocks, names)];
};

const thingOf = (block: EvaluatedBlock, blocks: readonly EvaluatedBlock[], names: Names): Resource => {
  const facts = factsOf(block, blocks, names);
  return {
    id: names.place(block),
    type: blockTypes[block.type]?.type ?? block.type,
    name: names.text(block, 'name') ?? block.address,
    parent: names.project(block),
    accounts: accountsOf(block, blocks, names),
    ...(facts && { facts }),
    ...sourceOf(block),
  };
};

const accountsOf = (block: EvaluatedBlock, blocks: readonly EvaluatedBlock[], names: Names): readonly string[] | undefined => {
  const project = names.project(block);
  if (block.type === 'google_container_cluster') {
    const pools = blocks.filter((other) => other.type === 'google_container_node_pool' && refersTo(names.text(other, 'cluster'), block, names));
    const all = [block, ...pools].flatMap((one) => accountAt(one, 'node_config.service_account', project, names, defaultAccount(project)) ?? []);
    return [...new Set(all)].toSorted();
  }
  if (block.type === 'google_gke_hub_membership') {
    const link = names.text(block, 'endpoint.gke_cluster.resource_link') ?? '';
    const cluster = blocks.find((other) => other.type === 'google_container_cluster' && link.endsWith(names.place(other).replace(/^\/\/[^/]+\//, '')));
    return cluster && accountsOf(cluster, blocks, names);
  }
  const written = blockTypes[block.type]?.account;
  if (written === undefined) return [];
  const always = written.startsWith('!');
  const path = written.replace(/^!/, '');
  if (block.type === 'google_cloudfunctions_function') return accountAt(block, path, project, names, appAccount(project));
  // A machine without the block runs as nobody; with the block but without an address as the default account.
  if (path === 'service_account.email') {
    const found = nested(block.attributes, 'service_account');
    if (found === undefined) return undefined;
    return found.length === 0 ? [] : accountAt(block, path, project, names, defaultAccount(project));
  }
  return accountAt(block, path, project, names, always ? defaultAccount(project) : undefined);
};
const accountAt = (block: EvaluatedBlock, path: string, project: string, names: Names, byDefault: string | undefined): readonly string[] | undefined => {
  const found = names.get(block, path);
  if (found.is === 'unknown') return undefined;
  if (found.is === 'absent') return byDefault === undefined ? [] : [byDefault];
  const email = found.text.split('/').at(-1) ?? found.text;
  return [
    email === 'default' ? defaultAccount(project) : email.includes('@') ? email : `${email}@${project.replace(/^projects\//, '')}.iam.gserviceaccount.com`,
  ];
};
const refersTo = (text: string | undefined, block: EvaluatedBlock, names: Names): boolean =>
  text !== undefined && (text === names.text(block, 'name') || names.place(block).endsWith(`/${text}`));

const factsOf = (block: EvaluatedBlock, blocks: readonly EvaluatedBlock[], names: Names): ResourceFacts | undefined => {
  switch (block.type) {
    case 'google_compute_instance':
    case 'google_compute_instance_template':
      return machineFacts(block, blocks, names);
    case 'google_container_cluster': {
      const autopilot = flagOf(names.get(block, 'enable_autopilot'));
      const found = nested(block.attributes, 'workload_identity_config');
      return { workloadIdentity: autopilot === true ? true : found === undefined ? undefined : found.length > 0 };
    }
    case 'google_artifact_registry_repository': {
      const id = names.text(block, 'repository_id');
      return id === undefined ? undefined : { keepsCodeOf: runners(blocks, names, `/${id}/`) };
    }
    case 'google_sourcerepo_repository': {
      const name = names.text(block, 'name');
      return name === undefined ? undefined : { keepsCodeOf: runners(blocks, names, `/repos/${name}`) };
    }
    default:
      return undefined;
  }
};

const machineFacts = (block: EvaluatedBlock, blocks: readonly EvaluatedBlock[], names: Names): ResourceFacts => {
  const [account] = nested(block.attributes, 'service_account') ?? [];
  const scopes = account && listOf(account['scopes'], names.resolve);
  return {
    scopes: scopes === undefined || scopes === 'absent' || scopes.open ? undefined : scopes.texts,
    osLogin:
      osLoginIn(block, names) ??
      blocks
        .filter(({ type }) => type.startsWith('google_compute_project_metadata'))
        .map((one) => osLoginIn(one, names))
        .find((one) => one !== undefined),
  };
};
const osLoginIn = (block: EvaluatedBlock, names: Names): boolean | undefined => {
  if (block.type === 'google_compute_project_metadata_item')
    return names.text(block, 'key') === 'enable-oslogin' ? truth(names.text(block, 'value')) : undefined;
  const metadata = block.attributes['metadata'];
  const fields: Fields | undefined = metadata?.is === 'known' && isFields(metadata.value) ? metadata.value : undefined;
  return fields && truth(textOf(attribute(fields, 'enable-oslogin', names.resolve)));
};
const truth = (text: string | undefined): boolean | undefined => (text === undefined ? undefined : /^(true|1|y|yes)$/i.test(text));

/** Names of what runs an image or a source that is named so. */
const runners = (blocks: readonly EvaluatedBlock[], names: Names, part: string): string[] =>
  blocks
    .filter(({ type }) => /^google_(cloud_run|cloudfunctions)\w*$/.test(type) && type in blockTypes)
    .filter((block) => [...imagePaths.map((path) => names.text(block, path)), names.text(block, 'source_repository.url')].some((text) => text?.includes(part)))
    .map((block) => names.place(block));
const imagePaths = ['template.containers.image', 'template.spec.containers.image', 'template.template.containers.image', 'build_config.docker_repository'];

/** The machines of a group run as the account of its template. */
const groupsOf = (blocks: readonly EvaluatedBlock[], names: Names): Resource[] =>
  blocks
    .filter(({ type }) => /^google_compute_(region_)?instance_group_manager$/.test(type))
    .flatMap((block): Resource[] => {
      const version = nested(block.attributes, 'version')?.[0];
      const template = version && textOf(attribute(version, 'instance_template', names.resolve));
      const found =
        template === undefined
          ? undefined
          : blocks.find((other) => other.type === 'google_compute_instance_template' && names.place(other).endsWith(`/${template.split('/').at(-1) ?? ''}`));
      const name = names.text(block, 'name') ?? block.address;
      const zone = names.text(block, 'zone') ?? names.text(block, 'region') ?? '-';
      return [
        {
          id: `//compute.googleapis.com/${names.project(block)}/zones/${zone}/instances/${name}`,
          type: 'compute.googleapis.com/Instance',
          name,
          accounts: found && accountsOf(found, blocks, names),
          facts: found && machineFacts(found, blocks, names),
          ...sourceOf(block),
        },
      ];
    });
