import { asks } from '../asks.ts';
import { bearer, shapes, type Providers } from '../provider.ts';

export default [
  asks({
    id: 'circleci',
    name: 'CircleCI',
    documentation: 'https://circleci.com/docs/api/v2/#operation/getCurrentUser',
    host: 'circleci.com',
    path: '/api/v2/me',
    kinds: { 'circleci-token': /^CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}$/ },
    auth: (value) => ({ 'circle-token': value }),
    who: { user: ['login', shapes.login], id: ['id', shapes.uuid] },
  }),
  asks({
    id: 'buildkite',
    name: 'Buildkite',
    documentation: 'https://buildkite.com/docs/apis/rest-api/access-token',
    host: 'api.buildkite.com',
    path: '/v2/access-token',
    kinds: { 'buildkite-token': /^bkua_[0-9a-z]{36,64}$/ },
    auth: bearer,
    who: { 'token-id': ['uuid', shapes.uuid] },
  }),
  asks({
    id: 'terraform-cloud',
    name: 'HCP Terraform',
    documentation: 'https://developer.hashicorp.com/terraform/cloud-docs/api-docs/account#get-your-account-details',
    host: 'app.terraform.io',
    path: '/api/v2/account/details',
    // Terraform Enterprise runs elsewhere with tokens of the same form.
    onlyByName: true,
    elsewhere: true,
    kinds: { 'terraform-cloud-token': /^[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}$/ },
    auth: bearer,
    who: { user: ['data.attributes.username', shapes.login], id: ['data.id', shapes.id] },
  }),
  asks({
    id: 'doppler',
    name: 'Doppler',
    documentation: 'https://docs.doppler.com/reference/auth-me',
    host: 'api.doppler.com',
    path: '/v3/me',
    kinds: { 'doppler-token': /^dp\.(?:pt|sa|ct)\.[A-Za-z0-9]{40,44}$/, 'doppler-service-token': /^dp\.st\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}$/ },
    auth: bearer,
    who: { slug: ['slug', shapes.id], workplace: ['workplace.slug', shapes.id] },
    proof: ['type', shapes.word],
  }),
] satisfies Providers;
