/** A text that was read. `path` is relative to the folder that was given, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Where the text begins, if it is a piece of the file. */
  readonly begins?: Position;
}

/**
 * Where a value comes from. Absence is no further kind of value: an absent attribute has a value like any other (known by a default, or unknown),
 * and its origin says "default" or "absent". Those are constants of a resource type, shared by all of its resources.
 */
export type Origin = Place | Default | Absent | Answer;

/**
 * A piece of a file, `start` and `end` in UTF-16 units. The parser makes one per syntax node and all instances of a module share it, so places are
 * compared by identity; line, column and text are looked up when somebody asks. `from` is set on the place of an expression that only passes on what
 * is written elsewhere (variable, local, module argument): such a place is made anew for each passing.
 */
export interface Place {
  readonly is: 'written';
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  readonly from: Place | undefined;
}

/** Absent; the provider always sends this value, or the cloud fills it in since `since`. `basis` names the attribute and its document. */
export interface Default {
  readonly is: 'default';
  readonly by: 'provider' | 'service';
  readonly since: string;
  readonly basis: string;
}

/** Absent, and nobody can tell what the cloud will do. */
export interface Absent {
  readonly is: 'absent';
}

/** Read from a live account, a plan, a state or a snapshot. */
export interface Answer {
  readonly is: 'answer';
  readonly api: string;
  readonly at: string;
}

export const absent: Absent = { is: 'absent' };

/** The place where a value is really written: the end of the chain, and what a step edits. */
export const root = (place: Place): Place => {
  let last = place;
  while (last.from) last = last.from;
  return last;
};

/** The chain from where a value is used to where it is written, without repeats. */
export const chain = (place: Place): Place[] => {
  const links: Place[] = [];
  for (let link: Place | undefined = place; link; link = link.from) {
    const last = links.at(-1);
    if (last?.file !== link.file || last.start !== link.start) links.push(link);
  }
  return links;
};

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Line and column of an offset. The line table of a file is made once, when first asked for. */
export const positionAt = (file: SourceFile, offset: number): Position => {
  const starts = lineStarts(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const column = offset - (starts[low] ?? 0) + 1;
  const { begins } = file;
  return begins ? { line: low + begins.line, column: low === 0 ? column + begins.column - 1 : column } : { line: low + 1, column };
};

/** Tells where a place begins: the same for the same, of all files of a folder. */
export const startKey = ({ file, start }: Place): string => {
  if (!file.begins) return `${file.path}:${start}`;
  const { line, column } = positionAt(file, start);
  return `${file.path}:${line}:${column}`;
};

/** Of two places in files of one path, which comes first. */
export const compareStarts = (a: Place, b: Place): number => {
  if (a.file === b.file) return a.start - b.start;
  const [x, y] = [positionAt(a.file, a.start), positionAt(b.file, b.start)];
  return x.line - y.line || x.column - y.column;
};

/** The text of a line (from 1), without its line ending; of a piece without what stands before it. */
export const lineText = (file: SourceFile, line: number): string => {
  const starts = lineStarts(file);
  const index = line - (file.begins?.line ?? 1);
  const start = starts[index];
  if (start === undefined) return '';
  return file.text.slice(start, starts[index + 1] ?? file.text.length).replace(/[\r\n]+$/, '');
};

const tables = new WeakMap<SourceFile, readonly number[]>();
const lineStarts = (file: SourceFile): readonly number[] => {
  const found = tables.get(file);
  if (found) return found;
  const starts = [0];
  for (let i = file.text.indexOf('\n'); i >= 0; i = file.text.indexOf('\n', i + 1)) starts.push(i + 1);
  tables.set(file, starts);
  return starts;
};
