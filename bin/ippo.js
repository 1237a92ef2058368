#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';

const args = process.argv.slice(2);
// Hooks run at every commit: what they need is a bundle of its own.
const word = args.find((one, i) => !one.startsWith('-') && args[i - 1] !== '--lang');
const bundle = new URL(word === 'secrets' || word === 'hook' ? '../dist/secrets.js' : '../dist/ippo.js', import.meta.url);
if (existsSync(fileURLToPath(bundle))) {
  // A tree is read for seconds and holds little: there a larger nursery and quick compiling pay. Elsewhere short-lived values need no large nursery, which
  // saves a sixth of the memory at the same speed.
  const tree = word === 'secrets' && !args.some((one) => /^--(?:history|staged|range)/.test(one));
  v8.setFlagsFromString(tree ? '--always-sparkplug' : '--semi-space-growth-factor=1');
  // Compiled once, beside the bundle: starting takes half the time. Older versions of Node do without.
  module.enableCompileCache?.(fileURLToPath(new URL('../dist/cache', import.meta.url)));
  const { main } = await import(bundle.href);
  process.exitCode = await main(args, process.env);
} else {
  process.stderr.write(
    'ippo is not built yet: run "npm ci" (or "npm run build") first.\nippo がまだビルドされていません。先に npm ci(または npm run build)を実行してください。\n',
  );
  process.exitCode = 2;
}
