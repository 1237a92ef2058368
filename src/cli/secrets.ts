import { setFlagsFromString } from 'node:v8';
import { reasonTexts } from '#secrets/reasons';
import { scanner } from '#secrets/scanner';
import { realTools, secretsMain } from './secrets-main.ts';

/** The entry of dist/secrets.js. Returns the exit code. */
export const main = (args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Promise<number> => {
  // A scan makes many texts and keeps none, so room for young objects that never grows costs no time: 30 MB less over a history.
  setFlagsFromString('--semi-space-growth-factor=1');
  return secretsMain(args, realTools(scanner, reasonTexts, environment));
};
