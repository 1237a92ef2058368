import type { Text } from '#framework/text';
import type { CredentialReach, ReachHop } from '#resources/facets';
import { openByHost } from './by-host.ts';
import { principalOf } from './azure.ts';
import { accountNamed } from './gcp.ts';
import { factAt, writtenAt, type Estate } from './estate.ts';
import { apart, inAccount, ofPrincipal, oneOf, start, type Facts, type Found } from './opening.ts';
import { stateText } from './states.ts';
import { openThing } from './things.ts';
import { fits, issuerName, trustsOf, type Trust } from './trusted-issuers.ts';

/** A token of a Kubernetes service account: the cloud rights of whatever trusts its issuer and subject, else its cluster. */
export const byServiceAccount = (estate: Estate, facts: Facts): CredentialReach => {
  const { issuer, subject = '', audience } = facts;
  const found: Partial<Found> = facts['expired'] === undefined ? { limits: endOf(facts) } : { state: 'expired' };
  const named = issuer === undefined ? '' : issuerName(issuer);
  const bySubject = trustsOf(estate).filter((trust) => trust.subjects.some((one) => one.includes('system:serviceaccount:')) && fits(trust.subjects, subject));
  const certain = bySubject.filter((trust) => trust.issuer !== undefined && isIssuer(trust.issuer, named));
  const open = bySubject.filter((trust) => trust.issuer === undefined || trust.issuer.includes('*'));
  const cluster = clusterOf(estate, named);
  const accepted = certain.filter(({ audiences }) => audiences.length === 0 || audience === undefined || fits(audiences, audience));
  const [one] = accepted;
  if (one) return throughTrust(one, subject, found);
  const [refused] = certain;
  if (refused) {
    const reach = throughTrust(refused, subject, found);
    return {
      ...reach,
      limits: [
        ...reach.limits,
        {
          en: `This token is for ${audience ?? 'another audience'}: the cloud takes a fresh one only, which the account's rights in the cluster may yield`,
          ja: `このトークンの対象は ${audience ?? '別の audience'} のため、クラウド側では受け付けられません。クラスター内の権限によっては、受け付けられるトークンを新たに発行できます`,
        },
      ],
    };
  }
  const why: Text = {
    en: `It is the token of ${subject} at ${named === '' ? 'a cluster' : named}`,
    ja: `${named === '' ? 'クラスター' : named} の ${subject} のトークンです`,
  };
  if (open.length > 0)
    return oneOf(
      open.map(({ who }) => who.principal.name),
      {
        ...found,
        why: {
          en: `${why.en}; roles that the code gives to that subject are possible, since the issuer of their cluster is known after deployment only`,
          ja: `${why.ja}。この subject を信頼するロールがコードにありますが、クラスターの発行者(issuer)はデプロイ後にしか決まりません`,
        },
        next: {
          en: 'Put the state beside the code: it has the issuer of the cluster.',
          ja: 'ステートをコードと同じ場所に置いてください(クラスターの発行者が含まれます)。',
        },
      },
    );
  if (cluster)
    return openThing(
      estate,
      cluster,
      {
        ...found,
        why: {
          en: `${why.en}: it opens ${cluster.address} with the rights of that account`,
          ja: `${why.ja}。このアカウントの権限で ${cluster.address} を利用できます`,
        },
        next: deleteToken,
      },
      { byKey: false },
    );
  return {
    ...inAccount(
      named === '' ? subject : named,
      { en: `${why.en}, which is not among what was read`, ja: `${why.ja}。このクラスターは読み取り範囲にありません` },
      deleteToken,
    ),
    state: found.state ?? 'unknown',
  };
};
const deleteToken: Text = {
  en: 'Delete the Secret that holds it (or the account), and see what its role bindings allow.',
  ja: 'トークンを保持する Secret(またはサービスアカウント)を削除し、RoleBinding で許可されている内容を確認してください。',
};
const deleteSession: Text = { en: 'Wait for its end; see at its audience what it let in.', ja: '失効を待ち、対象のサービスで利用履歴を確認してください。' };
const endOf = ({ expires }: Facts): readonly Text[] => (expires === undefined ? [] : [{ en: `It ends on ${expires}`, ja: `有効期限は ${expires} です` }]);
/** A whole project of GKE is trusted by its name, which issuers begin with. */
const isIssuer = (trusted: string, named: string): boolean =>
  trusted.startsWith('container.googleapis.com/') ? named.startsWith(trusted) : issuerName(trusted) === named;

