import { blank, known, unknown, type Fact, type Value } from '#core/value';

/**
 * Identity providers where anybody may have an account and gets tokens from the same issuer: what tells them apart is a claim of the token. Those with an
 * issuer of one's own (a cluster, an organisation of CircleCI) are not here.
 */
const shared: readonly (readonly [RegExp, string])[] = [
  [/^https:\/\/token\.actions\.githubusercontent\.com\/?$/, 'GitHub'],
  [/^https:\/\/gitlab\.com\/?$/, 'GitLab'],
  [/^https:\/\/app\.terraform\.io\/?$/, 'HCP Terraform'],
  [/^https:\/\/agent\.buildkite\.com\/?$/, 'Buildkite'],
  [/^https:\/\/accounts\.google\.com\/?$/, 'Google'],
];

/** Who signs, if it is a provider shared by everybody; empty: an issuer of one's own. */
export const sharedIssuer = (issuer: Value): Fact<string> => {
  if (issuer.is === 'unknown') return blank(issuer);
  // Another resource of the same code.
  if (issuer.is === 'reference') return known('', issuer.origin);
  if (typeof issuer.value !== 'string') return unknown('unexpected-type', 'issuer', issuer.origin);
  const { value } = issuer;
  return known(shared.find(([pattern]) => pattern.test(value))?.[1] ?? '', issuer.origin, issuer.assumed);
};

/** A subject that begins with the owner: `repo:example/shop:*`, `project_path:example/shop`, `organization:example:...`; or one without wildcards. */
export const namesOwner = (subject: string): boolean =>
  /^((repo:|project_path:)?[^*:/?]+\/|organization:[^*:/?]+:)/.test(subject) || (subject !== '' && !/[*?]/.test(subject));
