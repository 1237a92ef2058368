import { known, unknown, type Fact } from '#core/value';
import type { Facets, Statement } from '../facets.ts';
import { namesOwner } from '../federation.ts';

/** The statements of a role's trust that let a CI service in whose issuer everybody shares. */
export const federationOf = (statements: readonly Statement[]): Facets['federation'] | undefined => {
  const trusts = statements.filter(trustsCi).map((one) => ({ by: '"sub"', pinned: pinned(one), pinnedWhereUsed: undefined }));
  return trusts.length === 0 ? undefined : { trusts };
};

const trustsCi = ({ effect, principals }: Statement): boolean =>
  effect.is === 'known' &&
  effect.value === 'Allow' &&
  principals.some((one) => one.is === 'known' && /^Federated:.*(token\.actions\.githubusercontent\.com|gitlab\.com)/.test(one.value));

/** Some condition on `sub` names an organisation; a wildcard in its place names nobody. */
const pinned = ({ conditions, origin }: Statement): Fact<boolean> => {
  const subjects = conditions.filter(({ key, operator }) => key.endsWith(':sub') && !/not/i.test(operator)).flatMap(({ values }) => values);
  const open = subjects.find((value) => value.is === 'unknown');
  if (open?.is === 'unknown') return unknown(open.why.code, open.why.about, open.origin);
  return known(subjects.length > 0 && subjects.every((value) => value.is === 'known' && namesOwner(value.value)), origin);
};
