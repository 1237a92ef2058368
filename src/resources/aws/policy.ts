import { absent, type Origin, type Place } from '#core/origin';
import {
  any,
  both,
  isAbsent,
  isFields,
  isList,
  known,
  map,
  targetText,
  unknown,
  type Data,
  type Fact,
  type Reference,
  type Target,
  type Unknown,
  type Value,
} from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Audience, Facets, Statement, StatementCondition } from '../facets.ts';
import { gathered, text } from '../property.ts';

/**
 * The statements of a policy document, whether it is a structure (jsonencode, aws_iam_policy_document) or a text. What cannot be read is a statement
 * of which nothing is known, so that nobody takes it for harmless.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export const statementsOf = (policy: Value): Statement[] => {
  if (isAbsent(policy)) return [];
  if (policy.document) return statementsOf(policy.document);
  if (policy.is === 'unknown') {
    const parsed = policy.parts && fromJson(policy.parts, policy.origin);
    return parsed?.is === 'known' && isFields(parsed.value) ? statementsOf(parsed) : [doubtfulStatement(policy)];
  }
  if (policy.is === 'reference') {
    const parsed = fromJson(policy.parts, policy.origin);
    return parsed?.is === 'known' && isFields(parsed.value)
      ? statementsOf(parsed)
      : [doubtfulStatement(unknown('after-apply', targetText(policy), policy.origin))];
  }
  if (typeof policy.value === 'string') {
    if (policy.value.trim() === '') return [];
    const parsed = fromJson([policy.value], policy.origin);
    return parsed?.is === 'known' && isFields(parsed.value) ? statementsOf(parsed) : [doubtfulStatement(unknown('unexpected-type', 'policy', policy.origin))];
  }
  if (!isFields(policy.value)) return [doubtfulStatement(unknown('unexpected-type', 'policy', policy.origin))];
  const statements = policy.value['Statement'];
  return statements === undefined ? [] : listOf(statements).map(statement);
};

export const doubtfulStatement = (why: Unknown<unknown>): Statement => {
  const doubt = [unknown(why.why.code, why.why.about, why.origin)];
  return {
    effect: unknown(why.why.code, why.why.about, why.origin),
    actions: doubt,
    notActions: [],
    resources: doubt,
    notResources: [],
    principals: doubt,
    notPrincipals: [],
    conditions: [],
    origin: why.origin,
    sid: undefined,
  };
};

const statement = (value: Value): Statement => {
  if (value.is !== 'known') return doubtfulStatement(value.is === 'unknown' ? value : unknown('after-apply', targetText(value), value.origin));
  if (!isFields(value.value)) return doubtfulStatement(unknown('unexpected-type', 'Statement', value.origin));
  const { Effect, Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition, Sid } = value.value;
  return {
    effect: effect(Effect, value.origin),
    actions: texts(Action),
    notActions: texts(NotAction),
    resources: texts(Resource, namedText),
    notResources: texts(NotResource, namedText),
    principals: principals(Principal),
    notPrincipals: principals(NotPrincipal),
    conditions: conditions(Condition),
    origin: value.origin,
    sid: Sid?.is === 'known' && typeof Sid.value === 'string' ? Sid.value : undefined,
  };
};

const effect = (value: Value | undefined, origin: Origin): Statement['effect'] => {
  if (value?.is === 'known')
    return value.value === 'Allow' || value.value === 'Deny'
      ? known(value.value, value.origin, value.assumed)
      : unknown('unexpected-type', 'Effect', value.origin);
  return unknown('after-apply', 'Effect', value?.origin ?? origin);
};

/** A text or a list of texts, each on its own. */
const texts = (value: Value | undefined, read: (value: Value) => Fact<string> = textOf): Fact<string>[] => (value === undefined ? [] : listOf(value).map(read));

/** What names somebody or something: a part that is not known does not make a wildcard of it, as long as another part is written. */
const namedText = (value: Value): Fact<string> =>
  value.is === 'unknown' && value.parts?.some((part) => typeof part === 'string' && /[^*]/.test(part))
    ? known(rendered(value.parts), value.origin)
    : textOf(value);

