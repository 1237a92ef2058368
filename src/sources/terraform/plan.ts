import type { Diagnostic } from '#core/diagnostic';
import type { Origin, Place, SourceFile } from '#core/origin';
import { known, unknown, type Data, type Fields, type Value } from '#core/value';
import type { EvaluatedBlock } from '../block.ts';
import { movedAddress, type Move } from './refactoring.ts';
import { setField } from './to-core.ts';

/** What `terraform show -json` (of a plan or a state) or a raw state file says, by address. */
export interface Plan {
  readonly resources: ReadonlyMap<string, PlannedResource>;
  /** What is not in it does not exist. False for a plan that failed. */
  readonly complete: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly values: Json;
  /** `true` where the provider decides; mirrors the shape of the values. */
  readonly unknown: Json;
  /** By attribute: what it refers to, longest first. */
  readonly references: Readonly<Record<string, readonly string[]>>;
}
type Json = unknown;

/** https://developer.hashicorp.com/terraform/internals/json-format */
export const readPlan = (file: SourceFile): Plan => {
  const nothing = (code: string, en: string, ja: string): Plan => ({
    resources: new Map(),
    complete: false,
    diagnostics: [{ code, severity: 'error', at: place(file, 0), message: { en, ja } }],
  });
  let data: Json;
  try {
    data = JSON.parse(file.text.charCodeAt(0) === 0xfeff ? file.text.slice(1) : file.text);
  } catch {
    return nothing(
      'plan-json',
      `${file.path} is not JSON; a binary plan is turned into JSON by "terraform show -json".`,
      `${file.path} は JSON ではありません。バイナリのプランは terraform show -json で JSON に変換してください。`,
    );
  }
  if (!isRecord(data)) return nothing('plan-shape', `${file.path} is neither a plan nor a state.`, `${file.path} はプランでもステートでもありません。`);
  if ('encrypted_data' in data) return nothing('plan-encrypted', `${file.path} is encrypted.`, `${file.path} は暗号化されています。`);
  if (Array.isArray(data['resource_changes'])) return fromPlan(data, file);
  if (isRecord(data['values'])) return { resources: byAddress(fromValues(data['values']['root_module'])), complete: true, diagnostics: [] };
  if (data['version'] === 4 && Array.isArray(data['resources'])) return { resources: byAddress(fromState(data['resources'])), complete: true, diagnostics: [] };
  return nothing('plan-shape', `${file.path} is neither a plan nor a state.`, `${file.path} はプランでもステートでもありません。`);
};

const fromPlan = (data: JsonObject, file: SourceFile): Plan => {
  const expressions = new Map<string, Readonly<{ [name: string]: readonly string[] }>>();
  const configuration = isRecord(data['configuration']) ? data['configuration']['root_module'] : undefined;
  collectReferences(configuration, '', expressions, 0);
  const found: PlannedResource[] = [];
  for (const change of list(data['resource_changes'])) {
    if (!isRecord(change) || change['mode'] !== 'managed' || !isRecord(change['change'])) continue;
    const { actions, after, after_unknown: open } = change['change'];
    // What is deleted or forgotten is no exposure.
    if (!isRecord(after) || !list(actions).some((action) => action === 'create' || action === 'update' || action === 'no-op' || action === 'read')) continue;
    const address = String(change['address']);
    found.push({
      address,
      type: String(change['type']),
      values: after,
      unknown: open,
      references: expressions.get(address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '')) ?? {},
    });
  }
  const errored = data['errored'] === true;
  const diagnostics: Diagnostic[] = errored
    ? [
        {
          code: 'plan-errored',
          severity: 'warning',
          at: place(file, 0),
          message: { en: 'The plan failed: only a part of it is known.', ja: 'プランが失敗しているため、一部の内容しか分かりません。' },
        },
      ]
    : [];
  return { resources: byAddress(found), complete: !errored, diagnostics };
};

const fromValues = (module: Json): PlannedResource[] => {
  if (!isRecord(module)) return [];
  const own = list(module['resources']).flatMap((one): PlannedResource[] =>
    isRecord(one) && one['mode'] === 'managed'
      ? [{ address: String(one['address']), type: String(one['type']), values: one['values'], unknown: {}, references: {} }]
      : [],
  );
  return [...own, ...list(module['child_modules']).flatMap((child) => fromValues(child))];
};

