import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTree } from './file-tree.ts';

let root = '';
const deep = Array.from({ length: 70 }, () => 'd').join('/');
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'ippo-tree-'));
  const inside = (name: string): string => path.join(root, name);
  mkdirSync(inside('a'));
  writeFileSync(inside('a/main.tf'), '# a');
  mkdirSync(inside(deep), { recursive: true });
  writeFileSync(inside(`${deep}/lost.tf`), '');
  symlinkSync(root, inside('a/ring'));
  symlinkSync('nowhere', inside('dangling.tf'));
  symlinkSync('/etc', inside('outside'));
  writeFileSync(inside('large.tf'), '');
  truncateSync(inside('large.tf'), 50_000_000);
});
afterAll(() => rmSync(root, { recursive: true }));

test('what cannot be read is said, and the rest is read', () => {
  const tree = readTree(root);
  expect(tree.paths).toEqual(['a/main.tf', 'large.tf']);
  expect(tree.diagnostics.map(({ code, at }) => [code, at?.is === 'written' && at.file.path.length < 20 ? at.file.path : 'd/d/...'])).toEqual([
    ['folder-too-deep', 'd/d/...'],
    ['file-unreadable', 'dangling.tf'],
    ['link-outside', 'outside'],
  ]);
  expect(tree.read('a/main.tf')).toMatchObject({ file: { text: '# a' } });
  expect(tree.read('large.tf')).toEqual({ missing: { code: 'too-large', about: 'large.tf' } });
});

test('nothing outside is read, whatever the path', () => {
  const tree = readTree(path.join(root, 'a'));
  for (const wanted of ['../large.tf', '/etc/passwd', 'ring/large.tf', 'nowhere.tf'])
    expect(tree.read(wanted)).toHaveProperty('missing.code', 'unreadable-file');
});
