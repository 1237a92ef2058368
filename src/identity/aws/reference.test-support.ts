// A second evaluator for tests: written straight from the documents, without anything of the engine, slow and plain. Two values only: every key of the context
// is given or absent. It works on documents as they are written and knows only well-formed ones.

export interface PlainStatement {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Principal?: string | Record<string, string | string[]>;
  NotPrincipal?: string | Record<string, string | string[]>;
  Condition?: Record<string, Record<string, string | string[]>>;
}
export interface PlainDocument {
  Version?: string;
  Statement: PlainStatement[];
}
export interface PlainRequest {
  principal: string;
  action: string;
  resource: string;
  resourceAccount: string;
  context?: Record<string, string | string[]>;
  identityPolicies: PlainDocument[];
  boundaries?: PlainDocument[];
  sessionPolicy?: PlainDocument;
  resourcePolicy?: PlainDocument;
  scps?: PlainDocument[][];
  rcps?: PlainDocument[][];
  endpointPolicies?: PlainDocument[];
  grants?: { key: string; grantee: string; operations: string[] }[];
}
export type PlainOutcome = 'allow' | 'explicit-deny' | 'implicit-deny';

const list = <T>(data: T | T[] | undefined): T[] => (data === undefined ? [] : Array.isArray(data) ? data : [data]);

/** The caller, taken apart. */
interface Who {
  kind: 'user' | 'role' | 'federated' | 'root' | 'service' | 'nobody';
  account: string;
  /** Of a session the ARN of the session, else as given. */
  arn: string;
  roleName: string;
  session: string;
  /** What `aws:PrincipalArn` is. */
  principalArn: string;
}
const whoIs = (text: string): Who => {
  const none = { account: '', arn: text, roleName: '', session: '', principalArn: '' };
  if (text === '*') return { ...none, kind: 'nobody' };
  if (text.endsWith('.amazonaws.com')) return { ...none, kind: 'service' };
  const parts = text.split(':');
  const account = parts[4] ?? '';
  const tail = (parts[5] ?? '').split('/');
  if (tail[0] === 'root') return { ...none, kind: 'root', account, principalArn: text };
  if (tail[0] === 'user') return { ...none, kind: 'user', account, principalArn: text };
  if (tail[0] === 'federated-user') return { ...none, kind: 'federated', account, principalArn: text };
  if (tail[0] === 'role') return { ...none, kind: 'role', account, roleName: tail[tail.length - 1] ?? '', principalArn: text };
  return { kind: 'role', account, arn: text, roleName: tail[1] ?? '', session: tail[2] ?? '', principalArn: `arn:aws:iam::${account}:role/${tail[1]}` };
};

const valueOf = (request: PlainRequest, who: Who, key: string): string[] | undefined => {
  const lower = key.toLowerCase();
  for (const [name, value] of Object.entries(request.context ?? {}))
    if (name.toLowerCase() === lower) return Array.isArray(value) ? (value.length > 0 ? value : undefined) : [value];
  const one = (value: string): string[] | undefined => (value === '' ? undefined : [value]);
  if (lower === 'aws:principalarn') return one(who.principalArn);
  if (lower === 'aws:principalaccount') return one(who.account);
  if (lower === 'aws:resourceaccount') return one(request.resourceAccount);
  if (lower === 'aws:username') return who.kind === 'user' ? [who.arn.slice(who.arn.lastIndexOf('/') + 1)] : undefined;
  if (lower === 'aws:principalisawsservice') return [who.kind === 'service' ? 'true' : 'false'];
  return undefined;
};

