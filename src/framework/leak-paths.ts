import type { Text } from './text.ts';

/** The ways in which information gets out. */
export const leakPaths = {
  'service-misconfiguration': { name: { en: 'A cloud service set up wrongly', ja: '利用しているサービスの設定不備' } },
  'software-misconfiguration': { name: { en: 'Software on it set up wrongly', ja: '利用しているソフトウェアの設定不備' } },
  'app-vulnerability': { name: { en: 'A hole in the application', ja: 'アプリケーションの脆弱性' } },
  'excess-permission': { name: { en: 'More permission than needed', ja: '過剰な権限の付与' } },
  eavesdropping: { name: { en: 'Interception on the wire', ja: '通信経路上での盗聴' } },
  insider: { name: { en: 'Someone inside', ja: '内部犯行による情報の漏えい' } },
} as const satisfies Record<string, { readonly name: Text }>;
export type LeakPathId = keyof typeof leakPaths;
