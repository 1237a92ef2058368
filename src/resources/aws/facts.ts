import { absent, root } from '#core/origin';
import type { Resource } from '#core/resource';
import { isAbsent, isFields, isList, known, map, targetText, unknown, type Fact, type Value } from '#core/value';
import type { Around, Encryption, Facets, Opening } from '../facets.ts';
import { always, raw, text } from '../property.ts';
import securityGroup, { withLists } from './ec2-security-group.ts';
import { fromJson } from './policy.ts';

/** Of IAM: where in the tree of names it stands. */
export const path = () => text(['path'], always('/', '2010-09-02'));
/** With those that the provider adds to every resource. */
export const tags = () => raw(['tags', 'tags_all']);

/** A fact by its name; left out if it is not known. */
export const ifKnown = <T>(name: string, fact: Fact<T>): Readonly<Record<string, T>> => (fact.is === 'known' ? { [name]: fact.value } : {});

/** What stands under a name in a JSON text; the value itself if it is no structure. */
export const inJson =
  (name: string) =>
  (value: Value): Value => {
    const parsed =
      value.document ??
      (value.is !== 'known' && value.parts
        ? fromJson(value.parts, value.origin)
        : value.is === 'known' && typeof value.value === 'string'
          ? fromJson([value.value], value.origin)
          : value) ??
      value;
    if (parsed.is !== 'known' || !isFields(parsed.value)) return value;
    return parsed.value[name] ?? unknown('absent-undecided', name, value.origin);
  };

/** The roles of what runs in the place of others: a profile, a template, a task definition. */
export const rolesOf = (others: readonly Resource[], around: Around): readonly Resource[] => [
  ...new Set(others.flatMap((other) => around.facet(other, 'runsAs')?.roles ?? [])),
];

/** A customer key is one that is named; the service's own key otherwise. */
export const encryption = (on: Fact<boolean>, key: Value): Fact<Encryption> =>
  map(on, (yes) => (!yes ? 'none' : isAbsent(key) ? 'provider-key' : 'customer-key'));

/** The key alone decides: without one the service's own is used. */
export const keyed = (key: Value): Fact<Encryption> =>
  isAbsent(key) ? known('provider-key', absent) : key.is === 'unknown' ? unknown(key.why.code, key.why.about, key.origin) : known('customer-key', key.origin);

/** All rules of the security groups that guard a resource; a group that was not seen is a doubt. */
export const ingressOf = (around: Around, property: string): Opening[] => [
  ...around.related(property).flatMap((group) => withLists(securityGroup.view(group).SecurityGroupIngress, around)),
  ...(around.namesUnseen(property)
    ? [{ anywhere: unknown('maybe-set-elsewhere', property), ports: unknown('maybe-set-elsewhere', property), origin: absent } as const]
    : []),
];

/** It is written, and names at least one thing. */
export const notEmpty = (value: Value): Fact<boolean> => {
  if (isAbsent(value)) return known(false, absent);
  if (value.is === 'unknown') return unknown(value.why.code, value.why.about, value.origin);
  return known(
    !(value.is === 'known' && (value.value === null || value.value === '' || (isList(value.value) && value.value.length === 0))),
    value.origin,
    value.is === 'known' && value.assumed,
  );
};

/** What is made from something else (a snapshot, a source) takes over what is not written. */
export const takenOver = (own: Fact<boolean>, from: Value, about: string): Fact<boolean> => {
  if (own.origin.is === 'written') return own;
  const made = notEmpty(from);
  return made.is === 'known' && !made.value ? own : unknown('maybe-set-elsewhere', about, from.origin);
};

/** How many things a list names; an element that is not known counts as one. */
export const sizeOf = (value: Value): Fact<number> => {
  if (isAbsent(value)) return known(0, absent);
  if (value.is === 'known' && isList(value.value))
    return value.value.some((one) => one.is === 'unknown' && !one.oneOf) && value.value.length < 2
      ? unknown('after-apply', 'list', value.origin)
      : known(value.value.length, value.origin, value.assumed);
  if (value.is === 'known') return known(value.value === null ? 0 : 1, value.origin, value.assumed);
  return unknown('after-apply', value.is === 'reference' ? targetText(value) : value.why.about, value.origin);
};

/** The texts of a list, of which those that are not known are left out; undefined: the list itself is not known. */
export const textsOf = (value: Value): readonly string[] | undefined => {
  if (isAbsent(value)) return [];
  if (value.is !== 'known') return undefined;
  if (isList(value.value)) return value.value.flatMap((one) => (one.is === 'known' && typeof one.value === 'string' ? [one.value] : []));
  return typeof value.value === 'string' ? [value.value] : [];
};

/** The members of `wanted` that a list does not name. */
export const missingFrom = (value: Value, wanted: readonly string[]): Fact<readonly string[]> => {
  const texts = textsOf(value);
  if (!texts) return unknown('after-apply', 'list', value.origin);
  return known(
    wanted.filter((one) => !texts.includes(one)),
    value.origin,
  );
};

// --- secrets in plain text ---

