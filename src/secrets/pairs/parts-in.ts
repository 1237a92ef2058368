import { assignmentAt, nameEndAt } from '../assignment.ts';
import { pathKind } from '../path-kind.ts';
import { isPublished, notASecret } from '../placeholder.ts';
import type { Region } from '../tree/place.ts';
import { linesOf } from '../tree/place.ts';
import { labelOf, type Label } from './label.ts';
import { pairKinds, type PartKind } from './pair-kinds.ts';

/** A part that was found in a text. */
export interface FoundPart {
  readonly part: PartKind;
  readonly value: string;
  readonly region: Region;
  readonly label: Label;
}

const allParts = pairKinds.flatMap(({ parts }) => parts).filter(({ reported }) => reported === undefined);
const byName = allParts.filter(({ name }) => name !== undefined);
/** Words of which one stands in every name that is asked for. */
const nouns =
  /client|consumer|app|principal|spid|tenant|directory|authority|account|storage|channel|host|server|endpoint|ur[il]|addr|base|namespace|registry|service|user|usr|login|domain|issuer/gi;
/** Values that tell by themselves. */
const own = /AC[0-9a-f]{32}(?![0-9A-Za-z])|\d{6,14}-[a-z0-9]{20,40}\.apps\.googleusercontent\.com/g;
const mostNames = 3000;
const mostParts = 500;

/** Ids, hosts and users of a text. Takes time linear in it; what is long is not read whole. */
export const partsIn = (path: string, text: string): readonly FoundPart[] => {
  const kind = pathKind(path);
  if (kind.quiet !== undefined) return [];
  const found: FoundPart[] = [];
  const seen = new Map<PartKind, Set<string>>();
  const lines = linesOf(text);
  const add = (part: PartKind, raw: string, name: string, start: number): void => {
    const value = part.value.exec(raw)?.[1];
    if (value === undefined || found.length >= mostParts || isPublished(value) || /^[0-]+$/.test(value)) return;
    const why = notASecret(value);
    if (why === 'placeholder' || why === 'reference' || why === 'public-example' || why === 'keyword') return;
    // Each once: it is the same wherever it stands.
    const known = seen.get(part) ?? new Set();
    if (known.has(value)) return;
    seen.set(part, known.add(value));
    const at = start + Math.max(0, raw.indexOf(value));
    found.push({ part, value, region: lines.region(at, at + value.length), label: labelOf(name, path, text, start) });
  };
  let done = 0;
  let names = 0;
  for (const { index, 0: noun } of text.matchAll(nouns)) {
    if (index < done) continue;
    if (++names > mostNames) break;
    done = nameEndAt(text, index + noun.length);
    const a = assignmentAt(text, index, done, kind);
    if (a) for (const part of byName) if (part.name?.test(a.plain)) add(part, a.value, a.name, a.start);
  }
  for (const { index, 0: value } of text.matchAll(own)) {
    if (/[0-9A-Za-z]/.test(text.charAt(index - 1))) continue;
    for (const part of allParts) if (part.name === undefined && part.value.test(value)) add(part, value, nameBefore(text, index), index);
  }
  return found;
};

const listed =
  /["']?(?:name|key|ParameterKey)["']?\s{0,4}[:=]\s{0,4}["']?([\w.-]{1,80})["',\s]{1,80}(?:-\s{0,4})?["']?(?:Parameter)?value["']?\s{0,4}[:=]\s{0,4}["']?$/i;
const plain = /([A-Za-z_][\w.-]{0,79})["'\]]{0,2}\s{0,8}(?::=|=>|[:=,(])?\s{0,8}["'`]?$/;

/** The name in front of a value, in the spellings that are common. */
export const nameBefore = (text: string, start: number): string => {
  const before = text.slice(Math.max(0, start - 240), start);
  const name = listed.exec(before)?.[1] ?? plain.exec(before)?.[1] ?? '';
  // A column of a table: what stands before it is a value as well.
  return /(?:\d[A-Za-z]*){4}/.test(name) ? '' : name;
};
