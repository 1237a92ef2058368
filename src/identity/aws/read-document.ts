import type { Written } from '../identity.ts';
import { conditionProblem } from './condition.ts';
import type { Condition, Patterns, PolicyDocument, PolicyKind, Statement } from './statement.ts';

/** Told of what is wrong in a document: at which statement, and what, in the document's own words. */
export type Report = (problem: string, statement: number | undefined) => void;

/** Documents longer than that are not read: the provider's own limit is far below. */
const mostCharacters = 2_000_000;
const mostStatements = 5000;

/**
 * A plain policy document: an object, or its text (also percent-encoded, as some APIs give it). What is wrong makes its statement unknown, never an Allow
 * or a Deny; the rest is kept. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const readDocument = (data: unknown, kind: PolicyKind, report: Report, at?: Written): PolicyDocument => {
  if (data === undefined || data === null) {
    report('there is no document', undefined);
    return doubtfulDocument('a document that is missing', at);
  }
  const given = typeof data === 'string' ? parsed(data, report) : data;
  if (given === undefined) return doubtfulDocument('a document that is not JSON', at);
  if (!isObject(given)) {
    report('the document is not an object', undefined);
    return doubtfulDocument('a document that is not an object', at);
  }
  const fields = withoutCase(given);
  const version = fields['version'] === undefined ? '2008-10-17' : String(fields['version']);
  if (version !== '2008-10-17' && version !== '2012-10-17') {
    report(`unknown Version "${version}"`, undefined);
    return doubtfulDocument(`Version ${version}`, at);
  }
  if (fields['statement'] === undefined) {
    report('the document has no Statement', undefined);
    return doubtfulDocument('a document without Statement', at);
  }
  const statements = listOf(fields['statement']);
  if (statements.length > mostStatements) {
    report(`more than ${mostStatements} statements`, undefined);
    return doubtfulDocument(`more than ${mostStatements} statements`, at);
  }
  for (const name of Object.keys(given)) if (!/^(version|id|statement)$/i.test(name)) report(`unknown element ${name}`, undefined);
  const list = Array.isArray(fields['statement']);
  const read = statements.map((one, i) => readStatement(one, kind, (problem) => report(problem, i), pointed(at, i, list)));
  const sids = new Set<string>();
  read.forEach(({ sid }, i) => {
    if (sid !== undefined && sids.has(sid)) report(`the Sid ${sid} occurs twice`, i);
    if (sid !== undefined) sids.add(sid);
  });
  return { version, statements: read };
};

/** A document of which nothing is known: it may allow or deny anything. */
export const doubtfulDocument = (doubt: string, at: Written | undefined): PolicyDocument => ({
  version: '2012-10-17',
  statements: [{ sid: undefined, effect: 'unknown', actions: everything, resources: undefined, principals: undefined, conditions: [], doubt, at }],
});

const everything: Patterns = { not: false, list: ['*'], open: undefined };
const isObject = (data: unknown): data is Readonly<Record<string, unknown>> => typeof data === 'object' && data !== null && !Array.isArray(data);
const listOf = (data: unknown): readonly unknown[] => (data === undefined ? [] : Array.isArray(data) ? (data as readonly unknown[]) : [data]);
/** The names of the elements are read without case, as the provider does. */
const withoutCase = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const lowered: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) if (name !== '__proto__') lowered[name.toLowerCase()] = fields[name];
  return lowered;
};
const pointed = (at: Written | undefined, i: number, list: boolean): Written | undefined =>
  at?.pointer === undefined ? at : { ...at, pointer: `${at.pointer}/Statement${list ? `/${i}` : ''}` };

const parsed = (text: string, report: Report): unknown => {
  if (text.length > mostCharacters) {
    report(`a document of ${text.length} characters`, undefined);
    return undefined;
  }
  try {
    return JSON.parse(text.trimStart().startsWith('%') ? decodeURIComponent(text.replaceAll('+', '%20')) : text);
  } catch {
    report('the document is not JSON', undefined);
    return undefined;
  }
};

const known = new Set(['sid', 'effect', 'action', 'notaction', 'resource', 'notresource', 'principal', 'notprincipal', 'condition']);

