import { notASecret } from './placeholder.ts';
import { charsetOf, entropyHolds, looksRandom } from './randomness.ts';

/**
 * Whether a value could have been issued by a service: letters and digits mixed as no name has them. People also invent such values in the right shape
 * (`abcdef1234567890`), so stretches of the alphabet count as random here; whoever asks has to know better by the name of the service.
 */
export const looksIssued = (value: string): boolean => {
  if (value.length < 12 || value.length > 512 || !/^[A-Za-z0-9][A-Za-z0-9_+/.~:=-]*$/.test(value) || notASecret(value) !== undefined) return false;
  const bare = value.replace(/[^A-Za-z0-9]/g, '');
  const distinct = new Set(bare.toLowerCase()).size;
  if (distinct < 6 || bare.length < 12) return false;
  if (/^\d+$/.test(bare)) return bare.length >= 20 && distinct > 8;
  if (!/\d/.test(bare) && (bare.length < 24 || !/[a-z].*[A-Z].*[a-z]|[A-Z].*[a-z].*[A-Z]/.test(bare))) return false;
  if (looksRandom(value) && !/^[A-Za-z]+\d*(?:[-_./:][A-Za-z]+\d{0,5}){2,}$/.test(value)) return true;
  return wordsIn(value) <= bare.length / 4 && entropyHolds(bare, charsetOf(bare), 0.6);
};

const stretch = /[A-Z]?[a-z]{4,}|[A-Z]{4,}/g;
/** Letters that stand in words: four or more of one case that do not go up or down the alphabet. */
const wordsIn = (value: string): number => (value.match(stretch) ?? []).reduce((sum, one) => sum + (isSequence(one.toLowerCase()) ? 0 : one.length), 0);

const isSequence = (text: string): boolean => {
  let steps = 0;
  for (let i = 1; i < text.length; i++) if (Math.abs(text.charCodeAt(i) - text.charCodeAt(i - 1)) === 1) steps++;
  return steps >= (text.length - 1) * 0.6;
};
