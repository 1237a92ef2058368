import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request, type RequestOptions } from 'node:https';
import type { Ask, AskRequest, Answer } from './ask.ts';

type Send = (options: RequestOptions, heard: (incoming: IncomingMessage) => void) => ClientRequest;

const milliseconds = 5000;
const mostBytes = 64 * 1024;

/**
 * The one place that touches the network. What is fixed here: the certificate is checked whatever the environment says (`NODE_TLS_REJECT_UNAUTHORIZED`),
 * no proxy is used, redirects are not followed, five seconds for all of it, 64 kB of the answer.
 */
export const httpsAsk = (send: Send = request, limit: number = milliseconds): Ask => {
  // An agent of our own: the global one may be told of proxies by the environment.
  const agent = new Agent({ keepAlive: false });
  return (asked) => answer(asked, agent, send, limit);
};

const answer = ({ host, method, path, headers, body }: AskRequest, agent: Agent, send: Send, limit: number): Promise<Answer> =>
  new Promise((resolve) => {
    const signal = AbortSignal.timeout(limit);
    const failed = (error: Error): void => resolve({ is: 'unheard', why: signal.aborted ? 'timeout' : isOfCertificate(error) ? 'certificate' : 'network' });
    const options: RequestOptions = {
      protocol: 'https:',
      host,
      servername: host,
      port: 443,
      method,
      path,
      agent,
      signal,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      maxHeaderSize: 32 * 1024,
      headers: {
        'user-agent': 'ippo',
        accept: 'application/json',
        'accept-encoding': 'identity',
        ...headers,
        ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      },
    };
    try {
      const outgoing = send(options, (incoming) => {
        const pieces: Buffer[] = [];
        let length = 0;
        const heard = (): void =>
          resolve({
            is: 'heard',
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(Object.entries(incoming.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
            body: Buffer.concat(pieces).toString('utf8', 0, mostBytes),
          });
        incoming.on('data', (piece: Buffer) => {
          pieces.push(piece);
          length += piece.length;
          if (length < mostBytes) return;
          heard();
          incoming.destroy();
        });
        incoming.on('end', heard);
        incoming.on('error', failed);
      });
      outgoing.on('error', failed);
      outgoing.end(body);
    } catch (error) {
      failed(error instanceof Error ? error : new Error(String(error)));
    }
  });

const isOfCertificate = (error: Error): boolean => 'code' in error && /CERT|TLS|SSL|UNABLE_TO_|SIGNATURE/.test(String(error.code));
