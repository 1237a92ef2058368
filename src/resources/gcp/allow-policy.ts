import type { Origin } from '#core/origin';
import { at, blank, isAbsent, isFields, isList, known, targetText, unknown, type Fact, type Unknown, type Value } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import type { Grantee } from '../facets.ts';
import { gathered } from '../property.ts';
import { writtenText } from '../written-text.ts';

/** One role of an allow policy, or the part of it that a block adds. https://cloud.google.com/iam/docs/reference/rest/v1/Policy#Binding */
export interface Binding {
  /** `member` adds, `binding` is all there is of a role, `policy` all there is of a resource. */
  readonly kind: 'member' | 'binding' | 'policy';
  /** What the provider fills in stands as `${address.attribute}`. */
  readonly role: Fact<string>;
  readonly members: readonly Fact<string>[];
  /** The expression; undefined: always. */
  readonly condition: Fact<string> | undefined;
  readonly origin: Origin;
}

/** The bindings of `google_*_iam_member`, `_iam_binding` and `_iam_policy`. */
export const bindings = () =>
  gathered<Binding>(
    ({ type, attributes, place }: EvaluatedBlock) => {
      if (type.endsWith('_iam_policy')) return bindingsIn(attributes['policy_data'], place);
      const { role, member, members, condition } = attributes;
      return [
        {
          kind: type.endsWith('_iam_binding') ? 'binding' : 'member',
          role: role ? textOf(role) : unknown('absent-undecided', 'role', place),
          members: member ? [textOf(member)] : members ? textsOf(members) : [],
          condition: conditionOf(condition),
          origin: place,
        },
      ];
    },
    (why) => doubtful(why),
  );

const doubtful = (why: Unknown<unknown>): Binding => ({ kind: 'policy', role: blank(why), members: [blank(why)], condition: undefined, origin: why.origin });

const bindingsIn = (policy: Value | undefined, place: Origin): Binding[] => {
  const document = policy?.document ?? policy;
  if (document === undefined || isAbsent(document)) return [];
  const parsed = document.is === 'known' && typeof document.value === 'string' ? fromJson(document.value, document.origin) : document;
  if (parsed.is === 'reference') return [doubtful(unknown('after-apply', targetText(parsed), parsed.origin))];
  if (parsed.is === 'unknown') return [doubtful(parsed)];
  const listed = isFields(parsed.value) ? parsed.value['bindings'] : undefined;
  if (listed === undefined) return [];
  if (listed.is !== 'known' || !isList(listed.value)) return [doubtful(unknown('unexpected-type', 'bindings', listed.origin))];
  return listed.value.map((one): Binding => {
    if (one.is !== 'known' || !isFields(one.value)) return doubtful(unknown('after-apply', 'bindings', one.origin));
    const { role, members, condition } = one.value;
    return {
      kind: 'policy',
      role: role ? textOf(role) : unknown('absent-undecided', 'role', one.origin),
      members: members ? textsOf(members) : [],
      condition: conditionOf(condition),
      origin: one.origin.is === 'written' ? one.origin : place,
    };
  });
};

/** A policy that is JSON text: no part has a place of its own. */
const fromJson = (text: string, origin: Origin): Value => {
  const value = (data: unknown): Value => {
    if (Array.isArray(data)) return known(data.map(value), origin);
    if (typeof data === 'object' && data !== null) return known(Object.fromEntries(Object.entries(data).map(([name, one]) => [name, value(one)])), origin);
    return typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean' ? known(data, origin) : known(null, origin);
  };
  try {
    return value(JSON.parse(text));
  } catch {
    return unknown('unexpected-type', 'policy_data', origin);
  }
};

const conditionOf = (value: Value | undefined): Fact<string> | undefined => {
  if (value === undefined || isAbsent(value) || (value.is === 'known' && (value.value === null || (isList(value.value) && value.value.length === 0))))
    return undefined;
  if (value.is !== 'known') return textOf(value);
  const expression = at({ condition: value }, ['condition', 'expression']) ?? (isFields(value.value) ? value.value['expression'] : undefined);
  return expression ? textOf(expression) : unknown('unexpected-type', 'condition', value.origin);
};

const textsOf = (list: Value): Fact<string>[] =>
  list.is === 'known' && isList(list.value) ? list.value.map(textOf) : list.is === 'known' && list.value === null ? [] : [textOf(list)];

/** A text in which what the provider fills in stands as `${address.attribute}`, and what is not known as `-`. */
export const textOf = (value: Value): Fact<string> => {
  if (value.is === 'unknown') {
    const written = writtenText(value);
    return written === undefined ? blank(value) : known(written, value.origin);
  }
  if (value.is === 'reference')
    return known(value.parts.map((part) => (typeof part === 'string' ? part : `\${${part.address}.${part.attribute}}`)).join(''), value.origin);
  return typeof value.value === 'object' ? unknown('unexpected-type', 'member', value.origin) : known(String(value.value), value.origin, value.assumed);
};

/** https://cloud.google.com/iam/docs/principal-identifiers */
export const granteeOf = (member: Fact<string>): Fact<Grantee> => {
  if (member.is === 'unknown') return member;
  const { value } = member;
  const kind: Grantee | undefined =
    value === 'allUsers'
      ? 'everyone'
      : value === 'allAuthenticatedUsers'
        ? 'any-account'
        : /^(user|group|domain):/.test(value)
          ? 'people'
          : /^serviceAccount:service-[^@]*@(?!.*-compute@)|@cloudservices\.gserviceaccount\.com$|\.service_agent_email\}|google_project_service_identity\./.test(
                value,
              )
            ? 'provider'
            : /^(serviceAccount|principal|principalSet):|google_service_account\./.test(value)
              ? 'workload'
              : undefined;
  return kind === undefined ? unknown('after-apply', value, member.origin) : known(kind, member.origin, member.assumed);
};
