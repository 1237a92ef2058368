/** What the issuer says about a credential, or why it was not asked. */
export type Verification = Live | Refused | Unclear | NotTried;

interface Asked {
  /** As in `--verify=ID`. */
  readonly provider: string;
  /** The address that was asked, without what was sent. */
  readonly endpoint: string;
  /** ISO time. */
  readonly at: string;
}

export interface Live extends Asked {
  readonly is: 'live';
  /** Whose it is: `account`, `user`, `arn`, `organisation` ... Ids and login names with a known shape, nothing else of the answer. */
  readonly who: Readonly<Record<string, string>>;
  /** Live, and yet it opens little: a test environment, or sending only. */
  readonly mild: boolean;
}

export interface Refused extends Asked {
  readonly is: 'refused';
  readonly why: 'unknown' | 'expired' | 'disabled';
}

export interface Unclear extends Asked {
  readonly is: 'unclear';
  readonly why: UnclearWhy;
}

export type UnclearWhy =
  | 'timeout'
  | 'network'
  | 'certificate'
  | 'redirect'
  | 'rate-limited'
  | 'issuer-error'
  | 'forbidden'
  | 'unexpected'
  /** Unknown here, but it may be good in another region, at an installation of one's own, or from another address. */
  | 'elsewhere'
  /** The two halves may not belong together. */
  | 'pair';

export interface NotTried {
  readonly is: 'not-tried';
  readonly why: NotTriedWhy;
}

export type NotTriedWhy =
  | 'no-endpoint'
  | 'not-chosen'
  /** It may be of an installation of one's own, or of somebody else, so the issuer is asked only when it is named. */
  | 'by-name-only'
  | 'half-missing'
  | 'not-sure'
  | 'accepted'
  | 'shape'
  | 'too-many'
  /** The issuer has limited or cut us off before its turn came. */
  | 'stopped';
