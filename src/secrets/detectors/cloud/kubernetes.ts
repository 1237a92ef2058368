import { notASecret } from '../../placeholder.ts';
import { looksRandom } from '../../randomness.ts';
import { anchored, family, patterned, plain } from '../family.ts';

const tokenThere = /["']?(?:id-|access-)?(?:token|password)["']?\s{0,2}:\s{0,2}["']?([^\s"'#,{}]{6,2000})/y;

/** https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/ */
export default family({
  vendor: 'Kubernetes',
  severity: 'critical',
  fix: {
    en: 'Remove the binding or account, rotate the certificate authority if a client key leaked, then take it out.',
    ja: 'バインディングまたはアカウントを削除します。クライアント鍵が漏えいした場合は CA をローテーションしたうえで取り除きます。',
  },
  opens: { en: 'The cluster with the rights of its user.', ja: 'そのユーザーの権限でのクラスター' },
  rows: [
    patterned({
      id: 'kubeconfig-client-key',
      title: { en: 'Client key in a kubeconfig', ja: 'kubeconfig のクライアント鍵' },
      anchors: ['client-key-data'],
      before: 2500,
      facts: (match) => {
        const server = /server["']?:\s{0,2}["']?(https?:\/\/[^\s"']{3,200})/.exec(match.input.slice(0, match.index))?.[1];
        return server === undefined ? {} : { host: server };
      },
      after: 6000,
      pattern: /client-key-data["']?\s{0,4}:\s{0,4}["']?([A-Za-z0-9+/]{200,5600}={0,2})/,
      accept: (value) => Buffer.from(value, 'base64').toString('latin1').includes('PRIVATE KEY'),
      confidence: 'certain',
      rank: 3,
      reasons: ['parsed'],
    }),
    anchored({
      id: 'kubeconfig-token',
      title: { en: 'Token or password in a kubeconfig', ja: 'kubeconfig のトークン・パスワード' },
      anchors: ['token:', 'password:', '"token"', 'id-token:', 'access-token:'],
      exact: true,
      window: { before: 2500, after: 2200 },
      rank: 3,
      may: (text, at) => {
        tokenThere.lastIndex = at;
        return tokenThere.test(text);
      },
      *find(window, anchor, path) {
        // Under `users:` of a document that has clusters; the server may stand further up than the window reaches.
        const lead = window.slice(0, anchor);
        if (!lead.includes('users')) return;
        const config = /kubeconfig|\.kube\/|kind-config|admin\.conf/.test(path.toLowerCase());
        if (!config && !/\bclusters\b|current-context|kind["']?:\s{0,2}["']?Config|\bcontexts\b/.test(lead)) return;
        tokenThere.lastIndex = anchor;
        const match = tokenThere.exec(window);
        const value = match?.[1];
        if (!match || value === undefined || notASecret(value) !== undefined || /^(?:test|my|some|a)[-_]/.test(value)) return;
        const server = /server["']?:\s{0,2}["']?(https?:\/\/[^\s"']{3,200})/.exec(lead)?.[1];
        const start = anchor + match[0].length - value.length;
        yield {
          ...plain(value),
          start,
          end: start + value.length,
          confidence: 'certain',
          reasons: ['parsed'],
          facts: server === undefined ? {} : { host: server },
        };
      },
    }),
    patterned({
      id: 'k8s-bootstrap-token',
      title: { en: 'Kubernetes bootstrap token', ja: 'Kubernetes のブートストラップトークン' },
      severity: 'high',
      opens: { en: 'Joining nodes to the cluster, within a day by default.', ja: 'クラスターへのノード参加(既定で 24 時間有効)' },
      anchors: ['--token', 'bootstraptoken', 'bootstrap-token', 'bootstrap_token', 'token:'],
      exact: false,
      after: 60,
      pattern: /(?:--token|bootstrap[_-]?token|token:)["']?(?:\s{0,4}[:=]\s{0,4}|\s{1,4})?["']?([a-z0-9]{6}\.[a-z0-9]{16})(?![a-z0-9])/i,
      accept: (value) => /\d/.test(value) && looksRandom(value.replace('.', '')),
      confidence: 'likely',
    }),
    patterned({
      id: 'openshift-token',
      title: { en: 'OpenShift token', ja: 'OpenShift のトークン' },
      severity: 'high',
      anchors: ['sha256~'],
      after: 60,
      pattern: /sha256~[\w-]{43}(?![\w-])/,
    }),
    patterned({
      id: 'rancher-token',
      title: { en: 'Rancher token', ja: 'Rancher のトークン' },
      anchors: ['token-', 'kubeconfig-u'],
      after: 100,
      pattern: /(?:token-[a-z0-9]{5}|kubeconfig-(?:u-)?[a-z0-9]{5,12}):[a-z0-9]{54}(?![a-z0-9])/,
    }),
    patterned({
      id: 'docker-swarm-token',
      title: { en: 'Docker swarm join token', ja: 'Docker Swarm の参加トークン' },
      severity: 'high',
      opens: { en: 'Joining nodes to the swarm.', ja: 'Swarm へのノード参加' },
      anchors: ['SWMTKN-1-', 'SWMKEY-1-'],
      after: 110,
      pattern: /SWM(?:TKN-1-[a-z0-9]{49,50}-[a-z0-9]{24,25}|KEY-1-[A-Za-z0-9+/]{43})(?![a-z0-9])/,
    }),
  ],
});
