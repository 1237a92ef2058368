import type { Value } from '#core/value';
import type { Inventory } from '#inventory/inventory';
import type { Statement } from '#resources/facets';
import type { EvaluatedBlock } from '#sources/block';
import { lookAround } from '../look-around.ts';
import { factAt, listIn, targetOf, textAt, type Estate, type Owned } from './estate.ts';
import { stateText } from './states.ts';

/** One way in with a token of somebody else's issuer. */
export interface Trust {
  readonly who: Owned;
  /** Of the issuer; undefined: nobody knows before deployment. */
  readonly issuer: string | undefined;
  /** Patterns of which one has to fit the claim `sub`; empty: any subject. */
  readonly subjects: readonly string[];
  /** Empty: any audience. */
  readonly audiences: readonly string[];
  readonly block: EvaluatedBlock;
}

/** Everything in the code that takes tokens of an issuer and gives cloud rights for them. */
export const trustsOf = (estate: Estate): readonly Trust[] => [...awsTrusts(estate), ...podIdentities(estate), ...azureTrusts(estate), ...gcpTrusts(estate)];

/** Whether a subject fits: `*` and `?` are the wildcards of all three clouds. */
export const fits = (patterns: readonly string[], subject: string): boolean =>
  patterns.length === 0 ||
  patterns.some((pattern) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
    ).test(subject),
  );
/** Without scheme and last slash. */
export const issuerName = (url: string): string =>
  url
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '');

// --- AWS: trust policies of roles ---

const awsTrusts = (estate: Estate): Trust[] =>
  estate.blocks
    .filter(({ type }) => type === 'aws_iam_role')
    .flatMap((block) => {
      const [who] = estate.principals(block);
      return who ? statementsOf(estate.inventory, block).flatMap((statement) => trustOf(estate, statement, who, block) ?? []) : [];
    });

const statementsOf = (inventory: Inventory, block: EvaluatedBlock): readonly Statement[] => {
  const i = inventory.indexOf(block.address);
  return i === undefined ? [] : (inventory.type(i).facet('trust', inventory.resource(i), lookAround(inventory, i))?.statements ?? []);
};
const trustOf = (estate: Estate, { effect, principals, conditions }: Statement, who: Owned, block: EvaluatedBlock): Trust | undefined => {
  if (effect.is !== 'known' || effect.value !== 'Allow') return undefined;
  const federated = principals.flatMap((one) =>
    one.is === 'known' && one.value.startsWith('Federated:') ? [one.value.slice('Federated:'.length)] : one.is === 'unknown' ? [''] : [],
  );
  const [provider] = federated;
  if (provider === undefined) return undefined;
  const ending = (end: string): string[] =>
    conditions
      .filter(({ key, operator }) => key.endsWith(end) && !/not/i.test(operator))
      .flatMap(({ values }) => values.map((value) => (value.is === 'known' ? value.value : '*')));
  const subjects = ending(':sub');
  const audiences = ending(':aud');
  // Before deployment keys and providers are written as what they refer to.
  const named = conditions.map(({ key }) => /^(.+):(?:sub|aud)$/.exec(key)?.[1]).find((one) => one !== undefined && !one.includes('${'));
  const literal = /oidc-provider\/(.+)$/.exec(provider)?.[1];
  const address = /\$\{([^{}]+)\.(?:arn|id)\}/.exec(provider)?.[1];
  const own = address === undefined ? undefined : estate.at(address);
  const url = own && (factAt(estate, own, 'url') ?? issuerOfCluster(estate, own));
  if (literal === undefined && named === undefined && own === undefined && !conditions.some(({ key }) => /:(?:sub|aud)$/.test(key))) return undefined;
  return { who, issuer: url ?? (literal?.includes('${') ? undefined : literal) ?? named, subjects, audiences, block };
};
/** The provider of a cluster names the issuer of the cluster. */
const issuerOfCluster = (estate: Estate, provider: EvaluatedBlock): string | undefined => {
  const target = targetOf(provider.attributes['url']);
  const cluster = target && estate.at(target.address);
  const thing = cluster && estate.stateOf(cluster);
  return thing && stateText(thing, 'identity.oidc.issuer');
};

/** The agent on the node hands out the role to pods of the account; a token taken elsewhere is exchanged with the right to call it. */
const podIdentities = (estate: Estate): Trust[] =>
  estate.blocks
    .filter(({ type }) => type === 'aws_eks_pod_identity_association')
    .flatMap((block): Trust[] => {
      const role = estate.named(block, 'role_arn');
      const cluster = estate.named(block, 'cluster_name');
      const thing = cluster && estate.stateOf(cluster);
      const [who] = role ? estate.principals(role) : [];
      const [namespace, account] = [textAt(block, 'namespace'), textAt(block, 'service_account')];
      if (!who || namespace === undefined || account === undefined) return [];
      return [
        {
          who,
          issuer: thing && stateText(thing, 'identity.oidc.issuer'),
          subjects: [`system:serviceaccount:${namespace}:${account}`],
          audiences: ['pods.eks.amazonaws.com'],
          block,
        },
      ];
    });

