import { accountOfCaller, type Caller } from './caller.ts';
import { notKnown, type Look } from './context.ts';
import type { Estate, HolderState } from './estate.ts';
import type { Target } from './resource-of.ts';

/** What was read of the caller and the resource, as condition keys: tags, the organization, the unique id. What was read of tags is all there is. */
export type FactsOf = (caller: Caller, holder: HolderState | undefined, on: Target) => Look;

export const factsOf = (estate: Estate): FactsOf => {
  const organizations = new Map(estate.input.accounts.map(({ id, organization }) => [id, organization]));
  return (caller, holder, on) => (key) => {
    const slash = key.indexOf('/');
    if (slash >= 0) {
      if (key.startsWith('aws:principaltag/')) return tagged(holder?.is.tags, key.slice(slash + 1));
      if (resourceTagPrefixes.has(key.slice(0, slash))) return tagged(on.thing?.is.tags ?? on.holder?.is.tags, key.slice(slash + 1));
      return notKnown;
    }
    switch (key) {
      case 'aws:userid':
        return holder?.kind === 'user' ? (holder.is.uniqueId ?? notKnown) : notKnown;
      case 'aws:principalorgid':
        return organizations.get(accountOfCaller(caller) ?? '')?.id ?? notKnown;
      case 'aws:principalorgpaths': {
        const path = organizations.get(accountOfCaller(caller) ?? '')?.path;
        return path === undefined ? notKnown : [path];
      }
      default:
        return notKnown;
    }
  };
};

const resourceTagPrefixes = new Set(['aws', 'iam', 'ec2', 'ecs', 'ssm', 'secretsmanager', 's3'].map((service) => `${service}:resourcetag`));

type Tags = Readonly<Record<string, string>>;
const lowered = new WeakMap<Tags, ReadonlyMap<string, string>>();
/** Keys of tags are compared without case; of two that differ only in case, the first. */
const tagged = (tags: Tags | undefined, name: string): string | undefined | typeof notKnown => {
  if (tags === undefined) return notKnown;
  let found = lowered.get(tags);
  if (!found) {
    found = new Map(
      Object.entries(tags)
        .map(([key, value]) => [key.toLowerCase(), value] as const)
        .reverse(),
    );
    lowered.set(tags, found);
  }
  return found.get(name);
};
