import { notASecret } from './placeholder.ts';
import { charsetOf, entropyHolds, looksRandom } from './randomness.ts';

/**
 * Whether a value could have been issued by a service: letters and digits mixed as no name has them. People also invent such values in the right shape
 * (`abcdef1234567890`), so stretches of the alphabet count as random here; whoever asks has to know better by the name of the service.
 */
export const looksIssued = (value: string): boolean => {
  if (value.length < 12 || value.length > 2048 || !/^[A-Za-z0-9][A-Za-z0-9_+/.~:=-]*$/.test(value) || notASecret(value) !== undefined) return false;
  // Keys that a page carries to its visitors.
  if (/^(?:phc_|pk_(?:live|test)_|pub[-_]|sub-c-)/.test(value)) return false;
  const bare = value.replace(/[^A-Za-z0-9]/g, '');
  const distinct = new Set(bare.toLowerCase()).size;
  if (distinct < 6 || bare.length < 12) return false;
  if (/^\d+$/.test(bare)) return bare.length >= 20 && distinct > 8;
  if (isIdentifier(value)) return false;
  if (!/\d/.test(bare) && (bare.length < 24 || !/[a-z].*[A-Z].*[a-z]|[A-Z].*[a-z].*[A-Z]/.test(bare))) return false;
  if (wordsIn(value) > bare.length * 0.6) return false;
  if (looksRandom(value) && !/^[A-Za-z]+\d*(?:[-_./:][A-Za-z]+\d{0,5}){2,}$/.test(value)) return true;
  // Digits strewn in leave no words, only letters that look like some.
  const most = (bare.match(/\d/g)?.length ?? 0) >= 5 ? 0.45 : 0.25;
  return wordsIn(value) <= bare.length * most && entropyHolds(bare, charsetOf(bare), 0.6);
};

/** `V2LoginSchema`: words in camel case. */
const isIdentifier = (value: string): boolean => {
  if (!/^[A-Za-z0-9]+$/.test(value) || (value.match(/\d/g)?.length ?? 0) > 2) return false;
  const words = value.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  return value.length >= words.length * 4 && !words.some((one) => one.length >= 6 && isSequence(one.toLowerCase()));
};

const stretch = /[A-Z]?[a-z]{5,}|[A-Z]{5,}/g;
/** Letters that stand in words: five or more of one case that can be spoken and do not go up or down the alphabet. */
const wordsIn = (value: string): number =>
  (value.match(stretch) ?? []).reduce((sum, one) => sum + (isSpoken(one.toLowerCase()) && !isSequence(one.toLowerCase()) ? one.length : 0), 0);
/** Random letters have a vowel in five and four consonants in a row. */
const isSpoken = (text: string): boolean => (text.match(/[aeiou]/g)?.length ?? 0) >= text.length * 0.28 && !/[^aeiouy]{4}/.test(text);

const isSequence = (text: string): boolean => {
  let steps = 0;
  for (let i = 1; i < text.length; i++) if (Math.abs(text.charCodeAt(i) - text.charCodeAt(i - 1)) === 1) steps++;
  return steps >= (text.length - 1) * 0.6;
};
