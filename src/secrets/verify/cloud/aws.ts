import { form, type Providers } from '../provider.ts';
import { signed } from '../sigv4.ts';

const host = 'sts.amazonaws.com';
const keyId = /^A[KS]IA[A-Z2-7]{16}$/;
const session = /^[A-Za-z0-9+/=]{100,2100}$/;

const field = (xml: string, name: string, shape: RegExp): string | undefined => {
  const found = new RegExp(`<${name}>([^<]{1,300})</${name}>`).exec(xml)?.[1];
  return found !== undefined && shape.test(found) ? found : undefined;
};

/**
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: needs no permission, and a policy that denies it has no effect. Only a signature is sent,
 * never the secret. Keys of the partitions for China and GovCloud are unknown to this host.
 */
export default [
  {
    id: 'aws',
    name: 'AWS',
    documentation: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html',
    host,
    endpoint: `https://${host}/ (GetCallerIdentity)`,
    kinds: {
      'aws-secret-access-key': /^[A-Za-z0-9+/]{40}$/,
      // Nothing by themselves: they share what is said of their secret.
      'aws-access-key-id': keyId,
      'aws-temp-key-id': keyId,
      'aws-session-token': /^[A-Za-z0-9+/=%]{100,2100}$/,
    },
    request(credential, at) {
      if (credential.kind !== 'aws-secret-access-key') return { withheld: 'half-missing' };
      const id = credential.companion(keyId, 'key-id');
      if (id === undefined) return { withheld: 'half-missing' };
      let token: string | undefined;
      if (id.startsWith('ASIA')) {
        token = credential.nearest('aws-session-token', 'key-id', id)?.replaceAll('%2B', '+').replaceAll('%2F', '/').replaceAll('%3D', '=');
        if (token === undefined || !session.test(token)) return { withheld: 'half-missing' };
      }
      const request = { ...form({ Action: 'GetCallerIdentity', Version: '2011-06-15' }), host, path: '/' };
      return signed(request, { keyId: id, secret: credential.value, sessionToken: token, region: 'us-east-1', service: 'sts', at });
    },
    judge({ status, body }) {
      const account = field(body, 'Account', /^\d{12}$/);
      if (status === 200 && account !== undefined) {
        const arn = field(body, 'Arn', /^arn:[\w-]{1,20}:(?:iam|sts)::\d{12}:[\w+=,.@/-]{1,200}$/);
        const id = field(body, 'UserId', /^[\w+=,.@:-]{1,130}$/);
        return { is: 'live', who: { account, ...(arn === undefined ? {} : { arn }), ...(id === undefined ? {} : { 'user-id': id }) } };
      }
      switch (field(body, 'Code', /^\w+$/)) {
        case 'InvalidClientTokenId':
          return { is: 'refused', why: 'unknown' };
        case 'ExpiredToken':
          return { is: 'refused', why: 'expired' };
        case 'SignatureDoesNotMatch':
          return { is: 'unclear', why: 'pair' };
        case 'AccessDenied':
          return { is: 'unclear', why: 'forbidden' };
        default:
          return { is: 'unclear', why: 'unexpected' };
      }
    },
  },
] satisfies Providers;
