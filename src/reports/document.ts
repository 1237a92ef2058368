import type { Diagnostic } from '#core/diagnostic';
import type { Edit } from '#core/finding';
import type { Text } from '#framework/text';
import type { Figure } from '#framework/figure';
import { viewpointIds } from '#framework/viewpoints';
import { responsibility, type ResponsibilityRow } from '#framework/responsibility';
import { layerIds, type LayerId } from '#framework/layers';
import type { Finding } from '#core/finding';
import { chain, positionAt, type Origin, type Place } from '#core/origin';
import type { AccessInput } from '#assessment/identity-of';
import type { Run } from '#assessment/run';
import { byPriority } from '#assessment/run';
import type { Step } from '#assessment/steps';
import { unresolvedText } from './coverage.ts';
import { credentialPaths, type PathEntry } from './credential-paths.ts';
import { mask } from './mask.ts';
import { originText, reasonText } from './reasons.ts';
import { savedAccess } from './saved-access.ts';

/** Where something stands. Lines and columns from 1. */
export interface At {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly attribute: string;
}
export interface OriginEntry {
  readonly is: 'written' | 'default' | 'absent' | 'answer';
  readonly file?: string;
  readonly line?: number;
  readonly text?: string;
  readonly note?: Text;
}
export interface FindingEntry {
  readonly id: string;
  readonly control: string;
  readonly intents: readonly string[];
  readonly verdict: 'fail' | 'unknown';
  readonly severity: string;
  readonly priority: number;
  readonly certainty: 'certain' | 'assumed';
  readonly lowered: string | null;
  readonly resource: { readonly id: string; readonly type: string; readonly cloud: string; readonly name: string; readonly address: string };
  readonly at: At;
  readonly origins: readonly OriginEntry[];
  readonly viewpoints: readonly string[];
  readonly leakPath: string | null;
  readonly approach: string;
  readonly layer: string;
  readonly reach: null;
  readonly evidence: unknown;
  readonly message: Text;
  readonly cause: string | null;
}
export interface StepEntry {
  readonly id: string;
  readonly title: Text;
  readonly changes: Step['changes'];
  readonly resolves: readonly string[];
  readonly cuts: readonly string[];
  readonly introduces: readonly string[];
  readonly recreates: readonly string[];
  readonly proven: boolean;
}
/** The assessment file `ippo.assessment/1`: the contract for every consumer. */
export interface AssessmentDocument {
  readonly schema: 'ippo.assessment/1';
  readonly ippo: { readonly version: string };
  readonly at: string;
  readonly lang: readonly string[];
  readonly inputs: readonly { readonly kind: string; readonly path: string; readonly files: number }[];
  readonly resources: { readonly total: number; readonly byType: Readonly<Record<string, number>> };
  readonly coverage: {
    readonly resolved: number;
    readonly withheld: number;
    readonly unresolved: readonly { readonly what: string; readonly why: Text; readonly at: At | null }[];
    /** `control` is `*` where no control looks at the kind of resource at all. */
    readonly notAssessed: readonly { readonly control: string; readonly resource: string; readonly count: number; readonly why: Text }[];
  };
  readonly responsibility: readonly ResponsibilityRow[];
  readonly figure: Figure;
  readonly findings: readonly FindingEntry[];
  readonly paths: readonly PathEntry[];
  readonly steps: readonly StepEntry[];
  readonly passed: Readonly<Record<string, number>>;
  readonly passedAssumed: Readonly<Record<string, number>>;
  readonly exceptions: readonly never[];
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: string;
    readonly message: Text;
    readonly at: At | null;
    readonly hint: Text | null;
  }[];
  /** Who may do what, as the identity commands read it. */
  readonly identity?: AccessInput;
}

export interface Circumstances {
  readonly version: string;
  /** ISO time. */
  readonly at: string;
  readonly path: string;
  /** Undefined: the document cannot be asked who may do what. */
  readonly access?: AccessInput;
}

export const assessmentDocument = (run: Run, circumstances: Circumstances): AssessmentDocument => ({
  ...withoutFindings(run, circumstances),
  findings: [...findingEntries(run)],
});

/** The document as JSON in pieces: the findings are made one after the other, so that many of them do not fill the memory. */
export function* jsonPieces(run: Run, circumstances: Circumstances): Generator<string> {
  const [head = '', tail = ''] = JSON.stringify({ ...withoutFindings(run, circumstances), findings: ['\u0000'] }).split('"\\u0000"');
  yield head;
  let first = true;
  for (const entry of findingEntries(run)) {
    yield (first ? '' : ',') + JSON.stringify(entry);
    first = false;
  }
  yield `${tail}\n`;
}

function* findingEntries(run: Run): Generator<FindingEntry> {
  const causeOf = new Map(run.causes.flatMap((cause) => cause.findings.map((finding) => [finding.id, cause.id] as const)));
  for (const finding of run.assessment.findings.toSorted(byPriority(run.inventory))) yield findingEntry(run, finding, causeOf.get(finding.id) ?? null);
}

