import type { Cause, Edit, Finding } from '#core/finding';
import { root, startKey } from '#core/origin';
import type { Control } from '#controls/control';
import type { Inventory } from '#inventory/inventory';
import type { Around } from '#resources/facets';
import { lookAround } from './look-around.ts';

/**
 * Findings that the same edits would remove have one cause. What no edit removes is a cause of its own place: a person has to decide. The id is made of
 * names and paths of the source, never of offsets, so that it survives moved lines.
 */
export const causes = (inventory: Inventory, findings: readonly Finding[], controls: ReadonlyMap<string, Control>): Cause[] => {
  const found = new Map<string, { id: string; edits: readonly Edit[]; findings: Finding[] }>();
  for (const finding of findings) {
    if (finding.verdict.is !== 'fail') continue;
    const edits = editsFor(inventory, finding, controls);
    const key = edits.length > 0 ? edits.map(keyOf).toSorted().join('\n') : `${finding.control} ${placeKey(inventory, finding)}`;
    const same = found.get(key);
    if (same) same.findings.push(finding);
    else found.set(key, { id: `${finding.control}@${stableName(inventory, finding)}`, edits, findings: [finding] });
  }
  return [...found.values()];
};

/** The edits that the resource type offers for what the control asks. */
export const editsFor = (inventory: Inventory, finding: Finding, controls: ReadonlyMap<string, Control>): readonly Edit[] => {
  const remedy = controls.get(finding.control)?.remedy;
  if (!remedy || finding.verdict.is !== 'fail') return [];
  const i = finding.resource;
  const around: Around = lookAround(inventory, i);
  return inventory
    .type(i)
    .remedy(remedy, inventory.resource(i), inventory.parts(i), finding.verdict.because, around, (other) => inventory.parts(inventory.indexOf(other.id) ?? i));
};

const keyOf = (edit: Edit): string =>
  `${edit.at.file.path}:${edit.at.start}-${edit.at.end} ${edit.do === 'add' ? `${edit.block ?? ''}.${edit.path.join('.')}` : edit.do}`;

/** Where it is written: instances of one block share it. */
const placeKey = (inventory: Inventory, { verdict, resource }: Finding): string => {
  const written = verdict.is === 'fail' ? verdict.because.flatMap((origin) => (origin.is === 'written' ? [root(origin)] : [])) : [];
  const places = written.length > 0 ? written : [inventory.resource(resource).place];
  return places.map(startKey).toSorted().join(' ');
};

/** The address without instance keys of the first finding. */
const stableName = (inventory: Inventory, { resource }: Finding): string => inventory.resource(resource).id.replace(/\[[^\]]*\]/g, '');