const fromState = (resources: readonly Json[]): PlannedResource[] =>
  resources.flatMap((one) => {
    if (!isRecord(one) || one['mode'] !== 'managed') return [];
    const base = `${typeof one['module'] === 'string' ? `${one['module']}.` : ''}${String(one['type'])}.${String(one['name'])}`;
    return list(one['instances']).flatMap((instance): PlannedResource[] => {
      if (!isRecord(instance) || instance['deposed'] !== undefined) return [];
      const key = instance['index_key'];
      return [
        {
          address: key === undefined ? base : `${base}[${JSON.stringify(key)}]`,
          type: String(one['type']),
          values: instance['attributes'],
          unknown: {},
          references: {},
        },
      ];
    });
  });

const collectReferences = (module: Json, path: string, found: Map<string, Readonly<{ [name: string]: readonly string[] }>>, depth: number): void => {
  if (!isRecord(module) || depth > 30) return;
  for (const resource of list(module['resources'])) {
    if (!isRecord(resource) || !isRecord(resource['expressions'])) continue;
    const references: { [name: string]: readonly string[] } = {};
    for (const [name, expression] of Object.entries(resource['expressions']))
      if (isRecord(expression)) references[name] = list(expression['references']).map((one) => `${path}${String(one)}`);
    found.set(`${path}${String(resource['address'])}`, references);
  }
  if (isRecord(module['module_calls']))
    for (const [name, call] of Object.entries(module['module_calls']))
      if (isRecord(call)) collectReferences(call['module'], `${path}module.${name}.`, found, depth + 1);
};

/**
 * What was made before a `moved` block, or before `count` came or went, stands under its old address in a state: here under the one of the code. An address
 * that is taken already stays as it is.
 */
export const underNewAddresses = (plan: Plan, moves: readonly Move[], blocks: readonly EvaluatedBlock[], prefix: string): Plan => {
  const declared = new Set(blocks.map(({ address }) => address.slice(prefix.length)));
  const resources = new Map(plan.resources);
  for (const [address, planned] of plan.resources) {
    const moved = movedAddress(address, moves);
    const counted = moved !== address || declared.has(moved) ? moved : moved.endsWith('[0]') ? moved.slice(0, -'[0]'.length) : `${moved}[0]`;
    const next = declared.has(counted) ? counted : moved;
    if (next === address || resources.has(next)) continue;
    resources.delete(address);
    resources.set(next, { ...planned, address: next });
  }
  return { ...plan, resources };
};

/** The blocks with the plan's known values; what only the plan knows is added, what a complete plan does not have is left out. */
export const withPlan = (blocks: readonly EvaluatedBlock[], plan: Plan, file: SourceFile, prefix: string): EvaluatedBlock[] => {
  const merged: EvaluatedBlock[] = [];
  const seen = new Set<string>();
  for (const block of blocks) {
    const planned = block.address.startsWith(prefix) ? plan.resources.get(block.address.slice(prefix.length)) : undefined;
    if (planned) {
      seen.add(planned.address);
      // Moved from another type: its old values are not those of this one.
      const attributes = planned.type === block.type ? mergedFields(block.attributes, planned, file) : block.attributes;
      merged.push({ ...block, maybe: undefined, attributes });
    } else if (!plan.complete || block.maybe) {
      // An instance of unknown number is in the plan under its real keys.
      if (!plan.complete || ![...plan.resources.keys()].some((address) => address.startsWith(block.address.slice(prefix.length).replace('[*]', '['))))
        merged.push(block);
    }
  }
  const scope = blocks[0]?.scope ?? `${prefix}/aws`;
  const byBase = new Map(blocks.map((block) => [block.address.replace(/\[\*\]/g, ''), block]));
  for (const planned of plan.resources.values()) {
    if (seen.has(planned.address)) continue;
    const at = place(file, Math.max(0, file.text.indexOf(JSON.stringify(planned.address))));
    const template = byBase.get(prefix + planned.address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, ''));
    merged.push({
      format: 'terraform',
      address: prefix + planned.address,
      type: planned.type,
      place: template?.place ?? at,
      scope,
      version: blocks[0]?.version,
      attributes: mergedFields({}, planned, file),
      calls: template?.calls ?? [],
      maybe: undefined,
    });
  }
  return merged;
};