const withoutFindings = (run: Run, { version, at, path, access }: Circumstances): Omit<AssessmentDocument, 'findings'> => {
  const { source, inventory, assessment } = run;
  const paths = credentialPaths(run);
  const byType: Record<string, number> = {};
  for (let i = 0; i < inventory.size; i++) if (inventory.type(i).cloud !== 'none') byType[inventory.type(i).type] = (byType[inventory.type(i).type] ?? 0) + 1;
  return {
    schema: 'ippo.assessment/1',
    ippo: { version },
    at,
    lang: ['en', 'ja'],
    inputs: [{ kind: 'terraform', path, files: source.fileCount }, ...(run.scan ? [{ kind: 'credentials', path, files: run.scan.files }] : [])],
    resources: { total: source.blocks.length, byType: sorted(byType) },
    coverage: {
      resolved: source.blocks.length,
      withheld: source.withheld.length,
      unresolved: source.unresolved.map((one) => ({ what: `${one.address} (${one.source})`, why: unresolvedText(one), at: placeAt(one.place, '') })),
      notAssessed: [...inventory.unknownTypes]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([resource, count]) => ({
          control: '*',
          resource,
          count,
          why: { en: 'No control looks at this type yet.', ja: 'この種類のリソースは、まだ診断の対象ではありません。' },
        })),
    },
    responsibility: responsibilityOf(run),
    figure: figureOf(run),
    paths: paths.map(({ finding: _, ...path }) => path),
    steps: run.steps.map(stepEntry(run, paths)),
    passed: sorted(Object.fromEntries(assessment.passed)),
    passedAssumed: sorted(Object.fromEntries(assessment.passedAssumed)),
    exceptions: [],
    diagnostics: [...source.diagnostics, ...notesOf(run)].map((one) => ({
      code: one.code,
      severity: one.severity,
      message: one.message,
      at: one.at ? placeAt(one.at, '') : null,
      hint: one.hint ?? null,
    })),
    ...(access ? { identity: savedAccess(access) } : {}),
  };
};

/** What the scanner for credentials could not look at. */
export const notesOf = ({ scan }: Run): Diagnostic[] =>
  (scan?.notes ?? []).map(({ code, path, text }) => ({
    code: `credentials-${code}`,
    severity: 'warning',
    at: path === '' ? undefined : { is: 'written', file: { path, text: '' }, start: 0, end: 0, from: undefined },
    message: text,
  }));

const sorted = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Counts of verdicts by viewpoint. A control that serves two viewpoints counts in both. */
export const figureOf = ({ assessment, byId }: Run): Figure => {
  const figure = Object.fromEntries(viewpointIds.map((id) => [id, { fail: 0, unknown: 0, pass: 0 }])) as Record<
    (typeof viewpointIds)[number],
    { fail: number; unknown: number; pass: number }
  >;
  for (const { control, verdict } of assessment.findings) for (const id of byId.get(control)?.viewpoints ?? []) figure[id][verdict.is] += 1;
  for (const [control, passes] of assessment.passed) for (const id of byId.get(control)?.viewpoints ?? []) figure[id].pass += passes;
  return figure;
};

export const responsibilityOf = ({ inventory, assessment }: Run): ResponsibilityRow[] => {
  const services = new Map<string, { service: string; model: 'iaas' | 'paas' | 'saas'; resources: number; assessed: Set<LayerId> }>();
  for (let i = 0; i < inventory.size; i++) {
    const { service, model, cloud } = inventory.type(i);
    if (cloud === 'none') continue;
    const row = services.get(service) ?? { service, model, resources: 0, assessed: new Set<LayerId>() };
    services.set(service, row);
    row.resources += 1;
    for (const layer of layerIds) if (assessment.layers.get(i)?.has(layer)) row.assessed.add(layer);
  }
  return responsibility([...services.values()]);
};

const findingEntry = ({ inventory, byId }: Run, finding: Finding, cause: string | null): FindingEntry => {
  const control = byId.get(finding.control);
  const resource = inventory.resource(finding.resource);
  const { verdict } = finding;
  const place = placeOf(finding, resource.place);
  return {
    id: finding.id,
    control: finding.control,
    intents: control?.intents[resource.type] ?? [],
    verdict: verdict.is,
    severity: finding.severity,
    priority: finding.priority,
    certainty: verdict.is === 'fail' && verdict.assumed ? 'assumed' : 'certain',
    lowered: finding.lowered ?? null,
    resource: {
      id: resource.id,
      type: resource.type,
      cloud: resource.cloud,
      name: inventory.type(finding.resource).nameOf(inventory.parts(finding.resource)[0]) ?? '',
      address: resource.id,
    },
    at: placeAt(place, attributeAt(place)),
    origins: originsOf(verdict.because, control?.facet === 'plainSecrets'),
    viewpoints: control?.viewpoints ?? [],
    leakPath: control?.leakPath ?? null,
    approach: control?.approach ?? '',
    layer: control?.layer ?? '',
    reach: null,
    evidence: verdict.is === 'fail' ? (verdict.evidence ?? {}) : { why: verdict.why },
    message: messageOf(finding),
    cause,
  };
};

