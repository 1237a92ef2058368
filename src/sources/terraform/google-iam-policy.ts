import { deepUnknown, object, partial, str, stringType, tuple, unknownVal, withPlace } from './make.ts';
import { encodeJsonParts } from './functions/json.ts';
import type { Val } from './value.ts';

type Body = ReadonlyMap<string, Val>;

/** The `policy_data` of a data source google_iam_policy, as JSON. Every binding keeps its place, so that a grant is found where it is written. */
export const iamPolicy = (body: Body): Val => {
  const entries = new Map<string, Val>();
  const bindings = listOf(body.get('binding'));
  if (bindings.length > 0) entries.set('bindings', tuple(bindings.map(binding)));
  const audits = listOf(body.get('audit_config'));
  if (audits.length > 0) entries.set('auditConfigs', tuple(audits.map(audit)));
  const document = object(entries);
  const open = deepUnknown(document);
  const parts = encodeJsonParts(document);
  if (!open) return str(parts?.map((part) => (typeof part === 'string' ? part : '')).join('') ?? '', document);
  return parts ? partial(parts, open.why, document) : unknownVal(open.why, stringType, { notNull: true, document });
};

const binding = (block: Val): Val =>
  renamed(
    block,
    [
      ['condition', 'condition'],
      ['members', 'members'],
      ['role', 'role'],
    ],
    (name, val) => (name === 'condition' ? (listOf(val)[0] ?? val) : val),
  );
const audit = (block: Val): Val =>
  renamed(
    block,
    [
      ['service', 'service'],
      ['audit_log_configs', 'auditLogConfigs'],
    ],
    (name, val) =>
      name === 'audit_log_configs'
        ? tuple(
            listOf(val).map((one) =>
              renamed(
                one,
                [
                  ['log_type', 'logType'],
                  ['exempted_members', 'exemptedMembers'],
                ],
                (_, inner) => inner,
              ),
            ),
          )
        : val,
  );

const renamed = (block: Val, names: readonly (readonly [string, string])[], as: (name: string, val: Val) => Val): Val => {
  if (!('entries' in block)) return block;
  const entries = new Map<string, Val>();
  for (const [name, key] of names) {
    const val = block.entries.get(name);
    if (val !== undefined && val.kind !== 'null' && !('items' in val && val.items.length === 0)) entries.set(key, as(name, val));
  }
  const made = object(entries);
  return block.place ? withPlace(made, block.place) : made;
};

const listOf = (val: Val | undefined): readonly Val[] => (val === undefined || val.kind === 'null' ? [] : 'items' in val ? val.items : [val]);
