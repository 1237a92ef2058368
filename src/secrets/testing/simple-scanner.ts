import { textOf } from '../decoded-text.ts';
import type { Detector, Scanner, SecretMatch } from '../secret.ts';

/** A scanner of two kinds for tests of what stands round the real one. Its values are put together at run time: hosts refuse pushes with whole ones. */
export const simpleScanner = (version = 'test-1'): Scanner & { readonly seen: string[] } => {
  const seen: string[] = [];
  return {
    version,
    seen,
    scan: ({ path, bytes }) => {
      seen.push(path);
      const text = textOf(bytes);
      return kinds.flatMap(({ detector, pattern }) =>
        [...text.matchAll(pattern)].map((found): SecretMatch => ({
          detector,
          start: found.index,
          end: found.index + found[0].length,
          value: found[0],
          confidence: 'certain',
          severity: detector.severity,
          facts: {},
          reasons: ['own-format'],
          with: undefined,
        })),
      );
    },
  };
};

const kind = (id: string, en: string, ja: string): Detector =>
  ({
    id,
    vendor: 'test',
    title: { en, ja },
    fix: { en: 'Rotate the key, then take it out.', ja: 'キーをローテーションしてから取り除いてください。' },
    opens: { en: 'The account.', ja: 'アカウントを操作できます。' },
    severity: 'critical',
  }) as unknown as Detector;

const kinds = [
  { detector: kind('aws-access-key-id', 'AWS access key', 'AWS アクセスキー'), pattern: /\bAKIA[A-Z2-7]{16}\b/g },
  { detector: kind('github-pat', 'GitHub token', 'GitHub トークン'), pattern: /\bghp_[A-Za-z0-9]{36}\b/g },
];

/** A different made-up key for each number. */
export const awsKey = (n: number): string => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let rest = (n + 1) * 7919;
  let body = '';
  for (let i = 0; i < 16; i++) {
    body += letters.charAt((rest + i * 11) % 32);
    rest = Math.floor(rest / 2) + n + i;
  }
  return `AK${'IA'}${body}`;
};
