import { reasonTexts } from '#secrets/reasons';
import { scanner } from '#secrets/scanner';
import { realTools, secretsMain } from './secrets-main.ts';

// A bundle of its own: no hook and no scan has to load it.
const verifier = async () => (await import('#secrets/verify/verifier')).verifier;

/** The entry of dist/secrets.js. Returns the exit code. */
export const main = (args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Promise<number> =>
  secretsMain(args, realTools(scanner, reasonTexts, verifier, environment));