/** A text in which what the provider fills in stands as `${address.attribute}`. */
export const textOf = (value: Value): Fact<string> => {
  if (value.is === 'unknown') return { is: 'unknown', why: value.why, origin: value.origin };
  if (value.is === 'reference') return known(rendered(value.parts), value.origin);
  return typeof value.value === 'object' ? unknown('unexpected-type', 'policy', value.origin) : known(String(value.value), value.origin, value.assumed);
};
const rendered = (parts: Reference['parts']): string =>
  parts.map((part) => (typeof part === 'string' ? part : `\${${part.address}${part.attribute ? `.${part.attribute}` : ''}}`)).join('');

const principals = (value: Value | undefined): Fact<string>[] => {
  if (value === undefined) return [];
  if (value.is !== 'known' || !isFields(value.value)) return listOf(value).map(namedText);
  return Object.entries(value.value).flatMap(([kind, members]) => texts(members, namedText).map((member) => map(member, (text) => `${kind}:${text}`)));
};

const conditions = (value: Value | undefined): StatementCondition[] => {
  if (value === undefined || (value.is === 'known' && value.value === null)) return [];
  // A condition that is not known may limit as well as not: nobody can say.
  if (value.is !== 'known' || !isFields(value.value)) return [{ operator: '?', key: '?', values: [unknown('after-apply', 'Condition', value.origin)] }];
  return Object.entries(value.value).flatMap(([operator, tests]) =>
    tests.is === 'known' && isFields(tests.value)
      ? Object.entries(tests.value).map(([key, values]) => ({ operator, key: key.toLowerCase(), values: texts(values, namedText) }))
      : [{ operator, key: '?', values: [unknown('after-apply', 'Condition', tests.origin)] }],
  );
};

const listOf = (value: Value): readonly Value[] =>
  value.is === 'known' && isList(value.value) ? value.value : value.is === 'known' && value.value === null ? [] : [value];

/** The statements of policies that are blocks of their own, by kind of block and the attribute that holds the document. */
export const policies = (attributeOf: Readonly<Record<string, string>>) =>
  gathered<Statement>(
    ({ type, attributes }: EvaluatedBlock) => {
      const document = attributes[attributeOf[type] ?? ''];
      return document ? statementsOf(document) : [];
    },
    (why) => doubtfulStatement(why),
  );

/** A permission that is no document: one principal may do one thing, under conditions of which those without a value do not count. */
interface Permission {
  readonly principal: Value | undefined;
  readonly action: Value | undefined;
  /** The action that is meant if none is written. */
  readonly otherwise: string;
  readonly conditions: readonly (readonly [operator: string, key: string, value: Value | undefined])[];
  readonly place: Place;
}
export const permission = ({ principal, action, otherwise, conditions: limits, place }: Permission): Statement => ({
  effect: known('Allow', place),
  actions: [action ? textOf(action) : known(otherwise, place)],
  notActions: [],
  resources: [known('*', place)],
  notResources: [],
  principals: [
    map(principal ? text().read(principal) : unknown('absent-undecided', 'principal', place), (name) =>
      name === '*' ? '*' : name.endsWith('.amazonaws.com') ? `Service:${name}` : `AWS:${name}`,
    ),
  ],
  notPrincipals: [],
  conditions: limits.flatMap(([operator, key, value]) =>
    value === undefined || (value.is === 'known' && value.value === null) ? [] : [{ operator, key, values: [text().read(value)] }],
  ),
  origin: place,
  sid: undefined,
});

/** The facet of a resource that has a policy; undefined without one. `closed`: something else keeps out whom the policy does not name. */
export const resourcePolicy = (
  what: Facets['resourcePolicy']['what'],
  statements: readonly Statement[],
  closed: Fact<boolean> = known(false, absent),
): Facets['resourcePolicy'] | undefined => {
  if (statements.length === 0) return undefined;
  const admits = admitted(statements);
  const outside = admits.is === 'known' && admits.value === 'nobody';
  if (outside || (closed.is === 'known' && !closed.value)) return { what, admits, statements };
  return { what, admits: closed.is === 'known' ? known('nobody', closed.origin, closed.assumed) : both(admits, closed, (who) => who), statements };
};

/** Who is admitted by a resource policy without being named: the widest of its statements, less what a Deny to everybody takes away (EFF-3, EFF-4). */
export const admitted = (statements: readonly Statement[]): Fact<Audience> => {
  const denials = statements.filter((one) => deniesAllOutside(one));
  const left = statements.filter((one) => !denials.some((denial) => takesAway(denial, one)));
  const [cut] = denials;
  const open = any(left.map((one) => opensToAll(one)));
  return cut && left.length < statements.length && open.is === 'known' && !open.value
    ? known('nobody', cut.origin)
    : map(open, (yes): Audience => (yes ? 'everyone' : 'nobody'));
};

