import { defineConfig } from 'rolldown';

/** Two bundles: hooks start at every commit and load only what they need. */
const bundle = (input, output) => ({
  input,
  platform: 'node',
  output: { format: 'esm', ...output },
  transform: { target: 'node20' },
});

export default defineConfig([
  bundle('src/cli/main.ts', { file: 'dist/ippo.js', codeSplitting: false }),
  // What asks issuers is a file apart, which only `--verify` loads.
  bundle('src/cli/secrets.ts', { dir: 'dist', entryFileNames: 'secrets.js', chunkFileNames: 'secrets-[name].js' }),
]);
