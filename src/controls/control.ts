import type { ApproachId } from '#framework/approaches';
import type { LayerId } from '#framework/layers';
import type { LeakPathId } from '#framework/leak-paths';
import type { Locale, Text } from '#framework/text';
import type { ViewpointId } from '#framework/viewpoints';
import type { Lowered, Severity, Verdict } from '#core/finding';
import type { Origin } from '#core/origin';
import { cloudNames, clouds, type Home, type Resource } from '#core/resource';
import type { Fact, Unknown } from '#core/value';
import type { FacetName, Facets, Remedy } from '#resources/facets';

export interface ControlSpec<F extends FacetName, E> {
  /** Kebab-case, names the bad thing, and is the name of its file. */
  readonly id: string;
  readonly severity: Severity;
  readonly viewpoints: readonly ViewpointId[];
  readonly leakPath: LeakPathId | undefined;
  readonly approach: ApproachId;
  readonly layer: LayerId;
  /** Rows of the catalogue that it answers, by resource type. */
  readonly intents: Readonly<Record<string, readonly string[]>>;
  readonly title: Text;
  readonly why: Text;
  /** For every cloud in which some resource type offers the facet (a test holds it to that). */
  readonly fix: Fixes;
  /** The change that removes it, if a change of code can. */
  readonly remedy: Remedy | undefined;
  readonly facet: F;
  /** Undefined: it does not apply to this resource. */
  readonly check: (facet: Facets[F], resource: Resource) => Verdict<E> | undefined;
  /** For evidence that is worse or milder than usual. */
  readonly severityOf?: (evidence: E, facet: Facets[F]) => Severity;
  /** Among findings of one severity: points of priority that this one weighs more. */
  readonly urgency?: (evidence: E) => number;
  /** What makes a failing facet weigh less: known and false. */
  readonly inUse?: (facet: Facets[F]) => Fact<boolean>;
  /** Something else takes it away again: a boundary, a Deny. */
  readonly cancelled?: (facet: Facets[F], evidence: E) => boolean;
  readonly message: Readonly<Record<Locale, (evidence: E) => string>>;
  /** Small Terraform bodies that pass, fail and cannot be judged: run as tests and shown in the docs. */
  readonly examples: Examples;
}
/** At least one cloud. */
export type Fixes = { readonly [H in Home]: Readonly<Record<H, Text>> & Readonly<Partial<Record<Home, Text>>> }[Home];
export interface Examples {
  readonly pass: string;
  readonly fail: string;
  readonly unknown?: string;
}

/** A control with its evidence type hidden, as the assessment and the reports see it. */
export interface Control extends Omit<ControlSpec<FacetName, never>, 'check' | 'inUse' | 'cancelled' | 'message' | 'severityOf' | 'urgency'> {
  judge(facetOf: <F extends FacetName>(name: F) => Facets[F] | undefined, resource: Resource): Judgement | undefined;
}
export interface Judgement {
  readonly verdict: Verdict<unknown>;
  readonly severity: Severity;
  readonly lowered: Lowered | undefined;
  /** Points of priority on top. */
  readonly urgency: number;
  /** Undefined when it passes or is not known. */
  readonly message: Text | undefined;
}

export const control = <F extends FacetName, E>({ check, inUse, cancelled, message, severityOf, urgency, ...rest }: ControlSpec<F, E>): Control => ({
  ...rest,
  judge(facetOf, resource) {
    const facet = facetOf(rest.facet);
    const verdict = facet === undefined ? undefined : check(facet, resource);
    if (facet === undefined || verdict === undefined) return undefined;
    if (verdict.is !== 'fail') return { verdict, severity: rest.severity, lowered: undefined, urgency: 0, message: undefined };
    const used = inUse?.(facet);
    return {
      verdict,
      severity: severityOf?.(verdict.evidence, facet) ?? rest.severity,
      lowered: used?.is === 'known' && !used.value ? 'not-in-use' : cancelled?.(facet, verdict.evidence) ? 'cancelled' : undefined,
      urgency: urgency?.(verdict.evidence) ?? 0,
      message: { en: message.en(verdict.evidence), ja: message.ja(verdict.evidence) },
    };
  },
});

/** What to do, cloud by cloud; the cloud is named only where there are several. */
export const fixText = ({ fix }: Pick<Control, 'fix'>, locale: Locale): string => {
  if (fix.none) return fix.none[locale];
  const texts = clouds.flatMap((cloud) => (fix[cloud] ? [[cloud, fix[cloud][locale]] as const] : []));
  return texts.map(([cloud, text]) => (texts.length === 1 ? text : `${cloudNames[cloud]}: ${text}`)).join(locale === 'ja' ? '' : ' ');
};

/**
 * Turns one fact into a verdict: `bad` sees the value and returns evidence, or nothing. A fact with several possible values fails only if all fail
 * and passes only if all pass. An undefined fact: the control does not apply.
 */
export function judge<T, E>(fact: Fact<T>, bad: (value: T) => E | undefined): Verdict<E>;
export function judge<T, E>(fact: Fact<T> | undefined, bad: (value: T) => E | undefined): Verdict<E> | undefined;
export function judge<T, E>(fact: Fact<T> | undefined, bad: (value: T) => E | undefined): Verdict<E> | undefined {
  if (fact === undefined) return undefined;
  if (fact.is === 'known') {
    const evidence = bad(fact.value);
    return evidence === undefined ? { is: 'pass', assumed: fact.assumed } : { is: 'fail', evidence, because: [fact.origin], assumed: fact.assumed };
  }
  const open: Verdict<E> = { is: 'unknown', why: fact.why, because: [fact.origin] };
  const members = fact.oneOf?.map((each) => judge(each as Fact<T>, bad)) ?? [];
  const [first] = members;
  return first !== undefined && first.is !== 'unknown' && members.every(({ is }) => is === first.is) ? first : open;
}

/** Fails when the fact is known to be `wrong`. The evidence is empty: the title says it all. */
export const judgeFlag = (fact: Fact<boolean> | undefined, wrong: boolean): Verdict<Record<string, never>> | undefined =>
  judge(fact, (value) => (value === wrong ? {} : undefined));

/** One verdict on many facts: every failure with its evidence; without one, the first doubt. */
export const judgeEach = <T, E>(facts: readonly Fact<T>[], bad: (value: T) => E | undefined): Verdict<readonly E[]> => {
  const evidence: E[] = [];
  const because: Origin[] = [];
  let open: Unknown<T> | undefined;
  let assumed = true;
  let someAssumed = false;
  for (const fact of facts) {
    const verdict = judge(fact, bad);
    if (verdict.is === 'fail') {
      evidence.push(verdict.evidence);
      because.push(...verdict.because);
      assumed &&= verdict.assumed;
    } else if (verdict.is === 'unknown') open ??= fact as Unknown<T>;
    else someAssumed ||= verdict.assumed;
  }
  if (evidence.length > 0) return { is: 'fail', evidence, because, assumed };
  return open ? { is: 'unknown', why: open.why, because: [open.origin] } : { is: 'pass', assumed: someAssumed };
};
