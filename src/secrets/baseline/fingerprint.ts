import { crypto } from '../node-parts.ts';

/**
 * What a secret is known by where it must not stand itself: HMAC-SHA-256 (RFC 2104) of the canonical value, the first 128 bits in hexadecimal. Without its
 * kind: a file that is renamed from `.env` to `.tf`, or a value that is put into Base64, may change the kind and is the same secret. Who holds the key can
 * test guesses, so the key has to be long and kept apart from the baseline; see docs/decisions/secret-baseline.md.
 */
export const fingerprint = (key: string, value: string): string =>
  crypto().createHmac('sha256', key).update('value\0').update(value).digest('hex').slice(0, 32);

/** Stands in the head of a baseline, so that a wrong key is told and not taken for "nothing matches". */
export const keyMark = (key: string): string => crypto().createHmac('sha256', key).update('ippo baseline key').digest('hex').slice(0, 8);
