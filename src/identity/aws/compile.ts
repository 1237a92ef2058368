import { and, negate, or, type Truth } from '../residual.ts';
import { namedBy, type Caller, type Named } from './caller.ts';
import { conditionsTest, type ConditionTest } from './condition.ts';
import { notKnown, type Look } from './context.ts';
import { anyMatcher, arnParts, resourceMatcher, wildcardMatcher, wildcards } from './pattern.ts';
import type { Patterns, Policy, Statement } from './statement.ts';
import { filled, keysIn, pieces, widest } from './variables.ts';

/** A policy ready for questions. Compiled once; documents that several principals share are shared. */
export interface CompiledPolicy {
  readonly policy: Policy;
  readonly statements: readonly CompiledStatement[];
  /** The statements that speak, or may speak, of an action (lower case). Remembered. */
  on(action: string): readonly CompiledStatement[];
}

export interface CompiledStatement {
  readonly policy: Policy;
  readonly index: number;
  readonly source: Statement;
  /** Of an action in lower case. `undefined`: it may. */
  action(action: string): boolean | undefined;
  resource(resource: string, look: Look): Truth;
  /** It speaks of every resource there is. */
  readonly everywhere: boolean;
  /** Whether it speaks of a request does not depend on the resource. */
  readonly anyResource: boolean;
  /** May its Principal element name this caller? False is certain. */
  names(caller: Caller): boolean;
  readonly condition: ConditionTest | undefined;
  /** Its answer depends on the action and the resource alone. */
  readonly plain: boolean;
}

export const compile = (policy: Policy): CompiledPolicy => {
  const statements = policy.document.statements.map((one, i) => compileStatement(policy, one, i));
  const byAction = new Map<string, readonly CompiledStatement[]>();
  return {
    policy,
    statements,
    on(action) {
      const known = byAction.get(action);
      if (known) return known;
      const found = statements.filter((one) => one.action(action) !== false);
      byAction.set(action, found.length === 0 ? silent : found.length === statements.length ? statements : found);
      return found;
    },
  };
};
const silent: readonly CompiledStatement[] = [];

const compileStatement = (policy: Policy, source: Statement, index: number): CompiledStatement => {
  const { version } = policy.document;
  const resource = resourceTest(source.resources, version);
  const condition = conditionsTest(source.conditions, version);
  const everywhere = source.resources === undefined || (!source.resources.not && source.resources.list.includes('*'));
  const doubt: Truth | undefined = source.doubt === undefined ? undefined : { doubt: source.doubt };
  return {
    policy,
    index,
    source,
    action: actionTest(source.actions),
    resource: resource.test,
    everywhere,
    anyResource: everywhere && !source.conditions.some(({ key, values }) => aboutResource.test(key) || values.some((value) => aboutResource.test(value))),
    names: namesTest(source.principals),
    condition: doubt === undefined ? condition : condition ? (look) => and([doubt, condition(look)]) : () => doubt,
    plain: condition === undefined && doubt === undefined && !resource.variables && source.effect !== 'unknown',
  };
};

/** Keys, and variables, that say something of the resource. */
const aboutResource = /resourceaccount|resourcetag\//i;

/** A quick look at the members, before they are asked one by one. */
const namesTest = (principals: Patterns | undefined): CompiledStatement['names'] => {
  if (!principals || principals.not || principals.open !== undefined || principals.list.some((one) => one === '*' || one === 'AWS:*')) return () => true;
  const texts = new Set<string>();
  for (const member of principals.list) {
    const value = member.startsWith('AWS:') ? member.slice(4) : undefined;
    if (value === undefined) continue;
    const [, , , , account = value, rest = ''] = arnParts(value) ?? [];
    // An account stands by its number, a role by its number and name: sessions do not tell the path.
    if (rest === 'root' || rest === '') texts.add(account);
    else if (rest.startsWith('role/')) texts.add(`${account} ${rest.slice(rest.lastIndexOf('/') + 1)}`);
    else if (rest.startsWith('assumed-role/')) texts.add(`${account} ${rest.split('/')[1] ?? ''}`);
    else texts.add(value);
  }
  return (caller) => {
    if (caller.kind === 'user') return texts.has(caller.arn) || texts.has(caller.account);
    if (caller.kind === 'role') return texts.has(`${caller.account} ${caller.name}`) || texts.has(caller.account);
    return true;
  };
};

/** Does the statement speak of this request? Its principals are asked apart. */
export const statementTruth = (statement: CompiledStatement, action: string, resource: string, look: Look): Truth => {
  const acts = statement.action(action);
  if (acts === false) return false;
  const touches = statement.resource(resource, look);
  if (touches === false) return false;
  const holds = statement.condition ? statement.condition(look) : true;
  if (holds === false) return false;
  return acts === undefined || touches !== true || holds !== true ? and([acts ?? { doubt: statement.source.actions.open ?? '' }, touches, holds]) : true;
};

