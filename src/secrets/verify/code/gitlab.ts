import { asks } from '../asks.ts';
import { shapes, type Providers } from '../provider.ts';

/** GitLab is run by many on hosts of their own, with tokens of the same form: it is asked only by name, and what gitlab.com does not know may be good there. */
export default [
  asks({
    id: 'gitlab',
    name: 'GitLab.com',
    documentation: 'https://docs.gitlab.com/api/personal_access_tokens/#get-details-on-a-personal-access-token',
    host: 'gitlab.com',
    path: '/api/v4/personal_access_tokens/self',
    onlyByName: true,
    elsewhere: true,
    kinds: { 'gitlab-pat': /^glpat-[\w.-]{20,320}$/ },
    auth: (value) => ({ 'private-token': value }),
    who: { 'user-id': ['user_id', shapes.number], 'token-id': ['id', shapes.number] },
  }),
] satisfies Providers;
