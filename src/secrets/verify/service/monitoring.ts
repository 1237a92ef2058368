import { asks } from '../asks.ts';
import { bearer, shapes, type Providers } from '../provider.ts';

/** All of them have several regions with hosts of their own: what one does not know another may. */
export default [
  asks({
    id: 'datadog',
    name: 'Datadog (US1)',
    documentation: 'https://docs.datadoghq.com/api/latest/authentication/#validate-api-key',
    host: 'api.datadoghq.com',
    path: '/api/v1/validate',
    elsewhere: true,
    mild: ['datadog-api-key'],
    kinds: { 'datadog-api-key': /^[0-9a-f]{32}$/ },
    auth: (value) => ({ 'dd-api-key': value }),
    who: {},
    proof: ['valid', /^true$/],
    refused: [401, 403],
  }),
  asks({
    id: 'newrelic',
    name: 'New Relic (US)',
    documentation: 'https://docs.newrelic.com/docs/apis/nerdgraph/get-started/introduction-new-relic-nerdgraph/',
    host: 'api.newrelic.com',
    path: '/graphql',
    elsewhere: true,
    kinds: { 'newrelic-user-key': /^NRAK-[A-Za-z0-9]{27}$/ },
    auth: (value) => ({ 'api-key': value }),
    post: () => ({ query: '{ actor { user { id } } }' }),
    who: { user: ['data.actor.user.id', shapes.number] },
  }),
  asks({
    id: 'sentry',
    name: 'Sentry',
    documentation: 'https://docs.sentry.io/api/organizations/list-your-organizations/',
    host: 'sentry.io',
    path: '/api/0/organizations/',
    // Many run it themselves, with tokens of the same form.
    onlyByName: true,
    elsewhere: true,
    kinds: { 'sentry-user-token': /^sntryu_[0-9a-f]{64}$/ },
    auth: bearer,
    who: { organisation: ['0.slug', shapes.login], id: ['0.id', shapes.number] },
  }),
  asks({
    id: 'mackerel',
    name: 'Mackerel',
    documentation: 'https://mackerel.io/api-docs/entry/organizations',
    host: 'api.mackerelio.com',
    path: '/api/v0/org',
    kinds: { 'mackerel-key': /^[A-Za-z0-9]{40,52}={0,2}$/ },
    auth: (value) => ({ 'x-api-key': value }),
    who: { organisation: ['name', shapes.login] },
  }),
] satisfies Providers;
