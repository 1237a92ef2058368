import { asks } from '../asks.ts';
import { basic, bearer, jsonOf, part, shapes, whoIn, type Providers } from '../provider.ts';

export default [
  asks({
    id: 'sendgrid',
    name: 'SendGrid',
    documentation: 'https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions/retrieve-a-list-of-scopes-for-which-this-user-has-access',
    host: 'api.sendgrid.com',
    path: '/v3/scopes',
    kinds: { 'sendgrid-key': /^SG\.[\w-]{20,24}\.[\w-]{39,50}$/ },
    auth: bearer,
    who: {},
    proof: ['scopes.0', /^[\w.-]{1,100}$/],
  }),
  asks({
    id: 'mailgun',
    name: 'Mailgun',
    documentation: 'https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/domains/get-v4-domains',
    host: 'api.mailgun.net',
    path: '/v4/domains?limit=1',
    kinds: { 'mailgun-key': /^key-[0-9a-z]{32}$/, 'mailgun-new-key': /^[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}$/ },
    auth: (value) => basic('api', value),
    who: {},
    proof: ['total_count', shapes.number],
  }),
  {
    id: 'mailchimp',
    name: 'Mailchimp',
    documentation: 'https://mailchimp.com/developer/marketing/api/root/list-api-root-resources/',
    // The key ends in the data centre that made it.
    host: /^us\d{1,2}\.api\.mailchimp\.com$/,
    endpoint: 'https://{us…}.api.mailchimp.com/3.0/',
    kinds: { 'mailchimp-key': /^[0-9a-f]{32}-us\d{1,2}$/ },
    request: ({ value }) => ({
      host: `${value.slice(33)}.api.mailchimp.com`,
      method: 'GET',
      path: '/3.0/?fields=account_id,login_id',
      headers: basic('ippo', value),
      body: undefined,
    }),
    judge(heard) {
      const who = whoIn(jsonOf(heard), { account: ['account_id', shapes.id], login: ['login_id', shapes.id] });
      if (heard.status === 200 && Object.keys(who).length > 0) return { is: 'live', who };
      return heard.status === 401 ? { is: 'refused', why: 'unknown' } : { is: 'unclear', why: heard.status === 403 ? 'forbidden' : 'unexpected' };
    },
  },
  asks({
    id: 'postmark',
    name: 'Postmark',
    documentation: 'https://postmarkapp.com/developer/api/server-api#get-server',
    host: 'api.postmarkapp.com',
    path: '/server',
    kinds: { 'postmark-token': shapes.uuid },
    auth: (value) => ({ 'x-postmark-server-token': value }),
    who: { server: ['ID', shapes.number] },
  }),
  asks({
    id: 'resend',
    name: 'Resend',
    documentation: 'https://resend.com/docs/api-reference/errors',
    host: 'api.resend.com',
    path: '/domains',
    kinds: { 'resend-key': /^re_[\w-]{28,42}$/ },
    auth: bearer,
    who: {},
    proof: ['object', /^list$/],
    refused: [],
    refusedIf: [['name', /^invalid_api_key$/]],
    // Keys that may only send are told so, which is how we know that they are good.
    restricted: { status: 401, says: ['name', /^restricted_api_key$/] },
  }),
  {
    id: 'twilio',
    name: 'Twilio',
    documentation: 'https://www.twilio.com/docs/iam/api/account#fetch-an-account-resource',
    host: 'api.twilio.com',
    endpoint: 'https://api.twilio.com/2010-04-01/Accounts/{account}.json',
    kinds: { 'twilio-auth-token': /^[0-9a-f]{32}$/ },
    request(credential) {
      const account = credential.companion(/^AC[0-9a-f]{32}$/, 'account-sid');
      if (account === undefined) return { withheld: 'half-missing' };
      const headers = basic(account, credential.value);
      return { host: 'api.twilio.com', method: 'GET', path: `/2010-04-01/Accounts/${account}.json`, headers, body: undefined };
    },
    judge(heard) {
      const json = jsonOf(heard);
      const who = whoIn(json, { account: ['sid', /^AC[0-9a-f]{32}$/] });
      if (heard.status === 200 && Object.keys(who).length > 0)
        return part(json, 'status', /^(?:suspended|closed)$/) === undefined ? { is: 'live', who } : { is: 'refused', why: 'disabled' };
      // The account beside it may be of another token.
      return { is: 'unclear', why: heard.status === 401 ? 'pair' : heard.status === 403 ? 'forbidden' : 'unexpected' };
    },
  },
] satisfies Providers;
