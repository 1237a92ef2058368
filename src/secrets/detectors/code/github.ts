import { crc62Holds } from '../../checksums.ts';
import { family, named, patterned, prefixed } from '../family.ts';

const check = (body: string): boolean | undefined => (body.length === 36 ? crc62Holds(body) : undefined);

/** https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/ */
export default family({
  vendor: 'GitHub',
  severity: 'critical',
  fix: {
    en: 'Revoke it in the settings of its owner (Developer settings), issue a new one with fewer rights, then take it out.',
    ja: '所有者の Settings → Developer settings で失効させ、権限を絞って再発行したうえで取り除きます。',
  },
  opens: { en: 'The repositories, packages and workflows that its owner granted it.', ja: '所有者が許可したリポジトリ、パッケージ、ワークフロー' },
  rows: [
    prefixed({
      id: 'github-pat',
      title: { en: 'GitHub personal access token', ja: 'GitHub の個人用アクセストークン' },
      prefix: 'ghp_',
      charset: 'b62',
      length: 36,
      check,
    }),
    prefixed({ id: 'github-oauth', title: { en: 'GitHub OAuth token', ja: 'GitHub の OAuth トークン' }, prefix: 'gho_', charset: 'b62', length: 36, check }),
    prefixed({
      id: 'github-user-token',
      title: { en: 'GitHub app user token', ja: 'GitHub App のユーザートークン' },
      prefix: 'ghu_',
      charset: 'b62',
      length: 36,
      check,
    }),
    prefixed({
      id: 'github-refresh',
      title: { en: 'GitHub refresh token', ja: 'GitHub のリフレッシュトークン' },
      prefix: 'ghr_',
      charset: 'b62',
      length: [36, 80],
      // Only the short form is known to end in one.
      check: (body) => (body.length === 36 ? crc62Holds(body) : undefined),
    }),
    patterned({
      id: 'github-app-token',
      title: { en: 'GitHub app installation token', ja: 'GitHub App のインストールトークン' },
      anchors: ['ghs_'],
      after: 1500,
      pattern: /ghs_(?:\d{1,12}_eyJ[\w-]{10,500}\.[\w-]{10,900}(?:\.[\w-]{10,700})?|[A-Za-z0-9]{36}(?![A-Za-z0-9]))/,
      check: (value) => (value.length === 40 ? crc62Holds(value.slice(4)) : undefined),
    }),
    patterned({
      id: 'github-fine-pat',
      title: { en: 'GitHub fine-grained token', ja: 'GitHub のきめ細かい個人用アクセストークン' },
      anchors: ['github_pat_'],
      after: 110,
      pattern: /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}(?![A-Za-z0-9])/,
    }),
    named({
      id: 'github-old-token',
      title: { en: 'GitHub token of the old form', ja: 'GitHub の旧形式トークン' },
      vendor: ['github', 'ghtoken', 'homebrewgithub'],
      name: /(?:token|pat|password)$/,
      shape: /^[0-9a-f]{40}$/,
    }),
    named({
      id: 'github-client-secret',
      title: { en: 'GitHub OAuth client secret', ja: 'GitHub の OAuth クライアントシークレット' },
      vendor: ['github'],
      name: /(?:clientsecret|secret)$/,
      shape: /^[0-9a-f]{40}$/,
    }),
  ],
});
