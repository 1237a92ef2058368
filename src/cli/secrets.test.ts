import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { scanner as realScanner } from '#secrets/scanner';
import type { Scanner } from '#secrets/secret';
import { awsKey, simpleScanner } from '#secrets/testing/simple-scanner';
import {
  removeTemporary,
  repositoryIn,
  temporaryFolder,
  temporaryRepository,
  testEnvironment,
  type TemporaryRepository,
} from '#secrets/testing/temporary-repository';
import { secretsMain } from './secrets-main.ts';

afterAll(removeTemporary);

const node = path.resolve('node_modules/node/bin/node');
const program = path.resolve('src/secrets/testing/ippo-for-tests.ts');
const reasons = { 'own-format': { en: 'The format belongs to this kind alone.', ja: 'この種類に固有の形式です。' } };

/** Without `--verify` the room that asks issuers is not even loaded. */
const nobody = () => Promise.reject(new Error('Nobody is asked anything in these tests.'));

/** Runs the command line in this process. */
const ippo = async (
  args: readonly string[],
  {
    folder = '.',
    environment = {},
    input = '',
    today = '2026-11-25',
    scanner = simpleScanner,
  }: { folder?: string; environment?: Record<string, string>; input?: string; today?: string; scanner?: () => Scanner } = {},
) => {
  let out = '';
  let err = '';
  const code = await secretsMain(args, {
    scanner,
    reasons,
    verifier: nobody,
    environment: { ...testEnvironment, ...environment },
    folder,
    program: { node, ippo: program },
    now: () => new Date(`${today}T00:00:00Z`),
    out: (text) => void (out += text),
    error: (text) => void (err += text),
    input: () => input,
    columns: undefined,
  });
  return { code, out, err };
};
const key = { IPPO_BASELINE_KEY: 'a key of more than sixteen characters' };
const dirty = (n = 1): TemporaryRepository => {
  const one = temporaryRepository();
  one.write('a.env', `x=1\nkey=${awsKey(n)}\n`);
  return one;
};

