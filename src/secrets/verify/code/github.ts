import { asks } from '../asks.ts';
import { bearer, shapes, type Providers } from '../provider.ts';

const headers = { 'x-github-api-version': '2022-11-28', accept: 'application/vnd.github+json' };
const common = { name: 'GitHub', host: 'api.github.com', headers, auth: bearer };

/** Tokens of a GitHub Enterprise Server look the same and are unknown here. */
export default [
  asks({
    ...common,
    id: 'github',
    documentation: 'https://docs.github.com/rest/users/users#get-the-authenticated-user',
    path: '/user',
    kinds: {
      'github-pat': /^ghp_[A-Za-z0-9]{36}$/,
      'github-oauth': /^gho_[A-Za-z0-9]{36}$/,
      'github-user-token': /^ghu_[A-Za-z0-9]{36}$/,
      'github-fine-pat': /^github_pat_[A-Za-z0-9_]{82}$/,
      'github-old-token': /^[0-9a-f]{40}$/,
    },
    who: { user: ['login', /^[A-Za-z0-9_-]{1,60}$/], id: ['id', shapes.number] },
  }),
  asks({
    ...common,
    id: 'github-app',
    name: 'GitHub apps',
    documentation: 'https://docs.github.com/rest/apps/installations#list-repositories-accessible-to-the-app-installation',
    path: '/installation/repositories?per_page=1',
    kinds: { 'github-app-token': /^ghs_[\w.-]{36,1500}$/ },
    who: { owner: ['repositories.0.owner.login', /^[A-Za-z0-9_-]{1,60}$/] },
    proof: ['total_count', shapes.number],
  }),
] satisfies Providers;
