// Writes the index.ts of src/resources, src/controls, src/secrets/detectors and src/secrets/verify from the folders. With --check it only says whether they are fresh.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const camel = (name: string): string => name.replace(/[^a-z0-9]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replace(/^\d/, '_$&');

const indexOf = (room: string, name: string, type: string, from: string): string => {
  const folders = readdirSync(path.join('src', room), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  const found = folders.flatMap((folder) =>
    readdirSync(path.join('src', room, folder))
      .toSorted()
      .filter(
        (file) =>
          file.endsWith('.ts') && !file.endsWith('.test.ts') && readFileSync(path.join('src', room, folder, file), 'utf8').includes('\nexport default '),
      )
      .map((file) => `${folder}/${file}`),
  );
  const names = found.map((file) => camel(file.replace(/\.ts$/, '')));
  return `// Generated from the folders by tools/index-folders.ts; do not edit.\nimport type { ${type} } from './${from}';\n${found.map((file, i) => `import ${names[i] ?? ''} from './${file}';\n`).join('')}\nexport const ${name}: readonly ${type}[] = [\n${names.map((one) => `  ${one},\n`).join('')}];\n`;
};

let stale = false;
for (const [file, text] of [
  ['src/resources/index.ts', indexOf('resources', 'resourceTypes', 'ResourceType', 'resource-type.ts')],
  ['src/controls/index.ts', indexOf('controls', 'controls', 'Control', 'control.ts')],
  ['src/secrets/detectors/index.ts', indexOf('secrets/detectors', 'families', 'Family', 'family.ts')],
  ['src/secrets/verify/index.ts', indexOf('secrets/verify', 'issuers', 'Providers', 'provider.ts')],
] as const) {
  const before = (() => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  })();
  if (before === text) continue;
  if (process.argv.includes('--check')) {
    stale = true;
    console.error(`${file} is stale: run "npm run build"`);
  } else writeFileSync(file, text);
}
process.exitCode = stale ? 1 : 0;
