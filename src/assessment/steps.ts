import type { Cause, Edit, Finding } from '#core/finding';
import { lineText, positionAt } from '#core/origin';
import { clouds } from '#core/resource';
import type { Control } from '#controls/control';
import type { Inventory } from '#inventory/inventory';
import { applied, textChanges, type TextChange } from '#sources/terraform/edit';
import { revise } from '#sources/terraform/revise';
import type { Project } from '#sources/terraform/terraform';
import { accessOf } from './access.ts';
import { assess, type Assessment } from './assess.ts';
import { editsFor } from './causes.ts';

/** One change of one or a few lines, and what it does. */
export interface Step {
  readonly id: string;
  readonly cause: Cause;
  readonly changes: readonly LineChange[];
  readonly textChanges: readonly TextChange[];
  /** Resources that the provider makes anew to carry it out: their data has to be moved first. */
  readonly recreates: readonly string[];
  /** Ids of findings that are gone after the edited text was evaluated again. */
  readonly resolves: readonly string[];
  /** Ids of findings that were not there before. */
  readonly introduces: readonly string[];
  /** The edited text was evaluated again: its findings are gone, and nothing new has come. */
  readonly proven: boolean;
  /** Sum of the priorities that go away. */
  readonly weight: number;
}

export interface LineChange {
  readonly file: string;
  /** From 1, in the text before. */
  readonly line: number;
  readonly attribute: string;
  readonly before: string;
  readonly after: string;
}

export interface StepsInput {
  readonly project: Project;
  readonly inventory: Inventory;
  readonly assessment: Assessment;
  readonly controls: readonly Control[];
  /** At most so many are tried. */
  readonly most: number;
  readonly onStep?: (done: number, total: number) => void;
}

/**
 * The steps of the weightiest causes. Each edits the text in memory; only that is evaluated and judged again which the edit reaches. Closing one hole may
 * show the next one: a step grows in bounded rounds.
 */
export const steps = (causes: readonly Cause[], { project, inventory, assessment, controls, most, onStep }: StepsInput): Step[] => {
  const byId = new Map(controls.map((control) => [control.id, control]));
  const before = new Map<number, Finding[]>();
  for (const finding of assessment.findings) before.set(finding.resource, [...(before.get(finding.resource) ?? []), finding]);
  const weightOf = (cause: Cause): number => weigh(cause.findings.map(({ priority }) => priority));
  const chosen = causes
    .filter(({ edits }) => edits.length > 0)
    .toSorted((a, b) => weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : 1))
    .slice(0, most);
  const found: Step[] = [];
  for (const [i, cause] of chosen.entries()) {
    onStep?.(i, chosen.length);
    const step = tried(cause, { project, inventory, assessment, controls, before, byId });
    if (step) found.push(step);
  }
  return found.toSorted((a, b) => Number(b.proven) - Number(a.proven) || b.weight - a.weight || (a.id < b.id ? -1 : 1));
};

/** The weightiest counts whole, the others for a part: ten small things are no breach. */
const weigh = (priorities: readonly number[]): number => {
  const [first = 0, ...rest] = priorities.toSorted((a, b) => b - a);
  return first + rest.reduce((sum, one) => sum + one, 0) * 0.15;
};

interface Known extends Omit<StepsInput, 'most' | 'onStep'> {
  readonly before: ReadonlyMap<number, readonly Finding[]>;
  readonly byId: ReadonlyMap<string, Control>;
}

