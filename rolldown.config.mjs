import { defineConfig } from 'rolldown';

export default defineConfig({
  input: 'src/cli/main.ts',
  platform: 'node',
  output: { file: 'dist/ippo.js', format: 'esm', codeSplitting: false },
  transform: { target: 'node20' },
});