const throughTrust = ({ who, block }: Trust, subject: string, found: Partial<Found>): CredentialReach => {
  const hop: ReachHop = { from: start, to: subject, how: { en: 'The token speaks for this subject', ja: 'この subject のトークンです' }, at: undefined };
  return ofPrincipal(who, {
    limits: [],
    next: {
      en: `Delete the token; ${writtenAt(block).file}:${writtenAt(block).line} lets it in.`,
      ja: `トークンを削除してください。信頼の設定は ${writtenAt(block).file}:${writtenAt(block).line} にあります。`,
    },
    ...found,
    path: [hop],
    why: {
      en: `Its subject ${subject} may act as ${who.principal.name} (${block.address})`,
      ja: `subject ${subject} は ${who.principal.name} として動作できます(${block.address})`,
    },
  });
};

/** The cluster of an issuer, or of the server in a kubeconfig. */
const clusterOf = (estate: Estate, issuer: string) => {
  if (issuer === '') return undefined;
  const gke = /^container\.googleapis\.com\/v1\/projects\/([^/]+)\/locations\/([^/]+)\/clusters\/([^/]+)/.exec(issuer);
  if (gke)
    return estate.blocks.find((block) => {
      const project = factAt(estate, block, 'project');
      return block.type === 'google_container_cluster' && factAt(estate, block, 'name') === gke[3] && (project === undefined || project === gke[1]);
    });
  const thing = estate.states.find((one) => ['identity.oidc.issuer', 'oidc_issuer_url'].some((name) => issuerName(stateText(one, name) ?? '') === issuer));
  return thing && estate.blockOf(thing);
};

/** Tokens of services whose jobs get cloud rights by a token of their own: who may change a job may become the role. Possible, never certain. */
const services: readonly (readonly [kind: RegExp, issuer: RegExp, name: string])[] = [
  [/^github-(?!client-secret)/, /^token\.actions\.githubusercontent\.com/, 'GitHub'],
  [/^gitlab-(?:pat|runner|job|trigger|deploy)/, /^gitlab\.com|^gitlab\./, 'GitLab'],
  [/^terraform-cloud-token/, /^app\.terraform\.io/, 'HCP Terraform'],
  [/^circleci-/, /^oidc\.circleci\.com/, 'CircleCI'],
  [/^buildkite-/, /^agent\.buildkite\.com/, 'Buildkite'],
  [/^bitbucket-/, /^api\.bitbucket\.org/, 'Bitbucket'],
  [/^azure-devops-/, /^vstoken\.dev\.azure\.com/, 'Azure DevOps'],
];
export const byPipeline = (estate: Estate, kind: string): CredentialReach | undefined => {
  const service = services.find(([kinds]) => kinds.test(kind));
  if (!service) return undefined;
  const [, issuer, name] = service;
  const trusts = trustsOf(estate).filter((trust) => trust.issuer !== undefined && issuer.test(issuerName(trust.issuer)));
  if (trusts.length === 0)
    return apart(
      {
        en: `The token does not tell its owner, and nothing in the code trusts jobs of ${name}`,
        ja: `トークンから所有者は分かりません。コードの中に ${name} のジョブを信頼する設定もありません`,
      },
      {
        en: `See at ${name} whose it is and what it may change; take it for one that can change code until then.`,
        ja: `${name} で所有者と権限を確認してください。確認できるまでは、コードを変更できるものとみなしてください。`,
      },
    );
  const reaches = trusts.map((trust) => ({ trust, reach: ofPrincipal(trust.who, { why: noText }) }));
  const worst =
    reaches.find(({ reach }) => reach.administrator) ?? reaches.find(({ reach }) => reach.ascent) ?? reaches.find(({ reach }) => reach.stores.length > 0);
  const rights: Text =
    worst?.reach.administrator || worst?.reach.ascent
      ? { en: '; among them administrator rights', ja: '。管理者権限に至るものを含みます' }
      : worst
        ? { en: '; they get at data', ja: '。データに到達できるものを含みます' }
        : noText;
  return oneOf(
    trusts.map(({ who, subjects }) => `${who.principal.name} (${subjects.slice(0, 2).join(', ') || '*'})`),
    {
      why: {
        en: `Whoever may push with it may run jobs of ${name} that become these roles, if it reaches the repositories they trust${rights.en}`,
        ja: `このトークンで書き込めるリポジトリが次のロールに信頼されている場合、${name} のジョブを通じてそのロールになれます${rights.ja}`,
      },
      next: { en: `See at ${name} which repositories it may write to.`, ja: `${name} で、書き込み可能なリポジトリを確認してください。` },
      path: trusts.slice(0, 5).map(({ who, block }): ReachHop => ({
        from: start,
        to: who.principal.name,
        how: { en: `A job of ${name}, if the token may change it`, ja: `トークンで変更できる ${name} のジョブ` },
        at: writtenAt(block),
      })),
    },
  );
};
const noText: Text = { en: '', ja: '' };

