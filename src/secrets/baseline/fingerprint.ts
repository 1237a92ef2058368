import { createHmac } from 'node:crypto';

/**
 * What a secret is known by where it must not stand itself: HMAC-SHA-256 (RFC 2104) of kind and canonical value, the first 128 bits in hexadecimal. Who holds
 * the key can test guesses, so the key has to be long and kept apart from the baseline.
 */
export const fingerprint = (key: string, kind: string, value: string): string =>
  createHmac('sha256', key).update(kind).update('\0').update(value).digest('hex').slice(0, 32);

/** Stands in the head of a baseline, so that a wrong key is told and not taken for "nothing matches". */
export const keyMark = (key: string): string => createHmac('sha256', key).update('ippo baseline key').digest('hex').slice(0, 8);
