import { wordsOf } from '../../assignment.ts';
import { jsonText, walkJson } from '../../json-walk.ts';
import { isHash, isReference, isUuid, notASecret } from '../../placeholder.ts';
import type { Candidate } from '../../secret.ts';
import { family, filed, plain } from '../family.ts';

/** Attributes of providers that hold a secret in plain text in a state. */
const sensitive =
  /^(?:password|master_password|admin_password|administrator_login_password|admin_ssh_key|secret|secret_key|client_secret|ses_smtp_password_v4|private_key|private_key_pem|private_key_openssh|private_key_pem_pkcs8|key_material|secret_string|secret_data|token|auth_token|access_key|primary_access_key|secondary_access_key|primary_key|secondary_key|primary_connection_string|secondary_connection_string|primary_blob_connection_string|connection_string|admin_username_password|client_key|kube_config_raw|kube_admin_config_raw|value_wo|result|bcrypt_hash_input|api_key|primary_shared_key|secondary_shared_key|instrumentation_key|default_primary_key|default_secondary_key|default_primary_connection_string|primary_master_key|primary_readonly_key|primary_sql_connection_string|encrypted_password|site_credential\.password)$/;

const addressOf = (resource: Readonly<Record<string, string>>, index: string): string =>
  `${resource['module'] === undefined ? '' : `${resource['module']}.`}${resource['mode'] === 'data' ? 'data.' : ''}${resource['type'] ?? ''}.${resource['name'] ?? ''}${index}`;

/** The keys of the instances of a state (`[0]`, `["blue"]`), by where they stand. */
const instanceKeys = (text: string): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  try {
    const data: { readonly resources?: readonly { readonly instances?: readonly { readonly index_key?: unknown }[] }[] } = JSON.parse(text);
    data.resources?.forEach(({ instances }, i) =>
      instances?.forEach(({ index_key: key }, j) => {
        if (typeof key === 'string' || typeof key === 'number') keys.set(['resources', i, 'instances', j].join('\0'), `[${JSON.stringify(key)}]`);
      }),
    );
  } catch {
    // A state that is cut off: its addresses go without keys.
  }
  return keys;
};

