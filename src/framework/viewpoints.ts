import type { Text } from './text.ts';
import type { ThemeId } from './themes.ts';

interface Viewpoint {
  readonly theme: ThemeId;
  readonly name: Text;
  readonly short: Text;
  /** What a breach costs. */
  readonly cost: Text;
}
export const viewpoints = {
  'unauthorised-use': {
    theme: 'using-the-cloud',
    name: { en: 'Prevent unauthorised use of cloud resources', ja: 'クラウドリソースの不正利用を防ぐ' },
    short: { en: 'Unauthorised use', ja: '不正利用の防止' },
    cost: {
      en: 'The bill, mining, spreading malware, attacks on third parties from your account, and reputation.',
      ja: '高額な請求、マイニング、マルウェアの配信、第三者への攻撃の踏み台、評判の低下につながります。',
    },
  },
  'stable-service': {
    theme: 'trust',
    name: { en: 'Keep the service stable', ja: '安定したサービスの提供' },
    short: { en: 'Stable service', ja: '安定した提供' },
    cost: { en: 'Users leave. They can be won back.', ja: '利用者が離れます。ただし、努力次第で取り戻せます。' },
  },
  'information-handling': {
    theme: 'trust',
    name: { en: 'Handle information properly and safely', ja: '情報の適切で安全な管理' },
    short: { en: 'Information handling', ja: '情報の管理' },
    cost: { en: 'Leaked data cannot be called back: the damage is irreversible.', ja: '漏えいした情報は取り戻せません。被害は元に戻せないものになります。' },
  },
} as const satisfies Record<string, Viewpoint>;
export type ViewpointId = keyof typeof viewpoints;
export const viewpointIds: readonly ViewpointId[] = ['unauthorised-use', 'stable-service', 'information-handling'];
