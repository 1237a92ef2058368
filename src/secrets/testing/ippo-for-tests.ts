// The command line with the scanner of tests, for hooks that git itself runs. Started by a Node that strips types.
import { realTools, secretsMain } from '#cli/secrets-main';
import { simpleScanner } from './simple-scanner.ts';

process.exitCode = await secretsMain(
  process.argv.slice(2),
  realTools(() => simpleScanner(), {}, process.env),
);
