/** Whom an entry of a policy names. "Principal identifiers" (Google Cloud), the forms of allow policies, deny policies and boundary bindings. */
export type Member =
  | { readonly is: 'one'; readonly key: string }
  | { readonly is: 'group'; readonly key: string }
  | { readonly is: 'domain'; readonly domain: string }
  | { readonly is: 'everybody' }
  | { readonly is: 'signed-in' }
  /** All of a pool, or those of a group, an attribute, a namespace of GKE. */
  | { readonly is: 'pool'; readonly pool: string; readonly part: string }
  /** `projectOwner:p` and its kin: who holds the basic role. */
  | { readonly is: 'holders'; readonly role: string; readonly project: string }
  /** Service accounts and pools of a level; with `kind`, service accounts or service agents alone. */
  | { readonly is: 'level'; readonly level: string; readonly kind: string | undefined }
  | { readonly is: 'customer'; readonly customer: string }
  | { readonly is: 'deleted' }
  | { readonly is: 'unreadable' };

/** The key of a principal, and the spelling in answers: e-mail addresses in lower case, one form for accounts of GKE. */
export const principalKey = (written: string): string => {
  const member = memberOf(written);
  return member.is === 'one' || member.is === 'group' ? member.key : written.trim();
};

export const memberOf = (written: string): Member => {
  const text = written.trim();
  if (text === 'allUsers') return { is: 'everybody' };
  if (text === 'allAuthenticatedUsers') return { is: 'signed-in' };
  if (text.startsWith('deleted:')) return { is: 'deleted' };
  const [, prefix = '', rest = ''] = /^(user|serviceAccount|group|domain|projectOwner|projectEditor|projectViewer):(\S+)$/.exec(text) ?? [];
  switch (prefix) {
    case 'user':
      return rest.includes('@') ? { is: 'one', key: `user:${rest.toLowerCase()}` } : { is: 'unreadable' };
    case 'serviceAccount':
      return { is: 'one', key: `serviceAccount:${rest.toLowerCase()}` };
    case 'group':
      return rest.includes('@') ? { is: 'group', key: `group:${rest.toLowerCase()}` } : { is: 'unreadable' };
    case 'domain':
      return { is: 'domain', domain: rest.toLowerCase() };
    case 'projectOwner':
    case 'projectEditor':
    case 'projectViewer':
      return { is: 'holders', role: `roles/${prefix.slice('project'.length).toLowerCase()}`, project: `projects/${rest}` };
    default:
      return principalForm(text);
  }
};

const principalForm = (text: string): Member => {
  const [, scheme = '', rest = ''] = /^(principal:\/\/|principalSet:\/\/|\/\/)(\S+)$/.exec(text) ?? [];
  const [, email = ''] = /^goog\/subject\/(\S+@\S+)$/.exec(rest) ?? [];
  if (email !== '') return { is: 'one', key: `${email.endsWith('gserviceaccount.com') ? 'serviceAccount' : 'user'}:${email.toLowerCase()}` };
  const [, account = ''] = /^iam\.googleapis\.com\/projects\/[^/]+\/serviceAccounts\/(\S+)$/.exec(rest) ?? [];
  if (account !== '') return { is: 'one', key: `serviceAccount:${account.toLowerCase()}` };
  const [, group = ''] = /^goog\/group\/(\S+)$/.exec(rest) ?? [];
  if (group !== '') return { is: 'group', key: `group:${group.toLowerCase()}` };
  if (rest === 'goog/public:all') return { is: 'everybody' };
  if (rest === 'goog/public:allAuthenticatedUsers') return { is: 'signed-in' };
  const [, customer = ''] =
    /^goog\/cloudIdentityCustomerId\/(\S+)$|^iam\.googleapis\.com\/locations\/global\/workspace\/(\S+)$/.exec(rest)?.filter(Boolean) ?? [];
  if (customer !== '') return { is: 'customer', customer };
  const level = /^cloudresourcemanager\.googleapis\.com\/(?<level>(?:organizations|folders|projects)\/[^/]+)(?:\/type\/(?<kind>\w+))?$/.exec(rest)?.groups;
  if (level) return { is: 'level', level: level['level'] ?? '', kind: level['kind'] };
  return poolForm(scheme, rest);
};

const poolForm = (scheme: string, rest: string): Member => {
  const match =
    /^iam\.googleapis\.com\/(?<pool>(?:projects\/[^/]+\/)?locations\/global\/(?:workloadIdentityPools|workforcePools)\/[^/]+)(?:\/(?<part>.+))?$/.exec(
      rest,
    )?.groups;
  if (!match) return { is: 'unreadable' };
  const pool = match['pool'] ?? '';
  const part = match['part'];
  if (scheme === '//') return part === undefined ? { is: 'pool', pool, part: '*' } : { is: 'unreadable' };
  if (part === undefined) return { is: 'unreadable' };
  const [, gke] = /\/workloadIdentityPools\/(\S+\.svc\.id\.goog)$/.exec(pool) ?? [];
  const [, namespace, name] = /^subject\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(part) ?? [];
  if (gke !== undefined && namespace !== undefined)
    return { is: 'one', key: `serviceAccount:${gke}[${namespace}/${name ?? ''}]`.toLowerCase().replace('serviceaccount:', 'serviceAccount:') };
  if (scheme === 'principal://')
    return part.startsWith('subject/') ? { is: 'one', key: `principal://iam.googleapis.com/${pool}/${part}` } : { is: 'unreadable' };
  return { is: 'pool', pool, part };
};

/** `ns` and `name` of an account of GKE, and the project of its cluster. */
export const gkeAccount = (key: string): { project: string; namespace: string; name: string } | undefined => {
  const match = /^serviceAccount:(?<project>[^\s[]+)\.svc\.id\.goog\[(?<namespace>[^/\]]+)\/(?<name>[^\]]+)\]$/.exec(key)?.groups;
  return match && { project: match['project'] ?? '', namespace: match['namespace'] ?? '', name: match['name'] ?? '' };
};
/** Pool and subject of an outside identity. */
export const outsideIdentity = (key: string): { pool: string; subject: string } | undefined => {
  const match = /^principal:\/\/iam\.googleapis\.com\/(?<pool>.+?)\/subject\/(?<subject>.+)$/.exec(key)?.groups;
  return match && { pool: match['pool'] ?? '', subject: match['subject'] ?? '' };
};
/** Pool and part of a `principalSet` of a pool. */
export const outsideSet = (key: string): { pool: string; part: string } | undefined => {
  const member = key.startsWith('principalSet://') ? memberOf(key) : undefined;
  return member?.is === 'pool' ? { pool: member.pool, part: member.part } : undefined;
};
export const emailOf = (key: string): string | undefined => /^(?:user|serviceAccount|group):(\S+@\S+)$/.exec(key)?.[1];
