import { defineConfig } from 'rolldown';

/** Two bundles: hooks start at every commit and load only what they need. */
const bundle = (input, file) => ({
  input,
  platform: 'node',
  output: { file, format: 'esm', codeSplitting: false },
  transform: { target: 'node20' },
});

export default defineConfig([bundle('src/cli/main.ts', 'dist/ippo.js'), bundle('src/cli/secrets.ts', 'dist/secrets.js')]);
