import type { Text } from './text.ts';

/** What somebody has to answer for, from the data down to the building. */
export const layers = {
  'data-access': { name: { en: 'Data and access to it', ja: 'データとアクセス制御' } },
  identity: { name: { en: 'Identities and permissions', ja: 'ID とアクセス権の管理' } },
  'client-encryption': { name: { en: 'Client-side encryption and integrity', ja: 'クライアント側の暗号化と完全性' } },
  application: { name: { en: 'Application', ja: 'アプリケーション' } },
  'server-encryption': { name: { en: 'Server-side encryption', ja: 'サーバー側の暗号化' } },
  'network-controls': { name: { en: 'Network and firewall settings', ja: 'ネットワークとファイアウォールの設定' } },
  'traffic-protection': { name: { en: 'Protection of traffic', ja: '通信の保護' } },
  middleware: { name: { en: 'Middleware and runtime versions', ja: 'ミドルウェアとランタイムのバージョン' } },
  'operating-system': { name: { en: 'Operating system and updates', ja: 'OS と更新' } },
  virtualisation: { name: { en: 'Virtualisation', ja: '仮想化' } },
  hardware: { name: { en: 'Hardware', ja: 'ハードウェア' } },
  facility: { name: { en: 'Facility (Region, AZ, Edge)', ja: '施設(リージョン、AZ、エッジ)' } },
} as const satisfies Record<string, { readonly name: Text }>;
export type LayerId = keyof typeof layers;
export const layerIds: readonly LayerId[] = [
  'data-access',
  'identity',
  'client-encryption',
  'application',
  'server-encryption',
  'network-controls',
  'traffic-protection',
  'middleware',
  'operating-system',
  'virtualisation',
  'hardware',
  'facility',
];
