// Writes data/identity from the public data sets it is made of; each is named, with version, licence and counts, in data/identity/README.md.
// node tools/identity-data.ts --iam-data DIR --managed-policies DIR --iam-dataset GIT_DIR
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';

const { values } = parseArgs({ options: { 'iam-data': { type: 'string' }, 'managed-policies': { type: 'string' }, 'iam-dataset': { type: 'string' } } });
const folder = path.join('data', 'identity');
/** The shape is the caller's: these are published data sets of a known version. */
const json = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8'));
interface SourceAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly conditionKeys: readonly string[];
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean; readonly conditionKeys: readonly string[] }[];
}
interface SourceRole {
  readonly name: string;
  readonly roleName: string;
  readonly title?: string;
  readonly stage?: string;
  readonly includedPermissions?: readonly string[];
  readonly permissions: readonly Readonly<
    Record<'actions' | 'notActions' | 'dataActions' | 'notDataActions', readonly string[] | null> & { condition: string | null }
  >[];
}
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sorted = <T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] => entries.toSorted(([a], [b]) => byText(a, b));
const facts: string[] = [];

const save = (name: string, text: string): void => {
  const bytes = brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
  });
  writeFileSync(path.join(folder, name), bytes);
  facts.push(`${name}: ${bytes.length} bytes`);
};

/** `[version, [[service, title, supports RCPs, [[type, [ARN patterns]]...], [[action, level, [type numbers], [required ones], [condition keys]]...], [[key, type]...]]...]]` */
const awsActions = (source: string): void => {
  const data = path.join(source, 'data');
  const rcp = new Set(json<string[]>(path.join(data, 'rcpSupportedServices.json')));
  const titles = json<Record<string, string>>(path.join(data, 'serviceNames.json'));
  const level = (written: string): string => {
    if (/permissions/i.test(written)) return 'p';
    if (/tagging/i.test(written)) return 't';
    if (/write/i.test(written)) return 'w';
    return /list/i.test(written) ? 'l' : 'r';
  };
  const read = <T>(room: string, service: string): Record<string, T> => {
    try {
      return json<Record<string, T>>(path.join(data, room, `${service}.json`));
    } catch {
      return {};
    }
  };
  let count = 0;
  const services = readdirSync(path.join(data, 'actions'))
    .map((file) => file.replace(/\.json$/, ''))
    .toSorted(byText)
    .map((service) => {
      const types = sorted(Object.entries(read<{ key: string; arn: string | string[] }>('resourceTypes', service)));
      const numbers = new Map(types.map(([name], i) => [name, i]));
      const keys = sorted(Object.entries(read<{ key: string; type: string }>('conditionKeys', service)));
      const actions = sorted(Object.entries(read<SourceAction>('actions', service))).map(([, action]) => {
        count++;
        const own = action.resourceTypes;
        const used = own.filter(({ name }) => numbers.has(name.toLowerCase()) || numbers.has(name));
        const number = (name: string): number => numbers.get(name.toLowerCase()) ?? numbers.get(name) ?? 0;
        return [
          action.name,
          level(action.accessLevel),
          used.map(({ name }) => number(name)),
          used.filter(({ required }) => required).map(({ name }) => number(name)),
          [...new Set<string>([...action.conditionKeys, ...own.flatMap(({ conditionKeys }) => conditionKeys)])].toSorted(byText),
        ];
      });
      return [
        service,
        titles[service] ?? service,
        rcp.has(service) ? 1 : 0,
        types.map(([, type]) => [type.key, [type.arn].flat()]),
        actions,
        keys.map(([, key]) => [key.key, key.type]),
      ];
    });
  const { version } = json<{ version: string }>(path.join(source, 'package.json'));
  save('aws-actions.json.br', JSON.stringify([version, services]));
  facts.push(`aws actions: version ${version}, ${services.length} services, ${count} actions`);
};

