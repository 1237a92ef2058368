#!/usr/bin/env node
// A hook runs at every commit, so this is written for a quick start: CommonJS, and code that was compiled once is kept beside the bundle.
'use strict';
const fs = require('node:fs');
const module_ = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const args = process.argv.slice(2);
// Hooks need little: what they run is a bundle of its own.
const word = args.find((one, i) => !one.startsWith('-') && args[i - 1] !== '--lang');
const forSecrets = word === 'secrets' || word === 'hook';
const isCommand = word !== undefined && /^[a-z-]{1,20}$/.test(word);
const dist = path.join(__dirname, '..', 'dist');
const file = path.join(dist, forSecrets ? 'secrets.cjs' : 'ippo.cjs');

const setFlags = () => {
  const past = forSecrets && args.some((one) => /^--(?:history|staged|range)/.test(one));
  // A tree is read for seconds and holds little: there a larger nursery and quick compiling pay. Elsewhere short-lived values need no large nursery, which saves
  // a sixth of the memory at the same speed.
  v8.setFlagsFromString(word === 'secrets' && !past ? '--always-sparkplug' : '--semi-space-growth-factor=1');
  // The scanner has its loops in WebAssembly; around them a thorough optimization costs more than it gains. docs/decisions/start.md
  if (word === 'secrets')
    v8.setFlagsFromString(Number.parseInt(process.versions.v8, 10) >= 13 ? '--no-turbofan' : '--max-inlined-bytecode-size-cumulative=200');
};

/** The text of a file; undefined if it cannot be read. */
const read = (name, encoding) => {
  try {
    return fs.readFileSync(name, encoding);
  } catch {
    return undefined;
  }
};

/** Replaces what was kept of another build. It is there to be quick: where nothing may be written, ippo does without. */
const keep = (script, kept) => {
  try {
    const folder = path.dirname(kept);
    fs.mkdirSync(folder, { recursive: true });
    const mine = path.basename(kept);
    const build = mine.slice(0, mine.lastIndexOf('.'));
    const bundleName = mine.slice(0, mine.indexOf('.'));
    for (const one of fs.readdirSync(folder))
      if (one.startsWith(`${bundleName}.`) && !one.startsWith(`${build}.`)) fs.rmSync(path.join(folder, one), { force: true });
    const unfinished = `${kept}.${process.pid}`;
    fs.writeFileSync(unfinished, script.createCachedData());
    fs.renameSync(unfinished, kept);
  } catch {
    // The next start compiles again.
  }
};

const run = async (source) => {
  setFlags();
  // Each command compiles what it needs; the engine's tag stands for its version and flags.
  const kept = path.join(dist, 'cache', `${path.basename(file, '.cjs')}.${source.slice(3, 35)}.${word}-${v8.cachedDataVersionTag()}`);
  const cachedData = isCommand ? read(kept) : undefined;
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, { filename: file, cachedData });
  const bundle = { exports: {} };
  script.runInThisContext()(bundle.exports, module_.createRequire(file), bundle, file, dist);
  process.exitCode = await bundle.exports.main(args, process.env);
  // Not after a look at the help or a mistake: what is compiled by then is not what the next run needs.
  if (isCommand && (cachedData === undefined || script.cachedDataRejected) && process.exitCode <= 1 && !args.includes('--help')) keep(script, kept);
};

const source = read(file, 'latin1');
if (source !== undefined) void run(source);
else {
  process.stderr.write(
    'ippo is not built yet: run "npm ci" (or "npm run build") first.\nippo がまだビルドされていません。先に npm ci(または npm run build)を実行してください。\n',
  );
  process.exitCode = 2;
}
