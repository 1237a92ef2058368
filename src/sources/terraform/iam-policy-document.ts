import { EvaluationFailure, deepUnknown, marked, object, partial, str, stringType, tuple, unknownVal, withPlace } from './make.ts';
import { decodeJson, encodeJsonParts } from './functions/json.ts';
import type { Val } from './value.ts';

type Body = ReadonlyMap<string, Val>;

/**
 * The `json` of a data source aws_iam_policy_document, computed as the provider does (facts measured with provider 5.100): source documents, own
 * statements, override documents; an equal Sid replaces at its place. Every part keeps its place, so that a statement is found where it is written.
 */
export const policyDocument = (body: Body): Val => {
  const version = textOf(body.get('version')) ?? '2012-10-17';
  const statements: Val[] = [];
  const add = (statement: Val, replaces: boolean): void => {
    const sid = sidOf(statement);
    const at = sid === undefined || !replaces ? -1 : statements.findIndex((one) => sidOf(one) === sid);
    if (at >= 0) statements[at] = statement;
    else statements.push(statement);
  };
  for (const source of [...listOf(body.get('source_json')), ...listOf(body.get('source_policy_documents'))])
    for (const one of statementsOf(source)) add(one, false);
  for (const block of listOf(body.get('statement'))) add(statement(block, version), true);
  for (const over of [...listOf(body.get('override_json')), ...listOf(body.get('override_policy_documents'))])
    for (const one of statementsOf(over)) add(one, true);

  const entries = new Map<string, Val>([['Version', str(version)]]);
  const id = body.get('policy_id');
  if (id && id.kind !== 'null') entries.set('Id', id);
  if (statements.length > 0) entries.set('Statement', tuple(statements));
  const document = object(entries);
  const open = deepUnknown(document);
  const parts = encodeJsonParts(document);
  if (!open) return str(parts?.map((part) => (typeof part === 'string' ? part : '')).join('') ?? '', document);
  return parts ? partial(parts, open.why, document) : unknownVal(open.why, stringType, { notNull: true, document });
};

const statement = (block: Val, version: string): Val => {
  if (block.kind === 'unknown') return block;
  if (!('entries' in block)) throw new EvaluationFailure('A statement must be a block.', 'statement はブロックでなければなりません。');
  const entries = new Map<string, Val>();
  const get = (name: string): Val | undefined => {
    const val = block.entries.get(name);
    return val === undefined || val.kind === 'null' ? undefined : val;
  };
  const sid = get('sid');
  if (sid && !(sid.kind === 'string' && sid.value === '')) entries.set('Sid', sid);
  entries.set('Effect', get('effect') ?? str('Allow'));
  for (const [name, key] of [
    ['actions', 'Action'],
    ['not_actions', 'NotAction'],
    ['resources', 'Resource'],
    ['not_resources', 'NotResource'],
  ] as const) {
    const list = get(name);
    if (list && !('items' in list && list.items.length === 0)) entries.set(key, collapse(variables(list, version)));
  }
  for (const [name, key] of [
    ['principals', 'Principal'],
    ['not_principals', 'NotPrincipal'],
  ] as const) {
    const members = listOf(get(name));
    if (members.length > 0) entries.set(key, principals(members, version));
  }
  const conditions = listOf(get('condition'));
  if (conditions.length > 0) entries.set('Condition', conditionsOf(conditions, version));
  const made = object(entries);
  return block.place ? withPlace(made, block.place) : made;
};

const principals = (members: readonly Val[], version: string): Val => {
  const byKind = new Map<string, Val[]>();
  for (const member of members) {
    if (!('entries' in member)) return member;
    const kind = member.entries.get('type');
    const identifiers = member.entries.get('identifiers');
    if (kind?.kind !== 'string' || !identifiers)
      return kind && kind.kind === 'unknown' ? kind : unknownVal({ code: 'depends-on-unknown', about: 'principals' });
    const listed = 'items' in identifiers ? variables(identifiers, version) : identifiers;
    byKind.set(kind.value, [...(byKind.get(kind.value) ?? []), ...('items' in listed ? listed.items : [listed])]);
  }
  const star = byKind.get('*');
  if (byKind.size === 1 && star?.length === 1 && star[0]?.kind === 'string' && star[0].value === '*') return star[0];
  return object(new Map([...byKind].map(([kind, list]) => [kind, collapse(tuple(list))])));
};

const conditionsOf = (blocks: readonly Val[], version: string): Val => {
  const tests = new Map<string, Map<string, Val[]>>();
  for (const block of blocks) {
    if (!('entries' in block)) return block;
    const [test, variable, values] = [block.entries.get('test'), block.entries.get('variable'), block.entries.get('values')];
    if (test?.kind !== 'string' || variable?.kind !== 'string' || !values) return unknownVal({ code: 'depends-on-unknown', about: 'condition' });
    const byKey = tests.get(test.value) ?? new Map<string, Val[]>();
    tests.set(test.value, byKey);
    const listed = 'items' in values ? variables(values, version) : values;
    byKey.set(variable.value, [...(byKey.get(variable.value) ?? []), ...('items' in listed ? listed.items : [listed])]);
  }
  return object(new Map([...tests].map(([test, byKey]) => [test, object(new Map([...byKey].map(([key, values]) => [key, collapse(tuple(values))])))])));
};

/** `&{aws:username}` stands for a policy variable. */
const variables = (list: Val, version: string): Val => {
  if (!('items' in list) || version === '2008-10-17') return list;
  return {
    ...list,
    items: list.items.map((item) => (item.kind === 'string' && item.value.includes('&{') ? { ...item, value: item.value.replaceAll('&{', '${') } : item)),
  };
};

/** Without duplicates and in descending order; a list of one becomes that one. */
const collapse = (list: Val): Val => {
  if (!('items' in list)) return list;
  const seen = new Set<string>();
  const items = list.items.filter((item) => item.kind !== 'string' || (!seen.has(item.value) && seen.add(item.value)));
  const [only] = items;
  if (items.length === 1 && only) return only.kind === 'unknown' ? only : marked(only, list.sensitive, list.assumed);
  return {
    ...tuple(items.toSorted((a, b) => (a.kind === 'string' && b.kind === 'string' ? (a.value < b.value ? 1 : a.value > b.value ? -1 : 0) : 0))),
    place: list.place,
  };
};

/** The statements of a document that is given as JSON; one that is not known is one unknown statement. */
const statementsOf = (source: Val): readonly Val[] => {
  if (source.kind === 'null') return [];
  if (source.kind !== 'string' && source.kind !== 'unknown') return [];
  if (source.document && 'entries' in source.document) return listOf(source.document.entries.get('Statement'));
  if (source.kind === 'unknown') return [source];
  if (source.value.trim() === '') return [];
  const document = decodeJson(source.value);
  return 'entries' in document ? listOf(document.entries.get('Statement')).map((one) => (source.place ? withPlace(one, source.place) : one)) : [];
};

const listOf = (val: Val | undefined): readonly Val[] => (val === undefined || val.kind === 'null' ? [] : 'items' in val ? val.items : [val]);
const textOf = (val: Val | undefined): string | undefined => (val?.kind === 'string' ? val.value : undefined);
const sidOf = (val: Val): string | undefined => {
  const sid = 'entries' in val ? val.entries.get('Sid') : undefined;
  return sid?.kind === 'string' && sid.value !== '' ? sid.value : undefined;
};