const mergedFields = (code: Fields, { address, values, unknown: open, references }: PlannedResource, file: SourceFile): Fields => {
  const fields: { [name: string]: Value } = {};
  const after = isRecord(values) ? values : {};
  const decided = isRecord(open) ? open : {};
  const origin: Origin = { is: 'answer', api: file.path, at: address };
  for (const name of new Set([...Object.keys(code), ...Object.keys(after), ...Object.keys(decided)])) {
    const written = Object.hasOwn(code, name) ? code[name] : undefined;
    const later = Object.hasOwn(decided, name) ? decided[name] : undefined;
    const value = Object.hasOwn(after, name) ? after[name] : undefined;
    if (later === true) {
      // What the provider decides is best known from the code: a reference. What nobody has written is absent, and its default holds.
      const found = written ?? referenced(references[name], origin);
      if (found) setField(fields, name, found);
    } else if (written && name.endsWith('_wo'))
      // A write-only argument is in no plan and no state.
      setField(fields, name, written);
    else if (value !== undefined && value !== null) setField(fields, name, fromJson(value, later, written, written?.origin ?? origin, `${address}.${name}`));
  }
  return fields;
};

const referenced = (references: readonly string[] | undefined, origin: Origin): Value | undefined => {
  const [first] = references ?? [];
  if (first === undefined) return undefined;
  const found = /^((?:module\.[\w-]+\.)*[a-z]\w*\.[\w-]+)(?:\[(?:\d+|"[^"]*")\])?\.(\w+)$/.exec(first);
  return found?.[1] !== undefined && found[2] !== undefined
    ? { is: 'reference', parts: [{ address: found[1], attribute: found[2] }], origin }
    : unknown('after-apply', first, origin);
};

/** A known value of the plan, at the place where the code writes it; what is not known inside comes from the code. */
const fromJson = (value: Json, open: Json, code: Value | undefined, origin: Origin, about: string, depth = 0): Value => {
  if (open === true) return code ?? unknown('after-apply', about, origin);
  if (depth > 60) return unknown('too-large', about, origin);
  if (Array.isArray(value)) {
    const inner = code?.is === 'known' && Array.isArray(code.value) ? code.value : [];
    const same = inner.length === value.length;
    return known<Data>(
      value.map((item, i) =>
        fromJson(
          item,
          Array.isArray(open) ? open[i] : undefined,
          same ? inner[i] : undefined,
          (same ? inner[i]?.origin : undefined) ?? origin,
          `${about}[${i}]`,
          depth + 1,
        ),
      ),
      origin,
    );
  }
  if (isRecord(value)) {
    const inner = code?.is === 'known' && isRecord(code.value) ? code.value : {};
    const fields: { [name: string]: Value } = {};
    for (const name of new Set([...Object.keys(value), ...(isRecord(open) ? Object.keys(open) : [])])) {
      const item = Object.hasOwn(value, name) ? value[name] : undefined;
      const later = isRecord(open) && Object.hasOwn(open, name) ? open[name] : undefined;
      const written = Object.hasOwn(inner, name) ? inner[name] : undefined;
      if (later === true || (item !== null && item !== undefined))
        setField(
          fields,
          name,
          fromJson(
            item,
            later,
            isValue(written) ? written : undefined,
            (isValue(written) ? written.origin : undefined) ?? origin,
            `${about}.${name}`,
            depth + 1,
          ),
        );
    }
    return known<Data>(fields, origin);
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    // The structure behind a text stays useful while the plan says the same.
    const document = code?.is === 'known' && code.value === value && code.document ? { document: code.document } : {};
    return { ...known<Data>(value, origin), ...document };
  }
  return known<Data>(null, origin);
};

interface JsonObject {
  readonly [name: string]: Json;
}
const isRecord = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const isValue = (value: Json): value is Value => isRecord(value) && typeof value['is'] === 'string';
const list = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);
const byAddress = (found: readonly PlannedResource[]): Map<string, PlannedResource> => new Map(found.map((one) => [one.address, one]));
const place = (file: SourceFile, start: number): Place => ({ is: 'written', file, start, end: start, from: undefined });

/** After an edit of the code: what the edit has changed wins over the plan, all else stays as planned. */
export const withEdit = (before: EvaluatedBlock | undefined, after: EvaluatedBlock, planned: EvaluatedBlock | undefined): EvaluatedBlock => {
  if (!before || !planned) return after;
  const attributes: { [name: string]: Value } = {};
  for (const name of new Set([...Object.keys(planned.attributes), ...Object.keys(after.attributes)])) {
    const edited = after.attributes[name];
    const chosen = sameData(before.attributes[name], edited) ? planned.attributes[name] : edited;
    if (chosen) setField(attributes, name, chosen);
  }
  return { ...after, maybe: planned.maybe, attributes };
};

const sameData = (a: Value | undefined, b: Value | undefined): boolean => plainText(a) === plainText(b);
const plainText = (value: Value | undefined): string =>
  JSON.stringify(value, (name, inner: unknown) => (name === 'origin' || name === 'document' ? undefined : inner)) ?? '';
