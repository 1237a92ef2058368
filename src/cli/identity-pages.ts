import type { Locale } from '#framework/text';
import type { Because, Decision, EscalationEdge, Outcome, Principal, Residual } from '#identity/identity';
import { callerOf } from '#identity/aws/caller';
import { conditionText } from '#identity/residual';
import { painter } from '#reports/text';
import { nearest } from '#sources/terraform/functions/index';
import type { IdentitySource } from './identity-input.ts';
import { UsageError, type Options } from './options.ts';

const words = {
  en: {
    outcome: {
      allow: 'allowed',
      'explicit-deny': 'denied (an explicit Deny)',
      'implicit-deny': 'not allowed (nothing allows it)',
      'allow-if': 'allowed under a condition',
    },
    if: 'if',
    because: 'because',
    missing: (what: string) => `not collected: ${what}`,
    assumption: (what: string) => `assumption: ${what}`,
    effect: { allow: 'allow', deny: 'deny', 'nothing-allows': 'nothing allows' },
    through: (group: string) => `through group ${group}`,
    statement: (one: string | number) => (typeof one === 'number' ? `statement ${one}` : `statement "${one}"`),
    who: (certain: number, open: number) => `${certain} can; ${open} could under a condition.`,
    nobody: 'Nobody can.',
    outside: 'outside what was read',
    administrators: 'Administrators',
    become: 'Can become administrator',
    others: 'Other ways to become somebody else',
    none: 'Nobody else can become administrator.',
    noOthers: 'None.',
    administrator: 'administrator',
    nothing: 'no permissions',
    everywhere: 'on all resources',
    partly: 'on some resources or under conditions',
    levels: { list: 'list', read: 'read', write: 'write', tagging: 'tagging', permissions: 'permissions' },
    wildcard: 'wildcard',
    of: (a: number, b: number) => `${a} of ${b} actions`,
    more: (n: number) => `... ${n} more: --all`,
    needs: 'needs',
  },
  ja: {
    outcome: { allow: '許可', 'explicit-deny': '拒否(明示的な Deny)', 'implicit-deny': '不許可(許可するポリシーなし)', 'allow-if': '条件付きで許可' },
    if: '条件',
    because: '根拠',
    missing: (what: string) => `未収集: ${what}`,
    assumption: (what: string) => `前提: ${what}`,
    effect: { allow: '許可', deny: '拒否', 'nothing-allows': '許可なし' },
    through: (group: string) => `グループ ${group} 経由`,
    statement: (one: string | number) => (typeof one === 'number' ? `ステートメント ${one}` : `ステートメント「${one}」`),
    who: (certain: number, open: number) => `実行可能 ${certain} 件、条件付き ${open} 件`,
    nobody: '実行できるプリンシパルはありません。',
    outside: '読み取り範囲外',
    administrators: '管理者',
    become: '管理者になれるプリンシパル',
    others: 'ほかのプリンシパルになれる経路',
    none: '管理者になれるプリンシパルは、ほかにありません。',
    noOthers: 'ありません。',
    administrator: '管理者',
    nothing: '権限なし',
    everywhere: 'すべてのリソース',
    partly: '一部のリソース、または条件付き',
    levels: { list: '一覧', read: '読み取り', write: '書き込み', tagging: 'タグ付け', permissions: 'アクセス権限の管理' },
    wildcard: 'ワイルドカード',
    of: (a: number, b: number) => `${b} アクション中 ${a}`,
    more: (n: number) => `…ほか ${n} 件(--all で表示)`,
    needs: '必要な権限',
  },
} as const;

const layerNames: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: {
    identity: 'identity policy',
    resource: 'resource policy',
    trust: 'trust policy',
    boundary: 'permissions boundary',
    session: 'session policy',
    endpoint: 'endpoint policy',
    root: 'root user',
    grant: 'KMS grant',
    'no-permission-needed': 'a call that needs no permission',
  },
  ja: {
    identity: 'ID ベースのポリシー',
    resource: 'リソースベースのポリシー',
    trust: '信頼ポリシー',
    boundary: 'アクセス許可の境界',
    session: 'セッションポリシー',
    endpoint: 'エンドポイントポリシー',
    root: 'ルートユーザー',
    grant: 'KMS グラント',
    'no-permission-needed': '権限の要らない呼び出し',
  },
};
const layerName = (layer: string, locale: Locale): string => {
  const [, kind, level] = /^(scp|rcp) (\d+)$/.exec(layer) ?? [];
  if (kind !== undefined) return locale === 'ja' ? `${kind.toUpperCase()}(第 ${Number(level) + 1} 階層)` : `${kind.toUpperCase()} level ${Number(level) + 1}`;
  return layerNames[locale][layer] ?? layer;
};

