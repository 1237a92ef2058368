import type { Finding, Lowered, Severity, Verdict } from '#core/finding';
import type { Resource } from '#core/resource';
import type { Control, Judgement } from '#controls/control';
import type { Inventory } from '#inventory/inventory';
import type { FacetName, Facets } from '#resources/facets';
import { lookAround, noReaders, type Readers } from './look-around.ts';

export interface Assessment {
  readonly findings: readonly Finding[];
  readonly passed: ReadonlyMap<string, number>;
  readonly passedAssumed: ReadonlyMap<string, number>;
  /** Which controls have judged which resources, for coverage: number of judgements by control. */
  readonly judged: ReadonlyMap<string, number>;
  /** Resources on which some control has looked, by control layer. */
  readonly layers: ReadonlyMap<number, ReadonlySet<string>>;
  /** Who looked at what beside itself: if that changes, they are judged again. */
  readonly readers: Readers;
}

/** Judges every resource, or only `some`. */
export const assess = (inventory: Inventory, controls: readonly Control[], some?: Iterable<number>): Assessment => {
  const findings: Finding[] = [];
  const passed = new Map<string, number>();
  const passedAssumed = new Map<string, number>();
  const judgedBy = new Map<string, number>();
  const layers = new Map<number, Set<string>>();
  const readers = noReaders();
  const byFacet = new Map<FacetName, Control[]>();
  for (const control of controls) byFacet.set(control.facet, [...(byFacet.get(control.facet) ?? []), control]);

  for (const i of some ?? numbers(inventory.size)) {
    if (inventory.gone.has(i)) continue;
    const type = inventory.type(i);
    const resource = inventory.resource(i);
    const around = lookAround(inventory, i, readers);
    for (const name of type.facets) {
      const judging = byFacet.get(name);
      if (!judging) continue;
      const facet = type.facet(name, resource, around);
      const facetOf = <F extends FacetName>(wanted: F): Facets[F] | undefined =>
        wanted === name ? (facet as Facets[F] | undefined) : type.facet(wanted, resource, around);
      for (const control of judging) {
        const judgement = control.judge(facetOf, resource);
        if (!judgement) continue;
        count(judgedBy, control.id);
        layers.set(i, (layers.get(i) ?? new Set()).add(control.layer));
        if (judgement.verdict.is === 'pass') {
          count(passed, control.id);
          if (judgement.verdict.assumed) count(passedAssumed, control.id);
        } else findings.push(finding(control, resource, i, judgement.verdict, judgement));
      }
    }
  }
  return { findings, passed, passedAssumed, judged: judgedBy, layers, readers };
};

const finding = (
  control: Control,
  resource: Resource,
  i: number,
  verdict: Exclude<Verdict<unknown>, { is: 'pass' }>,
  { severity, lowered, message, urgency }: Judgement,
): Finding => {
  const less = lowered ?? (resource.maybe ? 'may-not-exist' : undefined);
  return {
    id: `${control.id} ${resource.id}`,
    control: control.id,
    resource: i,
    // What nothing uses, or what something else takes away again, does no harm today.
    severity: less === 'cancelled' ? 'info' : less === 'not-in-use' && severity !== 'info' ? 'low' : severity,
    priority: Math.min(100, priority(severity, verdict, less) + urgency),
    lowered: less,
    verdict: resource.maybe && verdict.is === 'fail' ? { ...verdict, assumed: true } : verdict,
    message: message ?? control.title,
  };
};

const weights: Readonly<Record<Severity, number>> = { critical: 95, high: 75, medium: 50, low: 25, info: 8 };

/** Severity is the control's own; what is not in use, may not exist or rests on an assumption weighs less. */
const priority = (severity: Severity, verdict: Verdict<unknown>, lowered: Lowered | undefined): number => {
  if (verdict.is === 'unknown') return Math.round(weights[severity] / 10);
  const assumed = verdict.is === 'fail' && verdict.assumed ? 0.9 : 1;
  return Math.round(weights[severity] * assumed * (lowered === undefined ? 1 : lowered === 'may-not-exist' ? 0.8 : 0.4));
};

const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
export function* numbers(end: number): Generator<number> {
  for (let i = 0; i < end; i++) yield i;
}
