import type { AccessInput } from '#assessment/identity-of';
import { mask } from './mask.ts';

type Tags = Readonly<Record<string, string>>;

/** What a saved assessment keeps of who may do what: all of it, but for values of tags that look like secrets. */
export const savedAccess = ({ aws, azure, ...others }: AccessInput): AccessInput => ({
  ...others,
  ...(aws ? { aws: { ...aws, users: aws.users.map(masked), roles: aws.roles.map(masked), resources: aws.resources.map(masked) } } : {}),
  ...(azure ? { azure: { ...azure, resources: azure.resources.map((one) => (one.tags ? { ...one, tags: maskedTags(one.tags) } : one)) } } : {}),
});

const masked = <T extends { readonly tags: Tags }>(one: T): T => (Object.keys(one.tags).length === 0 ? one : { ...one, tags: maskedTags(one.tags) });
const maskedTags = (tags: Tags): Tags =>
  Object.fromEntries(
    Object.entries(tags).map(([key, value]) => {
      const written = `${key}="${value}"`;
      return [key, mask(written) === written ? value : '****'];
    }),
  );