/** Does the statement allow everybody? Known and false if its conditions pin who or where. */
export const opensToAll = ({ effect: decision, principals: who, notPrincipals, conditions: limits, origin }: Statement): Fact<boolean> => {
  if (decision.is === 'known' && decision.value === 'Deny') return known(false, origin);
  const everyone: Fact<boolean> = notPrincipals.length > 0 ? known(true, origin) : any(who.map((one) => map(one, isEveryone)));
  if (everyone.is === 'known' && !everyone.value) return known(false, origin, everyone.assumed);
  const pinned = any(limits.map(pins));
  if (pinned.is === 'known' && pinned.value) return known(false, origin, pinned.assumed);
  // The statement as a whole is what a step takes away.
  const decided = both(
    both(everyone, pinned, (all, limited) => all && !limited),
    decision,
    (yes) => yes,
  );
  return decided.is === 'known' ? known(decided.value, origin, decided.assumed) : decided;
};

export const isEveryone = (principal: string): boolean =>
  principal === '*' || principal === 'AWS:*' || principal === 'CanonicalUser:*' || principal === 'Federated:*';

// Not among them: what anybody can give themselves, such as a tag, a user name, or an address inside their own VPC.
const pinning = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalserviceorgid',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceip',
  'aws:userid',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  'kms:calleraccount',
  'sns:endpoint',
  'lambda:eventsourcetoken',
  'lambda:functionurlauthtype',
  'ec2:sourceinstancearn',
  'elasticfilesystem:accesspointarn',
]);

/** Does the condition tie the request to fixed principals, organisations, accounts, sources or narrow addresses? Lambda's own URL type is not such a tie. */
const pins = ({ operator, key, values }: StatementCondition): Fact<boolean> => {
  const [name = ''] = operator.toLowerCase().split(':').slice(-1);
  if (operator === '?') return values[0]?.is === 'unknown' ? unknown(values[0].why.code, values[0].why.about, values[0].origin) : known(false, absent);
  // Only from inside the network of a mount target. https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html
  if (name === 'bool' && key === 'elasticfilesystem:accessedviamounttarget') return any(values.map((value) => map(value, (text) => text === 'true')));
  if (name.endsWith('ifexists') || name.includes('not') || operator.toLowerCase().startsWith('forallvalues:') || name === 'null' || name === 'bool')
    return known(false, absent);
  if (!pinning.has(key.split('/')[0] ?? key) || key === 'lambda:functionurlauthtype') return known(false, absent);
  if (values.length === 0) return known(false, absent);
  // All values must be narrow: one wildcard opens it.
  const wide = any(values.map((value) => map(value, key.endsWith('sourceip') ? isWideAddress : isWildcard)));
  return map(wide, (open) => !open);
};

const isWildcard = (value: string): boolean => /^[*?:]*$/.test(value) || /^arn:[^:]*:[^:]*:[*]?:[*]:/.test(value) || value === 'arn:aws:*';
/** Wider than /8 (IPv4) or /16 (IPv6) is no limit worth the name. */
const isWideAddress = (cidr: string): boolean => {
  const [address = '', bits] = cidr.split('/');
  return bits !== undefined && Number(bits) < (address.includes(':') ? 16 : 8);
};

/** A Deny to everybody (but those who are named), always or unless the request comes from a fixed place. */
const deniesAllOutside = ({ effect: decision, principals: who, notPrincipals, conditions: limits }: Statement): boolean =>
  decision.is === 'known' &&
  decision.value === 'Deny' &&
  (notPrincipals.length > 0
    ? notPrincipals.every((one) => one.is === 'known' && !isEveryone(one.value))
    : who.some((one) => one.is === 'known' && isEveryone(one.value))) &&
  limits.every(
    ({ operator, key, values }) =>
      /not(equals|like|ipaddress)|^notipaddress/i.test(operator.replace(/^.*:/, '')) &&
      !/ifexists$/i.test(operator) &&
      pinning.has(key.split('/')[0] ?? key) &&
      values.length > 0,
  );

