import type { AskRequest } from './ask.ts';
import { jsonOf, part, whoIn, type Provider, type Who } from './provider.ts';

type Row = Pick<Provider, 'id' | 'name' | 'documentation' | 'kinds' | 'onlyByName' | 'mild'> & {
  readonly host: string;
  readonly path: string;
  /** The headers that carry the credential. */
  readonly auth: (value: string) => Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON to post; without it the request is a GET. */
  readonly post?: (value: string) => object;
  /** At least one of these has to be in the answer: a page of somebody between us and the issuer says nothing. */
  readonly who: Who;
  /** As `who`, but a header of the answer. */
  readonly whoHeaders?: Readonly<Record<string, readonly [header: string, shape: RegExp]>>;
  /** What an answer has to hold that tells nobody's name. */
  readonly proof?: readonly [path: string, shape: RegExp];
  /** Statuses by which the issuer says that it does not accept the credential. */
  readonly refused?: readonly number[];
  /** The same, said in the body. */
  readonly refusedIf?: readonly (readonly [path: string, shape: RegExp])[];
  /** The same form is valid at another region or installation, so that a refusal here settles nothing. */
  readonly elsewhere?: boolean;
  /** The answer to a credential that is good, but not for this call. */
  readonly restricted?: { readonly status: number; readonly says: readonly [path: string, shape: RegExp] };
};

/** A provider that is asked with one header and answers by status: the form that most have. */
export const asks = (row: Row): Provider => {
  const { id, name, documentation, kinds, host, path, auth, headers = {}, post, who, whoHeaders = {}, proof, elsewhere = false } = row;
  const { refused = [401], refusedIf = [], restricted } = row;
  const tells = (json: unknown, rows: readonly (readonly [string, RegExp])[]): boolean => rows.some(([at, shape]) => part(json, at, shape) !== undefined);
  return {
    id,
    name,
    documentation,
    kinds,
    host,
    endpoint: `https://${host}${path.split('?')[0] ?? ''}`,
    onlyByName: row.onlyByName ?? false,
    mild: row.mild ?? [],
    request: ({ value }): AskRequest => ({
      host,
      path,
      method: post === undefined ? 'GET' : 'POST',
      headers: { ...headers, ...(post === undefined ? {} : { 'content-type': 'application/json' }), ...auth(value) },
      body: post === undefined ? undefined : JSON.stringify(post(value)),
    }),
    judge(heard) {
      const json = jsonOf(heard);
      if (restricted !== undefined && heard.status === restricted.status && tells(json, [restricted.says])) return { is: 'live', who: {} };
      if (refused.includes(heard.status) || tells(json, refusedIf)) return elsewhere ? { is: 'unclear', why: 'elsewhere' } : { is: 'refused', why: 'unknown' };
      if (heard.status === 403) return { is: 'unclear', why: 'forbidden' };
      const found = {
        ...whoIn(json, who),
        ...Object.fromEntries(
          Object.entries(whoHeaders).flatMap(([label, [header, shape]]) => {
            const value = heard.headers[header];
            return value !== undefined && shape.test(value) ? [[label, value]] : [];
          }),
        ),
      };
      const isProved = Object.keys(found).length > 0 || (proof !== undefined && tells(json, [proof]));
      return heard.status === 200 && isProved ? { is: 'live', who: found } : { is: 'unclear', why: 'unexpected' };
    },
  };
};
