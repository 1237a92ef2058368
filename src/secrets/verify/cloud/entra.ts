import { form, jsonOf, part, shapes, type Providers } from '../provider.ts';

const host = 'login.microsoftonline.com';
/** An id, or the name that every tenant gets at first. */
const tenantShape = /^(?:[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[A-Za-z0-9][A-Za-z0-9-]{0,60}\.onmicrosoft\.com)$/;

/**
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow: a token is asked for and thrown away; nothing is called with it. Error numbers:
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export default [
  {
    id: 'entra',
    name: 'Entra ID',
    documentation: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow',
    host,
    endpoint: `https://${host}/{tenant}/oauth2/v2.0/token`,
    kinds: { 'azure-client-secret': /^[A-Za-z0-9._~-]{37,44}$/, 'azure-client-secret-old': /^[A-Za-z0-9._~=+/@:?[\]*-]{30,46}$/ },
    request(credential) {
      const tenant = credential.companion(tenantShape, 'tenant');
      const client = credential.companion(shapes.uuid, 'client-id');
      if (tenant === undefined || client === undefined) return { withheld: 'half-missing' };
      const fields = { grant_type: 'client_credentials', client_id: client, client_secret: credential.value, scope: 'https://graph.microsoft.com/.default' };
      return { ...form(fields), host, path: `/${tenant.toLowerCase()}/oauth2/v2.0/token` };
    },
    judge(heard, credential) {
      const json = jsonOf(heard);
      if (heard.status === 200 && part(json, 'token_type', /^Bearer$/i) !== undefined) {
        const tenant = credential.companion(tenantShape, 'tenant');
        const client = credential.companion(shapes.uuid, 'client-id');
        return { is: 'live', who: { ...(tenant === undefined ? {} : { tenant }), ...(client === undefined ? {} : { 'client-id': client }) } };
      }
      switch (part(json, 'error_codes.0', shapes.number)) {
        case '7000215':
          // The application exists and does not have this secret: it was deleted, or is of another application.
          return credential.isBeside ? { is: 'refused', why: 'unknown' } : { is: 'unclear', why: 'pair' };
        case '7000222':
          return { is: 'refused', why: 'expired' };
        case '7000112':
          return { is: 'refused', why: 'disabled' };
        // No such application in the tenant, no such tenant: the ids beside the secret may be of something else.
        case '700016':
        case '90002':
          return { is: 'unclear', why: 'pair' };
        default:
          return { is: 'unclear', why: heard.status === 403 ? 'forbidden' : 'unexpected' };
      }
    },
  },
] satisfies Providers;
