import { createHash, createHmac } from 'node:crypto';
import type { AskRequest } from './ask.ts';

export interface Signing {
  readonly keyId: string;
  readonly secret: string;
  readonly sessionToken: string | undefined;
  readonly region: string;
  readonly service: string;
  readonly at: Date;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * A request with its AWS signature, version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * The secret goes into the signature and is not sent. The query has to be percent-encoded already.
 */
export const signed = (request: AskRequest, { keyId, secret, sessionToken, region, service, at }: Signing): AskRequest => {
  const time = at.toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const headers: Readonly<Record<string, string>> = {
    ...request.headers,
    host: request.host,
    'x-amz-date': time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).toSorted();
  const [path = '/', query = ''] = request.path.split('?');
  const canonical = [
    request.method,
    path,
    query.split('&').toSorted().join('&'),
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    names.join(';'),
    sha256(request.body ?? ''),
  ].join('\n');
  const key = [time.slice(0, 8), region, service, 'aws4_request'].reduce<string | Buffer>((made, word) => hmac(made, word), `AWS4${secret}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex');
  return {
    ...request,
    headers: { ...headers, authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}` },
  };
};