/** What was found, or why it cannot be told. */
export const messageOf = ({ verdict, message }: Finding): Text => {
  if (verdict.is === 'fail') return message;
  const reason = reasonText(verdict.why);
  return { en: `Cannot be told: ${reason.en}.`, ja: `判断できません。${reason.ja}。` };
};

/** The place of the deciding value, where it is used; else the resource. */
export const placeOf = ({ verdict }: Finding, resource: Place): Place => {
  const written = verdict.because.find((origin): origin is Place => origin.is === 'written' && origin.file.path !== '' && !origin.file.path.startsWith('-var'));
  return written ?? resource;
};

/** The lines from where a value is used to where it is written. */
export const originsOf = (origins: readonly Origin[], secret = false): OriginEntry[] =>
  origins.slice(0, 5).flatMap((origin): OriginEntry[] => {
    if (origin.is === 'written')
      return chain(origin)
        .slice(0, 12)
        .map(({ file, start, end }) => ({
          is: 'written',
          file: file.path,
          line: positionAt(file, start).line,
          text: secret ? '****' : firstLine(file.text.slice(start, Math.min(end, start + 120))),
        }));
    const note = originText(origin);
    return note ? [{ is: origin.is, note }] : [];
  });

const firstLine = (text: string): string => mask((text.split('\n')[0] ?? '').trim());

export const placeAt = ({ file, start, end }: Place, attribute: string): At => {
  const from = positionAt(file, start);
  return { file: file.path, line: from.line, endLine: positionAt(file, Math.max(start, end - 1)).line, column: from.column, attribute };
};

/** The name left of the equals sign, if the value stands on such a line. */
const attributeAt = ({ file, start }: Place): string => /([\w-]+)\s*=\s*$/.exec(file.text.slice(Math.max(0, start - 80), start))?.[1] ?? '';

export const stepEntry =
  ({ byId }: Run, paths: readonly (PathEntry & { readonly finding: string })[] = []) =>
  (step: Step): StepEntry => ({
    id: step.id,
    title: stepTitle(step, byId),
    changes: step.changes.map((change) => ({ ...change, before: mask(change.before), after: mask(change.after) })),
    resolves: step.resolves,
    cuts: paths.filter(({ finding }) => step.resolves.includes(finding)).map(({ id }) => id),
    introduces: step.introduces,
    recreates: step.recreates,
    proven: step.proven,
  });

/** What to do, then what for. */
export const stepTitle = ({ changes, cause }: Step, byId: Run['byId']): Text => {
  const title = byId.get(cause.findings[0]?.control ?? '')?.title ?? { en: '', ja: '' };
  const [first] = changes;
  const more = changes.length - 1;
  const name = first?.attribute ?? '';
  const value = /=\s*("?[^"\n]*"?)\s*$/.exec(first?.after.split('\n').at(-1) ?? '')?.[1];
  const member = memberDeed(cause.edits[0], name);
  const deed: Text =
    first === undefined
      ? { en: '', ja: '' }
      : first.after === ''
        ? { en: `Remove ${name}`, ja: `${name} を削除` }
        : member
          ? member
          : first.before === '' && first.after.trimStart().startsWith('resource ')
            ? { en: `Add ${name}`, ja: `${name} を追加` }
            : value !== undefined && !name.includes(',')
              ? { en: `Set ${name} = ${value}`, ja: `${name} を ${value} に設定` }
              : { en: `Set ${name}`, ja: `${name} を設定` };
  const others: Text = more > 0 ? { en: ` (and ${more} more)`, ja: `(ほか ${more} か所)` } : { en: '', ja: '' };
  return { en: `${deed.en}${others.en} — ${title.en}`, ja: `${deed.ja}${others.ja} — ${title.ja}` };
};

/** A member of a list goes, or makes way for others. */
const memberDeed = (edit: Edit | undefined, name: string): Text | undefined => {
  if (!edit || edit.do === 'add') return undefined;
  const { file, start, end } = edit.at;
  const old = end - start < 100 ? file.text.slice(start, end) : '';
  if (!/^"[^"]*"$/.test(old)) return undefined;
  if (edit.do === 'remove') return { en: `Take ${old} out of ${name}`, ja: `${name} から ${old} を除外` };
  if (typeof edit.value !== 'object' || edit.value === null) return undefined;
  const list = edit.value.map((one) => JSON.stringify(one));
  return { en: `Replace ${old} by ${list.join(', ')} in ${name}`, ja: `${name} の ${old} を ${list.join('、')} に変更` };
};