const isJson = (options: Options): boolean => options.outputs[0]?.format === 'json';
const asJson = (data: unknown): string => `${JSON.stringify(data, (_key, value: unknown) => (value instanceof Set ? [...value].sort() : value), 2)}\n`;

/** The principal that a person means: by short name, ARN or Terraform address; somebody from outside by ARN, account, service name or `*`. */
export const principalOf = ({ identity }: IdentitySource, who: string | undefined, command: string): Principal => {
  if (who === undefined)
    throw new UsageError(
      `${command} takes a principal: a name, an ARN or a Terraform address.`,
      `${command} にはプリンシパル(名前、ARN、または Terraform のアドレス)を指定してください。`,
    );
  const found = identity.find(who);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1)
    throw new UsageError(
      `"${who}" is not unique: ${found.map(({ id }) => id).join(', ')}.`,
      `「${who}」に当てはまるものが複数あります: ${found.map(({ id }) => id).join('、')}`,
    );
  if (callerOf(who)) return { id: who, name: who, kind: who === '*' ? 'anyone' : 'role', account: '', at: undefined };
  const near = nearest(who, [...new Set(identity.principals.flatMap(({ name, address }) => [name, ...(address === undefined ? [] : [address])]))]);
  throw new UsageError(
    `There is no principal "${who}".${near ? ` Did you mean "${near}"?` : ''}`,
    `「${who}」というプリンシパルはありません。${near ? `「${near}」ではありませんか。` : ''}`,
  );
};

/** An action that is not in the data is still evaluated by its name; a slip of the keyboard is said. */
export const actionOf = ({ identity }: IdentitySource, action: string | undefined, command: string): string => {
  if (action === undefined || !/^[a-z0-9-]+:[a-z0-9]+$/i.test(action))
    throw new UsageError(
      `${command} takes an action such as s3:GetObject${action === undefined ? '' : `, not "${action}"`}.`,
      `${command} にはアクション(例: s3:GetObject)を指定してください。`,
    );
  const { actions } = identity.engine.estate;
  if (actions.idOf(action) !== undefined) return action;
  const prefix = action.slice(0, action.indexOf(':')).toLowerCase();
  const service = actions.services.find((one) => one.prefix === prefix);
  const near = service
    ? nearest(
        action,
        Array.from({ length: service.end - service.start }, (_, i) => actions.name(service.start + i)),
      )
    : nearest(
        prefix,
        actions.services.map((one) => one.prefix),
      );
  if (near)
    throw new UsageError(
      `There is no action "${action}". Did you mean "${service ? near : `${near}:${action.slice(prefix.length + 1)}`}"?`,
      `「${action}」というアクションはありません。「${service ? near : `${near}:${action.slice(prefix.length + 1)}`}」ではありませんか。`,
    );
  return action;
};

/** What: a full ARN, or the short name or address of a resource that was read. */
export const resourceOf = ({ identity }: IdentitySource, what: string | undefined): string => {
  if (what === undefined || what === '*' || what.startsWith('arn:')) return what ?? '*';
  const { input } = identity.engine.estate;
  const all = [...input.resources, ...input.roles, ...input.users, ...input.groups].map((one) => ({ arn: one.arn, name: one.name, address: one.address }));
  const [head = '', ...rest] = what.split('/');
  const found = all.find(({ name, address }) => name === what || address === what);
  if (found) return found.arn;
  const bucket = rest.length > 0 ? all.find(({ arn, name, address }) => (name === head || address === head) && arn.includes(':s3:::')) : undefined;
  if (bucket) return `${bucket.arn}/${rest.join('/')}`;
  const near = nearest(
    what,
    all.flatMap(({ name, address }) => [name, ...(address === undefined ? [] : [address])]),
  );
  throw new UsageError(
    `There is no resource "${what}".${near ? ` Did you mean "${near}"?` : ' Give an ARN.'}`,
    `「${what}」というリソースはありません。${near ? `「${near}」ではありませんか。` : 'ARN で指定してください。'}`,
  );
};