const secretName = /(passw(or)?d|passphrase|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credential)/i;
const harmlessName = /(arn|name|_id$|^id$|path|file|url|endpoint|parameter|prefix|policy|length|ttl|expir|enabled|rotation|secret_?store|key_?id$|username)/i;
const placeholder =
  /^(|x+|\*+|changeme.*|change-me.*|example.*|dummy.*|test.*|todo|none|null|true|false|placeholder|your[-_].*|<.*>|\$\{.*\}|\{\{.*\}\}|\d{1,3})$/i;
/** Ids of keys that AWS itself prints in its documents are no secrets. */
const keyValue =
  /\b(AKIA|ASIA)(?!IOSFODNN7EXAMPLE)[A-Z2-7]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[abpr]-[A-Za-z0-9-]{20,}/;
const reference = /^(arn:aws|\{\{resolve:|ssm:|vault:|secretsmanager:|https?:\/\/)/i;

type Secret = Facets['plainSecrets']['found'][number];

/** A variable that looks like a secret and has a fixed text as its value. */
export const secretIn = (name: string, value: Value): Secret => {
  if (value.is === 'unknown')
    return secretName.test(name) && !harmlessName.test(name) && value.why.code !== 'no-value-given'
      ? known(undefined, value.origin, true)
      : known(undefined, value.origin);
  if (value.is === 'reference') return known(undefined, value.origin);
  if (typeof value.value !== 'string') return known(undefined, value.origin);
  const suspicious =
    keyValue.test(value.value) || (secretName.test(name) && !harmlessName.test(name) && !placeholder.test(value.value) && !reference.test(value.value));
  return known(suspicious ? { name } : undefined, value.origin, value.assumed);
};

/** A password of a resource that stands in the code as it is; one that is handed over from outside, or made by a resource, is none. */
export const fixedPassword = (password: Fact<string>): readonly Secret[] => {
  if (isAbsent(password)) return [];
  const outside = password.origin.is === 'written' && root(password.origin).file.path.startsWith('-var ');
  return [
    known(
      password.is === 'known' && password.value !== '' && !outside ? { name: 'MasterUserPassword' } : undefined,
      password.origin,
      password.is === 'known' && password.assumed,
    ),
  ];
};

/** Of a map of environment variables. */
export const secretsInMap = (value: Value): readonly Secret[] =>
  value.is === 'known' && isFields(value.value) ? Object.entries(value.value).map(([name, one]) => secretIn(name, one)) : [];

/** Of a list of `{ name, value }`, also as a structure inside a JSON text. */
export const secretsInPairs = (value: Value): readonly Secret[] =>
  value.is === 'known' && isList(value.value)
    ? value.value.flatMap((one) => {
        if (one.is !== 'known' || !isFields(one.value)) return [];
        const name = one.value['name'] ?? one.value['Name'];
        const content = one.value['value'] ?? one.value['Value'];
        return name?.is === 'known' && typeof name.value === 'string' && content ? [secretIn(name.value, content)] : [];
      })
    : [];

/** Of a script: an assignment to a name that looks like a secret, or a key. */
export const secretsInScript = (value: Value, encoded = false): readonly Secret[] => {
  if (value.is !== 'known' || typeof value.value !== 'string') return [];
  const script = encoded ? Buffer.from(value.value, 'base64').toString('utf8') : value.value;
  if (script.length > 200_000) return [];
  const found: string[] = [];
  for (const line of script.split('\n')) {
    if (line.length > 2000) continue;
    const assigned = /^\s*(?:export\s+|set\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*[=:]\s*["']?([^\s"']{6,})["']?\s*$/.exec(line);
    if (keyValue.test(line)) found.push(assigned?.[1] ?? 'key');
    else if (
      assigned &&
      secretName.test(assigned[1] ?? '') &&
      !harmlessName.test(assigned[1] ?? '') &&
      !placeholder.test(assigned[2] ?? '') &&
      !/^\$|^`/.test(assigned[2] ?? '') &&
      !reference.test(assigned[2] ?? '')
    )
      found.push(assigned[1] ?? '');
  }
  return [known(found.length > 0 ? { name: found.join(', ') } : undefined, value.origin, value.assumed)];
};

/** At least two, as far as one can see: also `count` fed by several references. */
export const atLeastTwo = (value: Value): Fact<boolean> => {
  const size = sizeOf(value);
  return map(size, (n) => n >= 2);
};

/** TLS version of a policy or protocol name of AWS: `TLSv1.2_2021`, `ELBSecurityPolicy-TLS13-1-2-2021-06`, `Policy-Min-TLS-1-2-2019-07`, `TLS_1_2`. */
export const tlsVersion = (name: string): number => {
  if (/TLS13-1-3|TLSv1\.3/.test(name)) return 1.3;
  if (/TLS13-1-2|TLS-1-2|TLSv1\.2|TLS_1_2|FS-1-2|1-2-Res|SecurityPolicy_TLS12|SecurityPolicy_TLS13/.test(name)) return 1.2;
  if (/TLS13-1-1|TLS-1-1|TLSv1\.1|FS-1-1/.test(name)) return 1.1;
  return 1;
};

/** A capacity facet of which the parts that apply are filled in. */
export const noCapacity: Facets['capacity'] = {
  scales: undefined,
  healthChecked: undefined,
  atLeastTwo: undefined,
  concurrencyLimit: undefined,
  throttled: undefined,
  deadLetters: undefined,
  crossZone: undefined,
  drains: undefined,
  rollsBack: undefined,
  storageGrows: undefined,
};
