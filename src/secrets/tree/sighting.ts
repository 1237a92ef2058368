import type { SecretMatch } from '../secret.ts';
import { allowances, type Allowance } from '../baseline/allowance.ts';
import type { Lines, Region } from './place.ts';

/** A match and where it stands. `path` as shown to people: `app.jar!/config.properties` within an archive. */
export interface Sighting {
  readonly match: SecretMatch;
  readonly path: string;
  readonly region: Region;
  /** Comments on its first line or the one before that ask to let a value pass. */
  readonly allowances: readonly Allowance[];
}

export type See = (sighting: Sighting) => void;

/** `lineBase`: lines before this text in its file; `columnBase`: letters of its first line before it. */
export const sightingOf = (match: SecretMatch, path: string, lines: Lines, lineBase: number, columnBase = 0): Sighting => {
  const { line, column, endLine, endColumn } = lines.region(match.start, match.end);
  return {
    match,
    path,
    region: {
      line: line + lineBase,
      column: column + (line === 1 ? columnBase : 0),
      endLine: endLine + lineBase,
      endColumn: endColumn + (endLine === 1 ? columnBase : 0),
    },
    allowances: [lines.line(line - 1), lines.line(line)].flatMap((text) => (text === undefined ? [] : allowances(text))),
  };
};
