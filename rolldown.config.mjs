import { createHash } from 'node:crypto';
import { defineConfig } from 'rolldown';

/**
 * For a quick start: letters beyond ASCII as escapes, so that one byte is one letter, and a hash of the content in front, by which bin/ippo.js knows the compiled
 * code that it keeps.
 */
const quickStart = {
  name: 'quick-start',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const code = chunk.code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
      chunk.code = `/* ${createHash('sha256').update(code).digest('hex')} */ ${code}`;
    }
  },
};

const bundle = (input, output) => ({
  input,
  platform: 'node',
  output: { format: 'esm', ...output },
  transform: { target: 'node20' },
});

/** Two bundles: hooks start at every commit and load only what they need. */
export default defineConfig([
  bundle('src/cli/main.ts', { file: 'dist/ippo.js', codeSplitting: false }),
  {
    // What asks issuers is a file apart, which only `--verify` loads.
    ...bundle('src/cli/secrets.ts', { format: 'cjs', dir: 'dist', entryFileNames: 'secrets.cjs', chunkFileNames: 'secrets-[name].cjs' }),
    plugins: [quickStart],
  },
]);
