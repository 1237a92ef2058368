import { createPrivateKey, sign } from 'node:crypto';
import { form, jsonOf, part, shapes, whoIn, type Providers } from '../provider.ts';

const host = 'oauth2.googleapis.com';
/** Of the universe that this host serves. */
const serviceAccount = /^[a-z0-9.-]{1,100}@(?:[a-z0-9-]{1,60}\.iam|developer|appspot)\.gserviceaccount\.com$/;

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export default [
  {
    /** https://developers.google.com/identity/protocols/oauth2/service-account#httprest: a token is asked for with a signed statement and thrown away. The key itself is not sent. */
    id: 'google-service-account',
    name: 'Google Cloud service accounts',
    documentation: 'https://developers.google.com/identity/protocols/oauth2/service-account#httprest',
    host,
    endpoint: `https://${host}/token`,
    kinds: { 'gcp-sa-json': /^-----BEGIN (?:RSA )?PRIVATE KEY-----[A-Za-z0-9+/=\s]{300,6000}-----END (?:RSA )?PRIVATE KEY-----$/ },
    request(credential, now) {
      const email = credential.companion(serviceAccount, 'client-email');
      const keyId = credential.companion(/^[0-9a-f]{40}$/, 'key-id');
      if (email === undefined) return { withheld: 'half-missing' };
      const at = Math.floor(now.getTime() / 1000);
      const claims = { iss: email, scope: 'https://www.googleapis.com/auth/userinfo.email', aud: `https://${host}/token`, iat: at, exp: at + 300 };
      const text = `${encoded({ alg: 'RS256', typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) })}.${encoded(claims)}`;
      const signature = signatureOf(text, credential.value);
      if (signature === undefined) return { withheld: 'shape' };
      return { ...form({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: `${text}.${signature}` }), host, path: '/token' };
    },
    judge(heard, credential) {
      const json = jsonOf(heard);
      const email = credential.companion(serviceAccount, 'client-email');
      if (heard.status === 200 && part(json, 'token_type', /^Bearer$/i) !== undefined) return { is: 'live', who: email === undefined ? {} : { email } };
      // Only these two words are about the key: a clock that is wrong answers invalid_grant as well.
      if (part(json, 'error_description', /^Invalid JWT Signature\.|account not found/i) !== undefined) return { is: 'refused', why: 'unknown' };
      return { is: 'unclear', why: heard.status === 403 ? 'forbidden' : 'unexpected' };
    },
  },
  {
    /** https://cloud.google.com/docs/authentication/token-types: the text of an access token tells nothing, its issuer does. */
    id: 'google',
    name: 'Google access tokens',
    documentation: 'https://cloud.google.com/docs/authentication/token-types#access',
    host,
    endpoint: `https://${host}/tokeninfo`,
    kinds: { 'gcp-access-token': /^ya29\.[\w-]{60,1000}$/ },
    request: ({ value }) => ({ ...form({ access_token: value }), host, path: '/tokeninfo' }),
    judge(heard) {
      const json = jsonOf(heard);
      const who = whoIn(json, { client: ['azp', shapes.id], user: ['sub', shapes.number] });
      if (heard.status === 200 && Object.keys(who).length > 0) return { is: 'live', who };
      if (heard.status === 400 && part(json, 'error', /^invalid_token$/) !== undefined) return { is: 'refused', why: 'expired' };
      if (heard.status === 400 && part(json, 'error_description', /^Invalid Value$/) !== undefined) return { is: 'refused', why: 'expired' };
      return { is: 'unclear', why: 'unexpected' };
    },
  },
] satisfies Providers;

const signatureOf = (text: string, pem: string): string | undefined => {
  try {
    return sign('RSA-SHA256', Buffer.from(text), createPrivateKey(pem)).toString('base64url');
  } catch {
    // Broken or invented: nothing to send.
    return undefined;
  }
};
