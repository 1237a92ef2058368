import type { Facts, Val } from './cel.ts';
import type { OutsideIdentity, PoolProvider } from './input.ts';

const github = /^https:\/\/token\.actions\.githubusercontent\.com\/?$/;

/** Claims that follow from the subject, as `assertion.x`: the subject itself, and what a host of code writes into it. */
export const claimsFor = (provider: PoolProvider, subject: string): ReadonlyMap<string, string> => {
  const claims = new Map<string, string>();
  const source = provider.mapping?.['google.subject'] ?? 'assertion.sub';
  claims.set(source, subject);
  const [, owner, name] = /^repo:([^/:]+)\/([^/:]+):/.exec(source === 'assertion.sub' ? subject : '') ?? [];
  if (owner !== undefined && github.test(provider.issuer ?? '')) {
    claims.set('assertion.repository', `${owner}/${name ?? ''}`);
    claims.set('assertion.repository_owner', owner);
    const [, ref] = /:ref:(.+)$/.exec(subject) ?? [];
    if (ref !== undefined) claims.set('assertion.ref', ref);
  }
  return claims;
};

/** What is known of an identity, or of a set of identities, when a provider lets it in. */
export const identityFacts = (provider: PoolProvider, subject: string | undefined, part: string | undefined, identity: OutsideIdentity | undefined): Facts => {
  const claims = new Map<string, Val>(subject === undefined ? [] : claimsFor(provider, subject));
  if (subject !== undefined) claims.set('google.subject', subject);
  const learn = (attribute: string, value: string): void => {
    claims.set(attribute, value);
    const source = provider.mapping?.[attribute];
    if (source === undefined) return;
    claims.set(source, value);
    if (source === 'assertion.repository' && github.test(provider.issuer ?? '')) claims.set('assertion.repository_owner', value.split('/')[0] ?? '');
  };
  const [, name, value] = /^(attribute\.\w+)\/(.+)$/.exec(part ?? '') ?? [];
  if (name !== undefined) learn(name, value ?? '');
  for (const [attribute, told] of Object.entries(identity?.attributes ?? {})) learn(`attribute.${attribute}`, told);
  if (identity?.groups) claims.set('google.groups', { list: identity.groups });
  const lookup = (path: string): Val | undefined => claims.get(path) ?? claims.get(provider.mapping?.[path] ?? '');
  return { lookup, call: () => undefined };
};
