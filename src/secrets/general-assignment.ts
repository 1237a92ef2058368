import type { Assignment } from './assignment.ts';
import type { NameClass } from './name-class.ts';
import { isHash, isUuid, notASecret, type NotASecret } from './placeholder.ts';
import { charsetOf, hasRun, looksRandom } from './randomness.ts';
import type { Confidence } from './secret.ts';

export type Verdict =
  | { readonly is: 'secret'; readonly confidence: Confidence; readonly reasons: readonly string[] }
  | { readonly is: 'nothing'; readonly why: NotASecret | 'not-random' | 'not-a-value' };

const nothing = (why: NotASecret | 'not-random' | 'not-a-value'): Verdict => ({ is: 'nothing', why });

/** A value under a name that says secret. Passwords are judged by name and syntax, keys and tokens also by randomness. */
export const judgeAssignment = (one: Assignment, name: NameClass): Verdict => {
  const a = one.value.startsWith('{noop}') ? { ...one, value: one.value.slice(6) } : one;
  const { value } = a;
  if (value.length < 4 || value.length > 1024) return nothing('not-a-value');
  const why =
    notASecret(value) ?? (isHash(value) ? 'hash' : undefined) ?? (repeatsName(a) ? 'same-as-name' : undefined) ?? (isPath(value) ? 'path' : undefined);
  if (why !== undefined) return nothing(why);
  if (isSentence(value, a)) return nothing('sentence');
  if (isExpression(a)) return nothing('reference');
  return name.is === 'password' ? judgePassword(a, name) : judgeRandom(a, name);
};

const judgePassword = (a: Assignment, name: NameClass): Verdict => {
  const { value, kind } = a;
  if (isUuid(value) && name.weak) return nothing('uuid');
  // Rules of a form: `required|min:8`.
  if (/^[a-z_]+(?::[\w,.]+)?(?:\|[a-z_]+(?::[\w,.]+)?)+$/.test(value)) return nothing('not-a-value');
  if (/^[\^~<>=v]*\d+(?:\.\d+)+(?:-[\w.]+)?$/.test(value)) return nothing('not-a-value');
  const reasons = ['named-secret', ...(kind.writes === 'code' ? ['code-literal'] : []), ...(a.bound === 'compare' ? ['compared-with'] : [])];
  const found = (confidence: Confidence, more?: string): Verdict => ({ is: 'secret', confidence, reasons: more === undefined ? reasons : [...reasons, more] });
  // Everybody tries `postgres` first; `admin123` somebody has chosen.
  if (common.test(value)) {
    const chosen =
      /[a-z]\S*\d/i.test(value) && !/^(?:test|abc)/i.test(value) && (kind.writes === 'config' || (value.length >= 10 && /[^A-Za-z0-9]/.test(value)));
    return found(chosen ? 'likely' : 'possible', 'weak-word');
  }
  // Bytes of something else, or words in another script.
  if ((value.match(/[\x80-\xff]/g)?.length ?? 0) > 4) return nothing('sentence');
  const letters = /^\p{L}+$/u.test(value) || /^[\x80-\xff\sA-Za-z]+$/.test(value);
  if (letters && (/[\x80-\xff]/.test(value) || kind.quiet === 'translation')) return nothing('sentence');
  if (/^[A-Za-z]+(?:[-_.:/][A-Za-z]+)+$/.test(value)) {
    // `db-password`, `app_secret`: the name of a secret more often than one.
    if (/pass|secret|cred|token|key|auth|user|login|name|pwd|reset|config|field|input/i.test(value) || /^[A-Z_]+$/.test(value)) return nothing('reference');
    return found(kind.writes === 'code' || value.length < 10 || a.plain === 'pass' ? 'possible' : 'likely', 'weak-word');
  }
  if (letters) {
    if (value.length >= 12 && /[a-z].*[A-Z].*[a-z].*[A-Z]/.test(value) && looksRandom(value)) return found('likely', 'looks-random');
    if (/^(?:[a-z]+[A-Z])/.test(value) && kind.writes === 'code') return nothing('reference');
    // `The password is "centipede"`: whoever writes that means it.
    if (a.bound === 'told' && a.quoted && value.length >= 6) return found('likely', 'weak-word');
    if (/^[A-Z][a-z]+$/.test(value) || value.length < 6) return found('possible', 'weak-word');
    return found(kind.writes === 'config' || (kind.writes === 'text' && /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(a.name)) ? 'likely' : 'possible', 'weak-word');
  }
  if (/^\d+$/.test(value)) return found(value.length >= 8 && !hasRun(value) ? 'likely' : 'possible');
  if (name.weak || a.part) return found('possible');
  // Whoever compares with a password made up of everything compares with one that counts.
  if (a.bound === 'compare') return found(value.length >= 6 && /[a-z]/i.test(value) && /\d/.test(value) ? 'likely' : 'possible');
  if (a.bound === 'call' && !/(?:pass(?:word|wd|phrase)?|pwd)$/.test(a.plain)) return found('possible');
  return found('likely');
};

