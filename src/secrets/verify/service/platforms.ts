import { asks } from '../asks.ts';
import { bearer, jsonOf, part, shapes, whoIn, type Providers } from '../provider.ts';

export default [
  asks({
    id: 'digitalocean',
    name: 'DigitalOcean',
    documentation: 'https://docs.digitalocean.com/reference/api/reference/account/',
    host: 'api.digitalocean.com',
    path: '/v2/account',
    kinds: { 'digitalocean-token': /^do[op]_v1_[0-9a-f]{64}$/ },
    auth: bearer,
    who: { account: ['account.uuid', shapes.id], team: ['account.team.uuid', shapes.uuid] },
  }),
  asks({
    id: 'heroku',
    name: 'Heroku',
    documentation: 'https://devcenter.heroku.com/articles/platform-api-reference#account-info',
    host: 'api.heroku.com',
    path: '/account',
    kinds: { 'heroku-key': /^HRKU-[\w-]{36,62}$/, 'heroku-old-key': shapes.uuid },
    auth: bearer,
    headers: { accept: 'application/vnd.heroku+json; version=3' },
    who: { account: ['id', shapes.uuid] },
  }),
  {
    id: 'cloudflare',
    name: 'Cloudflare',
    documentation: 'https://developers.cloudflare.com/api/resources/user/subresources/tokens/methods/verify/',
    host: 'api.cloudflare.com',
    endpoint: 'https://api.cloudflare.com/client/v4/user/tokens/verify',
    // Tokens of an account (cfat_) are asked elsewhere, with the id of the account; global keys (cfk_) with a mail address.
    kinds: { 'cloudflare-token': /^cfut_[\w-]{40,60}$/, 'cloudflare-old-token': /^[\w-]{40}$/ },
    request: ({ value }) => ({ host: 'api.cloudflare.com', method: 'GET', path: '/client/v4/user/tokens/verify', headers: bearer(value), body: undefined }),
    judge(heard, { kind }) {
      const json = jsonOf(heard);
      switch (part(json, 'result.status', shapes.word)) {
        case 'active':
          return { is: 'live', who: whoIn(json, { 'token-id': ['result.id', /^[0-9a-f]{32}$/] }) };
        case 'disabled':
          return { is: 'refused', why: 'disabled' };
        case 'expired':
          return { is: 'refused', why: 'expired' };
      }
      // The old form does not tell whether it is of a user or of an account.
      if (heard.status === 401) return kind === 'cloudflare-token' ? { is: 'refused', why: 'unknown' } : { is: 'unclear', why: 'elsewhere' };
      return { is: 'unclear', why: heard.status === 403 ? 'forbidden' : 'unexpected' };
    },
  },
  asks({
    id: 'vercel',
    name: 'Vercel',
    documentation: 'https://vercel.com/docs/rest-api/reference/endpoints/user/get-the-user',
    host: 'api.vercel.com',
    path: '/v2/user',
    kinds: { 'vercel-token': /^vc[pica]_[A-Za-z0-9]{54,60}$/, 'vercel-old-token': /^[A-Za-z0-9]{24}$/ },
    auth: bearer,
    who: { user: ['user.username', shapes.login], id: ['user.id', shapes.id] },
    refusedIf: [['error.invalidToken', /^true$/]],
  }),
  asks({
    id: 'netlify',
    name: 'Netlify',
    documentation: 'https://open-api.netlify.com/#tag/user/operation/getCurrentUser',
    host: 'api.netlify.com',
    path: '/api/v1/user',
    kinds: { 'netlify-token': /^nf[pocu]_[A-Za-z0-9]{36,44}$/ },
    auth: bearer,
    who: { user: ['id', shapes.id], slug: ['slug', shapes.login] },
  }),
  asks({
    id: 'supabase',
    name: 'Supabase',
    documentation: 'https://supabase.com/docs/reference/api/v1-list-all-organizations',
    host: 'api.supabase.com',
    path: '/v1/organizations',
    kinds: { 'supabase-token': /^sbp_[0-9a-f]{40}$/ },
    auth: bearer,
    who: { organisation: ['0.id', shapes.id] },
  }),
  asks({
    id: 'fastly',
    name: 'Fastly',
    documentation: 'https://www.fastly.com/documentation/reference/api/auth-tokens/user/#get-token-current',
    host: 'api.fastly.com',
    path: '/tokens/self',
    kinds: { 'fastly-token': /^[\w-]{32}$/ },
    auth: (value) => ({ 'fastly-key': value }),
    who: { customer: ['customer_id', shapes.id], user: ['user_id', shapes.id], 'token-id': ['id', shapes.id] },
  }),
  asks({
    id: 'neon',
    name: 'Neon',
    documentation: 'https://neon.com/docs/reference/api/users/get-current-user-info',
    host: 'console.neon.tech',
    path: '/api/v2/users/me',
    kinds: { 'neon-key': /^napi_[0-9a-z]{60,68}$/ },
    auth: bearer,
    who: { user: ['id', shapes.uuid] },
  }),
] satisfies Providers;
