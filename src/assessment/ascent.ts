import type { EscalationEdge, Escalations, Identity } from '#identity/identity';
import { conditionText } from '#identity/residual';
import type { Ascent } from '#resources/facets';

/** A chain of escalations as people read it. */
export const ascentOf = (identity: Identity, edges: readonly EscalationEdge[], methods: Escalations['methods']): Ascent => {
  const nameOf = (id: string): string => identity.principals.find((one) => one.id === id)?.name ?? id.slice(id.lastIndexOf('/') + 1);
  const conditions = edges.flatMap(({ condition }) => (condition === undefined ? [] : [conditionText(condition)]));
  return {
    hops: edges.map(({ from, to, method, permissions }) => {
      const { title, does } = methods.get(method) ?? { title: { en: method, ja: method }, does: { en: '', ja: '' } };
      const target = nameOf(to);
      return {
        from: nameOf(from),
        to: target,
        method,
        title,
        does: { en: does.en.replaceAll('{target}', target), ja: does.ja.replaceAll('{target}', target) },
        permissions: permissions.map(({ action }) => action),
      };
    }),
    condition: conditions.length === 0 ? undefined : [...new Set(conditions)].join('; '),
  };
};
