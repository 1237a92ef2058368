import { absent, type Origin } from '#core/origin';
import { at, blank, isAbsent, isFields, isList, known, unknown, type Fact, type Value } from '#core/value';
import type { Around, Facets } from '../facets.ts';
import { textOf } from './allow-policy.ts';

/** What runs as an account that is named, or as the default one of the project without. `scopes`: of its tokens; undefined: they are good for every service. */
export const workloadAccount = (email: Value | undefined, scopes: Value | undefined, place: Origin, around: Around): Facets['workloadAccount'] => ({
  isDefault: email === undefined || isAbsent(email) ? known(true, place) : isDefault(textOf(email)),
  fullScopes: scopes && full(scopes),
  stripped: around.inAccount('iam.googleapis.com/DefaultServiceAccounts').length > 0,
});

/** Of a nested block such as `service_account`: with `otherwise` where there is no such block. */
export const nestedAccount = (
  block: Value,
  names: { readonly email: string; readonly scopes: string },
  place: Origin,
  around: Around,
  otherwise: Facets['workloadAccount'] | undefined,
): Facets['workloadAccount'] | undefined => {
  if (isAbsent(block) || (block.is === 'known' && isList(block.value) && block.value.length === 0)) return otherwise;
  if (block.is !== 'known') return { isDefault: unknown('after-apply', names.email, block.origin), fullScopes: undefined, stripped: false };
  const fields = { block };
  return workloadAccount(at(fields, ['block', names.email]), at(fields, ['block', names.scopes]) ?? known(null, absent), inner(block) ?? place, around);
};
const inner = (block: Value): Origin | undefined => {
  const first = block.is === 'known' && isList(block.value) ? block.value[0] : block;
  return first?.is === 'known' && isFields(first.value) ? first.origin : undefined;
};

/** https://cloud.google.com/iam/docs/service-account-types#default */
const isDefault = (email: Fact<string>): Fact<boolean> =>
  email.is === 'unknown'
    ? blank(email)
    : known(
        /^default$|-compute@developer\.gserviceaccount\.com$|@appspot\.gserviceaccount\.com$|google_(compute|app_engine)_default_service_account\./.test(
          email.value,
        ),
        email.origin,
        email.assumed,
      );

const full = (scopes: Value): Fact<boolean> => {
  if (scopes.is === 'unknown' && !isAbsent(scopes)) return blank(scopes);
  const all = scopes.is === 'known' && isList(scopes.value) ? scopes.value.map(textOf) : [];
  const widest = all.find((one) => one.is === 'known' && /(^|\/auth\/)cloud-platform$/.test(one.value));
  if (widest) return known(true, widest.origin);
  const open = all.find(({ is }) => is === 'unknown');
  return open?.is === 'unknown' ? blank(open) : known(false, scopes.origin);
};
