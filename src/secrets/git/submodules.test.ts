import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { secretsMain } from '#cli/secrets-main';
import { awsKey, simpleScanner } from '../testing/simple-scanner.ts';
import {
  removeTemporary,
  repositoryIn,
  temporaryFolder,
  temporaryRepository,
  testEnvironment,
  type TemporaryRepository,
} from '../testing/temporary-repository.ts';

afterAll(removeTemporary);

interface Told {
  readonly findings: readonly { readonly places: readonly { readonly file: string | null; readonly line: number; readonly commit: string | null }[] }[];
  readonly notes: readonly { readonly code: string; readonly path: string | null; readonly message: { readonly en: string } }[];
  readonly scan: { readonly complete: boolean };
}

const secrets = async (one: TemporaryRepository, ...args: string[]) => {
  let out = '';
  await secretsMain(['secrets', one.folder, '--format', 'json', ...args], {
    scanner: () => simpleScanner(),
    reasons: {},
    environment: testEnvironment,
    folder: '.',
    program: { node: '', ippo: '' },
    now: () => new Date(0),
    out: (text) => void (out += text),
    error: () => undefined,
    input: () => '',
    columns: undefined,
  });
  const { findings, notes, scan }: Told = JSON.parse(out);
  return {
    told: findings.flatMap(({ places }) => places.map(({ file, line }) => `${file}:${line}`)).toSorted(),
    notes: notes.map(({ code, path: at }) => `${code} ${at}`).toSorted(),
    messages: notes.map(({ message }) => message.en),
    complete: scan.complete,
  };
};

const addSubmodule = (one: TemporaryRepository, inner: string, at: string) =>
  one.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner, at);

/** A repository whose first commit had a secret, `n`, and whose second has it no more. */
const withPast = (n: number): TemporaryRepository => {
  const one = temporaryRepository();
  one.write('past.env', `x\n${awsKey(n)}\n`);
  one.commit('one');
  one.write('past.env', 'x\n');
  one.commit('two');
  return one;
};

describe('submodules', () => {
  test('the history of each that is here is read, of nested ones too; those that are not are told', async () => {
    const middle = withPast(1);
    addSubmodule(middle, withPast(2).folder, 'deep');
    middle.commit('nested');
    const one = temporaryRepository();
    one.write('a', `${awsKey(3)}\n`);
    addSubmodule(one, middle.folder, 'lib/middle');
    one.commit('one');
    const first = await secrets(one, '--history');
    expect(first).toMatchObject({ told: ['a:1', 'lib/middle:past.env:2'], notes: ['submodule lib/middle/deep'], complete: false });
    one.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init', '--recursive');
    for (const _ of [1, 2])
      expect(await secrets(one, '--history')).toMatchObject({
        told: ['a:1', 'lib/middle/deep:past.env:2', 'lib/middle:past.env:2'],
        notes: [],
        complete: true,
      });
    // What is remembered is remembered for each.
    const cache = path.join(temporaryFolder(), 'cache');
    for (const _ of [1, 2]) expect((await secrets(one, '--history', '--cache', cache)).told).toHaveLength(3);
  });

  test('an old one with its git directory in its folder, and one that was taken out', async () => {
    const one = temporaryRepository();
    const old = repositoryIn(path.join(one.folder, 'old'));
    mkdirSync(old.folder);
    old.git('init', '-q');
    old.write('old.env', `${awsKey(1)}\n`);
    old.commit('one');
    old.write('old.env', 'clean\n');
    old.commit('two');
    addSubmodule(one, withPast(2).folder, 'gone');
    one.git('add', 'old');
    one.commit('one');
    one.git('rm', '-q', '-f', 'gone');
    one.commit('two');
    expect(await secrets(one, '--history')).toMatchObject({ told: ['.git/modules/gone:past.env:2', 'old:old.env:1'], notes: [], complete: true });
  });

  test('the files of a submodule are read with its own rules, also those that it tracks all the same', async () => {
    const inner = temporaryRepository();
    inner.write('.gitignore', 'skipped\n.env\n');
    inner.write('.env', `${awsKey(1)}\n`);
    inner.git('add', '--force', '.env');
    inner.commit('one');
    const one = temporaryRepository();
    addSubmodule(one, inner.folder, 'sub');
    one.commit('one');
    one.write('sub/skipped', awsKey(2));
    one.write('sub/new', awsKey(3));
    expect(await secrets(one)).toMatchObject({ told: ['sub/.env:1', 'sub/new:1'], notes: [] });
    one.git('submodule', '--quiet', 'deinit', '--force', 'sub');
    for (const args of [[], ['--all-files']]) expect(await secrets(one, ...args)).toMatchObject({ told: [], notes: ['submodule sub'], complete: false });
  });

  test('what is not whole in one is told with its name', async () => {
    const inner = withPast(1);
    const one = temporaryRepository();
    one.commit('one');
    one.git('clone', '-q', '--depth', '1', `file://${inner.folder}`, 'sub');
    one.git('add', 'sub');
    one.commit('two');
    const { complete, messages } = await secrets(one, '--history');
    expect({ complete, message: messages.join(' ') }).toMatchObject({ complete: false, message: expect.stringMatching(/^sub: This is a shallow clone/) });
  });

  test('a work tree beside shares them', async () => {
    const one = temporaryRepository();
    addSubmodule(one, withPast(1).folder, 'sub');
    one.commit('one');
    const beside = path.join(temporaryFolder(), 'tree');
    one.git('worktree', 'add', '-q', '-b', 'side', beside);
    // It is not checked out there, but its history lies with that of the others.
    expect(await secrets(repositoryIn(beside), '--history')).toMatchObject({ told: ['.git/modules/sub:past.env:2'], notes: ['submodule sub'] });
  });
});

