import type { AccessLevel } from '../identity.ts';

/** The actions of AWS, interned: ids from 0, sorted by service and name. From the Service Authorization Reference (see data/identity/README.md). */
export interface AwsActions {
  /** Version of the data. */
  readonly version: string;
  readonly count: number;
  readonly services: readonly Service[];
  /** Without case. Undefined: not in the data. */
  idOf(action: string): number | undefined;
  /** As spelt: `s3:GetObject`. */
  name(id: number): string;
  service(id: number): string;
  level(id: number): AccessLevel;
  /** Ids of a pattern with `*` and `?`, without case, sorted. Remembered. */
  matching(pattern: string): Uint16Array;
  /** Resource types that the action may be about; `required` ones are always checked. */
  resourceTypes(id: number): readonly ResourceType[];
  isWildcardOnly(id: number): boolean;
  conditionKeys(id: number): readonly string[];
  /** `String`, `ArrayOfString`, `Bool`, `Numeric`, `Date`, `ARN`, `IPAddress` ... Undefined: not in the data. */
  keyType(key: string): string | undefined;
  supportsRcp(service: string): boolean;
}
export interface Service {
  readonly prefix: string;
  readonly title: string;
  /** Ids `start` to below `end`. */
  readonly start: number;
  readonly end: number;
}
export interface ResourceType {
  readonly name: string;
  readonly arnPatterns: readonly string[];
  readonly required: boolean;
}

type RawAction = readonly [name: string, level: string, types: readonly number[], required: readonly number[], keys: readonly string[]];
type RawService = readonly [
  prefix: string,
  title: string,
  rcp: 0 | 1,
  types: readonly (readonly [string, readonly string[]])[],
  actions: readonly RawAction[],
  keys: readonly (readonly [string, string])[],
];
const levels: Readonly<Record<string, AccessLevel>> = { l: 'list', r: 'read', w: 'write', t: 'tagging', p: 'permissions' };

/** `text`: the decompressed file, written by tools/identity-data.ts. */
export const readAwsActions = (text: string): AwsActions => {
  // Our own file: its shape is fixed by the script that writes it.
  const [version, raw] = JSON.parse(text) as readonly [string, readonly RawService[]];
  const services: Service[] = [];
  const names: string[] = [];
  const lower: string[] = [];
  const actions: RawAction[] = [];
  const owner: RawService[] = [];
  const ids = new Map<string, number>();
  const byPrefix = new Map<string, Service>();
  const rcp = new Set<string>();
  for (const one of raw) {
    const [prefix, title, supportsRcp, , list] = one;
    const service = { prefix, title, start: names.length, end: names.length + list.length };
    services.push(service);
    byPrefix.set(prefix, service);
    if (supportsRcp) rcp.add(prefix);
    for (const action of list) {
      const name = `${prefix}:${action[0]}`;
      ids.set(name.toLowerCase(), names.length);
      names.push(name);
      lower.push(name.toLowerCase());
      actions.push(action);
      owner.push(one);
    }
  }
  const found = new Map<string, Uint16Array>();
  let keys: Map<string, string> | undefined;

  const match = (pattern: string): Uint16Array => {
    if (/^\*+(:\*+)?$/.test(pattern)) return Uint16Array.from(names.keys());
    const colon = pattern.indexOf(':');
    const service = colon < 0 ? undefined : byPrefix.get(pattern.slice(0, colon));
    if (colon >= 0 && !/[*?]/.test(pattern)) {
      const id = ids.get(pattern);
      return id === undefined ? new Uint16Array() : Uint16Array.of(id);
    }
    const test = new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*').replaceAll('?', '.')}$`);
    const matched: number[] = [];
    for (let id = service?.start ?? 0; id < (service?.end ?? names.length); id++) if (test.test(lower[id] ?? '')) matched.push(id);
    return Uint16Array.from(matched);
  };
  const action = (id: number): RawAction => actions[id] ?? ['', 'r', [], [], []];
  return {
    version,
    count: names.length,
    services,
    idOf: (name) => ids.get(name) ?? ids.get(name.toLowerCase()),
    name: (id) => names[id] ?? '',
    service: (id) => owner[id]?.[0] ?? '',
    level: (id) => levels[action(id)[1]] ?? 'read',
    matching(pattern) {
      const key = pattern.toLowerCase();
      const known = found.get(key);
      if (known) return known;
      // A policy of a stranger may hold anything: long chains of stars are asked of nothing.
      const made = key.length > 200 || (key.match(/\*/g)?.length ?? 0) > 12 ? new Uint16Array() : match(key);
      if (found.size > 50_000) found.clear();
      found.set(key, made);
      return made;
    },
    resourceTypes(id) {
      const [, , types, required] = action(id);
      const all = owner[id]?.[3] ?? [];
      return types.flatMap((number) => {
        const type = all[number];
        return type ? [{ name: type[0], arnPatterns: type[1], required: required.includes(number) }] : [];
      });
    },
    isWildcardOnly: (id) => action(id)[2].length === 0,
    conditionKeys: (id) => action(id)[4],
    keyType(key) {
      keys ??= new Map(raw.flatMap(([, , , , , list]) => list.map(([name, type]) => [name.toLowerCase(), type] as const)));
      return keys.get(key.toLowerCase());
    },
    supportsRcp: (service) => rcp.has(service),
  };
};