export const canPage = (source: IdentitySource, who: string | undefined, action: string | undefined, what: string | undefined, options: Options): string => {
  const principal = principalOf(source, who, 'can');
  const asked = actionOf(source, action, 'can');
  const resource = resourceOf(source, what);
  const decision = source.identity.can(principal.id, asked, resource, options.context);
  if (isJson(options)) return asJson({ principal: principal.id, action: asked, resource, ...decisionJson(decision, source) });
  return `${decisionLines(`${principal.name}  ${asked}  ${resource}`, decision, source, options).join('\n')}\n`;
};

export const whoCanPage = (source: IdentitySource, action: string | undefined, what: string | undefined, options: Options): string => {
  const asked = actionOf(source, action, 'who-can');
  const resource = resourceOf(source, what);
  const allowed = source.identity.whoCan(asked, resource, options.context);
  if (isJson(options))
    return asJson({ action: asked, resource, who: allowed.map(({ who, known, decision }) => ({ who, known, ...decisionJson(decision, source) })) });
  const word = words[options.locale];
  const paint = painter(options.colour);
  const certain = allowed.filter(({ decision }) => decision.decision === 'allow').length;
  const lines = allowed.flatMap(({ who, known, decision }) => [
    ...decisionLines(`${who}${known ? '' : `  ${paint('dim', word.outside)}`}`, decision, source, options),
  ]);
  return `${asked}  ${resource}\n${allowed.length === 0 ? word.nobody : word.who(certain, allowed.length - certain)}\n\n${lines.join('\n')}\n`;
};

export const principalPage = (source: IdentitySource, who: string | undefined, options: Options): string => {
  const principal = principalOf(source, who, 'principal');
  const permissions = source.identity.permissionsOf(principal.id);
  const escalations = source.identity.escalations();
  const chain = escalations.becomeAdministrator.get(principal.id) ?? [];
  if (isJson(options)) return asJson({ ...permissions, principal, becomesAdministrator: chain.map((edge) => edgeJson(edge, source)) });
  const word = words[options.locale];
  const paint = painter(options.colour);
  const lines = [
    `${paint('bold', principal.name)}  ${principal.id}${principal.address ? `  ${paint('dim', principal.address)}` : ''}  ${paint('dim', source.place(principal.at))}`,
  ];
  if (permissions.administrator) lines.push(paint('red', word.administrator));
  else if (chain.length > 0) lines.push(paint('red', word.become), ...chain.flatMap((edge, i) => edgeLines(edge, i + 1, source, options)));
  if (permissions.services.length === 0) lines.push(word.nothing);
  const most = options.all ? Infinity : 25;
  for (const { service, levels, everywhere, total, allowed, wildcards } of permissions.services.slice(0, most)) {
    lines.push('', `${paint('bold', service)}  ${word.of(allowed, total)}  ${paint(everywhere ? 'red' : 'dim', everywhere ? word.everywhere : word.partly)}`);
    for (const [level, names] of Object.entries(levels)) {
      const short = names.map((name) => name.slice(service.length + 1));
      const shown = options.all ? short : short.slice(0, 8);
      lines.push(`  ${word.levels[level as keyof typeof levels]}: ${shown.join(', ')}${short.length > shown.length ? `, … (${short.length})` : ''}`);
    }
    const seen = new Set<string>();
    for (const { pattern, because } of wildcards) {
      const line = `  ${word.wildcard} ${pattern}  ${paint('dim', `${because.policy}  ${source.place(because.at)}`)}`;
      if (!seen.has(line)) lines.push(line);
      seen.add(line);
    }
  }
  if (permissions.services.length > most) lines.push('', word.more(permissions.services.length - most));
  return `${lines.join('\n')}\n`;
};

