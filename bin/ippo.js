#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
// Hooks run at every commit: what they need is a bundle of its own.
const word = args.find((one, i) => !one.startsWith('-') && args[i - 1] !== '--lang');
const bundle = new URL(word === 'secrets' || word === 'hook' ? '../dist/secrets.js' : '../dist/ippo.js', import.meta.url);
if (existsSync(fileURLToPath(bundle))) {
  const { main } = await import(bundle.href);
  process.exitCode = await main(args, process.env);
} else {
  process.stderr.write(
    'ippo is not built yet: run "npm ci" (or "npm run build") first.\nippo がまだビルドされていません。先に npm ci(または npm run build)を実行してください。\n',
  );
  process.exitCode = 2;
}
