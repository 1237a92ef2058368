#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bundle = new URL('../dist/ippo.js', import.meta.url);
if (existsSync(fileURLToPath(bundle))) {
  const { main } = await import(bundle.href);
  process.exitCode = main(process.argv.slice(2), process.env);
} else {
  process.stderr.write(
    'ippo is not built yet: run "npm ci" (or "npm run build") first.\nippo がまだビルドされていません。先に npm ci(または npm run build)を実行してください。\n',
  );
  process.exitCode = 2;
}
