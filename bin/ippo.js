#!/usr/bin/env node
// A hook runs at every commit, so this is written for a quick start: docs/decisions/start.md
'use strict';
const fs = require('node:fs');
const module_ = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const v8 = require('node:v8');

const args = process.argv.slice(2);
const word = args.find((one, i) => !one.startsWith('-') && args[i - 1] !== '--lang');
const dist = path.join(__dirname, '..', 'dist');
const cache = path.join(dist, 'cache');

/** The text of a file; undefined if it cannot be read. */
const read = (name, encoding) => {
  try {
    return fs.readFileSync(name, encoding);
  } catch {
    return undefined;
  }
};

/** The bundle of hooks and scans. It is compiled once, and that is kept. */
const secrets = async (file) => {
  const isPast = args.some((one) => /^--(?:history|staged|range)/.test(one));
  // A tree is read for seconds and holds little: there a larger nursery and quick compiling pay. Elsewhere short-lived values need no large nursery, which saves
  // a sixth of the memory at the same speed.
  v8.setFlagsFromString(word === 'secrets' && !isPast ? '--always-sparkplug' : '--semi-space-growth-factor=1');
  // The loops of the scanner are WebAssembly; around them a thorough optimization costs more than it gains.
  const hasMaglev = Number.parseInt(process.versions.v8, 10) >= 13 && /^(?:x64|arm64)$/.test(process.arch);
  v8.setFlagsFromString(hasMaglev ? '--no-turbofan' : '--max-inlined-bytecode-size-cumulative=200');
  const { Script } = require('node:vm');
  const source = read(file, 'latin1') ?? '';
  // The hash that the bundler has put in front, and the engine's tag for its version and flags.
  const kept = path.join(cache, `secrets.${source.slice(3, 35)}.${word}-${v8.cachedDataVersionTag()}`);
  const cachedData = read(kept);
  const bundle = { exports: {} };
  let script;
  try {
    script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, { filename: file, cachedData });
    script.runInThisContext()(bundle.exports, module_.createRequire(file), bundle, file, dist);
  } catch (error) {
    return unusable(file, error);
  }
  // An empty one runs, and makes nothing.
  if (bundle.exports.main === undefined) return unusable(file);
  process.exitCode = await bundle.exports.main(args, process.env);
  // Not after a look at the help or a mistake: what is compiled by then is not what the next run needs.
  if ((cachedData === undefined || script.cachedDataRejected) && process.exitCode <= 1 && !args.includes('--help')) keep(script, kept);
};

/** In the place of what was kept of another build. It is there to be quick: where nothing may be written, ippo does without. */
const keep = (script, kept) => {
  try {
    fs.mkdirSync(cache, { recursive: true });
    const build = path.basename(kept, path.extname(kept));
    for (const one of fs.readdirSync(cache)) if (one.startsWith('secrets.') && !one.startsWith(`${build}.`)) fs.rmSync(path.join(cache, one), { force: true });
    const unfinished = `${kept}.${process.pid}`;
    fs.writeFileSync(unfinished, script.createCachedData());
    fs.renameSync(unfinished, kept);
  } catch {
    // The next start compiles again.
  }
};

/** A bundle that was cut off or changed by somebody: no finding, whatever the exit code of a crash would be. */
const unusable = (file, error) => {
  const why = error === undefined ? '' : ` (${error})`;
  process.stderr.write(`${file} is damaged${why}: "npm run build" makes it again.\n${file} が壊れています。npm run build で作り直してください。\n`);
  process.exitCode = 2;
};

const everything = async (file) => {
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  // Older versions of Node do without.
  module_.enableCompileCache?.(cache);
  let main;
  try {
    ({ main } = await import(pathToFileURL(file).href));
  } catch (error) {
    return unusable(file, error);
  }
  if (main === undefined) return unusable(file);
  process.exitCode = await main(args, process.env);
};

const [run, file] = word === 'secrets' || word === 'hook' ? [secrets, path.join(dist, 'secrets.cjs')] : [everything, path.join(dist, 'ippo.js')];
if (fs.existsSync(file)) void run(file);
else {
  process.stderr.write(
    'ippo is not built yet: run "npm ci" (or "npm run build") first.\nippo がまだビルドされていません。先に npm ci(または npm run build)を実行してください。\n',
  );
  process.exitCode = 2;
}
