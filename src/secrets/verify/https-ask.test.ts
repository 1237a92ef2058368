import { generateKeyPairSync, sign } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { AskRequest } from './ask.ts';
import { httpsAsk } from './https-ask.ts';

const servers: (http.Server | https.Server)[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const one of servers.splice(0)) {
    one.closeAllConnections();
    one.close();
  }
});

const listening = async (server: http.Server | https.Server): Promise<number> => {
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** The edge, led to a server of this test: what it passed on besides is kept. */
const edge = async (answer: http.RequestListener, limit = 5000) => {
  const seen: { url: string | undefined; method: string | undefined; headers: http.IncomingHttpHeaders; body: string }[] = [];
  const port = await listening(
    http.createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        seen.push({ url: request.url, method: request.method, headers: request.headers, body });
        answer(request, response);
      });
    }),
  );
  const options: https.RequestOptions[] = [];
  const ask = httpsAsk((given, heard) => {
    options.push(given);
    const { agent: _, protocol: __, servername: ___, ...rest } = given;
    return http.request({ ...rest, host: '127.0.0.1', port }, heard);
  }, limit);
  return { ask, seen, options };
};

const get: AskRequest = { host: 'api.example.com', method: 'GET', path: '/me', headers: { authorization: 'Bearer x' }, body: undefined };

test('asks once, over https, with the certificate checked and without the global agent', async () => {
  const { ask, seen, options } = await edge((_, response) => response.writeHead(200, { 'x-id': 'abc' }).end('{"id":1}'));
  expect(await ask({ ...get, method: 'POST', body: 'é=1' })).toMatchObject({ is: 'heard', status: 200, headers: { 'x-id': 'abc' }, body: '{"id":1}' });
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    url: '/me',
    method: 'POST',
    body: 'é=1',
    headers: { authorization: 'Bearer x', 'content-length': '4', 'accept-encoding': 'identity' },
  });
  expect(options[0]).toMatchObject({ protocol: 'https:', host: 'api.example.com', servername: 'api.example.com', port: 443, rejectUnauthorized: true });
  expect(options[0]?.agent).toBeInstanceOf(https.Agent);
  expect(options[0]?.agent).not.toBe(https.globalAgent);
});

test('a redirect is an answer and is not followed', async () => {
  const { ask, seen } = await edge((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/steal' }).end());
  expect(await ask(get)).toMatchObject({ is: 'heard', status: 302 });
  expect(seen.map(({ url }) => url)).toEqual(['/me']);
});

test('silence, and an answer that drips without end, come to an end', async () => {
  const silent = await edge(() => undefined, 150);
  expect(await silent.ask(get)).toEqual({ is: 'unheard', why: 'timeout' });
  let timer: NodeJS.Timeout | undefined;
  const dripping = await edge((_, response) => {
    response.writeHead(200);
    timer = setInterval(() => response.write(' '), 20);
  }, 150);
  expect(await dripping.ask(get)).toEqual({ is: 'unheard', why: 'timeout' });
  clearInterval(timer);
});

test('of an endless answer only the beginning is read', async () => {
  let written = 0;
  let isOpen = true;
  const { ask } = await edge((_, response) => {
    response.on('close', () => (isOpen = false));
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(16_384))) written += 16_384;
    };
    response.on('drain', more);
    more();
  });
  const answer = await ask(get);
  expect(answer).toMatchObject({ is: 'heard', status: 200 });
  expect(answer.is === 'heard' && answer.body.length).toBe(64 * 1024);
  await vi.waitFor(() => expect(isOpen).toBe(false));
  expect(written).toBeLessThan(50_000_000);
});

test('nobody there', async () => {
  const server = http.createServer();
  const port = await listening(server);
  server.close();
  const ask = httpsAsk((given, heard) => https.request({ ...given, host: '127.0.0.1', port }, heard));
  expect(await ask(get)).toEqual({ is: 'unheard', why: 'network' });
});

test('headers that would break their line are not sent', async () => {
  const { ask, seen } = await edge((_, response) => response.end());
  expect(await ask({ ...get, headers: { authorization: 'a\r\nx-more: b' } })).toEqual({ is: 'unheard', why: 'network' });
  expect(seen).toEqual([]);
});

test.for(['', '0'])('a certificate that nobody vouches for is not accepted; NODE_TLS_REJECT_UNAUTHORIZED=%s', async (setting) => {
  if (setting !== '') vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', setting);
  let asked = 0;
  const port = await listening(https.createServer(selfSigned('api.example.com'), (_, response) => void (asked++, response.end('{}'))));
  const ask = httpsAsk((given, heard) => https.request({ ...given, host: '127.0.0.1', port }, heard));
  expect(await ask(get)).toEqual({ is: 'unheard', why: 'certificate' });
  expect(asked).toBe(0);
});

/** A certificate made here, so that no key lies in the repository: X.509 in the few DER pieces that it needs. */
const selfSigned = (name: string): { key: string; cert: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
    const body = Buffer.concat(parts);
    const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
    return Buffer.concat([Buffer.from([tag, ...length]), body]);
  };
  const ecdsaSha256 = der(0x30, der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
  const commonName = der(0x30, der(0x31, der(0x30, der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from(name)))));
  const validity = der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('490101000000Z')));
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaSha256,
    commonName,
    validity,
    commonName,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const certificate = der(0x30, body, ecdsaSha256, der(0x03, Buffer.from([0]), sign('sha256', body, privateKey)));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
};