/** First line: `[version, [[name, ARN without account, start, end]...]]`; then the documents, one after the other. Offsets in characters of the rest. */
const managedPolicies = (source: string): void => {
  const list = sorted(
    Object.entries(
      json<Record<string, { arn: string; latestVersionId: string; versions: Record<string, { document: unknown }> }>>(
        path.join(source, 'dist', 'managedPolicies.json'),
      ),
    ),
  );
  const { version } = json<{ version: string }>(path.join(source, 'package.json'));
  const index: unknown[] = [];
  let text = '';
  for (const [name, policy] of list) {
    const document = JSON.stringify(policy.versions[policy.latestVersionId]?.document);
    index.push([name, policy.arn.replace(/^arn:aws:iam::aws:/, ''), text.length, text.length + document.length]);
    text += document;
  }
  save('aws-managed-policies.txt.br', `${JSON.stringify([version, index])}\n${text}`);
  facts.push(`aws managed policies: version ${version}, ${index.length} documents`);
};

const git = (repository: string, file: string): string =>
  execFileSync('git', [`--git-dir=${repository}`, 'show', `HEAD:${file}`], { encoding: 'utf8', maxBuffer: 1e9 });

/** `[commit, [patterns], [[guid, name, [[actions], [not], [data], [not data], condition]...]...]]`, numbers of patterns. */
const azureRoles = (repository: string, commit: string): void => {
  const roles: readonly SourceRole[] = JSON.parse(git(repository, 'azure/built-in-roles-raw.json'));
  const table = new Map<string, number>();
  const number = (text: string): number => {
    const found = table.get(text) ?? table.size;
    table.set(text, found);
    return found;
  };
  const list = roles
    .toSorted((a, b) => byText(a.name, b.name))
    .map(({ name, roleName, permissions }) => [
      name,
      roleName,
      permissions.map((one) => [
        ...[one.actions, one.notActions, one.dataActions, one.notDataActions].map((each) => (each ?? []).map(number)),
        one.condition ?? null,
      ]),
    ]);
  save('azure-roles.json.br', JSON.stringify([commit, [...table.keys()], list]));
  facts.push(`azure roles: ${list.length} roles, ${table.size} patterns`);
};

/** `[commit, [permissions], [[role, title, stage, runs]...]]`: runs are pairs of gap and length over the sorted permissions. */
const gcpRoles = (repository: string, commit: string): void => {
  const files = execFileSync('git', [`--git-dir=${repository}`, 'ls-tree', '-r', '--name-only', 'HEAD', 'gcp/roles/'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const roles = files.map((file): SourceRole => JSON.parse(git(repository, file)));
  const permissions = [...new Set<string>(roles.flatMap((role) => role.includedPermissions ?? []))].toSorted(byText);
  const numbers = new Map(permissions.map((name, i) => [name, i]));
  const list = roles
    .toSorted((a, b) => byText(a.name, b.name))
    .map((role) => {
      const ids = (role.includedPermissions ?? []).map((name) => numbers.get(name) ?? 0).toSorted((a, b) => a - b);
      const runs: number[] = [];
      let last = 0;
      for (let i = 0; i < ids.length;) {
        let end = i;
        const first = ids[i] ?? 0;
        while (ids[end + 1] === first + end + 1 - i) end++;
        runs.push(first - last, end - i + 1);
        last = first + end + 1 - i;
        i = end + 1;
      }
      return [role.name.replace(/^roles\//, ''), role.title ?? '', role.stage ?? '', runs];
    });
  save('gcp-roles.json.br', JSON.stringify([commit, permissions, list]));
  facts.push(`google cloud roles: ${list.length} roles, ${permissions.length} permissions`);
};

if (values['iam-data']) awsActions(values['iam-data']);
if (values['managed-policies']) managedPolicies(values['managed-policies']);
if (values['iam-dataset']) {
  const commit = execFileSync('git', [`--git-dir=${values['iam-dataset']}`, 'log', '-1', '--format=%H %cs'], { encoding: 'utf8' }).trim();
  azureRoles(values['iam-dataset'], commit);
  gcpRoles(values['iam-dataset'], commit);
}
console.log(facts.join('\n'));
