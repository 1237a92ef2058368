import { blockKind } from './bodies.ts';
import { attributeOf, type ModuleConfig } from './config.ts';
import { attempt, type Evaluation } from './evaluation.ts';
import { join, type BlockInstance, type Each, type Files, type ModuleInstance } from './module-instance.ts';
import { expand } from './repetition.ts';
import type { Block, Body, Expression } from './syntax.ts';
import type { Val } from './value.ts';

/** A `provider` block, the module instance that it belongs to, and which one of its `for_each` is meant. */
export interface Configuration {
  readonly module: ModuleInstance;
  readonly block: Block;
  readonly each: Each | undefined;
}

interface Choice {
  /** `aws`, `aws.west`, `aws.by_region["x"]`. */
  readonly name: string;
  /** The name within the root, with the path of the module that configures it. */
  readonly key: string;
  readonly found: Configuration | undefined;
}

/** Which provider configuration a resource uses, and what that says of account, region and version. */
export class Providers {
  private readonly e: Evaluation;
  private readonly chosen = new Map<string, Choice>();
  private readonly scopes = new Map<string, string>();
  private readonly versions = new Map<string, number | undefined>();

  private anyTags: boolean | undefined;

  constructor(e: Evaluation) {
    this.e = e;
  }

  /** Some configuration adds tags or ignores some. */
  get haveTags(): boolean {
    return (this.anyTags ??= [...this.e.configs.values()].some(({ providers }) =>
      providers.some((block) => tagRules.some((name) => isWritten(block.body, name))),
    ));
  }

  /** By the `provider` of the block, through the `providers` of the calls. */
  configuration(instance: BlockInstance, block: Block | undefined, type: string): Choice {
    const written = block && attributeOf(block.body, 'provider')?.value;
    const named = written ? traversal(written) : { name: type, index: undefined };
    if (named.index) return this.inModule(instance.module, named.name, this.keyOf(named.index, instance.module, instance.each));
    const at = `${instance.module.path}|${named.name}`;
    const known = this.chosen.get(at);
    if (known) return known;
    const found = this.inModule(instance.module, named.name, undefined);
    this.chosen.set(at, found);
    return found;
  }

  private inModule(module: ModuleInstance, name: string, index: string | undefined): Choice {
    const { parent, call } = module;
    if (parent && call !== undefined) {
      const given = attributeOf(this.e.configs.get(parent.dir)?.calls.get(call)?.body ?? nothing, 'providers')?.value;
      const item =
        given?.kind === 'object'
          ? given.items.find((one) => traversal(one.key).name === name || (one.bare && one.key.kind === 'string' && one.key.value === name))
          : undefined;
      const next = item && traversal(item.value);
      if (next) return this.inModule(parent, next.name, next.index && this.keyOf(next.index, parent, module.each));
    }
    const own = this.e.configs.get(module.dir)?.providers.find((block) => nameOf(block) === name);
    // An empty block of a called module only says that it wants one.
    if (parent && (!own || isEmpty(own))) return this.inModule(parent, name, index);
    const full = `${name}${index === undefined ? '' : `[${index}]`}`;
    const key = `${parent ? module.path.slice(module.root.prefix.length) : ''}${full}`;
    return { name: full, key, found: own && { module, block: own, each: index === undefined ? undefined : this.each(own, module, index) } };
  }

  /** The key of `aws.by_region["x"]` in quotes; `*` if it is not known. */
  private keyOf(index: Expression, module: ModuleInstance, each: Each | undefined): string {
    const val = attempt(this.e.problems, { ...index, name: 'provider', value: index }, this.e.scope(module, each));
    return val.kind === 'string' ? JSON.stringify(val.value) : val.kind === 'number' ? String(val.value) : '*';
  }

  /** One instance of a provider with `for_each` (OpenTofu). */
  private each(block: Block, module: ModuleInstance, index: string): Each | undefined {
    const written = attributeOf(block.body, 'for_each');
    if (!written) return undefined;
    const val = attempt(this.e.problems, written, this.e.scope(module));
    const all = expand(
      written,
      val,
      `provider.${nameOf(block)}`,
      () => true,
      (code, message) => this.e.problems.report(code, written, message),
    ).each;
    return all.find((one) => one?.key === `[${index}]`) ?? all.find((one) => one?.key === '[*]');
  }

