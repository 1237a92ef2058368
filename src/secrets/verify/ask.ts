/** One request to an issuer: https on its usual port, to a host of the table in this room. */
export interface AskRequest {
  readonly host: string;
  readonly method: 'GET' | 'POST';
  /** With its query, percent-encoded. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export type Answer = Heard | Unheard;

/** What the issuer said, as it said it: redirects are not followed. */
export interface Heard {
  readonly is: 'heard';
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of it; never printed. */
  readonly body: string;
}

export interface Unheard {
  readonly is: 'unheard';
  readonly why: 'timeout' | 'network' | 'certificate';
}

/** The network, as an argument: the middle of this room is pure, and no test needs a network. Never rejects. */
export type Ask = (request: AskRequest) => Promise<Answer>;