export const escalationsPage = (source: IdentitySource, options: Options): string => {
  const { administrators, becomeAdministrator, edges, methods } = source.identity.escalations();
  const names = nameOf(source);
  if (isJson(options))
    return asJson({
      administrators,
      becomeAdministrator: [...becomeAdministrator].map(([who, chain]) => ({
        who,
        conditional: chain.some(({ condition }) => condition !== undefined),
        chain: chain.map((edge) => edgeJson(edge, source)),
      })),
      edges: edges.map((edge) => edgeJson(edge, source)),
      methods: [...new Set(edges.map(({ method }) => method))].sort().map((id) => methods.get(id)),
    });
  const word = words[options.locale];
  const paint = painter(options.colour);
  const lines = [
    paint('bold', `${word.administrators} (${administrators.size})`),
    ...[...administrators].sort().map((id) => `  ${names(id)}  ${paint('dim', id)}`),
    '',
  ];
  lines.push(paint('bold', `${word.become} (${becomeAdministrator.size})`));
  if (becomeAdministrator.size === 0) lines.push(`  ${word.none}`);
  for (const [who, chain] of [...becomeAdministrator].sort(([a, x], [b, y]) => x.length - y.length || (a < b ? -1 : 1)))
    lines.push(`  ${paint('red', names(who))}  ${paint('dim', who)}`, ...chain.flatMap((edge, i) => edgeLines(edge, i + 1, source, options)));
  const other = edges.filter(({ from }) => !becomeAdministrator.has(from));
  lines.push('', paint('bold', `${word.others} (${other.length})`));
  if (other.length === 0) lines.push(`  ${word.noOthers}`);
  const most = options.all ? Infinity : 20;
  for (const edge of other.slice(0, most))
    lines.push(`  ${names(edge.from)} → ${names(edge.to)}  ${edge.method}`, ...(options.all ? edgeLines(edge, 1, source, options) : []));
  if (other.length > most) lines.push(`  ${word.more(other.length - most)}`);
  return `${lines.join('\n')}\n`;
};

const nameOf =
  ({ identity }: IdentitySource) =>
  (id: string): string =>
    identity.principals.find((one) => one.id === id)?.name ?? id;

const decisionLines = (head: string, decision: Decision, source: IdentitySource, { locale, colour }: Options): string[] => {
  const word = words[locale];
  const paint = painter(colour);
  return [
    `${head}  ${paint(colours[decision.decision], word.outcome[decision.decision])}`,
    ...(decision.condition ? [`  ${word.if}: ${conditionText(decision.condition)}`] : []),
    ...decision.because.map((one) => `  ${word.because}: ${becauseText(one, source, locale)}`),
    ...decision.assumptions.map((one) => `  ${word.assumption(one)}`),
    ...(decision.missing.length > 0 ? [`  ${paint('dim', word.missing(decision.missing.join(', ')))}`] : []),
  ];
};
const colours: Readonly<Record<Outcome, 'green' | 'red' | 'yellow'>> = { allow: 'green', 'explicit-deny': 'red', 'implicit-deny': 'red', 'allow-if': 'yellow' };

const becauseText = ({ layer, effect, policy, statement, through, at }: Because, source: IdentitySource, locale: Locale): string => {
  const word = words[locale];
  const name = layerName(layer, locale);
  if (effect === 'nothing-allows') return `${name}: ${word.effect[effect]}`;
  return [
    `${name}: ${word.effect[effect]}`,
    policy,
    statement === undefined ? '' : word.statement(statement),
    through === undefined ? '' : word.through(through),
    source.place(at),
  ]
    .filter(Boolean)
    .join('  ');
};

/** One hop of a chain: what the attacker does, and which statements let him. */
const edgeLines = (edge: EscalationEdge, number: number, source: IdentitySource, options: Options): string[] => {
  const { locale, colour } = options;
  const word = words[locale];
  const paint = painter(colour);
  const method = source.identity.escalations().methods.get(edge.method);
  const target = nameOf(source)(edge.to);
  const does = method?.does[locale].replaceAll('{target}', target).replaceAll('{via}', edge.via ?? '') ?? target;
  return [
    `    ${number}. ${does}  ${paint('dim', `[${edge.method}]`)}`,
    ...(edge.condition ? [`       ${word.if}: ${conditionText(edge.condition)}`] : []),
    ...edge.permissions.map(({ action, on, because }) => {
      const [first] = because;
      return `       ${word.needs}: ${action}${on === undefined || on === '*' ? '' : ` (${on})`}  ${paint('dim', first ? [first.policy, source.place(first.at)].filter(Boolean).join('  ') : '')}`;
    }),
  ];
};

const decisionJson = (decision: Decision, source: IdentitySource): Readonly<Record<string, unknown>> => ({
  decision: decision.decision,
  ...(decision.condition ? { condition: decision.condition satisfies Residual } : {}),
  because: decision.because.map((one) => becauseJson(one, source)),
  assumptions: decision.assumptions,
  missing: decision.missing,
});
const becauseJson = (one: Because, source: IdentitySource): Readonly<Record<string, unknown>> => ({ ...one, at: one.at ? source.place(one.at) : undefined });
const edgeJson = (edge: EscalationEdge, source: IdentitySource): Readonly<Record<string, unknown>> => ({
  ...edge,
  permissions: edge.permissions.map(({ action, on, because }) => ({ action, on, because: because.map((one) => becauseJson(one, source)) })),
});