  private argument({ module, block, each }: Configuration, name: string): Val | undefined {
    const written = attributeOf(block.body, name);
    return written && attempt(this.e.problems, written, this.e.scope(module, each));
  }

  /** The region of the provider, where the code says it. */
  region(instance: BlockInstance, block: Block | undefined): Val | undefined {
    const { found } = this.configuration(instance, block, 'aws');
    return found && this.argument(found, 'region');
  }

  /** `root:account/region`, as far as the code tells. */
  scope(instance: BlockInstance, block: Block | undefined): string {
    const { name, key, found } = this.configuration(instance, block, instance.name.split('_')[0] ?? '');
    const own = block && attributeOf(block.body, 'region');
    const { prefix } = instance.module.root;
    const cached = own ? undefined : this.scopes.get(`${prefix}|${key}`);
    if (cached !== undefined) return cached;
    const body = found?.block.body ?? nothing;
    const other =
      body.blocks.find(({ type }) => type === 'assume_role') ?? ['assume_role', 'profile', 'access_key'].map((name) => attributeOf(body, name)).find(Boolean);
    const account = other ? other.file.text.slice(other.start, other.end).replace(/\s+/g, ' ') : '';
    const region = own ? attempt(this.e.problems, own, this.e.scope(instance.module, instance.each)) : this.region(instance, block);
    const scope = `${prefix}${account}/${region?.kind === 'string' ? region.value : name}`;
    if (!own) this.scopes.set(`${prefix}|${key}`, scope);
    return scope;
  }

  /** Major version of a provider, by the lock file or a constraint that allows one only. */
  version(module: ModuleInstance, provider: string): number | undefined {
    const key = `${module.root.dir}|${module.dir}|${provider}`;
    if (this.versions.has(key)) return this.versions.get(key);
    const version =
      lockedMajor(this.e.files, module.root.dir, provider) ??
      pinnedMajor(this.e.configs.get(module.root.dir), provider) ??
      pinnedMajor(this.e.configs.get(module.dir), provider);
    this.versions.set(key, version);
    return version;
  }
}

const tagRules = ['default_tags', 'ignore_tags'];
/** As a nested block, or as an argument (in JSON syntax). */
const isWritten = (body: Body, name: string): boolean => attributeOf(body, name) !== undefined || body.blocks.some((inner) => blockKind(inner) === name);

const nothing: Body = { attributes: [], blocks: [] };
/** `aws`, or `aws.alias`. */
const nameOf = (block: Block): string => {
  const alias = attributeOf(block.body, 'alias')?.value;
  return `${block.labels[0]?.text ?? ''}${alias?.kind === 'string' ? `.${alias.value}` : ''}`;
};
const isEmpty = ({ body }: Block): boolean => body.blocks.length === 0 && body.attributes.every(({ name }) => name === 'alias' || name === 'version');

/** What `aws.west` or `aws.by_region[each.key]` names. */
const traversal = (expression: Expression): { readonly name: string; readonly index: Expression | undefined } => {
  switch (expression.kind) {
    case 'attribute':
      return { name: `${traversal(expression.of).name}.${expression.name}`, index: undefined };
    case 'index':
      return { name: traversal(expression.of).name, index: expression.key };
    case 'variable':
      return { name: expression.name, index: undefined };
    case 'string':
      return { name: expression.value, index: undefined };
    case 'parentheses':
      return traversal(expression.inner);
    default:
      return { name: '', index: undefined };
  }
};

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
        item.value.replace(/(?<!~)>=?|<=?|!=/g, (sign) => `#${sign}`).replace(/#[<>!=]+\s*[\d.]+/g, ''),
      )?.[1];
      if (exact !== undefined) return Number(exact);
      const low = />=\s*(\d+)/.exec(item.value)?.[1];
      const high = /<\s*(\d+)(?:\.0)*\s*(?:,|$)/.exec(item.value)?.[1];
      if (low !== undefined && high !== undefined && Number(high) === Number(low) + 1) return Number(low);
    }
  }
  return undefined;
};
