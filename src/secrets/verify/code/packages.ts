import { asks } from '../asks.ts';
import { bearer, form, jsonOf, part, shapes, type Providers } from '../provider.ts';

/** PyPI, NuGet, crates.io, RubyGems and JFrog document no call that tells whose a token is and changes nothing. */
export default [
  asks({
    id: 'npm',
    name: 'npm',
    documentation: 'https://docs.npmjs.com/cli/commands/npm-whoami',
    host: 'registry.npmjs.org',
    path: '/-/whoami',
    kinds: { 'npm-token': /^npm_[A-Za-z0-9]{36}$/ },
    auth: bearer,
    who: { user: ['username', shapes.login] },
  }),
  {
    id: 'docker-hub',
    name: 'Docker Hub',
    documentation: 'https://docs.docker.com/reference/api/hub/latest/#tag/authentication-api/operation/AuthCreateAccessToken',
    host: 'hub.docker.com',
    endpoint: 'https://hub.docker.com/v2/auth/token',
    kinds: { 'docker-hub-pat': /^dckr_pat_[\w-]{27,36}$/, 'docker-hub-oat': /^dckr_oat_[\w-]{32,40}$/ },
    request(credential) {
      const user = credential.companion(/^[a-z0-9]{4,30}$/, 'user');
      if (user === undefined) return { withheld: 'half-missing' };
      const request = { ...form({}), headers: { 'content-type': 'application/json' }, body: JSON.stringify({ identifier: user, secret: credential.value }) };
      return { ...request, host: 'hub.docker.com', path: '/v2/auth/token' };
    },
    judge(heard, credential) {
      const user = credential.companion(/^[a-z0-9]{4,30}$/, 'user');
      // The token that was made is thrown away.
      if (heard.status === 200 && part(jsonOf(heard), 'access_token', /./) !== undefined) return { is: 'live', who: user === undefined ? {} : { user } };
      // The name beside it may be of somebody else.
      return { is: 'unclear', why: heard.status === 401 ? 'pair' : 'unexpected' };
    },
  },
] satisfies Providers;