const readStatement = (data: unknown, kind: PolicyKind, report: (problem: string) => void, at: Written | undefined): Statement => {
  let doubt: string | undefined;
  const wrong = (problem: string): void => {
    doubt ??= problem;
    report(problem);
  };
  if (!isObject(data)) {
    wrong('a statement that is not an object');
    return { sid: undefined, effect: 'unknown', actions: everything, resources: undefined, principals: undefined, conditions: [], doubt, at };
  }
  const fields = withoutCase(data);
  if (Object.keys(fields).length < Object.keys(data).length) wrong('an element that is there twice');
  for (const name of Object.keys(data)) if (!known.has(name.toLowerCase())) wrong(`unknown element ${name}`);
  // It decides nothing, so its type is only told.
  if (fields['sid'] !== undefined && typeof fields['sid'] !== 'string') report('a Sid that is not a text');
  const { effect } = fields;
  if (effect !== 'Allow' && effect !== 'Deny') wrong(effect === undefined ? 'no Effect' : `unknown Effect ${JSON.stringify(effect)}`);
  const actions = either(fields, 'action', wrong, true) ?? everything;
  const vendorless = actions.list.find((one) => !/^\*+$/.test(one) && !one.includes(':'));
  if (vendorless !== undefined) wrong(`the action ${JSON.stringify(vendorless)} names no service`);
  // Policies of roles and of some services (Amazon ECR) have no Resource.
  const resources = either(fields, 'resource', wrong, kind !== 'trust' && kind !== 'resource');
  const principals = principalsOf(fields, wrong, kind);
  if (kind === 'rcp' && (fields['notaction'] !== undefined || fields['notprincipal'] !== undefined))
    wrong('NotAction and NotPrincipal are not allowed in a resource control policy');
  if (kind === 'rcp' && principals && !principals.list.every(isEveryone)) wrong('the Principal of a resource control policy is always *');
  if (kind === 'trust' && fields['notprincipal'] !== undefined) wrong('NotPrincipal is not allowed in a trust policy');
  const conditions = conditionsOf(fields['condition'], wrong);
  return {
    sid: typeof fields['sid'] === 'string' && fields['sid'] !== '' ? fields['sid'] : undefined,
    effect: effect === 'Allow' || effect === 'Deny' ? effect : 'unknown',
    actions,
    resources,
    principals,
    conditions,
    doubt,
    at,
  };
};

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
const either = (fields: Readonly<Record<string, unknown>>, name: string, wrong: (problem: string) => void, needed: boolean): Patterns | undefined => {
  const plain = fields[name];
  const not = fields[`not${name}`];
  const written = name === 'action' ? 'Action' : 'Resource';
  if (plain !== undefined && not !== undefined) wrong(`both ${written} and Not${written}`);
  const data = plain ?? not;
  if (data === undefined) {
    if (needed) wrong(`no ${written}`);
    return undefined;
  }
  let open: string | undefined;
  const list = texts(data, (bad) => wrong((open = `${written} holds ${bad}`)));
  // An empty list would be everything for `Not...`: the provider refuses it.
  if (list.length === 0) wrong((open ??= `${written} is empty`));
  return { not: plain === undefined, list, open };
};

const isEveryone = (member: string): boolean => member === '*' || member === 'AWS:*';

/** The kinds of members, and what each may look like. Names of entities that were deleted stand there as their unique ids. */
const kinds: ReadonlyMap<string, RegExp> = new Map([
  ['AWS', /^(\*|\d{12}|arn:.*|A[A-Z0-9]{11,})$/],
  ['Service', /^(\*|[a-z0-9.-]+\.[a-z0-9.-]+)$/i],
  ['Federated', /./],
  ['CanonicalUser', /./],
]);

const principalsOf = (fields: Readonly<Record<string, unknown>>, wrong: (problem: string) => void, kind: PolicyKind): Patterns | undefined => {
  const { principal, notprincipal } = fields;
  const needed = kind === 'resource' || kind === 'trust' || kind === 'rcp' || kind === 'endpoint';
  const data = principal ?? notprincipal;
  if (data === undefined) {
    if (needed) wrong('no Principal');
    return undefined;
  }
  if (!needed) wrong('a Principal in a policy of an identity');
  if (principal !== undefined && notprincipal !== undefined) wrong('both Principal and NotPrincipal');
  const not = principal === undefined;
  if (typeof data === 'string') {
    const open = data === '*' ? undefined : `a Principal ${JSON.stringify(data)}`;
    if (open) wrong(open);
    return { not, list: [data], open };
  }
  if (!isObject(data)) {
    wrong('a Principal of the wrong type');
    return { not, list: [], open: 'a Principal of the wrong type' };
  }
  let open: string | undefined;
  const list = Object.entries(data).flatMap(([name, members]) => {
    const shape = kinds.get(name);
    if (!shape) wrong((open = `a Principal of the kind ${name}`));
    const named = texts(members, (bad) => wrong((open = `Principal holds ${bad}`)));
    for (const member of named) if (shape && !shape.test(member)) wrong((open = `Principal ${name} holds ${JSON.stringify(member)}`));
    return named.map((member) => `${name}:${member}`);
  });
  if (list.length === 0) wrong((open ??= 'Principal is empty'));
  return { not, list, open };
};

const conditionsOf = (data: unknown, wrong: (problem: string) => void): Condition[] => {
  if (data === undefined) return [];
  if (!isObject(data)) {
    wrong('a Condition that is not an object');
    return [];
  }
  return Object.entries(data).flatMap(([operator, tests]): Condition[] => {
    if (!isObject(tests)) {
      wrong(`${operator} is not an object`);
      return [];
    }
    return Object.entries(tests).map(([key, values]) => {
      const condition: Condition = { operator, key, values: texts(values, (bad) => wrong(`${operator} holds ${bad}`), true), open: undefined };
      const problem = conditionProblem(condition);
      if (problem) wrong(problem);
      return condition;
    });
  });
};

/** One text or a list of texts; in conditions numbers and booleans are texts too. */
const texts = (data: unknown, wrong: (bad: string) => void, scalars = false): string[] =>
  listOf(data).flatMap((one) => {
    if (typeof one === 'string') return [one];
    if (scalars && (typeof one === 'number' || typeof one === 'boolean')) return [String(one)];
    wrong(one === null ? 'null' : `a ${Array.isArray(one) ? 'list' : typeof one}`);
    return [];
  });
