import { asks } from '../asks.ts';
import { bearer, shapes, type Providers } from '../provider.ts';

export default [
  asks({
    id: 'stripe',
    name: 'Stripe',
    documentation: 'https://docs.stripe.com/api/accounts/retrieve',
    host: 'api.stripe.com',
    path: '/v1/account',
    kinds: { 'stripe-live-key': /^[sr]k_live_[A-Za-z0-9]{24,247}$/, 'stripe-test-key': /^[sr]k_test_[A-Za-z0-9]{24,247}$/ },
    mild: ['stripe-test-key'],
    auth: bearer,
    who: { account: ['id', /^acct_[A-Za-z0-9]{10,40}$/] },
    // https://docs.stripe.com/changelog/2016-10-19/insufficient-permissions-throw-403-error: restricted keys that may not read the account.
    restricted: { status: 403, says: ['error.type', /^invalid_request_error$/] },
  }),
  asks({
    id: 'square',
    name: 'Square',
    documentation: 'https://developer.squareup.com/reference/square/o-auth-api/retrieve-token-status',
    host: 'connect.squareup.com',
    path: '/oauth2/token/status',
    kinds: { 'square-token': /^sq0atp-[\w-]{22}$/ },
    auth: bearer,
    post: () => ({}),
    who: { merchant: ['merchant_id', shapes.id], client: ['client_id', shapes.id] },
  }),
] satisfies Providers;
