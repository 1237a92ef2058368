import { reasonTexts } from '#secrets/reasons';
import { scanner } from '#secrets/scanner';
import { realTools, secretsMain } from './secrets-main.ts';

/** The entry of dist/secrets.cjs. Returns the exit code. */
export const main = (args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Promise<number> => {
  // Whoever reads along may have seen enough: `ippo secrets | head`.
  process.stdout.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error;
  });
  return secretsMain(args, realTools(scanner, reasonTexts, environment));
};