const actionTest = ({ not, list, open }: Patterns): CompiledStatement['action'] => {
  const matches = anyMatcher(
    list.map((pattern) => wildcards(pattern.toLowerCase() === '*:*' ? '*' : pattern.toLowerCase())),
    wildcardMatcher,
  );
  if (open === undefined) return not ? (action) => !matches(action) : matches;
  // An action that is not among the known members may be among the others.
  return (action) => (matches(action) ? !not : undefined);
};

interface ResourceTest {
  readonly variables: boolean;
  test(resource: string, look: Look): Truth;
}

const resourceTest = (resources: Patterns | undefined, version: string): ResourceTest => {
  if (!resources) return { variables: false, test: () => true };
  const { not, list, open } = resources;
  const read = list.map((pattern) => patternOf(pattern, version));
  const matches = anyMatcher(
    read.filter((one) => typeof one === 'string'),
    resourceMatcher,
  );
  const tests = read.filter((one) => typeof one === 'function');
  if (open === undefined && tests.length === 0) return { variables: false, test: not ? (resource) => !matches(resource) : matches };
  return {
    variables: tests.length > 0,
    test: (resource, look) => {
      if (matches(resource)) return !not;
      let left: Truth = false;
      for (const test of tests) {
        const found = test(resource, look);
        if (found === true) return !not;
        if (found !== false) left = left === false ? found : or([left, found]);
      }
      if (open !== undefined) left = left === false ? { doubt: open } : or([left, { doubt: open }]);
      return not ? negate(left) : left;
    },
  };
};

/** A pattern with its wildcards as signs of their own; if it has variables, a test. */
const patternOf = (pattern: string, version: string): string | ResourceTest['test'] => {
  // Variables stand only after the fifth colon.
  const parts = version !== '2008-10-17' && pattern.includes('${') ? pieces(pattern, true) : undefined;
  if (!parts) return wildcards(pattern);
  const keys = keysIn(parts);
  if (keys.length === 0) return widest(parts);
  if (beforeFifthColon(pattern)) return () => false;
  const could = resourceMatcher(widest(parts));
  return (resource, look) => {
    if (!could(resource)) return false;
    const text = filled(parts, look);
    // A variable without a value: the pattern matches nothing.
    if (text === null) return false;
    if (text === notKnown) return { key: keys.join(' '), operator: 'ResourceMatches', values: [pattern, resource] };
    return resourceMatcher(text)(resource);
  };
};
const beforeFifthColon = (pattern: string): boolean => pattern.slice(0, pattern.indexOf('${')).split(':').length <= 5 && pattern.startsWith('arn:');

/** How a Principal or NotPrincipal element takes in the caller. */
export interface PrincipalMatch {
  /** By what it names the caller: the closest. Undefined: it does not. */
  readonly by: Named | undefined;
  /** Left over: the session's name, or members that nobody knows. */
  readonly if: Truth;
}
const noMatch: PrincipalMatch = { by: undefined, if: false };
const order: readonly Named[] = ['session', 'user', 'role', 'federated-user', 'service', 'federated', 'account', 'everyone'];

/** `bounded`: the caller has a permissions boundary, which a NotPrincipal with Deny always catches. */
export const principalMatch = ({ principals, effect }: Statement, caller: Caller, bounded: boolean): PrincipalMatch => {
  if (!principals) return { by: 'everyone', if: true };
  return principals.not ? notPrincipal(principals, effect, caller, bounded) : principal(principals, caller);
};

const principal = ({ list, open }: Patterns, caller: Caller): PrincipalMatch => {
  let best: Named | undefined;
  let session: string | undefined;
  for (const member of list) {
    const by = namedBy(member, caller);
    if (by === 'session?') session = member.slice(member.lastIndexOf('/') + 1);
    else if (by !== undefined && (best === undefined || order.indexOf(by) < order.indexOf(best))) best = by;
  }
  if (best !== undefined) return { by: best, if: true };
  if (session !== undefined) return { by: 'session', if: { key: 'sts:RoleSessionName', operator: 'StringEquals', values: [session] } };
  return open === undefined ? noMatch : { by: 'everyone', if: { doubt: open } };
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
const notPrincipal = ({ list, open }: Patterns, effect: Statement['effect'], caller: Caller, bounded: boolean): PrincipalMatch => {
  if (effect === 'Deny' && bounded) return { by: 'everyone', if: true };
  const named = list.map((member) => namedBy(member, caller));
  if (open !== undefined) return { by: 'everyone', if: { doubt: open } };
  if (named.some((by) => by !== undefined && by !== 'account' && by !== 'session?')) return noMatch;
  if (named.includes('account')) {
    if (caller.kind === 'root') return noMatch;
    // With others of it listed, the account is there for their sake ("all principals except the user Bob"). Alone, the documents do not say whom it exempts.
    const others = 'account' in caller && list.some((member) => new RegExp(`^AWS:arn:[^:]*:(iam|sts)::${caller.account}:(?!root$)`).test(member));
    return { by: 'everyone', if: others || { doubt: 'NotPrincipal names only the account' } };
  }
  if (named.includes('session?')) return { by: 'everyone', if: { doubt: 'NotPrincipal names one session' } };
  return { by: 'everyone', if: true };
};
