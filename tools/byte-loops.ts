// Turns src/secrets/byte-loops.wat into src/secrets/byte-loops-code.ts. With --check it only says whether that is fresh.
import { readFileSync, writeFileSync } from 'node:fs';
import wabt from 'wabt';

const source = 'src/secrets/byte-loops.wat';
const target = 'src/secrets/byte-loops-code.ts';
const parsed = (await wabt()).parseWat(source, readFileSync(source, 'utf8'), { simd: true });
const code = Buffer.from(parsed.toBinary({}).buffer).toString('base64');
const lines = code.match(/.{1,140}/g) ?? [];
const text = `// Generated from byte-loops.wat by tools/byte-loops.ts; do not edit.\n\n/** WebAssembly in Base64. */\nexport const byteLoopsCode =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`;
const before = (() => {
  try {
    return readFileSync(target, 'utf8');
  } catch {
    return '';
  }
})();
if (before !== text && process.argv.includes('--check')) {
  console.error(`${target} is not what ${source} says: npm run build`);
  process.exitCode = 1;
} else if (before !== text) writeFileSync(target, text);