const tried = (cause: Cause, { project, inventory, assessment, controls, before, byId }: Known): Step | undefined => {
  const own = new Set(cause.findings.map(({ id }) => id));
  let { edits } = cause;
  for (let round = 1; ; round++) {
    const changes = textChanges(edits, project.parsed);
    if (!changes || changes.length === 0) return undefined;
    const { blocks, gone, broken } = revise(project, applied(changes));
    const after = inventory.patch(blocks, gone);
    const reached = reach(inventory, after, assessment);
    const left = assess(
      after,
      controls,
      [...reached].filter((i) => !after.gone.has(i)),
    ).findings;
    const then = new Map(left.filter(({ verdict }) => verdict.is === 'fail').map((one) => [one.id, one]));
    const doubtful = new Set(left.filter(({ verdict }) => verdict.is !== 'fail').map(({ id }) => id));
    const now = new Map(
      [...reached]
        .flatMap((i) => before.get(i) ?? [])
        .filter(({ verdict }) => verdict.is === 'fail')
        .map((one) => [one.id, one]),
    );
    const more =
      round < 4
        ? left
            .filter(({ id }) => own.has(id))
            .flatMap((one) => editsFor(after, one, byId))
            .filter((edit) => !edits.some((other) => sameEdit(edit, other)) && project.parsed.get(edit.at.file.path)?.file === edit.at.file)
        : [];
    if (more.length > 0) {
      edits = [...edits, ...more];
      continue;
    }
    const resolves = [...now.keys()].filter((id) => !then.has(id) && !doubtful.has(id)).toSorted();
    // A milder finding on the same facet of the same thing is what is left of the old one: encrypted now, but not with a key of one's own.
    const residue = (one: Finding): boolean =>
      resolves.some((id) => {
        const old = now.get(id);
        return old?.resource === one.resource && old.priority > one.priority && byId.get(old.control)?.facet === byId.get(one.control)?.facet;
      });
    const introduces = [...then.values()]
      .filter((one) => !now.has(one.id) && !residue(one))
      .map(({ id }) => id)
      .toSorted();
    const proven = !broken && introduces.length === 0 && [...own].every((id) => !then.has(id) && !doubtful.has(id));
    if (resolves.length === 0) return undefined;
    return {
      id: cause.id,
      cause: { ...cause, edits },
      changes: lineChanges(changes),
      textChanges: changes,
      recreates: edits.some(({ recreates }) => recreates) ? [...new Set(cause.findings.map(({ resource }) => inventory.resource(resource).id))].toSorted() : [],
      resolves,
      introduces,
      proven,
      weight: weigh(resolves.map((id) => now.get(id)?.priority ?? 0)),
    };
  }
};

const sameEdit = (a: Edit, b: Edit): boolean =>
  a.do === b.do && a.at === b.at && JSON.stringify('path' in a ? [a.path, a.block] : 0) === JSON.stringify('path' in b ? [b.path, b.block] : 0);

/** What changed, whoever looked at it, and whoever it names now or named before. */
const reach = (before: Inventory, after: Inventory, { readers }: Assessment): ReadonlySet<number> => {
  const reached = new Set(after.changed);
  for (const cloud of clouds)
    if (readers.access[cloud].size > 0 && accessOf(after, cloud) !== accessOf(before, cloud)) for (const reader of readers.access[cloud]) reached.add(reader);
  if (readers.issued.size > 0)
    for (const address of [...after.revised.blocks.map((block) => block.address), ...after.revised.gone])
      for (const reader of readers.issued.get(address) ?? []) reached.add(reader);
  for (const i of after.changed) {
    for (const reader of readers.of.get(i) ?? []) reached.add(reader);
    if (i >= before.size || after.gone.has(i)) {
      const { scope, type } = i < before.size ? before.resource(i) : after.resource(i);
      for (const key of [`${scope} ${type}`, `${scope.slice(0, scope.lastIndexOf('/'))} ${type}`])
        for (const reader of readers.scopes.get(key) ?? []) reached.add(reader);
    }
    for (const { property } of (i < before.size ? before : after).type(i).relations) {
      if (i < before.size) for (const other of before.related(i, property)) reached.add(other);
      if (!after.gone.has(i)) for (const other of after.related(i, property)) reached.add(other);
    }
  }
  return reached;
};

/** Each change as the lines before and after it. */
const lineChanges = (changes: readonly TextChange[]): LineChange[] =>
  changes
    .toSorted((a, b) => (a.file.path < b.file.path ? -1 : a.file.path > b.file.path ? 1 : a.start - b.start))
    .map(({ file, start, end, text, attribute }) => {
      const from = positionAt(file, start);
      const inserted = start === end;
      if (inserted) return { file: file.path, line: from.line, attribute, before: '', after: text.replace(/^\n+|\n+$/g, '') };
      const last = positionAt(file, end);
      const head = lineText(file, from.line).slice(0, from.column - 1);
      const whole = text === '' && head.trim() === '' && last.column === 1;
      const tail = whole ? '' : lineText(file, last.line).slice(last.column - 1);
      return {
        file: file.path,
        line: from.line,
        attribute,
        before: whole ? file.text.slice(start, end).replace(/^\n+|\n+$/g, '') : head + file.text.slice(start, end) + tail,
        after: whole ? '' : (head + text + tail).replace(/^\n+|\s+$/g, ''),
      };
    });
