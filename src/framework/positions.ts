import type { Text } from './text.ts';

/** Who is involved. A and B are one organisation in two roles. */
export const positions = {
  'cloud-user': {
    letter: 'A',
    name: { en: 'Cloud user', ja: 'クラウド利用者' },
    summary: { en: 'The team as a customer of AWS, Azure or Google Cloud.', ja: 'AWS や Azure、Google Cloud を契約して使うチームです。' },
  },
  'service-provider': {
    letter: 'B',
    name: { en: 'Service provider', ja: 'サービス提供者' },
    summary: { en: 'The same organisation, facing its own customers.', ja: '同じ組織が、自社の顧客に対して持つ立場です。' },
  },
  'service-user': {
    letter: 'C',
    name: { en: 'Service user', ja: 'サービス利用者' },
    summary: { en: 'The customer who entrusts data to B.', ja: 'サービスを使い、データを預ける顧客です。' },
  },
} as const satisfies Record<string, { readonly letter: string; readonly name: Text; readonly summary: Text }>;