const escapedSigns = new Map<string, string>();
const escaped = (text: string): string => {
  let found = escapedSigns.get(text);
  if (found === undefined) escapedSigns.set(text, (found = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return found;
};

/** A pattern as a regular expression. Undefined: a variable in it has no value. */
const expression = (pattern: string, wild: boolean, hasVariables: boolean, request: PlainRequest, who: Who, stars = '.*'): string | undefined => {
  let made = '';
  for (let i = 0; i < pattern.length; i++) {
    if (hasVariables && pattern.startsWith('${', i)) {
      const end = pattern.indexOf('}', i);
      const inner = pattern.slice(i + 2, end);
      i = end;
      if (inner === '*' || inner === '?' || inner === '$') made += escaped(inner);
      else {
        const comma = inner.indexOf(',');
        const values = valueOf(request, who, (comma < 0 ? inner : inner.slice(0, comma)).trim());
        if (values?.length === 1) made += escaped(values[0]!);
        else if (comma >= 0) made += escaped(inner.slice(inner.indexOf("'") + 1, inner.lastIndexOf("'")));
        else return undefined;
      }
    } else if (wild && pattern[i] === '*') made += stars;
    else if (wild && pattern[i] === '?') made += '.';
    else made += escaped(pattern[i]!);
  }
  return made;
};
const expressions = new Map<string, RegExp>();
const fits = (source: string | undefined, text: string): boolean => {
  if (source === undefined) return false;
  let found = expressions.get(source);
  if (!found) expressions.set(source, (found = new RegExp(`^${source}$`, 's')));
  return found.test(text);
};

const resourceFits = (pattern: string, version: string | undefined, request: PlainRequest, who: Who): boolean => {
  const hasVariables = version === '2012-10-17';
  const parts = pattern.split(':');
  if (hasVariables && parts.slice(0, 5).join(':').includes('${') && pattern.startsWith('arn:')) return false;
  const whole = expression(pattern, true, hasVariables, request, who);
  if (!fits(whole, request.resource)) return false;
  // Assumption: a star in one of the first five parts stays in its part.
  const given = request.resource.split(':');
  if (parts.length < 6 || given.length < 6) return true;
  return parts.slice(0, 5).every((part, i) => fits(expression(part, true, false, request, who), given[i]!));
};

/** Does a pattern of a Resource element fit the resource of the request? For a condition that was left over. */
export const resourceMatches = (pattern: string, request: PlainRequest): boolean => resourceFits(pattern, '2012-10-17', request, whoIs(request.principal));

type Match = 'user' | 'role' | 'session' | 'federated' | 'service' | 'account' | 'everyone';
const memberMatch = (kind: string, member: string, who: Who): Match | undefined => {
  if (kind === 'Service') return who.kind === 'service' && who.arn === member ? 'service' : undefined;
  if (member === '*') return 'everyone';
  if (member === who.account || member === `arn:aws:iam::${who.account}:root`) return who.account === '' ? undefined : 'account';
  if (member === who.arn)
    return who.kind === 'user' ? 'user' : who.kind === 'federated' ? 'federated' : who.kind === 'role' ? (who.session ? 'session' : 'role') : undefined;
  if (who.kind === 'role' && who.session !== '' && member.startsWith(`arn:aws:iam::${who.account}:role/`) && member.endsWith(`/${who.roleName}`)) return 'role';
  if (who.kind === 'federated' && member === who.arn.replace(':sts:', ':iam:').replace('federated-user', 'user')) return 'user';
  return undefined;
};
const strength: Match[] = ['session', 'user', 'role', 'federated', 'service', 'account', 'everyone'];
const members = (principal: PlainStatement['Principal']): [string, string][] =>
  typeof principal === 'string'
    ? [['AWS', principal]]
    : Object.entries(principal ?? {}).flatMap(([kind, names]) => list(names).map((name): [string, string] => [kind, name]));

/** Undefined: the statement is not about this caller. */
const principalOf = (statement: PlainStatement, who: Who, bounded: boolean): Match | undefined => {
  if (statement.NotPrincipal !== undefined) {
    if (statement.Effect === 'Deny' && bounded) return 'everyone';
    const listed = members(statement.NotPrincipal).map(([kind, member]) => memberMatch(kind, member, who));
    if (listed.some((one) => one !== undefined && one !== 'account')) return undefined;
    return listed.includes('account') && who.kind === 'root' ? undefined : 'everyone';
  }
  if (statement.Principal === undefined) return 'everyone';
  const found = members(statement.Principal).flatMap(([kind, member]) => memberMatch(kind, member, who) ?? []);
  return strength.find((one) => found.includes(one));
};

export const conditionHolds = (operator: string, key: string, wanted: string[], version: string | undefined, request: PlainRequest): boolean => {
  const who = whoIs(request.principal);
  let name = operator;
  let each: boolean | undefined;
  if (name.startsWith('ForAllValues:')) [each, name] = [true, name.slice(13)];
  else if (name.startsWith('ForAnyValue:')) [each, name] = [false, name.slice(12)];
  const ifExists = name.endsWith('IfExists');
  if (ifExists) name = name.slice(0, -8);
  const given = valueOf(request, who, key);
  if (name === 'Null') return wanted.some((one) => (one === 'true') === (given === undefined));
  const negated = name.includes('Not');
  const plain = name.replace('Not', '');
  const matches = (value: string): boolean =>
    wanted.some((want) => {
      const hasVariables = version === '2012-10-17' && /^(String|Arn|Bool)/.test(plain);
      switch (plain) {
        case 'StringEquals':
          return fits(expression(want, false, hasVariables, request, who), value);
        case 'StringEqualsIgnoreCase':
          return fits(expression(want, false, hasVariables, request, who)?.toLowerCase(), value.toLowerCase());
        case 'StringLike':
          return fits(expression(want, true, hasVariables, request, who), value);
        case 'ArnEquals':
        case 'ArnLike': {
          if (want === '*') return true;
          const [parts, has] = [want.split(':'), value.split(':')];
          if (parts.length < 6 || has.length < 6) return false;
          const six = (all: string[]): string[] => [...all.slice(0, 5), all.slice(5).join(':')];
          return six(parts).every((part, i) => fits(expression(part, true, hasVariables, request, who), six(has)[i]!));
        }
        case 'Bool':
          return value.toLowerCase() === want.toLowerCase();
        case 'IpAddress': {
          const number = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
          const [base = '', bits = '32'] = want.split('/');
          const size = 2 ** (32 - Number(bits));
          return /^[\d.]+$/.test(value) && Math.floor(number(value) / size) === Math.floor(number(base) / size);
        }
        default: {
          const read = (text: string): number => (plain.startsWith('Date') ? Date.parse(text) : text.trim() === '' ? Number.NaN : Number(text));
          const [left, right] = [read(value), read(want)];
          if (plain.endsWith('LessThan')) return left < right;
          if (plain.endsWith('LessThanEquals')) return left <= right;
          if (plain.endsWith('GreaterThan')) return left > right;
          if (plain.endsWith('GreaterThanEquals')) return left >= right;
          return left === right;
        }
      }
    });
  if (each === true) return given === undefined || given.every((value) => matches(value) !== negated);
  if (each === false) return given === undefined ? ifExists : given.some((value) => matches(value) !== negated);
  if (given === undefined) return ifExists || negated;
  return given.some(matches) !== negated;
};

interface Applies {
  effect: 'Allow' | 'Deny';
  by: Match;
}
/** The statements of a document that apply to the request. */
const applying = (document: PlainDocument, request: PlainRequest, who: Who, withPrincipals: boolean): Applies[] =>
  document.Statement.flatMap((statement): Applies[] => {
    const by = withPrincipals ? principalOf(statement, who, request.boundaries !== undefined) : 'everyone';
    if (by === undefined) return [];
    const actionFits = (patterns: string[]): boolean =>
      patterns.some((pattern) => fits(expression(pattern.toLowerCase(), true, false, request, who), request.action.toLowerCase()));
    if (statement.NotAction ? actionFits(list(statement.NotAction)) : !actionFits(list(statement.Action))) return [];
    const resources = (patterns: string[]): boolean => patterns.some((pattern) => resourceFits(pattern, document.Version, request, who));
    if (statement.NotResource ? resources(list(statement.NotResource)) : statement.Resource && !resources(list(statement.Resource))) return [];
    for (const [operator, keys] of Object.entries(statement.Condition ?? {}))
      for (const [key, values] of Object.entries(keys)) if (!conditionHolds(operator, key, list(values), document.Version, request)) return [];
    return [{ effect: statement.Effect, by }];
  });

/** Services of the tests' vocabulary that have resource control policies. */
const rcpServices = new Set(['s3', 'sqs', 'kms', 'sts']);

export const referenceDecision = (request: PlainRequest): PlainOutcome => {
  const who = whoIs(request.principal);
  const action = request.action.toLowerCase();
  const of = (documents: PlainDocument[] | undefined, withPrincipals: boolean): Applies[] =>
    (documents ?? []).flatMap((one) => applying(one, request, who, withPrincipals));
  const isAssume = action === 'sts:assumerole';
  if (isAssume && (who.kind === 'root' || who.kind === 'federated')) return 'implicit-deny';
  const hasAccount = who.account !== '';
  const identity = hasAccount ? of(request.identityPolicies, false) : [];
  const boundary = hasAccount && request.boundaries ? of(request.boundaries, false) : undefined;
  const session = hasAccount && request.sessionPolicy ? of([request.sessionPolicy], false) : undefined;
  const resource = of(request.resourcePolicy ? [request.resourcePolicy] : [], true);
  const scps = hasAccount ? (request.scps ?? []).map((level) => of(level, false)) : [];
  const rcps = rcpServices.has(action.split(':')[0]!) ? (request.rcps ?? []).map((level) => of(level, true)) : [];
  const endpoint = request.endpointPolicies ? of(request.endpointPolicies, true) : undefined;

  const everything = [identity, boundary ?? [], session ?? [], resource, ...scps, ...rcps, endpoint ?? []].flat();
  if (everything.some(({ effect }) => effect === 'Deny')) return 'explicit-deny';

  const allows = (layer: Applies[]): boolean => layer.some(({ effect }) => effect === 'Allow');
  if (!scps.every(allows)) return 'implicit-deny';
  const passes = (layer: Applies[]): boolean =>
    layer.some(({ effect, by }) => effect === 'Allow' && (by !== 'account' || who.kind === 'root' || !action.startsWith('s3:')));
  if (endpoint && !passes(endpoint)) return 'implicit-deny';

  const granted = (request.grants ?? []).flatMap((grant) =>
    action.startsWith('kms:') && grant.key === request.resource && grant.operations.includes(request.action.split(':')[1]!)
      ? (memberMatch('AWS', grant.grantee, who) ?? [])
      : [],
  );
  const given = [
    ...resource.filter(({ effect }) => effect === 'Allow').map(({ by }) => by),
    ...granted.map((by) => (by === 'account' ? by : ('grant' as const))),
  ];
  if (!hasAccount) return given.length > 0 ? 'allow' : 'implicit-deny';

  const inBoundary = boundary === undefined || allows(boundary);
  const inSession = session === undefined ? who.kind !== 'federated' : allows(session);
  const ownSide = (who.kind === 'root' || allows(identity)) && inBoundary && inSession;
  if (who.account !== request.resourceAccount) return ownSide && given.length > 0 ? 'allow' : 'implicit-deny';

  const direct = given.some((by) => {
    if (by === 'account') return who.kind === 'root';
    if (by === 'role') return inBoundary && inSession;
    if (by === 'user') return who.kind === 'user' || (inBoundary && inSession);
    return true;
  });
  if (direct) return 'allow';
  const needsPolicy = isAssume || action.startsWith('kms:');
  return ownSide && (!needsPolicy || given.includes('account')) ? 'allow' : 'implicit-deny';
};