// --- Azure: federated credentials ---

const azureTrusts = (estate: Estate): Trust[] =>
  estate.blocks
    .filter(({ type }) => /^azurerm_federated_identity_credential$|^azuread_application_federated_identity_credential$/.test(type))
    .flatMap((block): Trust[] => {
      const target = ['parent_id', 'user_assigned_identity_id', 'application_id', 'application_object_id']
        .map((name) => targetOf(block.attributes[name]))
        .find((one) => one !== undefined);
      const holder = target && estate.at(target.address);
      const acting = holder?.type.startsWith('azuread_application')
        ? estate.blocks.find(
            (one) =>
              one.type === 'azuread_service_principal' && targetOf(one.attributes['client_id'] ?? one.attributes['application_id'])?.address === holder.address,
          )
        : holder;
      const [who] = acting ? estate.principals(acting) : [];
      const subject = patternOf(block.attributes['subject']);
      if (!who || subject === undefined) return [];
      const issuer = targetOf(block.attributes['issuer']);
      const cluster = issuer && estate.at(issuer.address);
      const thing = cluster && estate.stateOf(cluster);
      return [
        {
          who,
          issuer: textAt(block, 'issuer') ?? (thing && stateText(thing, 'oidc_issuer_url')),
          subjects: [subject],
          audiences: ['api://AzureADTokenExchange'],
          block,
        },
      ];
    });
/** What is not known of a text matches anything. */
const patternOf = (value: Value | undefined): string | undefined => {
  if (value?.is === 'known') return typeof value.value === 'string' ? value.value : undefined;
  return value?.parts?.map((part) => (typeof part === 'string' ? part : '*')).join('');
};

// --- Google Cloud: who may act as a service account ---

const gcpTrusts = (estate: Estate): Trust[] =>
  estate.blocks
    .filter(({ type }) => /^google_service_account_iam_(member|binding)$/.test(type))
    .flatMap((block): Trust[] => {
      const role = textAt(block, 'role');
      const account = estate.named(block, 'service_account_id');
      const [who] = account ? estate.principals(account) : [];
      if (!who || (role !== 'roles/iam.workloadIdentityUser' && role !== 'roles/iam.serviceAccountTokenCreator')) return [];
      const members = [block.attributes['member'], ...listIn(block.attributes['members'])].flatMap((one) => patternOf(one) ?? []);
      return members.flatMap((member) => memberTrust(estate, member, who, block) ?? []);
    });

const poolOf = (estate: Estate, provider: EvaluatedBlock): string | undefined => {
  const pool = estate.named(provider, 'workload_identity_pool_id');
  return textAt(provider, 'workload_identity_pool_id') ?? (pool && textAt(pool, 'workload_identity_pool_id'));
};

const memberTrust = (estate: Estate, member: string, who: Owned, block: EvaluatedBlock): Trust | undefined => {
  // A pod of any cluster in the project: `serviceAccount:project.svc.id.goog[namespace/name]`.
  const pod = /^serviceAccount:(.+)\.svc\.id\.goog\[([^/\]]+)\/([^\]]+)\]$/.exec(member);
  if (pod)
    return { who, issuer: `container.googleapis.com/v1/projects/${pod[1]}/`, subjects: [`system:serviceaccount:${pod[2]}:${pod[3]}`], audiences: [], block };
  const pool = /^principal(?:Set)?:\/\/[^/]+\/(?:.+\/workloadIdentityPools\/)?([^/]+)\/(subject|attribute\.\w+|group|\*)\/?(.*)$/.exec(member);
  if (!pool) return undefined;
  // A pool that is written as a reference is the only one there is, or nobody knows which.
  const providers = estate.blocks.filter(({ type }) => type === 'google_iam_workload_identity_pool_provider');
  const provider = providers.find((one) => poolOf(estate, one) === pool[1]) ?? (pool[1] === '*' && providers.length === 1 ? providers[0] : undefined);
  const issuer = provider && textAt(provider, 'oidc.issuer_uri');
  const [, , kind = '', rest = ''] = pool;
  const subjects =
    kind === 'subject' ? [rest] : kind === 'attribute.repository' ? [`repo:${rest}:*`] : kind === 'attribute.repository_owner' ? [`repo:${rest}/*`] : ['*'];
  return { who, issuer, subjects, audiences: [], block };
};