/** Tokens whose claims say whose they are. */
export const byClaims = (estate: Estate, kind: string, facts: Facts): CredentialReach | undefined => {
  const found: Partial<Found> = facts['expired'] === undefined ? { limits: endOf(facts) } : { state: 'expired' };
  for (const id of [facts['object-id'], facts['client-id']]) {
    const owner = id === undefined ? undefined : principalOf(estate, id, facts['tenant']);
    const audience = facts['audience'];
    const limits = [
      ...(found.limits ?? []),
      ...(audience === undefined ? [] : [{ en: `It is taken by ${audience} only`, ja: `${audience} でのみ受け付けられます` }]),
    ];
    if (owner)
      return ofPrincipal(owner, { ...found, limits, why: { en: `It is a token of ${owner.principal.name}`, ja: `${owner.principal.name} のトークンです` } });
  }
  const email = facts['client-email'];
  // An identity token proves who somebody is to one audience; the APIs of Google take access tokens.
  if (kind === 'gcp-idtoken' && email !== undefined) {
    const audience = facts['audience'] ?? '?';
    const reach = inAccount(
      email,
      {
        en: `It proves to be ${email} to ${audience}, and gives none of the account's rights at Google Cloud`,
        ja: `${audience} に対して ${email} であることを示すトークンで、Google Cloud での権限は得られません`,
      },
      deleteSession,
    );
    return { ...reach, limits: found.limits ?? [], state: found.state ?? 'unknown' };
  }
  const account = email === undefined ? undefined : accountNamed(estate, email);
  if (account) return ofPrincipal(account, { ...found, why: { en: `It is a token of ${email}`, ja: `${email} のトークンです` } });
  const { issuer, subject } = facts;
  if (issuer === undefined) return undefined;
  const trust = trustsOf(estate).find((one) => one.issuer !== undefined && issuerName(one.issuer) === issuerName(issuer) && fits(one.subjects, subject ?? ''));
  return trust ? throughTrust(trust, subject ?? '', found) : undefined;
};

/** A kubeconfig: by the address of its server. */
export const byServer = (estate: Estate, kind: string, facts: Facts): CredentialReach | undefined => {
  // Turned-off local accounts are those with a client certificate; tokens of service accounts stay.
  const opened = openByHost(estate, facts, {}, kind === 'kubeconfig-client-key');
  return opened && { ...opened, next: opened.next ?? deleteToken };
};
