import type { Diagnostic } from '#core/diagnostic';
import { root, type Origin } from '#core/origin';
import { at, isFields, isList, type Fields, type Value } from '#core/value';
import type { EvaluatedBlock } from '#sources/block';
import { attribute, listOf, nested, sourceOf, textOf, writtenAt } from '../azure/blocks-values.ts';
import { blockTypes, grantArguments } from './blocks-types.ts';
import { slug, type Names } from './blocks-names.ts';
import type { Binding, ConditionText, Source } from './input.ts';

type Report = (diagnostic: Diagnostic) => void;
/** `member` adds, `binding` is all there is of a role, `policy` all there is of a place. */
type Kind = 'member' | 'binding' | 'policy';
interface Granted {
  readonly binding: Binding;
  readonly kind: Kind;
}

/** Every grant in the code; what another one overwrites at the next run is left out and told. */
export const readGrants = (blocks: readonly EvaluatedBlock[], names: Names, report: Report): Binding[] => {
  const granted = blocks.flatMap((block): Granted[] => {
    const [, target, kind] = /^(google_\w+?)_iam_(member|binding|policy)$/.exec(block.type) ?? [];
    if (target === undefined || (kind !== 'member' && kind !== 'binding' && kind !== 'policy')) return [];
    const resource = grantedOn(block, target, names, report);
    if (kind === 'policy') return policyBindings(block, resource, names, report).map((binding) => ({ binding, kind }));
    return [{ binding: bindingOf(block, resource, names, report), kind }];
  });
  const policies = new Set(
    blocks
      .filter(({ type }) => type.endsWith('_iam_policy'))
      .flatMap((block) => grantedOn(block, block.type.replace(/_iam_policy$/, ''), names, () => {}) ?? []),
  );
  const whole = new Set(
    granted.flatMap(({ binding, kind }) => (kind === 'binding' && binding.resource !== undefined && binding.role !== undefined ? [roleKey(binding)] : [])),
  );
  return [
    ...granted.flatMap(({ binding, kind }) => {
      const over =
        kind !== 'policy' && binding.resource !== undefined && policies.has(binding.resource)
          ? 'policy'
          : kind === 'member' && whole.has(roleKey(binding))
            ? 'binding'
            : undefined;
      if (over === undefined) return [binding];
      report(overwritten(binding, over));
      return [];
    }),
    ...blocks.filter(({ type }) => type === 'google_bigquery_dataset').flatMap((block) => datasetAccess(block, names)),
  ];
};
const roleKey = ({ resource, role, condition }: Binding): string => `${resource ?? ''}\n${role ?? ''}\n${JSON.stringify(condition ?? null)}`;
const overwritten = ({ address, at: written }: Binding, by: 'policy' | 'binding'): Diagnostic => {
  const where = written ? ` (${written.file}${written.line === undefined ? '' : `:${written.line}`})` : '';
  return {
    code: 'gcp-grant-overwritten',
    severity: 'warning',
    at: undefined,
    message: {
      en: `${address ?? '?'} is overwritten by an authoritative ${by === 'policy' ? 'policy of the same resource' : 'binding of the same role'}${where}; it does not count.`,
      ja: `${address ?? '?'} は、${by === 'policy' ? '同じリソースのポリシー全体' : '同じロールのバインディング全体'}を管理する定義で上書きされます${where}。評価には含めませんでした。`,
    },
  };
};

const bindingOf = (block: EvaluatedBlock, resource: string | undefined, names: Names, report: Report): Binding => {
  const role = names.get(block, 'role');
  if (role.is === 'unknown') report(openValue(block, 'role', role.why));
  const several = listOf(block.attributes['members'], names.resolve);
  const one = names.get(block, 'member');
  const members = several === 'absent' ? (one.is === 'text' ? [one.text] : undefined) : several?.texts;
  if (members === undefined || (several !== 'absent' && several?.open))
    report(openValue(block, several === 'absent' ? 'member' : 'members', one.is === 'unknown' ? one.why : 'members'));
  return {
    resource,
    role: textOf(role),
    members,
    moreMembers: several !== 'absent' && several?.open === true,
    condition: conditionOf(block.attributes['condition'], block.address, names),
    maybe: block.maybe?.why.about,
    ...sourceOf(block),
  };
};