/** Everything that the one allows the other denies. */
const takesAway = (denial: Statement, { effect: decision, actions, notActions, resources }: Statement): boolean => {
  if (decision.is !== 'known' || decision.value !== 'Allow' || denial.notActions.length > 0 || denial.notResources.length > 0) return false;
  const all = (texts: readonly Fact<string>[], by: readonly Fact<string>[], ends: RegExp): boolean =>
    by.some((one) => one.is === 'known' && ends.test(one.value)) ||
    texts.every((one) => one.is === 'known' && by.some((pattern) => pattern.is === 'known' && includes(pattern.value, one.value)));
  return (
    (notActions.length > 0 ? all([known('*', absent)], denial.actions, allActions) : all(actions, denial.actions, allActions)) &&
    // A resource policy is about its own resource: to deny all that is in it is to deny it.
    (denial.resources.length === 0 || all(resources, denial.resources, /^\*$|\/\*$/))
  );
};
const allActions = /^(\*|[a-z0-9-]+:\*)$/i;

/** Whether a pattern with `*` and `?` includes a text (or a narrower pattern); capitals do not matter. Linear in both, whatever the pattern. */
export const includes = (pattern: string, text: string): boolean => {
  const [p, t] = [pattern.toLowerCase(), text.toLowerCase()];
  let [i, j, star, mark] = [0, 0, -1, 0];
  while (j < t.length) {
    if (i < p.length && p[i] === '*') [star, mark, i] = [i, j, i + 1];
    else if (i < p.length && (p[i] === '?' || p[i] === t[j])) [i, j] = [i + 1, j + 1];
    else if (star >= 0) [i, mark, j] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(p.slice(i));
};

/** A JSON text, of which the provider may have to fill in parts, as a value. Undefined if it is no JSON. */
export const fromJson = (parts: readonly (string | Target)[], origin: Origin): Value | undefined => {
  const targets: Target[] = [];
  const source = parts.map((part) => (typeof part === 'string' ? part.replace(/[\uE000\uE001]/g, '') : `\uE000${targets.push(part) - 1}\uE001`)).join('');
  // A target outside quotes stands for a whole value.
  const quoted = quoteTargets(source);
  try {
    return fromData(JSON.parse(quoted), targets, origin, 0);
  } catch {
    return undefined;
  }
};

const fromData = (data: unknown, targets: readonly Target[], origin: Origin, depth: number): Value => {
  if (depth > 60) return unknown('too-large', 'policy', origin);
  if (typeof data === 'string') return withTargets(data, targets, origin);
  if (typeof data === 'number' || typeof data === 'boolean' || data === null) return known<Data>(data, origin);
  if (Array.isArray(data))
    return known<Data>(
      data.map((item: unknown) => fromData(item, targets, origin, depth + 1)),
      origin,
    );
  if (typeof data === 'object')
    return known<Data>(Object.fromEntries(Object.entries(data).map(([name, item]) => [name, fromData(item, targets, origin, depth + 1)])), origin);
  return unknown('unexpected-type', typeof data, origin);
};

const withTargets = (text: string, targets: readonly Target[], origin: Origin): Value => {
  if (!text.includes('\uE000')) return known<Data>(text, origin);
  const parts = text.split(/\uE000(\d+)\uE001/).map((part, i) => (i % 2 === 0 ? part : targets[Number(part)]));
  const whole = parts.filter((part): part is string | Target => part !== undefined && part !== '');
  const hole = whole.find((part) => typeof part !== 'string' && part.hole);
  return typeof hole === 'object' && hole.hole && whole.every((part) => typeof part === 'string' || part.hole)
    ? { is: 'unknown', why: hole.hole, parts: whole, origin }
    : { is: 'reference', parts: whole, origin };
};

const quoteTargets = (source: string): string => {
  if (!source.includes('\uE000')) return source;
  let made = '';
  let inside = false;
  for (let i = 0; i < source.length; i++) {
    const sign = source[i] ?? '';
    if (sign === '\\' && inside) made += sign + (source[++i] ?? '');
    else if (sign === '"') {
      inside = !inside;
      made += sign;
    } else if (sign === '\uE000' && !inside) made += `"${sign}`;
    else if (sign === '\uE001' && !inside) made += `${sign}"`;
    else made += sign;
  }
  return made;
};
