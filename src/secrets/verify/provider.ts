import type { AskRequest, Heard } from './ask.ts';
import type { NotTriedWhy, Refused, UnclearWhy } from './verification.ts';

/** The providers of one file. */
export type Providers = readonly Provider[];

/** One issuer with one documented endpoint that tells whose a credential is, and changes nothing. */
export interface Provider {
  /** As in `--verify=ID`. */
  readonly id: string;
  readonly name: string;
  /** The page on which the issuer describes the endpoint. */
  readonly documentation: string;
  /** The address as reports show it, without a secret. */
  readonly endpoint: string;
  /** Written here, never read from a file. A pattern only where the credential itself names the data centre. */
  readonly host: string | RegExp;
  /** Kinds it serves, with the whole alphabet of values that may be sent: what does not match is not sent. */
  readonly kinds: Readonly<Record<string, RegExp>>;
  /** Asked only when named: the same form is used by installations that people run themselves, or says little, and secrets of others are not for this host. */
  readonly onlyByName?: boolean;
  /** Kinds that open little even when live. */
  readonly mild?: readonly string[];
  request(credential: Credential, now: Date): AskRequest | Withheld;
  /** What an answer means that is no redirect, no limit and no failure of the issuer. */
  judge(heard: Heard, credential: Credential): Verdict;
}

export interface Credential {
  readonly kind: string;
  readonly value: string;
  /** What belongs to it: the first of these facts that has this shape. Where it stands does not matter. */
  companion(shape: RegExp, ...facts: readonly string[]): string | undefined;
  /** Whether what belongs to it stands right beside it; else it was joined from further away, and may be of something else. */
  readonly isBeside: boolean;
  /** The finding of a kind that carries this fact, else the nearest one in the same file that carries none. */
  nearest(kind: string, fact: string, value: string): string | undefined;
}

export interface Withheld {
  readonly withheld: NotTriedWhy;
}

export type Verdict =
  | { readonly is: 'live'; readonly who: Readonly<Record<string, string>> }
  | { readonly is: 'refused'; readonly why: Refused['why'] }
  | { readonly is: 'unclear'; readonly why: UnclearWhy };

/** Shapes of what may be taken out of an answer. */
export const shapes = {
  number: /^\d{1,25}$/,
  uuid: /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/,
  id: /^[A-Za-z0-9_:.-]{1,100}$/,
  login: /^[A-Za-z0-9_.-]{1,64}$/,
  word: /^[a-z_]{1,30}$/,
} as const;

/** The JSON of an answer; undefined: it is none. */
export const jsonOf = ({ body }: Heard): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** `result.owner.id` of an answer as text, if it has the shape. */
export const part = (json: unknown, path: string, shape: RegExp): string | undefined => {
  let at: unknown = json;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = Reflect.get(at, name);
  }
  const text = typeof at === 'number' || typeof at === 'boolean' ? String(at) : at;
  return typeof text === 'string' && shape.test(text) ? text : undefined;
};

/** Name of what it says whose → where in the answer, and its shape. */
export type Who = Readonly<Record<string, readonly [path: string, shape: RegExp]>>;

export const whoIn = (json: unknown, who: Who): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(who).flatMap(([name, [path, shape]]) => {
      const found = part(json, path, shape);
      return found === undefined ? [] : [[name, found]];
    }),
  );

export const bearer = (value: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${value}` });
export const basic = (user: string, password: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});
export const form = (fields: Readonly<Record<string, string>>): Pick<AskRequest, 'method' | 'headers' | 'body'> => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  body: new URLSearchParams(fields).toString(),
});
