import { asks } from '../asks.ts';
import { bearer, jsonOf, part, shapes, whoIn, type Providers } from '../provider.ts';

/** Atlassian, Okta, Zendesk, Shopify and others are asked at the customer's own host, which stands in the scanned text at best: they are never asked. */
export default [
  asks({
    id: 'notion',
    name: 'Notion',
    documentation: 'https://developers.notion.com/reference/get-self',
    host: 'api.notion.com',
    path: '/v1/users/me',
    kinds: { 'notion-token': /^ntn_[A-Za-z0-9]{43,48}$/, 'notion-old-token': /^secret_[A-Za-z0-9]{43}$/ },
    auth: bearer,
    headers: { 'notion-version': '2022-06-28' },
    who: { bot: ['id', shapes.uuid] },
  }),
  asks({
    id: 'linear',
    name: 'Linear',
    documentation: 'https://linear.app/developers/graphql',
    host: 'api.linear.app',
    path: '/graphql',
    kinds: { 'linear-key': /^lin_(?:api|oauth)_[A-Za-z0-9]{40,64}$/ },
    auth: (value) => ({ authorization: value.startsWith('lin_oauth_') ? `Bearer ${value}` : value }),
    post: () => ({ query: '{ viewer { id } organization { id urlKey } }' }),
    who: { user: ['data.viewer.id', shapes.uuid], organisation: ['data.organization.urlKey', shapes.login] },
    refusedIf: [['errors.0.extensions.code', /^AUTHENTICATION_ERROR$/]],
  }),
  asks({
    id: 'figma',
    name: 'Figma',
    documentation: 'https://developers.figma.com/docs/rest-api/users-endpoints/#get-me-endpoint',
    host: 'api.figma.com',
    path: '/v1/me',
    kinds: { 'figma-token': /^figd_[\w-]{38,56}$/ },
    auth: (value) => ({ 'x-figma-token': value }),
    who: { user: ['id', shapes.id] },
    refusedIf: [['err', /^(?:Invalid token|Token expired)$/]],
  }),
  asks({
    id: 'asana',
    name: 'Asana',
    documentation: 'https://developers.asana.com/reference/getuser',
    host: 'app.asana.com',
    path: '/api/1.0/users/me?opt_fields=gid',
    kinds: { 'asana-token': /^[\d/]{3,42}:?[0-9a-f]{32}$/ },
    auth: bearer,
    who: { user: ['data.gid', shapes.number] },
  }),
  asks({
    id: 'airtable',
    name: 'Airtable',
    documentation: 'https://airtable.com/developers/web/api/get-user-id-scopes',
    host: 'api.airtable.com',
    path: '/v0/meta/whoami',
    kinds: { 'airtable-token': /^pat[A-Za-z0-9]{14}\.[0-9a-f]{64}$/ },
    auth: bearer,
    who: { user: ['id', shapes.id] },
  }),
  asks({
    id: 'postman',
    name: 'Postman',
    documentation: 'https://www.postman.com/postman/postman-public-workspace/documentation/12959542-c8142d51-e97c-46b6-bd77-52bb66712c9a',
    host: 'api.getpostman.com',
    path: '/me',
    kinds: { 'postman-key': /^PMAK-[0-9a-f]{24}-[0-9a-f]{34}$/ },
    auth: (value) => ({ 'x-api-key': value }),
    who: { user: ['user.id', shapes.number], team: ['user.teamId', shapes.number] },
  }),
  asks({
    id: 'typeform',
    name: 'Typeform',
    documentation: 'https://www.typeform.com/developers/create/reference/retrieve-your-own-account/',
    host: 'api.typeform.com',
    path: '/me',
    // Accounts of the European data centre are asked at another host.
    elsewhere: true,
    kinds: { 'typeform-token': /^tfp_[\w-]{50,64}$/ },
    auth: bearer,
    who: { user: ['user_id', shapes.id] },
    proof: ['alias', /./],
  }),
  asks({
    id: 'launchdarkly',
    name: 'LaunchDarkly',
    documentation: 'https://launchdarkly.com/docs/api/other/get-caller-identity',
    host: 'app.launchdarkly.com',
    path: '/api/v2/caller-identity',
    // Federal and European instances have hosts of their own.
    elsewhere: true,
    kinds: { 'launchdarkly-key': /^api-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/ },
    auth: (value) => ({ authorization: value }),
    who: { account: ['accountId', shapes.id], member: ['memberId', shapes.id], 'token-id': ['tokenId', shapes.id] },
  }),
  asks({
    id: 'contentful',
    name: 'Contentful',
    documentation: 'https://contentful.com/developers/docs/references/content-management-api/users/get-the-authenticated-user',
    host: 'api.contentful.com',
    path: '/users/me',
    // The European data residency has a host of its own.
    elsewhere: true,
    kinds: { 'contentful-token': /^CFPAT-[\w-]{43}$/ },
    auth: bearer,
    who: { user: ['sys.id', shapes.id] },
  }),
  {
    id: 'mapbox',
    name: 'Mapbox',
    documentation: 'https://docs.mapbox.com/api/accounts/tokens/#retrieve-a-token',
    host: 'api.mapbox.com',
    endpoint: 'https://api.mapbox.com/tokens/v2',
    kinds: { 'mapbox-secret-token': /^sk\.eyJ[\w-]{50,120}\.[\w-]{20,30}$/ },
    request: ({ value }) => ({ host: 'api.mapbox.com', method: 'GET', path: `/tokens/v2?access_token=${value}`, headers: {}, body: undefined }),
    judge(heard) {
      const json = jsonOf(heard);
      switch (part(json, 'code', /^\w{1,40}$/)) {
        case 'TokenValid':
          return { is: 'live', who: whoIn(json, { user: ['token.user', shapes.login] }) };
        case 'TokenExpired':
          return { is: 'refused', why: 'expired' };
        case 'TokenRevoked':
        case 'TokenInvalid':
          return { is: 'refused', why: 'unknown' };
        default:
          return { is: 'unclear', why: 'unexpected' };
      }
    },
  },
  asks({
    id: 'apify',
    name: 'Apify',
    documentation: 'https://docs.apify.com/api/v2/users-me-get',
    host: 'api.apify.com',
    path: '/v2/users/me',
    kinds: { 'apify-token': /^apify_api_[A-Za-z0-9]{30,50}$/ },
    auth: bearer,
    who: { user: ['data.username', shapes.login], id: ['data.id', shapes.id] },
  }),
  asks({
    id: 'clickup',
    name: 'ClickUp',
    documentation: 'https://developer.clickup.com/reference/getauthorizeduser',
    host: 'api.clickup.com',
    path: '/api/v2/user',
    kinds: { 'clickup-token': /^pk_\d{5,12}_[A-Z0-9]{32}$/ },
    auth: (value) => ({ authorization: value }),
    who: { user: ['user.id', shapes.number] },
  }),
] satisfies Providers;
