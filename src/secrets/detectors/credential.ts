import { isHash, notASecret } from '../placeholder.ts';
import type { Candidate } from '../secret.ts';
import { plain } from './family.ts';

const local =
  /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|db|database|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|rabbitmq|rabbit|cache|broker|mssql|clickhouse|elasticsearch)$/i;
const standIn =
  /^(?:pass(?:word|wd|w0rd)?|pwd|pw|secret|user(?:name)?|admin|root|postgres|mysql|test|guest|token|key|\[?(?:your|my|db)?_?-?(?:password|passwd|pass|pwd|token|api_?key|secret|auth_?token)\]?|p(?:ss)?|x+|\*+|foo|bar|baz|a|b|abc|123|1234|12345|example|pw\d?|pass\d)$/i;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A password that stands with its address. Stand-ins and machines that only one sees weigh less. */
export const credential = (
  value: string,
  start: number,
  end: number,
  host: string,
  user: string,
  more: Readonly<Record<string, string>> = {},
): Candidate | undefined => {
  const password = decode(value);
  // Code: `password=r.password||`.
  if (/^[A-Za-z_$]+(?:\.[A-Za-z_$]+)+(?:\|\|)?$/.test(password)) return undefined;
  if (password.length < 3 || /\s/.test(password) || notASecret(password) !== undefined || isHash(password)) return undefined;
  if (/^(?:example|host(?:name)?|server|my[-_]?host|your[-_.\w]*)$/i.test(host) || /[<>{}$]/.test(host) || /[<>{}$*]/.test(password.slice(0, 1)))
    return undefined;
  const weak = standIn.test(password) || password === user;
  const here = local.test(host) || /(?:^|\.)example\.(?:com|org|net)$|\.(?:test|example|invalid)$/i.test(host);
  return {
    ...plain(password),
    start,
    end,
    confidence: weak ? 'possible' : here && /^[a-z]+$/i.test(password) ? 'possible' : here ? 'likely' : 'certain',
    severity: here ? 'medium' : undefined,
    facts: { ...(host === '' ? {} : { host }), ...(user === '' ? {} : { user: decode(user) }), ...more },
    reasons: ['whole-credential', ...(weak ? ['weak-word'] : []), ...(here ? ['local-host'] : [])],
  };
};
