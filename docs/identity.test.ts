import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { main } from '#cli/main';

afterEach(() => void vi.restoreAllMocks());

/** The commands of the page, as they stand there. */
const commandsOf = (page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.split('\n').map((line) => line.replace(/\s+#.*$/, '')).filter(Boolean));

describe.each(['docs/identity.md', 'docs/identity.ja.md'])('%s', (page) => {
  test.for(commandsOf(page))('%s', (line) => {
    const [program, ...args] = line.split(' ');
    let out = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
    const code = main(args, { LANG: 'C' });
    vi.restoreAllMocks();
    expect({ program, code }).toEqual({ program: 'ippo', code: 0 });
    expect(out).not.toBe('');
  });
  test('the request of the page is decided', () => {
    const [, request = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync(page, 'utf8')) ?? [];
    expect(JSON.parse(request)).toMatchObject({ name: 'one', action: 's3:GetObject' });
  });
});
test('both pages show the same commands', () => expect(commandsOf('docs/identity.ja.md')).toEqual(commandsOf('docs/identity.md')));
