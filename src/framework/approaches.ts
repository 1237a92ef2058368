import type { Text } from './text.ts';
import type { ThemeId } from './themes.ts';

/** What to do about it: architecture, access control, an expert's assessment. */
export const approaches = {
  'defence-in-depth': { themes: ['trust'], name: { en: 'Defence in depth', ja: '多層防御' } },
  'preventive-guardrail': { themes: ['using-the-cloud'], name: { en: 'Preventive guardrail', ja: '予防的ガードレール' } },
  'detective-guardrail': { themes: ['using-the-cloud'], name: { en: 'Detective guardrail', ja: '発見的ガードレール' } },
  configuration: { themes: ['trust'], name: { en: 'No misconfiguration', ja: '設定不備をなくす' } },
  'least-privilege': { themes: ['using-the-cloud'], name: { en: 'Least privilege', ja: '最小権限の原則' } },
  'credential-protection': { themes: ['using-the-cloud'], name: { en: 'Credential protection', ja: '認証情報の保護' } },
  mfa: { themes: ['using-the-cloud'], name: { en: 'Multi-factor authentication', ja: '多要素認証' } },
  assessment: { themes: ['using-the-cloud', 'trust'], name: { en: "An expert's assessment", ja: '専門家による診断' } },
} as const satisfies Record<string, { readonly themes: readonly ThemeId[]; readonly name: Text }>;
export type ApproachId = keyof typeof approaches;
