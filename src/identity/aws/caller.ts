import { arnParts } from './pattern.ts';

/** Who makes a request, as the evaluation tells them apart. */
export type Caller =
  | { readonly kind: 'user'; readonly account: string; readonly arn: string; readonly name: string }
  /** A session of a role; `session` undefined: any of its sessions. `role` is the name; the path is in `arn`, if known. */
  | {
      readonly kind: 'role';
      readonly account: string;
      readonly arn: string;
      readonly name: string;
      readonly session: string | undefined;
      readonly serviceLinked: boolean;
    }
  | { readonly kind: 'federated-user'; readonly account: string; readonly arn: string; readonly name: string }
  | { readonly kind: 'root'; readonly account: string; readonly arn: string }
  | { readonly kind: 'service'; readonly name: string }
  /** Comes through a provider: ARN of an OIDC or SAML provider, or `accounts.google.com` and the like. */
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'anonymous' };

/** Reads an ARN, an account id, a service name or `*`. Undefined: none of them. */
export const callerOf = (text: string): Caller | undefined => {
  if (text === '*' || text === '' || text === 'anonymous') return { kind: 'anonymous' };
  if (/^\d{12}$/.test(text)) return { kind: 'root', account: text, arn: `arn:aws:iam::${text}:root` };
  if (providers.has(text)) return { kind: 'federated', provider: text };
  if (/^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|aws\.internal|aws\.com)$/.test(text)) return { kind: 'service', name: text };
  const parts = arnParts(text);
  if (!parts) return undefined;
  const [, partition, service, , account, rest] = parts;
  if (rest === 'root') return { kind: 'root', account, arn: text };
  const [kind = '', ...path] = rest.split('/');
  const name = path.at(-1) ?? '';
  if (service === 'iam' && kind === 'user' && name) return { kind: 'user', account, arn: text, name };
  if (service === 'iam' && kind === 'role' && name)
    return { kind: 'role', account, arn: text, name, session: undefined, serviceLinked: path[0] === 'aws-service-role' };
  if (service === 'iam' && (kind === 'oidc-provider' || kind === 'saml-provider')) return { kind: 'federated', provider: text };
  if (service === 'sts' && kind === 'federated-user' && name) return { kind: 'federated-user', account, arn: text, name };
  if (service === 'sts' && kind === 'assumed-role' && path.length === 2) {
    const [role = '', session = ''] = path;
    return {
      kind: 'role',
      account,
      arn: `arn:${partition}:iam::${account}:role/${role}`,
      name: role,
      session,
      serviceLinked: role.startsWith('AWSServiceRoleFor'),
    };
  }
  return undefined;
};

/** Providers of web identities that AWS knows by name. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const providers = new Set(['accounts.google.com', 'graph.facebook.com', 'www.amazon.com', 'cognito-identity.amazonaws.com']);

/** Undefined: the caller belongs to no account. */
export const accountOfCaller = (caller: Caller): string | undefined => ('account' in caller ? caller.account : undefined);

/** The ARN that `aws:PrincipalArn` has: of a session the role's. */
export const arnOfCaller = (caller: Caller): string | undefined => ('arn' in caller ? caller.arn : undefined);

/** By what a Principal element names a caller. The order is from the closest to the widest. */
export type Named = 'session' | 'user' | 'role' | 'federated-user' | 'service' | 'federated' | 'account' | 'everyone';

/** How one member of a Principal element names the caller; undefined: not at all. `session?`: it names one session, and the caller is any of its role. */
export const namedBy = (member: string, caller: Caller): Named | 'session?' | undefined => {
  if (member === '*') return 'everyone';
  const colon = member.indexOf(':');
  const kind = member.slice(0, colon);
  const value = member.slice(colon + 1);
  if (kind === 'AWS') return namedByAws(value, caller);
  if (kind === 'Service') {
    const name = caller.kind === 'service' ? caller.name : caller.kind === 'federated' ? caller.provider : undefined;
    return name !== undefined && (value === name || (value === '*' && caller.kind === 'service')) ? 'service' : undefined;
  }
  if (kind === 'Federated') {
    if (value === '*' && (caller.kind === 'federated' || caller.kind === 'anonymous')) return 'federated';
    return caller.kind === 'federated' && isProvider(caller.provider, value) ? 'federated' : undefined;
  }
  return undefined;
};

/** A provider is known by its ARN; a caller may also be given by its host alone. */
const isProvider = (given: string, value: string): boolean => given === value || (!given.startsWith('arn:') && value.endsWith(`:oidc-provider/${given}`));

const namedByAws = (value: string, caller: Caller): Named | 'session?' | undefined => {
  if (value === '*') return 'everyone';
  const [, partition, account = value] = /^arn:([^:]*):iam::(\d*):root$/.exec(value) ?? [];
  if (partition !== undefined || /^\d{12}$/.test(value))
    return 'account' in caller && caller.account === account && (partition === undefined || caller.arn.startsWith(`arn:${partition}:`)) ? 'account' : undefined;
  switch (caller.kind) {
    case 'user':
      return value === caller.arn ? 'user' : undefined;
    case 'federated-user':
      // The user that the session came from bears the same name only by habit; the documents give no other way to tell.
      return value === caller.arn
        ? 'federated-user'
        : value === `${caller.arn.replace(':sts:', ':iam:').replace(':federated-user/', ':user/')}`
          ? 'user'
          : undefined;
    case 'role': {
      if (value === caller.arn) return 'role';
      const [, ownPartition, service, , owner, rest = ''] = arnParts(value) ?? [];
      if (owner !== caller.account || !caller.arn.startsWith(`arn:${ownPartition ?? ''}:`)) return undefined;
      // A session does not tell the path of its role, and no two roles of an account share a name.
      if (service === 'iam' && rest.startsWith('role/'))
        return caller.session !== undefined && rest.slice(rest.lastIndexOf('/') + 1) === caller.name ? 'role' : undefined;
      if (service !== 'sts' || !rest.startsWith(`assumed-role/${caller.name}/`)) return undefined;
      const session = rest.slice(`assumed-role/${caller.name}/`.length);
      // Wildcards cannot stand for a part of a name here.
      if (caller.session === undefined) return /[*?/]/.test(session) ? undefined : 'session?';
      return session === caller.session ? 'session' : undefined;
    }
    default:
      return undefined;
  }
};