export const conditionOf = (value: Value | undefined, address: string, names: Names): ConditionText | null => {
  if (value === undefined) return null;
  if (value.is !== 'known') return value.is === 'unknown' && value.why.code === 'absent-undecided' ? null : { doubt: `the condition of ${address}` };
  const first = isList(value.value) ? value.value[0] : value;
  if (first === undefined || (first.is === 'known' && first.value === null)) return null;
  if (first.is !== 'known' || !isFields(first.value)) return { doubt: `the condition of ${address}` };
  const expression = textOf(attribute(first.value, 'expression', names.resolve));
  return expression === undefined ? { doubt: `the condition of ${address}` } : { title: textOf(attribute(first.value, 'title', names.resolve)), expression };
};

/** The place that a grant is on. */
const grantedOn = (block: EvaluatedBlock, target: string, names: Names, report: Report): string | undefined => {
  const text = (name: string): string | undefined => names.text(block, name);
  switch (target) {
    case 'google_project':
      return names.project(block);
    case 'google_folder':
      return level('folders', text('folder'), block, 'folder', names, report);
    case 'google_organization':
      return level('organizations', text('org_id'), block, 'org_id', names, report);
    case 'google_service_account': {
      const found = text('service_account_id');
      if (found === undefined) report(openValue(block, 'service_account_id', 'service_account_id'));
      const email = found?.split('/').at(-1);
      return email?.includes('@') ? email : undefined;
    }
    default: {
      const known = grantArguments[target];
      const type = known && blockTypes[known.like];
      if (!known || !type) return `//${target.replaceAll('_', '-')}.invalid/${names.project(block)}/${slug(block.address)}`;
      return placeBy(block, type.type, type.path, known.by, names);
    }
  }
};
const level = (kind: string, found: string | undefined, block: EvaluatedBlock, name: string, names: Names, report: Report): string | undefined => {
  if (found !== undefined) return found.startsWith(`${kind}/`) ? found : `${kind}/${found}`;
  const open = names.get(block, name);
  report(openValue(block, name, open.is === 'unknown' ? open.why : name));
  // One variable is one place, whatever its value.
  return open.is === 'unknown' ? `${kind}/${slug(open.why)}` : undefined;
};

const placeBy = (block: EvaluatedBlock, type: string, path: string, by: Readonly<Record<string, string>>, names: Names): string | undefined => {
  const service = type.slice(0, type.indexOf('/'));
  const project = names.project(block);
  let whole: string | undefined;
  let open = false;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const argument = by[name] ?? name;
    if (name === 'zone' || name === 'region' || name === 'location') return names.text(block, argument)?.split('/').at(-1) ?? '-';
    const found = names.text(block, argument);
    if (found === undefined) {
      open = true;
      return '';
    }
    // An argument may be a full id already.
    if (/^(projects|organizations)\//.test(found) && name !== 'key_ring') whole = found;
    return found;
  });
  if (whole !== undefined) return `//${service}/${whole}`;
  if (open) return undefined;
  return filled.startsWith('/') ? `//${service}${filled}` : `//${service}/${project}/${filled}`;
};

/** `policy_data`: a document with places where the evaluator made it, else JSON. */
const policyBindings = (block: EvaluatedBlock, resource: string | undefined, names: Names, report: Report): Binding[] => {
  const data = block.attributes['policy_data'];
  const source = sourceOf(block);
  const document = data && data.is !== 'known' ? data.document : (data?.document ?? data);
  const listed = document?.is === 'known' && isFields(document.value) ? at(document.value, ['bindings']) : undefined;
  if (document?.is === 'known' && isFields(document.value)) {
    if (listed === undefined) return [];
    if (listed.is === 'known' && isList(listed.value)) return listed.value.map((one) => documentBinding(one, resource, source, block, names));
  }
  if (document?.is === 'known' && typeof document.value === 'string') {
    const parsed = parsedBindings(document.value);
    if (parsed) return parsed.map((one) => ({ ...one, resource, ...source }));
  }
  report(openValue(block, 'policy_data', 'policy_data'));
  return [{ resource, ...source }];
};
const documentBinding = (value: Value, resource: string | undefined, source: Source, block: EvaluatedBlock, names: Names): Binding => {
  if (value.is !== 'known' || !isFields(value.value)) return { resource, ...source };
  const fields: Fields = value.value;
  const members = listOf(fields['members'], names.resolve);
  const place = placeIn(value.origin);
  return {
    resource,
    role: textOf(attribute(fields, 'role', names.resolve)),
    members: members === 'absent' ? [] : members?.texts,
    moreMembers: members !== 'absent' && members?.open === true,
    condition: conditionOf(fields['condition'], block.address, names),
    ...source,
    ...(place && { at: place }),
  };
};
const placeIn = (origin: Origin): Source['at'] => (origin.is === 'written' ? writtenAt(root(origin)) : undefined);

