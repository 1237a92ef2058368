import { looksRandom } from '../../randomness.ts';
import { backed, family, named, patterned, prefixed } from '../family.ts';

/** Where code is hosted, built and stored besides GitHub and GitLab. */
export default family({
  vendor: 'build services',
  severity: 'high',
  fix: { en: 'Revoke it at the service, issue a new one, keep it in the secrets of the pipeline, then take it out.', ja: '発行元で失効させて再発行し、パイプラインのシークレットに保管したうえで取り除きます。' },
  opens: { en: 'The repositories, builds and whatever the builds may deploy to.', ja: 'リポジトリ、ビルド、およびビルドからデプロイできる環境' },
  rows: [
    prefixed({ id: 'bitbucket-app-password', title: { en: 'Bitbucket app password', ja: 'Bitbucket のアプリパスワード' }, prefix: 'ATBB', charset: 'b62', length: [24, 36], like: /\d/ }),
    prefixed({ id: 'bitbucket-token', title: { en: 'Bitbucket repository or workspace token', ja: 'Bitbucket のリポジトリ・ワークスペーストークン' }, prefix: 'ATCTT3', charset: 'b64url', length: [60, 260] }),
    patterned({
      id: 'atlassian-token',
      title: { en: 'Atlassian API token', ja: 'Atlassian の API トークン' },
      opens: { en: 'Jira and Confluence as its owner.', ja: '所有者としての Jira・Confluence' },
      anchors: ['ATATT3'],
      after: 400,
      pattern: /ATATT3[\w-]{60,300}(?:=[0-9A-F]{8}|(?![\w=-]))/,
    }),
    named({ id: 'bitbucket-client-secret', title: { en: 'Bitbucket OAuth secret', ja: 'Bitbucket の OAuth シークレット' }, vendor: ['bitbucket'], name: /(?:secret|key|password|token)$/, shape: /^[A-Za-z0-9]{18,64}$/, accept: looksRandom }),
    named({ id: 'jira-token', title: { en: 'Jira API token', ja: 'Jira の API トークン' }, vendor: ['jira', 'confluence', 'atlassian'], name: /(?:token|apikey|password|secret)$/, shape: /^[A-Za-z0-9]{20,32}$/, accept: looksRandom }),
    patterned({ id: 'circleci-token', title: { en: 'CircleCI token', ja: 'CircleCI のトークン' }, anchors: ['CCIPAT_', 'CCIPRJ_'], after: 90, pattern: /CCIP(?:AT|RJ)_[A-Za-z0-9]{22}_[0-9a-f]{40}(?![0-9a-f])/ }),
    named({ id: 'circleci-old-token', title: { en: 'CircleCI token of the old form', ja: 'CircleCI の旧形式トークン' }, vendor: ['circleci', 'circletoken', 'circle-token', 'circle_token'], name: /token|key/, shape: /^[0-9a-f]{40}$/ }),
    prefixed({ id: 'buildkite-token', title: { en: 'Buildkite token', ja: 'Buildkite のトークン' }, prefix: ['bkua_', 'bkaj_', 'bkpt_', 'bkct_', 'bkar_'], charset: 'b36', length: [36, 64] }),
    named({ id: 'buildkite-agent-token', title: { en: 'Buildkite agent token', ja: 'Buildkite エージェントのトークン' }, vendor: ['buildkite'], name: /token$/, shape: /^[0-9a-f]{40,50}$/ }),
    backed({
      id: 'terraform-cloud-token',
      title: { en: 'Terraform Cloud token', ja: 'Terraform Cloud のトークン' },
      opens: { en: 'Workspaces, their state and the cloud roles that they run with.', ja: 'ワークスペース、ステート、実行時に使われるクラウドのロール' },
      severity: 'critical',
      anchors: ['.atlasv1.'],
      before: 14,
      lead: /[A-Za-z0-9]{14}$/,
      after: 90,
      pattern: /\.atlasv1\.[\w-]{60,70}(?![\w-])/,
    }),
    prefixed({ id: 'pulumi-token', title: { en: 'Pulumi token', ja: 'Pulumi のトークン' }, severity: 'critical', prefix: 'pul-', charset: 'hex', length: 40 }),
    prefixed({ id: 'sonar-token', title: { en: 'SonarQube token', ja: 'SonarQube のトークン' }, severity: 'medium', prefix: ['squ_', 'sqp_', 'sqa_'], charset: 'hex', length: 40 }),
    named({ id: 'sonar-old-token', title: { en: 'SonarQube token of the old form', ja: 'SonarQube の旧形式トークン' }, severity: 'medium', vendor: ['sonar'], name: /(?:token|login|key)$/, shape: /^[0-9a-f]{40}$/ }),
    named({ id: 'snyk-token', title: { en: 'Snyk token', ja: 'Snyk のトークン' }, severity: 'medium', vendor: ['snyk'], name: /(?:token|key|api)$/, shape: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/ }),
    patterned({ id: 'octopus-key', title: { en: 'Octopus Deploy API key', ja: 'Octopus Deploy の API キー' }, anchors: ['API-'], after: 40, pattern: /API-[A-Z0-9]{25,27}(?![A-Za-z0-9-])/, accept: (value) => /\d/.test(value) && looksRandom(value.slice(4).toLowerCase()) }),
    named({ id: 'travis-token', title: { en: 'Travis CI token', ja: 'Travis CI のトークン' }, vendor: ['travis'], name: /token|key/, shape: /^[A-Za-z0-9_-]{20,24}$/, accept: looksRandom }),
    named({ id: 'codecov-token', title: { en: 'Codecov token', ja: 'Codecov のトークン' }, severity: 'low', vendor: ['codecov'], name: /token$/, shape: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^[0-9a-f]{32}$/ }),
    named({ id: 'drone-token', title: { en: 'Drone CI token', ja: 'Drone CI のトークン' }, vendor: ['drone'], name: /(?:token|secret)$/, shape: /^[A-Za-z0-9]{32}$/, accept: looksRandom }),
    patterned({ id: 'harness-token', title: { en: 'Harness token', ja: 'Harness のトークン' }, anchors: ['pat.', 'sat.'], after: 90, pattern: /[ps]at\.[\w-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}(?![A-Za-z0-9])/ }),
  ],
});