const judgeRandom = (a: Assignment, name: NameClass): Verdict => {
  const { value, kind } = a;
  const reasons = ['named-secret', ...(a.bound === 'compare' ? ['compared-with'] : [])];
  const found = (confidence: Confidence, more: string): Verdict => ({ is: 'secret', confidence, reasons: [...reasons, more] });
  const doubtful = name.weak || a.bound === 'compare' || a.part;
  if (isUuid(value)) {
    if (name.is === 'key' && (name.weak || !/api|secret|access|auth|license|subscription/.test(a.plain))) return nothing('uuid');
    return doubtful ? nothing('uuid') : found('likely', 'own-format');
  }
  if (/\s/.test(value) && charsetOf(value.replaceAll(' ', '')) !== 'printable') return nothing('sentence');
  if (value.length >= 16 && looksRandom(value) && !/^_{0,2}[A-Za-z]+\d*(?:[-_./:][A-Za-z]+\d{0,5}){2,}$/.test(value)) {
    const charset = charsetOf(value);
    // Half a dozen bytes of hex in code are a hash that somebody cut short.
    if (/^[0-9a-f]{16,31}$/i.test(value) && kind.writes === 'code') return found('possible', 'looks-random');
    // Forty of hex under `key` may be a hash; shorter than twenty, a name with a number.
    if (doubtful || (name.is === 'key' && value.length < 20 && !/[a-z].*\d.*[a-zA-Z].*\d/.test(value))) return found('possible', 'looks-random');
    return found(charset === 'printable' && kind.writes !== 'config' && value.length < 24 ? 'possible' : 'likely', 'looks-random');
  }
  if (name.weak || kind.quiet !== undefined) return nothing('not-random');
  // A word somebody chose for `secret`, with digits or signs in it.
  const chosen = value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value) && !/^v?\d+(?:[.-]\d+)*$/.test(value) && !hasRun(value);
  if (/^[a-z]+\d{0,2}(?:[-_.][a-z]+\d{0,2}){2,}$/.test(value)) return nothing('not-random');
  if (name.is === 'secret' && chosen && a.bound !== 'compare') return found(kind.writes === 'config' ? 'likely' : 'possible', 'weak-word');
  if (chosen && kind.writes === 'config' && value.length >= 10) return found('possible', 'weak-word');
  if (name.is === 'secret' && value.length >= 8 && /[^A-Za-z0-9\s._/:-]/.test(value) && kind.writes === 'config') return found('possible', 'weak-word');
  return nothing('not-random');
};

const common =
  /^(?:pass(?:word|wd|w0rd)?\d{0,4}[!.@#]?|p@ss(?:w(?:or|0r)d)?\d{0,4}!?|secret\d{0,4}[!.@#]?|admin\d{0,4}!?|administrator|root|guest|test(?:ing|er|pass|user)?\d{0,4}|abc\d{1,4}|1234\w{0,6}|0{4,}|changeit|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|rabbitmq|minioadmin|elastic|oracle|tiger|letmein|welcome\d{0,4}|qwerty\w{0,6}|demo|foo|bar|baz|quux|hello|world|default|temp|tmp|pw|pwd|user(?:name)?\d?)$/i;

const repeatsName = (a: Assignment): boolean => {
  const plain = a.value.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain === '' || plain.length > 60) return false;
  if (plain === a.plain && plain.length > 4) return a.value.toLowerCase() !== 'password' || a.kind.writes !== 'config';
  return plain.length > 6 && (a.plain.endsWith(plain) || (plain.endsWith(a.plain) && a.plain.length > 5));
};

const isPath = (value: string): boolean =>
  /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|[a-z][a-z0-9+.-]*:\/\/)[\w./\\~:@%?&=#${}*-]*$/.test(value) ||
  /^[\w./-]+\.(?:pem|key|crt|cer|txt|ya?ml|json|js|ts|py|go|rb|php|html?|sh|env|conf|cfg|ini|properties|pub|p12|pfx|jks|gpg|asc|md|xml|com|org|net|io|svc|local)$/i.test(
    value,
  ) ||
  /^[A-Za-z]+\/[A-Za-z]+(?:\/[A-Za-z-]+)*$/.test(value) ||
  (value.includes('/') && /^[a-z]+[a-z0-9-]*(?:\/[a-z]+[a-z0-9-]*)+$/.test(value)) ||
  (/^\/\w/.test(value) && /\s/.test(value));

/** Words for people: a label, a message, a prompt. */
const isSentence = (value: string, a: Assignment): boolean => {
  if (!/\s/.test(value)) return /^[\p{L}]+[:?…]$/u.test(value);
  if (!a.quoted && a.kind.writes !== 'config') return true;
  const parts = value.trim().split(/\s+/);
  const plain = parts.filter((part) => /^[\p{L}'’`"(),.:;!?-]+$|^[\x80-\xff]+$/u.test(part)).length;
  return plain >= parts.length - 1 || parts.length > 6;
};

/** Code where a value should be: calls, member access, types, operators. */
const isExpression = (a: Assignment): boolean => {
  const { value } = a;
  if (/^[\w.]+\(.*\)?[;,]?$|^[\w$]+\[.*\]?$|=>|^new\s|^\(|^\{|^\[|^function\b|^&[a-z]/.test(value)) return true;
  // Tags of Go: `json:"password"`.
  if (/^\w{2,10}:["']/.test(value)) return true;
  if (a.quoted) return /^[.#][\w-]+$|^[\w-]+\[[\w-]+(?:=.*)?\]$|^\w+:\w+$/.test(value) && a.kind.writes === 'code';
  // `--name`, `Invoke-RestMethod`
  if (/^--?[a-z]|^[A-Z][A-Z0-9_]+=|^[A-Z][a-zA-Z]+-[A-Z]\w+$/.test(value)) return true;
  if (/[<>]|&&|\|\||\s\|\s|^["'`]|["'`]$|^[|>][+-]?$|^[=,;*]/.test(value)) return true;
  // `password = other_password`, `token: self.token` where nothing tells code from configuration.
  if (/^[a-z_]\w*(?:\.\w+)+$/i.test(value) && !/\d.*\d/.test(value)) return true;
  return a.kind.writes !== 'config' && /^[a-zA-Z_]+$/.test(value) && a.bound === 'colon';
};