/** A policy as the API gives it. Undefined: it is none. */
const parsedBindings = (text: string): Binding[] | undefined => {
  try {
    const data: unknown = JSON.parse(text);
    return policyOf(data);
  } catch {
    return undefined;
  }
};
/** The bindings of a policy as the API gives it; undefined: it is none. One that cannot be read becomes one that nobody knows. */
export const policyOf = (data: unknown): Binding[] | undefined => {
  if (typeof data !== 'object' || data === null) return undefined;
  const bindings = 'bindings' in data ? data.bindings : [];
  if (!Array.isArray(bindings)) return undefined;
  return bindings.map((one: unknown): Binding => {
    if (typeof one !== 'object' || one === null) return {};
    const role = 'role' in one && typeof one.role === 'string' ? one.role : undefined;
    const listed: unknown = 'members' in one ? one.members : undefined;
    const members = Array.isArray(listed) ? listed.filter((member) => typeof member === 'string') : undefined;
    const condition: unknown = 'condition' in one ? one.condition : undefined;
    return { role, members, moreMembers: Array.isArray(listed) && members?.length !== listed.length, condition: conditionIn(condition) };
  });
};
const conditionIn = (condition: unknown): ConditionText | null => {
  if (condition === undefined || condition === null) return null;
  if (typeof condition !== 'object' || !('expression' in condition) || typeof condition.expression !== 'string') return { doubt: 'the condition of a binding' };
  return { title: 'title' in condition && typeof condition.title === 'string' ? condition.title : undefined, expression: condition.expression };
};

const datasetRoles: Readonly<Record<string, string>> = {
  READER: 'roles/bigquery.dataViewer',
  WRITER: 'roles/bigquery.dataEditor',
  OWNER: 'roles/bigquery.dataOwner',
};
const specialGroups: Readonly<Record<string, string>> = { projectOwners: 'projectOwner', projectWriters: 'projectEditor', projectReaders: 'projectViewer' };
/** `access` blocks of a dataset. */
const datasetAccess = (block: EvaluatedBlock, names: Names): Binding[] =>
  (nested(block.attributes, 'access') ?? []).flatMap((fields): Binding[] => {
    const text = (name: string): string | undefined => textOf(attribute(fields, name, names.resolve));
    const role = text('role');
    if (role === undefined) return [];
    const [email, group, domain, special, member] = [text('user_by_email'), text('group_by_email'), text('domain'), text('special_group'), text('iam_member')];
    const who =
      member ??
      (email !== undefined ? personKey(email) : undefined) ??
      (group !== undefined ? `group:${group}` : undefined) ??
      (domain !== undefined ? `domain:${domain}` : undefined) ??
      (special === undefined ? undefined : special in specialGroups ? `${specialGroups[special]}:${names.project(block).replace(/^projects\//, '')}` : special);
    return [
      {
        resource: names.place(block),
        role: datasetRoles[role] ?? role,
        members: who === undefined ? undefined : [who],
        condition: conditionOf(fields['condition'], block.address, names),
        ...sourceOf(block),
      },
    ];
  });
export const personKey = (email: string): string => `${email.endsWith('gserviceaccount.com') ? 'serviceAccount' : 'user'}:${email}`;

/** Told once for each attribute whose value stays open. */
export const openValue = (block: EvaluatedBlock, name: string, why: string): Diagnostic => ({
  code: 'gcp-unknown-value',
  severity: 'note',
  at: placeOf(block.attributes[name]?.origin) ?? block.place,
  message: {
    en: `${name} of ${block.address} is not known before deployment (${why}); answers that depend on it are doubtful.`,
    ja: `${block.address} の ${name} はデプロイ前には決まりません(${why})。これに左右される判定は保留になります。`,
  },
});
const placeOf = (origin: Origin | undefined): Diagnostic['at'] => (origin?.is === 'written' ? root(origin) : undefined);
