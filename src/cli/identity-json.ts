import type { Allowed, Because, Decision, EscalationEdge, Identity, Permissions, Principal, Written } from '#identity/identity';
import type { IdentitySource } from './identity-input.ts';
import type { Question } from './identity-question.ts';

/** The answers as data; `docs/identity.schema.json` describes them. The same input gives the same bytes. */
export const canJson = (source: IdentitySource, { identity, action, what }: Question, principal: Principal, decision: Decision): object => ({
  schema: 'ippo.can/1',
  cloud: identity.cloud,
  principal: principal.id,
  action,
  resource: what?.id ?? null,
  ...decisionJson(source, decision),
});

export const whoCanJson = (source: IdentitySource, { identity, action, what }: Question, allowed: readonly Allowed[]): object => {
  const principals = new Map(identity.principals.map((one) => [one.id, one]));
  return {
    schema: 'ippo.who-can/1',
    cloud: identity.cloud,
    action,
    resource: what?.id ?? null,
    who: sortedBy(allowed, ({ who }) => who).map(({ who, known, decision }) => ({
      who,
      known,
      name: principals.get(who)?.name ?? null,
      kind: principals.get(who)?.kind ?? null,
      ...decisionJson(source, decision),
    })),
  };
};

export const principalJson = (source: IdentitySource, identity: Identity, principal: Principal, permissions: Permissions): object => {
  const { becomeAdministrator, edges } = identity.escalations();
  return {
    schema: 'ippo.principal/1',
    cloud: identity.cloud,
    who: principal.id,
    principal: { ...principal, at: placeJson(source, principal.at) },
    administrator: permissions.administrator,
    services: permissions.services.map((service) => ({
      ...service,
      wildcards: service.wildcards.map(({ pattern, because }) => ({ pattern, because: becauseJson(source, because) })),
    })),
    reaches: identity.reaches(principal.id),
    becomesAdministrator: (becomeAdministrator.get(principal.id) ?? []).map((edge) => edgeJson(source, identity, edge)),
    takenOverBy: sortedEdges(edges.filter(({ from, to }) => to === principal.id && from !== to)).map((edge) => edgeJson(source, identity, edge)),
  };
};

/** Of all clouds that were read; ids of principals differ from cloud to cloud. */
export const escalationsJson = (source: IdentitySource): object => {
  const clouds = [...source.clouds.values()].map((make) => make());
  const found = clouds.map((identity) => ({ identity, ...identity.escalations() }));
  return {
    schema: 'ippo.escalations/1',
    administrators: found.flatMap(({ administrators }) => [...administrators]).toSorted(),
    becomeAdministrator: found.flatMap(({ identity, becomeAdministrator }) =>
      sortedBy([...becomeAdministrator], ([who]) => who).map(([who, chain]) => ({
        cloud: identity.cloud,
        who,
        conditional: chain.some(({ condition }) => condition !== undefined),
        chain: chain.map((edge) => edgeJson(source, identity, edge)),
      })),
    ),
    edges: found.flatMap(({ identity, edges }) => sortedEdges(edges).map((edge) => edgeJson(source, identity, edge))),
    methods: found.flatMap(({ edges, methods }) =>
      [...new Set(edges.map(({ method }) => method))].toSorted().flatMap((id) => {
        const method = methods.get(id);
        return method ? [method] : [];
      }),
    ),
  };
};

export const sortedEdges = (edges: readonly EscalationEdge[]): readonly EscalationEdge[] =>
  sortedBy(edges, ({ from, to, method, via, condition }) => [from, to, condition ? 1 : 0, method, via ?? ''].join('\n'));
const sortedBy = <T>(list: readonly T[], key: (one: T) => string): readonly T[] => {
  const keyed = list.map((one) => [key(one), one] as const);
  return keyed.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one);
};

const decisionJson = (source: IdentitySource, { decision, condition, because, assumptions, missing }: Decision): object => ({
  decision,
  ...(condition ? { condition } : {}),
  because: because.map((one) => becauseJson(source, one)),
  assumptions,
  missing,
});
const becauseJson = (source: IdentitySource, { layer, effect, policy, statement, through, at }: Because): object => ({
  layer,
  effect,
  policy,
  statement: statement ?? null,
  through: through ?? null,
  at: placeJson(source, at),
});
/** `file` and, where it can be told, `line`. */
const placeJson = (source: IdentitySource, at: Written | undefined): object | null => {
  if (!at) return null;
  const line = at.line ?? Number(/:(\d+)$/.exec(source.place(at))?.[1] ?? 0);
  return { file: at.file, ...(line > 0 ? { line } : {}) };
};
const edgeJson = (source: IdentitySource, { cloud }: Identity, { from, to, method, via, condition, widens, permissions }: EscalationEdge): object => ({
  cloud,
  from,
  to,
  method,
  via: via ?? null,
  widens,
  ...(condition ? { condition } : {}),
  permissions: permissions.map(({ action, on, because }) => ({ action, on: on ?? null, because: because.map((one) => becauseJson(source, one)) })),
});

export const printed = (data: object): string => `${JSON.stringify(data, undefined, 2)}\n`;
