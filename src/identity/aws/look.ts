import type { Context } from '../identity.ts';
import { accountOfCaller, arnOfCaller, type Caller } from './caller.ts';
import { notKnown, type Look } from './context.ts';

/**
 * Looks a key up in a request: what was given first, then what follows from the caller and the resource, then what is fixed by the two (`entities`: tags).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const lookUp = (context: Context, caller: Caller, resourceAccount: string | undefined, entities: Look = nothing): Look => {
  const given = givenIn(context);
  const partial = context.is === 'partial';
  return (key) => {
    const value = given.get(key);
    // An empty list is how a request says that there is no such key, also one that would follow.
    if (value !== undefined) return value.length === 0 && typeof value !== 'string' ? undefined : value;
    const derived = follows(key, caller, resourceAccount);
    if (derived !== notKnown) return derived;
    const fixed = entities(key);
    if (fixed !== notKnown) return fixed;
    return partial ? notKnown : undefined;
  };
};

const remembered = new WeakMap<Context, ReadonlyMap<string, string | readonly string[]>>();
/** The keys in lower case. One context serves many questions. */
const givenIn = (context: Context): ReadonlyMap<string, string | readonly string[]> => {
  let given = remembered.get(context);
  if (!given) {
    given = new Map(Object.entries(context.keys).map(([key, value]) => [key.toLowerCase(), value]));
    remembered.set(context, given);
  }
  return given;
};
const nothing: Look = () => notKnown;

/** `notKnown`: nothing follows for this key. */
const follows = (key: string, caller: Caller, resourceAccount: string | undefined): string | undefined | typeof notKnown => {
  switch (key) {
    case 'aws:principalarn':
      return arnOfCaller(caller);
    case 'aws:principalaccount':
    case 'kms:calleraccount':
      return accountOfCaller(caller);
    case 'aws:principaltype':
      return types[caller.kind];
    case 'aws:username':
      return caller.kind === 'user' ? caller.name : undefined;
    case 'aws:principalisawsservice':
      return caller.kind === 'service' ? 'true' : 'false';
    case 'aws:principalservicename':
      return caller.kind === 'service' ? caller.name : undefined;
    case 'aws:principalservicenameslist':
      return caller.kind === 'service' ? notKnown : undefined;
    case 'aws:resourceaccount':
    case 's3:resourceaccount':
      return resourceAccount ?? notKnown;
    case 'aws:federatedprovider':
      return caller.kind === 'federated' ? caller.provider : notKnown;
    case 'aws:userid':
      return caller.kind === 'root'
        ? caller.account
        : caller.kind === 'federated-user'
          ? `${caller.account}:${caller.name}`
          : caller.kind === 'anonymous'
            ? 'anonymous'
            : notKnown;
    default:
      return notKnown;
  }
};

const types: Readonly<Record<Caller['kind'], string | undefined>> = {
  user: 'User',
  role: 'AssumedRole',
  'federated-user': 'FederatedUser',
  root: 'Account',
  service: undefined,
  federated: undefined,
  anonymous: 'Anonymous',
};
