import type { Cause, Finding } from '#core/finding';
import { compareStarts, positionAt, root, type Place } from '#core/origin';
import { controls as allControls } from '#controls/index';
import type { Control } from '#controls/control';
import { buildInventory, typesOf, type Inventory } from '#inventory/inventory';
import { resourceTypes } from '#resources/index';
import { readTerraform, type TerraformInput, type TerraformResult } from '#sources/terraform/terraform';
import { assess, type Assessment } from './assess.ts';
import { causes } from './causes.ts';
import { joinedByValue } from './credential-values.ts';
import { credentialBlocks, type CredentialScan } from './credentials.ts';
import { tellStates } from './opens/estate.ts';
import { readStates } from './opens/states.ts';
import { steps, type Step } from './steps.ts';

/** Everything that one assessment has found out. Reports read it, and nothing else. */
export interface Run {
  readonly source: TerraformResult;
  readonly inventory: Inventory;
  readonly assessment: Assessment;
  readonly causes: readonly Cause[];
  readonly steps: readonly Step[];
  readonly controls: readonly Control[];
  readonly byId: ReadonlyMap<string, Control>;
  /** Undefined: nobody has looked for credentials. */
  readonly scan: CredentialScan | undefined;
}

export interface RunOptions {
  /** Only these controls; all if empty. */
  readonly only: readonly string[];
  /** At most so many steps are tried. */
  readonly mostSteps: number;
  /** What the scanner has found in the same folder. */
  readonly scan?: CredentialScan;
  /** Told where the work is. */
  readonly onPhase?: (phase: Phase, done: number, total: number) => void;
}
export type Phase = 'evaluate' | 'judge' | 'steps';

const types = typesOf(resourceTypes);

/** From texts to steps. Pure: the same texts give the same run. */
export const run = (input: TerraformInput, { only, mostSteps, scan, onPhase }: RunOptions): Run => {
  const controls = only.length === 0 ? allControls : allControls.filter(({ id }) => only.includes(id));
  const byId = new Map(controls.map((control) => [control.id, control]));
  onPhase?.('evaluate', 0, 0);
  const source = readTerraform(input);
  onPhase?.('judge', 0, 0);
  const credentials = scan?.found ?? [];
  const states = credentials.length === 0 ? [] : readStates(input);
  const joined = joinedByValue(credentials, source.blocks, states);
  const inventory = buildInventory([...source.blocks, ...credentialBlocks(joined)], types, source.exported);
  tellStates(inventory, states);
  const assessment = saidOnce(inventory, assess(inventory, controls));
  const found = causes(inventory, assessment.findings, byId);
  const ranked = steps(found, {
    project: source.project,
    inventory,
    assessment,
    controls,
    most: mostSteps,
    onStep: (done, total) => onPhase?.('steps', done, total),
  });
  return { source, inventory, assessment, causes: found, steps: ranked, controls, byId, scan };
};

/** A secret that is already a finding of the resource it is given to needs no second one within the same lines. */
const saidOnce = (inventory: Inventory, assessment: Assessment): Assessment => {
  const lines = ({ file, start, end }: Place): { path: string; from: number; to: number } => ({
    path: file.path,
    from: positionAt(file, start).line,
    to: positionAt(file, end).line,
  });
  const said = assessment.findings.flatMap(({ control, verdict }) =>
    control === 'secret-in-plain-text' ? verdict.because.flatMap((origin) => (origin.is === 'written' ? [lines(root(origin))] : [])) : [],
  );
  const isSaid = (place: Place): boolean => {
    const { path, from } = lines(place);
    return said.some((one) => one.path === path && one.from <= from && from <= one.to);
  };
  const findings = assessment.findings.filter(({ control, resource }) => control !== 'credential-in-code' || !isSaid(inventory.resource(resource).place));
  return { ...assessment, findings };
};

/** The weightiest first; then by place. */
export const byPriority =
  (inventory: Inventory) =>
  (a: Finding, b: Finding): number => {
    const [x, y] = [inventory.resource(a.resource).place, inventory.resource(b.resource).place];
    return b.priority - a.priority || (x.file.path < y.file.path ? -1 : x.file.path > y.file.path ? 1 : compareStarts(x, y)) || (a.id < b.id ? -1 : 1);
  };
