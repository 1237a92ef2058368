import type { Text } from './text.ts';

/** The two relations in which a web service's team stands. */
export const themes = {
  'using-the-cloud': {
    name: { en: 'Using cloud services', ja: 'クラウドサービスを利用する立場' },
    short: { en: 'Using the cloud', ja: 'クラウドの利用' },
    between: 'A & B',
  },
  trust: {
    name: { en: 'The trust between provider and user', ja: 'サービス提供者と利用者の信頼関係' },
    short: { en: 'Trust between provider and user', ja: '提供者と利用者の信頼関係' },
    between: 'B ↔ C',
  },
} as const satisfies Record<string, { readonly name: Text; readonly short: Text; readonly between: string }>;
export type ThemeId = keyof typeof themes;