/** `data` and `stringData` of Secret manifests. The indentation of YAML tells what belongs together. */
function* secretManifest(text: string): Iterable<Candidate> {
  const documents = text.split(/^---[^\n]*$/m);
  let offset = 0;
  for (const document of documents) {
    const base = text.indexOf(document, offset);
    offset = base + document.length;
    if (!/^[ \t]{0,8}["']?kind["']?:[ \t]{0,4}["']?Secret["']?,?[ \t\r]{0,8}$/m.test(document)) continue;
    const name = /^\s{1,8}name:\s{0,4}["']?([\w.-]{1,253})/m.exec(document)?.[1] ?? '';
    let block: { readonly encoded: boolean; readonly indent: number } | undefined;
    let at = 0;
    for (const line of document.split('\n')) {
      const start = base + at;
      at += line.length + 1;
      if (/^\s*(?:#|$)/.test(line)) continue;
      const indent = line.length - line.trimStart().length;
      const head = /^(data|stringData):\s*$/.exec(line.trim());
      if (head) {
        block = { encoded: head[1] === 'data', indent };
        continue;
      }
      if (block === undefined) continue;
      if (indent <= block.indent) {
        block = undefined;
        continue;
      }
      const match = /^[ \t]{0,40}["']?([\w.-]{1,253})["']?:[ \t]{1,8}["']?([^\s"'#|>][^"'\s]{2,20000}(?: [^"'\s]{1,200}){0,8})/.exec(line);
      const value = match?.[2];
      if (!match || value === undefined || isReference(value)) continue;
      const plainText = block.encoded ? Buffer.from(value, 'base64').toString('latin1') : value;
      if (block.encoded && (!/^[A-Za-z0-9+/]+={0,2}$/.test(value) || /[^\t\n\r\x20-\x7e\x80-\xff]/.test(plainText))) continue;
      if (!speaks(match[1] ?? '', plainText)) continue;
      const from = start + line.indexOf(value, line.indexOf(':'));
      yield {
        ...plain(plainText),
        start: from,
        end: from + value.length,
        confidence: 'likely',
        facts: { resource: `Secret/${name}`, name: match[1] ?? '' },
        reasons: ['secret-manifest', ...(block.encoded ? ['decoded-base64'] : [])],
      };
    }
  }
}

/** Users, hosts and settings are kept in secrets too. */
const speaks = (name: string, value: string): boolean => {
  const trimmed = value.trim();
  if (trimmed.length < 4 || notASecret(trimmed) !== undefined || isHash(trimmed) || trimmed.includes('-----BEGIN CERT')) return false;
  const words = wordsOf(name);
  if (
    words.some(
      (word) =>
        /^(?:pass|password|passwd|pwd|passphrase|secret|token|key|apikey|credential|credentials|auth|conn|connection|dsn|private)$/.test(word) ||
        /pass(?:word)?$|secret$|token$|apikey$/.test(word),
    )
  )
    return !/(?:^|[_.-])(?:id|name|user|username|public|host|port|url|pub|crt)$/i.test(name);
  return false;
};

/** What tools that build infrastructure write down. */
export default family({
  vendor: 'any',
  severity: 'critical',
  fix: {
    en: 'Change the value at the resource, keep states and manifests with secrets out of the repository (encrypted remote state, external or sealed secrets), then take it out.',
    ja: 'リソース側で値を変更します。秘密情報を含むステートやマニフェストはリポジトリに置かず、暗号化されたリモートステートや External Secrets などを利用したうえで取り除きます。',
  },
  opens: { en: 'The resource that it belongs to.', ja: '値が設定されているリソース' },
  rows: [
    filed({
      id: 'terraform-state',
      title: { en: 'Secret in Terraform state', ja: 'Terraform ステート内の秘密情報' },
      rank: 2,
      named: (path) => /\.tfstate(?:\.\w+)?$/.test(path),
      head: {
        anchors: ['"terraform_version"'],
        fits: (head) => /"terraform_version"\s*:/.test(head) && /"(?:serial|lineage|resources|planned_values|format_version)"/.test(head),
      },
      *find(text) {
        const found: {
          readonly value: string;
          readonly raw: string;
          readonly start: number;
          readonly end: number;
          readonly at: string;
          readonly name: string;
          readonly index: string;
        }[] = [];
        const heads = new Map<string, Record<string, string>>();
        walkJson(text, (one) => {
          const { path } = one;
          const last = String(path.at(-1));
          const attributes = path.findIndex((part) => part === 'attributes' || part === 'values');
          if (attributes < 0) {
            // Fields of the resource stand beside `instances`, and may stand behind them.
            const owner = path.slice(0, -1).join('\0');
            if (/^(?:type|name|module|mode|address)$/.test(last)) {
              const fields = heads.get(owner) ?? {};
              fields[last] = jsonText(one.raw);
              heads.set(owner, fields);
            }
            const output = path[0] === 'outputs' && last === 'value' && /pass|secret|token|key|conn/i.test(String(path[1]));
            if (output)
              found.push({ value: jsonText(one.raw), raw: one.raw, start: one.start, end: one.end, at: '', name: `output.${String(path[1])}`, index: '' });
            return;
          }
          if (!sensitive.test(last)) return;
          const instances = path.lastIndexOf('instances', attributes);
          const owner = path.slice(0, instances >= 0 ? instances : attributes).join('\0');
          const instance = instances < 0 ? '' : path.slice(0, instances + 2).join('\0');
          found.push({ value: jsonText(one.raw), raw: one.raw, start: one.start, end: one.end, at: owner, name: last, index: instance });
        });
        const keys = found.length > 0 && text.includes('"index_key"') ? instanceKeys(text) : new Map<string, string>();
        for (const one of found) {
          const { value } = one;
          const head = heads.get(one.at) ?? {};
          if (value.length < 4 || isUuid(value) || isReference(value) || value.startsWith('arn:') || notASecret(value) === 'placeholder') continue;
          if (one.name === 'result' && !/random_password|random_string|password/.test(head['type'] ?? '')) continue;
          if (/^(?:token|access_key|primary_key|value_wo|secret)$/.test(one.name) && value.length < 8) continue;
          const address = one.at === '' ? one.name : (head['address'] ?? addressOf(head, keys.get(one.index) ?? ''));
          yield {
            ...plain(value),
            start: one.start,
            end: one.end,
            confidence: 'certain',
            facts: { address, attribute: one.name },
            reasons: ['state-file', 'parsed'],
          };
        }
      },
    }),
    filed({
      id: 'k8s-secret-manifest',
      title: { en: 'Value of a Kubernetes Secret', ja: 'Kubernetes の Secret の値' },
      severity: 'high',
      rank: 1,
      named: (path) => /\.ya?ml(?:\.\w+)?$/.test(path),
      head: { anchors: ['apiversion:', 'kind:'], fits: (head) => /^(?:apiVersion|kind):/m.test(head) },
      find: (text) => (/kind["']?:\s{0,4}["']?Secret/.test(text) ? secretManifest(text) : []),
    }),
  ],
});
