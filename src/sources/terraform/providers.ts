import { attributeOf, type ModuleConfig } from './config.ts';
import { join, type BlockInstance, type Files, type ModuleInstance } from './module-instance.ts';
import type { Attribute, Block, Expression } from './syntax.ts';
import type { Val } from './value.ts';

/** Which provider configuration a resource uses, and what that says of account, region and version. */
export class Providers {
  private readonly configs: ReadonlyMap<string, ModuleConfig>;
  private readonly files: Files;
  /** Evaluates an attribute in the root module of an instance, or in the instance itself. */
  private readonly inRoot: (attribute: Attribute, instance: BlockInstance) => Val;
  private readonly inInstance: (attribute: Attribute, instance: BlockInstance) => Val;
  private readonly scopes = new Map<string, string>();
  private readonly versions = new Map<string, number | undefined>();

  constructor(configs: ReadonlyMap<string, ModuleConfig>, files: Files, inRoot: Providers['inRoot'], inInstance: Providers['inInstance']) {
    this.configs = configs;
    this.files = files;
    this.inRoot = inRoot;
    this.inInstance = inInstance;
  }

  private key({ module }: { readonly module: ModuleInstance }, block: Block | undefined, type: string): string {
    const written = block && attributeOf(block.body, 'provider')?.value;
    return this.rootProvider(module, written ? traversal(written) : type);
  }

  /** Through the `providers` of the calls up to the root. */
  private rootProvider(module: ModuleInstance, key: string): string {
    if (!module.parent || module.call === undefined) return key;
    const passed = attributeOf(this.configs.get(module.parent.dir)?.calls.get(module.call)?.body ?? { attributes: [], blocks: [] }, 'providers')?.value;
    const item =
      passed?.kind === 'object'
        ? passed.items.find((one) => traversal(one.key) === key || (one.bare && one.key.kind === 'string' && one.key.value === key))
        : undefined;
    return this.rootProvider(module.parent, item ? traversal(item.value) : key);
  }

  private block(module: ModuleInstance, key: string): Block | undefined {
    const [type, alias] = key.split('.');
    return this.configs.get(module.root.dir)?.providers.find((block) => {
      const written = attributeOf(block.body, 'alias')?.value;
      return block.labels[0]?.text === type && (written?.kind === 'string' ? written.value : undefined) === alias;
    });
  }

  /** The region of the provider, where the code says it. */
  region(instance: BlockInstance, block: Block | undefined): Val | undefined {
    const key = this.key(instance, block, 'aws');
    const provider = this.block(instance.module, key);
    const region = provider && attributeOf(provider.body, 'region');
    return region && this.inRoot(region, instance);
  }

  /** `root:account/region`, as far as the code tells. */
  scope(instance: BlockInstance, block: Block | undefined): string {
    const type = instance.name.split('_')[0] ?? '';
    const key = this.key(instance, block, type);
    const own = block && attributeOf(block.body, 'region');
    const cached = own ? undefined : this.scopes.get(`${instance.module.root.prefix}|${key}`);
    if (cached !== undefined) return cached;
    const provider = this.block(instance.module, key);
    const assumes = provider?.body.blocks.find((inner) => inner.type === 'assume_role');
    const other = assumes ?? (provider && (attributeOf(provider.body, 'profile') ?? attributeOf(provider.body, 'access_key')));
    const account = other ? other.file.text.slice(other.start, other.end).replace(/\s+/g, ' ') : '';
    const region = own ? this.inInstance(own, instance) : this.region(instance, block);
    const scope = `${instance.module.root.prefix}${account}/${region?.kind === 'string' ? region.value : key}`;
    if (!own) this.scopes.set(`${instance.module.root.prefix}|${key}`, scope);
    return scope;
  }

  /** Major version of a provider, by the lock file or a constraint that allows one only. */
  version(module: ModuleInstance, provider: string): number | undefined {
    const key = `${module.root.dir}|${module.dir}|${provider}`;
    if (this.versions.has(key)) return this.versions.get(key);
    const version =
      lockedMajor(this.files, module.root.dir, provider) ??
      pinnedMajor(this.configs.get(module.root.dir), provider) ??
      pinnedMajor(this.configs.get(module.dir), provider);
    this.versions.set(key, version);
    return version;
  }
}

const traversal = (expression: Expression): string =>
  expression.kind === 'attribute'
    ? `${traversal(expression.of)}.${expression.name}`
    : expression.kind === 'variable'
      ? expression.name
      : expression.kind === 'string'
        ? expression.value
        : expression.kind === 'parentheses'
          ? traversal(expression.inner)
          : '';

const lockedMajor = (files: Files, dir: string, provider: string): number | undefined => {
  const found = files.read(join(dir, '.terraform.lock.hcl'));
  if (!('file' in found)) return undefined;
  const at = found.file.text.indexOf(`/${provider}"`);
  const version = at < 0 ? undefined : /version\s*=\s*"(\d+)\./.exec(found.file.text.slice(at, at + 300))?.[1];
  return version === undefined ? undefined : Number(version);
};

/** The one major version that the constraints of a module allow; undefined if several. */
const pinnedMajor = (config: ModuleConfig | undefined, provider: string): number | undefined => {
  for (const block of config?.terraform ?? []) {
    for (const required of block.body.blocks) {
      const value = required.type === 'required_providers' ? attributeOf(required.body, provider)?.value : undefined;
      const item = value?.kind === 'object' ? value.items.find(({ key }) => key.kind === 'string' && key.value === 'version')?.value : value;
      if (item?.kind !== 'string') continue;
      const exact = /(?:^|,)\s*(?:~>|=)?\s*v?(\d+)(?:\.\d+)*/.exec(
        item.value.replace(/>=?|<=?|!=/g, (sign) => `#${sign}`).replace(/#[<>!=]+\s*[\d.]+/g, ''),
      )?.[1];
      if (exact !== undefined) return Number(exact);
      const low = />=\s*(\d+)/.exec(item.value)?.[1];
      const high = /<\s*(\d+)(?:\.0)*\s*(?:,|$)/.exec(item.value)?.[1];
      if (low !== undefined && high !== undefined && Number(high) === Number(low) + 1) return Number(low);
    }
  }
  return undefined;
};
