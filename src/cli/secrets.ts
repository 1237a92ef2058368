import { reasonTexts } from '#secrets/reasons';
import { scanner } from '#secrets/scanner';
import { realTools, secretsMain } from './secrets-main.ts';

/** The entry of dist/secrets.js. Returns the exit code. */
export const main = (args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Promise<number> =>
  secretsMain(args, realTools(scanner, reasonTexts, environment));
