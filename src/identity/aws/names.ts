import type { AwsActions } from '../data/aws-actions.ts';
import type { Found, Identity, Principal, PrincipalKind, Target } from '../identity.ts';
import { looksLike, meant, type Nameable } from '../names.ts';
import type { AwsInput } from './account.ts';
import { accountOfCaller, callerOf, type Caller } from './caller.ts';

/** What people type for the principals, actions and resources of AWS. */
export const awsNames = (
  input: AwsInput,
  principals: readonly Principal[],
  actions: AwsActions,
): Pick<Identity, 'findPrincipal' | 'findAction' | 'findResource'> => {
  const things: readonly Nameable[] = [
    ...input.resources.map(({ arn, name, address }) => ({ id: arn, name, address, also: [ownPart(arn)] })),
    ...[...input.roles, ...input.users, ...input.groups].map(({ arn, name, address }) => ({ id: arn, name, address })),
    ...input.managed.map(({ id, name, address }) => ({ id, name, address })),
  ];
  return {
    findPrincipal: (word) => {
      const found = meant(principals, word);
      const caller = found.matches.length > 0 ? undefined : callerOf(word);
      return caller ? { matches: [outsider(word, caller)], near: [] } : found;
    },
    findAction: (word) => findAction(actions, word),
    findResource: (word, action) => {
      const found = findResource(actions, things, word, action);
      // Where buckets were not collected, the name of one is enough: it is the whole of its ARN.
      if (found.matches.length > 0 || input.collected.things || !/^s3:/i.test(action) || !/^[a-z0-9][a-z0-9.-]{2,62}(\/.*)?$/.test(word)) return found;
      return { matches: [{ id: arnFor(actions, `arn:aws:s3:::${word}`, action), name: word }], near: [] };
    },
  };
};

/** `/aws/lambda/shop` of a log group, `shop` of a function. */
const ownPart = (arn: string): string => /^(?:[^:]*:){5}(?:[a-z-]+[:/])?(.+)$/.exec(arn)?.[1] ?? arn;

const outsider = (word: string, caller: Caller): Principal => ({
  id: word,
  name: 'name' in caller ? caller.name : word,
  kind: kinds[caller.kind],
  account: accountOfCaller(caller) ?? '',
  at: undefined,
});
const kinds: Readonly<Record<Caller['kind'], PrincipalKind>> = {
  user: 'user',
  role: 'role',
  'federated-user': 'user',
  root: 'root',
  service: 'service',
  federated: 'federated',
  anonymous: 'anyone',
};

const findAction = (actions: AwsActions, word: string): Found<string> => {
  const id = actions.idOf(word);
  if (id !== undefined) return { matches: [actions.name(id)], near: [] };
  const [prefix = '', name] = word.toLowerCase().split(':');
  const named = (ids: Iterable<number>): string[] => [...ids].map((one) => actions.name(one));
  if (name === undefined) {
    // The best known services have the shortest names.
    const near = named(actions.matching(`*:${prefix}`)).toSorted((a, b) => a.length - b.length);
    return { matches: [], near: near.slice(0, 3) };
  }
  // A pattern is many actions: some of them as examples.
  if (/[*?]/.test(word)) return { matches: [], near: named(actions.matching(word)).slice(0, 3) };
  const service = actions.services.find((one) => one.prefix === prefix);
  if (service) {
    const near = looksLike(word, named(numbers(service.start, service.end)));
    return { matches: near.length === 0 ? [word] : [], near };
  }
  const near = looksLike(
    prefix,
    actions.services.map((one) => one.prefix),
  ).flatMap((one) => {
    const meantHere = actions.idOf(`${one}:${name}`);
    return meantHere === undefined ? [] : [actions.name(meantHere)];
  });
  return { matches: near.length === 0 ? [word] : [], near };
};
function* numbers(start: number, end: number): Generator<number> {
  for (let i = start; i < end; i++) yield i;
}

const patternsOf = (actions: AwsActions, action: string): readonly string[] => {
  const id = actions.idOf(action);
  return id === undefined ? [] : actions.resourceTypes(id).flatMap(({ arnPatterns }) => arnPatterns);
};
const arnFor = (actions: AwsActions, arn: string, action: string): string => fitted(arn, patternsOf(actions, action)) ?? arn;

const findResource = (actions: AwsActions, things: readonly Nameable[], word: string, action: string): Found<Target> => {
  const patterns = patternsOf(actions, action);
  const fit = ({ id: arn, name, address }: Nameable, rest?: string): Target[] => {
    const whole = fitted(rest === undefined ? arn : `${arn}/${rest}`, patterns);
    return whole === undefined ? [] : [{ id: whole, name: rest === undefined ? name : `${name}/${rest}`, address }];
  };
  if (word === '*') return { matches: [{ id: '*', name: '*' }], near: [] };
  if (word.startsWith('arn:')) return { matches: [{ id: arnFor(actions, word, action), name: word }], near: [] };
  // Of several things with one name the action tells which.
  const fitting = things.filter((one) => fit(one).length > 0);
  const found = meant(fitting, word);
  if (found.matches.length > 0) return { matches: found.matches.flatMap((one) => fit(one)), near: [] };
  // `photos/2026/cat.jpg`: a thing, and something in it.
  const [head = '', ...rest] = word.split('/');
  const inside = rest.length === 0 ? [] : meant(fitting, head).matches.filter(({ id: arn }) => arn.includes(':s3:::'));
  if (inside.length > 0) return { matches: inside.flatMap((one) => fit(one, rest.join('/'))), near: [] };
  return meant(things, word);
};

/**
 * The ARN as the action asks for it: a bucket stands for any object in it (`arn:aws:s3:::photos/*`) if the action is about objects. Undefined: the action
 * is never about such a thing. No patterns: nobody knows, or the action takes no resource.
 */
const fitted = (arn: string, patterns: readonly string[]): string | undefined => {
  if (patterns.length === 0 || patterns.some((pattern) => matches(arn, pattern))) return arn;
  for (const pattern of patterns)
    for (
      let at = pattern.length;
      (at = Math.max(pattern.lastIndexOf('/', at - 1), pattern.lastIndexOf(':', at - 1))) > 0 && pattern.slice(0, at).split(':').length > 5;
    ) {
      const rest = pattern.slice(at);
      if (rest.includes('${') && matches(arn, pattern.slice(0, at))) return arn + rest.replace(/\$\{[^}]*\}/g, '*');
    }
  return undefined;
};
const matches = (arn: string, pattern: string): boolean => {
  const parts = pattern.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*'));
  // A variable ends at the sign that follows it; the last one may be a path, except the name of a bucket.
  const variable = (i: number): string =>
    i === parts.length - 1
      ? ''
      : i < parts.length - 2 || parts.at(-1) !== ''
        ? `[^${(parts[i + 1] ?? '').charAt(0)}]*`
        : (parts[i] ?? '').endsWith(':::')
          ? '[^/]+'
          : '.+';
  return new RegExp(`^${parts.map((part, i) => part + variable(i)).join('')}$`).test(arn);
};
