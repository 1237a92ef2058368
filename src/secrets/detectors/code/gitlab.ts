import { crc36 } from '../../checksums.ts';
import { family, patterned, prefixed } from '../family.ts';

const routable = /^glpat-[\w-]{27,300}\.(?:[0-9a-z]{2}\.)?[0-9a-z]{9}$/;

/** https://docs.gitlab.com/security/tokens/ */
export default family({
  vendor: 'GitLab',
  severity: 'critical',
  fix: {
    en: 'Revoke it in GitLab (Access tokens of its owner, project or group), issue a new one, then take it out.',
    ja: 'GitLab のアクセストークン画面で失効させ、再発行したうえで取り除きます。',
  },
  opens: { en: 'The projects, registries and pipelines of its scope.', ja: 'スコープに含まれるプロジェクト、レジストリ、パイプライン' },
  rows: [
    patterned({
      id: 'gitlab-pat',
      title: { en: 'GitLab access token', ja: 'GitLab のアクセストークン' },
      anchors: ['glpat-'],
      after: 330,
      pattern: /glpat-(?:[\w-]{27,300}\.(?:[0-9a-z]{2}\.)?[0-9a-z]{9}(?![0-9A-Za-z])|[\w-]{20}(?![\w-]))/,
      check: (value) => (routable.test(value) ? crc36(value.slice(0, -7)) === value.slice(-7) : undefined),
    }),
    prefixed({
      id: 'gitlab-deploy-token',
      title: { en: 'GitLab deploy token', ja: 'GitLab のデプロイトークン' },
      prefix: 'gldt-',
      charset: 'b64url',
      length: [20, 60],
    }),
    prefixed({
      id: 'gitlab-runner-token',
      title: { en: 'GitLab runner token', ja: 'GitLab Runner のトークン' },
      prefix: ['glrt-', 'glrtr-', 'glwt-'],
      charset: 'b64url',
      length: [20, 60],
    }),
    prefixed({
      id: 'gitlab-runner-registration',
      title: { en: 'GitLab runner registration token', ja: 'GitLab Runner の登録トークン' },
      prefix: 'GR1348941',
      charset: 'b64url',
      length: 20,
    }),
    patterned({
      id: 'gitlab-job-token',
      title: { en: 'GitLab job token', ja: 'GitLab のジョブトークン' },
      severity: 'medium',
      anchors: ['glcbt-'],
      after: 120,
      pattern: /glcbt-(?:[0-9a-fA-F]{1,5}_)?[\w-]{20,64}/,
    }),
    prefixed({
      id: 'gitlab-trigger-token',
      title: { en: 'GitLab pipeline trigger token', ja: 'GitLab のパイプライントリガートークン' },
      severity: 'high',
      prefix: 'glptt-',
      charset: 'b64url',
      length: [20, 60],
    }),
    prefixed({
      id: 'gitlab-feed-token',
      title: { en: 'GitLab feed token', ja: 'GitLab のフィードトークン' },
      severity: 'medium',
      prefix: 'glft-',
      charset: 'b64url',
      length: [20, 60],
    }),
    prefixed({
      id: 'gitlab-mail-token',
      title: { en: 'GitLab incoming mail token', ja: 'GitLab の受信メールトークン' },
      severity: 'medium',
      prefix: 'glimt-',
      charset: 'b64url',
      length: 25,
    }),
    prefixed({
      id: 'gitlab-agent-token',
      title: { en: 'GitLab agent token', ja: 'GitLab エージェントのトークン' },
      prefix: 'glagent-',
      charset: 'b64url',
      length: [40, 60],
    }),
    prefixed({
      id: 'gitlab-oauth-secret',
      title: { en: 'GitLab OAuth application secret', ja: 'GitLab の OAuth アプリケーションシークレット' },
      prefix: 'gloas-',
      charset: 'hex',
      length: 64,
    }),
    prefixed({
      id: 'gitlab-scim-token',
      title: { en: 'GitLab SCIM token', ja: 'GitLab の SCIM トークン' },
      prefix: 'glsoat-',
      charset: 'b64url',
      length: [20, 60],
    }),
    prefixed({
      id: 'gitlab-feature-flag-token',
      title: { en: 'GitLab feature flag client token', ja: 'GitLab のフィーチャーフラグクライアントトークン' },
      severity: 'low',
      prefix: 'glffct-',
      charset: 'b64url',
      length: [20, 60],
    }),
  ],
});
