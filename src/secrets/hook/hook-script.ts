/** Hooks that ippo knows. https://git-scm.com/docs/githooks */
export const hookNames = ['pre-commit', 'pre-push', 'pre-receive'] as const;
export type HookName = (typeof hookNames)[number];

/** In the second line of every hook that ippo has written, and in no other. */
export const hookMark = '# ippo hook';

/** Where a hook that was there before is kept; it goes on running. */
export const chainedName = (name: HookName): string => `${name}.before-ippo`;

export interface HookProgram {
  /** Absolute paths, as they are on this machine. */
  readonly node: string;
  readonly ippo: string;
  /** Further words of `ippo hook run`: `--lang ja`. */
  readonly options: readonly string[];
}

/**
 * The hook as a POSIX script. The hook that was there before comes first and gets the same arguments and standard input. It never takes ippo from the
 * repository itself: whoever could write there could replace it. If ippo is gone it stops the commit and says how to get on.
 */
export const hookScript = (name: HookName, { node, ippo, options }: HookProgram): string => `#!/bin/sh
${hookMark} ${name}: "ippo hook uninstall" takes it out again.
input=
${name === 'pre-commit' ? '' : 'input=$(cat)\n'}chained="$(dirname -- "$0")/${chainedName(name)}"
if [ -x "$chained" ]; then
  ${name === 'pre-commit' ? '"$chained" "$@" || exit $?' : 'if [ -n "$input" ]; then printf \'%s\\n\' "$input"; fi | "$chained" "$@" || exit $?'}
fi
run() {
  ${name === 'pre-commit' ? 'exec "$@"' : 'if [ -n "$input" ]; then printf \'%s\\n\' "$input"; fi | "$@"; exit $?'}
}
node=${quoted(node)}
ippo=${quoted(ippo)}
if [ -x "$node" ] && [ -f "$ippo" ]; then
  run "$node" "$ippo" hook run ${name}${options.map((one) => ` ${quoted(one)}`).join('')} -- "$@"
elif command -v ippo >/dev/null 2>&1; then
  run ippo hook run ${name}${options.map((one) => ` ${quoted(one)}`).join('')} -- "$@"
fi
echo "ippo is not where it was when this hook was installed ($ippo)." >&2
echo "Install it again (npm install -g ippo && ippo hook install), or delete $0." >&2
exit 1
`;

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