describe('many of one kind', () => {
  const keys = (count: number): string => Array.from({ length: count }, (_, n) => `key=${awsKey(n + 1)}\n`).join('');
  const times = (text: string, what: string): number => text.split(what).length - 1;

  test('what is the same for all of them is said once', async () => {
    const one = temporaryRepository();
    one.write('a.env', keys(3));
    const { out } = await ippo(['secrets', one.folder]);
    expect(['a.env:1:', 'a.env:2:', 'a.env:3:', 'Opens:', 'Now:', 'Why:'].map((what) => times(out, what))).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test.for([
    ['en', /: 5 more\. --all shows them\./],
    ['ja', /: ほか 5 件。--all で表示します。/],
  ] as const)('the first twenty are shown and the others counted (%s)', async ([lang, more]) => {
    const one = temporaryRepository();
    one.write('a.env', keys(25));
    const { out } = await ippo(['secrets', one.folder, '--lang', lang]);
    expect(times(out, 'a.env:')).toBe(20);
    expect(out).toMatch(more);
    expect(out).toMatch(lang === 'en' ? /25 secrets in 25 places/ : /認証情報 25 件/);
    const all = (await ippo(['secrets', one.folder, '--lang', lang, '--all'])).out;
    expect(times(all, 'a.env:')).toBe(25);
    expect(all).not.toMatch(more);
  });
});

describe('exit codes and usage', () => {
  test('found, clean, below the bar', async () => {
    const one = dirty();
    expect((await ippo(['secrets', one.folder])).code).toBe(1);
    expect((await ippo(['secrets', one.folder, '--fail-on', 'never'])).code).toBe(0);
    expect((await ippo(['secrets', one.folder, '--fail-on', 'critical/certain'])).code).toBe(1);
    expect((await ippo(['secrets', temporaryFolder()])).code).toBe(0);
  });
  test.for([
    [['secrets', '/nowhere/at/all'], 'cannot be read'],
    [['secrets', 'a', 'b'], 'takes one path'],
    [['secrets', '--histroy'], 'no option --histroy'],
    [['secrets', '--history', '--staged'], 'one at a time'],
    [['secrets', '--format', 'html'], 'no format "html"'],
    [['secrets', '--fail-on', 'high/maybe'], 'takes a severity'],
    [['secrets', '--lang', 'fr'], 'no language'],
    [['secrets', '--update-baseline', '--expires', 'soon'], '--expires takes a day'],
    [['hook'], 'takes install'],
    [['hook', 'install', 'post-commit'], 'no hook "post-commit"'],
  ] as const)('%s', async ([args, message]) => {
    const { code, err } = await ippo(args, { folder: args[0] === 'hook' ? temporaryRepository().folder : '.' });
    expect({ code, told: err.includes(message) ? message : err }).toEqual({ code: 3, told: message });
  });
  test('not a repository, and a commit that is not there', async () => {
    expect(await ippo(['secrets', temporaryFolder(), '--history'])).toMatchObject({ code: 3, err: expect.stringContaining('not a git repository') });
    const one = dirty();
    one.commit('one');
    expect(await ippo(['secrets', one.folder, '--range', 'nosuch..HEAD'])).toMatchObject({ code: 3, err: expect.stringContaining('fetch-depth: 0') });
    expect((await ippo(['secrets', '--help', '--lang', 'ja'])).out).toContain('使い方');
  });
});

describe('reports', () => {
  test('a secret is told once with its places, masked, with what to do', async () => {
    const one = dirty();
    one.write('b/copy.txt', `${awsKey(1)}\n`);
    const { out } = await ippo(['secrets', one.folder]);
    expect(out).toContain('1 secret in 2 places');
    expect(out).toContain(`${awsKey(1).slice(0, 4)}…${awsKey(1).slice(-4)}`);
    expect(out).not.toContain(awsKey(1));
    for (const told of ['a.env:2:5', 'b/copy.txt:1:1', 'The format belongs to this kind alone.', 'Rotate the key']) expect(out).toContain(told);
    expect((await ippo(['secrets', one.folder, '--lang', 'ja'])).out).toContain('認証情報 1 件(2 か所)');
  });

  test('a shallow clone without findings is not called clean', async () => {
    const one = temporaryRepository();
    one.write('a', `${awsKey(1)}\n`);
    one.commit('one');
    one.write('a', 'clean\n');
    one.commit('two');
    const clone = repositoryIn(temporaryFolder());
    clone.git('clone', '-q', '--depth', '1', `file://${one.folder}`, '.');
    const { out } = await ippo(['secrets', clone.folder, '--history']);
    expect(out).not.toContain('No secret was found.\n');
    expect(out).toContain('shallow clone');
    expect(JSON.parse((await ippo(['secrets', clone.folder, '--history', '--format', 'json'])).out)).toMatchObject({
      scan: { complete: false },
      notes: [{ code: 'shallow', gap: true }],
    });
  });

  test('JSON holds to its schema, and no report holds a value or an author', async () => {
    const one = dirty();
    one.commit(`message with ${awsKey(2)}`);
    one.git('rm', '-q', 'a.env');
    one.commit('gone');
    const schema: object = JSON.parse(readFileSync('docs/secrets.schema.json', 'utf8'));
    const valid = new Ajv2020({ strict: false }).compile(schema);
    for (const environment of [{}, key]) {
      const json = await ippo(['secrets', one.folder, '--history', '--format', 'json'], { environment });
      const document: unknown = JSON.parse(json.out);
      expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
      expect(document).toMatchObject({
        schema: 'ippo.secrets/1',
        scan: { mode: 'history', complete: true },
        findings: expect.arrayContaining([
          expect.objectContaining({
            kind: 'aws-access-key-id',
            places: [expect.objectContaining({ file: 'a.env', line: 2, authorDate: '2026-01-02T03:04:05.000Z', inHead: false })],
          }),
          expect.objectContaining({ places: [expect.objectContaining({ file: null, line: 1 })] }),
        ]),
      });
      const sarif = await ippo(['secrets', one.folder, '--history', '--format', 'sarif'], { environment });
      expect(JSON.parse(sarif.out)).toMatchObject({
        version: '2.1.0',
        runs: [{ results: [{ partialFingerprints: { 'ippoSecret/v1': expect.stringMatching(/:[0-9a-f]{32}$/) } }, {}] }],
      });
      const text = await ippo(['secrets', one.folder, '--history', '--all'], { environment });
      for (const { out } of [json, sarif, text]) {
        expect(out).not.toContain(awsKey(1));
        expect(out).not.toContain(awsKey(2));
        expect(out).not.toMatch(/Ada|ada@example/);
      }
    }
  });

  test('several formats to files', async () => {
    const one = dirty();
    const file = path.join(temporaryFolder(), 'o.sarif');
    expect((await ippo(['secrets', one.folder, '--format', `sarif=${file}`, '--quiet'])).out).toBe('');
    expect(readFileSync(file, 'utf8')).toContain('"2.1.0"');
    expect((await ippo(['secrets', one.folder, '--format', 'json=/nowhere/o.json'])).code).toBe(3);
  });
});

describe('baseline', () => {
  test('what is accepted passes, wherever it moves; a new value on the same line does not', async () => {
    const one = dirty();
    one.commit('one');
    expect((await ippo(['secrets', one.folder, '--update-baseline', '--reason', 'a sample'], { environment: key })).code).toBe(0);
    expect(readFileSync(path.join(one.folder, '.ippo-secrets-baseline'), 'utf8')).not.toContain(awsKey(1));
    expect(readFileSync(path.join(one.folder, '.gitattributes'), 'utf8')).toContain('merge=union');
    expect(await ippo(['secrets', one.folder], { environment: key })).toMatchObject({ code: 0, out: expect.stringContaining('1 accepted') });
    one.git('mv', 'a.env', 'moved.env');
    expect((await ippo(['secrets', one.folder], { environment: key })).code).toBe(0);
    expect((await ippo(['secrets', one.folder, '--history'], { environment: key })).code).toBe(0);
    one.write('moved.env', `x=1\nkey=${awsKey(2)}\n`);
    expect((await ippo(['secrets', one.folder], { environment: key })).code).toBe(1);
  });

  test('without the key, or with another one, nothing is let pass and it is told', async () => {
    const one = dirty();
    await ippo(['secrets', one.folder, '--update-baseline'], { environment: key });
    expect(await ippo(['secrets', one.folder])).toMatchObject({ code: 1, out: expect.stringContaining('its key is not here') });
    expect(await ippo(['secrets', one.folder], { environment: { IPPO_BASELINE_KEY: 'another key of enough length' } })).toMatchObject({
      code: 1,
      out: expect.stringContaining('another key'),
    });
    expect((await ippo(['secrets', one.folder], { environment: { IPPO_BASELINE_KEY: 'short' } })).code).toBe(3);
  });

  test('a key is made in the git directory, where it is not pushed', async () => {
    const one = dirty();
    await ippo(['secrets', one.folder, '--update-baseline']);
    expect(existsSync(path.join(one.folder, '.git/ippo/baseline.key'))).toBe(true);
    expect((await ippo(['secrets', one.folder])).code).toBe(0);
    expect(one.git('status', '--porcelain')).not.toContain('baseline.key');
  });

  test('an entry whose day is over counts again', async () => {
    const one = dirty();
    await ippo(['secrets', one.folder, '--update-baseline', '--expires', '2026-12-31'], { environment: key });
    expect((await ippo(['secrets', one.folder], { environment: key, today: '2026-12-31' })).code).toBe(0);
    const over = await ippo(['secrets', one.folder], { environment: key, today: '2027-01-01' });
    expect(over).toMatchObject({ code: 1, out: expect.stringContaining('was accepted until 2026-12-31') });
    await ippo(['secrets', one.folder, '--update-baseline', '--expires', '2027-12-31'], { environment: key, today: '2027-01-01' });
    expect((await ippo(['secrets', one.folder], { environment: key, today: '2027-01-01' })).code).toBe(0);
  });

  test('stale entries are told after a full scan only', async () => {
    const one = dirty();
    await ippo(['secrets', one.folder, '--update-baseline'], { environment: key });
    one.write('a.env', 'clean\n');
    one.commit('one');
    expect((await ippo(['secrets', one.folder, '--history'], { environment: key })).out).toContain('can be deleted');
    expect((await ippo(['secrets', one.folder], { environment: key })).out).toContain('--history');
    expect((await ippo(['secrets', one.folder, '--staged'], { environment: key })).out).not.toContain('entry of the baseline');
  });

  test('a comment lets one value pass and no other', async () => {
    const one = dirty();
    const { out } = await ippo(['secrets', one.folder], { environment: key });
    const print = /Fingerprint ([0-9a-f]{12})/.exec(out)?.[1] ?? '';
    one.write('a.env', `# ippo:allow ${print} a sample of the vendor\nkey=${awsKey(1)}\n`);
    expect((await ippo(['secrets', one.folder], { environment: key })).code).toBe(0);
    one.write('a.env', `key=${awsKey(1)} # ippo:allow ${print} a sample\nkey=${awsKey(2)}\n`);
    expect((await ippo(['secrets', one.folder], { environment: key })).out).toContain('1 secret in 1 place');
    one.write('a.env', `key=${awsKey(1)} # ippo:allow ${print}\n`);
    expect(await ippo(['secrets', one.folder], { environment: key })).toMatchObject({ code: 1, out: expect.stringContaining('and a reason') });
  });
});

describe('what git says about the tree', () => {
  test('tracked files that a rule names, the own exclude file, and linked work trees', async () => {
    const one = temporaryRepository();
    one.write('.env', `${awsKey(1)}\n`);
    one.commit('one');
    one.write('.gitignore', '.env\n');
    one.commit('two');
    one.write('.git/info/exclude', 'excluded\n');
    one.write('excludes', 'personal\n');
    one.git('config', 'core.excludesFile', path.join(one.folder, 'excludes'));
    const beside = path.join(temporaryFolder(), 'tree');
    one.git('worktree', 'add', '-q', '-b', 'side', beside);
    for (const folder of [one.folder, beside]) {
      for (const name of ['excluded', 'personal']) writeFileSync(path.join(folder, name), awsKey(2));
      const { findings }: { findings: { places: { file: string }[] }[] } = JSON.parse((await ippo(['secrets', folder, '--format', 'json'])).out);
      expect(findings.flatMap(({ places }) => places.map(({ file }) => file))).toEqual(['.env']);
    }
  });
});

describe('hooks that git runs', () => {
  /** The hooks as installed, in a repository with one clean commit. */
  const hooked = async (...words: string[]): Promise<TemporaryRepository> => {
    const one = temporaryRepository();
    one.write('a', 'clean\n');
    one.write('b', 'clean\n');
    one.commit('one');
    expect((await ippo(['hook', 'install', ...words], { folder: one.folder })).code).toBe(0);
    return one;
  };

  test('commit, commit -a and commit PATH are stopped; clean commits are not', async () => {
    const one = await hooked();
    one.write('a', `clean\n${awsKey(1)}\n`);
    one.git('add', 'a');
    const plain = one.tryGit('commit', '-m', 'two');
    expect(plain).toMatchObject({ status: 1, output: expect.stringContaining('ippo has stopped this commit') });
    expect(plain.output).toContain('a:2:1');
    expect(plain.output).not.toContain(awsKey(1));
    one.git('reset', '-q');
    expect(one.tryGit('commit', '-a', '-m', 'two').status).toBe(1);
    expect(one.tryGit('commit', '-m', 'two', 'a').status).toBe(1);
    one.write('b', 'clean\nmore\n');
    expect(one.tryGit('commit', '-m', 'two', 'b').status).toBe(0);
    expect(one.tryGit('commit', '-a', '--no-verify', '-m', 'three').status).toBe(0);
    // The push is the next wall.
    const server = temporaryRepository('--bare');
    one.git('remote', 'add', 'origin', server.folder);
    expect(one.tryGit('push', 'origin', 'main')).toMatchObject({ status: 1, output: expect.stringContaining('ippo has stopped this push') });
    expect(server.git('branch', '--list')).toBe('');
  });

  test('the language asked for is kept', async () => {
    const one = await hooked('--lang', 'ja');
    one.write('a', `${awsKey(1)}\n`);
    expect(one.tryGit('commit', '-a', '-m', 'two').output).toContain('まずローテーションしてください');
  });

  test('a linked work tree has them too', async () => {
    const one = await hooked();
    const beside = path.join(temporaryFolder(), 'tree');
    one.git('worktree', 'add', '-q', '-b', 'side', beside);
    const other = repositoryIn(beside);
    other.write('a', `${awsKey(1)}\n`);
    expect(other.tryGit('commit', '-a', '-m', 'two').status).toBe(1);
  });

  test('the baseline is honoured', async () => {
    const one = await hooked();
    one.write('a', `${awsKey(1)}\n`);
    await ippo(['secrets', one.folder, '--update-baseline']);
    expect(one.tryGit('commit', '-a', '-m', 'two').status).toBe(0);
  });

  test('pre-receive on a server refuses what comes, and takes the rest', async () => {
    const server = temporaryRepository('--bare');
    expect((await ippo(['hook', 'install'], { folder: server.folder })).out).toContain('pre-receive: installed');
    const one = temporaryRepository();
    one.write('a', 'clean\n');
    one.commit('one');
    one.git('remote', 'add', 'origin', server.folder);
    expect(one.tryGit('push', 'origin', 'main').status).toBe(0);
    one.write('a', `clean\n${awsKey(1)}\n`);
    one.commit('two');
    one.write('a', 'clean\n');
    one.commit('three');
    const refused = one.tryGit('push', 'origin', 'main');
    expect(refused).toMatchObject({ status: 1, output: expect.stringContaining('This push was refused') });
    expect(refused.output).toContain('a:2:1');
    expect(server.git('rev-list', '--count', 'main')).toBe('1');
    one.git('reset', '-q', '--hard', 'HEAD~2');
    one.write('a', 'clean\nmore\n');
    one.commit('other');
    expect(one.tryGit('push', 'origin', 'main').status).toBe(0);
  });

  test('ippo that is gone stops the commit and says why', async () => {
    const one = await hooked();
    const hook = path.join(one.folder, '.git/hooks/pre-commit');
    writeFileSync(hook, readFileSync(hook, 'utf8').replaceAll(program, '/nowhere/ippo.js'));
    one.write('a', 'more\n');
    expect(one.tryGit('commit', '-a', '-m', 'two')).toMatchObject({ status: 1, output: expect.stringContaining('ippo is not where it was') });
    writeFileSync(hook, readFileSync(hook, 'utf8').replace('LANG:-}}}', 'LANG:-}}}ja'));
    expect(one.tryGit('commit', '-a', '-m', 'two')).toMatchObject({ status: 1, output: expect.stringContaining('ippo が見つからない') });
  });

  test('a version of Node that is gone is made up for by the one on the path', async () => {
    const one = await hooked();
    const hook = path.join(one.folder, '.git/hooks/pre-commit');
    writeFileSync(hook, readFileSync(hook, 'utf8').replace(`'${node}'`, "'/nowhere/node'"));
    one.write('a', `${awsKey(1)}\n`);
    const { status, stderr } = spawnSync('git', ['commit', '-q', '-a', '-m', 'two'], {
      cwd: one.folder,
      env: { ...testEnvironment, PATH: `${path.dirname(node)}:${testEnvironment['PATH']}` },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('ippo has stopped this commit') });
  });
});

describe('installing hooks', () => {
  const hookFile = (one: TemporaryRepository, name = 'pre-commit'): string => path.join(one.folder, '.git/hooks', name);

  test('twice changes nothing; a hook from before goes on running, and comes back', async () => {
    const one = temporaryRepository();
    one.write('a', 'clean\n');
    one.commit('one');
    const before = '#!/bin/sh\necho "$@" ran >> log.txt\ncat >> log.txt\n';
    one.write('.git/hooks/pre-push', before, true);
    one.write('.git/hooks/pre-commit', '#!/bin/sh\ntest ! -e stop\n', true);
    expect((await ippo(['hook', 'install'], { folder: one.folder })).out).toMatch(/pre-commit: installed; the hook that was there/);
    const script = readFileSync(hookFile(one), 'utf8');
    expect((await ippo(['hook', 'install'], { folder: one.folder })).out).toMatch(/pre-commit: nothing to do/);
    expect(readFileSync(hookFile(one), 'utf8')).toBe(script);
    expect((await ippo(['hook', 'status'], { folder: one.folder })).out).toContain('pre-commit: active, after the hook from before');
    one.write('stop', '');
    expect(one.tryGit('commit', '--allow-empty', '-m', 'two').status).toBe(1);
    rmSync(path.join(one.folder, 'stop'));
    const server = temporaryRepository('--bare');
    expect(one.tryGit('push', '-q', server.folder, 'main').status).toBe(0);
    expect(readFileSync(path.join(one.folder, 'log.txt'), 'utf8')).toMatch(/ran\nrefs\/heads\/main [0-9a-f]{40} refs\/heads\/main 0{40}\n/);
    expect((await ippo(['hook', 'uninstall'], { folder: one.folder })).out).toContain('the hook from before is back');
    expect(readFileSync(hookFile(one, 'pre-push'), 'utf8')).toBe(before);
    expect(await ippo(['hook', 'status'], { folder: one.folder })).toMatchObject({ code: 1, out: expect.stringContaining('another hook') });
  });

  test('beside husky: the file of the team is called, once, and left as it was', async () => {
    const one = temporaryRepository();
    mkdirSync(path.join(one.folder, '.husky/_'), { recursive: true });
    one.git('config', 'core.hooksPath', '.husky/_');
    one.write('.husky/pre-commit', 'npm test\n');
    await ippo(['hook', 'install'], { folder: one.folder });
    await ippo(['hook', 'install'], { folder: one.folder });
    const text = readFileSync(path.join(one.folder, '.husky/pre-commit'), 'utf8');
    expect(text.match(/ippo hook run pre-commit/g)).toHaveLength(1);
    expect(text).toMatch(/npm test\n$/);
    expect(existsSync(hookFile(one))).toBe(false);
    expect((await ippo(['hook', 'status'], { folder: one.folder })).code).toBe(0);
    await ippo(['hook', 'uninstall'], { folder: one.folder });
    expect(readFileSync(path.join(one.folder, '.husky/pre-commit'), 'utf8')).toBe('npm test\n');
    expect(existsSync(path.join(one.folder, '.husky/pre-push'))).toBe(false);
  });

  test.for([
    ['lefthook.yml', 'run: npx --no-install ippo hook run pre-commit'],
    ['.pre-commit-config.yaml', 'entry: npx --no-install ippo hook run pre-push'],
  ] as const)('beside %s: works now, and tells the entry that lasts', async ([file, entry]) => {
    const one = temporaryRepository();
    one.write(file, '');
    const { out } = await ippo(['hook', 'install'], { folder: one.folder });
    expect(out).toContain(entry);
    expect(existsSync(hookFile(one))).toBe(true);
  });

  test('husky files with line ends of Windows get no second line', async () => {
    const one = temporaryRepository();
    one.git('config', 'core.hooksPath', '.husky/_');
    one.write('.husky/pre-commit', 'npm test\r\n');
    await ippo(['hook', 'install', 'pre-commit'], { folder: one.folder });
    const file = path.join(one.folder, '.husky/pre-commit');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/[^\r]\n/);
    // Written with the others, checked out with those.
    for (const now of [text, text.replaceAll('\r\n', '\n')]) {
      writeFileSync(file, now);
      await ippo(['hook', 'install', 'pre-commit', '--fail-on', 'low'], { folder: one.folder });
      expect(readFileSync(file, 'utf8').match(/ippo hook run/g)).toHaveLength(1);
    }
    await ippo(['hook', 'uninstall'], { folder: one.folder });
    expect(readFileSync(file, 'utf8')).toBe('npm test\n');
  });

  /** What `pre-commit install` does with a hook that is there, and what its script does: the old one first, and never within itself. */
  const frameworkInstall = (one: TemporaryRepository): void => {
    if (existsSync(hookFile(one))) renameSync(hookFile(one), `${hookFile(one)}.legacy`);
    one.write(
      '.git/hooks/pre-commit',
      `#!/bin/sh
# File generated by pre-commit: https://pre-commit.com
[ -z "$RUNNING_LEGACY" ] || { echo "bug: installed in migration mode"; exit 1; }
if [ -x "$(dirname "$0")/pre-commit.legacy" ]; then RUNNING_LEGACY=1 "$(dirname "$0")/pre-commit.legacy" "$@" || exit 1; fi
echo team >> team.txt
`,
      true,
    );
  };

  test.for([
    ['the framework first', ['framework', 'ippo']],
    ['ippo first', ['ippo', 'framework']],
    ['both again', ['framework', 'ippo', 'framework', 'ippo']],
  ] as const)('beside the pre-commit framework, %s: each runs once', async ([, steps]) => {
    const one = temporaryRepository();
    one.write('a', 'clean\n');
    one.write('.gitignore', 'team.txt\n');
    one.commit('one');
    for (const step of steps)
      if (step === 'framework') frameworkInstall(one);
      else await ippo(['hook', 'install', 'pre-commit'], { folder: one.folder });
    expect(await ippo(['hook', 'status', 'pre-commit'], { folder: one.folder })).toMatchObject({ code: 0, out: expect.stringContaining('active') });
    one.write('a', 'clean\nmore\n');
    expect(one.tryGit('commit', '-a', '-m', 'two')).toMatchObject({ status: 0 });
    expect(readFileSync(path.join(one.folder, 'team.txt'), 'utf8')).toBe('team\n');
    one.write('a', `${awsKey(1)}\n`);
    expect(one.tryGit('commit', '-a', '-m', 'three').status).toBe(1);
    await ippo(['hook', 'uninstall', 'pre-commit'], { folder: one.folder });
    expect(one.tryGit('commit', '-a', '-m', 'three').status).toBe(0);
    expect(existsSync(`${hookFile(one)}.before-ippo`)).toBe(false);
  });

  test('a manager whose configuration calls ippo counts as active', async () => {
    const one = temporaryRepository();
    one.write('lefthook.yml', 'pre-commit:\n  commands:\n    ippo:\n      run: npx --no-install ippo hook run pre-commit\n');
    for (const name of ['pre-commit', 'pre-push']) one.write(`.git/hooks/${name}`, '#!/bin/sh\ncall_lefthook run "$@"\n', true);
    expect(await ippo(['hook', 'status'], { folder: one.folder })).toMatchObject({
      code: 1,
      out: expect.stringMatching(/pre-commit: active, by lefthook\.yml.*\npre-push: another hook/),
    });
  });

  test('links, also those that lead nowhere, are kept as they are', async () => {
    const one = temporaryRepository();
    one.write('team.sh', '#!/bin/sh\ntouch ran\n', true);
    symlinkSync('../../team.sh', hookFile(one));
    symlinkSync('/nowhere/at/all', hookFile(one, 'pre-push'));
    expect((await ippo(['hook', 'install'], { folder: one.folder })).code).toBe(0);
    one.write('a', `${awsKey(1)}\n`);
    one.git('add', 'a');
    expect(one.tryGit('commit', '-m', 'one').status).toBe(1);
    expect(existsSync(path.join(one.folder, 'ran'))).toBe(true);
    expect(readFileSync(path.join(one.folder, 'team.sh'), 'utf8')).toContain('touch ran');
    await ippo(['hook', 'uninstall'], { folder: one.folder });
    expect([readlinkSync(hookFile(one)), readlinkSync(hookFile(one, 'pre-push'))]).toEqual(['../../team.sh', '/nowhere/at/all']);
  });

  test('a place that cannot be written is told, and is no bug', async () => {
    const one = temporaryRepository();
    one.git('config', 'core.hooksPath', '/dev/null');
    const told = { code: 3, err: expect.stringContaining('cannot be written (') };
    expect(await ippo(['hook', 'install'], { folder: one.folder })).toMatchObject(told);
    one.git('config', '--unset', 'core.hooksPath');
    mkdirSync(hookFile(one), { recursive: true });
    expect(await ippo(['hook', 'install'], { folder: one.folder })).toMatchObject(told);
  });

  test('a folder that other repositories use as well is told', async () => {
    const one = temporaryRepository();
    const shared = temporaryFolder();
    one.git('config', 'core.hooksPath', shared);
    expect((await ippo(['hook', 'install'], { folder: one.folder })).out).toContain('every repository that uses it');
    expect((await ippo(['hook', 'install', '--lang', 'ja'], { folder: one.folder })).out).toContain('すべてのリポジトリに適用されます');
  });

  test('another hooks folder, given by configuration', async () => {
    const one = temporaryRepository();
    one.git('config', 'core.hooksPath', 'tools/hooks');
    await ippo(['hook', 'install', 'pre-commit'], { folder: one.folder });
    one.write('a', awsKey(1));
    one.git('add', 'a');
    expect(one.tryGit('commit', '-m', 'one').status).toBe(1);
    expect(existsSync(path.join(one.folder, 'tools/hooks/pre-commit'))).toBe(true);
  });

  test('paths with quotes and blanks', async () => {
    const one = temporaryRepository();
    const odd = path.join(temporaryFolder(), "it's a folder");
    mkdirSync(odd);
    writeFileSync(path.join(odd, 'ippo.js'), 'console.log("odd", process.argv.slice(2).join(" "))');
    const tools = {
      scanner: () => simpleScanner(),
      reasons,
      verifier: nobody,
      environment: testEnvironment,
      folder: one.folder,
      program: { node, ippo: path.join(odd, 'ippo.js') },
    };
    await secretsMain(['hook', 'install', 'pre-commit', '--fail-on', 'medium'], {
      ...tools,
      now: () => new Date(0),
      out: () => undefined,
      error: () => undefined,
      input: () => '',
      columns: undefined,
    });
    const ran = spawnSync(hookFile(one), [], { cwd: one.folder, env: { ...testEnvironment }, encoding: 'utf8' });
    expect(ran.stdout).toBe('odd hook run pre-commit --fail-on medium/likely --\n');
  });
});

describe('what is only possible', () => {
  const unsure = 'password = "postgres"\n';
  const documents = async (...args: string[]) => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'app.py'), unsure);
    const told = async (format: string) => JSON.parse((await ippo(['secrets', folder, '--format', format, ...args], { folder, scanner: realScanner })).out);
    const [json, sarif] = [await told('json'), await told('sarif')];
    return { found: json.findings.length, omitted: json.omitted, results: sarif.runs[0].results.length };
  };
  test('is counted, and told when asked for', async () => {
    expect(await documents()).toEqual({ found: 0, omitted: 1, results: 0 });
    expect(await documents('--fail-on', 'high/certain')).toEqual({ found: 0, omitted: 1, results: 0 });
    expect(await documents('--all')).toEqual({ found: 1, omitted: 0, results: 1 });
    expect(await documents('--fail-on', 'high/possible')).toEqual({ found: 1, omitted: 0, results: 1 });
  });
});

describe('how to rotate', () => {
  test.each(['en', 'ja'])('an id and its secret take the same steps, which are told once (%s)', async (lang) => {
    const folder = temporaryFolder();
    writeFileSync(
      path.join(folder, '.env'),
      `AWS_ACCESS_KEY_ID=AK${'IAQ3EGRIKMZ5XWT2HV'}\nAWS_SECRET_ACCESS_KEY=${'wJ4tQ9zLm2Xr7Kp5Vn1Hc8Bd6Gs3Yf0Ua'}+Te/Zi2\n`,
    );
    const { out } = await ippo(['secrets', folder, '--lang', lang], { folder, scanner: realScanner });
    expect(out.match(/aws iam create-access-key/g)).toHaveLength(1);
    expect(out).toContain(lang === 'ja' ? 'AWS のシークレットアクセスキー、AWS のアクセスキー ID' : 'AWS secret access key, AWS access key id');
  });
});