describe('hostile submodules', () => {
  const gitlink = (one: TemporaryRepository, at: string, id: string): void => void one.git('update-index', '--add', '--cacheinfo', `160000,${id},${at}`);
  /** A repository of somebody else, outside. */
  const victim = () => {
    const one = withPast(9);
    return { folder: one.folder, id: one.git('rev-parse', 'HEAD') };
  };

  test('names and addresses in .gitmodules mean nothing', async () => {
    const { folder, id } = victim();
    const one = temporaryRepository();
    one.write(
      '.gitmodules',
      `[submodule "../../${path.basename(folder)}"]\n\tpath = ../${path.basename(folder)}\n\turl = ext::sh -c "touch ran"\n[submodule "x"]\n\tpath = ${folder}\n\turl = ${folder}\n`,
    );
    one.commit('one');
    gitlink(one, 'sub', id);
    one.git('commit', '-q', '-m', 'two');
    expect(await secrets(one, '--history')).toMatchObject({ told: [], notes: ['submodule sub'] });
    expect(await secrets(one)).toMatchObject({ told: [], notes: ['submodule sub'] });
  });

  test('a folder that is a link, a .git that is a link, and one that names a git directory outside', async () => {
    const { folder, id } = victim();
    const one = temporaryRepository();
    for (const at of ['link', 'mark', 'file', 'in/side']) gitlink(one, at, id);
    one.git('commit', '-q', '-m', 'one');
    symlinkSync(folder, path.join(one.folder, 'link'));
    for (const at of ['mark', 'file']) mkdirSync(path.join(one.folder, at));
    symlinkSync(path.join(folder, '.git'), path.join(one.folder, 'mark/.git'));
    one.write('file/.git', `gitdir: ${folder}/.git\n`);
    symlinkSync(path.dirname(folder), path.join(one.folder, 'in'));
    const { told, notes } = await secrets(one, '--history');
    expect(told).toEqual([]);
    expect(notes).toEqual(['submodule in/side', 'submodule-outside file', 'submodule-outside link', 'submodule-outside mark']);
    expect((await secrets(one)).told).toEqual([]);
  });

  test('one that is the outer repository, one that is none, and git directories that are links', async () => {
    const one = withPast(1);
    const head = one.git('rev-parse', 'HEAD');
    for (const at of ['self', 'empty', 'nowhere']) gitlink(one, at, head);
    one.git('commit', '-q', '-m', 'three');
    one.write('self/.git', 'gitdir: ../.git\n');
    mkdirSync(path.join(one.folder, 'empty/.git'), { recursive: true });
    one.write('nowhere/.git', 'gitdir: ../.git/modules/nowhere\n');
    mkdirSync(path.join(one.folder, '.git/modules/a'), { recursive: true });
    symlinkSync(one.folder, path.join(one.folder, '.git/modules/ring'));
    symlinkSync('..', path.join(one.folder, '.git/modules/a/up'));
    for (const args of [['--history'], []]) {
      const { told, notes } = await secrets(one, ...args);
      expect(told).toEqual(args.length > 0 ? ['past.env:2'] : []);
      expect(notes).toContain('submodule-unreadable nowhere');
    }
  });

  test('no program that the configuration of one names is run', async () => {
    const one = temporaryRepository();
    addSubmodule(one, withPast(1).folder, 'sub');
    one.commit('one');
    const trap = path.join(temporaryFolder(), 'ran');
    const configuration = path.join(one.folder, '.git/modules/sub/config');
    const set = (key: string, value: string) => one.git('config', '--file', configuration, key, value);
    for (const key of ['core.fsmonitor', 'core.sshCommand', 'core.pager', 'diff.external', 'credential.helper']) set(key, `touch ${trap}`);
    set('core.worktree', '/');
    const { told, notes } = await secrets(one, '--history');
    expect({ told, notes }).toEqual({ told: ['.git/modules/sub:past.env:2'], notes: ['submodule sub'] });
    await secrets(one);
    expect(() => renameSync(trap, `${trap}-seen`)).toThrow('ENOENT');
  });

  test('addresses with passwords in .gitmodules and in the configuration of a submodule are read', async () => {
    const one = temporaryRepository();
    addSubmodule(one, withPast(1).folder, 'sub');
    one.commit('one');
    writeFileSync(path.join(one.folder, '.git/modules/sub/config'), `[core]\n[remote "origin"]\n\turl = https://x:${awsKey(5)}@example.com/x\n`);
    one.write('.gitmodules', `[submodule "sub"]\n\tpath = sub\n\turl = https://x:${awsKey(6)}@example.com/x\n`);
    const { told } = await secrets(one, '--history');
    expect(told).toContain('sub:.git/config:3');
    expect((await secrets(one)).told).toContain('.gitmodules:3');
    rmSync(path.join(one.folder, '.git/modules'), { recursive: true });
    expect((await secrets(one, '--history')).notes).toEqual(['submodule-unreadable sub']);
  });
});
