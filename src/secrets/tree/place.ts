/** 1-based; columns in UTF-16 code units, `endColumn` after the last one. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A text in which offsets are looked up: its lines are counted once, when the first match asks. */
export interface Lines {
  readonly region: (start: number, end: number) => Region;
  /** The text of a line without its end; undefined: there is none. */
  readonly line: (number: number) => string | undefined;
}

export const linesOf = (text: string): Lines => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const at = (offset: number): { line: number; column: number } => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  return {
    region: (start, end) => {
      const [first, last] = [at(start), at(end)];
      return { ...first, endLine: last.line, endColumn: last.column };
    },
    line: (number) => {
      const start = starts[number - 1];
      return start === undefined ? undefined : text.slice(start, (starts[number] ?? text.length + 1) - 1);
    },
  };
};
